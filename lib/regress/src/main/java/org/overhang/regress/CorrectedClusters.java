package org.overhang.regress;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.regress.absorb.Components;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.Scores;

/**
 * CR2 and CR3 with Satterthwaite's degrees, absorbed effects included.
 *
 * <p>The idea. With Q an orthonormal basis of all that is fitted ({@code Q'WQ = I}, {@code H = QQ'W}) the residuals of cluster g have
 * covariance {@code B_g = I − Q_gQ_g'W_g − W_gQ_gQ_g' + Q_g(Q'W²Q)Q_g'} under equal independent errors. CR2 multiplies them by the
 * symmetric root of its Moore–Penrose inverse, CR3 by {@code (I − H_gg)^{-1}}. Without weights {@code B_g = I − U U'}, U the rows of Q, whose functions
 * need only the eigenvalues of the smaller of UU' and U'U. Effects nested in clusters are then left out of Q: the corrected residuals stay
 * orthogonal to them, which changes nothing of CR2 and makes CR3 the jackknife that would otherwise not exist. With weights they stay in.
 * The degrees of {@code c'β} are {@code (Σ_g p_g'p_g)² / Σ_{gh} (p_g'p_h)²}, {@code p_g = (I − H)_g' A_g'W_gX_gMc}; only products of a
 * cluster's columns with Q are kept, never an n × n matrix.
 *
 * <p>Sources: the estimators of R's clubSandwich 0.5.8, which names Bell and McCaffrey and Pustejovsky and Tipton for them; its numbers and the
 * jackknife by hand are held by the tests. Invariant: clusters of one row give
 * HC2 and HC3. Cost: {@code Σ_g min(n_g, r)³ + n r²}, r the columns of Q; G² r for each degree.
 */
final class CorrectedClusters {
    /** Eigenvalues of {@code I − UU'} below are zero: the cluster's own rows decide something alone. */
    private static final double ZERO = 1e-10;

    private static final int MOST_ROWS = 2_000;

    private final Covariance.Leave how;
    private final Scores s;
    private final double[][] basis;
    private final double[][] squares;
    private final int[][] rows;
    private final String cluster;
    private final double[][][] own;
    private final double[][][] plain;
    private final double[][][] weighted;
    private final double[][] meat;

    CorrectedClusters(Covariance covariance, Scores s, int[] codes, int count) {
        how = covariance.leave;
        cluster = covariance.columns.get(0);
        this.s = s;
        double[] w = s.weights();
        if (Double.isNaN(s.rss())) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    how
                            + " needs least squares, but the regression is Poisson. Use the clusters without it, or the bootstrap.");
        }
        basis = basis(codes);
        squares = w == null
                ? new double[0][0]
                : CrossMath.products(
                        basis, basis, Arrays.stream(w).map(v -> v * v).toArray());
        rows = members(codes, count);
        int k = s.x().length;
        own = new double[count][][];
        plain = new double[count][][];
        weighted = new double[count][][];
        meat = new double[k][k];
        for (int g = 0; g < count; g++) {
            add(g);
        }
    }

    private static int[][] members(int[] codes, int count) {
        int[][] out = new int[count][];
        int[] size = new int[count];
        for (int c : codes) {
            size[c]++;
        }
        for (int g = 0; g < count; g++) {
            out[g] = new int[size[g]];
        }
        int[] at = new int[count];
        for (int i = 0; i < codes.length; i++) {
            out[codes[i]][at[codes[i]]++] = i;
        }
        return out;
    }

    /** An orthonormal basis of regressors and effects; of the effects not nested in clusters where there are no weights. */
    private double[][] basis(int[] codes) {
        EffectSet effects = s.sample().effects();
        boolean[] nested = new boolean[effects.size()];
        for (int e = 0; e < nested.length; e++) {
            nested[e] = s.weights() == null
                    && Components.nested(effects.codes()[e], effects.counts()[e], codes)
                    && effects.slopes()[e].length == 0;
        }
        double[][] other = Leverage.orthonormal(effects, nested, s.weights(), s.rows());
        double[][] own = CrossMath.combine(s.x(), Dense.mapEigenvalues(s.bread(), v -> Math.sqrt(Math.max(0, v))));
        double[][] all = Arrays.copyOf(other, other.length + own.length);
        System.arraycopy(own, 0, all, other.length, own.length);
        return all;
    }

    private void add(int g) {
        int[] at = rows[g];
        double[] w = s.weights();
        double[][] u = pick(basis, at);
        double[][] x = pick(s.x(), at);
        double[] wg =
                w == null ? null : Arrays.stream(at).mapToDouble(i -> w[i]).toArray();
        double[][] wx = wg == null ? x : times(x, wg);
        double[][] v = wg == null ? unweighted(u, x) : weighted(u, wx, wg);
        double[] residual = Arrays.stream(at)
                .mapToDouble(i -> w == null ? s.u()[i] : s.u()[i] / w[i])
                .toArray();
        double[] score = CrossMath.products(v, residual, null);
        for (int p = 0; p < score.length; p++) {
            for (int q = 0; q < score.length; q++) {
                meat[p][q] += score[p] * score[q];
            }
        }
        own[g] = CrossMath.products(v, v, null);
        plain[g] = CrossMath.products(u, v, null);
        weighted[g] = wg == null ? plain[g] : CrossMath.products(u, v, wg);
    }

    /** Columns {@code A_g X_g} by the eigenvalues of the smaller side. */
    private double[][] unweighted(double[][] u, double[][] x) {
        int n = x.length == 0 ? 0 : x[0].length;
        if (n <= u.length) {
            double[][] left = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    left[i][j] = i == j ? 1 : 0;
                    for (double[] c : u) {
                        left[i][j] -= c[i] * c[j];
                    }
                }
            }
            double[][] a = Dense.mapEigenvalues(left, this::power);
            return Arrays.stream(x).map(c -> Dense.multiply(a, c)).toArray(double[][]::new);
        }
        double[][] inner = Dense.mapEigenvalues(
                CrossMath.products(u, u, null),
                l -> l < ZERO ? (how == Covariance.Leave.CR2 ? 0.5 : 1) : (power(1 - l) - 1) / l);
        double[][] projected = Dense.multiply(inner, CrossMath.products(u, x, null));
        double[][] more = CrossMath.combine(u, projected);
        double[][] out = new double[x.length][n];
        for (int k = 0; k < x.length; k++) {
            for (int i = 0; i < n; i++) {
                out[k][i] = x[k][i] + more[k][i];
            }
        }
        return out;
    }

    /** What an eigenvalue of {@code I − H} becomes. */
    private double power(double left) {
        if (left < ZERO) {
            if (how == Covariance.Leave.CR3) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "CR3 leaves out each cluster in turn, but without one cluster of \"" + cluster
                                + "\" a regressor or effect is not identified. Use CR2.");
            }
            return 0;
        }
        return how == Covariance.Leave.CR2 ? 1 / Math.sqrt(left) : 1 / left;
    }

    /** Columns {@code A_g'W_gX_g}: CR2 by the covariance of the residuals, CR3 in units of the root of the weights. */
    private double[][] weighted(double[][] u, double[][] wx, double[] w) {
        int n = w.length;
        if (n > MOST_ROWS) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    how + " with weights needs clusters of at most " + MOST_ROWS + " rows, but one has " + n
                            + ". Leave the weights out, or use the clusters without it.");
        }
        double[] root = Arrays.stream(w).map(Math::sqrt).toArray();
        double[][] left = new double[n][n];
        double[][] spread = how == Covariance.Leave.CR2 ? CrossMath.combine(u, squares) : u;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double hat = 0;
                double square = 0;
                for (int r = 0; r < u.length; r++) {
                    hat += u[r][i] * u[r][j];
                    square += spread[r][i] * u[r][j];
                }
                left[i][j] = (i == j ? 1 : 0)
                        + (how == Covariance.Leave.CR2 ? square - hat * (w[i] + w[j]) : -hat * root[i] * root[j]);
            }
        }
        double[][] a = Dense.mapEigenvalues(left, this::power);
        return Arrays.stream(wx)
                .map(c -> how == Covariance.Leave.CR2
                        ? Dense.multiply(a, c)
                        : by(Dense.multiply(a, by(c, root, false)), root, true))
                .toArray(double[][]::new);
    }

    private static double[] by(double[] c, double[] root, boolean times) {
        return IntStream.range(0, c.length)
                .mapToDouble(i -> times ? c[i] * root[i] : c[i] / root[i])
                .toArray();
    }

    private static double[][] pick(double[][] columns, int[] at) {
        return Arrays.stream(columns)
                .map(c -> Arrays.stream(at).mapToDouble(i -> c[i]).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] times(double[][] columns, double[] w) {
        return Arrays.stream(columns).map(c -> by(c, w, true)).toArray(double[][]::new);
    }

    double[][] matrix() {
        return Dense.sandwich(s.bread(), meat);
    }

    /** Satterthwaite's degrees of a combination of coefficients. */
    double degrees(double[] combination) {
        double[] d = Dense.multiply(s.bread(), combination);
        double[][] gram = gram(List.of(d)).get(0);
        double trace = 0;
        double square = 0;
        for (int g = 0; g < gram.length; g++) {
            trace += gram[g][g];
            for (double v : gram[g]) {
                square += v * v;
            }
        }
        return trace * trace / square;
    }

    /** {@code p_g'p_h} of each direction. */
    private List<double[][]> gram(List<double[]> directions) {
        return directions.stream().map(d -> products(d, d)).toList();
    }

    private double[][] products(double[] d, double[] e) {
        int count = own.length;
        double[][] a = Arrays.stream(plain).map(m -> Dense.multiply(m, d)).toArray(double[][]::new);
        double[][] b = Arrays.stream(weighted).map(m -> Dense.multiply(m, d)).toArray(double[][]::new);
        double[][] c = Arrays.stream(plain).map(m -> Dense.multiply(m, e)).toArray(double[][]::new);
        double[][] f = Arrays.stream(weighted).map(m -> Dense.multiply(m, e)).toArray(double[][]::new);
        double[][] out = new double[count][count];
        for (int g = 0; g < count; g++) {
            double[] spread = squares.length == 0 ? a[g] : Dense.multiply(squares, a[g]);
            for (int h = 0; h < count; h++) {
                out[g][h] = Dense.dot(spread, c[h]) - Dense.dot(a[g], f[h]) - Dense.dot(b[g], c[h]);
            }
            out[g][g] += Dense.dot(d, Dense.multiply(own[g], e));
        }
        return out;
    }
}
