package org.overhang.capacity;

import java.util.Arrays;
import org.overhang.capacity.FrontierMath.Plants;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Quantiles;
import org.overhang.core.Reason;
import org.overhang.core.Seed;

/** The smoothed homogeneous bootstrap of frontier scores: Simar and Wilson, Management Science 44 (1998), 49–61. */
final class BootstrapMath {
    private static final double EFFICIENT = 1 + 1e-9;

    private BootstrapMath() {}

    /** Distances at least one: draws[b][plant] is the plant's distance to the frontier of draw {@code b}. */
    record Sample(double[] distance, double[][] draws, double bandwidth) {
        /** Twice the distance less the mean over draws. */
        double corrected(int plant) {
            double sum = 0;
            for (double[] draw : draws) {
                sum += draw[plant];
            }
            return 2 * distance[plant] - sum / draws.length;
        }

        double standardError(int plant) {
            double mean = 2 * distance[plant] - corrected(plant);
            double sum = 0;
            for (double[] draw : draws) {
                sum += (draw[plant] - mean) * (draw[plant] - mean);
            }
            return Math.sqrt(sum / (draws.length - 1));
        }

        /** The basic interval: twice the distance less the quantiles of the draws, by linear interpolation (type 7). */
        double[] interval(int plant, double level) {
            double[] sorted = new double[draws.length];
            for (int b = 0; b < sorted.length; b++) {
                sorted[b] = draws[b][plant];
            }
            Arrays.sort(sorted);
            double tail = (1 - level) / 2;
            double twice = 2 * distance[plant];
            return new double[] {twice - Quantiles.ofSorted(sorted, 1 - tail), twice - Quantiles.ofSorted(sorted, tail)
            };
        }
    }

    /**
     * Draws frontiers and measures the plants against each.
     *
     * @param plants amounts; all inputs are radial in the input direction
     * @param distance the plants' own distances, at least one
     * @param bandwidth of the kernel; NaN for the rule of thumb
     */
    static Sample sample(
            Plants plants,
            Returns returns,
            Direction direction,
            double[] distance,
            int draws,
            Seed seed,
            double bandwidth) {
        double variance = 0;
        for (double d : distance) {
            variance += (d - 1) * (d - 1) / distance.length;
        }
        if (!(variance > 1e-18)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A bootstrap of the frontier needs plants below it, but all " + distance.length
                            + " lie on it. Use fewer inputs and outputs or more plants.");
        }
        double h = Double.isNaN(bandwidth) ? ruleOfThumb(distance, variance) : bandwidth;
        double shrink = Math.sqrt(1 + h * h / variance);
        int n = plants.count();
        double[][] out = new double[draws][];
        Parallel.forEach(draws, b -> {
            RadialProgram program = new RadialProgram(n, plants.outputs(), plants.fixed() + plants.variable(), returns);
            double[] pseudo = pseudoDistances(distance, h, shrink, seed.stream(b));
            double[][] reference = reference(plants, direction, distance, pseudo);
            double[] draw = new double[n];
            for (int o = 0; o < n; o++) {
                draw[o] = direction == Direction.OUTPUT
                        ? program.outputScore(reference, plants.of(o), o, -1)
                        : 1 / program.inputScore(reference, plants.of(o), 0, o, -1);
            }
            out[b] = draw;
        });
        return new Sample(distance, out, h);
    }

    private static double[] pseudoDistances(double[] distance, double h, double shrink, Draws draws) {
        double[] pseudo = new double[distance.length];
        for (int i = 0; i < pseudo.length; i++) {
            int pick = draws.below(2 * distance.length);
            double d = pick < distance.length ? distance[pick] : 2 - distance[pick - distance.length];
            double t = 1 + (d + h * draws.normal() - 1) / shrink;
            pseudo[i] = t < 1 ? 2 - t : t;
        }
        return pseudo;
    }

    private static double[][] reference(Plants plants, Direction direction, double[] distance, double[] pseudo) {
        double[][] reference = new double[plants.rows().length][];
        for (int r = 0; r < reference.length; r++) {
            reference[r] = plants.rows()[r].clone();
            boolean output = r < plants.outputs();
            if (output == (direction == Direction.OUTPUT)) {
                for (int k = 0; k < pseudo.length; k++) {
                    double inward = pseudo[k] / distance[k];
                    reference[r][k] = output ? reference[r][k] / inward : reference[r][k] * inward;
                }
            }
        }
        return reference;
    }

    /**
     * The normal reference rule on the reflected inefficient plants, 0.9 min(spread, interquartile range / 1.349) (2n)^(−1/5), shrunk
     * by the spread of all plants over theirs: Daraio and Simar, <i>Advanced Robust and Nonparametric Methods in Efficiency
     * Analysis</i> (2007), section 3.4.
     */
    private static double ruleOfThumb(double[] distance, double variance) {
        double[] inefficient =
                Arrays.stream(distance).filter(d -> d > EFFICIENT).sorted().toArray();
        double[] reflected = new double[2 * inefficient.length];
        double squares = 0;
        for (int i = 0; i < inefficient.length; i++) {
            reflected[2 * i] = inefficient[i];
            reflected[2 * i + 1] = 2 - inefficient[i];
            squares += (inefficient[i] - 1) * (inefficient[i] - 1);
        }
        Arrays.sort(reflected);
        double spread = Math.sqrt(squares / inefficient.length);
        double range = (Quantiles.ofSorted(reflected, 0.75) - Quantiles.ofSorted(reflected, 0.25)) / 1.349;
        return 0.9
                * Math.min(spread, range)
                * StrictMath.pow(2.0 * distance.length, -0.2)
                * Math.sqrt(variance)
                / spread;
    }
}
