package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.policy.Change;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Which elasticity drives an effect: each moved alone from its 2.5 to its 97.5 percent point, widest range first. */
public final class Tornado implements Result {
    private static final double Z95 = 1.959963984540054;

    private record Bar(Elasticity elasticity, double low, double high, double atLow, double atHigh) {
        double width() {
            return Math.abs(atHigh - atLow);
        }
    }

    private final Market market;
    private final Outcome outcome;
    private final String product;
    private final List<Change> changes;
    private final double point;
    private final List<Bar> bars;

    private Tornado(
            Market market, Outcome outcome, String product, List<Change> changes, double point, List<Bar> bars) {
        this.market = market;
        this.outcome = outcome;
        this.product = product;
        this.changes = changes;
        this.point = point;
        this.bars = bars;
    }

    static Tornado of(Market market, Outcome outcome, String product, List<Change> changes) {
        Model model = market.model();
        int j = market.indexOf(product);
        Regime regime = model.baseline().with(model, market.baseline(), changes);
        double point = outcome.of(j, market.baseline(), model.solve(regime, market.baseline()));
        List<Bar> bars = new ArrayList<>();
        double[] values =
                model.parameters().stream().mapToDouble(Elasticity::value).toArray();
        for (int k = 0; k < values.length; k++) {
            Elasticity e = model.parameters().get(k);
            if (e.standardError() > 0) {
                double low = Simulation.Lognormal.at(e, -Z95);
                double high = Simulation.Lognormal.at(e, Z95);
                bars.add(new Bar(
                        e,
                        low,
                        high,
                        effect(model, values, k, low, regime, outcome, j),
                        effect(model, values, k, high, regime, outcome, j)));
            }
        }
        if (bars.isEmpty()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A tornado needs an uncertain elasticity, but all are exact. Write substitution(4.2).standardError(0.7).");
        }
        bars.sort(Comparator.comparingDouble(Bar::width).reversed());
        return new Tornado(market, outcome, product, changes, point, bars);
    }

    private static double effect(
            Model model, double[] values, int k, double value, Regime regime, Outcome outcome, int j) {
        double[] moved = values.clone();
        moved[k] = value;
        Model other = model.with(moved);
        Equilibrium before = other.solve(other.baseline(), null);
        return outcome.of(j, before, other.solve(regime, before));
    }

    @Override
    public Summary summary() {
        return market.opening("Tornado")
                .choice("effect", outcome.words() + " of " + product)
                .choice(
                        "change",
                        String.join("; ", changes.stream().map(Change::text).toList()))
                .grid(Summary.grid(bars.size())
                        .text("elasticity", "", i -> bars.get(i).elasticity().text())
                        .significant("low", "2.5 %", i -> bars.get(i).low())
                        .significant("effect", "at low", i -> bars.get(i).atLow())
                        .significant("high", "97.5 %", i -> bars.get(i).high())
                        .significant("effect", "at high", i -> bars.get(i).atHigh()))
                .paragraph("Point", org.overhang.core.Numbers.significant(point, 4))
                .identifies("One elasticity moves, the others stay at their values.")
                .breaks("Elasticities that move together.")
                .doesNotShow("How likely the ends are jointly: simulate for that.")
                .build();
    }

    @Override
    public Table tidy() {
        StringColumn term = StringColumn.create("term");
        bars.forEach(b -> term.append(b.elasticity().text()));
        return Table.create("tornado")
                .addColumns(
                        term,
                        DoubleColumn.create(
                                "low", bars.stream().mapToDouble(Bar::low).toArray()),
                        DoubleColumn.create(
                                "high", bars.stream().mapToDouble(Bar::high).toArray()),
                        DoubleColumn.create(
                                "conf_low",
                                bars.stream().mapToDouble(Bar::atLow).toArray()),
                        DoubleColumn.create(
                                "conf_high",
                                bars.stream().mapToDouble(Bar::atHigh).toArray()));
    }

    @Override
    public Table glance() {
        return Table.create("tornado")
                .addColumns(
                        DoubleColumn.create("estimate", point),
                        IntColumn.create("nobs", new int[] {bars.size()}),
                        IntColumn.create("dropped", new int[] {0}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
