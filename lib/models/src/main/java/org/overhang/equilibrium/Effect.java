package org.overhang.equilibrium;

/** What a counterfactual is asked for: one number a product, a country, or the market. */
public sealed interface Effect permits Outcome, CountryOutcome, Term, Term.Difference {
    /**
     * The effect in words.
     *
     * @return for example {@code "quantity, relative change"}
     */
    String words();

    /**
     * The effect as tables write it.
     *
     * @return lower case with underscores
     */
    String column();

    /**
     * Whether the effect is a fraction, which print shows as percent.
     *
     * @return false for money, prices and quantities
     */
    boolean isFraction();
}
