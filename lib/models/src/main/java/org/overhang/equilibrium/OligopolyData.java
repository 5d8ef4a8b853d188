package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Estimate;
import org.overhang.policy.Policy;

/**
 * What an oligopoly is calibrated from.
 *
 * @param price consumer prices
 * @param quantity units sold
 * @param margins {@code (p-e)/p} with {@code e} the cost in consumer prices; NaN where not observed
 * @param marginErrors their standard errors; 0 where taken as exact
 * @param marginSource where margins come from
 * @param outside share of the outside good; null if not known
 * @param elasticities demand or substitution; may be empty
 * @param regime policies of the data, with owners and capacities
 * @param domestic which products are domestic
 * @param money unit of money
 */
record OligopolyData(
        double[] price,
        double[] quantity,
        double[] margins,
        double[] marginErrors,
        String marginSource,
        @Nullable Estimate outside,
        List<Elasticity> elasticities,
        Regime regime,
        boolean[] domestic,
        String money) {

    /** Elasticities, then the outside share and the margins. */
    List<Parameter> parameters() {
        List<Parameter> out = new ArrayList<>(elasticities);
        if (outside != null) {
            out.add(ModelInput.share("outside share", outside));
        }
        for (int j = 0; j < margins.length; j++) {
            if (!Double.isNaN(margins[j])) {
                out.add(ModelInput.share(
                        "margin of " + regime.names[j], new Estimate(margins[j], marginErrors[j], marginSource)));
            }
        }
        return out;
    }

    /** The same data with other values of {@link #parameters()}. */
    OligopolyData at(double[] values) {
        int k = elasticities.size();
        Estimate rest = outside == null ? null : outside.withValue(values[k++]);
        double[] moved = margins.clone();
        for (int j = 0; j < moved.length; j++) {
            if (!Double.isNaN(moved[j])) {
                moved[j] = values[k++];
            }
        }
        return new OligopolyData(
                price,
                quantity,
                moved,
                marginErrors,
                marginSource,
                rest,
                Calibration.at(elasticities, values),
                regime,
                domestic,
                money);
    }

    double outsideShare() {
        return outside == null ? Double.NaN : outside.value();
    }

    /** One over the standard error of each of several moments, margins first, if every one has an error; otherwise all one. */
    double[] weights(Elasticity.Kind kind) {
        double[] out = new double[margins.length + 1];
        int moments = marginCount();
        boolean all = true;
        for (int j = 0; j < margins.length; j++) {
            boolean observed = !Double.isNaN(margins[j]);
            out[j] = observed ? 1 / marginErrors[j] : 1;
            all &= !observed || marginErrors[j] > 0;
        }
        out[margins.length] = 1;
        for (Elasticity e : elasticities) {
            if (e.kind() == kind) {
                // The elasticity's residual is in logs.
                out[margins.length] = Math.abs(e.value()) / e.standardError();
                all &= e.standardError() > 0;
                moments++;
            }
        }
        if (!all || moments < 2) {
            java.util.Arrays.fill(out, 1);
        }
        return out;
    }

    double elasticity(Elasticity.Kind kind) {
        double out = Double.NaN;
        for (Elasticity e : elasticities) {
            out = e.kind() == kind ? e.value() : out;
        }
        return out;
    }

    /** Supply elasticity of each plant: its own, the general one, or infinity. */
    double[] supply() {
        double[] out = new double[price.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = Double.POSITIVE_INFINITY;
            boolean own = false;
            for (Elasticity e : elasticities) {
                boolean mine = e.product().equals(regime.names[j]);
                if (e.kind() == Elasticity.Kind.SUPPLY && (mine || e.product().isEmpty() && !own)) {
                    out[j] = e.value();
                    own |= mine;
                }
            }
        }
        return out;
    }

    int marginCount() {
        int count = 0;
        for (double m : margins) {
            count += Double.isNaN(m) ? 0 : 1;
        }
        return count;
    }

    double[] kept() {
        double[] out = new double[price.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = regime.kept(j);
        }
        return out;
    }

    /** Firms numbered by first product. */
    static int[] firms(Regime regime) {
        List<String> owners = List.of(regime.owner);
        int[] out = new int[owners.size()];
        for (int j = 0; j < out.length; j++) {
            out[j] = owners.indexOf(owners.get(j));
        }
        return out;
    }

    /** Sum over each product's firm of {@code weight * value}, one entry a product. */
    static double[] firmSums(int[] firm, double[] weight, double[] value) {
        double[] pool = new double[firm.length];
        for (int j = 0; j < firm.length; j++) {
            pool[firm[j]] += weight[j] * value[j];
        }
        double[] out = new double[firm.length];
        for (int j = 0; j < firm.length; j++) {
            out[j] = pool[firm[j]];
        }
        return out;
    }

    /** Policies that no oligopoly can carry for this product; empty if it can be carried. */
    static String refusal(Policy policy, boolean hasCapacity) {
        if (policy instanceof org.overhang.policy.Closure c && c.relative() && !hasCapacity) {
            return "a share of capacity needs a capacity column, or write Closure.to(capacity)";
        }
        boolean grows = policy instanceof org.overhang.policy.Expansion || policy instanceof org.overhang.policy.Swap;
        if (grows && !hasCapacity) {
            return "a change of capacity needs a capacity column";
        }
        if (policy instanceof org.overhang.policy.Coverage) {
            return "losses have no place in a static equilibrium with constant unit cost";
        }
        return "";
    }
}
