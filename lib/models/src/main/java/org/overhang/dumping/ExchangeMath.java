package org.overhang.dumping;

import java.util.Arrays;
import org.overhang.core.Batch;

/**
 * Exchange rates by day: the daily rate, or the mean of the forty business days before where the daily rate strays from it,
 * or the rate in force before a sustained rise was recognized.
 */
final class ExchangeMath {
    static final byte NONE = 0;
    static final byte DAILY = 1;
    static final byte BENCHMARK = 2;
    static final byte SUSTAINED = 3;
    private static final int WINDOW = 40;
    private static final int GAP = 7;
    private static final int WEEKS = 8;
    private static final int GRACE = 60;

    /** Rates of one currency over the days that have been tabulated. */
    record Series(int firstDay, double[] rate, byte[] source) {
        double at(int day) {
            int k = day - firstDay;
            return day == Batch.NO_DAY || k < 0 || k >= rate.length ? Double.NaN : rate[k];
        }

        byte sourceAt(int day) {
            int k = day - firstDay;
            return day == Batch.NO_DAY || k < 0 || k >= rate.length ? NONE : source[k];
        }
    }

    private ExchangeMath() {}

    /** Tabulates one currency; days ascending, one rate a day. */
    static Series series(int[] days, double[] rates, DumpingRules rules) {
        if (days.length == 0) {
            return new Series(0, new double[0], new byte[0]);
        }
        boolean next = rules.uses(Reading.NEXT_RATE);
        int first = next ? days[0] - GAP : days[0];
        int last = next ? days[days.length - 1] : days[days.length - 1] + GAP;
        double[] out = new double[last - first + 1];
        byte[] source = new byte[out.length];
        double[] benchmark = new double[out.length];
        Threshold stray = rules.threshold(Limit.RATE_FLUCTUATION);
        boolean useBenchmark = rules.uses(Practice.BENCHMARK_RATE);
        for (int k = 0; k < out.length; k++) {
            int day = first + k;
            double daily = next ? nextRate(days, rates, day) : earlierRate(days, rates, day);
            benchmark[k] = benchmark(days, rates, day);
            boolean strays = useBenchmark && stray.holds(Math.abs(daily - benchmark[k]) / benchmark[k]);
            out[k] = strays ? benchmark[k] : daily;
            source[k] = Double.isNaN(daily) ? NONE : strays ? BENCHMARK : DAILY;
        }
        if (rules.uses(Practice.SUSTAINED_MOVEMENT)) {
            sustain(days, rates, first, out, source, benchmark, rules.threshold(Limit.RATE_MOVEMENT));
        }
        return new Series(first, out, source);
    }

    private static double earlierRate(int[] days, double[] rates, int day) {
        int at = Arrays.binarySearch(days, day);
        int k = at >= 0 ? at : -at - 2;
        return k >= 0 && day - days[k] <= GAP ? rates[k] : Double.NaN;
    }

    private static double nextRate(int[] days, double[] rates, int day) {
        int at = Arrays.binarySearch(days, day);
        int k = at >= 0 ? at : -at - 1;
        return k < days.length && days[k] - day <= GAP ? rates[k] : Double.NaN;
    }

    private static double benchmark(int[] days, double[] rates, int day) {
        int at = Arrays.binarySearch(days, day);
        int end = at >= 0 ? at : -at - 1;
        if (end < WINDOW) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = end - WINDOW; k < end; k++) {
            sum += rates[k];
        }
        return sum / WINDOW;
    }

    /** Monday-to-Sunday weeks; sixty days from the end of the eighth week in a row take the rate of its last business day. */
    private static void sustain(
            int[] days, double[] rates, int first, double[] out, byte[] source, double[] benchmark, Threshold line) {
        double[] inForce = out.clone();
        int run = 0;
        int from = 0;
        while (from < days.length) {
            int monday = days[from] - Math.floorMod(days[from] + 3, 7);
            int to = from;
            double actual = 0;
            double bench = 0;
            while (to < days.length && days[to] < monday + 7) {
                actual += rates[to];
                bench += benchmark[days[to] - first];
                to++;
            }
            run = line.holds(actual / bench - 1) ? run + 1 : 0;
            if (run == WEEKS) {
                double rate = inForce[days[to - 1] - first];
                for (int day = monday + 7; day < monday + 7 + GRACE && day - first < out.length; day++) {
                    if (day >= first && source[day - first] != NONE) {
                        out[day - first] = rate;
                        source[day - first] = SUSTAINED;
                    }
                }
            }
            from = to;
        }
    }
}
