package org.overhang.regress.panel;

import java.util.function.Function;

/**
 * A panel method that still needs its unit and its time column.
 *
 * @param <M> the method that both complete
 */
public final class NeedsUnit<M> {
    private final Function<Axes, M> build;

    NeedsUnit(Function<Axes, M> build) {
        this.build = build;
    }

    /** The two columns that place a row. */
    record Axes(String unit, String time) {}

    /**
     * Names the column of units.
     *
     * @param unit name of the column; {@code a^b} crosses two
     * @return a step that still needs the time column
     */
    public NeedsTime<M> unit(String unit) {
        return new NeedsTime<>(build, unit);
    }

    /**
     * A panel method that still needs its time column.
     *
     * @param <M> the method that it completes
     */
    public static final class NeedsTime<M> {
        private final Function<Axes, M> build;
        private final String unit;

        private NeedsTime(Function<Axes, M> build, String unit) {
            this.build = build;
            this.unit = unit;
        }

        /**
         * Names the column of periods.
         *
         * @param time name of a column of periods in any notation
         * @return the method
         */
        public M time(String time) {
            return build.apply(new Axes(unit, time));
        }
    }
}
