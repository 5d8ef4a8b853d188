package org.overhang.figure;

import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * How an axis counts and what it is called.
 *
 * <p>Rates are fractions in the data and percent in print: {@link #percent()}. Ends given with {@link #from(double)} and
 * {@link #to(double)} widen the axis and never cut numbers off.
 */
public final class Axis {
    /**
     * Everything an axis was given.
     *
     * @param kind {@code number}, {@code percent} or {@code years}
     * @param title what the numbers are, or empty
     * @param log whether the scale is logarithmic
     * @param from a number at or above which it must start, NaN if none was given
     * @param to a number at or below which it must end, NaN if none was given
     */
    public record State(String kind, String title, boolean log, double from, double to) {}

    private static final List<String> KINDS = List.of("number", "percent", "years");

    private final State state;

    Axis(State state) {
        this.state = state;
    }

    /** An axis that was read: refused unless each of its parts could have been given. */
    static Axis read(State given) {
        Axis axis = of(given.kind, given.title);
        if (!KINDS.contains(given.kind)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "An axis is one of " + String.join(", ", KINDS) + ", but the figure has \"" + given.kind + "\".");
        }
        axis = given.log ? axis.log() : axis;
        axis = Double.isNaN(given.from) ? axis : axis.from(given.from);
        return Double.isNaN(given.to) ? axis : axis.to(given.to);
    }

    private static Axis of(String kind, String title) {
        return new Axis(new State(kind, title, false, Double.NaN, Double.NaN));
    }

    /**
     * Plain numbers without a title, for when the subtitle says the unit.
     *
     * @return the axis
     */
    public static Axis number() {
        return of("number", "");
    }

    /**
     * Plain numbers.
     *
     * @param title what they are, with their unit, for example {@code capacity, Mt a year}
     * @return the axis
     */
    public static Axis number(String title) {
        return of("number", title);
    }

    /**
     * Fractions, printed as percent: 0.8 reads "80 %".
     *
     * @return the axis
     */
    public static Axis percent() {
        return of("percent", "");
    }

    /**
     * Fractions, printed as percent.
     *
     * @param title what they are, with their base, for example {@code share of revenue}
     * @return the axis
     */
    public static Axis percent(String title) {
        return of("percent", title);
    }

    /**
     * Years as numbers, 2020.5 being the middle of 2020: whole years, never "2,020".
     *
     * @return the axis
     */
    public static Axis years() {
        return of("years", "");
    }

    /**
     * The same axis under another title.
     *
     * @param title what the numbers are, with their unit
     * @return the axis
     */
    public Axis title(String title) {
        return new Axis(new State(state.kind, title, state.log, state.from, state.to));
    }

    /**
     * The same axis on a logarithmic scale, for which every number must be above zero.
     *
     * @return the axis
     */
    public Axis log() {
        return new Axis(new State(state.kind, state.title, true, state.from, state.to));
    }

    /**
     * The same axis, starting at or below the number.
     *
     * @param low a number that the axis must show
     * @return the axis
     * @throws OverhangException if the number is not finite
     */
    public Axis from(double low) {
        return new Axis(new State(state.kind, state.title, state.log, required(low), state.to));
    }

    /**
     * The same axis, ending at or above the number.
     *
     * @param high a number that the axis must show
     * @return the axis
     * @throws OverhangException if the number is not finite
     */
    public Axis to(double high) {
        return new Axis(new State(state.kind, state.title, state.log, state.from, required(high)));
    }

    static double required(double end) {
        if (!Double.isFinite(end)) {
            throw new OverhangException(Reason.BAD_VALUE, "An axis ends at a finite number, but it is " + end + ".");
        }
        return end;
    }

    /**
     * A number as the axis prints it, with about three digits.
     *
     * @param value the number
     * @return for example {@code 80 %}, {@code 2015} or {@code 1.25}
     */
    public String show(double value) {
        return switch (state.kind) {
            case "percent" -> percent(value);
            case "years" -> Numbers.plain(Math.rint(value * 100) / 100);
            default -> short3(value);
        };
    }

    private static String percent(double value) {
        double size = Math.abs(100 * value);
        return Numbers.percent(value, size >= 10 || size == 0 ? 0 : size >= 1 ? 1 : 2);
    }

    private static String short3(double value) {
        if (Math.abs(value) >= 1000 && Math.abs(value) < 1e9) {
            return Numbers.fixed(value, 0);
        }
        String text = Numbers.significant(value, 3);
        boolean trim = text.indexOf('.') > 0 && text.indexOf('e') < 0;
        return trim ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /**
     * Everything the axis was given, for whoever draws it.
     *
     * @return its parts
     */
    public State state() {
        return state;
    }
}
