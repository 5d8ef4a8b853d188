package org.overhang.price;

import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A change taken apart into terms that add up to it exactly: an account, not a cause.
 *
 * <p>{@code \Delta y = \sum_k c_k}; each verb that answers with one states its terms.
 */
public final class Accounting implements Result {
    private final String title;
    private final List<String[]> choices;
    private final String unit;
    private final double before;
    private final double after;
    private final List<String> terms;
    private final double[] parts;
    private final String doesNotShow;
    private final String origin;
    private final List<Left> leftOut;

    /** What was not used, and how much of it. */
    record Left(int count, String words) {}

    Accounting(
            String title,
            List<String[]> choices,
            String unit,
            double before,
            double after,
            List<String> terms,
            double[] parts,
            String doesNotShow,
            String origin,
            List<Left> leftOut) {
        this.title = title;
        this.choices = choices;
        this.unit = unit;
        this.before = before;
        this.after = after;
        this.terms = List.copyOf(terms);
        this.parts = parts.clone();
        this.doesNotShow = doesNotShow;
        this.origin = origin;
        this.leftOut = List.copyOf(leftOut);
    }

    /**
     * The value before.
     *
     * @return in the unit of the summary
     */
    public double before() {
        return before;
    }

    /**
     * The value after.
     *
     * @return in the unit of the summary
     */
    public double after() {
        return after;
    }

    /**
     * The terms' names.
     *
     * @return in the order of the tables
     */
    public List<String> terms() {
        return terms;
    }

    /**
     * One term's part of the change.
     *
     * @param term its name
     * @return in the unit of the summary
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#BAD_VALUE} if there is no such term
     */
    public double part(String term) {
        int at = terms.indexOf(term);
        if (at < 0) {
            throw new org.overhang.core.OverhangException(
                    org.overhang.core.Reason.BAD_VALUE,
                    title + " has no term \"" + term + "\". Its terms: " + String.join(", ", terms) + ".");
        }
        return parts[at];
    }

    /**
     * The terms as steps from before to after.
     *
     * @return the figure under a plain title
     */
    public Figure figure() {
        var chart = Figure.waterfall().start("before", before);
        for (int i = 0; i < parts.length; i++) {
            chart = chart.step(terms.get(i), parts[i]);
        }
        return chart.total("after").title(title);
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of(title);
        choices.forEach(c -> out.choice(c[0], c[1]));
        double change = after - before;
        out.grid(Summary.grid(parts.length + 1)
                        .text("term", "", i -> i < parts.length ? terms.get(i) : "change in all")
                        .significant("part", unit, i -> i < parts.length ? parts[i] : change)
                        .percent("share", "change", 1, i -> i < parts.length ? parts[i] / change : 1))
                .paragraph(
                        "Levels",
                        "from " + Numbers.significant(before, 4) + " to " + Numbers.significant(after, 4) + " " + unit)
                .identifies("Definitions: the parts add up to the change exactly.")
                .breaks("Reading a part as an effect.")
                .doesNotShow(doesNotShow)
                .paragraph("Data", origin);
        leftOut.forEach(l -> out.leftOut(l.count(), l.words()));
        return out.build();
    }

    @Override
    public Table tidy() {
        return Table.create("accounting")
                .addColumns(StringColumn.create("term", terms), DoubleColumn.create("estimate", parts));
    }

    @Override
    public Table glance() {
        return Table.create("accounting")
                .addColumns(
                        DoubleColumn.create("before", before),
                        DoubleColumn.create("after", after),
                        IntColumn.create("nobs", new int[] {parts.length}),
                        IntColumn.create("dropped", new int[] {
                            leftOut.stream().mapToInt(Left::count).sum()
                        }));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
