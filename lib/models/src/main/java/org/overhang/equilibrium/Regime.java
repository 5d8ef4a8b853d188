package org.overhang.equilibrium;

import java.util.Arrays;
import java.util.List;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.policy.Change;
import org.overhang.policy.InForce;

/** The policies in force on every product of a market, as arrays for arithmetic. */
final class Regime {
    final String[] names;
    private final InForce[] of;
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
    private final double[] limit;
    private final double[] least;
    final boolean[] active;
    final double[] utilizationFloor;
    final String[] owner;
    /** Factor on marginal cost. */
    final double[] costFactor;
    /** Money a unit that is added to marginal cost. */
    final double[] costAdded;

    Regime(String[] names, InForce[] of) {
        int n = names.length;
        this.names = names;
        this.of = of.clone();
        duty = new double[n];
        specificDuty = new double[n];
        subsidy = new double[n];
        specificSubsidy = new double[n];
        shift = new double[n];
        capacity = new double[n];
        limit = new double[n];
        least = new double[n];
        active = new boolean[n];
        utilizationFloor = new double[n];
        owner = new String[n];
        costFactor = new double[n];
        costAdded = new double[n];
        for (int j = 0; j < n; j++) {
            duty[j] = of[j].duty();
            specificDuty[j] = of[j].specificDuty();
            subsidy[j] = of[j].subsidy();
            specificSubsidy[j] = of[j].specificSubsidy();
            shift[j] = of[j].shift();
            capacity[j] = of[j].capacity();
            limit[j] = of[j].limit();
            least[j] = of[j].least();
            active[j] = of[j].active();
            utilizationFloor[j] = of[j].utilizationFloor();
            costFactor[j] = of[j].costFactor();
            costAdded[j] = of[j].costAdded();
            owner[j] = of[j].owner().isEmpty() ? names[j] : of[j].owner();
        }
    }

    int size() {
        return names.length;
    }

    /** Share of the consumer price (less specific duty) that the producer keeps, subsidy included. */
    double kept(int j) {
        return of[j].kept();
    }

    double consumerPrice(int j, double producerPrice) {
        return of[j].consumerPrice(producerPrice);
    }

    double producerPrice(int j, double consumerPrice) {
        return of[j].producerPrice(consumerPrice);
    }

    double limit(int j) {
        return limit[j];
    }

    /** Least producer price that a policy allows; 0 if none. */
    double least(int j) {
        return least[j];
    }

    /** Whether an undertaking holds, so that there is no log-linear version. */
    boolean undertaken(int j) {
        return of[j].floor() > 0;
    }

    /** The regime after changes, in their order; sizes relative to the baseline are resolved against it. */
    Regime with(Model model, Equilibrium baseline, List<Change> changes) {
        Problems problems = new Problems();
        InForce[] after = of.clone();
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
            double price = baseline.producerPrice()[j];
            double quantity = baseline.quantity()[j];
            String refusal = change.market().isEmpty()
                    ? model.refusal(change.policy(), j)
                    : "it has one market, so leave out .in(\"" + change.market() + "\")";
            refusal = refusal.isEmpty() ? after[j].refusal(change.policy(), price, quantity) : refusal;
            if (!refusal.isEmpty()) {
                problems.add(
                        Reason.OUT_OF_RANGE,
                        model.name() + " cannot carry the change \"" + change.text() + "\": " + refusal + ".");
                continue;
            }
            after[j] = after[j].with(change.policy(), price, quantity);
        }
        problems.throwIfAny();
        if (Arrays.stream(after).noneMatch(InForce::active)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    model.name() + " needs at least one seller that stays, but every product exits.");
        }
        return new Regime(names, after);
    }
}
