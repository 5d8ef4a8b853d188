package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * One demand parameter from margins and an elasticity: exact when just identified, least squares with its residuals when
 * over-identified.
 */
final class Identification {
    private static final int SCAN = 600;
    private static final int MOST_STEPS = 60;
    private static final double NUDGE = 1e-6;
    private static final double EXACT = 1e-10;

    private Identification() {}

    /** Residuals at a value of the transformed parameter. */
    interface Residuals {
        double[] at(double theta);
    }

    /** Best value, its residuals and whether they are zero because the count is one. */
    record Fit(double theta, double[] residuals) {}

    /** Smallest sum of squares between two ends: a scan, then Gauss–Newton. */
    static Fit fit(String model, double low, double high, Residuals residuals) {
        double best = low;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= SCAN; i++) {
            double theta = low + (high - low) * i / SCAN;
            double loss = loss(residuals.at(theta));
            if (loss < least) {
                least = loss;
                best = theta;
            }
        }
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] r = residuals.at(best);
            double[] up = residuals.at(best + NUDGE);
            double[] down = residuals.at(best - NUDGE);
            double over = 0;
            double under = 0;
            for (int i = 0; i < r.length; i++) {
                double slope = (up[i] - down[i]) / (2 * NUDGE);
                over += slope * r[i];
                under += slope * slope;
            }
            double move = -over / under;
            double length = 1;
            while (length > 1e-12 && !(loss(residuals.at(best + length * move)) < least)) {
                length /= 2;
            }
            if (!(length > 1e-12)) {
                break;
            }
            best += length * move;
            least = loss(residuals.at(best));
        }
        double[] r = residuals.at(best);
        if (!(least < Double.POSITIVE_INFINITY) || r.length == 1 && !(Math.abs(r[0]) <= EXACT)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    model + " needs a margin that some demand parameter can bring about, but the closest misses it by "
                            + Numbers.significant(Math.abs(r[0]), 3)
                            + ". Check the margin, the outside share and the elasticity.");
        }
        return new Fit(best, r);
    }

    private static double loss(double[] residuals) {
        double total = 0;
        for (double r : residuals) {
            total += r * r;
        }
        return Double.isNaN(total) ? Double.POSITIVE_INFINITY : total;
    }

    /** How the parameter was found, for the summary. */
    static List<String> notes(
            String[] names, double[] margins, double[] fitted, boolean elasticity, double[] weights, Fit fit) {
        List<String> out = new ArrayList<>();
        int moments = fit.residuals().length;
        if (moments == 1) {
            out.add("just identified, so the moment is met exactly.");
        } else {
            StringBuilder text = new StringBuilder("over-identified by " + (moments - 1)
                    + ", least squares with "
                    + (Arrays.stream(weights).allMatch(w -> w == 1)
                            ? "equal weights"
                            : "weights of one over the variance")
                    + "; margins observed and fitted:");
            for (int j = 0; j < names.length; j++) {
                if (!Double.isNaN(margins[j])) {
                    text.append(' ').append(names[j]).append(' ').append(Numbers.fixed(margins[j], 4));
                    text.append(" / ").append(Numbers.fixed(fitted[j], 4)).append(';');
                }
            }
            if (elasticity) {
                text.append(" log residual of the elasticity ")
                        .append(Numbers.significant(fit.residuals()[moments - 1] / weights[margins.length], 3));
            }
            out.add(text.toString());
        }
        return out;
    }

    /** Margins less their fit, and the log distance of an elasticity if one is given, each times its weight. */
    static double[] residuals(double[] margins, double[] fitted, double elasticity, double implied, double[] weights) {
        int count = 0;
        for (double m : margins) {
            count += Double.isNaN(m) ? 0 : 1;
        }
        boolean given = !Double.isNaN(elasticity);
        double[] out = new double[count + (given ? 1 : 0)];
        int at = 0;
        for (int j = 0; j < margins.length; j++) {
            if (!Double.isNaN(margins[j])) {
                out[at++] = weights[j] * (margins[j] - fitted[j]);
            }
        }
        if (given) {
            out[at] = weights[margins.length] * FastMath.log(implied / elasticity);
        }
        return out;
    }
}
