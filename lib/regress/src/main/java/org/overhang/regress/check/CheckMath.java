package org.overhang.regress.check;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Factorization;
import org.overhang.core.math.SmallLeastSquares;
import org.overhang.regress.MomentTest;

/** Auxiliary regressions of residuals. */
final class CheckMath {
    private CheckMath() {}

    /** Columns that are not explained by those before them. */
    static double[][] independent(List<double[]> columns) {
        double[][] all = columns.toArray(double[][]::new);
        return java.util.Arrays.stream(Factorization.of(all, null).kept())
                .mapToObj(j -> all[j])
                .toArray(double[][]::new);
    }

    static double[] squares(double[] e) {
        return java.util.Arrays.stream(e).map(v -> v * v).toArray();
    }

    private static double about(double[] v) {
        double mean = CrossMath.sum(v, null) / v.length;
        double s = 0;
        for (double a : v) {
            s += (a - mean) * (a - mean);
        }
        return s;
    }

    /** {@code n R²} of a variable on columns, the first a constant; none if the columns leave no row over. */
    static MomentTest lagrange(double[] v, double[][] columns) {
        if (columns.length < 2 || v.length <= columns.length) {
            return new MomentTest(Double.NaN, Math.max(0, columns.length - 1.0), Double.POSITIVE_INFINITY, Double.NaN);
        }
        double r2 = 1 - SmallLeastSquares.of(v, columns).rss() / about(v);
        return MomentTest.chiSquared(v.length * r2, columns.length - 1.0);
    }

    /** The same form for residuals, whose mean is zero already: the total is not about the mean. */
    static MomentTest serial(double[] e, double[][] columns, int order) {
        if (e.length <= columns.length) {
            return new MomentTest(Double.NaN, order, Double.POSITIVE_INFINITY, Double.NaN);
        }
        double r2 = 1 - SmallLeastSquares.of(e, columns).rss() / CrossMath.squares(e, null);
        return MomentTest.chiSquared(e.length * r2, order);
    }

    /** F of powers of the fitted values beside the regressors. */
    static MomentTest reset(double[] y, double[][] x, SmallLeastSquares fit) {
        double[] fitted = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            fitted[i] = y[i] - fit.residuals()[i];
        }
        List<double[]> columns = new ArrayList<>(List.of(x));
        for (int power = 2; power <= 3; power++) {
            double[] column = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                column[i] = power == 2 ? fitted[i] * fitted[i] : fitted[i] * fitted[i] * fitted[i];
            }
            columns.add(column);
        }
        double[][] all = independent(columns);
        int more = all.length - x.length;
        int rest = y.length - all.length;
        if (more < 1 || rest < 1) {
            return new MomentTest(Double.NaN, more, rest, Double.NaN);
        }
        double rss = SmallLeastSquares.of(y, all).rss();
        return MomentTest.f((fit.rss() - rss) / more / (rss / rest), more, rest);
    }

    /** White's columns: constant, regressors, their squares and products; repeated ones are left out. */
    static double[][] white(double[][] x) {
        List<double[]> columns = new ArrayList<>(List.of(x));
        for (int a = 1; a < x.length; a++) {
            for (int b = a; b < x.length; b++) {
                double[] product = new double[x[a].length];
                for (int i = 0; i < product.length; i++) {
                    product[i] = x[a][i] * x[b][i];
                }
                columns.add(product);
            }
        }
        return independent(columns);
    }

    /** How much the variance of a slope grows by what the other regressors share with its own. */
    static double inflation(double[][] x, int at) {
        double[][] others = new double[x.length - 1][];
        for (int j = 0, to = 0; j < x.length; j++) {
            if (j != at) {
                others[to++] = x[j];
            }
        }
        return about(x[at]) / SmallLeastSquares.of(x[at], others).rss();
    }

    /** Neighbors in time: the residual of the period before, zero where there is none. */
    static double[] lagged(double[] e, long[] when, long step) {
        double[] out = new double[e.length];
        for (int i = 1; i < e.length; i++) {
            out[i] = when[i] - when[i - 1] == step ? e[i - 1] : 0;
        }
        return out;
    }

    /** Durbin and Watson's ratio over neighbors in time. */
    static double durbinWatson(double[] e, long[] when, long step) {
        double s = 0;
        for (int i = 1; i < e.length; i++) {
            s += when[i] - when[i - 1] == step ? (e[i] - e[i - 1]) * (e[i] - e[i - 1]) : 0;
        }
        return s / CrossMath.squares(e, null);
    }
}
