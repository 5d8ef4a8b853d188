package org.overhang.equilibrium;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.policy.FairPrice;
import org.overhang.policy.Policy;
import org.overhang.policy.Undertaking;
import org.overhang.policy.UtilizationFloor;

/**
 * Quantity competition of owners with plants in one homogeneous good; price inside is in units of the baseline price,
 * quantity in units of the baseline's total.
 *
 * <pre>{@code k_i (P - \delta_i) + P'(Q) \sum_{l \in f} k_l q_l = c_i(q_i) - z_i + \lambda_i,   k = (1+u)/(1+\tau)}</pre>
 */
final class CournotModel implements Model {
    /** Slack that a condition may have by rounding; money is in units of the baseline's price. */
    private static final double TIGHT = 1e-9;
    /** Residuals, in units of one, that rounding leaves where the solver stops. */
    private static final double EXACT = 1e-12;

    private static final double[] DEVIATIONS = {0, 0.5, 0.8, 0.95, 0.99, 1.01, 1.05, 1.25, 2};
    private static final double GAIN = 1e-9;

    private final OligopolyData data;
    private final boolean linear;
    private final String name;
    private final double price0;
    private final double total0;
    /** Size of the market elasticity at the baseline. */
    private final double elasticity;
    /** Unit cost in units of the baseline price. */
    private final double[] cost;

    /** Elasticity of each plant's marginal cost curve; infinite where unit cost is constant. */
    private final double[] supply;

    private final List<String> notes;

    CournotModel(OligopolyData data, boolean linear) {
        this.data = data;
        this.linear = linear;
        this.name = linear ? "Cournot linear" : "Cournot log-linear";
        this.price0 = data.price()[0];
        this.total0 = Arrays.stream(data.quantity()).sum();
        Identification.Fit fit = identify();
        this.elasticity = FastMath.exp(fit.theta());
        double[] margin = margins(elasticity);
        this.notes = Identification.notes(
                data.regime().names,
                data.margins(),
                margin,
                !Double.isNaN(data.elasticity(Elasticity.Kind.DEMAND)),
                data.weights(Elasticity.Kind.DEMAND),
                fit);
        this.cost = new double[margin.length];
        this.supply = data.supply();
        refuseOpenSplit();
        Regime regime = data.regime();
        for (int i = 0; i < cost.length; i++) {
            double effective = 1 - margin[i] - regime.specificDuty[i] / price0;
            cost[i] = effective * regime.kept(i) + regime.specificSubsidy[i] / price0;
            if (!(cost[i] >= 0)) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        name + " needs unit costs of at least 0, but the calibration implies " + cost[i] * price0
                                + " for " + regime.names[i] + ". Check the margins and the demand elasticity.");
            }
        }
    }

    /** An owner with constant unit cost at one plant runs no second plant, so the data could not be an optimum. */
    private void refuseOpenSplit() {
        int[] firm = OligopolyData.firms(data.regime());
        for (int i = 0; i < firm.length; i++) {
            if (firm[i] != i && (flat(i) || flat(firm[i]))) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        name + " needs rising marginal cost where one owner runs several plants, but \""
                                + data.regime().names[i] + "\" and \"" + data.regime().names[firm[i]]
                                + "\" share an owner and a constant unit cost. Add supply(…) to elasticities(…).");
            }
        }
    }

    private boolean flat(int i) {
        return supply[i] == Double.POSITIVE_INFINITY;
    }

    /** Marginal cost over its baseline. */
    private double rise(int i, double q) {
        return flat(i) ? 1 : FastMath.pow(q * total0 / data.quantity()[i], 1 / supply[i]);
    }

    /** Area under marginal cost from 0, in units of the baseline's price and total. */
    private double resources(Regime regime, int i, double q) {
        return q == 0
                ? 0
                : cost[i] * regime.costFactor[i] * q * rise(i, q) / (1 + 1 / supply[i])
                        + regime.costAdded[i] / price0 * q;
    }

    /** Marginal cost in units of the baseline's price. */
    private double marginal(Regime regime, int i, double q) {
        return cost[i] * regime.costFactor[i] * rise(i, q) + regime.costAdded[i] / price0;
    }

    private Identification.Fit identify() {
        double given = data.elasticity(Elasticity.Kind.DEMAND);
        if (Double.isNaN(given) && data.marginCount() == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    name + " needs a margin or a demand elasticity, but the data leave demand open. Add margin(column)"
                            + " or elasticities(demand(…)).");
        }
        double[] weights = data.weights(Elasticity.Kind.DEMAND);
        return Identification.fit(
                name,
                -8,
                8,
                t -> Identification.residuals(
                        data.margins(), margins(FastMath.exp(t)), -given, FastMath.exp(t), weights));
    }

    /** {@code (P-e)/P} at which first-order conditions hold. */
    private double[] margins(double size) {
        double[] kept = data.kept();
        double[] firm = OligopolyData.firmSums(OligopolyData.firms(data.regime()), data.quantity(), kept);
        double[] out = new double[kept.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = firm[i] / (size * kept[i] * total0);
        }
        return out;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String[]> choices() {
        return List.of(
                new String[] {"conduct", "quantity competition, homogeneous good"},
                new String[] {
                    "demand",
                    (linear ? "linear" : "constant elasticity") + ", " + Numbers.significant(-elasticity, 4)
                            + " at the baseline"
                },
                new String[] {"rationing", "own limits bind, price clears the market"});
    }

    @Override
    public Regime baseline() {
        return data.regime();
    }

    @Override
    public boolean[] domestic() {
        return data.domestic();
    }

    @Override
    public String money() {
        return data.money();
    }

    @Override
    public List<Parameter> parameters() {
        return data.parameters();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public double[] marginalCost(Equilibrium equilibrium) {
        double[] out = new double[cost.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = equilibrium.regime().active[i]
                    ? marginal(equilibrium.regime(), i, equilibrium.unknowns()[i]) * price0
                    : Double.NaN;
        }
        return out;
    }

    @Override
    public Map<String, Double> demand() {
        return Map.of("demand_elasticity", -elasticity);
    }

    @Override
    public Model with(double[] values) {
        return new CournotModel(data.at(values), linear);
    }

    @Override
    public String refusal(Policy policy, int product) {
        boolean hasCapacity = data.regime().capacity[product] < Double.POSITIVE_INFINITY;
        if (policy instanceof FairPrice || policy instanceof Undertaking) {
            return "one homogeneous good has one price, so no seller has a price of its own";
        }
        if (policy instanceof UtilizationFloor && !hasCapacity) {
            return "a utilization floor needs a capacity column";
        }
        return OligopolyData.refusal(policy, hasCapacity);
    }

    /** Price in units of the baseline's at a total in units of the baseline's. */
    private double price(double total) {
        return linear ? 1 - (total - 1) / elasticity : FastMath.pow(total, -1 / elasticity);
    }

    private double slope(double total) {
        return linear ? -1 / elasticity : -price(total) / (elasticity * total);
    }

    private double curvature(double total) {
        return linear ? 0 : price(total) * (1 + elasticity) / (elasticity * elasticity * total * total);
    }

    private double limit(Regime regime, int i) {
        return regime.limit(i) / total0;
    }

    private double floor(Regime regime, int i) {
        return regime.utilizationFloor[i] > 0 ? regime.utilizationFloor[i] * regime.capacity[i] / total0 : 0;
    }

    @Override
    public Equilibrium solve(Regime regime, @Nullable Equilibrium start) {
        int n = cost.length;
        double[] kept = new double[n];
        double[] paid = new double[n];
        double[] curve = new double[n];
        double[] base = new double[n];
        double[] least = new double[n];
        double[] limit = new double[n];
        for (int i = 0; i < n; i++) {
            kept[i] = regime.kept(i);
            paid[i] = (regime.specificSubsidy[i] - kept[i] * regime.specificDuty[i] - regime.costAdded[i]) / price0;
            curve[i] = cost[i] * regime.costFactor[i];
            base[i] = data.quantity()[i] / total0;
            least[i] = floor(regime, i);
            limit[i] = limit(regime, i);
            if (least[i] > limit[i]) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        name + " needs a utilization floor below the quantity limit of \"" + regime.names[i]
                                + "\", but the floor is " + least[i] * total0 + " and the limit "
                                + regime.limit(i) + ".");
            }
        }
        QuantitySolver.Problem problem = new QuantitySolver.Problem(
                OligopolyData.firms(regime), kept, paid, curve, base, supply, least, limit, regime.active);
        QuantitySolver.Found found = QuantitySolver.solve(name, problem, new QuantitySolver.Price() {
            @Override
            public double at(double total) {
                return price(total);
            }

            @Override
            public double slope(double total) {
                return CournotModel.this.slope(total);
            }

            @Override
            public double most() {
                return linear ? Double.POSITIVE_INFINITY : elasticity;
            }
        });
        return assemble(regime, found.modes(), polished(regime, found));
    }

    /** The same root with the residuals of the conditions themselves; Newton's method where they are not yet exact. */
    private Dense.Root polished(Regime regime, QuantitySolver.Found found) {
        double[] f = new double[cost.length];
        Dense.System system = system(regime, found.modes());
        system.at(found.y(), f, null);
        if (Dense.norm(f) <= EXACT) {
            return new Dense.Root(found.y(), Dense.norm(f), found.evaluations());
        }
        Dense.Root root = Dense.newton(name, found.y(), system);
        for (int i = 0; i < f.length; i++) {
            // Newton's last step may leave a rounding where nothing is made.
            root.y()[i] = Modes.sells(found.modes()[i]) ? root.y()[i] : 0;
        }
        return root;
    }

    /** Marginal profit of each plant: the shadow price where a limit or floor holds. */
    private double[] pull(Regime regime, double[] y) {
        int n = cost.length;
        double total = Arrays.stream(y).sum();
        double[] kept = new double[n];
        for (int i = 0; i < n; i++) {
            kept[i] = regime.kept(i);
        }
        double[] firm = OligopolyData.firmSums(OligopolyData.firms(regime), y, kept);
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = kept[i] * (price(total) - regime.specificDuty[i] / price0)
                    + slope(total) * firm[i]
                    - marginal(regime, i, y[i])
                    + regime.specificSubsidy[i] / price0;
        }
        return out;
    }

    @Override
    public Dense.System system(Regime regime, int[] modes) {
        int n = cost.length;
        int[] firm = OligopolyData.firms(regime);
        return (y, f, jacobian) -> {
            double total = Arrays.stream(y).sum();
            double[] pull = pull(regime, y);
            double joint = slope(total);
            for (int i = 0; i < n; i++) {
                switch (modes[i]) {
                    case Modes.FREE -> f[i] = pull[i];
                    case Modes.LIMITED -> f[i] = y[i] / limit(regime, i) - 1;
                    case Modes.FLOORED -> f[i] = y[i] / floor(regime, i) - 1;
                    default -> f[i] = y[i];
                }
                if (jacobian == null) {
                    continue;
                }
                if (modes[i] != Modes.FREE) {
                    jacobian[i][i] = modes[i] == Modes.LIMITED
                            ? 1 / limit(regime, i)
                            : modes[i] == Modes.FLOORED ? 1 / floor(regime, i) : 1;
                    continue;
                }
                double own = 0;
                for (int l = 0; l < n; l++) {
                    own += firm[l] == firm[i] ? regime.kept(l) * y[l] : 0;
                }
                for (int l = 0; l < n; l++) {
                    jacobian[i][l] = regime.kept(i) * joint
                            + curvature(total) * own
                            + (firm[l] == firm[i] ? joint * regime.kept(l) : 0);
                }
                if (!flat(i)) {
                    jacobian[i][i] -= cost[i] * regime.costFactor[i] * rise(i, y[i]) / (supply[i] * y[i]);
                }
            }
        };
    }

    @Override
    public void check(Equilibrium equilibrium) {
        Regime regime = equilibrium.regime();
        double[] y = equilibrium.unknowns();
        int[] firm = OligopolyData.firms(regime);
        checkConditions(equilibrium);
        checkSecondOrder(equilibrium, firm);
        for (int i = 0; i < y.length; i++) {
            if (!regime.active[i]) {
                continue;
            }
            double here = profit(regime, firm, y, firm[i]);
            for (double factor : DEVIATIONS) {
                double[] other = y.clone();
                other[i] = Math.max(floor(regime, i), Math.min(limit(regime, i), y[i] * factor));
                double gain = profit(regime, firm, other, firm[i]) - here;
                if (gain > GAIN * Math.max(Math.abs(here), 1e-6)) {
                    throw new OverhangException(
                            Reason.NOT_CONVERGED,
                            name + " needs a point that no owner leaves, but the owner of " + regime.names[i]
                                    + " gains " + gain * price0 * total0 + " by a quantity times " + factor + ".");
                }
            }
        }
    }

    /** The conditions of every plant, whatever binds. */
    private void checkConditions(Equilibrium equilibrium) {
        Regime regime = equilibrium.regime();
        double[] y = equilibrium.unknowns();
        double[] pull = pull(regime, y);
        for (int i = 0; i < y.length; i++) {
            double most = limit(regime, i);
            double least = floor(regime, i);
            boolean up = pull[i] <= TIGHT || y[i] >= most * (1 - TIGHT);
            boolean down = pull[i] >= -TIGHT || y[i] <= least * (1 + TIGHT);
            boolean inside = y[i] >= least * (1 - TIGHT) && y[i] <= most * (1 + TIGHT);
            if (regime.active[i] && !(up && down && inside)) {
                throw Dense.unconverged(name, pull[i], equilibrium.iterations());
            }
        }
        double price = price(Arrays.stream(y).sum());
        if (!(price > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    name + " needs a price above 0, but what is made sells only at " + price * price0
                            + ". Check the sizes of subsidies and floors.");
        }
    }

    /** Each owner's profit must be concave in the quantities of its plants that are free. */
    private void checkSecondOrder(Equilibrium equilibrium, int[] firm) {
        double[] y = equilibrium.unknowns();
        double[][] jacobian = new double[y.length][y.length];
        system(equilibrium.regime(), equilibrium.modes()).at(y, new double[y.length], jacobian);
        for (int owner = 0; owner < y.length; owner++) {
            int whose = owner;
            int[] free = java.util.stream.IntStream.range(0, y.length)
                    .filter(i -> firm[i] == whose && equilibrium.modes()[i] == Modes.FREE)
                    .toArray();
            double[][] hessian = new double[free.length][free.length];
            for (int a = 0; a < free.length; a++) {
                for (int b = 0; b < free.length; b++) {
                    hessian[a][b] = jacobian[free[a]][free[b]];
                }
            }
            Dense.requireConcave(name, equilibrium.regime().owner[owner], hessian);
        }
    }

    private double profit(Regime regime, int[] firm, double[] y, int owner) {
        double price = price(Arrays.stream(y).sum());
        double total = 0;
        for (int i = 0; i < y.length; i++) {
            if (firm[i] == owner) {
                total += (regime.kept(i) * (price - regime.specificDuty[i] / price0)
                                        + regime.specificSubsidy[i] / price0)
                                * y[i]
                        - resources(regime, i, y[i]);
            }
        }
        return total;
    }

    @Override
    public Equilibrium assemble(Regime regime, int[] modes, Dense.Root root) {
        int n = cost.length;
        double[] y = root.y();
        double total = Arrays.stream(y).sum();
        double price = price(total) * price0;
        double[] pull = pull(regime, y);
        double[] producer = new double[n];
        double[] paid = new double[n];
        double[] quantity = new double[n];
        double[] shadow = new double[n];
        double[] profit = new double[n];
        double[] tariff = new double[n];
        double[] subsidy = new double[n];
        double resources = 0;
        for (int i = 0; i < n; i++) {
            boolean active = regime.active[i];
            paid[i] = active ? price : Double.NaN;
            producer[i] = active ? regime.producerPrice(i, price) : Double.NaN;
            quantity[i] = y[i] * total0;
            boolean held = modes[i] == Modes.LIMITED || modes[i] == Modes.FLOORED;
            shadow[i] = held ? pull[i] * price0 : 0;
            if (active) {
                double used = resources(regime, i, y[i]) * price0 * total0;
                profit[i] = (producer[i] * (1 + regime.subsidy[i]) + regime.specificSubsidy[i]) * quantity[i] - used;
                tariff[i] = (regime.duty[i] * producer[i] + regime.specificDuty[i]) * quantity[i];
                subsidy[i] = (regime.subsidy[i] * producer[i] + regime.specificSubsidy[i]) * quantity[i];
                resources += used;
            }
        }
        double utility = area(total) * price0 * total0;
        double surplus = surplus(price / price0) * price0 * total0;
        return new Equilibrium(
                regime,
                producer,
                paid,
                quantity,
                shadow,
                profit,
                tariff,
                subsidy,
                surplus,
                utility,
                resources,
                price / price0,
                y,
                modes.clone(),
                root.residual(),
                root.iterations());
    }

    /** Area under inverse demand, from the baseline total. */
    private double area(double total) {
        double move = total - 1;
        if (linear) {
            return move - move * move / (2 * elasticity);
        }
        double power = 1 - 1 / elasticity;
        return Math.abs(power) < 1e-12 ? FastMath.log(total) : FastMath.expm1(power * FastMath.log(total)) / power;
    }

    /** Consumer surplus over the baseline's: the area left of demand between the two prices. */
    private double surplus(double price) {
        double move = price - 1;
        if (linear) {
            return -(move - elasticity * move * move / 2);
        }
        double power = 1 - elasticity;
        return Math.abs(power) < 1e-12 ? -FastMath.log(price) : -FastMath.expm1(power * FastMath.log(price)) / power;
    }
}
