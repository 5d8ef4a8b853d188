package org.overhang.core;

import org.jspecify.annotations.Nullable;

/** A run of rows of some columns, as primitive arrays; the arrays belong to the reader once handed over. */
public interface Batch {
    /** The day of a missing date. */
    int NO_DAY = Integer.MIN_VALUE;

    /**
     * Rows in this batch.
     *
     * @return the number of rows
     */
    int rows();

    /**
     * A numeric column of the request.
     *
     * @param column position in the request, from 0
     * @return one number a row, NaN where missing
     */
    double[] numbers(int column);

    /**
     * A text column of the request.
     *
     * @param column position in the request, from 0
     * @return one text a row, null where missing
     */
    @Nullable
    String[] texts(int column);

    /**
     * A date column of the request.
     *
     * @param column position in the request, from 0
     * @return days since 1970-01-01, {@link #NO_DAY} where missing
     */
    int[] days(int column);
}
