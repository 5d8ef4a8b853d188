package org.overhang.study;

import java.util.Arrays;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Two chains of one study, draw by draw on the same worlds; made by {@link GlutChain#effect} and {@link GlutChain#versus}.
 *
 * <p>Each term is first less second at the figures as given; its interval is the middle 95 % of differences over draws, and the
 * share of draws with the same sign says how often the conclusion holds under the stated errors.
 */
public final class GlutComparison implements Result {
    private final GlutChain first;
    private final GlutChain second;

    GlutComparison(GlutChain first, GlutChain second) {
        this.first = first;
        this.second = second;
    }

    private double estimate(Term term) {
        return first.at(term) - second.at(term);
    }

    private double[] draws(Term term) {
        return ChainMath.less(first.column(term), second.column(term));
    }

    /**
     * A term's difference, first less second.
     *
     * @param term as {@link #tidy} names it
     * @return the difference at the figures as given
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} for an unknown term
     */
    public double difference(String term) {
        return estimate(GlutChain.term(term));
    }

    /**
     * The middle 95 % of a term's differences over draws.
     *
     * @param term as {@link #tidy} names it
     * @return the interval
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} for an unknown term
     */
    public Interval interval(String term) {
        return GlutChain.interval(draws(GlutChain.term(term)), term);
    }

    /**
     * How often a difference has the sign of its estimate.
     *
     * @param term as {@link #tidy} names it
     * @return a share of draws
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} for an unknown term
     */
    public double sameSign(String term) {
        Term t = GlutChain.term(term);
        return ChainMath.sameSign(estimate(t), draws(t));
    }

    /**
     * The whole chain: the difference in the headline term of each link, in points.
     *
     * @return a figure with a plain title
     */
    public Figure figure() {
        return ChainFigures.differences(first, second);
    }

    private double[] quantiles(double p) {
        return Arrays.stream(Term.values())
                .mapToDouble(t -> ChainMath.quantile(draws(t), p))
                .toArray();
    }

    /**
     * One row a term: {@code link term first second estimate conf_low conf_high same_sign}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        Term[] terms = Term.values();
        return Table.create(
                "comparison",
                StringColumn.create(
                        "link", Arrays.stream(terms).map(t -> t.link().name())),
                StringColumn.create("term", Arrays.stream(terms).map(Term::column)),
                DoubleColumn.create(
                        "first", Arrays.stream(terms).mapToDouble(first::at).toArray()),
                DoubleColumn.create(
                        "second", Arrays.stream(terms).mapToDouble(second::at).toArray()),
                DoubleColumn.create(
                        "estimate",
                        Arrays.stream(terms).mapToDouble(this::estimate).toArray()),
                DoubleColumn.create("conf_low", quantiles((1 - GlutChain.LEVEL) / 2)),
                DoubleColumn.create("conf_high", quantiles((1 + GlutChain.LEVEL) / 2)),
                DoubleColumn.create(
                        "same_sign",
                        Arrays.stream(terms)
                                .mapToDouble(t -> ChainMath.sameSign(estimate(t), draws(t)))
                                .toArray()));
    }

    @Override
    public Table glance() {
        return Table.create(
                "comparison",
                IntColumn.create("nobs", new int[] {first.inputs().firms().count()}),
                IntColumn.create("dropped", new int[] {first.inputs().firms().leftOut()}),
                IntColumn.create(
                        "draws", new int[] {first.inputs().draws() - Math.max(first.failed(), second.failed())}));
    }

    @Override
    public Summary summary() {
        Term[] terms = Term.values();
        double[] low = quantiles((1 - GlutChain.LEVEL) / 2);
        double[] high = quantiles((1 + GlutChain.LEVEL) / 2);
        return Summary.of("Chain compared")
                .choice("first", first.scenario().text())
                .choice("second", second.scenario().text())
                .choice("draws", Numbers.fixed(first.inputs().draws(), 0) + " common")
                .choice("seed", Long.toString(first.inputs().seed().value()))
                .choice("interval", "middle 95 % of differences")
                .grid(Summary.grid(terms.length)
                        .text("link", "", i -> terms[i].link().words())
                        .text("term", "", i -> terms[i].words())
                        .text("first", "", i -> ChainText.value(terms[i], first.at(terms[i])))
                        .text("second", "", i -> ChainText.value(terms[i], second.at(terms[i])))
                        .text("difference", "points", i -> ChainText.difference(terms[i], estimate(terms[i])))
                        .text("low", "", i -> ChainText.difference(terms[i], low[i]))
                        .text("high", "", i -> ChainText.difference(terms[i], high[i]))
                        .percent("same sign", "draws", 0, i -> ChainMath.sameSign(estimate(terms[i]), draws(terms[i]))))
                .identifies(
                        "The same draws on both sides: figures within their errors, assumptions, elasticities, luck.")
                .breaks("What both sides assume alike and is wrong; see the summary of either chain.")
                .doesNotShow("Which links carry the difference: carriers() switches each off.")
                .leftOut(Math.max(first.failed(), second.failed()), "draws without an equilibrium")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
