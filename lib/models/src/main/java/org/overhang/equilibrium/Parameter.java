package org.overhang.equilibrium;

/** A number that a model rests on, with its standard error and where it comes from: an elasticity or another assumption. */
public sealed interface Parameter permits Elasticity, ModelInput {
    /**
     * The number.
     *
     * @return its value
     */
    double value();

    /**
     * Its standard error.
     *
     * @return 0 if taken as exact
     */
    double standardError();

    /**
     * Where it comes from.
     *
     * @return a citation, or "assumed"
     */
    String source();

    /**
     * The parameter in words.
     *
     * @return its name, value, standard error and source
     */
    String text();
}
