package org.overhang.regress.panel;

import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Factorization;
import org.overhang.core.math.SmallLeastSquares;
import org.overhang.regress.MomentTest;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.LinearFit;

/** Tests of effects, of correlation over time and of correlation between units, on residuals of a panel. */
final class PanelTestMath {
    private PanelTestMath() {}

    /** F of effects that are absorbed against those that are not. */
    static MomentTest effects(LinearFit with, int parameters, LinearFit without, int fewer) {
        double n = with.residuals().length;
        double more = parameters - fewer;
        double rest = n - parameters;
        return more > 0 && rest > 0
                ? MomentTest.f((without.rss() - with.rss()) / more / (with.rss() / rest), more, rest)
                : new MomentTest(Double.NaN, Math.max(more, 0), rest, Double.NaN);
    }

    /**
     * Honda's root of the multiplier of Breusch and Pagan, {@code n A / √(2(Σ T_g² − n))} with {@code A = Σ_g (Σ e)²/Σ e² − 1}; the form
     * of unequal groups.
     */
    static double honda(double[] e, int[] group) {
        double[] sums = new double[EffectSet.count(group)];
        double[] sizes = new double[sums.length];
        for (int i = 0; i < e.length; i++) {
            sums[group[i]] += e[i];
            sizes[group[i]]++;
        }
        double a = CrossMath.squares(sums, null) / CrossMath.squares(e, null) - 1;
        double n = e.length;
        return n * a / Math.sqrt(2 * (CrossMath.squares(sizes, null) - n));
    }

    /**
     * Wooldridge's test as Drukker gives it: residuals of first differences on their own lag, whose coefficient is −1/2 if the errors
     * are not correlated over time.
     */
    static MomentTest serial(PanelRows rows) {
        int n = rows.size();
        int[] first =
                java.util.stream.IntStream.range(0, n).filter(rows::follows).toArray();
        double[][] dx = new double[rows.x().length][];
        for (int k = 0; k < dx.length; k++) {
            dx[k] = differences(rows.x()[k], first);
        }
        double[] dy = differences(rows.y(), first);
        double[] before = java.util.Arrays.stream(rows.x())
                .mapToDouble(c -> LinearFit.about(c, null))
                .toArray();
        double[][] x = java.util.Arrays.stream(
                        Factorization.of(dx, before, null).kept())
                .mapToObj(k -> dx[k])
                .toArray(double[][]::new);
        if (first.length <= x.length) {
            return none();
        }
        double[] r = x.length == 0 ? dy : SmallLeastSquares.of(dy, x).residuals();
        double cross = 0;
        double squares = 0;
        int used = 0;
        for (int i = 1; i < first.length; i++) {
            if (neighbors(first, i)) {
                cross += r[i - 1] * r[i];
                squares += r[i - 1] * r[i - 1];
                used++;
            }
        }
        double rho = cross / squares;
        double[] scores = new double[rows.units()];
        boolean[] there = new boolean[scores.length];
        for (int i = 1; i < first.length; i++) {
            if (neighbors(first, i)) {
                scores[rows.unit()[first[i]]] += r[i - 1] * (r[i] - rho * r[i - 1]);
                there[rows.unit()[first[i]]] = true;
            }
        }
        int groups = 0;
        for (boolean unit : there) {
            groups += unit ? 1 : 0;
        }
        if (groups < 2 || used < 3) {
            return none();
        }
        double variance = CrossMath.squares(scores, null) / (squares * squares) * groups / (groups - 1.0);
        return MomentTest.f((rho + 0.5) * (rho + 0.5) / variance, 1, groups - 1.0);
    }

    static MomentTest none() {
        return new MomentTest(Double.NaN, 1, Double.POSITIVE_INFINITY, Double.NaN);
    }

    private static boolean neighbors(int[] first, int i) {
        return first[i] == first[i - 1] + 1;
    }

    private static double[] differences(double[] v, int[] first) {
        double[] out = new double[first.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = v[first[i]] - v[first[i] - 1];
        }
        return out;
    }

    /**
     * Correlation between units.
     *
     * @param cd Pesaran's statistic, normal
     * @param lm Breusch and Pagan's sum, chi-squared
     * @param pairs pairs of units with two periods in common
     * @param average mean correlation
     */
    record Dependence(double cd, double lm, long pairs, double average) {}

    /** Pairwise correlations over common periods. Cost: units squared times periods. */
    static Dependence dependence(double[] e, PanelRows rows) {
        int n = rows.units();
        int t = rows.periods();
        double[][] grid = new double[n][t];
        for (double[] unit : grid) {
            java.util.Arrays.fill(unit, Double.NaN);
        }
        for (int i = 0; i < e.length; i++) {
            grid[rows.unit()[i]][rows.period()[i]] = e[i];
        }
        double cd = 0;
        double lm = 0;
        double sum = 0;
        long pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                int common = 0;
                double meanI = 0;
                double meanJ = 0;
                for (int s = 0; s < t; s++) {
                    if (!Double.isNaN(grid[i][s] + grid[j][s])) {
                        common++;
                        meanI += grid[i][s];
                        meanJ += grid[j][s];
                    }
                }
                if (common < 2) {
                    continue;
                }
                meanI /= common;
                meanJ /= common;
                double ii = 0;
                double jj = 0;
                double ij = 0;
                for (int s = 0; s < t; s++) {
                    if (!Double.isNaN(grid[i][s] + grid[j][s])) {
                        ii += (grid[i][s] - meanI) * (grid[i][s] - meanI);
                        jj += (grid[j][s] - meanJ) * (grid[j][s] - meanJ);
                        ij += (grid[i][s] - meanI) * (grid[j][s] - meanJ);
                    }
                }
                double rho = ij / Math.sqrt(ii) / Math.sqrt(jj);
                if (!Double.isNaN(rho)) {
                    pairs++;
                    sum += rho;
                    cd += Math.sqrt(common) * rho;
                    lm += common * rho * rho;
                }
            }
        }
        return new Dependence(cd / Math.sqrt(pairs), lm, pairs, sum / pairs);
    }
}
