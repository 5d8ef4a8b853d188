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
        Threshold line = rules.threshold(Limit.RATE_FLUCTUATION);
        boolean inclusive = rules.uses(Reading.INCLUSIVE_RATE_WINDOW);
        Threshold stray = inclusive ? line.with(Threshold.Side.AT_LEAST) : line;
        boolean useBenchmark = rules.uses(Practice.BENCHMARK_RATE);
        boolean onItsDate = rules.uses(Reading.RATE_JUDGED_ON_ITS_DATE);
        for (int k = 0; k < out.length; k++) {
            int day = first + k;
            // A day without a rate has none to judge: it takes the rate in force on the business day whose rate it
            // takes.
            int from = next ? later(days, day) : earlier(days, day);
            if (from < 0) {
                out[k] = Double.NaN;
                benchmark[k] = Double.NaN;
                continue;
            }
            benchmark[k] = benchmark(days, rates, onItsDate ? day : days[from], inclusive);
            boolean strays = useBenchmark && stray.holds(Math.abs(rates[from] - benchmark[k]) / benchmark[k]);
            out[k] = strays ? benchmark[k] : rates[from];
            source[k] = strays ? BENCHMARK : DAILY;
        }
        if (rules.uses(Practice.SUSTAINED_MOVEMENT)) {
            Threshold movement = rules.threshold(Limit.RATE_MOVEMENT);
            sustain(days, rates, new Series(first, out, source), benchmark, movement, rules);
        }
        return new Series(first, out, source);
    }

    /** Place of the last rate up to a day, at most a week before it; −1 if there is none. */
    private static int earlier(int[] days, int day) {
        int at = Arrays.binarySearch(days, day);
        int k = at >= 0 ? at : -at - 2;
        return k >= 0 && day - days[k] <= GAP ? k : -1;
    }

    private static int later(int[] days, int day) {
        int at = Arrays.binarySearch(days, day);
        int k = at >= 0 ? at : -at - 1;
        return k < days.length && days[k] - day <= GAP ? k : -1;
    }

    private static double benchmark(int[] days, double[] rates, int day, boolean inclusive) {
        int at = Arrays.binarySearch(days, day);
        int end = at >= 0 ? at + (inclusive ? 1 : 0) : -at - 1;
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
            int[] days, double[] rates, Series series, double[] benchmark, Threshold line, DumpingRules rules) {
        int first = series.firstDay;
        double[] out = series.rate;
        byte[] source = series.source;
        double[] inForce = out.clone();
        boolean before = rules.uses(Reading.RATE_BEFORE_MOVEMENT);
        int run = 0;
        int from = 0;
        int startOfRun = 0;
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
            startOfRun = run == 1 ? from : startOfRun;
            if (run == WEEKS) {
                int judged = before ? Math.max(0, startOfRun - 1) : to - 1;
                double rate = inForce[days[judged] - first];
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
