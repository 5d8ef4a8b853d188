package org.overhang.dynamics;

import java.util.List;
import org.overhang.core.Draws;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One model less another on the same draws: mean differences with the interval of the simulation; made by {@link
 * ExitPaths#versus} and {@link RacePaths#versus}.
 *
 * <p>Each term is the mean over paths of the difference between the two models on that path; its standard error falls with
 * the square root of the number of paths and says nothing about the assumptions.
 */
public final class ExitComparison implements Result {
    private static final double LEVEL = 0.95;

    /** A quantity by path in both models; {@code term} for programs, {@code words} for people. */
    record Term(String term, String words, double[] first, double[] second) {
        double[] differences() {
            return Moments.less(first, second);
        }
    }

    private final List<String> choices;
    private final List<Term> terms;

    ExitComparison(List<String> choices, List<Term> terms) {
        this.choices = List.copyOf(choices);
        this.terms = List.copyOf(terms);
    }

    private Term find(String term) {
        return terms.stream()
                .filter(t -> t.term.equals(term))
                .findFirst()
                .orElseThrow(() -> new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "The comparison has no term \"" + term + "\". Its terms: "
                                + String.join(
                                        ", ", terms.stream().map(Term::term).toList()) + "."));
    }

    /**
     * The mean difference of a term, first less second.
     *
     * @param term as {@link #tidy} names it, for example {@code exits} or {@code state_bill}
     * @return the difference
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is no such term
     */
    public double difference(String term) {
        return Moments.mean(find(term).differences());
    }

    /**
     * The interval of a difference over simulated paths, at 95 %.
     *
     * @param term as {@link #tidy} names it
     * @return mean plus and minus normal quantile times its standard error
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is no such term
     */
    public Interval interval(String term) {
        return interval(find(term));
    }

    private static Interval interval(Term term) {
        double[] d = term.differences();
        double z = Draws.inverseNormal(0.5 + LEVEL / 2);
        double mean = Moments.mean(d);
        double se = d.length < 2 ? 0 : Moments.stdError(d);
        return new Interval(
                mean - z * se,
                mean + z * se,
                LEVEL,
                "simulation error on " + Numbers.fixed(d.length, 0) + " common paths");
    }

    /**
     * What the state pays more in the first model for each exit fewer.
     *
     * @return money; NaN if the first model prevents no exit
     */
    public double costPerExitPrevented() {
        double exits = difference("exits");
        return exits < 0 ? difference("state_bill") / -exits : Double.NaN;
    }

    /**
     * One row a term: {@code term first second estimate std_error conf_low conf_high}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        DoubleColumn[] c = Moments.columns("first", "second", "estimate", "std_error", "conf_low", "conf_high");
        for (Term term : terms) {
            Interval interval = interval(term);
            double[] d = term.differences();
            Moments.append(
                    c,
                    Moments.mean(term.first),
                    Moments.mean(term.second),
                    Moments.mean(d),
                    Moments.stdError(d),
                    interval.low(),
                    interval.high());
        }
        return Table.create(
                        "Exit comparison",
                        StringColumn.create(
                                "term", terms.stream().map(Term::term).toList()))
                .addColumns(c);
    }

    @Override
    public Table glance() {
        return Table.create(
                "Exit comparison",
                IntColumn.create("nobs", new int[] {terms.get(0).first.length}),
                IntColumn.create("dropped", new int[] {0}),
                DoubleColumn.create("cost_per_exit_prevented", costPerExitPrevented()));
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of("Exit comparison");
        for (String choice : choices) {
            int cut = choice.indexOf(' ');
            out.choice(choice.substring(0, cut), choice.substring(cut + 1));
        }
        return out.choice("interval", "95 %, simulation error only")
                .grid(Summary.grid(terms.size())
                        .text("mean over paths", "", i -> terms.get(i).words)
                        .significant("first", "", i -> Moments.mean(terms.get(i).first))
                        .significant("second", "", i -> Moments.mean(terms.get(i).second))
                        .significant(
                                "difference", "", i -> Moments.mean(terms.get(i).differences()))
                        .significant("low", "", i -> interval(terms.get(i)).low())
                        .significant("high", "", i -> interval(terms.get(i)).high()))
                .paragraph(
                        "Price of staying",
                        Double.isNaN(costPerExitPrevented())
                                ? "the first model prevents no exit"
                                : Numbers.significant(costPerExitPrevented(), 4)
                                        + " of state money for each exit that does not happen")
                .identifies("The same draws on both sides, so that only the difference between the models is left.")
                .breaks("Owners who would act otherwise than either model says.")
                .doesNotShow("How sure costs, demand and the price process are.")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
