package org.overhang.capacity;

import org.overhang.core.Draws;
import org.overhang.core.Parallel;
import org.overhang.core.Seed;

/**
 * Verdicts on a series whose errors depend on one another: is there one more break, is a level below a target.
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
}
