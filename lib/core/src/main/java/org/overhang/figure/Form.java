package org.overhang.figure;

import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * The shape of a figure with its numbers, still without words: {@link #title(String)} makes it a {@link Figure}.
 *
 * <p>Forms do not change; each method gives a new one. NaN means "no number here" and leaves a gap; infinite numbers are
 * refused.
 */
public abstract sealed class Form permits Lines, Bars, Coefficients, Scatter, Panels, Waterfall, HeatMap, Slope, Steps {

    Form() {}

    /**
     * The figure of this form under a title.
     *
     * @param title a sentence with the finding
     * @return the figure
     */
    public final Figure title(String title) {
        return Figure.of(this).title(title);
    }

    /** What the declaration calls this form. */
    abstract String kind();

    /** The record that holds everything this form was given. */
    abstract Record state();

    /** Names that can be highlighted, in the order in which they were given. */
    abstract List<String> names();

    /** How many numbers it would draw. */
    abstract int size();

    /** The plotted numbers as rows under a heading, for the CSV file. */
    abstract List<List<String>> rows();

    /** Whether the horizontal positions can only be years. */
    boolean looksLikeYears() {
        return false;
    }

    /** Refuses a form that holds nothing to draw. */
    void requireNumbers() {
        if (size() == 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A figure of form \"" + kind() + "\" needs at least one number to draw, but it has none. "
                            + "Check that the filter before it left any row.");
        }
    }

    static void sameLength(String what, int length, String other, int expected) {
        if (length != expected) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    what + " has " + length + " numbers, but " + other + " has " + expected
                            + ". Give arrays of the same length.");
        }
    }

    static double[] finite(String what, double[] values) {
        Problems problems = new Problems();
        for (int i = 0; i < values.length; i++) {
            problems.require(
                    !Double.isInfinite(values[i]),
                    Reason.BAD_VALUE,
                    what + " must be finite (NaN leaves a gap), but number " + (i + 1) + " is " + values[i] + ".");
        }
        problems.throwIfAny();
        return values.clone();
    }

    static double finite(String what, double value) {
        return finite(what, new double[] {value})[0];
    }

    static String named(String what, String name) {
        if (name.isBlank()) {
            throw new OverhangException(
                    Reason.BAD_VALUE, what + " needs a name, but it is empty. The name is printed beside the numbers.");
        }
        return name;
    }

    static int numbers(double[] values) {
        int count = 0;
        for (double v : values) {
            count += Double.isNaN(v) ? 0 : 1;
        }
        return count;
    }
}
