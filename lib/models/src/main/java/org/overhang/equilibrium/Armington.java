package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.Hierarchy;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.policy.Duty;
import org.overhang.policy.Policy;
import org.overhang.policy.Subsidy;
import tech.tablesaw.api.Table;

/**
 * The Armington market: one good an origin, constant elasticities, price-taking sellers; the model behind COMPAS.
 *
 * <pre>{@code
 * q_j = V b_j (p_{c,j}/I)^{-\sigma} I^{\eta},   I = (\sum_j b_j p_{c,j}^{1-\sigma})^{1/(1-\sigma)}
 * q_j = q_{j0} a_j (r_j/r_{j0})^{\epsilon_j},   r_j = p_j (1+u_j),   p_{c,j} = (1+\tau_j) p_j
 * }</pre>
 *
 * <p>{@code V} spending in all, {@code b} its shares, {@code \sigma} substitution, {@code \eta} demand, {@code \epsilon}
 * supply (infinity allowed), {@code \tau} duty on the price before duty, {@code u} subsidy, {@code a} supply shift. Consumer
 * prices are 1 at the baseline, so no margin is needed and no unit matters. Rows of one origin are added up. Origins with
 * missing or zero spending are left out and counted; negative spending is refused.
 *
 * <p>Solved exactly by Newton's method on the log price index; the log-linear answer and its error stand beside it. A quota
 * or price floor is a complementarity whose rent goes to the seller; a fair price makes the good flat at that price.
 *
 * <p>Defaults: no duty, no subsidy, values are spending and not shares. Elasticities have no default.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var market = PartialEquilibrium.armington("value_usd").by("origin").domestic("EU")
 *         .elasticities(substitution(4.2), demand(-0.8), supply(6.0)).calibrate(imports);
 * market.solve(Duty.exclusive(0.25).on("China"));
 * }</pre>
 *
 * <p>Source: P. Armington, IMF Staff Papers 16 (1969), 159–178; J. Francois and K. Hall, in Francois and Reinert, eds.,
 * "Applied Methods for Trade Policy Analysis" (1997), ch. 5, for the COMPAS form.
 */
public final class Armington {
    private final String value;
    private final String origin;
    private final List<String> domestic;
    private final List<Elasticity> elasticities;
    private final List<Assigned> policies;
    private final double sharesOf;

    /** A policy of the baseline and whom it meets. */
    record Assigned(String product, Policy policy) {}

    private Armington(
            String value,
            String origin,
            List<String> domestic,
            List<Elasticity> elasticities,
            List<Assigned> policies,
            double sharesOf) {
        this.value = value;
        this.origin = origin;
        this.domestic = domestic;
        this.elasticities = elasticities;
        this.policies = policies;
        this.sharesOf = sharesOf;
    }

    /** An Armington market that still needs its origins. */
    public static final class NeedsOrigins {
        private final String value;

        NeedsOrigins(String value) {
            this.value = value;
        }

        /**
         * The column that names each good's origin.
         *
         * @param column its name
         * @return the model
         */
        public Armington by(String column) {
            return new Armington(value, column, List.of(), List.of(), List.of(), Double.NaN);
        }
    }

    /**
     * Origins that count as domestic in the welfare account.
     *
     * @param origins their names
     * @return the model
     */
    public Armington domestic(String... origins) {
        return new Armington(value, origin, List.of(origins), elasticities, policies, sharesOf);
    }

    /**
     * Elasticities: one substitution, one demand, and supply for all or by origin; later ones replace earlier ones. A supply
     * elasticity given for all is one number: its error moves all origins together.
     *
     * @param given elasticities with their sign
     * @return the model
     */
    public Armington elasticities(Elasticity... given) {
        return new Armington(value, origin, domestic, joined(elasticities, List.of(given)), policies, sharesOf);
    }

    /**
     * A subsidy that the baseline holds.
     *
     * @param product whose
     * @param subsidy ad valorem
     * @return the model
     */
    public Armington subsidy(String product, Subsidy subsidy) {
        return with(product, subsidy);
    }

    /**
     * A duty that the baseline holds.
     *
     * @param product whose
     * @param duty ad valorem, with its base
     * @return the model
     */
    public Armington duty(String product, Duty duty) {
        return with(product, duty);
    }

    /**
     * States that the value column holds shares of a total, which must sum to 1.
     *
     * @param spending the total in money
     * @return the model
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the total is not positive and finite
     */
    public Armington sharesOf(double spending) {
        if (!(spending > 0 && spending < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "Shares need a positive, finite total, but it is " + spending + ".");
        }
        return new Armington(value, origin, domestic, elasticities, policies, spending);
    }

    private Armington with(String product, Policy policy) {
        return new Armington(
                value,
                origin,
                domestic,
                elasticities,
                joined(policies, List.of(new Assigned(product, policy))),
                sharesOf);
    }

    private static <T> List<T> joined(List<T> a, List<T> b) {
        List<T> out = new ArrayList<>(a);
        out.addAll(b);
        return List.copyOf(out);
    }

    /**
     * Calibrates the market; exactly identified by spending and elasticities.
     *
     * @param source one or more rows an origin
     * @return the market, which returns its data
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if an elasticity is missing or fewer than one origin is left,
     *     {@link Reason#BAD_VALUE} for negative spending, unknown names or shares that do not sum to 1,
     *     {@link Reason#OUT_OF_RANGE} for a policy that the model cannot carry
     */
    public Market calibrate(Source source) {
        Columns in = Columns.neededBy("Armington")
                .number("value", value)
                .keys(origin)
                .read(source);
        Keys keys = in.keys();
        Hierarchy.requireOneLevel("Armington", source, in.keys(List.of()), row -> true);
        double[] spending = Calibration.totals(keys, in.number(value));
        Problems problems = new Problems();
        checkSpending(keys, spending, problems);
        int[] kept = Calibration.positive(spending);
        problems.require(
                kept.length > 0,
                Reason.NOT_IDENTIFIED,
                "Armington needs at least one origin with positive spending, but \"" + source.name() + "\" has none.");
        problems.throwIfAny();
        String[] names = new String[kept.length];
        double[] values = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            names[i] = keys.label(kept[i]);
            values[i] = Double.isNaN(sharesOf) ? spending[kept[i]] : spending[kept[i]] * sharesOf;
        }
        Calibration.Chosen chosen = new Calibration.Chosen("Armington", elasticities, problems);
        chosen.places(Elasticity.Kind.SUBSTITUTION, "");
        chosen.places(Elasticity.Kind.DEMAND, "");
        int[] supply = chosen.places(Elasticity.Kind.SUPPLY, names);
        chosen.refuseStrangers(names, true);
        Regime regime = new Regime(names, Calibration.held("Armington", names, policies, problems));
        boolean[] home = Calibration.members("Armington", "domestic origin", names, domestic, problems);
        problems.throwIfAny();
        ArmingtonModel model = new ArmingtonModel(values, chosen.distinct(), supply, regime, home, in.unit(value));
        for (Assigned a : policies) {
            String refusal = model.refusal(a.policy(), Arrays.asList(names).indexOf(a.product()));
            problems.require(
                    refusal.isEmpty(),
                    Reason.OUT_OF_RANGE,
                    "Armington cannot carry the baseline's " + a.policy().text() + ": " + refusal + ".");
        }
        problems.throwIfAny();
        double[] ones = new double[kept.length];
        Arrays.fill(ones, 1);
        return Market.replicating(model, ones, values, Calibration.lost(keys, in.number(value), spending));
    }

    private void checkSpending(Keys keys, double[] spending, Problems problems) {
        double sum = 0;
        for (int g = 0; g < spending.length; g++) {
            problems.require(
                    !(spending[g] < 0),
                    Reason.BAD_VALUE,
                    "Armington needs spending of at least 0, but \"" + value + "\" is " + spending[g] + " for "
                            + keys.label(g) + ". Correct the cell.");
            sum += Double.isNaN(spending[g]) ? 0 : spending[g];
        }
        problems.require(
                Double.isNaN(sharesOf) || Math.abs(sum - 1) <= 1e-9,
                Reason.BAD_VALUE,
                "Armington needs shares that sum to 1, but \"" + value + "\" sums to " + sum
                        + ". Correct the shares or leave out sharesOf(…) if the column holds spending.");
    }

    /**
     * Calibrates the market from a Tablesaw table.
     *
     * @param table one or more rows an origin
     * @return the market
     */
    public Market calibrate(Table table) {
        return calibrate(Source.of(table));
    }
}
