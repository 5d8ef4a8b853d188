package org.overhang.regress;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;
import org.overhang.core.math.CrossMath;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.Scores;
import org.overhang.regress.absorb.SlopeAbsorber;

/** Diagonal of the projection on effects and regressors together. */
final class Leverage {
    private static final int MOST_LEVELS = 4_000;
    private static final double FULL = 1 - 1e-10;
    private static final double DEPENDENT = 1e-18;

    private Leverage() {}

    /** Leverage of each row; NaN where it is 1, since the row's own residual is then zero whatever its outcome. */
    static double[] of(Scores given) {
        Scores s = given.wellConditioned();
        int n = s.rows();
        double[] h = effects(s.sample().effects(), s.weights(), n);
        double[][] x = s.x();
        Parallel.forBlocks(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                double sum = 0;
                for (int p = 0; p < x.length; p++) {
                    for (int q = 0; q < x.length; q++) {
                        sum += x[p][i] * s.bread()[p][q] * x[q][i];
                    }
                }
                h[i] += (s.weights() == null ? 1 : s.weights()[i]) * sum;
                h[i] = h[i] < FULL ? h[i] : Double.NaN;
            }
        });
        return h;
    }

    /** What HC2 to HC5 divide the squared residual by. */
    static double[] divisors(Covariance.Kind kind, double[] h) {
        double mean =
                Arrays.stream(h).map(v -> Double.isNaN(v) ? 1 : v).average().orElse(1);
        double largest =
                Arrays.stream(h).map(v -> Double.isNaN(v) ? 1 : v).max().orElse(0);
        double[] out = new double[h.length];
        for (int i = 0; i < h.length; i++) {
            double ratio = h[i] / mean;
            double delta = switch (kind) {
                case HC2 -> 1;
                case HC3 -> 2;
                case HC4 -> Math.min(4, ratio);
                case HC4M -> Math.min(1, ratio) + Math.min(1.5, ratio);
                case HC5 -> Math.min(ratio, Math.max(4, 0.7 * largest / mean)) / 2;
                default -> 0;
            };
            out[i] = FastMath.pow(1 - h[i], delta);
        }
        return out;
    }

    private static double[] effects(EffectSet effects, double @Nullable [] w, int n) {
        double[] h = new double[n];
        if (effects.size() == 0) {
            return h;
        }
        boolean[] big = new boolean[effects.size()];
        big[largest(effects)] = true;
        double[][] basis = basis(effects, big, n);
        SlopeAbsorber first = absorber(effects, big, w);
        double[] own = first.diagonal();
        System.arraycopy(own, 0, h, 0, n);
        if (basis.length == 0) {
            return h;
        }
        double[] raw = new double[basis.length];
        for (int j = 0; j < raw.length; j++) {
            raw[j] = CrossMath.squares(basis[j], w);
        }
        addProjection(first.absorb(basis, 1e-12, true).columns(), raw, w, h);
        return h;
    }

    private static int largest(EffectSet effects) {
        int best = 0;
        for (int e = 1; e < effects.size(); e++) {
            best = effects.parameters(e) > effects.parameters(best) ? e : best;
        }
        return best;
    }

    /** An orthonormal basis of what the effects span beyond those passed over. */
    static double[][] orthonormal(EffectSet effects, boolean[] passed, double @Nullable [] w, int n) {
        double[][] columns = basis(effects, passed, n);
        double[] raw = new double[columns.length];
        for (int j = 0; j < raw.length; j++) {
            raw[j] = CrossMath.squares(columns[j], w);
        }
        if (columns.length > 0 && IntStream.range(0, passed.length).anyMatch(e -> passed[e])) {
            columns = absorber(effects, passed, w).absorb(columns, 1e-12, true).columns();
        }
        addProjection(columns, raw, w, new double[n]);
        return Arrays.stream(columns).filter(c -> CrossMath.squares(c, w) > 0).toArray(double[][]::new);
    }

    private static SlopeAbsorber absorber(EffectSet effects, boolean[] chosen, double @Nullable [] w) {
        int[] at = IntStream.range(0, chosen.length).filter(e -> chosen[e]).toArray();
        boolean[] level = new boolean[at.length];
        for (int i = 0; i < at.length; i++) {
            level[i] = effects.level()[at[i]];
        }
        SlopeAbsorber out = new SlopeAbsorber(
                Arrays.stream(at).mapToObj(e -> effects.codes()[e]).toArray(int[][]::new),
                Arrays.stream(at).map(e -> effects.counts()[e]).toArray(),
                Arrays.stream(at).mapToObj(e -> effects.slopes()[e]).toArray(double[][][]::new),
                level);
        out.weigh(w);
        return out;
    }

    /** Dummies and slopes of all effects but those passed over. */
    private static double[][] basis(EffectSet effects, boolean[] passed, int n) {
        long columns = 0;
        for (int e = 0; e < effects.size(); e++) {
            columns += passed[e] ? 0 : effects.parameters(e);
        }
        if (columns > MOST_LEVELS || columns * n > 200_000_000L) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "HC2 to HC5, CR2 and CR3 need the leverage of every row, which takes at most " + MOST_LEVELS
                            + " levels beside the largest effect and 200 million cells, but there are " + columns
                            + " levels and " + n + " rows. Use HC1 or a clustered covariance.");
        }
        double[][] out = new double[(int) columns][n];
        int at = 0;
        for (int e = 0; e < effects.size(); e++) {
            if (passed[e]) {
                continue;
            }
            int[] codes = effects.codes()[e];
            for (int j = effects.level()[e] ? -1 : 0; j < effects.slopes()[e].length; j++) {
                for (int i = 0; i < n; i++) {
                    out[at + codes[i]][i] = j < 0 ? 1 : effects.slopes()[e][j][i];
                }
                at += effects.counts()[e];
            }
        }
        return out;
    }

    /** Orthonormalizes columns one by one and adds the squares of each; columns that earlier ones explain add nothing. */
    private static void addProjection(double[][] columns, double[] raw, double @Nullable [] w, double[] h) {
        for (int j = 0; j < columns.length; j++) {
            double[] c = columns[j];
            double left = 0;
            for (int twice = 0; twice < 2; twice++) {
                for (int i = 0; i < j; i++) {
                    subtract(columns[i], c, w);
                }
                left = CrossMath.squares(c, w);
            }
            double scale = left > DEPENDENT * raw[j] ? 1 / Math.sqrt(left) : 0;
            for (int i = 0; i < c.length; i++) {
                c[i] *= scale;
                h[i] += (w == null ? 1 : w[i]) * c[i] * c[i];
            }
        }
    }

    private static void subtract(double[] unit, double[] from, double @Nullable [] w) {
        double dot = Parallel.sum(unit.length, (a, b) -> {
            double s = 0;
            for (int i = a; i < b; i++) {
                s += (w == null ? 1 : w[i]) * unit[i] * from[i];
            }
            return s;
        });
        if (dot != 0) {
            for (int i = 0; i < from.length; i++) {
                from[i] -= dot * unit[i];
            }
        }
    }
}
