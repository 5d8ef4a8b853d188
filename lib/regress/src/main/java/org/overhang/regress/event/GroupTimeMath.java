package org.overhang.regress.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;

/**
 * Group-time effects of Callaway and Sant'Anna with their influence functions, on a balanced panel {@code y[unit][period]}.
 *
 * <p>Periods are numbered from 0; {@code first[unit]} is the first treated period, {@link #NEVER} if there is none.
 */
final class GroupTimeMath {
    static final int NEVER = Integer.MAX_VALUE;
    private static final int MOST_STEPS = 50;
    /** Newton's step on the logit, relative to the coefficients; quadratic convergence makes the error far smaller. */
    private static final double LOGIT = 1e-10;
    /** A control whose odds exceed this many to one cannot be told from a treated unit; DRDID trims at the same place. */
    private static final double MOST_LIKELY = 0.995;

    private GroupTimeMath() {}

    /** How outcomes of treated and controls are made comparable. */
    enum Adjustment {
        DOUBLY_ROBUST,
        OUTCOME_REGRESSION,
        INVERSE_PROBABILITY
    }

    /**
     * The effect on a group in a period.
     *
     * @param group first treated period of the group
     * @param period the period
     * @param effect average effect on the treated
     * @param members units that the influence function is not zero for
     * @param influence influence of each member, scaled to all units
     */
    record Cell(int group, int period, double effect, int[] members, double[] influence) {
        double standardError(int units) {
            double sum = 0;
            for (double v : influence) {
                sum += v * v;
            }
            return Math.sqrt(sum) / units;
        }
    }

    /**
     * All group-time effects.
     *
     * @param x covariates {@code x[covariate][unit][period]}, without the constant
     * @param notYet whether units not yet treated are controls beside those never treated
     * @param universal whether the period before treatment is the base before it too, instead of the period before each
     */
    static List<Cell> cells(
            double[][] y, int[] first, double[][][] x, Adjustment adjustment, boolean notYet, boolean universal) {
        int periods = y[0].length;
        int[] groups = Arrays.stream(first)
                .filter(g -> g != NEVER && g > 0)
                .sorted()
                .distinct()
                .toArray();
        List<int[]> wanted = new ArrayList<>();
        for (int g : groups) {
            for (int t = universal ? 0 : 1; t < periods; t++) {
                wanted.add(new int[] {g, t});
            }
        }
        Cell[] cells = new Cell[wanted.size()];
        Parallel.forEach(
                cells.length,
                c -> cells[c] = cell(y, first, x, adjustment, notYet, universal, wanted.get(c)[0], wanted.get(c)[1]));
        return Arrays.asList(cells);
    }

    private static Cell cell(
            double[][] y,
            int[] first,
            double[][][] x,
            Adjustment adjustment,
            boolean notYet,
            boolean universal,
            int g,
            int t) {
        int base = t >= g || universal ? g - 1 : t - 1;
        if (base == t) {
            return new Cell(g, t, 0, new int[0], new double[0]);
        }
        int last = Math.max(t, base);
        int count = 0;
        int[] members = new int[first.length];
        for (int i = 0; i < first.length; i++) {
            if (first[i] == g || first[i] == NEVER || notYet && first[i] > last) {
                members[count++] = i;
            }
        }
        members = Arrays.copyOf(members, count);
        double[] change = new double[count];
        double[] treated = new double[count];
        double[][] design = new double[x.length + 1][count];
        int controls = 0;
        for (int m = 0; m < count; m++) {
            int i = members[m];
            change[m] = y[i][t] - y[i][base];
            treated[m] = first[i] == g ? 1 : 0;
            controls += first[i] == g ? 0 : 1;
            design[0][m] = 1;
            for (int k = 0; k < x.length; k++) {
                design[k + 1][m] = x[k][i][Math.min(t, base)];
            }
        }
        if (controls <= x.length) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A group-time effect needs more controls than covariates, but the group treated first in period number "
                            + (g + 1) + " has " + controls + " controls in period number " + (t + 1)
                            + ". Use units not yet treated as controls, or fewer covariates.");
        }
        double[] influence = new double[count];
        double effect = effect(change, treated, design, adjustment, influence);
        for (int m = 0; m < count; m++) {
            influence[m] *= (double) first.length / count;
        }
        return new Cell(g, t, effect, members, influence);
    }

    /** The effect of the two-group, two-period comparison; fills the influence function. */
    private static double effect(double[] change, double[] d, double[][] x, Adjustment adjustment, double[] influence) {
        if (x.length == 1) {
            return differenceOfMeans(change, d, influence);
        }
        return switch (adjustment) {
            case OUTCOME_REGRESSION -> regressed(change, d, x, influence);
            case INVERSE_PROBABILITY -> weighted(change, d, x, new double[change.length], null, influence);
            case DOUBLY_ROBUST -> {
                Outcome outcome = outcome(change, d, x);
                yield weighted(change, d, x, outcome.fitted, outcome, influence);
            }
        };
    }

    private static double differenceOfMeans(double[] change, double[] d, double[] influence) {
        int n = change.length;
        double ones = 0;
        double meanTreated = 0;
        double meanControl = 0;
        for (int i = 0; i < n; i++) {
            ones += d[i];
            meanTreated += d[i] * change[i];
            meanControl += (1 - d[i]) * change[i];
        }
        meanTreated /= ones;
        meanControl /= n - ones;
        for (int i = 0; i < n; i++) {
            influence[i] =
                    d[i] > 0 ? (change[i] - meanTreated) * n / ones : -(change[i] - meanControl) * n / (n - ones);
        }
        return meanTreated - meanControl;
    }

    /** Outcome changes of controls regressed on covariates, with the influence of each unit on the coefficients. */
    private record Outcome(double[] fitted, double[][] influence) {}

    private static Outcome outcome(double[] change, double[] d, double[][] x) {
        int k = x.length;
        int n = change.length;
        double[][] moments = new double[k][k];
        double[] right = new double[k];
        for (int a = 0; a < k; a++) {
            for (int i = 0; i < n; i++) {
                right[a] += (1 - d[i]) * x[a][i] * change[i] / n;
            }
            for (int b = 0; b < k; b++) {
                for (int i = 0; i < n; i++) {
                    moments[a][b] += (1 - d[i]) * x[a][i] * x[b][i] / n;
                }
            }
        }
        double[][] inverse = inverse(moments);
        double[] beta = new Array2DRowRealMatrix(inverse).operate(right);
        double[] fitted = new double[n];
        double[][] influence = new double[k][n];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < k; a++) {
                fitted[i] += beta[a] * x[a][i];
            }
            for (int a = 0; a < k && d[i] == 0; a++) {
                double sum = 0;
                for (int b = 0; b < k; b++) {
                    sum += inverse[a][b] * x[b][i];
                }
                influence[a][i] = sum * (change[i] - fitted[i]);
            }
        }
        return new Outcome(fitted, influence);
    }

    private static double[][] inverse(double[][] moments) {
        RealMatrix m = new Array2DRowRealMatrix(moments);
        double[] scale = new double[moments.length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = Math.sqrt(moments[i][i]);
        }
        for (int i = 0; i < scale.length; i++) {
            for (int j = 0; j < scale.length; j++) {
                m.setEntry(i, j, moments[i][j] / scale[i] / scale[j]);
            }
        }
        LUDecomposition lu = new LUDecomposition(m, 1e-12);
        if (!lu.getSolver().isNonSingular()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "An event study with covariates needs covariates that vary among the controls of each group, "
                            + "but one is constant or a combination of others. Drop it.");
        }
        double[][] inverse = lu.getSolver().getInverse().getData();
        for (int i = 0; i < scale.length; i++) {
            for (int j = 0; j < scale.length; j++) {
                inverse[i][j] /= scale[i] * scale[j];
            }
        }
        return inverse;
    }

    private static double regressed(double[] change, double[] d, double[][] x, double[] influence) {
        int n = change.length;
        Outcome outcome = outcome(change, d, x);
        double ones = 0;
        double own = 0;
        double other = 0;
        for (int i = 0; i < n; i++) {
            ones += d[i];
            own += d[i] * change[i];
            other += d[i] * outcome.fitted[i];
        }
        own /= ones;
        other /= ones;
        double[] mean = weightedMeans(x, d, ones);
        for (int i = 0; i < n; i++) {
            double gap = d[i] * (change[i] - own) - d[i] * (outcome.fitted[i] - other);
            influence[i] = gap * n / ones - row(outcome.influence, mean, i);
        }
        return own - other;
    }

    private static double[] weightedMeans(double[][] x, double[] w, double total) {
        double[] mean = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            for (int i = 0; i < w.length; i++) {
                mean[k] += w[i] * x[k][i];
            }
            mean[k] /= total;
        }
        return mean;
    }

    private static double row(double[][] columns, double[] weights, int i) {
        double sum = 0;
        for (int k = 0; k < columns.length; k++) {
            sum += columns[k][i] * weights[k];
        }
        return sum;
    }

    /** Inverse-probability weighting of what is left after the outcome regression; plain weighting if there is none. */
    private static double weighted(
            double[] change,
            double[] d,
            double[][] x,
            double[] fitted,
            @org.jspecify.annotations.Nullable Outcome outcome,
            double[] influence) {
        int n = change.length;
        Propensity propensity = propensity(d, x);
        double[] w = new double[n];
        double[] left = new double[n];
        double ones = 0;
        double controls = 0;
        double own = 0;
        double other = 0;
        for (int i = 0; i < n; i++) {
            double p = propensity.probability[i];
            left[i] = change[i] - fitted[i];
            w[i] = d[i] > 0 || p >= MOST_LIKELY ? 0 : p / (1 - p);
            ones += d[i];
            controls += w[i];
            own += d[i] * left[i];
            other += w[i] * left[i];
        }
        own /= ones;
        other /= controls;
        double[] tilt = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            for (int i = 0; i < n; i++) {
                tilt[k] += w[i] * (left[i] - other) * x[k][i];
            }
            tilt[k] /= controls;
        }
        double[] difference = weightedMeans(x, d, ones);
        double[] among = weightedMeans(x, w, controls);
        for (int k = 0; k < difference.length; k++) {
            difference[k] -= among[k];
        }
        for (int i = 0; i < n; i++) {
            influence[i] = d[i] * (left[i] - own) * n / ones
                    - w[i] * (left[i] - other) * n / controls
                    - row(propensity.influence, tilt, i)
                    - (outcome == null ? 0 : row(outcome.influence, difference, i));
        }
        return own - other;
    }

    private record Propensity(double[] probability, double[][] influence) {}

    /** Logit of treatment on covariates by Newton's method, with the influence of each unit on the coefficients. */
    private static Propensity propensity(double[] d, double[][] x) {
        int k = x.length;
        int n = d.length;
        double[] beta = new double[k];
        double[] p = new double[n];
        double[][] inverse = new double[k][k];
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] score = new double[k];
            double[][] information = new double[k][k];
            for (int i = 0; i < n; i++) {
                p[i] = 1 / (1 + FastMath.exp(-row(x, beta, i)));
                for (int a = 0; a < k; a++) {
                    score[a] += (d[i] - p[i]) * x[a][i] / n;
                    for (int b = 0; b <= a; b++) {
                        information[a][b] += p[i] * (1 - p[i]) * x[a][i] * x[b][i] / n;
                        information[b][a] = information[a][b];
                    }
                }
            }
            inverse = inverse(information);
            double[] move = new Array2DRowRealMatrix(inverse).operate(score);
            double size = 0;
            for (int a = 0; a < k; a++) {
                beta[a] += move[a];
                size = Math.max(size, Math.abs(move[a]) / (1 + Math.abs(beta[a])));
            }
            if (size < LOGIT) {
                return new Propensity(p, scores(d, x, p, inverse));
            }
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "The propensity score needs treated and controls with common covariates, but the logit did not settle: the "
                        + "covariates tell them apart. Drop a covariate or use the outcome regression.");
    }

    private static double[][] scores(double[] d, double[][] x, double[] p, double[][] inverse) {
        double[][] influence = new double[x.length][d.length];
        for (int i = 0; i < d.length; i++) {
            for (int a = 0; a < x.length; a++) {
                double sum = 0;
                for (int b = 0; b < x.length; b++) {
                    sum += inverse[a][b] * x[b][i];
                }
                influence[a][i] = sum * (d[i] - p[i]);
            }
        }
        return influence;
    }
}
