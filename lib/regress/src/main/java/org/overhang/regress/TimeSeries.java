package org.overhang.regress;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.OverhangException;
import org.overhang.core.Period;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/**
 * Columns in the order of time, one row a period, without gaps.
 *
 * @param names column names
 * @param values one array a column
 * @param periods what the periods are called
 * @param trimmed rows at the ends that a missing value cut off
 */
record TimeSeries(List<String> names, double[][] values, String[] periods, int trimmed) {
    /** A step longer than this many of the shortest is a gap; months differ by a tenth. */
    private static final double GAP = 1.5;

    static TimeSeries read(String verb, Source source, String time, List<String> names) {
        Columns.Request request = Columns.neededBy(verb).text("time", time);
        names.forEach(n -> request.number("series", n));
        Columns in = request.read(source);
        @Nullable String[] labels = in.text(time);
        double[] when = new double[in.rows()];
        for (int i = 0; i < when.length; i++) {
            when[i] = moment(verb, time, labels[i], i);
        }
        int[] order = IntStream.range(0, when.length)
                .boxed()
                .sorted((a, b) -> Double.compare(when[a], when[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        checkSteps(verb, source.name(), labels, when, order);
        double[][] sorted = new double[names.size()][];
        for (int c = 0; c < sorted.length; c++) {
            double[] column = in.number(names.get(c));
            sorted[c] = Arrays.stream(order).mapToDouble(i -> column[i]).toArray();
        }
        String[] periods =
                Arrays.stream(order).mapToObj(i -> String.valueOf(labels[i])).toArray(String[]::new);
        return trimmed(verb, names, sorted, periods);
    }

    private static double moment(String verb, String column, @Nullable String label, int row) {
        double number = label == null ? Double.NaN : number(label);
        if (Double.isNaN(number)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    verb + " needs a period in each row of \"" + column
                            + "\" (a number, 2019, 2019Q3, 2019-05 or a date), " + "but row " + (row + 1) + " holds "
                            + (label == null ? "nothing" : "\"" + label + "\"") + ".");
        }
        return number;
    }

    private static double number(String label) {
        double period = Period.decimalYear(label);
        if (!Double.isNaN(period)) {
            return period;
        }
        return label.matches("-?\\d+(\\.\\d+)?") ? Double.parseDouble(label) : Double.NaN;
    }

    private static void checkSteps(String verb, String table, @Nullable String[] labels, double[] when, int[] order) {
        double shortest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < order.length; i++) {
            double step = when[order[i]] - when[order[i - 1]];
            if (step == 0) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        verb + " needs one row for each period, but period " + labels[order[i]] + " in table \"" + table
                                + "\" stands in rows " + (order[i - 1] + 1) + " and " + (order[i] + 1)
                                + ". Keep one unit's series, or use a panel method.");
            }
            shortest = Math.min(shortest, step);
        }
        for (int i = 1; i < order.length; i++) {
            if (when[order[i]] - when[order[i - 1]] > GAP * shortest) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        verb + " needs a series without gaps, but nothing stands between " + labels[order[i - 1]]
                                + " and "
                                + labels[order[i]] + " in table \"" + table
                                + "\". Fill the gap or use the longest stretch without one.");
            }
        }
    }

    private static TimeSeries trimmed(String verb, List<String> names, double[][] values, String[] periods) {
        int from = 0;
        int to = periods.length;
        while (from < to && missing(values, from)) {
            from++;
        }
        while (to > from && missing(values, to - 1)) {
            to--;
        }
        for (int i = from; i < to; i++) {
            if (missing(values, i)) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        verb + " needs a series without gaps, but a value is missing in period " + periods[i]
                                + ". Fill it or use the longest stretch without one.");
            }
        }
        double[][] kept = new double[values.length][];
        for (int c = 0; c < kept.length; c++) {
            kept[c] = Arrays.copyOfRange(values[c], from, to);
        }
        return new TimeSeries(names, kept, Arrays.copyOfRange(periods, from, to), periods.length - (to - from));
    }

    private static boolean missing(double[][] values, int row) {
        return Arrays.stream(values).anyMatch(v -> Double.isNaN(v[row]));
    }

    int length() {
        return periods.length;
    }
}
