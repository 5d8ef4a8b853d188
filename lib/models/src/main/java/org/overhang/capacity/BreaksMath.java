package org.overhang.capacity;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

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

    /** Where spans begin and end: a change of definition starts a new span, and no regime reaches across it. */
    static int[] ends(int[] changes, int n) {
        int[] ends = new int[changes.length + 2];
        System.arraycopy(changes, 0, ends, 1, changes.length);
        ends[ends.length - 1] = n;
        return ends;
    }

    /** How many breaks fit between changes of definition with segments of at least {@code least}. */
    static int room(int n, int least, int[] changes) {
        int[] ends = ends(changes, n);
        int room = 0;
        for (int s = 0; s + 1 < ends.length; s++) {
            room += Math.max(0, (ends[s + 1] - ends[s]) / least - 1);
        }
        return room;
    }

    /** Best dates for each number of breaks besides the changes of definition, spread over the spans between them. */
    static int[][] dates(double[] y, int least, int most, int[] changes) {
        if (changes.length == 0) {
            return dates(y, least, most);
        }
        int[] ends = ends(changes, y.length);
        int[][] best = {new int[0]};
        for (int s = 0; s + 1 < ends.length; s++) {
            int from = ends[s];
            double[] span = Arrays.copyOfRange(y, from, ends[s + 1]);
            int[][] own = dates(span, least, Math.max(0, Math.min(most, span.length / least - 1)));
            int[][] next = new int[Math.min(most, best.length + own.length - 2) + 1][];
            double[] cost = new double[next.length];
            for (int before = 0; before < best.length; before++) {
                for (int here = 0; here < own.length && before + here < next.length; here++) {
                    int[] joined = Arrays.copyOf(best[before], before + here);
                    for (int b = 0; b < here; b++) {
                        joined[before + b] = own[here][b] + from;
                    }
                    double total = squares(y, merged(joined, changes));
                    if (next[before + here] == null || total < cost[before + here]) {
                        next[before + here] = joined;
                        cost[before + here] = total;
                    }
                }
            }
            best = next;
        }
        return best;
    }

    /** Breaks and changes of definition together, in order. */
    static int[] merged(int[] dates, int[] changes) {
        return IntStream.concat(Arrays.stream(dates), Arrays.stream(changes))
                .sorted()
                .distinct()
                .toArray();
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

    /** Schwarz' criterion with a mean and a date counted for each break, a mean for each change of definition, and a variance. */
    static double bic(int n, double rss, int breaks, int changes) {
        return n * (StrictMath.log(2 * Math.PI) + StrictMath.log(rss / n) + 1)
                + (2.0 * (breaks + 1) + changes) * StrictMath.log(n);
    }

    /** F statistics of a break before each position that leaves a share {@code trim} of all observations to each side within its span. */
    static double[] fStatistics(double[] y, double trim, int[] changes) {
        int n = y.length;
        int apart = Math.max(1, (int) Math.floor(trim * n));
        Squares squares = new Squares(y);
        int[] ends = ends(changes, n);
        double none = 0;
        for (int s = 0; s + 1 < ends.length; s++) {
            none += squares.about(ends[s], ends[s + 1]);
        }
        DoubleStream.Builder out = DoubleStream.builder();
        for (int s = 0; s + 1 < ends.length; s++) {
            double span = squares.about(ends[s], ends[s + 1]);
            for (int cut = ends[s] + apart; cut <= ends[s + 1] - apart; cut++) {
                double with = none - span + squares.about(ends[s], cut) + squares.about(cut, ends[s + 1]);
                out.add((none - with) / (with / (n - 2 - changes.length)));
            }
        }
        return out.build().toArray();
    }

    /** The largest of them; NaN if the spans between changes of definition are too short for any. */
    static double supF(double[] y, double trim, int[] changes) {
        return Arrays.stream(fStatistics(y, trim, changes)).max().orElse(Double.NaN);
    }

    /** A statistic of a series that is large if there are breaks. */
    interface Statistic {
        double of(double[] y);
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
