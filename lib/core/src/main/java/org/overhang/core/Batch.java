package org.overhang.core;

import org.jspecify.annotations.Nullable;

/** A run of rows of some columns, as primitive arrays; the arrays belong to the reader once handed over. */
public interface Batch {
    /** The day of a missing date. */
    int NO_DAY = Integer.MIN_VALUE;

    /** The whole number of a missing cell. */
    long NO_INTEGER = Long.MIN_VALUE;

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
     * A numeric column of the request as whole numbers, where some of them are too large for a double to tell apart.
     *
     * @param column position in the request, from 0
     * @return one number a row, {@link #NO_INTEGER} where missing; null, in every batch of a reading, where {@link #numbers}
     *     loses nothing
     */
    default long @Nullable [] integers(int column) {
        return null;
    }

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
