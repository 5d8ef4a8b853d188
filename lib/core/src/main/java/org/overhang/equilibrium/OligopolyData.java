package org.overhang.equilibrium;

import java.util.List;
import org.overhang.policy.Policy;

/**
 * What an oligopoly is calibrated from.
 *
 * @param price consumer prices
 * @param quantity units sold
 * @param margins {@code (p-e)/p} with {@code e} the cost in consumer prices; NaN where not observed
 * @param outsideShare share of the outside good; NaN if not known
 * @param elasticities demand or substitution; may be empty
 * @param regime policies of the data, with owners and capacities
 * @param domestic which products are domestic
 * @param money unit of money
 */
record OligopolyData(
        double[] price,
        double[] quantity,
        double[] margins,
        double outsideShare,
        List<Elasticity> elasticities,
        Regime regime,
        boolean[] domestic,
        String money) {

    OligopolyData withElasticities(List<Elasticity> other) {
        return new OligopolyData(price, quantity, margins, outsideShare, other, regime, domestic, money);
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
        if (policy instanceof org.overhang.policy.Coverage) {
            return "losses have no place in a static equilibrium with constant unit cost";
        }
        return "";
    }
}
