package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Estimates with their intervals, one row a term: a horizontal coefficient plot.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.coefficients().term("Duty on the product", -0.62, -0.81, -0.40).outer(-0.95, -0.28).term("Cost", 0.31, 0.12, 0.47)
 *         .title("The duty, not costs, moved imports").interval("bars: 90 % and 95 % intervals, clustered by product");
 * }</pre>
 */
public final class Coefficients extends Form {
    /**
     * An estimate with its intervals; NaN ends where there is none.
     *
     * @param model the model, or empty
     * @param name what the row is called
     * @param estimate the estimate
     * @param low lower end
     * @param high upper end
     * @param outerLow lower end of the wider interval
     * @param outerHigh upper end of the wider interval
     */
    public record Term(
            String model, String name, double estimate, double low, double high, double outerLow, double outerHigh) {}

    /**
     * Everything the form was given.
     *
     * @param terms the estimates
     * @param model the model to which the next term belongs
     */
    public record State(List<Term> terms, String model) {}

    static final Kind<State> KIND = new Kind<>("coefficients", State.class, Coefficients::read);

    private final State state;

    Coefficients(State state) {
        this.state = state;
    }

    private static Coefficients read(State given) {
        Coefficients all = new Coefficients(new State(List.of(), given.model));
        for (Term t : given.terms) {
            all = new Coefficients(new State(all.state.terms, t.model)).term(t.name, t.estimate, t.low, t.high);
            all = Double.isNaN(t.outerLow + t.outerHigh) ? all : all.outer(t.outerLow, t.outerHigh);
        }
        return new Coefficients(new State(all.state.terms, given.model));
    }

    static Coefficients empty() {
        return new Coefficients(new State(List.of(), ""));
    }

    /**
     * Names the model to which the terms after it belong; terms of the same name share a row.
     *
     * @param name what the model is called
     * @return the form, ready for the terms of that model
     */
    public Coefficients model(String name) {
        return new Coefficients(new State(state.terms, named("A model", name)));
    }

    /**
     * Adds an estimate with its interval, which need not be symmetric; NaN ends draw the estimate alone.
     *
     * @param name what the row is called
     * @param estimate the estimate
     * @param low lower end of its interval
     * @param high upper end of its interval
     * @return the form with one more term
     * @throws OverhangException if the ends stand in the wrong order or a number is infinite
     */
    public Coefficients term(String name, double estimate, double low, double high) {
        named("A term", name);
        ordered(name, low, high);
        Term term = new Term(
                state.model,
                name,
                finite("The estimate of \"" + name + "\"", estimate),
                low,
                high,
                Double.NaN,
                Double.NaN);
        return new Coefficients(new State(Lists.with(state.terms, term), state.model));
    }

    /**
     * Adds a wider, thinner interval to the term before it, for example the simultaneous one.
     *
     * @param low its lower end
     * @param high its upper end
     * @return the form with the interval
     * @throws OverhangException if there is no term yet or the ends stand in the wrong order
     */
    public Coefficients outer(double low, double high) {
        Term t = Lists.last(state.terms, "An outer interval", "term(name, estimate, low, high)");
        ordered(t.name, low, high);
        Term wider = new Term(t.model, t.name, t.estimate, t.low, t.high, low, high);
        return new Coefficients(new State(Lists.withLast(state.terms, wider), state.model));
    }

    private static void ordered(String name, double low, double high) {
        finite("The interval of \"" + name + "\"", new double[] {low, high});
        if (low > high) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The interval of \"" + name + "\" needs its lower end at or below its upper end, but they are "
                            + low + " and " + high + ".");
        }
    }

    @Override
    Kind<State> kind() {
        return KIND;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        state.terms.forEach(t -> names.add(t.model));
        state.terms.forEach(t -> names.add(t.name));
        return names.stream().filter(n -> !n.isEmpty()).distinct().toList();
    }

    @Override
    int size() {
        return (int) state.terms.stream().filter(t -> !Double.isNaN(t.estimate)).count();
    }

    @Override
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("model", "term", "estimate", "conf_low", "conf_high", "outer_low", "outer_high"));
        for (Term t : state.terms) {
            rows.add(List.of(
                    t.model,
                    t.name,
                    Numbers.plain(t.estimate),
                    Numbers.plain(t.low),
                    Numbers.plain(t.high),
                    Numbers.plain(t.outerLow),
                    Numbers.plain(t.outerHigh)));
        }
        return rows;
    }

    @Override
    String what() {
        return "Coefficient plot of " + state.terms.size() + " estimates";
    }

    @Override
    List<String> findings(Drawing drawing) {
        return state.terms.stream()
                .limit(2 * AltText.NAMED)
                .map(t -> finding(drawing.y(), t))
                .toList();
    }

    private static String finding(Axis y, Term t) {
        String name = t.model.isEmpty() ? t.name : t.model + ", " + t.name;
        String range = Double.isNaN(t.low) ? "" : " (" + y.show(t.low) + " to " + y.show(t.high) + ")";
        return name + ": " + y.show(t.estimate) + range + ".";
    }
}
