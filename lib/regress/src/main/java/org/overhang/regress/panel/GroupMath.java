package org.overhang.regress.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.core.math.Factorization;
import org.overhang.core.math.SmallLeastSquares;

/** Regressions of single units or periods and what is made of them. */
final class GroupMath {
    private GroupMath() {}

    /** What stands beside the regressors in a unit's regression. */
    enum Extra {
        NONE,
        TREND
    }

    /**
     * Regressions that could be made.
     *
     * @param groups which groups
     * @param slopes coefficients by group: constant, regressors, further columns
     * @param rows rows used
     */
    record Each(int[] groups, double[][] slopes, int rows) {}

    /** Least squares in each group, with a constant, the regressors, a trend if asked for, and further columns. */
    static Each each(PanelRows rows, int[][] members, Extra extra, double[][] further) {
        List<Integer> groups = new ArrayList<>();
        List<double[]> slopes = new ArrayList<>();
        int used = 0;
        for (int g = 0; g < members.length; g++) {
            double[][] design = design(rows, members[g], extra, further);
            if (members[g].length > design.length
                    && Factorization.of(design, null).kept().length == design.length) {
                groups.add(g);
                slopes.add(SmallLeastSquares.of(PanelRows.pick(rows.y(), members[g]), design)
                        .beta());
                used += members[g].length;
            }
        }
        return new Each(groups.stream().mapToInt(Integer::intValue).toArray(), slopes.toArray(double[][]::new), used);
    }

    private static double[][] design(PanelRows rows, int[] member, Extra extra, double[][] further) {
        List<double[]> out = new ArrayList<>();
        out.add(SmallLeastSquares.constant(member.length));
        for (double[] x : rows.x()) {
            out.add(PanelRows.pick(x, member));
        }
        if (extra == Extra.TREND) {
            out.add(Arrays.stream(member).mapToDouble(i -> rows.at()[i] + 1).toArray());
        }
        for (double[] x : further) {
            out.add(PanelRows.pick(x, member));
        }
        return out.toArray(double[][]::new);
    }

    static double[] mean(double[][] slopes) {
        double[] out = new double[slopes[0].length];
        for (double[] b : slopes) {
            for (int k = 0; k < out.length; k++) {
                out[k] += b[k] / slopes.length;
            }
        }
        return out;
    }

    /** Covariance of the mean of slopes at these periods. */
    static double[][] overTime(double[][] slopes, double[] mean, int[] at, int lags) {
        int t = slopes.length;
        int k = mean.length;
        double[][] sum = new double[k][k];
        for (int s = 0; s < t; s++) {
            for (int r = s; r < t && at[r] - at[s] <= lags; r++) {
                double weight = 1 - (at[r] - at[s]) / (lags + 1.0);
                for (int a = 0; a < k; a++) {
                    for (int b = 0; b < k; b++) {
                        double product = (slopes[s][a] - mean[a]) * (slopes[r][b] - mean[b]);
                        sum[a][b] += weight * product;
                        sum[b][a] += r > s ? weight * product : 0;
                    }
                }
            }
        }
        return Dense.scaled(sum, 1 / (t * (t - 1.0)));
    }

    /** Means over units in each period, by row. */
    static double[][] averages(PanelRows rows) {
        double[][] columns = Dense.joined(new double[][] {rows.y()}, rows.x());
        double[][] out = new double[columns.length][rows.size()];
        int t = rows.periods();
        for (int c = 0; c < columns.length; c++) {
            double[] sum = new double[t];
            double[] size = new double[t];
            for (int i = 0; i < rows.size(); i++) {
                sum[rows.period()[i]] += columns[c][i];
                size[rows.period()[i]]++;
            }
            for (int i = 0; i < rows.size(); i++) {
                out[c][i] = sum[rows.period()[i]] / size[rows.period()[i]];
            }
        }
        return out;
    }

    /**
     * Slopes held equal over units.
     *
     * @param beta slopes
     * @param covariance from how the units' own slopes differ
     */
    record Pooled(double[] beta, double[][] covariance) {}

    /** Pesaran's pooled estimate after a constant, a trend if asked for, and the averages are taken out of each unit. */
    static Pooled pooled(PanelRows rows, int[][] members, Each each, Extra extra, double[][] averages) {
        int k = rows.x().length;
        double[][] xx = new double[k][k];
        double[] xy = new double[k];
        List<double[][]> products = new ArrayList<>();
        for (int g : each.groups()) {
            double[][] all = design(rows, members[g], extra, averages);
            double[][] x = Arrays.copyOfRange(all, 1, k + 1);
            double[][] others = Dense.joined(new double[][] {all[0]}, Arrays.copyOfRange(all, k + 1, all.length));
            double[][] left = new double[k][];
            for (int j = 0; j < k; j++) {
                left[j] = SmallLeastSquares.of(x[j], others).residuals();
            }
            double[][] cross = CrossMath.products(left, left, null);
            double[] with = CrossMath.products(left, PanelRows.pick(rows.y(), members[g]), null);
            products.add(cross);
            xx = Dense.sum(xx, cross, 1);
            for (int j = 0; j < k; j++) {
                xy[j] += with[j];
            }
        }
        double[][] bread = Dense.inverse(xx);
        double[][] own = Arrays.stream(each.slopes())
                .map(b -> Arrays.copyOfRange(b, 1, k + 1))
                .toArray(double[][]::new);
        double[] mean = mean(own);
        double[][] meat = new double[k][k];
        for (int g = 0; g < own.length; g++) {
            double[] gap = new double[k];
            for (int j = 0; j < k; j++) {
                gap[j] = own[g][j] - mean[j];
            }
            double[] moved = Dense.multiply(products.get(g), gap);
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                    meat[a][b] += moved[a] * moved[b];
                }
            }
        }
        double n = own.length;
        return new Pooled(Dense.multiply(bread, xy), Dense.scaled(Dense.sandwich(bread, meat), n / (n - 1)));
    }
}
