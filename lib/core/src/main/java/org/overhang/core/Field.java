package org.overhang.core;

/**
 * A column of a {@link Source}: its name, what it holds and in which unit.
 *
 * @param name column name
 * @param kind what the cells are
 * @param unit unit as written by the source, for example {@code kt}; empty if it has none or none is stated
 */
public record Field(String name, Kind kind, String unit) {
    /** What the cells of a column are. */
    public enum Kind {
        /** Numbers; a missing cell reads as NaN. */
        NUMBER,
        /** Text; a missing cell reads as null. */
        TEXT,
        /** Calendar days; a missing cell reads as {@link Batch#NO_DAY}. */
        DATE;

        String words() {
            return this == NUMBER ? "numbers" : this == TEXT ? "text" : "dates";
        }
    }
}
