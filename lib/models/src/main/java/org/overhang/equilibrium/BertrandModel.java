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
    /** Residuals, in units of one, that rounding leaves where the solver stops. */
    private static final double EXACT = 1e-12;
    /** Where polishing makes no progress, the residual must still be below this. */
    private static final double ACCEPTED = 1e-10;
    /** Slack that a condition may have by rounding. */
    private static final double TIGHT = 1e-9;

    private final OligopolyData data;
    private final boolean logit;
    private final double scale;
    /** Units of quantity that a share of one is worth at a scaled price of one. */
    private final double units;

    private final ChoiceDemand demand;
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
        units = total / (1 - outside);
        demand = logit
                ? new ChoiceDemand.Logit(fitted.slope, taste, units)
                : new ChoiceDemand.Ces(fitted.slope, taste, outside, units);
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

    private double[] logitMargins(double alpha, double[] price, double[] share) {
        double[] ones = new double[share.length];
        Arrays.fill(ones, 1);
        return ChoiceDemand.margins(alpha, alpha, ones, price, share, data.regime());
    }

    /** A margin over the price needs no price. */
    private double[] cesMargins(double gamma, double[] share) {
        double[] ones = new double[share.length];
        Arrays.fill(ones, 1);
        return ChoiceDemand.margins(gamma, gamma - 1, ones, ones, share, data.regime());
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
                    ? "logit, price coefficient " + Numbers.significant(-demand.own() / scale, 4)
                    : "CES, substitution " + Numbers.significant(demand.own(), 4)
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
            out[j] = equilibrium.regime().active[j] ? unitCost(equilibrium.regime(), j) * scale : Double.NaN;
        }
        return out;
    }

    @Override
    public Map<String, Double> demand() {
        return logit
                ? Map.of("price_coefficient", -demand.own() / scale, "outside_share", outside)
                : Map.of("substitution", demand.own(), "outside_share", outside);
    }

    @Override
    public Map<String, double[]> tastes() {
        return demand instanceof ChoiceDemand.Logit l
                ? Map.of("mean_value", l.quality().clone())
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

    private double unitCost(Regime regime, int j) {
        return cost[j] * regime.costFactor[j] + regime.costAdded[j] / scale;
    }

    private BertrandMath.Firms firms(Regime regime) {
        int n = cost.length;
        double[] kept = new double[n];
        double[] effective = new double[n];
        double[] limit = new double[n];
        double[] least = new double[n];
        for (int j = 0; j < n; j++) {
            kept[j] = regime.kept(j);
            effective[j] = (unitCost(regime, j) - regime.specificSubsidy[j] / scale) / kept[j]
                    + regime.specificDuty[j] / scale;
            limit[j] = regime.limit(j) / units;
            least[j] = regime.least(j) > 0 ? regime.consumerPrice(j, regime.least(j)) / scale : 0;
        }
        return new BertrandMath.Firms(OligopolyData.firms(regime), kept, effective, limit, least, regime.active);
    }

    @Override
    public Equilibrium solve(Regime regime, @Nullable Equilibrium start) {
        int n = cost.length;
        double[] price = new double[n];
        for (int j = 0; j < n; j++) {
            price[j] = data.price()[j] / scale;
        }
        BertrandMath.Firms firms = firms(regime);
        PriceSolver.Found found =
                PriceSolver.solve(name(), regime.owner, demand, firms, demand.logTotal(price, regime.active));
        return assemble(regime, found.modes(), polished(regime, found));
    }

    /** The same root with the residuals of the conditions themselves; Newton's method where they are not yet exact. */
    private Dense.Root polished(Regime regime, PriceSolver.Found found) {
        double[] f = new double[found.y().length];
        Dense.System system = system(regime, found.modes());
        system.at(found.y(), f, null);
        double residual = Dense.norm(f);
        if (!(residual > EXACT)) {
            return new Dense.Root(found.y(), residual, found.evaluations());
        }
        try {
            return Dense.newton(name(), found.y(), system);
        } catch (OverhangException e) {
            // Conditions that say the same twice (two alike products at floor and limit) have a root that is not
            // isolated.
            if (residual <= ACCEPTED) {
                return new Dense.Root(found.y(), residual, found.evaluations());
            }
            throw e;
        }
    }

    @Override
    public Dense.System system(Regime regime, int[] modes) {
        BertrandMath.Firms firms = firms(regime);
        return (y, f, jacobian) -> BertrandMath.system(demand, firms, modes, y, f, jacobian);
    }

    /**
     * The conditions of every product, whatever binds. An owner's profit is concave in its own shares and its floors and limits
     * are convex, so that no owner gains by leaving a point at which they hold.
     */
    @Override
    public void check(Equilibrium equilibrium) {
        Regime regime = equilibrium.regime();
        BertrandMath.Firms firms = firms(regime);
        int[] modes = equilibrium.modes();
        double[] y = equilibrium.unknowns();
        double[] pull = BertrandMath.pulls(demand, firms, modes, y);
        double[] lambda = BertrandMath.shadows(modes, y);
        for (int j = 0; j < cost.length; j++) {
            if (!Modes.sells(modes[j])) {
                continue;
            }
            boolean fits = y[j] >= firms.least()[j] * (1 - TIGHT)
                    && equilibrium.quantity()[j] <= regime.limit(j) * (1 + TIGHT)
                    && lambda[j] >= -TIGHT
                    && pull[j] <= TIGHT
                    && (y[j] <= firms.least()[j] * (1 + TIGHT) || pull[j] >= -TIGHT);
            if (!fits) {
                throw Dense.unconverged(name(), pull[j], equilibrium.iterations());
            }
            if (!(equilibrium.producerPrice()[j] > 0)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        name() + " needs prices above 0, but the seller of \"" + regime.names[j] + "\" would ask "
                                + equilibrium.producerPrice()[j]
                                + ". Check the sizes of subsidies and specific duties.");
            }
        }
    }

    @Override
    public Equilibrium assemble(Regime regime, int[] modes, Dense.Root root) {
        int n = cost.length;
        double[] y = root.y();
        double[] price = Arrays.copyOf(y, n);
        double[] share = new double[n];
        boolean[] selling = BertrandMath.selling(modes);
        demand.shares(price, selling, share);
        double[] producer = new double[n];
        double[] paid = new double[n];
        double[] quantity = new double[n];
        double[] shadow = BertrandMath.rents(demand, firms(regime), modes, y);
        double[] profit = new double[n];
        double[] tariff = new double[n];
        double[] subsidy = new double[n];
        double rest = 1;
        double resources = 0;
        for (int j = 0; j < n; j++) {
            rest -= share[j];
            shadow[j] *= scale;
            quantity[j] = share[j] / demand.unit(price[j]) * units;
            paid[j] = selling[j] ? price[j] * scale : Double.NaN;
            producer[j] = regime.producerPrice(j, paid[j]);
            if (selling[j]) {
                double unit = unitCost(regime, j) * scale;
                profit[j] = (producer[j] * (1 + regime.subsidy[j]) + regime.specificSubsidy[j] - unit) * quantity[j];
                tariff[j] = (regime.duty[j] * producer[j] + regime.specificDuty[j]) * quantity[j];
                subsidy[j] = (regime.subsidy[j] * producer[j] + regime.specificSubsidy[j]) * quantity[j];
                resources += unit * quantity[j];
            }
        }
        double surplus = demand.surplus(price, selling);
        return new Equilibrium(
                regime,
                producer,
                paid,
                quantity,
                shadow,
                profit,
                tariff,
                subsidy,
                surplus * scale,
                demand.utility(price, share) * scale,
                resources + demand.outsideCost(rest) * scale,
                demand.index(surplus),
                y,
                modes.clone(),
                root.residual(),
                root.iterations());
    }
}
