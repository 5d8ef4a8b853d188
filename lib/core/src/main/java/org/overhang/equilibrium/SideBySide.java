package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.policy.Change;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Conduct as an assumption to vary: one change solved under several models of the same market.
 *
 * <p>Each model must have the same products. A model that cannot carry the change is left out by name and reason, so that a
 * range over conduct never hides which conduct is missing.
 *
 * <p>Example: {@code SideBySide.of(armington, logit, cournot).solve(Duty.exclusive(0.30).on("China"))}.
 */
public final class SideBySide {
    private final List<Market> markets;

    private SideBySide(List<Market> markets) {
        this.markets = markets;
    }

    /**
     * Models of one market.
     *
     * @param markets two and more, with the same products
     * @return the comparison
     * @throws OverhangException {@link Reason#BAD_VALUE} if there are fewer than two or products differ
     */
    public static SideBySide of(Market... markets) {
        Problems problems = new Problems();
        problems.require(
                markets.length >= 2,
                Reason.BAD_VALUE,
                "A comparison needs at least two models, but there are " + markets.length + ".");
        for (Market market : markets) {
            problems.require(
                    market.products().equals(markets[0].products()),
                    Reason.BAD_VALUE,
                    "A comparison needs models of the same products, but "
                            + market.model().name() + " has "
                            + String.join(", ", market.products()) + " and "
                            + markets[0].model().name() + " has " + String.join(", ", markets[0].products()) + ".");
        }
        problems.throwIfAny();
        return new SideBySide(List.of(markets));
    }

    /**
     * The same change under every model.
     *
     * @param changes policies and whom they meet
     * @return effects side by side
     * @throws OverhangException if no model can carry the change, with the first model's reason
     */
    public Solved solve(Change... changes) {
        List<Counterfactual> solved = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        OverhangException first = null;
        for (Market market : markets) {
            try {
                solved.add(market.solve(changes));
            } catch (OverhangException e) {
                first = first == null ? e : first;
                leftOut.add(e.lines().get(0));
            }
        }
        if (solved.isEmpty() && first != null) {
            throw first;
        }
        return new Solved(List.of(changes), solved, leftOut);
    }

    /** Effects of one change, model by model. */
    public static final class Solved implements Result {
        private final List<Change> changes;
        private final List<Counterfactual> solved;
        private final List<String> leftOut;

        private Solved(List<Change> changes, List<Counterfactual> solved, List<String> leftOut) {
            this.changes = changes;
            this.solved = solved;
            this.leftOut = leftOut;
        }

        /**
         * The answers, in the order of the models.
         *
         * @return one counterfactual a model that carries the change
         */
        public List<Counterfactual> counterfactuals() {
            return List.copyOf(solved);
        }

        /**
         * The smallest effect over models.
         *
         * @param outcome which effect
         * @param product whose
         * @return the minimum
         */
        public double lowest(Outcome outcome, String product) {
            return solved.stream()
                    .mapToDouble(c -> c.change(outcome, product))
                    .min()
                    .orElse(Double.NaN);
        }

        /**
         * The largest effect over models.
         *
         * @param outcome which effect
         * @param product whose
         * @return the maximum
         */
        public double highest(Outcome outcome, String product) {
            return solved.stream()
                    .mapToDouble(c -> c.change(outcome, product))
                    .max()
                    .orElse(Double.NaN);
        }

        @Override
        public Summary summary() {
            List<String> products = solved.get(0).market().products();
            int n = products.size();
            Summary.Builder out = Summary.of("Conduct side by side")
                    .choice(
                            "change",
                            String.join("; ", changes.stream().map(Change::text).toList()))
                    .grid(Summary.grid(n * solved.size())
                            .text(
                                    "model",
                                    "",
                                    i -> solved.get(i / n).market().model().name())
                            .text("product", "", i -> products.get(i % n))
                            .percent("producer price", "baseline", 2, i -> at(Outcome.PRODUCER_PRICE, i, n, products))
                            .percent("quantity", "baseline", 2, i -> at(Outcome.QUANTITY, i, n, products))
                            .percent("revenue", "baseline", 2, i -> at(Outcome.REVENUE, i, n, products)));
            leftOut.forEach(out::warning);
            return out.identifies("Each model returns the same baseline; they differ in conduct and closure.")
                    .breaks("Elasticities that mean different things in different models.")
                    .doesNotShow("Which conduct is the right one.")
                    .leftOut(leftOut.size(), "models that cannot carry the change")
                    .build();
        }

        private double at(Outcome outcome, int i, int n, List<String> products) {
            return solved.get(i / n).change(outcome, products.get(i % n));
        }

        @Override
        public Table tidy() {
            StringColumn model = StringColumn.create("model");
            StringColumn product = StringColumn.create("product");
            StringColumn term = StringColumn.create("term");
            DoubleColumn estimate = DoubleColumn.create("estimate");
            for (Counterfactual c : solved) {
                for (Outcome outcome : Outcome.values()) {
                    for (String name : c.market().products()) {
                        model.append(c.market().model().name());
                        product.append(name);
                        term.append(outcome.name().toLowerCase(java.util.Locale.ROOT));
                        estimate.append(c.change(outcome, name));
                    }
                }
            }
            return Table.create("conduct").addColumns(model, product, term, estimate);
        }

        @Override
        public Table glance() {
            return Table.create("conduct")
                    .addColumns(
                            IntColumn.create("nobs", new int[] {solved.size()}),
                            IntColumn.create("dropped", new int[] {leftOut.size()}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
