package org.overhang.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What is left of an effect when one link after the other is switched off; made by {@link GlutChain#carriers}.
 *
 * <p>{@code carried = 1 - effect without the link / effect}: 0 where the conclusion does not need the link, 1 where it goes away,
 * above 1 where it turns round, below 0 where the link holds it back. Shares do not add up to 1, because links in a row each
 * carry what passes through them.
 */
public final class Carriers implements Result {
    private record Row(Link link, double estimate, double[] draws) {}

    private final GlutChain chain;
    private final Term term;
    private final double effect;
    private final double[] draws;
    private final List<Row> rows;

    private Carriers(GlutChain chain, Term term, double effect, double[] draws, List<Row> rows) {
        this.chain = chain;
        this.term = term;
        this.effect = effect;
        this.draws = draws;
        this.rows = List.copyOf(rows);
    }

    static Carriers of(GlutChain chain, Term term) {
        List<Row> rows = new ArrayList<>();
        for (Link link : Link.values()) {
            if (!chain.scenario().isOff(link)) {
                GlutChain then = chain.switchOff(link);
                GlutChain now = then.today();
                rows.add(new Row(
                        link, then.at(term) - now.at(term), ChainMath.less(then.column(term), now.column(term))));
            }
        }
        GlutChain now = chain.today();
        return new Carriers(
                chain, term, chain.at(term) - now.at(term), ChainMath.less(chain.column(term), now.column(term)), rows);
    }

    /**
     * The effect with all links.
     *
     * @return this chain less the chain as it is
     */
    public double effect() {
        return effect;
    }

    /**
     * The effect with one link switched off.
     *
     * @param link which
     * @return what is left
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the link was off before
     */
    public double effectWithout(Link link) {
        return row(link).estimate;
    }

    /**
     * The share of the effect that needs a link.
     *
     * @param link which
     * @return {@code 1 - } what is left over the effect; NaN without an effect
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the link was off before
     */
    public double carried(Link link) {
        return carried(row(link));
    }

    private double carried(Row row) {
        return effect == 0 ? Double.NaN : 1 - row.estimate / effect;
    }

    private Row row(Link link) {
        return rows.stream()
                .filter(r -> r.link == link)
                .findFirst()
                .orElseThrow(() -> new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "The link \"" + link.words() + "\" is off in this chain, so that it carries nothing."));
    }

    /**
     * The effect with all links and with each switched off.
     *
     * @return a figure with a plain title
     */
    public Figure figure() {
        Coefficients form = ChainFigures.term(Figure.coefficients(), "all links", effect, draws);
        for (Row row : rows) {
            form = ChainFigures.term(form, "without " + row.link.words(), row.estimate, row.draws);
        }
        Figure figure = form.title("Links that carry the effect")
                .subtitle("Effect on " + term.words() + " " + chain.scenario().text()
                        + (term.isFraction() ? ", in points" : "") + ", with one link switched off at a time")
                .interval("bars: middle 95 % of " + Numbers.fixed(draws.length, 0) + " common draws")
                .source(chain.inputs().provenance())
                .sampleSize(chain.inputs().firms().count());
        return term.isFraction() ? figure.y(Axis.percent()) : figure;
    }

    /**
     * One row a link: {@code link effect conf_low conf_high carried}; the first row is the effect with all links.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        StringColumn link = StringColumn.create("link");
        DoubleColumn[] c = Arrays.stream(new String[] {"effect", "conf_low", "conf_high", "carried"})
                .map(DoubleColumn::create)
                .toArray(DoubleColumn[]::new);
        append(link, c, "ALL", effect, draws, Double.NaN);
        for (Row row : rows) {
            append(link, c, row.link.name(), row.estimate, row.draws, carried(row));
        }
        return Table.create("carriers of " + term.column(), link).addColumns(c);
    }

    private static void append(
            StringColumn link, DoubleColumn[] c, String name, double estimate, double[] draws, double carried) {
        link.append(name);
        c[0].append(estimate);
        c[1].append(ChainMath.quantile(draws, (1 - GlutChain.LEVEL) / 2));
        c[2].append(ChainMath.quantile(draws, (1 + GlutChain.LEVEL) / 2));
        c[3].append(carried);
    }

    @Override
    public Table glance() {
        return Table.create(
                "carriers",
                IntColumn.create("nobs", new int[] {rows.size()}),
                IntColumn.create("dropped", new int[] {Link.values().length - rows.size()}),
                StringColumn.create("term", List.of(term.column())),
                DoubleColumn.create("effect", effect));
    }

    @Override
    public Summary summary() {
        return Summary.of("Links that carry the effect")
                .choice("term", term.words() + " " + term.base())
                .choice("effect", chain.scenario().text())
                .choice("draws", Numbers.fixed(draws.length, 0) + " common")
                .choice("interval", "middle 95 % of draws")
                .grid(Summary.grid(1)
                        .text("all links", "", i -> "effect")
                        .text("points", "", i -> ChainText.difference(term, effect))
                        .text("low", "", i -> ChainText.difference(term, ChainMath.quantile(draws, 0.025)))
                        .text("high", "", i -> ChainText.difference(term, ChainMath.quantile(draws, 0.975))))
                .grid(Summary.grid(rows.size())
                        .text("switched off", "", i -> rows.get(i).link.words())
                        .text("then", "", i -> rows.get(i).link.whenOff())
                        .text("effect", "points", i -> ChainText.difference(term, rows.get(i).estimate))
                        .text("low", "", i -> ChainText.difference(term, ChainMath.quantile(rows.get(i).draws, 0.025)))
                        .text("high", "", i -> ChainText.difference(term, ChainMath.quantile(rows.get(i).draws, 0.975)))
                        .percent("carried", "effect", 0, i -> carried(rows.get(i))))
                .identifies(
                        "The same draws with and without each link, in the counterfactual and in the chain as it is.")
                .breaks("Links that only matter together: one may carry nothing alone and all of it beside another.")
                .doesNotShow("Shares of one whole: what passes through two links counts for both.")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
