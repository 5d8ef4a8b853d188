package org.overhang.equilibrium;

import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.overhang.policy.Closure;
import org.overhang.policy.CostChange;
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import org.overhang.policy.Exit;
import org.overhang.policy.Expansion;
import org.overhang.policy.Ownership;
import org.overhang.policy.Policy;
import org.overhang.policy.Quota;
import org.overhang.policy.Subsidy;
import org.overhang.policy.Swap;
import org.overhang.policy.Undertaking;
import org.overhang.policy.UtilizationFloor;

/** Armington market: consumer prices are 1 at the baseline, quantities are baseline spending. */
final class ArmingtonModel implements Model {
    private final double[] spending;
    private final double total;
    private final double sigma;
    private final double eta;
    private final double[] supply;
    private final int[] places;
    private final Regime baseline;
    private final boolean[] domestic;
    private final List<Elasticity> elasticities;
    private final String money;
    private final double[] share;
    private final double[] kept0;

    /** Elasticities begin with substitution and demand; {@code places} says where each good's supply stands. */
    ArmingtonModel(
            double[] spending,
            List<Elasticity> elasticities,
            int[] places,
            Regime baseline,
            boolean[] domestic,
            String money) {
        this.spending = spending;
        this.elasticities = elasticities;
        this.places = places;
        this.baseline = baseline;
        this.domestic = domestic;
        this.money = money;
        int n = spending.length;
        sigma = elasticities.get(0).value();
        eta = elasticities.get(1).value();
        supply = new double[n];
        share = new double[n];
        kept0 = new double[n];
        double sum = 0;
        for (double v : spending) {
            sum += v;
        }
        total = sum;
        for (int j = 0; j < n; j++) {
            supply[j] = elasticities.get(places[j]).value();
            share[j] = spending[j] / total;
            kept0[j] = baseline.kept(j);
        }
    }

    @Override
    public String name() {
        return "Armington";
    }

    @Override
    public List<String[]> choices() {
        return List.of(
                new String[] {"conduct", "competition"},
                new String[] {"demand", "constant elasticities"},
                new String[] {"values", "at consumer prices"},
                new String[] {"consumer prices", "1 at the baseline"});
    }

    @Override
    public Regime baseline() {
        return baseline;
    }

    @Override
    public boolean[] domestic() {
        return domestic;
    }

    @Override
    public String money() {
        return money;
    }

    @Override
    public List<Parameter> parameters() {
        return List.copyOf(elasticities);
    }

    @Override
    public Model with(double[] values) {
        return new ArmingtonModel(spending, Calibration.at(elasticities, values), places, baseline, domestic, money);
    }

    @Override
    public String refusal(Policy policy, int product) {
        String units = "it knows values and not units, so write the amount as a share or a rate";
        if (policy instanceof Duty d && d.base() == Duty.Base.SPECIFIC
                || policy instanceof Subsidy s && s.base() == Subsidy.Base.SPECIFIC
                || policy instanceof Undertaking u && !u.relative()
                || policy instanceof Quota q && !q.relative()
                || policy instanceof Closure c && !c.relative()
                || policy instanceof Expansion e && !e.relative()
                || policy instanceof CostChange k && !k.relative()) {
            return units;
        }
        boolean shifts = policy instanceof Closure || policy instanceof Expansion || policy instanceof Swap;
        if (shifts && supply[product] == Double.POSITIVE_INFINITY) {
            return "a shift of a flat supply curve has no effect; give it a finite supply elasticity";
        }
        if (policy instanceof Exit && sigma < 1 + ArmingtonMath.NEAR_COBB_DOUGLAS) {
            return "with a substitution elasticity of at most 1 no good can be done without";
        }
        if (policy instanceof Ownership || policy instanceof UtilizationFloor || policy instanceof Coverage) {
            return "its sellers are price takers without owners or plants";
        }
        return "";
    }

    /** Lines {@code y = A + B x} of a regime's goods. */
    private double[][] lines(Regime regime, int[] modes) {
        int n = spending.length;
        double[] a = new double[n];
        double[] b = new double[n];
        for (int j = 0; j < n; j++) {
            line(regime, modes[j], j, a, b);
        }
        return new double[][] {a, b};
    }

    private void line(Regime regime, int mode, int j, double[] a, double[] b) {
        double wedge = log1p(regime.duty[j]);
        double shift = regime.shift[j] == 1 ? 0 : FastMath.log(regime.shift[j]);
        if (mode == Modes.FIXED) {
            a[j] = FastMath.log(regime.least(j)) + wedge;
            b[j] = 0;
        } else if (mode == Modes.LIMITED) {
            a[j] = -FastMath.log(regime.limit(j) / spending[j]) / sigma;
            b[j] = (sigma + eta) / sigma;
        } else {
            double base = kept0[j] * regime.costFactor[j];
            double cost = wedge - log1p(regime.subsidy[j]) + (base == 1 ? 0 : FastMath.log(base));
            boolean flat = supply[j] == Double.POSITIVE_INFINITY;
            a[j] = flat ? cost : (supply[j] * cost - shift) / (sigma + supply[j]);
            b[j] = flat ? 0 : (sigma + eta) / (sigma + supply[j]);
        }
    }

    /** Most rates are zero, and a draw should not pay for their logarithms. */
    private static double log1p(double rate) {
        return rate == 0 ? 0 : FastMath.log(1 + rate);
    }

    private double[] weights(Regime regime) {
        double[] b = share.clone();
        for (int j = 0; j < b.length; j++) {
            b[j] = regime.active[j] ? b[j] : 0;
        }
        return b;
    }

    @Override
    public Equilibrium solve(Regime regime, @Nullable Equilibrium start) {
        if (regime == baseline) {
            return atBaseline();
        }
        double[] b = weights(regime);
        int[] modes = new int[spending.length];
        boolean bounded = false;
        for (int j = 0; j < modes.length; j++) {
            modes[j] = regime.active[j] ? Modes.FREE : Modes.OUT;
            bounded |= regime.active[j] && (regime.limit(j) < Double.POSITIVE_INFINITY || regime.least(j) > 0);
        }
        return bounded ? bounded(regime, b, modes) : settled(regime, b, modes, 1);
    }

    /**
     * A market in which limits or floors may bind.
     *
     * <p>At a price index each good's price is the highest of three lines: the one at which its supply meets its demand, the
     * one at which its demand meets the limit, and the floor. So demand stays within the limit, the price above the floor, and
     * price above marginal cost only where one of them binds: these are all the conditions, whatever binds together. A price
     * index rises in every price, so the market under any one choice of lines clears at an index no higher than under the
     * highest; the index found climbs, each line is left for good once another overtakes it, and 2n + 2 rounds are enough.
     */
    private Equilibrium bounded(Regime regime, double[] b, int[] modes) {
        double x = Double.NEGATIVE_INFINITY;
        chosen(regime, 0, modes);
        for (int round = 1; round <= 2 * modes.length + 3; round++) {
            Equilibrium found = settled(regime, b, modes, round);
            double reached = found.unknowns()[0];
            if (!(reached > x) || !chosen(regime, reached, modes)) {
                return found;
            }
            x = reached;
        }
        throw Dense.unconverged(name(), Double.NaN, 2 * modes.length + 3);
    }

    /** Takes each good's highest line at an index; false if nothing moved. */
    private boolean chosen(Regime regime, double x, int[] modes) {
        double[] a = new double[modes.length];
        double[] b = new double[modes.length];
        boolean moved = false;
        for (int j = 0; j < modes.length; j++) {
            if (modes[j] == Modes.OUT) {
                continue;
            }
            int best = Modes.FREE;
            line(regime, Modes.FREE, j, a, b);
            double most = a[j] + b[j] * x;
            for (int mode : new int[] {Modes.LIMITED, Modes.FIXED}) {
                boolean there =
                        mode == Modes.LIMITED ? regime.limit(j) < Double.POSITIVE_INFINITY : regime.least(j) > 0;
                if (there) {
                    line(regime, mode, j, a, b);
                    best = a[j] + b[j] * x > most ? mode : best;
                    most = Math.max(most, a[j] + b[j] * x);
                }
            }
            moved |= modes[j] != best;
            modes[j] = best;
        }
        return moved;
    }

    private Equilibrium settled(Regime regime, double[] b, int[] modes, int round) {
        double[][] lines = lines(regime, modes);
        double x = ArmingtonMath.index(b, lines[0], lines[1], sigma, b.length);
        if (Double.isNaN(x)) {
            throw Dense.unconverged(name(), Double.NaN, round);
        }
        double residual = Math.abs(ArmingtonMath.excess(b, lines[0], lines[1], sigma, x));
        return assemble(regime, modes, lines, new Dense.Root(new double[] {x}, residual, round));
    }

    /** The baseline's root is 0 by calibration, so that a draw of elasticities need not search for it. */
    private Equilibrium atBaseline() {
        int n = spending.length;
        double[] price = new double[n];
        double[] paid = new double[n];
        double[] profit = new double[n];
        double[] tariff = new double[n];
        double[] subsidy = new double[n];
        double cost = 0;
        for (int j = 0; j < n; j++) {
            paid[j] = 1;
            price[j] = 1 / (1 + baseline.duty[j]);
            double used = ArmingtonMath.resourceCost(kept0[j], spending[j], 0, supply[j]);
            profit[j] = price[j] * (1 + baseline.subsidy[j]) * spending[j] - used;
            tariff[j] = baseline.duty[j] * price[j] * spending[j];
            subsidy[j] = baseline.subsidy[j] * price[j] * spending[j];
            cost += used;
        }
        return new Equilibrium(
                baseline,
                price,
                paid,
                spending.clone(),
                new double[n],
                profit,
                tariff,
                subsidy,
                0,
                0,
                cost,
                1,
                new double[1],
                new int[n],
                0,
                0);
    }

    @Override
    public void check(Equilibrium equilibrium) {
        // Price takers have no deviation: supply is a marginal cost curve that rises, so the second order holds.
    }

    @Override
    public Dense.System system(Regime regime, int[] modes) {
        double[] b = weights(regime);
        double[][] lines = lines(regime, modes);
        int n = b.length;
        return (y, f, jacobian) -> {
            double[] logs = new double[n];
            for (int j = 0; j < n; j++) {
                logs[j] = lines[0][j] + lines[1][j] * y[0];
            }
            f[0] = ArmingtonMath.logIndex(b, logs, sigma) - y[0];
            if (jacobian != null) {
                double weight = 0;
                double slope = 0;
                for (int j = 0; j < n; j++) {
                    double w = b[j] * FastMath.exp((1 - sigma) * logs[j]);
                    weight += w;
                    slope += w * lines[1][j];
                }
                jacobian[0][0] = slope / weight - 1;
            }
        };
    }

    @Override
    public Equilibrium assemble(Regime regime, int[] modes, Dense.Root root) {
        return assemble(regime, modes, lines(regime, modes), root);
    }

    private Equilibrium assemble(Regime regime, int[] modes, double[][] lines, Dense.Root root) {
        int n = spending.length;
        double x = root.y()[0];
        double[] price = new double[n];
        double[] paid = new double[n];
        double[] quantity = new double[n];
        double[] shadow = new double[n];
        double[] profit = new double[n];
        double[] tariff = new double[n];
        double[] subsidy = new double[n];
        double[] logRatio = new double[n];
        double cost = 0;
        for (int j = 0; j < n; j++) {
            if (!regime.active[j]) {
                price[j] = Double.NaN;
                paid[j] = Double.NaN;
                continue;
            }
            double y = lines[0][j] + lines[1][j] * x;
            logRatio[j] = -sigma * y + (sigma + eta) * x;
            paid[j] = FastMath.exp(y);
            price[j] = paid[j] / (1 + regime.duty[j]);
            quantity[j] = spending[j] * FastMath.exp(logRatio[j]);
            double moved = regime.shift[j] == 1 ? logRatio[j] : logRatio[j] - FastMath.log(regime.shift[j]);
            double kept = price[j] * (1 + regime.subsidy[j]);
            shadow[j] = modes[j] == Modes.FREE
                    ? 0
                    : kept - ArmingtonMath.marginalCost(kept0[j] * regime.costFactor[j], moved, supply[j]);
            double used = ArmingtonMath.resourceCost(kept0[j] * regime.costFactor[j], quantity[j], moved, supply[j]);
            profit[j] = kept * quantity[j] - used;
            tariff[j] = regime.duty[j] * price[j] * quantity[j];
            subsidy[j] = regime.subsidy[j] * price[j] * quantity[j];
            cost += used;
        }
        double[] b = weights(regime);
        double utility = ArmingtonMath.utility(total, ArmingtonMath.logComposite(b, logRatio, sigma), eta);
        return new Equilibrium(
                regime,
                price,
                paid,
                quantity,
                shadow,
                profit,
                tariff,
                subsidy,
                ArmingtonMath.surplus(total, x, eta),
                utility,
                cost,
                FastMath.exp(x),
                root.y(),
                modes.clone(),
                root.residual(),
                root.iterations());
    }

    @Override
    public double[] marginalCost(Equilibrium equilibrium) {
        double[] out = new double[spending.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = equilibrium.producerPrice()[j] * (1 + equilibrium.regime().subsidy[j])
                    - equilibrium.shadow()[j];
        }
        return out;
    }

    @Override
    public double @Nullable [] linearized(Equilibrium equilibrium) {
        Regime regime = equilibrium.regime();
        int n = spending.length;
        int[] modes = new int[n];
        for (int j = 0; j < n; j++) {
            if (!regime.active[j] || regime.limit(j) < Double.POSITIVE_INFINITY || regime.undertaken(j)) {
                return null;
            }
            modes[j] = equilibrium.modes()[j];
        }
        double[][] lines = lines(regime, modes);
        double moved = 0;
        double slope = 0;
        for (int j = 0; j < n; j++) {
            moved += share[j] * lines[0][j];
            slope += share[j] * lines[1][j];
        }
        double x = moved / (1 - slope);
        double[] out = new double[n];
        for (int j = 0; j < n; j++) {
            out[j] = lines[0][j] + lines[1][j] * x - FastMath.log((1 + regime.duty[j]) / (1 + baseline.duty[j]));
        }
        return out;
    }
}
