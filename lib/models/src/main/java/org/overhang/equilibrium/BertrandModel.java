package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.policy.Policy;
import org.overhang.policy.UtilizationFloor;

/** Price competition with logit or CES demand; prices inside are in units of the mean price, quantities of the market. */
final class BertrandModel implements Model {
    private static final int MOST_ROUNDS = 60;
    private static final double[] DEVIATIONS = {0.5, 0.8, 0.95, 0.99, 1.01, 1.05, 1.25, 2};
    private static final double GAIN = 1e-9;

    private final OligopolyData data;
    private final boolean logit;
    private final double scale;
    private final double size;
    private final BertrandMath.Demand demand;
    private final double outside;
    /** Unit cost in units of the mean price. */
    private final double[] cost;

    private final List<String> notes;

    BertrandModel(OligopolyData data, boolean logit) {
        this.data = data;
        this.logit = logit;
        int n = data.price().length;
        double total = Arrays.stream(data.quantity()).sum();
        double revenue = 0;
        for (int j = 0; j < n; j++) {
            revenue += data.price()[j] * data.quantity()[j];
        }
        scale = revenue / total;
        double[] price = new double[n];
        double[] inside = new double[n];
        for (int j = 0; j < n; j++) {
            price[j] = data.price()[j] / scale;
            inside[j] = logit ? data.quantity()[j] / total : data.price()[j] * data.quantity()[j] / revenue;
        }
        Fitted fitted = logit ? fitLogit(price, inside) : fitCes(inside);
        outside = fitted.outside;
        notes = fitted.notes;
        double[] share = new double[n];
        double[] taste = new double[n];
        for (int j = 0; j < n; j++) {
            share[j] = inside[j] * (1 - outside);
            taste[j] = logit
                    ? FastMath.log(share[j] / outside) + fitted.slope * price[j]
                    : share[j] * FastMath.pow(price[j], fitted.slope - 1);
        }
        size = (logit ? total : revenue) / (1 - outside);
        demand = logit
                ? new BertrandMath.Logit(fitted.slope, taste, size)
                : new BertrandMath.Ces(fitted.slope, taste, outside, size);
        cost = new double[n];
        double[] margin = logit ? logitMargins(fitted.slope, price, share) : cesMargins(fitted.slope, share);
        Regime regime = data.regime();
        for (int j = 0; j < n; j++) {
            double effective = price[j] * (1 - margin[j]);
            cost[j] = (effective - regime.specificDuty[j] / scale) * regime.kept(j) + regime.specificSubsidy[j] / scale;
        }
        refuseLosses(margin);
    }

    private void refuseLosses(double[] margin) {
        for (int j = 0; j < margin.length; j++) {
            if (!(margin[j] < 1)) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        name() + " needs margins below 1, but the calibration implies " + margin[j] + " for "
                                + data.regime().names[j] + ". Check the margins and elasticities.");
            }
        }
    }

    private record Fitted(double slope, double outside, List<String> notes) {}

    private Fitted fitLogit(double[] price, double[] inside) {
        double elasticity = data.elasticity(Elasticity.Kind.DEMAND);
        double known = data.outsideShare();
        double[] margins = data.margins();
        String[] names = data.regime().names;
        if (Double.isNaN(known)) {
            require(data.marginCount() > 0 && !Double.isNaN(elasticity), "a margin and a demand elasticity");
            // The elasticity holds exactly here, so that the margins alone are moments.
            double[] weights = data.weights(Elasticity.Kind.SUBSTITUTION);
            Identification.Fit fit = Identification.fit(name(), -18, 18, t -> {
                double s0 = 1 / (1 + FastMath.exp(-t));
                return Identification.residuals(
                        margins, logitMargins(-elasticity / s0, price, scaled(inside, 1 - s0)), Double.NaN, 0, weights);
            });
            double s0 = 1 / (1 + FastMath.exp(-fit.theta()));
            double[] implied = logitMargins(-elasticity / s0, price, scaled(inside, 1 - s0));
            return new Fitted(-elasticity / s0, s0, Identification.notes(names, margins, implied, false, weights, fit));
        }
        double[] weights = data.weights(Elasticity.Kind.DEMAND);
        boolean given = !Double.isNaN(elasticity);
        require(data.marginCount() > 0 || given, "a margin or a demand elasticity");
        double[] share = scaled(inside, 1 - known);
        Identification.Fit fit = Identification.fit(
                name(),
                -8,
                12,
                t -> Identification.residuals(
                        margins,
                        logitMargins(FastMath.exp(t), price, share),
                        elasticity,
                        -FastMath.exp(t) * known,
                        weights));
        double slope = FastMath.exp(fit.theta());
        return new Fitted(
                slope,
                known,
                Identification.notes(names, margins, logitMargins(slope, price, share), given, weights, fit));
    }

    private Fitted fitCes(double[] inside) {
        double known = Double.isNaN(data.outsideShare()) ? 0 : data.outsideShare();
        double gamma = data.elasticity(Elasticity.Kind.SUBSTITUTION);
        boolean given = !Double.isNaN(gamma);
        require(data.marginCount() > 0 || given, "a margin or an elasticity of substitution");
        double[] share = scaled(inside, 1 - known);
        double[] weights = data.weights(Elasticity.Kind.SUBSTITUTION);
        Identification.Fit fit = Identification.fit(
                name(),
                -8,
                8,
                t -> Identification.residuals(
                        data.margins(), cesMargins(1 + FastMath.exp(t), share), gamma, 1 + FastMath.exp(t), weights));
        double slope = 1 + FastMath.exp(fit.theta());
        return new Fitted(
                slope,
                known,
                Identification.notes(
                        data.regime().names, data.margins(), cesMargins(slope, share), given, weights, fit));
    }

    private void require(boolean identified, String what) {
        if (!identified) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    name() + " needs " + what
                            + ", but the data leave demand open. Add margin(column), outsideShare(…) or"
                            + " elasticities(…).");
        }
    }

    private static double[] scaled(double[] values, double factor) {
        double[] out = values.clone();
        for (int j = 0; j < out.length; j++) {
            out[j] *= factor;
        }
        return out;
    }

    /** Margins over the consumer price at which logit first-order conditions hold. */
    private double[] logitMargins(double alpha, double[] price, double[] share) {
        double[] kept = data.kept();
        int[] firm = OligopolyData.firms(data.regime());
        double[] ones = new double[share.length];
        Arrays.fill(ones, 1);
        double[] pool = OligopolyData.firmSums(firm, share, kept);
        double[] whole = OligopolyData.firmSums(firm, share, ones);
        double[] out = new double[share.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = (kept[j] + pool[j] / (1 - whole[j])) / (alpha * kept[j] * price[j]);
        }
        return out;
    }

    /** Margins over the consumer price at which CES first-order conditions hold. */
    private double[] cesMargins(double gamma, double[] share) {
        double[] kept = data.kept();
        int[] firm = OligopolyData.firms(data.regime());
        double[] ones = new double[share.length];
        Arrays.fill(ones, 1);
        double[] pool = OligopolyData.firmSums(firm, share, kept);
        double[] whole = OligopolyData.firmSums(firm, share, ones);
        double[] out = new double[share.length];
        for (int j = 0; j < out.length; j++) {
            double joint = pool[j] / (gamma - (gamma - 1) * whole[j]);
            out[j] = (1 + (gamma - 1) * joint / kept[j]) / gamma;
        }
        return out;
    }

    @Override
    public String name() {
        return logit ? "Bertrand logit" : "Bertrand CES";
    }

    @Override
    public List<String[]> choices() {
        List<String[]> out = new ArrayList<>();
        out.add(new String[] {"conduct", "price competition"});
        out.add(new String[] {
            "demand",
            logit
                    ? "logit, price coefficient " + Numbers.significant(-demand.slope() / scale, 4)
                    : "CES, substitution " + Numbers.significant(demand.slope(), 4)
        });
        out.add(new String[] {"outside share", Numbers.percent(outside, 1)});
        out.add(new String[] {"rationing", "own limits bind, rivals' demand is served"});
        return out;
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
        for (int j = 0; j < out.length; j++) {
            out[j] = equilibrium.regime().active[j] ? cost[j] * scale : Double.NaN;
        }
        return out;
    }

    @Override
    public Map<String, Double> demand() {
        return logit
                ? Map.of("price_coefficient", -demand.slope() / scale, "outside_share", outside)
                : Map.of("substitution", demand.slope(), "outside_share", outside);
    }

    @Override
    public Map<String, double[]> tastes() {
        return logit
                ? Map.of("mean_value", ((BertrandMath.Logit) demand).quality().clone())
                : Map.of();
    }

    @Override
    public Model with(double[] values) {
        return new BertrandModel(data.at(values), logit);
    }

    @Override
    public String refusal(Policy policy, int product) {
        if (policy instanceof UtilizationFloor) {
            return "a price setter's output cannot be forced product by product; use cournot or TwoMarketExporter";
        }
        return OligopolyData.refusal(policy, data.regime().capacity[product] < Double.POSITIVE_INFINITY);
    }

    private BertrandMath.Firms firms(Regime regime) {
        int n = cost.length;
        double[] kept = new double[n];
        double[] effective = new double[n];
        double[] limit = new double[n];
        double[] fixed = new double[n];
        for (int j = 0; j < n; j++) {
            kept[j] = regime.kept(j);
            effective[j] = (cost[j] - regime.specificSubsidy[j] / scale) / kept[j] + regime.specificDuty[j] / scale;
            limit[j] = logit ? regime.limit(j) / size : regime.limit(j) * scale / size;
            double producer = Double.isNaN(regime.fair[j]) ? regime.floor[j] : regime.fair[j];
            fixed[j] = regime.consumerPrice(j, producer) / scale;
        }
        return new BertrandMath.Firms(OligopolyData.firms(regime), kept, effective, limit, fixed, regime.active);
    }

    @Override
    public Equilibrium solve(Regime regime, @Nullable Equilibrium start) {
        int n = cost.length;
        int[] modes = new int[n];
        for (int j = 0; j < n; j++) {
            modes[j] = !regime.active[j] ? Modes.OUT : Double.isNaN(regime.fair[j]) ? Modes.FREE : Modes.FIXED;
        }
        double[] y = new double[n];
        for (int j = 0; j < n; j++) {
            y[j] = regime.active[j] ? data.price()[j] / scale : 1;
        }
        if (start != null) {
            for (int j = 0; j < n; j++) {
                y[j] = regime.active[j] && start.modes()[j] != Modes.OUT ? start.unknowns()[j] : y[j];
            }
        }
        BertrandMath.Firms firms = firms(regime);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            y = Arrays.copyOf(Arrays.copyOf(y, n), n + Modes.count(modes, Modes.LIMITED));
            Dense.Root root = Dense.newton(name(), y, system(regime, modes));
            y = root.y();
            if (!switched(regime, firms, modes, y)) {
                return assemble(regime, modes, root);
            }
        }
        throw Dense.unconverged(name(), Double.NaN, MOST_ROUNDS);
    }

    private boolean switched(Regime regime, BertrandMath.Firms firms, int[] modes, double[] y) {
        int n = modes.length;
        double[] price = Arrays.copyOf(y, n);
        double[] share = new double[n];
        demand.shares(price, regime.active, share);
        double[] lambda = shadows(modes, y);
        int[] before = modes.clone();
        for (int j = 0; j < n; j++) {
            double quantity = logit ? share[j] : share[j] / price[j];
            boolean over = quantity > firms.limit()[j] * (1 + 1e-10);
            boolean fair = !Double.isNaN(regime.fair[j]);
            if (before[j] == Modes.FREE && over) {
                modes[j] = Modes.LIMITED;
            } else if (before[j] == Modes.FREE && regime.floor[j] > 0 && price[j] < firms.fixed()[j] * (1 - 1e-12)) {
                modes[j] = Modes.FIXED;
            } else if (before[j] == Modes.LIMITED && lambda[j] < -1e-12) {
                modes[j] = Modes.FREE;
            } else if (before[j] == Modes.FIXED
                    && !fair
                    && BertrandMath.pull(demand, firms, price, lambda, j) > 1e-12) {
                modes[j] = Modes.FREE;
            } else if (before[j] == Modes.FIXED && over) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        name() + " needs either a fixed price or a binding quantity limit for \"" + regime.names[j]
                                + "\", but both hold. Leave out the one that does not bind.");
            }
        }
        return !Arrays.equals(before, modes);
    }

    private static double[] shadows(int[] modes, double[] y) {
        double[] out = new double[modes.length];
        int at = modes.length;
        for (int j = 0; j < out.length; j++) {
            out[j] = modes[j] == Modes.LIMITED ? y[at++] : 0;
        }
        return out;
    }

    @Override
    public Dense.System system(Regime regime, int[] modes) {
        BertrandMath.Firms firms = firms(regime);
        return (y, f, jacobian) -> BertrandMath.system(demand, firms, modes, y, f, jacobian);
    }

    @Override
    public void check(Equilibrium equilibrium) {
        BertrandMath.Firms firms = firms(equilibrium.regime());
        int n = cost.length;
        double[] price = Arrays.copyOf(equilibrium.unknowns(), n);
        checkSecondOrder(equilibrium, firms, price);
        for (int firm = 0; firm < n; firm++) {
            if (firms.firm()[firm] != firm) {
                continue;
            }
            double here = BertrandMath.profit(demand, firms, price, firm);
            for (double factor : DEVIATIONS) {
                for (int j : owned(firms, firm)) {
                    double[] other = deviation(equilibrium, firms, price, firm, j, factor);
                    double gain = BertrandMath.profit(demand, firms, other, firm) - here;
                    if (gain > GAIN * Math.abs(here)) {
                        throw new OverhangException(
                                Reason.NOT_CONVERGED,
                                name() + " needs a point that no firm leaves, but the owner of "
                                        + equilibrium.regime().names[firm] + " gains " + gain * scale * size
                                        + " by a price times " + factor + ".");
                    }
                }
            }
        }
    }

    /**
     * Each firm's profit must be concave in the prices it is free to set. At a root the Hessian is the Jacobian of the
     * conditions, each row times the share (over the price for CES) by which profit's derivative was divided.
     */
    private void checkSecondOrder(Equilibrium equilibrium, BertrandMath.Firms firms, double[] price) {
        int[] modes = equilibrium.modes();
        int size = equilibrium.unknowns().length;
        double[][] jacobian = new double[size][size];
        BertrandMath.system(demand, firms, modes, equilibrium.unknowns(), new double[size], jacobian);
        double[] share = new double[price.length];
        demand.shares(price, firms.active(), share);
        for (int firm = 0; firm < price.length; firm++) {
            int owner = firm;
            int[] free = java.util.stream.IntStream.range(0, price.length)
                    .filter(j -> firms.firm()[j] == owner && modes[j] == Modes.FREE)
                    .toArray();
            double[][] hessian = new double[free.length][free.length];
            for (int a = 0; a < free.length; a++) {
                int j = free[a];
                double weight = logit ? share[j] : share[j] / price[j];
                for (int b = 0; b < free.length; b++) {
                    hessian[a][b] = weight * jacobian[j][free[b]];
                }
            }
            Dense.requireConcave(name(), equilibrium.regime().owner[firm], hessian);
        }
    }

    /** A firm's products, and -1 for all together if there are several. */
    private static int[] owned(BertrandMath.Firms firms, int firm) {
        int n = firms.firm().length;
        int[] own = java.util.stream.IntStream.range(0, n)
                .filter(j -> firms.firm()[j] == firm && firms.active()[j])
                .toArray();
        if (own.length < 2) {
            return own;
        }
        int[] out = Arrays.copyOf(own, own.length + 1);
        out[own.length] = -1;
        return out;
    }

    /** One own price moved (j), or all of them (-1); prices that policy fixes stay, and floors hold. */
    private double[] deviation(
            Equilibrium at, BertrandMath.Firms firms, double[] price, int firm, int j, double factor) {
        double[] out = price.clone();
        for (int i = 0; i < out.length; i++) {
            boolean own = firms.firm()[i] == firm && (j < 0 || j == i);
            if (own && Double.isNaN(at.regime().fair[i])) {
                double floor = at.regime().floor[i] > 0 ? firms.fixed()[i] : 0;
                out[i] = Math.max(floor, out[i] * factor);
            }
        }
        return out;
    }

    @Override
    public Equilibrium assemble(Regime regime, int[] modes, Dense.Root root) {
        int n = cost.length;
        double[] y = root.y();
        double[] price = Arrays.copyOf(y, n);
        double[] share = new double[n];
        demand.shares(price, regime.active, share);
        double[] producer = new double[n];
        double[] paid = new double[n];
        double[] quantity = new double[n];
        double[] shadow = shadows(modes, y);
        double[] profit = new double[n];
        double[] tariff = new double[n];
        double[] subsidy = new double[n];
        double rest = 1;
        double resources = 0;
        for (int j = 0; j < n; j++) {
            rest -= share[j];
            shadow[j] *= scale;
            quantity[j] = logit ? share[j] * size : share[j] / price[j] * size / scale;
            paid[j] = regime.active[j] ? price[j] * scale : Double.NaN;
            producer[j] = regime.producerPrice(j, paid[j]);
            if (regime.active[j]) {
                double unit = cost[j] * scale;
                profit[j] = (producer[j] * (1 + regime.subsidy[j]) + regime.specificSubsidy[j] - unit) * quantity[j];
                tariff[j] = (regime.duty[j] * producer[j] + regime.specificDuty[j]) * quantity[j];
                subsidy[j] = (regime.subsidy[j] * producer[j] + regime.specificSubsidy[j]) * quantity[j];
                resources += unit * quantity[j];
            }
        }
        double surplus = logit ? logitSurplus(price, regime.active) : cesSurplus(price, regime.active);
        double utility = logit ? logitUtility(share, rest) : cesUtility(price, share, rest);
        double index = logit ? Double.NaN : FastMath.exp(-surplus / size);
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
                logit ? resources : resources + rest * size,
                index,
                y,
                modes.clone(),
                root.residual(),
                root.iterations());
    }

    private double logitSurplus(double[] price, boolean[] active) {
        double total = 1;
        double[] quality = ((BertrandMath.Logit) demand).quality();
        for (int j = 0; j < price.length; j++) {
            total += active[j] ? FastMath.exp(quality[j] - demand.slope() * price[j]) : 0;
        }
        return size * scale / demand.slope() * FastMath.log(total);
    }

    /** Quality consumed plus taste for variety: the utility whose demand is logit. */
    private double logitUtility(double[] share, double rest) {
        double[] quality = ((BertrandMath.Logit) demand).quality();
        double total = -rest * FastMath.log(rest);
        for (int j = 0; j < share.length; j++) {
            total += share[j] > 0 ? share[j] * (quality[j] - FastMath.log(share[j])) : 0;
        }
        return size * scale / demand.slope() * total;
    }

    private double cesSurplus(double[] price, boolean[] active) {
        double[] weight = ((BertrandMath.Ces) demand).weight();
        double total = outside;
        for (int j = 0; j < price.length; j++) {
            total += active[j] ? weight[j] * FastMath.pow(price[j], 1 - demand.slope()) : 0;
        }
        return -size * FastMath.log(total) / (1 - demand.slope());
    }

    /** Spending times the log of the composite quantity. */
    private double cesUtility(double[] price, double[] share, double rest) {
        double gamma = demand.slope();
        double[] weight = ((BertrandMath.Ces) demand).weight();
        double total = outside > 0 ? FastMath.pow(outside, 1 / gamma) * FastMath.pow(rest, (gamma - 1) / gamma) : 0;
        for (int j = 0; j < share.length; j++) {
            total += share[j] > 0
                    ? FastMath.pow(weight[j], 1 / gamma) * FastMath.pow(share[j] / price[j], (gamma - 1) / gamma)
                    : 0;
        }
        return size * gamma / (gamma - 1) * FastMath.log(total);
    }
}
