package org.overhang.regress.panel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.time.Periods;

/**
 * A panel laid on the calendar: a cell for each unit and period, NaN where nothing stands, so that a lag is one of time.
 *
 * <p>The step of the calendar is the greatest that reaches every period, so that waves every second year are neighbours.
 *
 * @param names columns
 * @param cells by column, unit and period
 * @param units what the units are called
 * @param periods what the periods are called
 * @param rows rows of the source that stand in the grid
 * @param unplaced rows of the source without a unit or a period
 */
record PanelGrid(
        List<String> names, double[][][] cells, List<String> units, List<String> periods, int rows, int unplaced) {
    /** Cells above which a calendar cannot be what was meant: some 8 GB. */
    private static final long MOST = 1_000_000_000L;

    static PanelGrid read(String verb, Source source, NeedsUnit.Axes axes, List<String> outcome, List<String> on) {
        Columns.Request request =
                Columns.neededBy(verb).time("time", axes.time()).unit(axes.unit());
        outcome.forEach(c -> request.number("outcome", c));
        on.forEach(c -> request.number("regressor", c));
        Columns in = request.read(source);
        Periods when = in.periods(axes.time());
        Keys keys = in.keys(List.of(axes.unit()), i -> when.at(i) != Periods.MISSING);
        int[] unit = keys.codes();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        int placed = 0;
        for (int i = 0; i < unit.length; i++) {
            if (unit[i] >= 0) {
                placed++;
                first = Math.min(first, when.at(i));
                last = Math.max(last, when.at(i));
            }
        }
        if (placed == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    verb + " needs rows with a unit and a period, but table \"" + source.name() + "\" has none in "
                            + unit.length + " rows. Check the columns \"" + axes.unit() + "\" and \"" + axes.time()
                            + "\".");
        }
        long step = step(unit, when, first);
        long length = (last - first) / step + 1;
        List<String> names = java.util.stream.Stream.concat(outcome.stream(), on.stream())
                .distinct()
                .toList();
        if (length * keys.count() > MOST / names.size()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    verb + " lays the rows on a calendar, but " + length + " periods and " + keys.count()
                            + " units are more cells than it holds. Use longer periods, such as years.");
        }
        int t = (int) length;
        double[][][] cells = new double[names.size()][keys.count()][t];
        for (double[][] column : cells) {
            for (double[] row : column) {
                Arrays.fill(row, Double.NaN);
            }
        }
        int[][] seen = new int[keys.count()][t];
        for (int i = 0; i < unit.length; i++) {
            if (unit[i] >= 0) {
                int at = (int) ((when.at(i) - first) / step);
                refuseTwice(verb, source, axes, keys, unit[i], seen[unit[i]][at], i, when);
                seen[unit[i]][at] = i + 1;
                for (int c = 0; c < cells.length; c++) {
                    cells[c][unit[i]][at] = in.number(names.get(c))[i];
                }
            }
        }
        long from = first;
        return new PanelGrid(
                names,
                cells,
                IntStream.range(0, keys.count()).mapToObj(keys::label).toList(),
                IntStream.range(0, t)
                        .mapToObj(k -> when.labelOf(from + k * step))
                        .toList(),
                placed,
                unit.length - placed);
    }

    private static long step(int[] unit, Periods when, long first) {
        long step = 0;
        for (int i = 0; i < unit.length; i++) {
            if (unit[i] >= 0) {
                long a = when.at(i) - first;
                long b = step;
                while (a != 0) {
                    long rest = b % a;
                    b = a;
                    a = rest;
                }
                step = b;
            }
        }
        return Math.max(1, step);
    }

    private static void refuseTwice(
            String verb, Source source, NeedsUnit.Axes axes, Keys keys, int unit, int before, int row, Periods when) {
        if (before > 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    verb + " needs one row for each unit and period, but \"" + keys.label(unit) + "\" has several for "
                            + when.labelOf(when.at(row)) + " in table \"" + source.name() + "\": rows " + before
                            + " and " + (row + 1) + ". Add them up, or name a finer unit than \"" + axes.unit()
                            + "\".");
        }
    }

    int periodCount() {
        return periods.size();
    }

    int unitCount() {
        return units.size();
    }

    /** The cells of a column by unit and period. */
    double[][] column(String name) {
        return cells[names.indexOf(name)];
    }
}
