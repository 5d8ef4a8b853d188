package org.overhang.core.store;

import org.overhang.core.Source;

/**
 * What came of a {@link Plan}: one entry a group, in the order of the groups' rows.
 *
 * @param groups the key columns, one row a group
 * @param sums one array a term: true sums rounded once; NaN where a missing cell took part
 * @param rows rows of each group that were added up
 * @param incomplete rows of each group that lack a cell
 * @param notPositive rows of each group with a value of zero or below where it must be above
 */
public record Totals(Source groups, double[][] sums, long[] rows, long[] incomplete, long[] notPositive) {
    /**
     * All rows, added up or not.
     *
     * @return their number
     */
    public long all() {
        long all = 0;
        for (int g = 0; g < rows.length; g++) {
            all += rows[g] + incomplete[g] + notPositive[g];
        }
        return all;
    }
}
