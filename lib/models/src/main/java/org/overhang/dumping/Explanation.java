package org.overhang.dumping;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.Provenance;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.figure.Waterfall;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The ordered steps from gross price to margin of a sale, a model, a customer or the whole case, each with its clause. */
public final class Explanation implements Result {
    /**
     * One step.
     *
     * @param name what is added, taken off or reached
     * @param amount over all sales explained, in the reporting currency; taken off if negative
     * @param subtotal whether the amount is reached, not added
     * @param clause where the step comes from
     */
    public record Step(String name, double amount, boolean subtotal, String clause) {}

    private final String subject;
    private final String method;
    private final String currency;
    private final double quantity;
    private final int sales;
    private final double base;
    private final List<Step> steps;
    private final List<String> notes;
    private final Provenance source;

    Explanation(
            String subject,
            String method,
            String currency,
            double quantity,
            int sales,
            double base,
            List<Step> steps,
            List<String> notes,
            Provenance source) {
        this.subject = subject;
        this.method = method;
        this.currency = currency;
        this.quantity = quantity;
        this.sales = sales;
        this.base = base;
        this.steps = List.copyOf(steps);
        this.notes = List.copyOf(notes);
        this.source = source;
    }

    /**
     * The steps in order.
     *
     * @return from gross price to margin
     */
    public List<Step> steps() {
        return steps;
    }

    /**
     * What is explained.
     *
     * @return for example {@code model A-12}
     */
    public String subject() {
        return subject;
    }

    /**
     * The difference between normal value and export price of these sales, before any floor.
     *
     * @return a fraction of their net export value (EU: of their CIF value)
     */
    public double share() {
        return steps.get(steps.size() - 1).amount() / base;
    }

    /**
     * A waterfall from gross price to export price, and on to normal value.
     *
     * @return the figure, per unit in the reporting currency
     */
    public Figure figure() {
        Waterfall chart = Figure.waterfall();
        boolean started = false;
        double net = 0;
        for (Step step : steps) {
            double each = step.amount() / quantity;
            if (!started) {
                chart = chart.start(step.name(), each);
                started = true;
            } else if (step.subtotal()) {
                chart = chart.total(step.name());
                net = each;
                break;
            } else {
                chart = chart.step(step.name(), each);
            }
        }
        double difference = steps.get(steps.size() - 1).amount() / quantity;
        return chart.step("difference", difference)
                .total("normal value")
                .title("From gross price to dumping margin: " + subject)
                .subtitle(currency + " a unit, " + sales + " sales, comparison " + method + "; the difference is "
                        + Numbers.percent(share(), 2) + " of the base")
                .alt("Waterfall from a gross price of "
                        + Numbers.fixed(steps.get(0).amount() / quantity, 2) + " to a net export price of "
                        + Numbers.fixed(net, 2) + " and a normal value of " + Numbers.fixed(net + difference, 2) + " "
                        + currency + " a unit.")
                .y(Axis.number(currency + " a unit"))
                .source(source)
                .sampleSize(sales);
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of("Dumping margin of " + subject)
                .choice("comparison", method)
                .choice("sales", Numbers.fixed(sales, 0))
                .grid(Summary.grid(steps.size())
                        .text(
                                "step",
                                "",
                                i -> (steps.get(i).subtotal() ? "= " : "  ")
                                        + steps.get(i).name())
                        .number("per unit", currency, 4, i -> steps.get(i).amount() / quantity)
                        .number("all sales", currency, 2, i -> steps.get(i).amount())
                        .text("clause", "", i -> steps.get(i).clause()))
                .paragraph(
                        "",
                        "The difference is " + Numbers.percent(share(), 2) + " of the base, "
                                + Numbers.fixed(base, 2) + " " + currency + "; a negative one offsets others where the"
                                + " method allows it.");
        notes.forEach(n -> out.paragraph("", n));
        return out.build();
    }

    @Override
    public Table tidy() {
        return Table.create("explanation")
                .addColumns(
                        StringColumn.create(
                                "term", steps.stream().map(Step::name).toList()),
                        DoubleColumn.create(
                                "estimate",
                                steps.stream()
                                        .mapToDouble(s -> s.amount() / quantity)
                                        .toArray()),
                        DoubleColumn.create(
                                "amount",
                                steps.stream().mapToDouble(Step::amount).toArray()),
                        StringColumn.create(
                                "clause", steps.stream().map(Step::clause).toList()));
    }

    @Override
    public Table glance() {
        return Table.create("explanation")
                .addColumns(
                        IntColumn.create("nobs", new int[] {sales}),
                        DoubleColumn.create("quantity", quantity),
                        DoubleColumn.create("share", share()));
    }

    @Override
    public String toString() {
        return summary().toString();
    }

    /** Gathers steps in order; those that are zero but for rounding do not show. */
    static final class Ledger {
        private static final double ROUNDING = 1e-12;

        private final List<Step> steps = new ArrayList<>();
        private double largest;

        Ledger add(String name, double amount, String clause) {
            largest = Math.max(largest, Math.abs(amount));
            if (Math.abs(amount) > ROUNDING * largest) {
                steps.add(new Step(name, amount, false, clause));
            }
            return this;
        }

        Ledger reach(String name, double amount, String clause) {
            steps.add(new Step(name, amount, true, clause));
            return this;
        }

        List<Step> steps() {
            return steps;
        }
    }
}
