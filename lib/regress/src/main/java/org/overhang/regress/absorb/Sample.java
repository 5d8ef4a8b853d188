package org.overhang.regress.absorb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/**
 * The rows of an estimate, as arrays; columns that only a covariance needs are read when it asks.
 *
 * @param source where from; null for arrays
 * @param rows position in the source of each row used
 * @param sourceRows rows of the source
 * @param y outcome
 * @param x included regressors, constant first if there is one
 * @param names their names
 * @param endogenous regressors to be instrumented
 * @param endogenousNames their names
 * @param instruments excluded instruments
 * @param instrumentNames their names
 * @param weights row weights; null for none
 * @param offset added to the linear index; null for none
 * @param effects absorbed effects
 * @param effectKeys groups of the effects over all rows of the source
 * @param timeColumn column of the period; empty if none
 * @param unitColumn column of the unit; empty if none
 * @param leftOut what was left out and why
 * @param notes what was decided for want of rows, a sentence each
 */
public record Sample(
        @Nullable Source source,
        int[] rows,
        int sourceRows,
        double[] y,
        double[][] x,
        List<String> names,
        double[][] endogenous,
        List<String> endogenousNames,
        double[][] instruments,
        List<String> instrumentNames,
        double @Nullable [] weights,
        double @Nullable [] offset,
        EffectSet effects,
        List<Keys> effectKeys,
        String timeColumn,
        String unitColumn,
        List<LeftOut> leftOut,
        List<String> notes) {

    /** Rows left out for one reason. */
    public record LeftOut(long count, String what) {}

    /** A sample from arrays, without a source: all columns complete and finite. */
    public static Sample of(
            double[] y, double[][] x, List<String> names, double @Nullable [] weights, EffectSet effects) {
        int[] rows = new int[y.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        return new Sample(
                null,
                rows,
                rows.length,
                y,
                x,
                names,
                new double[0][],
                List.of(),
                new double[0][],
                List.of(),
                weights,
                null,
                effects,
                List.of(),
                "",
                "",
                List.of(),
                List.of());
    }

    public int size() {
        return y.length;
    }

    /** The rows that are not marked, and of those, unless asked otherwise, the ones that are not alone in a group. */
    public Sample without(boolean[] gone, String why, boolean keepSingletons) {
        boolean[] keep = new boolean[gone.length];
        int left = 0;
        for (int i = 0; i < gone.length; i++) {
            keep[i] = !gone[i];
            left += gone[i] ? 0 : 1;
        }
        List<LeftOut> more = new ArrayList<>(leftOut);
        more.add(new LeftOut(gone.length - left, why));
        int[] at = new int[left];
        for (int i = 0, k = 0; i < keep.length; i++) {
            if (keep[i]) {
                at[k++] = i;
            }
        }
        Sample out = at(at, List.copyOf(more));
        boolean[] alone = out.effects.alone(at.length);
        for (boolean b : alone) {
            if (b && !keepSingletons) {
                return out.without(alone, "rows alone in a group once separated rows are gone (singletons)", false);
            }
        }
        return out;
    }

    /** Some of the rows, in any order and as often as named. */
    public Sample at(int[] positions) {
        return at(positions, leftOut);
    }

    private Sample at(int[] at, List<LeftOut> gone) {
        return new Sample(
                source,
                pick(rows, at),
                sourceRows,
                pick(y, at),
                pick(x, at),
                names,
                pick(endogenous, at),
                endogenousNames,
                pick(instruments, at),
                instrumentNames,
                weights == null ? null : pick(weights, at),
                offset == null ? null : pick(offset, at),
                effects.at(at),
                effectKeys,
                timeColumn,
                unitColumn,
                gone,
                notes);
    }

    public static int[] pick(int[] all, int[] at) {
        int[] out = new int[at.length];
        for (int i = 0; i < at.length; i++) {
            out[i] = all[at[i]];
        }
        return out;
    }

    private static double[] pick(double[] all, int[] at) {
        double[] out = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            out[i] = all[at[i]];
        }
        return out;
    }

    public static double[][] pick(double[][] all, int[] at) {
        return Arrays.stream(all).map(c -> pick(c, at)).toArray(double[][]::new);
    }

    private Source needSource(String what) {
        Source from = source;
        if (from == null) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN,
                    what + " needs a source to read columns from, but the estimate was made from arrays. Pass codes.");
        }
        return from;
    }

    /** Dense codes of the groups that columns make, in the rows used. */
    public int[] codes(List<String> columns, String role) {
        int same = effects.names().indexOf(String.join("^", columns));
        if (same >= 0) {
            return effects.codes()[same];
        }
        Source from = needSource(role);
        Columns in = Columns.neededBy("Regression").keys(columns).read(from);
        int[] all = in.keys().codes();
        int[] out = new int[rows.length];
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            out[i] = all[rows[i]];
            if (out[i] < 0) {
                missing.add(rows[i] + 1);
            }
        }
        if (!missing.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "The " + role + " column \"" + String.join("^", columns)
                            + "\" needs a value in every row used, but it"
                            + " is missing in " + Columns.rowNumbers(missing)
                            + ". Name it when fitting, so that such rows are left out and counted.");
        }
        return EffectSet.dense(out);
    }

    /** A numeric column in the rows used. */
    public double[] number(String column, String role) {
        double[] all = Columns.neededBy("Regression")
                .number(role, column)
                .read(needSource(role))
                .number(column);
        double[] out = new double[rows.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = all[rows[i]];
        }
        return out;
    }

    /** Period of each row as a whole number, one more for the next period; every row has one. */
    public double[] time(String who) {
        if (timeColumn.isEmpty()) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN,
                    who + " needs a time column, but none was named. Add .time(\"year\") before fit().");
        }
        double[] time = periods(needSource(who), timeColumn, rows);
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < time.length; i++) {
            if (Double.isNaN(time[i])) {
                missing.add(rows[i] + 1);
            }
        }
        if (!missing.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    who + " needs a period in every row used, but \"" + timeColumn + "\" is missing in "
                            + Columns.rowNumbers(missing) + ". Fill the cells, or leave the rows out.");
        }
        return time;
    }

    /** Periods by the calendar, one more for the next; missing is NaN. */
    public static double[] periods(Source source, String column, int[] rows) {
        double[] all = Columns.neededBy("Regression")
                .time("time", column)
                .read(source)
                .periods(column)
                .numbers();
        double[] out = new double[rows.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = all[rows[i]];
        }
        return out;
    }

    /** Unit of each row; one for all if no unit column was named. */
    public int[] unit() {
        return unitColumn.isEmpty() ? new int[rows.length] : codes(List.of(unitColumn.split("\\^")), "unit");
    }

    /** Spreads numbers of the rows used over the rows of the source, NaN elsewhere. */
    public double[] spread(double[] values) {
        double[] out = new double[sourceRows];
        Arrays.fill(out, Double.NaN);
        for (int i = 0; i < rows.length; i++) {
            out[rows[i]] = values[i];
        }
        return out;
    }
}
