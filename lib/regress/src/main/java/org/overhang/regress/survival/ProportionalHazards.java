package org.overhang.regress.survival;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.Dense;

/** The score test of effects that drift with a clock. */
final class ProportionalHazards {
    private ProportionalHazards() {}

    /** Statistics of each covariate and of all together, and their degrees of freedom. */
    static double[][] test(
            CoxMath math,
            double[][] map,
            double[] beta,
            double[] time,
            double[] entry,
            boolean[] event,
            Cox.Clock clock) {
        int p = beta.length;
        double[] falls = java.util.stream.IntStream.range(0, time.length)
                .filter(i -> event[i])
                .mapToDouble(i -> time[i])
                .sorted()
                .toArray();
        double[] distinct = Arrays.stream(falls).distinct().toArray();
        double[] reading = clock(clock, time, entry, event, distinct);
        double sum = 0;
        for (double fall : falls) {
            sum += reading[Arrays.binarySearch(distinct, fall)];
        }
        double center = sum / falls.length;
        double[] score = new double[p];
        double[][] plain = new double[p][p];
        double[][] cross = new double[p][p];
        double[][] square = new double[p][p];
        math.addDeaths(score, t -> reading[Arrays.binarySearch(distinct, t)] - center);
        math.walk(beta, (s, t, share, w, logSum, mean, variance) -> {
            double g = reading[Arrays.binarySearch(distinct, t)] - center;
            for (int a = 0; a < p; a++) {
                score[a] -= w * g * mean[a];
                for (int b = 0; b < p; b++) {
                    plain[a][b] += w * variance[a][b];
                    cross[a][b] += w * g * variance[a][b];
                    square[a][b] += w * g * g * variance[a][b];
                }
            }
        });
        double[][] out = new double[2][p + 1];
        double[][] all = new double[p][p];
        double[][] natural = new double[p][];
        for (int b = 0; b < p; b++) {
            all[b][b] = 1;
            natural[b] = Scaling.natural(map, all[b]);
        }
        for (int a = 0; a < p; a++) {
            out[0][a] = statistic(score, plain, cross, square, Dense.pick(natural, range(p), new int[] {a}));
            out[1][a] = 1;
        }
        out[0][p] = statistic(score, plain, cross, square, all);
        out[1][p] = p;
        return out;
    }

    private static int[] range(int p) {
        return java.util.stream.IntStream.range(0, p).toArray();
    }

    /** Score test of directions in the basis, one column each: those of covariates, or all at once. */
    private static double statistic(
            double[] score, double[][] plain, double[][] cross, double[][] square, double[][] tested) {
        int p = score.length;
        int k = tested[0].length;
        double[][] back = Dense.transpose(tested);
        double[][] beside = Dense.multiply(cross, tested);
        double[][] own = Dense.sandwich(back, square);
        double[] moved = Dense.multiply(back, score);
        double[][] information = new double[p + k][p + k];
        double[] u = new double[p + k];
        for (int a = 0; a < p; a++) {
            System.arraycopy(plain[a], 0, information[a], 0, p);
            for (int b = 0; b < k; b++) {
                information[a][p + b] = beside[a][b];
                information[p + b][a] = beside[a][b];
            }
        }
        for (int a = 0; a < k; a++) {
            u[p + a] = moved[a];
            System.arraycopy(own[a], 0, information[p + a], p, k);
        }
        return SurvivalMath.quadratic(information, u);
    }

    private static double[] clock(Cox.Clock clock, double[] time, double[] entry, boolean[] event, double[] distinct) {
        return switch (clock) {
            case IDENTITY -> distinct;
            case LOG -> Arrays.stream(distinct).map(ProportionalHazards::log).toArray();
            case RANK -> {
                double[] all = time.clone();
                Arrays.sort(all);
                yield Arrays.stream(distinct)
                        .map(t -> (SurvivalMath.below(all, t) + 1 + SurvivalMath.below(all, Math.nextUp(t))) / 2.0)
                        .toArray();
            }
            case KAPLAN_MEIER -> {
                double[] survival = SurvivalMath.steps(entry, time, event).survival();
                double[] out = new double[distinct.length];
                for (int j = 1; j < out.length; j++) {
                    out[j] = 1 - survival[j - 1];
                }
                yield out;
            }
        };
    }

    private static double log(double t) {
        if (!(t > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The logarithmic clock needs exits after time 0, but one is at " + t
                            + ". Choose another clock, for example KAPLAN_MEIER.");
        }
        return FastMath.log(t);
    }
}
