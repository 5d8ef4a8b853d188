package org.overhang.equilibrium;

import java.util.List;

/** A change in a calibrated model as a function of the model's parameters: what uncertainty needs to know, whatever the model. */
interface Experiment {
    /** What the user called the model. */
    String title();

    /** Conduct, demand and closure, as "what it is" pairs for the first line. */
    List<String[]> choices();

    /** The changes in words. */
    String changes();

    /** Unit of money in which values are given; empty if not known. */
    String money();

    /** Parameters in the order of a correlation matrix. */
    List<Parameter> parameters();

    /** Correlation of the parameters. */
    double[][] correlation();

    /** What can be asked. */
    List<? extends Effect> effects();

    /** What a summary shows. */
    List<? extends Effect> shown();

    /** Products or countries; one empty name where the market is the subject. */
    List<String> subjects();

    /** Position of a subject; throws for an unknown one. */
    int subject(String name);

    /**
     * Solves the model anew at other parameters and writes effects by effect, subject and column; throws if there is no
     * equilibrium.
     *
     * @return world welfare, change from the baseline; NaN if it is an effect of its own
     */
    double solve(double[] values, double[][][] into, int column);

    /** Effects one step up (column 0) and down (column 1) along a parameter, exact to first order. */
    void around(int parameter, double step, double[][][] into);

    default double[] values() {
        return parameters().stream().mapToDouble(Parameter::value).toArray();
    }

    default double[][][] room(int columns) {
        return new double[effects().size()][subjects().size()][columns];
    }
}
