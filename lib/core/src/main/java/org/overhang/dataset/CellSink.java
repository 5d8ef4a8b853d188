package org.overhang.dataset;

import java.time.LocalDate;
import org.overhang.core.Numbers;

/** Takes the cells of a table row by row; the characters belong to the giver and change after the call. */
interface CellSink {
    /** A row begins on this line. */
    default void line(long line) {}

    /** A cell of text; of length 0 where it is empty. */
    void cell(int column, char[] text, int length);

    /** A cell that is a number. */
    default void number(int column, double value) {
        String text = Numbers.plain(value);
        cell(column, text.toCharArray(), text.length());
    }

    /** A cell that is a day. */
    default void day(int column, LocalDate day) {
        String text = day.toString();
        cell(column, text.toCharArray(), text.length());
    }

    /** The row that began on this line has ended, after so many cells. */
    void row(int cells, long line);
}
