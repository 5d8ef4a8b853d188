package org.overhang.regress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;

/** First-stage, rank, over-identification and Anderson–Rubin statistics. */
final class WeakMath {
    private static final int GRID = 4_000;

    private final Instrumented in;
    private final int n;
    private final int m;
    private final int instruments;
    /** Degrees of freedom after instruments, included regressors and all effects. */
    private final double free;
    /** The same under the clusters: effects nested in them are not counted. */
    private final double clusterFree;

    private final int[][] clusters;
    private final int least;
    private final boolean robust;
    private final double[][] z;
    private final double[][] endog;
    private final double[] y;
    private final double[][] qzz;
    private final double[][] qzzInverse;
    private final double[][] pi;
    private final double[][] v;

    WeakMath(Instrumented in, int effects, int clusterEffects, int[][] clusters, int least, boolean robust) {
        this.in = in;
        this.clusters = clusters;
        this.least = least;
        this.robust = robust;
        n = in.y().length;
        m = in.endogenous().length;
        instruments = in.z().length;
        int l = instruments + in.x().length;
        free = n - l - effects;
        clusterFree = n - l - clusterEffects;
        z = InstrumentMath.residuals(in.z(), in.x());
        endog = InstrumentMath.residuals(in.endogenous(), in.x());
        y = InstrumentMath.residuals(new double[][] {in.y()}, in.x())[0];
        qzz = CrossMath.products(z, z, null);
        qzzInverse = Dense.inverse(qzz);
        pi = Dense.multiply(qzzInverse, CrossMath.products(z, endog, null));
        v = InstrumentMath.residuals(endog, z);
    }

    private double correction() {
        return clusters.length == 0 ? n / free : least / (least - 1.0) * (n - 1) / clusterFree;
    }

    private double[][] scores(double[] by) {
        double[][] out = new double[instruments][n];
        for (int j = 0; j < instruments; j++) {
            for (int i = 0; i < n; i++) {
                out[j][i] = z[j][i] * by[i];
            }
        }
        return out;
    }

    private double[][] meat(double[] residual) {
        return CovarianceMath.meat(scores(residual), clusters);
    }

    private double[] pi(int j) {
        double[] out = new double[instruments];
        for (int i = 0; i < instruments; i++) {
            out[i] = pi[i][j];
        }
        return out;
    }

    List<WeakInstruments.FirstStage> firstStages() {
        List<WeakInstruments.FirstStage> out = new ArrayList<>();
        for (int j = 0; j < m; j++) {
            double[] b = pi(j);
            double explained = Dense.dot(b, Dense.multiply(qzz, b));
            double left = CrossMath.squares(v[j], null);
            double f = explained / instruments / (left / free);
            double robustF = f;
            double[][] s = Dense.scaled(qzz, left / free);
            if (robust) {
                s = Dense.scaled(meat(v[j]), correction());
                double[][] variance = Dense.sandwich(qzzInverse, s);
                double[][] inverse = Dense.inverse(variance);
                robustF = inverse.length == 0 ? Double.NaN : Dense.dot(b, Dense.multiply(inverse, b)) / instruments;
            }
            double trace = 0;
            double[][] product = Dense.multiply(s, qzzInverse);
            for (int i = 0; i < instruments; i++) {
                trace += product[i][i];
            }
            double r2 = 1 - left / CrossMath.squares(endog[j], null);
            out.add(new WeakInstruments.FirstStage(
                    in.endogenousNames().get(j), f, robustF, m == 1 ? explained / trace : Double.NaN, r2));
        }
        return out;
    }

    double craggDonald() {
        double[][] half =
                Dense.mapEigenvalues(Dense.scaled(CrossMath.products(v, v, null), 1 / free), d -> 1 / Math.sqrt(d));
        double[][] explained = Dense.sandwich(Dense.transpose(pi), qzz);
        return Dense.smallestEigenvalue(Dense.sandwich(half, explained)) / instruments;
    }

    /** Kleibergen and Paap's rank statistic; residuals under the null (LM) or of the first stage (Wald). */
    double kleibergenPaap(boolean wald) {
        double[][] r = wald ? v : endog;
        double[][] f = Dense.transpose(inverseUpper(Dense.scaled(qzz, 1.0 / n)));
        double[][] g = Dense.transpose(inverseUpper(Dense.scaled(CrossMath.products(r, r, null), 1.0 / n)));
        double[][] theta = Dense.multiply(
                Dense.multiply(f, Dense.scaled(CrossMath.products(z, endog, null), 1.0 / n)), Dense.transpose(g));
        double[][][] ends = complement(theta);
        double[][] a = ends[0];
        double[][] b = ends[1];
        double[][] lambdaMatrix = Dense.multiply(Dense.multiply(Dense.transpose(a), theta), b);
        double[] lambda = new double[lambdaMatrix.length];
        for (int i = 0; i < lambda.length; i++) {
            lambda[i] = lambdaMatrix[i][0];
        }
        double[][] all = new double[0][];
        for (int j = 0; j < m; j++) {
            all = Dense.joined(all, scores(r[j]));
        }
        double[][] s = robust
                ? Dense.scaled(CovarianceMath.meat(all, clusters), 1.0 / n)
                : kronecker(Dense.scaled(CrossMath.products(r, r, null), 1.0 / n), Dense.scaled(qzz, 1.0 / n));
        double[][] transform = Dense.multiply(kronecker(Dense.transpose(b), Dense.transpose(a)), kronecker(g, f));
        double[][] variance = Dense.inverse(Dense.sandwich(transform, s));
        return variance.length == 0 ? Double.NaN : n * Dense.dot(lambda, Dense.multiply(variance, lambda));
    }

    double kleibergenPaapF() {
        double wald = kleibergenPaap(true);
        return clusters.length == 0
                ? wald / n * free / instruments
                : wald / (n - 1) * clusterFree * (least - 1.0) / least / instruments;
    }

    private static double[][] inverseUpper(double[][] a) {
        double[][] l = Dense.cholesky(a, 0);
        int k = a.length;
        double[][] out = new double[k][k];
        for (int c = 0; c < k; c++) {
            for (int i = c; i < k; i++) {
                double s = i == c ? 1 : 0;
                for (int j = c; j < i; j++) {
                    s -= l[i][j] * out[j][c];
                }
                out[i][c] = s / l[i][i];
            }
        }
        return Dense.transpose(out);
    }

    /** Orthogonal complements of the leading m − 1 singular directions. */
    private double[][][] complement(double[][] theta) {
        double[][] right = new double[m][m];
        double[][] left = new double[instruments][instruments];
        SingularValueDecomposition small = new SingularValueDecomposition(new Array2DRowRealMatrix(theta, false));
        double[][] vs = small.getV().getData();
        double[][] us = small.getU().getData();
        for (int i = 0; i < m; i++) {
            System.arraycopy(vs[i], 0, right[i], 0, m);
        }
        double[][] basis = new double[instruments][];
        int used = 0;
        for (int j = 0; j < m; j++) {
            double[] column = new double[instruments];
            for (int i = 0; i < instruments; i++) {
                column[i] = us[i][j];
            }
            basis[used++] = column;
        }
        for (int e = 0; e < instruments && used < instruments; e++) {
            double[] column = new double[instruments];
            column[e] = 1;
            for (int twice = 0; twice < 2; twice++) {
                for (int j = 0; j < used; j++) {
                    double dot = Dense.dot(basis[j], column);
                    for (int i = 0; i < instruments; i++) {
                        column[i] -= dot * basis[j][i];
                    }
                }
            }
            double norm = Math.sqrt(Dense.dot(column, column));
            if (norm > 0.5 / instruments) {
                for (int i = 0; i < instruments; i++) {
                    column[i] /= norm;
                }
                basis[used++] = column;
            }
        }
        for (int j = 0; j < instruments; j++) {
            for (int i = 0; i < instruments; i++) {
                left[i][j] = basis[j][i];
            }
        }
        return new double[][][] {tail(left, m - 1), tail(right, m - 1)};
    }

    /** Columns from {@code from} on: any basis of their space gives the same statistic. */
    private static double[][] tail(double[][] u, int from) {
        int k = u.length;
        double[][] out = new double[k][k - from];
        for (int i = 0; i < k; i++) {
            System.arraycopy(u[i], from, out[i], 0, k - from);
        }
        return out;
    }

    private static double[][] kronecker(double[][] a, double[][] b) {
        double[][] out = new double[a.length * b.length][a[0].length * b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    for (int l = 0; l < b[0].length; l++) {
                        out[i * b.length + k][j * b[0].length + l] = a[i][j] * b[k][l];
                    }
                }
            }
        }
        return out;
    }

    double sargan(double[] u) {
        double[][] first = Dense.joined(in.z(), in.x());
        double[] left = InstrumentMath.residuals(new double[][] {u}, first)[0];
        double all = CrossMath.squares(u, null);
        return n * (all - CrossMath.squares(left, null)) / all;
    }

    /** J of two-step GMM, weights from the two-stage residuals. */
    double hansen(double[] u) {
        double[][] a = Dense.joined(in.z(), in.x());
        double[][] w = Dense.joined(in.endogenous(), in.x());
        double[][] e = new double[a.length][n];
        for (int j = 0; j < a.length; j++) {
            for (int i = 0; i < n; i++) {
                e[j][i] = a[j][i] * u[i];
            }
        }
        double[][] inverse = Dense.inverse(CovarianceMath.meat(e, clusters));
        if (inverse.length == 0) {
            return Double.NaN;
        }
        double[][] cross = CrossMath.products(a, w, null);
        double[] moment = CrossMath.products(a, in.y(), null);
        double[][] bread = Dense.inverse(Dense.sandwich(Dense.transpose(cross), inverse));
        double[] b = Dense.multiply(bread, Dense.multiply(Dense.transpose(cross), Dense.multiply(inverse, moment)));
        double[] g = CrossMath.products(a, CrossMath.residuals(in.y(), w, b), null);
        return Dense.dot(g, Dense.multiply(inverse, g));
    }

    /** F test of the first-stage residuals added to least squares; numerator m, denominator returned second. */
    double[] wuHausman() {
        double[][] w = Dense.joined(in.endogenous(), in.x());
        double[][] hat = InstrumentMath.residuals(in.endogenous(), Dense.joined(in.z(), in.x()));
        double[][] outcome = {in.y()};
        double without = CrossMath.squares(InstrumentMath.residuals(outcome, w)[0], null);
        double with = CrossMath.squares(InstrumentMath.residuals(outcome, Dense.joined(w, hat))[0], null);
        double degrees = free + instruments - 2 * m;
        return new double[] {(without - with) / m / (with / degrees), degrees};
    }

    /** Values of each instrumented coefficient that the test does not reject. */
    List<AndersonRubinSet> andersonRubin(double level, double[] estimate) {
        List<AndersonRubinSet> out = new ArrayList<>();
        for (int j = 0; j < m; j++) {
            List<CoefficientEstimate.Range> ranges =
                    robust && m == 1 ? robustSet(level, estimate[0]) : projected(j, level);
            out.add(AndersonRubinSet.of(in.endogenousNames().get(j), ranges, level));
        }
        return out;
    }

    /** The iid set is a quadric; its shadow on one coefficient is an interval, two rays, the line or nothing. */
    private List<CoefficientEstimate.Range> projected(int j, double level) {
        double critical = InferenceMath.fQuantile(level, instruments, free) * instruments / free;
        double[][] all = Dense.joined(endog, new double[][] {y});
        double[][] left = InstrumentMath.residuals(all, z);
        double[][] total = CrossMath.products(all, all, null);
        double[][] unexplained = CrossMath.products(left, left, null);
        // explained − critical · unexplained, with rows and columns Y then y.
        double[][] q = Dense.sum(total, unexplained, -(1 + critical));
        int[] rest = new int[m - 1];
        for (int i = 0, at = 0; i < m; i++) {
            if (i != j) {
                rest[at++] = i;
            }
        }
        int[] kept = {j, m};
        double[][] a = Dense.pick(q, kept, kept);
        if (rest.length > 0) {
            double[][] inverse = Dense.inverse(Dense.pick(q, rest, rest));
            if (inverse.length == 0) {
                return List.of(line(level));
            }
            double[][] cross = Dense.pick(q, kept, rest);
            a = Dense.sum(a, Dense.sandwich(cross, inverse), -1);
        }
        return quadratic(a[0][0], -2 * a[0][1], a[1][1], level);
    }

    private static CoefficientEstimate.Range line(double level) {
        return new CoefficientEstimate.Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
    }

    /** Where {@code a b² + c1 b + c0 ≤ 0}. */
    private static List<CoefficientEstimate.Range> quadratic(double a, double c1, double c0, double level) {
        double d = c1 * c1 - 4 * a * c0;
        if (d < 0) {
            return a < 0 ? List.of(line(level)) : List.of();
        }
        double root = Math.sqrt(d);
        double q = -0.5 * (c1 + Math.copySign(root, c1));
        double one = q / a;
        double two = q == 0 ? one : c0 / q;
        double low = Math.min(one, two);
        double high = Math.max(one, two);
        return a > 0
                ? List.of(new CoefficientEstimate.Range(low, high, level))
                : List.of(
                        new CoefficientEstimate.Range(Double.NEGATIVE_INFINITY, low, level),
                        new CoefficientEstimate.Range(high, Double.POSITIVE_INFINITY, level));
    }

    /** The robust statistic at any value costs nothing once its parts are known; roots between the points of a circle. */
    private List<CoefficientEstimate.Range> robustSet(double level, double centre) {
        DoubleUnaryOperator excess = robustStatistic(level);
        double scale = Math.sqrt(CrossMath.squares(y, null) / CrossMath.squares(endog[0], null));
        double[] at = new double[GRID + 1];
        boolean[] inside = new boolean[GRID + 1];
        for (int i = 0; i <= GRID; i++) {
            double angle = Math.PI * (i + 0.5) / (GRID + 1) - Math.PI / 2;
            at[i] = centre + scale * FastMath.tan(angle);
            inside[i] = excess.applyAsDouble(at[i]) <= 0;
        }
        List<CoefficientEstimate.Range> out = new ArrayList<>();
        double from = inside[0] ? Double.NEGATIVE_INFINITY : Double.NaN;
        for (int i = 1; i <= GRID; i++) {
            if (inside[i] == inside[i - 1]) {
                continue;
            }
            double root = bisect(excess, at[i - 1], at[i]);
            if (inside[i]) {
                from = root;
            } else {
                out.add(new CoefficientEstimate.Range(from, root, level));
                from = Double.NaN;
            }
        }
        if (inside[GRID]) {
            out.add(new CoefficientEstimate.Range(from, Double.POSITIVE_INFINITY, level));
        }
        return out;
    }

    private static double bisect(DoubleUnaryOperator f, double a, double b) {
        double low = a;
        double high = b;
        boolean lowInside = f.applyAsDouble(a) <= 0;
        for (int i = 0; i < 200; i++) {
            double mid = low + (high - low) / 2;
            if (mid == low || mid == high) {
                break;
            }
            if ((f.applyAsDouble(mid) <= 0) == lowInside) {
                low = mid;
            } else {
                high = mid;
            }
        }
        return low + (high - low) / 2;
    }

    /** {@code F(b) − critical}: the reduced form of {@code y − bY} on the instruments, robust covariance at its residuals. */
    private DoubleUnaryOperator robustStatistic(double level) {
        double critical = InferenceMath.fQuantile(level, instruments, clusters.length == 0 ? free : least - 1.0);
        double[] dy = Dense.multiply(qzzInverse, CrossMath.products(z, y, null));
        double[] de = pi(0);
        double[] ry = InstrumentMath.residuals(new double[][] {y}, z)[0];
        double[][] both = Dense.joined(scores(ry), scores(v[0]));
        double[][] s = CovarianceMath.meat(both, clusters);
        int k = instruments;
        double factor = correction();
        return b -> {
            double[][] meat = new double[k][k];
            double[] d = new double[k];
            for (int i = 0; i < k; i++) {
                d[i] = dy[i] - b * de[i];
                for (int j = 0; j < k; j++) {
                    meat[i][j] = factor * (s[i][j] - b * (s[i][k + j] + s[k + i][j]) + b * b * s[k + i][k + j]);
                }
            }
            double[][] inverse = Dense.inverse(Dense.sandwich(qzzInverse, meat));
            return inverse.length == 0
                    ? Double.POSITIVE_INFINITY
                    : Dense.dot(d, Dense.multiply(inverse, d)) / k - critical;
        };
    }
}
