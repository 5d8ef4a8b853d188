package org.overhang.capacity;

import java.util.Arrays;
import org.overhang.core.Parallel;

/** Scores of all plants against a common frontier; arrays are rows (outputs, fixed inputs, variable inputs) by plants. */
final class FrontierMath {
    /** A factor this small is zero up to the rounding of a linear program. */
    static final double NOTHING = 1e-14;

    private static final int PLANTS_A_TASK = 16;

    private FrontierMath() {}

    /** Amounts of the plants and how many of the rows are outputs, fixed and variable inputs. */
    record Plants(double[][] rows, int outputs, int fixed, int variable) {
        int count() {
            return rows[0].length;
        }

        double[] of(int plant) {
            double[] own = new double[rows.length];
            for (int r = 0; r < own.length; r++) {
                own[r] = rows[r][plant];
            }
            return own;
        }

        /** The same plants judged by their fixed inputs only. */
        Plants withoutVariable() {
            return new Plants(Arrays.copyOf(rows, outputs + fixed), outputs, fixed, 0);
        }
    }

    /** The plants that a plant is compared with, and their weights. */
    record Peers(int[] plant, double[] weight) {
        static Peers one(int plant) {
            return new Peers(new int[] {plant}, new double[] {1});
        }

        boolean contains(int other) {
            for (int p : plant) {
                if (p == other) {
                    return true;
                }
            }
            return false;
        }

        /** Σ weight × amount: where the compared plant would stand on the frontier, slack included. */
        double target(double[] amounts) {
            double sum = 0;
            for (int i = 0; i < plant.length; i++) {
                sum += weight[i] * amounts[plant[i]];
            }
            return sum;
        }
    }

    /** Scores and each plant's peers. */
    record Scores(double[] score, Peers[] peers) {}

    /** Work on one plant with a program that is reused. */
    private interface Task {
        void run(RadialProgram program, int plant);
    }

    private static void each(Plants plants, Returns returns, Task task) {
        int n = plants.count();
        int tasks = (n + PLANTS_A_TASK - 1) / PLANTS_A_TASK;
        Parallel.forEach(tasks, t -> {
            RadialProgram program = new RadialProgram(n, plants.outputs(), plants.fixed() + plants.variable(), returns);
            for (int o = t * PLANTS_A_TASK; o < Math.min(n, (t + 1) * PLANTS_A_TASK); o++) {
                task.run(program, o);
            }
        });
    }

    /** Largest radial expansion of outputs, all the inputs of {@code plants} held. */
    static Scores outputScores(Plants plants, Returns returns) {
        int n = plants.count();
        double[] score = new double[n];
        Peers[] peers = new Peers[n];
        if (returns == Returns.FREE_DISPOSAL) {
            Parallel.forEach(n, o -> peers[o] = HullMath.output(plants, o, score));
        } else {
            each(plants, returns, (program, o) -> {
                score[o] = program.outputScore(plants.rows(), plants.of(o), o, -1);
                peers[o] = program.peers();
            });
        }
        return new Scores(score, peers);
    }

    /** Largest radial expansion of outputs if the variable inputs may grow to {@code factor} times what they are, at least 1. */
    static double[] attainable(Plants plants, Returns returns, double factor) {
        int n = plants.count();
        double[] score = new double[n];
        if (returns == Returns.FREE_DISPOSAL) {
            Parallel.forEach(n, o -> score[o] = HullMath.attainable(plants, o, factor));
        } else {
            each(
                    plants,
                    returns,
                    (program, o) -> score[o] = program.outputScore(plants.rows(), withMore(plants, o, factor), o, -1));
        }
        return score;
    }

    /** The plant's amounts with its variable inputs at {@code factor} times what they are. */
    static double[] withMore(Plants plants, int plant, double factor) {
        double[] own = plants.of(plant);
        for (int r = plants.outputs() + plants.fixed(); r < own.length; r++) {
            own[r] *= factor;
        }
        return own;
    }

    /** Smallest radial contraction of all inputs, or of the variable ones only; {@code level} replaces the plant's outputs unless empty. */
    static Scores inputScores(Plants plants, Returns returns, boolean onlyVariable, double[] level) {
        int n = plants.count();
        double[] score = new double[n];
        Peers[] peers = new Peers[n];
        int held = onlyVariable ? plants.fixed() : 0;
        if (returns == Returns.FREE_DISPOSAL) {
            Parallel.forEach(n, o -> {
                peers[o] = HullMath.input(plants, o, held, level, score);
                score[o] = shrinks(plants, o, held) ? score[o] : Double.NaN;
            });
        } else {
            each(plants, returns, (program, o) -> {
                score[o] = Double.NaN;
                peers[o] = Peers.one(o);
                if (shrinks(plants, o, held)) {
                    score[o] = program.inputScore(plants.rows(), atLevel(plants, o, level), held, o, -1);
                    peers[o] = program.peers();
                }
            });
        }
        return new Scores(score, peers);
    }

    /** Whether the plant uses any input beyond the first {@code held}, so that there is something to shrink. */
    static boolean shrinks(Plants plants, int plant, int held) {
        for (int r = plants.outputs() + held; r < plants.rows().length; r++) {
            if (plants.rows()[r][plant] > 0) {
                return true;
            }
        }
        return false;
    }

    static double[] atLevel(Plants plants, int plant, double[] level) {
        double[] own = plants.of(plant);
        System.arraycopy(level, 0, own, 0, level.length);
        return own;
    }

    /** For each plant and variable input, the lowest and highest use at capacity over the use observed. */
    static double[][][] variableUse(Plants plants, Returns returns, double[] capacity) {
        Plants fixedOnly = plants.withoutVariable();
        int n = plants.count();
        double[][][] use = new double[plants.variable()][n][];
        if (returns == Returns.FREE_DISPOSAL) {
            Parallel.forEach(n, o -> HullMath.use(plants, o, capacity[o], use));
            return use;
        }
        each(fixedOnly, returns, (program, o) -> {
            for (int v = 0; v < plants.variable(); v++) {
                double[] amounts = plants.rows()[plants.outputs() + plants.fixed() + v];
                if (amounts[o] > 0) {
                    program.outputScore(fixedOnly.rows(), fixedOnly.of(o), o, -1);
                    double[] worth = new double[n];
                    for (int k = 0; k < n; k++) {
                        worth[k] = amounts[k] / amounts[o];
                    }
                    use[v][o] = program.range(worth);
                } else {
                    use[v][o] = new double[] {Double.NaN, Double.NaN};
                }
            }
        });
        return use;
    }

    /** Output scores of all plants that lean on {@code gone}, when it is no longer part of the frontier; others keep theirs. */
    static double[] outputScoresWithout(Plants plants, Returns returns, Scores with, int gone) {
        double[] score = with.score().clone();
        score[gone] = Double.NaN;
        RadialProgram program = returns == Returns.FREE_DISPOSAL
                ? null
                : new RadialProgram(plants.count(), plants.outputs(), plants.fixed() + plants.variable(), returns);
        for (int o = 0; o < score.length; o++) {
            if (o != gone && with.peers()[o].contains(gone)) {
                score[o] = program == null
                        ? HullMath.outputWithout(plants, o, gone)
                        : program.outputScore(plants.rows(), plants.of(o), o, gone);
            }
        }
        return score;
    }
}
