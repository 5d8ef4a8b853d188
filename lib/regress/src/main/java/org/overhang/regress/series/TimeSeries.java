package org.overhang.regress.series;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.Columns;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.time.PeriodUnit;
import org.overhang.core.time.Periods;

/**
 * Columns in the order of time, one row a period, without gaps.
 *
 * @param names column names
 * @param values one array a column
 * @param periods what the periods are called
 * @param trimmed rows at the ends that a missing value cut off
 */
record TimeSeries(List<String> names, double[][] values, String[] periods, int trimmed) {
    static TimeSeries read(String verb, Source source, String time, List<String> names) {
        Columns.Request request = Columns.neededBy(verb).time("time", time);
        names.forEach(n -> request.number("series", n));
        Columns in = request.read(source);
        Periods when = in.periods(time);
        requirePeriods(verb, time, when, in.rows());
        int[] order = IntStream.range(0, in.rows())
                .boxed()
                .sorted((a, b) -> Long.compare(when.at(a), when.at(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        checkSteps(verb, source.name(), time, when, order);
        double[][] sorted = new double[names.size()][];
        for (int c = 0; c < sorted.length; c++) {
            double[] column = in.number(names.get(c));
            sorted[c] = Arrays.stream(order).mapToDouble(i -> column[i]).toArray();
        }
        String[] periods =
                Arrays.stream(order).mapToObj(i -> when.labelOf(when.at(i))).toArray(String[]::new);
        return trimmed(verb, names, sorted, periods);
    }

    private static void requirePeriods(String verb, String column, Periods when, int rows) {
        for (int i = 0; i < rows; i++) {
            if (when.at(i) == Periods.MISSING) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        verb + " needs a period in each row of \"" + column + "\", but row " + (i + 1)
                                + " holds nothing. Fill the cell, or leave the row out.");
            }
        }
    }

    /** Every second year is a series without gaps; what is longer than the shortest step is one. */
    private static void checkSteps(String verb, String table, String column, Periods when, int[] order) {
        long shortest = Long.MAX_VALUE;
        for (int i = 1; i < order.length; i++) {
            long step = when.at(order[i]) - when.at(order[i - 1]);
            if (step == 0) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        verb + " needs one row for each period, but period " + when.labelOf(when.at(order[i]))
                                + " in table \"" + table + "\" stands in rows " + (order[i - 1] + 1) + " and "
                                + (order[i] + 1) + ". Keep one unit's series, or use a panel method.");
            }
            shortest = Math.min(shortest, step);
        }
        for (int i = 1; i < order.length; i++) {
            if (when.at(order[i]) - when.at(order[i - 1]) > shortest) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        verb + " needs a series without gaps, but nothing stands between "
                                + when.labelOf(when.at(order[i - 1])) + " and " + when.labelOf(when.at(order[i]))
                                + " in table \"" + table
                                + "\". Fill the gap or use the longest stretch without one"
                                + (when.unit() == PeriodUnit.DAY
                                        ? "; business days are Source.of(table).every(\"" + column
                                                + "\", PeriodUnit.BUSINESS_DAY)."
                                        : "."));
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
