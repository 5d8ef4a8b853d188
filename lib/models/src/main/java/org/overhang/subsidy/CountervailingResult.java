package org.overhang.subsidy;

import java.util.List;
import org.overhang.core.Interval;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The net subsidy rate of a firm and how it was built. */
public final class CountervailingResult implements Result {
    private final CountervailingRules rules;
    private final int period;
    private final int life;
    private final List<CountervailingRate.Line> lines;
    private final String boundsWords;

    CountervailingResult(
            CountervailingRules rules, int period, int life, List<CountervailingRate.Line> lines, String boundsWords) {
        this.rules = rules;
        this.period = period;
        this.life = life;
        this.lines = lines;
        this.boundsWords = boundsWords;
    }

    /**
     * The net subsidy rate: the sum of the programs' rates, unrounded.
     *
     * @return a fraction of sales
     */
    public double rate() {
        return lines.stream().mapToDouble(CountervailingRate.Line::rate).sum();
    }

    /**
     * The part that export subsidies make, which an antidumping duty on the same goods is reduced by.
     *
     * @return a fraction of export sales
     */
    public double exportRate() {
        return lines.stream()
                .filter(l -> l.program().over() == Program.Over.EXPORTS)
                .mapToDouble(CountervailingRate.Line::rate)
                .sum();
    }

    /**
     * Whether the rate is too small for a duty.
     *
     * @return true if it is
     */
    public boolean isDeMinimis() {
        return rules.isDeMinimis(rate());
    }

    /**
     * Bounds of the net subsidy rate over the contested benchmarks, all moved at once.
     *
     * @return bounds, level 1
     */
    public Interval rateBounds() {
        double low = 0;
        double high = 0;
        for (CountervailingRate.Line line : lines) {
            low += line.least() / line.sales();
            high += line.most() / line.sales();
        }
        return new Interval(low, high, 1, boundsWords);
    }

    /**
     * Bounds of the rate of a program over the contested benchmarks.
     *
     * @param program its name
     * @return bounds, level 1
     */
    public Interval rateBounds(String program) {
        CountervailingRate.Line of = line(program);
        return new Interval(of.least() / of.sales(), of.most() / of.sales(), 1, boundsWords);
    }

    /**
     * Whether the answer to {@link #isDeMinimis} is the same over all contested benchmarks.
     *
     * @return true if it is
     */
    public boolean deMinimisIsCertain() {
        Interval bounds = rateBounds();
        return rules.isDeMinimis(bounds.low()) == rules.isDeMinimis(bounds.high());
    }

    private CountervailingRate.Line line(String program) {
        return lines.stream().filter(l -> l.name().equals(program)).findFirst().orElseThrow(() -> {
            List<String> names =
                    lines.stream().map(CountervailingRate.Line::name).toList();
            return new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "There is no program \"" + program + "\" in the rate. " + Nearest.hint(program, names)
                            + "Its programs: " + String.join(", ", names) + ".");
        });
    }

    /**
     * The benefit of a program in the period.
     *
     * @param program its name
     * @return an amount
     */
    public double benefit(String program) {
        return line(program).benefit();
    }

    /**
     * The rate of a program.
     *
     * @param program its name
     * @return a fraction of the sales it is attributed to
     */
    public double rate(String program) {
        return line(program).rate();
    }

    /**
     * How a non-recurring benefit is spread over the years from its receipt.
     *
     * @param program its name
     * @return one amount a year; empty if it is recurring or expensed
     */
    public double[] schedule(String program) {
        return line(program).stream().clone();
    }

    /**
     * Each step from benefit to rate with its clause.
     *
     * @param program its name
     * @return {@code step value clause}
     */
    public Table explain(String program) {
        List<CountervailingRate.Step> steps = line(program).steps();
        return Table.create("steps")
                .addColumns(
                        StringColumn.create("step", steps.stream().map(CountervailingRate.Step::step)),
                        DoubleColumn.create(
                                "value",
                                steps.stream()
                                        .mapToDouble(CountervailingRate.Step::value)
                                        .toArray()),
                        StringColumn.create("clause", steps.stream().map(CountervailingRate.Step::clause)));
    }

    @Override
    public Table tidy() {
        return Table.create("programs")
                .addColumns(
                        StringColumn.create("term", lines.stream().map(CountervailingRate.Line::name)),
                        DoubleColumn.create("estimate", each(CountervailingRate.Line::rate)),
                        DoubleColumn.create("conf_low", each(l -> l.least() / l.sales())),
                        DoubleColumn.create("conf_high", each(l -> l.most() / l.sales())),
                        DoubleColumn.create("benefit", each(CountervailingRate.Line::benefit)),
                        DoubleColumn.create("sales", each(CountervailingRate.Line::sales)));
    }

    private double[] each(java.util.function.ToDoubleFunction<CountervailingRate.Line> of) {
        return lines.stream().mapToDouble(of).toArray();
    }

    @Override
    public Table glance() {
        return Table.create("glance")
                .addColumns(
                        IntColumn.create("nobs", new int[] {lines.size()}),
                        IntColumn.create("dropped", new int[] {0}),
                        DoubleColumn.create("rate", new double[] {rate()}),
                        DoubleColumn.create(
                                "conf_low", new double[] {rateBounds().low()}),
                        DoubleColumn.create(
                                "conf_high", new double[] {rateBounds().high()}),
                        DoubleColumn.create("export_rate", new double[] {exportRate()}),
                        BooleanColumn.create("de_minimis", new boolean[] {isDeMinimis()}),
                        StringColumn.create("rules", new String[] {rules.name()}));
    }

    @Override
    public Summary summary() {
        double[] rate = each(CountervailingRate.Line::rate);
        double[] benefit = each(CountervailingRate.Line::benefit);
        double[] sales = each(CountervailingRate.Line::sales);
        Interval bounds = rateBounds();
        return Summary.of("Countervailing rate")
                .choice("rules", rules.name())
                .choice("period", Integer.toString(period))
                .choice("useful life", life + " years")
                .choice("purchases above the benchmark", rules.floorsEachPurchase() ? "count as zero" : "offset")
                .choice("intervals", boundsWords)
                .grid(Summary.grid(lines.size())
                        .text("program", "", i -> lines.get(i).name())
                        .text("kind", "", i -> lines.get(i).program().what())
                        .significant("benefit", "", i -> benefit[i])
                        .significant("sales", "", i -> sales[i])
                        .percent("rate", "sales", 2, i -> rate[i])
                        .percent("from", "sales", 2, i -> lines.get(i).least() / sales[i])
                        .percent("to", "sales", 2, i -> lines.get(i).most() / sales[i]))
                .paragraph(
                        "Net subsidy rate",
                        Numbers.percent(rate(), 2) + ", from " + Numbers.percent(bounds.low(), 2) + " to "
                                + Numbers.percent(bounds.high(), 2) + (isDeMinimis() ? "; de minimis (" : " (")
                                + rules.deMinimisClause() + ")"
                                + (deMinimisIsCertain() ? "" : ", which depends on the benchmark"))
                .identifies("The benefits found, the sales they are attributed to, and the rules named above.")
                .breaks("Programs not found; a benchmark that the same state moves.")
                .doesNotShow("What the subsidy did to price or output.")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
