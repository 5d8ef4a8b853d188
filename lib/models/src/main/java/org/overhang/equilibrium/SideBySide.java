package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;
import org.overhang.policy.Change;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Conduct as an assumption to vary: one change solved under several models of the same market.
 *
 * <p>Each model must have the same products, in the same shares of spending, or the difference is a warning. A model that cannot
 * carry the change is left out by name and reason, so that a range over conduct never hides which conduct is missing.
 *
 * <p>Nothing is read here, so nothing can be missing: data, defaults and left-out rows are those of each model.
 *
 * <p>Example: {@code SideBySide.of(armington, logit, cournot).solve(Duty.exclusive(0.30).on("China"))}.
 *
 * <p>Errors: {@link Reason#BAD_VALUE} for fewer than two models or models of other products; if no model can carry the change,
 * the first model's own.
 *
 * <p>Source: the comparison is this library's; each model names its own.
 */
public final class SideBySide {
    private static final double SAME = 1e-6;

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
        List<String> leftOut = new ArrayList<>();
        List<Counterfactual> solved = each(market -> market.solve(changes), leftOut);
        return new Solved(List.of(changes), solved, warnings(), leftOut);
    }

    /**
     * The same change under every model with draws of its uncertain parameters; a model without any is left out.
     *
     * @param draws how many in each
     * @param seed where they start in each
     * @param changes policies and whom they meet
     * @return intervals side by side
     * @throws OverhangException if no model can carry the change, with the first model's reason
     */
    public Simulated simulate(int draws, Seed seed, Change... changes) {
        List<String> leftOut = new ArrayList<>();
        List<Market> kept = new ArrayList<>();
        List<Simulation> found = each(
                market -> {
                    Simulation one = market.simulate(draws, seed, changes);
                    kept.add(market);
                    return one;
                },
                leftOut);
        return new Simulated(List.of(changes), kept, found, leftOut);
    }

    private <T> List<T> each(Function<Market, T> question, List<String> leftOut) {
        List<T> out = new ArrayList<>();
        OverhangException first = null;
        for (Market market : markets) {
            try {
                out.add(question.apply(market));
            } catch (OverhangException e) {
                first = first == null ? e : first;
                String name = market.model().name();
                String why = e.lines().get(0);
                leftOut.add(why.startsWith(name) ? why : name + ": " + why);
            }
        }
        if (out.isEmpty() && first != null) {
            throw first;
        }
        return out;
    }

    /** Models whose baseline is another one. */
    private List<String> warnings() {
        List<String> out = new ArrayList<>();
        double[] first = shares(markets.get(0));
        for (Market market : markets) {
            double[] here = shares(market);
            double gap = 0;
            for (int j = 0; j < here.length; j++) {
                gap = Math.max(gap, Math.abs(here[j] - first[j]));
            }
            if (gap > SAME) {
                out.add(market.model().name() + " starts from other shares of spending than "
                        + markets.get(0).model().name() + ", by up to " + Numbers.percent(gap, 2) + ".");
            }
        }
        return out;
    }

    private static double[] shares(Market market) {
        Equilibrium at = market.baseline();
        double[] out = new double[at.quantity().length];
        for (int j = 0; j < out.length; j++) {
            out[j] = at.consumerPrice()[j] * at.quantity()[j] / at.spending();
        }
        return out;
    }

    private static Figure finished(
            Coefficients chart, Outcome outcome, String product, List<Change> changes, String bars) {
        Figure figure = chart.title("Under each conduct: " + outcome.words() + " of " + product)
                .subtitle("Counterfactual against baseline; " + Market.text(changes))
                .interval(bars)
                .reference(0, "baseline");
        return outcome.isFraction() ? figure.y(Axis.percent()) : figure;
    }

    /** Effects of one change, model by model. */
    public static final class Solved implements Result {
        private final List<Change> changes;
        private final List<Counterfactual> solved;
        private final List<String> warnings;
        private final List<String> leftOut;

        private Solved(List<Change> changes, List<Counterfactual> solved, List<String> warnings, List<String> leftOut) {
            this.changes = changes;
            this.solved = solved;
            this.warnings = warnings;
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

        /**
         * One effect under each model, with its interval where parameters are uncertain.
         *
         * @param outcome which effect
         * @param product whose
         * @return the figure under a plain title
         */
        public Figure figure(Outcome outcome, String product) {
            Coefficients chart = Figure.coefficients();
            for (Counterfactual c : solved) {
                Interval of = c.interval(outcome, product);
                chart = chart.term(c.market().model().name(), c.change(outcome, product), of.low(), of.high());
            }
            return finished(
                    chart, outcome, product, changes, "bars: 95 % intervals, delta method; none if all is exact");
        }

        @Override
        public Summary summary() {
            List<String> products = solved.get(0).market().products();
            int n = products.size();
            Summary.Builder out = Summary.of("Conduct side by side")
                    .choice("change", Market.text(changes))
                    .grid(Summary.grid(n * solved.size())
                            .text(
                                    "model",
                                    "",
                                    i -> solved.get(i / n).market().model().name())
                            .text("product", "", i -> products.get(i % n))
                            .percent("producer price", "baseline", 2, i -> at(Outcome.PRODUCER_PRICE, i, n, products))
                            .text("95 %", "delta method", i -> ends(i, n, products))
                            .percent("quantity", "baseline", 2, i -> at(Outcome.QUANTITY, i, n, products))
                            .percent("revenue", "baseline", 2, i -> at(Outcome.REVENUE, i, n, products)));
            for (Counterfactual c : solved) {
                out.paragraph("Parameters, " + c.market().model().name(), Simulation.provenance(c.parameters()));
            }
            warnings.forEach(out::warning);
            leftOut.forEach(out::warning);
            return out.identifies("Each model returns its baseline; they differ in conduct and closure.")
                    .breaks("Elasticities that mean different things in different models.")
                    .doesNotShow("Which conduct is the right one.")
                    .leftOut(leftOut.size(), "models that cannot carry the change")
                    .build();
        }

        private double at(Outcome outcome, int i, int n, List<String> products) {
            return solved.get(i / n).change(outcome, products.get(i % n));
        }

        private String ends(int i, int n, List<String> products) {
            Counterfactual c = solved.get(i / n);
            String product = products.get(i % n);
            if (!(c.standardError(Outcome.PRODUCER_PRICE, product) > 0)) {
                return "";
            }
            Interval of = c.interval(Outcome.PRODUCER_PRICE, product);
            return Numbers.percent(of.low(), 2) + " to " + Numbers.percent(of.high(), 2);
        }

        @Override
        public Table tidy() {
            StringColumn model = StringColumn.create("model");
            StringColumn product = StringColumn.create("product");
            StringColumn term = StringColumn.create("term");
            DoubleColumn estimate = DoubleColumn.create("estimate");
            DoubleColumn error = DoubleColumn.create("std_error");
            for (Counterfactual c : solved) {
                for (Outcome outcome : Outcome.values()) {
                    for (String name : c.market().products()) {
                        model.append(c.market().model().name());
                        product.append(name);
                        term.append(outcome.column());
                        estimate.append(c.change(outcome, name));
                        error.append(c.standardError(outcome, name));
                    }
                }
            }
            return Table.create("conduct").addColumns(model, product, term, estimate, error);
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

    /** Draws of one change, model by model: uncertainty of parameters and of conduct in one table. */
    public static final class Simulated implements Result {
        private final List<Change> changes;
        private final List<Market> markets;
        private final List<Simulation> simulations;
        private final List<String> leftOut;

        private Simulated(
                List<Change> changes, List<Market> markets, List<Simulation> simulations, List<String> leftOut) {
            this.changes = changes;
            this.markets = markets;
            this.simulations = simulations;
            this.leftOut = leftOut;
        }

        /**
         * The simulations, in the order of the models.
         *
         * @return one a model that carries the change and has an uncertain parameter
         */
        public List<Simulation> simulations() {
            return List.copyOf(simulations);
        }

        /**
         * The range from the lowest 2.5 to the highest 97.5 percent point over models.
         *
         * @param outcome which effect
         * @param product whose
         * @return an interval that holds every model's own
         */
        public Interval range(Outcome outcome, String product) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (Simulation s : simulations) {
                low = Math.min(low, s.quantile(outcome, product, 0.025));
                high = Math.max(high, s.quantile(outcome, product, 0.975));
            }
            return new Interval(low, high, 0.95, "Monte Carlo, widest over " + simulations.size() + " models");
        }

        /**
         * One effect under each model: mean and 95 percent of draws.
         *
         * @param outcome which effect
         * @param product whose
         * @return the figure under a plain title
         */
        public Figure figure(Outcome outcome, String product) {
            Coefficients chart = Figure.coefficients();
            for (int m = 0; m < simulations.size(); m++) {
                Simulation s = simulations.get(m);
                chart = chart.term(
                        name(m),
                        s.mean(outcome, product),
                        s.quantile(outcome, product, 0.025),
                        s.quantile(outcome, product, 0.975));
            }
            return finished(chart, outcome, product, changes, "bars: 95 % of draws");
        }

        private String name(int m) {
            return markets.get(m).model().name();
        }

        @Override
        public Summary summary() {
            List<String> products = markets.get(0).products();
            int n = products.size();
            Summary.Builder out = Summary.of("Conduct side by side, simulated")
                    .choice("change", Market.text(changes))
                    .grid(Summary.grid(n * simulations.size())
                            .text("model", "", i -> name(i / n))
                            .text("product", "", i -> products.get(i % n))
                            .percent(
                                    "price, mean",
                                    "baseline",
                                    2,
                                    i -> simulations.get(i / n).mean(Outcome.PRODUCER_PRICE, products.get(i % n)))
                            .percent("2.5 %", "baseline", 2, i -> quantile(i, n, 0.025))
                            .percent("97.5 %", "baseline", 2, i -> quantile(i, n, 0.975))
                            .number(
                                    "failed",
                                    "draws",
                                    0,
                                    i -> simulations.get(i / n).failed()));
            for (int m = 0; m < markets.size(); m++) {
                out.paragraph(
                        "Parameters, " + name(m),
                        Simulation.provenance(markets.get(m).parameters()));
            }
            leftOut.forEach(out::warning);
            return out.identifies("Draws of each model's own parameters; nothing weighs one conduct against another.")
                    .breaks("Elasticities that mean different things in different models.")
                    .doesNotShow("Which conduct is the right one.")
                    .leftOut(leftOut.size(), "models that cannot carry the change or have nothing uncertain")
                    .build();
        }

        private double quantile(int i, int n, double p) {
            return simulations
                    .get(i / n)
                    .quantile(Outcome.PRODUCER_PRICE, markets.get(0).products().get(i % n), p);
        }

        @Override
        public Table tidy() {
            Table out = simulations.get(0).tidy();
            out.insertColumn(0, named(0, out.rowCount()));
            for (int m = 1; m < simulations.size(); m++) {
                Table next = simulations.get(m).tidy();
                next.insertColumn(0, named(m, next.rowCount()));
                out.append(next);
            }
            return out;
        }

        private StringColumn named(int m, int rows) {
            StringColumn model = StringColumn.create("model");
            for (int i = 0; i < rows; i++) {
                model.append(name(m));
            }
            return model;
        }

        @Override
        public Table glance() {
            return Table.create("conduct")
                    .addColumns(
                            IntColumn.create("nobs", new int[] {simulations.size()}),
                            IntColumn.create("dropped", new int[] {leftOut.size()}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
