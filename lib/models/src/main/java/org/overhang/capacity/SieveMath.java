package org.overhang.capacity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.overhang.core.Draws;
import org.overhang.core.Parallel;
import org.overhang.core.Quantiles;
import org.overhang.core.Seed;

/**
 * Verdicts on a series whose errors depend on one another: is there one more break, is a level below a target, how far from a fitted
 * value may the truth lie.
 *
 * <p>Idea. Both verdicts compare a statistic with its distribution under the null, and that distribution is simulated from an
 * autoregression of order one (the shortest sieve) that the residuals themselves suggest. Least squares understates the
 * dependence of short series, by about {@code (1 + 3ρ)/n} for each mean that is estimated; a break test that
 * forgets this claims breaks in series that only wander. The estimate is therefore corrected upwards before anything is drawn.
 *
 * <p>Invariants. The residuals are those under the null, so a break that is there raises the estimated dependence and costs power,
 * never size. Both statistics are free of the level and the scale of the series. Each draw has a stream of its own: the
 * number of threads does not matter.
 *
 * <p>Why not moving blocks: blocks of {@code n^{1/3}} cut the dependence they should keep; on 135 quarters with ρ = 0.8 they
 * rejected nearly always. Why not a kernel: its limit law is far away at these lengths.
 *
 * <p>Cost: draws × n. Source: Bühlmann, Bernoulli 3 (1997), 123–148; the size of the correction is held by simulation
 * (GlutDatingTest).
 */
final class SieveMath {
    /** Above this a series of the lengths that come here cannot be told from one without a level. */
    private static final double MOST = 0.97;

    /** Series drawn for an interval, and how many of them, the most like the one observed, make it. */
    static final int SERIES = 4_000;

    private static final int ALIKE = 400;
    private static final Seed SEED = new Seed(1);

    private SieveMath() {}

    /** Dependence of neighboring residuals about the means of spans, corrected for the means; zero if it is negative. */
    static double persistence(double[] y, int[] changes) {
        double[] e = BreaksMath.residuals(y, changes);
        int[] ends = BreaksMath.ends(changes, y.length);
        double cross = 0;
        double squares = 0;
        for (int s = 0; s + 1 < ends.length; s++) {
            for (int t = ends[s] + 1; t < ends[s + 1]; t++) {
                cross += e[t] * e[t - 1];
                squares += e[t - 1] * e[t - 1];
            }
        }
        int means = ends.length - 1;
        double left = y.length - 3.0 * means;
        if (!(squares > 0) || left <= 0) {
            return squares > 0 ? MOST : 0;
        }
        double corrected = (y.length * (cross / squares) + means) / left;
        return Math.min(MOST, Math.max(0, corrected));
    }

    /** A stationary autoregression with unit shocks. */
    private static double[] drawn(double persistence, int n, Draws stream) {
        double[] e = new double[n];
        e[0] = stream.normal() / Math.sqrt(1 - persistence * persistence);
        for (int t = 1; t < n; t++) {
            e[t] = persistence * e[t - 1] + stream.normal();
        }
        return e;
    }

    /** Probability of a statistic at least as large if the levels between {@code changes} are all there are; 1 if it has no value. */
    static double largerP(double[] y, int[] changes, int draws, Seed seed, BreaksMath.Statistic statistic) {
        double found = statistic.of(y);
        if (Double.isNaN(found)) {
            return 1;
        }
        double persistence = persistence(y, changes);
        boolean[] above = new boolean[draws];
        Parallel.forEach(draws, b -> above[b] = statistic.of(drawn(persistence, y.length, seed.stream(b))) >= found);
        return share(above);
    }

    /**
     * Probability of a studentized mean at least as far below the target if the level of {@code y[from, to)} were the target; the
     * dependence is that of the whole series about its levels.
     */
    static double belowP(double[] y, int[] levels, int from, int to, double target, int draws, Seed seed) {
        double found = studentized(y, from, to, target);
        double estimate = persistence(y, levels);
        // A mean pays for dependence that is taken too low more than a break does: one standard error is added.
        double persistence = Math.min(MOST, estimate + Math.sqrt((1 - estimate * estimate) / Math.max(1, y.length)));
        boolean[] below = new boolean[draws];
        Parallel.forEach(draws, b -> {
            double[] e = drawn(persistence, to - from, seed.stream(b));
            below[b] = studentized(e, 0, e.length, 0) <= found;
        });
        return share(below);
    }

    private static double studentized(double[] y, int from, int to, double target) {
        double mean = 0;
        for (int t = from; t < to; t++) {
            mean += y[t];
        }
        mean /= to - from;
        double squares = 0;
        for (int t = from; t < to; t++) {
            squares += (y[t] - mean) * (y[t] - mean);
        }
        return mean == target ? 0 : (mean - target) / Math.sqrt(squares / (to - from - 1.0) / (to - from));
    }

    private static double share(boolean[] hits) {
        int count = 0;
        for (boolean hit : hits) {
            count += hit ? 1 : 0;
        }
        return (count + 1.0) / (hits.length + 1.0);
    }

    /** A drawn series: what its residuals say of dependence, and by how many classical standard errors each fitted value missed. */
    private record Missed(double dependence, double[] errors) {}

    /** A series of a given dependence. */
    private interface Drawing {
        Missed of(double dependence, Draws stream);
    }

    /**
     * By how many classical standard errors an interval of each fitted value must reach if the errors of the regression depend on one
     * another.
     *
     * <p>The classical error of a fitted value is wrong by a factor that the dependence ρ sets, and ρ is not known: short series understate
     * it, the more so the more trends are fitted. So all of it is drawn: ρ evenly from 0 to 0.99, errors with that ρ, the same regression of
     * them. Of these series the tenth whose residuals are as dependent as the residuals observed says how large the studentized misses
     * are. Nothing is plugged in, so a short series whose ρ could be anything gets the wide interval that it deserves.
     *
     * @param x regressors by column; they are held fixed
     * @param residuals the residuals observed
     */
    static double[] reach(double[][] x, double[] residuals, double level) {
        double[][] basis = basis(x);
        double[] zero = new double[residuals.length];
        return reach(dependence(residuals), 0.99, level, (rho, stream) -> {
            double[] e = drawn(rho, zero.length, stream);
            double[] errors = missed(basis, e, zero);
            return new Missed(dependence(e), errors);
        });
    }

    /**
     * The same for the regression of {@code y(t + ahead)} on {@code y(t) …}: its errors overlap, and its regressors are past values of what
     * they explain, so whole paths are drawn, from the first value observed, by first-order autoregressions with ρ evenly from 0 to 1. Each
     * has the level or drift that the series shows under that ρ.
     */
    static double[] reachAhead(double[] y, int ahead, int lags, double level) {
        int first = ahead + lags - 1;
        return reach(slope(y), 1, level, (rho, stream) -> {
            double constant = (y[y.length - 1] - rho * y[0] + (1 - rho) * between(y)) / (y.length - 1);
            double squares = 0;
            for (int t = 1; t < y.length; t++) {
                double shock = y[t] - rho * y[t - 1] - constant;
                squares += shock * shock;
            }
            double size = Math.sqrt(squares / (y.length - 2));
            double[] path = new double[y.length];
            path[0] = y[0];
            for (int t = 1; t < path.length; t++) {
                path[t] = constant + rho * path[t - 1] + size * stream.normal();
            }
            double weight = 1;
            double sum = 0;
            for (int j = 0; j < ahead; j++) {
                sum += weight;
                weight *= rho;
            }
            double[] truth = new double[path.length - first];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = weight * path[i + lags - 1] + constant * sum;
            }
            double[] left = Arrays.copyOfRange(path, first, path.length);
            return new Missed(slope(path), missed(basis(TrendMath.lagged(path, ahead, lags)), left, truth));
        });
    }

    private static double[] reach(double observed, double most, double level, Drawing drawing) {
        Missed[] all = new Missed[SERIES];
        Parallel.forEach(SERIES, b -> all[b] = drawing.of(most * (b + 0.5) / SERIES, SEED.stream(b)));
        Missed[] alike = IntStream.range(0, SERIES)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer b) -> Math.abs(all[b].dependence - observed))
                        .thenComparingInt(b -> b))
                .limit(ALIKE)
                .map(b -> all[b])
                .toArray(Missed[]::new);
        double[] out = new double[alike[0].errors.length];
        for (int i = 0; i < out.length; i++) {
            double[] sizes = new double[ALIKE];
            for (int b = 0; b < ALIKE; b++) {
                sizes[b] = Math.abs(alike[b].errors[i]);
            }
            Arrays.sort(sizes);
            out[i] = Quantiles.ofSorted(sizes, level);
        }
        return out;
    }

    /** Fitted values less the truth, over their classical standard errors; {@code left} becomes the residuals. */
    private static double[] missed(double[][] basis, double[] left, double[] truth) {
        int n = left.length;
        double[] fitted = new double[n];
        double[] leverage = new double[n];
        for (double[] column : basis) {
            double along = 0;
            for (int t = 0; t < n; t++) {
                along += column[t] * left[t];
            }
            for (int t = 0; t < n; t++) {
                fitted[t] += along * column[t];
                leverage[t] += column[t] * column[t];
            }
        }
        double squares = 0;
        for (int t = 0; t < n; t++) {
            left[t] -= fitted[t];
            squares += left[t] * left[t];
        }
        double variance = squares / (n - basis.length);
        for (int t = 0; t < n; t++) {
            fitted[t] = (fitted[t] - truth[t]) / Math.sqrt(variance * leverage[t]);
        }
        return fitted;
    }

    /** Orthonormal columns that span the regressors: Gram and Schmidt, twice for rounding. */
    private static double[][] basis(double[][] x) {
        double[][] out = new double[x.length][];
        for (int j = 0; j < x.length; j++) {
            out[j] = x[j].clone();
            for (int k = 0; k < 2 * j; k++) {
                double along = dot(out[k % j], out[j]);
                for (int t = 0; t < out[j].length; t++) {
                    out[j][t] -= along * out[k % j][t];
                }
            }
            double length = Math.sqrt(dot(out[j], out[j]));
            for (int t = 0; t < out[j].length; t++) {
                out[j][t] /= length;
            }
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += a[t] * b[t];
        }
        return sum;
    }

    /** First autocorrelation of residuals whose mean is zero. */
    private static double dependence(double[] e) {
        double cross = 0;
        double squares = e[0] * e[0];
        for (int t = 1; t < e.length; t++) {
            cross += e[t] * e[t - 1];
            squares += e[t] * e[t];
        }
        return squares > 0 ? cross / squares : 0;
    }

    /** Least-squares slope of a series on the value before. */
    private static double slope(double[] y) {
        int n = y.length - 1;
        double before = (y[0] + between(y)) / n;
        double after = (between(y) + y[n]) / n;
        double cross = 0;
        double squares = 0;
        for (int t = 1; t < y.length; t++) {
            cross += (y[t] - after) * (y[t - 1] - before);
            squares += (y[t - 1] - before) * (y[t - 1] - before);
        }
        return squares > 0 ? cross / squares : 0;
    }

    /** Sum of all values but the first and the last. */
    private static double between(double[] y) {
        double sum = 0;
        for (int t = 1; t + 1 < y.length; t++) {
            sum += y[t];
        }
        return sum;
    }
}
