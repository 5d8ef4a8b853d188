package org.overhang.capacity;

import java.util.Arrays;
import org.overhang.capacity.FrontierMath.Plants;
import org.overhang.capacity.FrontierMath.Scores;
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

    /** How many frontiers to draw, where randomness starts, and the kernel's bandwidth (NaN for the rule of thumb). */
    record Plan(int draws, Seed seed, double bandwidth) {}

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

        /** The basic interval: twice the distance less the quantiles of the draws; below one there is no distance. */
        double[] interval(int plant, double level) {
            double[] of = new double[draws.length];
            for (int b = 0; b < of.length; b++) {
                of[b] = draws[b][plant];
            }
            return basic(distance[plant], of, level);
        }

        /** The corrected weighted mean of distances, by the basic rule of its interval. */
        double corrected(double[] weight) {
            double mean = 0;
            for (double[] draw : draws) {
                mean += sum(weight, draw) / draws.length;
            }
            return (2 * sum(weight, distance) - mean) / sum(weight, weight);
        }

        /** The basic interval of a weighted sum of distances that is at least the sum of the weights. */
        double[] interval(double[] weight, double level) {
            double total = sum(weight, weight);
            double[] of = new double[draws.length];
            for (int b = 0; b < of.length; b++) {
                of[b] = sum(weight, draws[b]) / total;
            }
            return basic(sum(weight, distance) / total, of, level);
        }

        private static double sum(double[] weight, double[] values) {
            double sum = 0;
            for (int i = 0; i < weight.length; i++) {
                sum += weight == values ? weight[i] : weight[i] * values[i];
            }
            return sum;
        }

        private static double[] basic(double estimate, double[] draws, double level) {
            Arrays.sort(draws);
            double tail = (1 - level) / 2;
            return new double[] {
                Math.max(1, 2 * estimate - Quantiles.ofSorted(draws, 1 - tail)),
                Math.max(1, 2 * estimate - Quantiles.ofSorted(draws, tail))
            };
        }
    }

    /**
     * Draws frontiers and measures the plants against each.
     *
     * @param plants amounts; all inputs are radial in the input direction
     * @param distance the plants' own distances, at least one
     */
    static Sample sample(Plants plants, Returns returns, Direction direction, double[] distance, Plan plan) {
        Kernel kernel = Kernel.of(distance, plan.bandwidth);
        int n = plants.count();
        double[][] out = new double[plan.draws][n];
        Parallel.forEach(plan.draws, b -> {
            RadialProgram program = program(plants, returns);
            double[] pseudo = kernel.pseudo(plan.seed.stream(b));
            boolean outward = direction == Direction.OUTPUT;
            double[][] reference = outward
                    ? moved(plants, 0, plants.outputs(), distance, pseudo)
                    : moved(plants, plants.outputs(), plants.rows().length, pseudo, distance);
            for (int o = 0; o < n; o++) {
                out[b][o] = outward
                        ? program.outputScore(reference, plants.of(o), o, -1)
                        : 1 / program.inputScore(reference, plants.of(o), 0, o, -1);
            }
        });
        return new Sample(distance, out, kernel.h);
    }

    /** The short-run input distance 1 / DF(y), and its ratio to the one at the least output, DF(y) / DF(y_min). */
    record ShortRun(Sample distance, Sample ratio) {}

    /**
     * Draws frontiers on which only the variable inputs are noisy, and measures at the present and at the least output.
     *
     * @param now the plants' own factors for the variable inputs
     * @param floor the same at the least output
     * @param least the least outputs seen
     */
    static ShortRun shortRun(Plants plants, Returns returns, double[] now, double[] floor, double[] least, Plan plan) {
        int n = plants.count();
        double[] distance = new double[n];
        double[] ratio = new double[n];
        for (int o = 0; o < n; o++) {
            if (!(now[o] > FrontierMath.NOTHING && floor[o] > FrontierMath.NOTHING)) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "A bootstrap of short-run input scores needs variable inputs in use at every plant and a least output that needs some."
                                + " Leave out plants without, or measure with variable returns.");
            }
            distance[o] = 1 / now[o];
            ratio[o] = now[o] / floor[o];
        }
        Kernel kernel = Kernel.of(distance, plan.bandwidth);
        double[][] distances = new double[plan.draws][n];
        double[][] ratios = new double[plan.draws][n];
        int held = plants.fixed();
        Parallel.forEach(plan.draws, b -> {
            RadialProgram program = program(plants, returns);
            double[] pseudo = kernel.pseudo(plan.seed.stream(b));
            double[][] reference = moved(plants, plants.outputs() + held, plants.rows().length, pseudo, distance);
            for (int o = 0; o < n; o++) {
                double at = program.inputScore(reference, plants.of(o), held, o, -1);
                distances[b][o] = 1 / at;
                ratios[b][o] = at / program.inputScore(reference, FrontierMath.atLevel(plants, o, least), held, o, -1);
            }
        });
        return new ShortRun(new Sample(distance, distances, kernel.h), new Sample(ratio, ratios, kernel.h));
    }

    /**
     * The ratio Ê / E over draws of both frontiers: pairs of distances are drawn together, as Simar and Wilson (1999), European
     * Journal of Operational Research 115, 459–471, do for ratios of distances to two frontiers.
     */
    static Sample ratio(Plants plants, Returns returns, Scores efficiency, Scores capacity, Plan plan) {
        int n = plants.count();
        PairKernel kernel = new PairKernel(efficiency.score(), capacity.score());
        Plants fixedOnly = plants.withoutVariable();
        double[] ratio = new double[n];
        for (int o = 0; o < n; o++) {
            ratio[o] = capacity.score()[o] / efficiency.score()[o];
        }
        double[][] out = new double[plan.draws][n];
        Parallel.forEach(plan.draws, b -> {
            double[][] pseudo = kernel.pseudo(plan.seed.stream(b));
            double[][] all = moved(plants, 0, plants.outputs(), efficiency.score(), pseudo[0]);
            double[][] fixed = moved(fixedOnly, 0, plants.outputs(), capacity.score(), pseudo[1]);
            RadialProgram whole = program(plants, returns);
            RadialProgram shortRun = program(fixedOnly, returns);
            for (int o = 0; o < n; o++) {
                out[b][o] = shortRun.outputScore(fixed, fixedOnly.of(o), o, -1)
                        / whole.outputScore(all, plants.of(o), o, -1);
            }
        });
        return new Sample(ratio, out, kernel.h);
    }

    /** Scores with variable inputs at {@code factor} times what they are, against draws of the frontier of all inputs. */
    static Sample attainable(
            Plants plants, Returns returns, double[] efficiency, double[] score, double factor, Plan plan) {
        int n = plants.count();
        Kernel kernel = Kernel.of(efficiency, plan.bandwidth);
        double[][] out = new double[plan.draws][n];
        Parallel.forEach(plan.draws, b -> {
            RadialProgram program = program(plants, returns);
            double[] pseudo = kernel.pseudo(plan.seed.stream(b));
            double[][] reference = moved(plants, 0, plants.outputs(), efficiency, pseudo);
            for (int o = 0; o < n; o++) {
                out[b][o] = program.outputScore(reference, FrontierMath.withMore(plants, o, factor), o, -1);
            }
        });
        return new Sample(score, out, kernel.h);
    }

    private static RadialProgram program(Plants plants, Returns returns) {
        return new RadialProgram(plants.count(), plants.outputs(), plants.fixed() + plants.variable(), returns);
    }

    /** The plants with some rows brought to the frontier and back into the interior: times {@code over}, divided by {@code under}. */
    private static double[][] moved(Plants plants, int from, int to, double[] over, double[] under) {
        double[][] reference = new double[plants.rows().length][];
        for (int r = 0; r < reference.length; r++) {
            reference[r] = plants.rows()[r].clone();
            if (r >= from && r < to) {
                for (int k = 0; k < over.length; k++) {
                    reference[r][k] = reference[r][k] * (over[k] / under[k]);
                }
            }
        }
        return reference;
    }

    private static double variance(double[] distance) {
        double variance = 0;
        for (double d : distance) {
            variance += (d - 1) * (d - 1) / distance.length;
        }
        return variance;
    }

    /** Smoothed draws of distances, reflected at one and shrunk so that their variance is that of the distances. */
    private record Kernel(double[] distance, double h, double shrink) {
        static Kernel of(double[] distance, double bandwidth) {
            double variance = variance(distance);
            if (!(variance > 1e-18)) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "A bootstrap of the frontier needs plants below it, but all " + distance.length
                                + " lie on it. Use fewer inputs and outputs or more plants.");
            }
            double h = Double.isNaN(bandwidth) ? ruleOfThumb(distance, variance) : bandwidth;
            return new Kernel(distance, h, Math.sqrt(1 + h * h / variance));
        }

        double[] pseudo(Draws draws) {
            double[] pseudo = new double[distance.length];
            for (int i = 0; i < pseudo.length; i++) {
                int pick = draws.below(2 * distance.length);
                double d = pick < distance.length ? distance[pick] : 2 - distance[pick - distance.length];
                double t = 1 + (d + h * draws.normal() - 1) / shrink;
                pseudo[i] = t < 1 ? 2 - t : t;
            }
            return pseudo;
        }
    }

    /** Smoothed draws of pairs of distances, folded at one, with the bandwidth (4 / 5n)^(1/6) in units of their spreads. */
    private static final class PairKernel {
        private final double[] one;
        private final double[] other;
        private final double h;
        private final double spread;
        private final double loading;
        private final double rest;

        PairKernel(double[] one, double[] other) {
            this.one = one;
            this.other = other;
            h = StrictMath.pow(0.8 / one.length, 1 / 6.0);
            spread = Math.sqrt(variance(one));
            double product = 0;
            for (int i = 0; i < one.length; i++) {
                product += (one[i] - 1) * (other[i] - 1) / one.length;
            }
            loading = spread > 0 ? product / spread : 0;
            rest = Math.sqrt(Math.max(0, variance(other) - loading * loading));
        }

        double[][] pseudo(Draws draws) {
            int n = one.length;
            double shrink = Math.sqrt(1 + h * h);
            double[][] pseudo = new double[2][n];
            for (int i = 0; i < n; i++) {
                int pick = draws.below(n);
                double z = draws.normal();
                double first = one[pick] - 1 + h * spread * z;
                double second = other[pick] - 1 + h * (loading * z + rest * draws.normal());
                pseudo[0][i] = 1 + Math.abs(first) / shrink;
                pseudo[1][i] = 1 + Math.abs(second) / shrink;
            }
            return pseudo;
        }
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
