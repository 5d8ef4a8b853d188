package org.overhang.dynamics;

import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.figure.Lines;
import org.overhang.policy.Coverage;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How the chance of a sole supplier, the bill and the price after it move with the covered share, on common draws; made by
 * {@link ExitRace#soleSupplier}.
 *
 * <p>The cost per rival exit is the state's bill over the exits of rivals beyond those that happen without cover; NaN where
 * cover drives nobody out.
 */
public final class SoleSupplierPath implements Result {
    private final List<Coverage> shares;
    private final List<RacePaths> runs;
    private final RacePaths without;

    SoleSupplierPath(List<Coverage> shares, List<RacePaths> runs, RacePaths without) {
        this.shares = List.copyOf(shares);
        this.runs = List.copyOf(runs);
        this.without = without;
    }

    private double more(int i) {
        return Moments.mean(Moments.less(runs.get(i).rivalExits(), without.rivalExits()));
    }

    private double costPerExit(int i) {
        return more(i) > 0 ? runs.get(i).stateBill() / more(i) : Double.NaN;
    }

    /**
     * The chance of a sole supplier by year and covered share: {@code covered_share year sole_supplier_by}.
     *
     * @return a fresh table
     */
    public Table byYear() {
        DoubleColumn share = DoubleColumn.create("covered_share");
        IntColumn year = IntColumn.create("year");
        DoubleColumn chance = DoubleColumn.create("sole_supplier_by");
        for (int i = 0; i < runs.size(); i++) {
            for (int t = 0; t < without.horizon(); t++) {
                share.append(shares.get(i).share());
                year.append(t);
                chance.append(runs.get(i).soleSupplierBy(t));
            }
        }
        return Table.create("Sole supplier", share, year, chance);
    }

    /**
     * The chance of a sole supplier year by year, one line a covered share.
     *
     * @return a figure with a plain title
     */
    public Figure figure() {
        double[] years = java.util.stream.IntStream.range(0, without.horizon())
                .asDoubleStream()
                .toArray();
        Lines lines = Figure.line();
        for (int i = 0; i < runs.size(); i++) {
            RacePaths run = runs.get(i);
            lines = lines.series(
                    Numbers.percent(shares.get(i).share(), 0) + " covered",
                    years,
                    java.util.Arrays.stream(years)
                            .map(t -> run.soleSupplierBy((int) t))
                            .toArray());
        }
        return lines.title("Path to a sole supplier")
                .subtitle("Chance that the backed side has been the only supplier, by covered share of its losses")
                .x(Axis.number("years from now"))
                .y(Axis.percent().from(0))
                .source(Moments.SIMULATED)
                .sampleSize(without.paths());
    }

    /**
     * One row a covered share: {@code covered_share sole_supplier rival_exits rival_exits_more state_bill cost_per_rival_exit
     * price_before price_after years_alone}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        DoubleColumn[] c = Moments.columns(
                "covered_share",
                "sole_supplier",
                "rival_exits",
                "rival_exits_more",
                "state_bill",
                "cost_per_rival_exit",
                "price_before",
                "price_after",
                "years_alone");
        for (int i = 0; i < runs.size(); i++) {
            RacePaths run = runs.get(i);
            Moments.append(
                    c,
                    shares.get(i).share(),
                    run.soleSupplierBy(run.horizon()),
                    Moments.mean(run.rivalExits()),
                    more(i),
                    run.stateBill(),
                    costPerExit(i),
                    run.priceBefore(),
                    run.priceAfter(),
                    run.yearsAlone());
        }
        return Table.create("Sole supplier").addColumns(c);
    }

    @Override
    public Table glance() {
        return Table.create(
                "Sole supplier",
                IntColumn.create("nobs", new int[] {runs.size()}),
                IntColumn.create("dropped", new int[] {0}),
                IntColumn.create("paths", new int[] {without.paths()}),
                DoubleColumn.create("sole_supplier_without_cover", without.soleSupplierBy(without.horizon())));
    }

    @Override
    public Summary summary() {
        return Summary.of("Path to a sole supplier")
                .choice("horizon", without.horizon() + " years")
                .choice("paths", Numbers.fixed(without.paths(), 0) + " common")
                .choice("compared with", "no cover")
                .grid(Summary.grid(runs.size())
                        .percent("covered", "losses", 0, i -> shares.get(i).share())
                        .percent("sole supplier", "paths", 1, i -> runs.get(i).soleSupplierBy(without.horizon()))
                        .number(
                                "rival exits",
                                "mean",
                                2,
                                i -> Moments.mean(runs.get(i).rivalExits()))
                        .number("more", "than no cover", 2, this::more)
                        .significant("state bill", "money", i -> runs.get(i).stateBill())
                        .significant("per exit", "money", this::costPerExit)
                        .significant("price before", "", i -> runs.get(i).priceBefore())
                        .significant("price after", "", i -> runs.get(i).priceAfter())
                        .number("years alone", "mean", 1, i -> runs.get(i).yearsAlone()))
                .identifies("The rules of the race and the same draws for every covered share.")
                .breaks(
                        "Cover that changes what the backed firm does, not only what it bears: more growth, lower prices.")
                .doesNotShow("Whether anybody meant it.")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
