package org.overhang.equilibrium;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Standard errors of effects by the delta method: gradients in the uncertain parameters, and the correlation of their errors.
 *
 * <p>Where conditions are solved the gradient comes from the implicit function theorem, {@code dy/d\theta = -F_y^{-1} F_\theta},
 * at the fixed solution, with the calibration redone at each step, so that nothing is solved twice.
 */
final class Delta {
    private static final double RELATIVE_STEP = 1e-5;
    /** Roundings of a solved number; over a step of 1e-5 this hides elasticities below 1e-9. */
    private static final double NOISE = 64;

    private final Experiment experiment;
    /** Derivatives by parameter, effect and subject; null for parameters taken as exact. */
    private final double[][] @Nullable [] slopes;

    private Delta(Experiment experiment) {
        this.experiment = experiment;
        this.slopes = new double[experiment.parameters().size()][][];
        for (int k = 0; k < slopes.length; k++) {
            if (experiment.parameters().get(k).standardError() > 0) {
                slopes[k] = slopes(k);
            }
        }
    }

    /** Null if every parameter is exact. */
    static @Nullable Delta of(Experiment experiment) {
        return Uncertainty.any(experiment.parameters()) ? new Delta(experiment) : null;
    }

    private double[][] slopes(int k) {
        double step = RELATIVE_STEP * Math.abs(experiment.parameters().get(k).value());
        double[][][] ends = experiment.room(2);
        experiment.around(k, step, ends);
        double[][] out = new double[ends.length][];
        for (int e = 0; e < out.length; e++) {
            out[e] = new double[ends[e].length];
            for (int j = 0; j < out[e].length; j++) {
                out[e][j] = difference(ends[e][j][0], ends[e][j][1]) / (2 * step);
            }
        }
        return out;
    }

    /** A difference, or 0 where it is no more than rounding: a number that does not depend on a parameter has no error. */
    static double difference(double a, double b) {
        double rounding = NOISE * Math.ulp(Math.max(Math.abs(a), Math.abs(b)));
        return Math.abs(a - b) <= rounding ? 0 : a - b;
    }

    /** A derivative, or a refusal if the parameter at that place is exact. */
    static double derivative(
            @Nullable Delta delta, List<Parameter> parameters, Effect effect, int subject, int parameter) {
        if (parameter < 0 || parameter >= parameters.size()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A derivative needs the number of a parameter from 0 to " + (parameters.size() - 1) + ", but found "
                            + parameter + ".");
        }
        double[][] of = delta == null ? null : delta.slopes[parameter];
        if (delta == null || of == null) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A derivative needs an uncertain parameter, but "
                            + parameters.get(parameter).text() + " is exact. Write .standardError(…).");
        }
        return of[delta.experiment.effects().indexOf(effect)][subject];
    }

    double standardError(Effect effect, int subject) {
        int e = experiment.effects().indexOf(effect);
        double[][] correlation = experiment.correlation();
        double variance = 0;
        for (int k = 0; k < slopes.length; k++) {
            for (int l = 0; l < slopes.length; l++) {
                double[][] a = slopes[k];
                double[][] b = slopes[l];
                if (a != null && b != null && correlation[k][l] != 0) {
                    variance += correlation[k][l] * a[e][subject] * error(k) * b[e][subject] * error(l);
                }
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }

    private double error(int k) {
        return experiment.parameters().get(k).standardError();
    }
}
