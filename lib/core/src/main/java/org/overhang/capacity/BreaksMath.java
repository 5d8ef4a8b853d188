package org.overhang.capacity;

import java.util.Arrays;
import org.overhang.core.Draws;
import org.overhang.core.Parallel;
import org.overhang.core.Seed;

/** Breaks in the mean of a series: Bai and Perron's dynamic program, F statistics, CUSUM. */
final class BreaksMath {
    private BreaksMath() {}

    /** Sums of squares about segment means in constant time, after centering so that they do not cancel. */
    static final class Squares {
        private final double[] sum;
        private final double[] square;

        Squares(double[] y) {
            double mean = Arrays.stream(y).average().orElse(0);
            sum = new double[y.length + 1];
            square = new double[y.length + 1];
            for (int i = 0; i < y.length; i++) {
                double v = y[i] - mean;
                sum[i + 1] = sum[i] + v;
                square[i + 1] = square[i] + v * v;
            }
        }

        /** Of observations {@code from} (inclusive) to {@code to} (exclusive). */
        double about(int from, int to) {
            double s = sum[to] - sum[from];
            return Math.max(0, square[to] - square[from] - s * s / (to - from));
        }
    }

    /**
     * Best dates for each number of breaks.
     *
     * @param least fewest observations of a segment
     * @param most largest number of breaks
     * @return element m holds the m positions of the first observation of each new segment
     */
    static int[][] dates(double[] y, int least, int most) {
        int n = y.length;
        Squares squares = new Squares(y);
        double[][] cost = new double[most + 1][n + 1];
        int[][] from = new int[most + 1][n + 1];
        for (double[] row : cost) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        for (int end = least; end <= n; end++) {
            cost[0][end] = squares.about(0, end);
        }
        for (int m = 1; m <= most; m++) {
            for (int end = (m + 1) * least; end <= n; end++) {
                for (int cut = m * least; cut <= end - least; cut++) {
                    double total = cost[m - 1][cut] + squares.about(cut, end);
                    if (total < cost[m][end]) {
                        cost[m][end] = total;
                        from[m][end] = cut;
                    }
                }
            }
        }
        int[][] dates = new int[most + 1][];
        for (int m = 0; m <= most; m++) {
            dates[m] = new int[m];
            int end = n;
            for (int b = m; b >= 1; b--) {
                end = from[b][end];
                dates[m][b - 1] = end;
            }
        }
        return dates;
    }

    /** Residual sum of squares with these breaks. */
    static double squares(double[] y, int[] dates) {
        Squares squares = new Squares(y);
        double sum = 0;
        int from = 0;
        for (int date : dates) {
            sum += squares.about(from, date);
            from = date;
        }
        return sum + squares.about(from, y.length);
    }

    /** Schwarz' criterion with a mean, a date and a variance counted for each break more. */
    static double bic(int n, double rss, int breaks) {
        return n * (StrictMath.log(2 * Math.PI) + StrictMath.log(rss / n) + 1) + 2.0 * (breaks + 1) * StrictMath.log(n);
    }

    /** F statistics of a break before each position from {@code trim n} to the mirror of it, by observation count. */
    static double[] fStatistics(double[] y, int first, int last) {
        Squares squares = new Squares(y);
        int n = y.length;
        double none = squares.about(0, n);
        double[] out = new double[last - first + 1];
        for (int cut = first; cut <= last; cut++) {
            double with = squares.about(0, cut) + squares.about(cut, n);
            out[cut - first] = (none - with) / (with / (n - 2));
        }
        return out;
    }

    static double supF(double[] y, double trim) {
        return Arrays.stream(fStatistics(y, trim)).max().orElse(Double.NaN);
    }

    /** F statistics at the dates that the trimming leaves. */
    static double[] fStatistics(double[] y, double trim) {
        int first = Math.max(1, (int) Math.floor(trim * y.length));
        return fStatistics(y, first, y.length - first);
    }

    /** A statistic of a series that is large if there are breaks. */
    interface Statistic {
        double of(double[] y);
    }

    /** Share of series without a break, drawn in moving blocks, whose sup F is at least as large. */
    static double supFp(double[] y, double trim, int draws, Seed seed) {
        return bootstrapP(y, trim, draws, seed, series -> supF(series, trim));
    }

    /** Share of series without a break, drawn in moving blocks from the residuals about one break, whose statistic is at least as large. */
    static double bootstrapP(double[] y, double trim, int draws, Seed seed, Statistic statistic) {
        double found = statistic.of(y);
        int n = y.length;
        int[][] dates = dates(y, Math.max(2, (int) Math.floor(trim * n)), 1);
        double[] residuals = residuals(y, dates[1]);
        int block = (int) Math.ceil(StrictMath.cbrt(n));
        boolean[] above = new boolean[draws];
        Parallel.forEach(draws, b -> {
            Draws stream = seed.stream(b);
            double[] drawn = new double[n];
            for (int i = 0; i < n; i += block) {
                int start = stream.below(n - block + 1);
                System.arraycopy(residuals, start, drawn, i, Math.min(block, n - i));
            }
            above[b] = statistic.of(drawn) >= found;
        });
        int count = 0;
        for (boolean a : above) {
            count += a ? 1 : 0;
        }
        return (count + 1.0) / (draws + 1.0);
    }

    static double[] means(double[] y, int[] dates) {
        double[] means = new double[dates.length + 1];
        for (int s = 0; s < means.length; s++) {
            int from = s == 0 ? 0 : dates[s - 1];
            int to = s == dates.length ? y.length : dates[s];
            means[s] = Arrays.stream(y, from, to).average().orElse(Double.NaN);
        }
        return means;
    }

    static double[] residuals(double[] y, int[] dates) {
        double[] means = means(y, dates);
        double[] out = new double[y.length];
        for (int i = 0, s = 0; i < y.length; i++) {
            s += s < dates.length && i == dates[s] ? 1 : 0;
            out[i] = y[i] - means[s];
        }
        return out;
    }

    /** OLS-CUSUM: the largest |sum of residuals| over √n times their standard deviation. */
    static double cusum(double[] y) {
        double mean = Arrays.stream(y).average().orElse(0);
        double squares = 0;
        double sum = 0;
        double largest = 0;
        for (double v : y) {
            squares += (v - mean) * (v - mean);
            sum += v - mean;
            largest = Math.max(largest, Math.abs(sum));
        }
        return largest / Math.sqrt(squares / (y.length - 1) * y.length);
    }

    /** The distribution of the largest |Brownian bridge|. */
    static double cusumP(double statistic) {
        if (statistic < 0.1) {
            return 1;
        }
        double sum = 0;
        for (int i = 1; i <= 100; i++) {
            sum += (i % 2 == 1 ? 2 : -2) * StrictMath.exp(-2.0 * i * i * statistic * statistic);
        }
        return Math.min(1, Math.max(0, sum));
    }

    /**
     * Interval of a break date from the argmax of two Brownian motions with drift, as the positions of the last old observation.
     *
     * @param date first observation of the new regime
     * @param from first observation of the old segment
     * @param to one past the last of the new segment
     * @param lags lags of a Bartlett kernel for the variances, 0 for none
     */
    static int[] interval(double[] y, int from, int date, int to, int lags, double level) {
        double[] old = Arrays.copyOfRange(y, from, date);
        double[] young = Arrays.copyOfRange(y, date, to);
        double shift = Arrays.stream(young).average().orElse(0)
                - Arrays.stream(old).average().orElse(0);
        double before = longRunVariance(old, lags);
        double after = longRunVariance(young, lags);
        if (!(before > 0) || !(after > 0)) {
            return new int[] {date, date};
        }
        double scale = shift * shift / before;
        double ratio = after / before;
        double tail = (1 - level) / 2;
        double late = ArgmaxMath.quantile(ratio, 1 - tail);
        double early = ArgmaxMath.quantile(ratio, tail);
        return new int[] {(int) Math.floor(date - late / scale), (int) Math.ceil(date - early / scale)};
    }

    private static double longRunVariance(double[] y, int lags) {
        double mean = Arrays.stream(y).average().orElse(0);
        double sum = 0;
        for (int lag = 0; lag <= Math.min(lags, y.length - 1); lag++) {
            double product = 0;
            for (int i = lag; i < y.length; i++) {
                product += (y[i] - mean) * (y[i - lag] - mean);
            }
            sum += (lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0))) * product / y.length;
        }
        return sum;
    }
}
