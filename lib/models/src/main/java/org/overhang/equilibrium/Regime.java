package org.overhang.equilibrium;

import java.util.Arrays;
import java.util.List;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.policy.Change;
import org.overhang.policy.Closure;
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import org.overhang.policy.Exit;
import org.overhang.policy.FairPrice;
import org.overhang.policy.Ownership;
import org.overhang.policy.Policy;
import org.overhang.policy.Quota;
import org.overhang.policy.Removal;
import org.overhang.policy.Subsidy;
import org.overhang.policy.Undertaking;
import org.overhang.policy.UtilizationFloor;

/** All policies in force, product by product: the one form in which every model reads the vocabulary. */
final class Regime {
    private static final double[] NONE = new double[0];

    final String[] names;
    /** Ad valorem duty on the price before duty. */
    final double[] duty;
    /** Duty in money a unit. */
    final double[] specificDuty;
    /** Ad valorem subsidy on the producer price. */
    final double[] subsidy;
    /** Subsidy in money a unit. */
    final double[] specificSubsidy;
    /** Factor on the supply curve. */
    final double[] shift;

    final double[] capacity;
    final double[] quota;
    /** Least producer price, 0 if none. */
    final double[] floor;
    /** Least producer price that is not dumped, 0 if none. */
    final double[] fair;

    final boolean[] active;
    final double[] utilizationFloor;
    final double[] covered;
    final String[] owner;

    private static final Equilibrium NO_BASELINE = new Equilibrium(
            new Regime(new String[0]), NONE, NONE, NONE, NONE, NONE, NONE, NONE, 0, 0, 0, 0, NONE, new int[0], 0, 0);

    Regime(String[] names) {
        int n = names.length;
        this.names = names;
        duty = new double[n];
        specificDuty = new double[n];
        subsidy = new double[n];
        specificSubsidy = new double[n];
        shift = filled(n, 1);
        capacity = filled(n, Double.POSITIVE_INFINITY);
        quota = filled(n, Double.POSITIVE_INFINITY);
        floor = new double[n];
        fair = new double[n];
        active = new boolean[n];
        Arrays.fill(active, true);
        utilizationFloor = new double[n];
        covered = new double[n];
        owner = names.clone();
    }

    private Regime(Regime other) {
        names = other.names;
        duty = other.duty.clone();
        specificDuty = other.specificDuty.clone();
        subsidy = other.subsidy.clone();
        specificSubsidy = other.specificSubsidy.clone();
        shift = other.shift.clone();
        capacity = other.capacity.clone();
        quota = other.quota.clone();
        floor = other.floor.clone();
        fair = other.fair.clone();
        active = other.active.clone();
        utilizationFloor = other.utilizationFloor.clone();
        covered = other.covered.clone();
        owner = other.owner.clone();
    }

    private static double[] filled(int n, double value) {
        double[] out = new double[n];
        Arrays.fill(out, value);
        return out;
    }

    int size() {
        return names.length;
    }

    /** Share of the consumer price (less specific duty) that the producer keeps, subsidy included. */
    double kept(int j) {
        return (1 + subsidy[j]) / (1 + duty[j]);
    }

    double consumerPrice(int j, double producerPrice) {
        return (1 + duty[j]) * producerPrice + specificDuty[j];
    }

    double producerPrice(int j, double consumerPrice) {
        return (consumerPrice - specificDuty[j]) / (1 + duty[j]);
    }

    double limit(int j) {
        return Math.min(capacity[j], quota[j]);
    }

    /** Least producer price that a policy allows; 0 if none. */
    double least(int j) {
        return Math.max(floor[j], fair[j]);
    }

    Regime copy() {
        return new Regime(this);
    }

    /** The regime after changes, in their order; sizes relative to the baseline are resolved against it. */
    Regime with(Model model, Equilibrium baseline, List<Change> changes) {
        Problems problems = new Problems();
        Regime after = new Regime(this);
        for (Change change : changes) {
            int j = Arrays.asList(names).indexOf(change.product());
            if (j < 0) {
                problems.add(
                        Reason.BAD_VALUE,
                        model.name() + " needs changes on products of its baseline, but there is no \""
                                + change.product() + "\". "
                                + Nearest.hint(change.product(), Arrays.asList(names)) + "It has "
                                + String.join(", ", names) + ".");
                continue;
            }
            String refusal = change.market().isEmpty()
                    ? model.refusal(change.policy(), j)
                    : "it has one market, so leave out .in(\"" + change.market() + "\")";
            if (!refusal.isEmpty()) {
                problems.add(
                        Reason.OUT_OF_RANGE,
                        model.name() + " cannot carry the change \"" + change.text() + "\": " + refusal + ".");
                continue;
            }
            after.apply(change.policy(), j, baseline);
        }
        problems.throwIfAny();
        if (!anyActive(after.active)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    model.name() + " needs at least one seller that stays, but every product exits.");
        }
        return after;
    }

    private static boolean anyActive(boolean[] active) {
        boolean any = false;
        for (boolean a : active) {
            any |= a;
        }
        return any;
    }

    /** Puts a policy of the baseline in force: one whose size needs no baseline to be resolved against. */
    void hold(Policy policy, int j) {
        apply(policy, j, NO_BASELINE);
    }

    private void apply(Policy policy, int j, Equilibrium baseline) {
        if (policy instanceof Duty d) {
            duty[j] = d.exclusiveRate();
            specificDuty[j] = d.specificAmount();
        } else if (policy instanceof Subsidy s) {
            subsidy[j] = s.rate();
            specificSubsidy[j] = s.specificAmount();
        } else if (policy instanceof FairPrice f) {
            fair[j] = baseline.producerPrice()[j] * (1 + f.increase());
        } else if (policy instanceof Undertaking u) {
            floor[j] = u.relative() ? baseline.producerPrice()[j] * (1 + u.amount()) : u.amount();
        } else if (policy instanceof Quota q) {
            quota[j] = q.relative() ? baseline.quantity()[j] * q.amount() : q.amount();
        } else if (policy instanceof Closure c) {
            close(c, j);
        } else if (policy instanceof Exit) {
            active[j] = false;
        } else if (policy instanceof Ownership o) {
            owner[j] = o.owner();
        } else if (policy instanceof UtilizationFloor f) {
            utilizationFloor[j] = f.share();
        } else if (policy instanceof Coverage c) {
            covered[j] = c.share();
        } else if (policy instanceof Removal r) {
            remove(r, j);
        }
    }

    private void close(Closure closure, int j) {
        if (!closure.relative()) {
            capacity[j] = Math.min(capacity[j], closure.amount());
        } else if (capacity[j] < Double.POSITIVE_INFINITY) {
            capacity[j] *= 1 - closure.amount();
        } else {
            shift[j] *= 1 - closure.amount();
        }
    }

    private void remove(Removal removal, int j) {
        switch (removal.measure()) {
            case DUTY -> {
                duty[j] = 0;
                specificDuty[j] = 0;
            }
            case SUBSIDY -> {
                subsidy[j] = 0;
                specificSubsidy[j] = 0;
            }
            case QUOTA -> quota[j] = Double.POSITIVE_INFINITY;
            case UNDERTAKING -> floor[j] = 0;
            case UTILIZATION_FLOOR -> utilizationFloor[j] = 0;
            case COVERAGE -> covered[j] = 0;
        }
    }
}
