package org.overhang.figure;

import java.util.List;
import java.util.function.Function;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * The shape of a figure with its numbers, still without words: {@link #title(String)} makes it a {@link Figure}.
 *
 * <p>Forms do not change; each method gives a new one. NaN means "no number here" and leaves a gap; infinite numbers are
 * refused.
 */
public abstract sealed class Form
        permits Lines, Areas, Bars, Boxes, Coefficients, Scatter, Panels, Sheet, Waterfall, HeatMap, Slope, Steps {

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

    /**
     * A kind of form: each form has one as its constant {@code KIND}, by which declarations are read.
     *
     * @param name what the declaration calls it
     * @param state the record of everything it was given
     * @param make the form of such a record, refused like one given step by step
     */
    record Kind<S extends Record>(String name, Class<S> state, Function<S, Form> make) {}

    abstract Kind<?> kind();

    /**
     * Everything this form was given, for whoever draws it. Arrays inside are the form's own: read them, never write them.
     *
     * @return a record of the form's own type
     */
    public abstract Record state();

    /**
     * Names that can be highlighted.
     *
     * @return the names in the order in which they were given, each once
     */
    public abstract List<String> names();

    /** What kind of picture it is, the first words of its description. */
    abstract String what();

    /** What its numbers say, one sentence a name, with the words and axes of the whole figure. */
    abstract List<String> findings(Drawing drawing);

    /** How many numbers it would draw. */
    abstract int size();

    /**
     * The plotted numbers as rows of text.
     *
     * @return a heading row and the rows under it
     */
    public abstract List<List<String>> rows();

    /** Whether the horizontal positions can only be years. */
    boolean looksLikeYears() {
        return false;
    }

    /** Refuses a form that holds nothing to draw. */
    void requireNumbers() {
        if (size() == 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A figure of form \"" + kind().name() + "\" needs at least one number to draw, but it has none. "
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
            if (Double.isInfinite(values[i])) {
                problems.add(
                        Reason.BAD_VALUE,
                        what + " must be finite (NaN leaves a gap), but number " + (i + 1) + " is " + values[i] + ".");
            }
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
