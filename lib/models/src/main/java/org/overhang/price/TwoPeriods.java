package org.overhang.price;

import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.Hierarchy;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Sums of columns by item in two periods; rows of other periods are not used, rows with a missing cell are counted, negative
 * cells refused by row.
 *
 * @param keys items of all rows
 * @param before sums of each column by item in the first period; NaN where the item has no row
 * @param after the same in the second period
 * @param incomplete rows of the two periods with a missing cell
 */
record TwoPeriods(Keys keys, double[][] before, double[][] after, int incomplete) {
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
        @org.jspecify.annotations.Nullable String[] when = in.text(period);
        double[][] before = empty(columns.length, keys.count());
        double[][] after = empty(columns.length, keys.count());
        int incomplete = 0;
        int[] seen = new int[2];
        for (int i = 0; i < in.rows(); i++) {
            boolean early = first.equals(when[i]);
            if (!early && !second.equals(when[i])) {
                continue;
            }
            boolean whole = group[i] >= 0;
            for (String column : columns) {
                whole &= !Double.isNaN(in.number(column)[i]);
            }
            if (!whole) {
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
        return new TwoPeriods(keys, before, after, incomplete);
    }

    private static double[][] empty(int columns, int items) {
        double[][] out = new double[columns][items];
        for (double[] column : out) {
            java.util.Arrays.fill(column, Double.NaN);
        }
        return out;
    }
}
