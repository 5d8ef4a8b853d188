package org.overhang.price;

import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.Hierarchy;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.time.Periods;

/**
 * Sums of columns by item in two periods; rows of other periods are not used, items with a missing cell are unknown and their rows are counted, negative
 * cells refused by row.
 *
 * @param keys items of all rows
 * @param before sums of each column by item in the first period; NaN where the item has no row
 * @param after the same in the second period
 * @param incomplete rows of the two periods with a missing cell
 */
record TwoPeriods(Keys keys, double[][] before, double[][] after, boolean[] unknown, int incomplete) {
    static TwoPeriods read(
            String verb,
            Columns in,
            List<String> items,
            String period,
            String first,
            String second,
            String... columns) {
        Keys keys = in.keys(items);
        int[] group = keys.codes();
        Hierarchy.requireOneLevel(verb, in.source(), in.keys(List.of(period)), row -> true);
        int[] end = ends(verb, in, period, first, second);
        double[][] before = empty(columns.length, keys.count());
        double[][] after = empty(columns.length, keys.count());
        boolean[] unknown = unknown(in, end, group, keys.count(), columns);
        int incomplete = 0;
        int[] seen = new int[2];
        for (int i = 0; i < in.rows(); i++) {
            if (end[i] < 0) {
                continue;
            }
            boolean early = end[i] == 0;
            if (group[i] < 0 || unknown[group[i]]) {
                incomplete++;
                continue;
            }
            seen[early ? 0 : 1]++;
            double[][] into = early ? before : after;
            int g = group[i];
            for (int c = 0; c < columns.length; c++) {
                double cell = in.number(columns[c])[i];
                double held = into[c][g];
                into[c][g] = (Double.isNaN(held) ? 0 : held) + cell;
            }
        }
        if (seen[0] == 0 || seen[1] == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    verb + " needs complete rows in both periods, but " + first + " has " + seen[0] + " and " + second
                            + " has " + seen[1] + ". Check the values of \"" + period + "\".");
        }
        return new TwoPeriods(keys, before, after, unknown, incomplete);
    }

    /** Items with a missing cell in one of the periods: a sum without it would take what is missing for zero. */
    private static boolean[] unknown(Columns in, int[] end, int[] group, int items, String... columns) {
        boolean[] out = new boolean[items];
        for (String column : columns) {
            double[] cells = in.number(column);
            for (int i = 0; i < end.length; i++) {
                if (end[i] >= 0 && group[i] >= 0 && Double.isNaN(cells[i])) {
                    out[group[i]] = true;
                }
            }
        }
        return out;
    }

    /**
     * Which rows are of the first period (0), of the second (1), of another (−1). Periods are compared by the calendar, in whatever
     * notation; ends that are words, such as "before", are names that the column writes the same.
     */
    static int[] ends(String verb, Columns in, String period, String first, String second) {
        int[] out = new int[in.rows()];
        if (Periods.isWritten(first) && Periods.isWritten(second)) {
            Periods time = Periods.of(
                    verb,
                    "period",
                    period,
                    in.source().name(),
                    in.any(period),
                    in.source().every(period).orElse(null));
            long early = time.place("the first period", first);
            long late = time.place("the second period", second);
            for (int i = 0; i < out.length; i++) {
                out[i] = time.at(i) == early ? 0 : time.at(i) == late ? 1 : -1;
            }
            return out;
        }
        Keys names = in.keys(List.of(period));
        int[] codes = names.codes();
        for (int i = 0; i < out.length; i++) {
            String name = codes[i] < 0 ? "" : names.label(codes[i]);
            out[i] = first.equals(name) ? 0 : second.equals(name) ? 1 : -1;
        }
        return out;
    }

    private static double[][] empty(int columns, int items) {
        double[][] out = new double[columns][items];
        for (double[] column : out) {
            java.util.Arrays.fill(column, Double.NaN);
        }
        return out;
    }
}
