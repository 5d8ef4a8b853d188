package org.overhang.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Estimate.estimate;
import static org.overhang.core.Seed.seed;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.equilibrium.Elasticity.supply;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.policy.Change;
import org.overhang.policy.Duty;
import org.overhang.policy.Exit;
import org.overhang.policy.FairPrice;
import org.overhang.policy.Policy;
import org.overhang.policy.Quota;
import org.overhang.policy.UtilizationFloor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Delta method, draws and tornado of every model, against one another and against solving again. */
class UncertaintyTest {
    private static final int DRAWS = 1_500;
    /** Errors of a few percent leave effects nearly linear; 1,500 draws know a standard deviation to 1.8 percent. */
    private static final double SPREAD = 0.08;
    /** Central differences of solved models against the implicit function theorem. */
    private static final double DERIVATIVE = 2e-5;

    private static final Change DUTY = Duty.exclusive(0.3).on("Subject");

    @ParameterizedTest
    @CsvSource({"0.3, 0.02", "0.6, 0.15", "0.05, 0.03", "0.9, 0.05"})
    void sharesKeepTheirMeanAndErrorAndStayShares(double mean, double error) {
        Parameter share = ModelInput.share("share", estimate(mean).standardError(error));
        Uncertainty source = Uncertainty.of(List.of(share), Uncertainty.independent(1));
        int n = 40_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double x = source.draw(seed(11).stream(i))[0];
            assertTrue(x > 0 && x < 1);
            sum += x;
            squares += x * x;
        }
        double found = sum / n;
        assertEquals(mean, found, 4.5 * error / Math.sqrt(n));
        assertEquals(error, Math.sqrt(squares / n - found * found), 0.03 * error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"armington", "logit", "ces", "cournot", "cournotLog"})
    void everyMarketKnowsItsErrors(String model) {
        Market market = Markets.of(model, 1, 1);
        Counterfactual found = market.solve(DUTY);
        Simulation drawn = market.simulate(DRAWS, seed(5), DUTY);
        assertEquals(0, drawn.failed());
        for (Outcome outcome : List.of(Outcome.CONSUMER_PRICE, Outcome.QUANTITY, Outcome.PROFIT)) {
            double error = found.standardError(outcome, "HomeA");
            assertTrue(error > 0);
            assertEquals(1, drawn.standardDeviation(outcome, "HomeA") / error, SPREAD, outcome.words());
            assertEquals(found.change(outcome, "HomeA"), drawn.mean(outcome, "HomeA"), error);
        }
        MarketExperiment experiment = new MarketExperiment(market, List.of(DUTY), null);
        derivatives(experiment, Outcome.QUANTITY, "HomeA", k -> found.derivative(Outcome.QUANTITY, "HomeA", k));
        assertTrue(found.toString().contains("Parameters: "), found.toString());
    }

    private interface Derivative {
        double at(int parameter);
    }

    /** Every uncertain parameter, by solving the whole model again on both sides. */
    private static void derivatives(Experiment experiment, Effect effect, String subject, Derivative derivative) {
        int e = Simulation.position(experiment, effect);
        int j = experiment.subject(subject);
        double[][][] room = experiment.room(2);
        int uncertain = 0;
        for (int k = 0; k < experiment.parameters().size(); k++) {
            Parameter p = experiment.parameters().get(k);
            if (p.standardError() > 0) {
                uncertain++;
                double h = 1e-4 * Math.abs(p.value());
                for (int end = 0; end < 2; end++) {
                    double[] moved = experiment.values();
                    moved[k] += end == 0 ? h : -h;
                    experiment.solve(moved, room, end);
                }
                double slow = (room[e][j][0] - room[e][j][1]) / (2 * h);
                assertEquals(slow, derivative.at(k), DERIVATIVE * (Math.abs(slow) + 1e-3), p.text());
            }
        }
        assertTrue(uncertain > 1);
    }

    @Test
    void parametersNameTheirSource() {
        List<Parameter> logit = Markets.logit(1, 1).parameters();
        assertEquals(
                List.of("outside share 0.2000 ± 0.0200 (survey)", "margin of HomeA 0.3000 ± 0.0200 (column margin)"),
                logit.stream().map(Parameter::text).toList());
        assertTrue(Markets.logit(1, 1).toString().contains("outside share 0.2000 ± 0.0200 (survey)"));
        // One supply elasticity for all origins is one number.
        assertEquals(3, Markets.armington(1, 1).parameters().size());
        assertEquals(4, Markets.gsim(1).parameters().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"armington", "logit", "ces"})
    void aFairPriceCarriesItsOwnErrors(String model) {
        Market market = Markets.of(model, 1, 1);
        Change fair = FairPrice.margin(estimate(0.2).standardError(0.02).source("case file"))
                .passThrough(estimate(0.6).standardError(0.05).source("two-market model"))
                .on("Subject");
        Counterfactual found = market.solve(fair);
        int own = market.parameters().size();
        assertEquals(own + 2, found.parameters().size());
        assertEquals(0.6, found.derivative(Outcome.PRODUCER_PRICE, "Subject", own), 1e-9, "the price rises by phi d");
        assertEquals(0.2, found.derivative(Outcome.PRODUCER_PRICE, "Subject", own + 1), 1e-9);
        double error = Math.hypot(0.6 * 0.02, 0.2 * 0.05);
        assertEquals(error, found.standardError(Outcome.PRODUCER_PRICE, "Subject"), 1e-8);
        Simulation drawn = market.simulate(DRAWS, seed(9), fair);
        assertEquals(1, drawn.standardDeviation(Outcome.PRODUCER_PRICE, "Subject") / error, SPREAD);
        assertTrue(drawn.toString().contains("pass-through of Subject 0.6000 ± 0.0500 (two-market model)"));
        assertTrue(found.toString().contains("pass-through 60 % ± 5 %"));
    }

    @Test
    void theWorldModelKnowsItsErrors() {
        Gsim.Calibrated model = Markets.gsim(1);
        Change cut = Duty.exclusive(0).on("B").in("A");
        GsimSolution found = model.solve(cut);
        Simulation drawn = model.simulate(DRAWS, seed(3), cut);
        for (CountryOutcome outcome : CountryOutcome.values()) {
            double error = found.standardError(outcome, "A");
            if (outcome != CountryOutcome.SUBSIDY_COST) {
                assertEquals(1, drawn.standardDeviation(outcome, "A") / error, SPREAD, outcome.words());
            }
        }
        for (int k = 0; k < 4; k++) {
            int parameter = k;
            assertTrue(Double.isFinite(found.derivative(CountryOutcome.NET_WELFARE, "B", parameter)));
        }
        Tornado tornado = model.tornado(CountryOutcome.WORLD_PRICE, "B", cut);
        assertEquals(4, tornado.tidy().rowCount());
        assertTrue(found.tidy().columnNames().contains("world_price_std_error"));
        shown(drawn, tornado, found);
        svg(drawn.figure().svg(), tornado.figure().svg(), found.figure().svg());
    }

    @Test
    void theWorldModelsDerivativesAreThoseOfSolvingAgain() {
        Change cut = Duty.exclusive(0).on("B").in("A");
        Gsim.Calibrated model = Markets.gsim(1);
        GsimSolution found = model.solve(cut);
        double[] base =
                model.parameters().stream().mapToDouble(Parameter::value).toArray();
        for (int k = 0; k < base.length; k++) {
            double h = 1e-4 * Math.abs(base[k]);
            double slow = (netOfB(base, k, h) - netOfB(base, k, -h)) / (2 * h);
            assertEquals(
                    slow, found.derivative(CountryOutcome.NET_WELFARE, "B", k), DERIVATIVE * (1e-2 + Math.abs(slow)));
        }
    }

    private static double netOfB(double[] values, int k, double h) {
        double[] v = values.clone();
        v[k] += h;
        return PartialEquilibrium.gsim("trade")
                .exporter("from")
                .importer("to")
                .tariff("tariff")
                .elasticities(
                        Elasticity.substitution(v[0]),
                        demand(v[1]),
                        supply(v[2]),
                        supply(v[3]).of("B"))
                .calibrate(Markets.flows(1))
                .solve(Duty.exclusive(0).on("B").in("A"))
                .netWelfare(GsimSolution.Form.EXACT, "B");
    }

    private static TwoMarketExporter exporter() {
        return TwoMarketExporter.home(LinearDemand.observed(625)
                        .sold(46.875)
                        .elasticity(demand(-1.7).standardError(0.05).source("assumed")))
                .export(LinearDemand.inverse(estimate(560).standardError(6))
                        .slope(estimate(2).standardError(0.05)))
                .unitCost(estimate(250).standardError(5).source("accounts"))
                .capacity(estimate(200).standardError(4));
    }

    private static DominantFirm dominant() {
        return DominantFirm.facing(
                        LinearDemand.direct(estimate(180).standardError(3)).slope(0.15))
                .unitCost(estimate(300).standardError(8))
                .fringeFrom(estimate(420).standardError(5))
                .fringeSlope(estimate(0.25).standardError(0.01));
    }

    private static ReciprocalDumping line() {
        return ReciprocalDumping.linear(LinearDemand.inverse(1000).slope(5))
                .unitCost(estimate(300).standardError(6))
                .transport(estimate(60).standardError(3));
    }

    private static ReciprocalDumping curve() {
        return ReciprocalDumping.constantElasticity(demand(-2).standardError(0.05))
                .unitCost(estimate(300).standardError(6))
                .arriving(estimate(0.85).standardError(0.01));
    }

    private static void agree(TypedSolution found, Simulation drawn, Effect... effects) {
        assertEquals(0, drawn.failed());
        for (Effect effect : effects) {
            double error = found.standardError(effect);
            assertTrue(error > 0, effect.words());
            assertEquals(1, drawn.standardDeviation(effect) / error, SPREAD, effect.words());
            assertTrue(found.interval(effect).contains(drawn.mean(effect)));
        }
        shown(found, drawn);
    }

    @Test
    void typedModelsKnowTheirErrors() {
        Policy floor = UtilizationFloor.of(0.9);
        agree(
                exporter().solve(floor),
                exporter().simulate(DRAWS, seed(1), floor),
                Term.DUMPING_MARGIN,
                Term.DISCRIMINATION_MARGIN,
                Term.PRESSURE_MARGIN,
                Term.EXPORT_PRICE.change(),
                Term.WORLD_WELFARE,
                Term.FAIR_PRICE_PASS_THROUGH);
        Policy duty = Duty.specific(50);
        agree(
                dominant().solve(duty),
                dominant().simulate(DRAWS, seed(2), duty),
                Term.PRICE,
                Term.FRINGE_SURPLUS.change(),
                Term.PROFIT.change(),
                Term.WORLD_WELFARE);
        agree(
                line().solve(duty),
                line().simulate(DRAWS, seed(3), duty),
                Term.DUMPING_MARGIN,
                Term.PRICE,
                Term.PROFIT.change(),
                Term.WORLD_WELFARE);
        agree(
                curve().solve(Duty.exclusive(0.1)),
                curve().simulate(DRAWS, seed(4), Duty.exclusive(0.1)),
                Term.DUMPING_MARGIN.change(),
                Term.PRICE.change(),
                Term.WORLD_WELFARE);
        svg(
                exporter().solve(floor).figure().svg(),
                dominant().solve(duty).figure().svg(),
                line().solve(duty).figure().svg(),
                exporter().simulate(200, seed(1), floor).figure().svg(),
                exporter().tornado(Term.DUMPING_MARGIN, floor).figure().svg());
    }

    @Test
    void knownDerivativesOfClosedForms() {
        // p = (a - bq + ...)/...: with residual demand 285 - 0.4 p the price is (712.5 + c)/2 = 506.25.
        DominantFirm.Solved found = dominant().solve();
        int cost = 2;
        assertEquals(
                "unit cost 300.0 ± 8.00 (assumed)", found.parameters().get(cost).text());
        assertEquals(0.5, found.derivative(Term.PRICE, cost), 1e-8);
        // p = (a + c + (c + t))/3 and fob = p - t: dp/dt = 1/3, dfob/dt = -2/3.
        ReciprocalDumping.Solved two = line().solve();
        assertEquals(1 / 3.0, two.derivative(Term.PRICE, 3), 1e-8);
        assertEquals(-2 / 3.0, two.derivative(Term.EXPORT_PRICE, 3), 1e-8);
        double error = Math.hypot(2 / 3.0 * 6, 3 / 3.0);
        assertEquals(error, two.standardError(Term.PRICE), 1e-7);
        double[][] together = Uncertainty.independent(4);
        together[2][3] = 1;
        together[3][2] = 1;
        assertEquals(
                2 / 3.0 * 6 + 3 / 3.0,
                line().correlated(together).solve().standardError(Term.PRICE),
                1e-7,
                "errors that move together add up");
    }

    @Test
    void correlationMovesStandardErrorsAsItMovesDraws() {
        Market market = Markets.armington(1, 1);
        double[][] r = Uncertainty.independent(3);
        r[0][2] = -0.8;
        r[2][0] = -0.8;
        Market tied = market.correlated(r);
        double error = tied.solve(DUTY).standardError(Outcome.QUANTITY, "Subject");
        assertEquals(
                1, tied.simulate(DRAWS, seed(8), DUTY).standardDeviation(Outcome.QUANTITY, "Subject") / error, SPREAD);
        assertTrue(Math.abs(error / market.solve(DUTY).standardError(Outcome.QUANTITY, "Subject") - 1) > 0.05);
        assertEquals(
                tied.simulate(50, seed(8), DUTY).mean(Outcome.QUANTITY, "Subject"),
                market.simulate(50, seed(8), r, DUTY).mean(Outcome.QUANTITY, "Subject"));
    }

    @Test
    void policiesShareTheirDraws() {
        Market market = Markets.logit(1, 1);
        Simulation one = market.simulate(400, seed(6), DUTY);
        Simulation same =
                market.simulate(400, seed(6), Duty.inclusive(0.3 / 1.3).on("Subject"));
        for (double p : new double[] {0.1, 0.5, 0.9}) {
            assertEquals(
                    one.quantile(Outcome.QUANTITY, "HomeA", p),
                    same.quantile(Outcome.QUANTITY, "HomeA", p),
                    1e-9,
                    "one policy written twice, on the same draws");
        }
    }

    @Test
    void failedDrawsAreCountedAndMaterialityIsAShare() {
        ReciprocalDumping near = ReciprocalDumping.constantElasticity(
                        demand(-0.6).standardError(0.1))
                .unitCost(300)
                .arriving(0.95);
        Simulation drawn = near.simulate(500, seed(2), Duty.exclusive(0.02));
        assertTrue(drawn.failed() > 20 && drawn.failed() < 480, "draws inelastic beyond -1/2 have no equilibrium");
        assertEquals(drawn.failed(), drawn.glance().intColumn("dropped").get(0));
        assertTrue(drawn.toString().contains("Left out: " + drawn.failed() + " draws without an equilibrium"));
        Simulation market = Markets.armington(1, 1).simulate(2_000, seed(4), DUTY);
        double line = market.quantile(Outcome.REVENUE, "HomeA", 0.25);
        assertEquals(0.75, market.probability(Outcome.REVENUE, "HomeA", line), 2e-3);
        assertEquals(0, market.probability(Outcome.REVENUE, "HomeA", -0.01));
        assertTrue(market.worldWelfare().high() < 0, "a duty costs the world");
        svg(
                market.exceedance(Outcome.REVENUE, "HomeA").svg(),
                market.figure(Outcome.QUANTITY).svg());
    }

    @Test
    void tornadoIsSortedAndShowsEndsThatFail() {
        Tornado tornado = Markets.armington(1, 1).tornado(Outcome.QUANTITY, "HomeA", DUTY);
        double last = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            double width = Math.abs(tornado.tidy().doubleColumn("conf_high").get(i)
                    - tornado.tidy().doubleColumn("conf_low").get(i));
            assertTrue(width <= last);
            last = width;
        }
        Tornado failing = ReciprocalDumping.constantElasticity(demand(-0.6).standardError(0.1))
                .unitCost(estimate(300).standardError(3))
                .arriving(0.95)
                .tornado(Term.PRICE, Duty.exclusive(0.02));
        assertEquals(1, failing.glance().intColumn("dropped").get(0));
        assertTrue(failing.toString().contains("Left out: 1 parameters with an end that has no equilibrium"));
        svg(tornado.figure().svg(), failing.figure().svg());
    }

    @Test
    void marginsWithErrorsWeighByThem() {
        var table = Markets.products(1, 1);
        table.replaceColumn("margin", tech.tablesaw.api.DoubleColumn.create("margin", 0.3, 0.15, Double.NaN));
        table.replaceColumn(
                "margin_error", tech.tablesaw.api.DoubleColumn.create("margin_error", 1e-6, 0.05, Double.NaN));
        Oligopoly model = PartialEquilibrium.bertrandLogit("price")
                .quantity("quantity")
                .by("product")
                .margin("margin")
                .outsideShare(0.2);
        Market weighted = model.marginError("margin_error").calibrate(table);
        assertEquals(0.3, weighted.tidy().doubleColumn("margin").get(0), 1e-8, "the sure margin is met");
        assertTrue(weighted.toString().contains("least squares with weights of one over the variance"));
        assertTrue(Math.abs(model.calibrate(table).tidy().doubleColumn("margin").get(0) - 0.3) > 0.01);
    }

    @Test
    void conductAndParametersInOneTable() {
        SideBySide models = SideBySide.of(Markets.armington(1, 1), Markets.logit(1, 1), Markets.ces(1, 1));
        SideBySide.Simulated drawn = models.simulate(300, seed(5), DUTY);
        assertEquals(3, drawn.simulations().size());
        for (Simulation s : drawn.simulations()) {
            assertTrue(drawn.range(Outcome.QUANTITY, "HomeA").low() <= s.quantile(Outcome.QUANTITY, "HomeA", 0.025));
            assertTrue(drawn.range(Outcome.QUANTITY, "HomeA").high() >= s.quantile(Outcome.QUANTITY, "HomeA", 0.975));
        }
        SideBySide.Solved solved = models.solve(DUTY);
        shown(drawn, solved);
        svg(
                drawn.figure(Outcome.QUANTITY, "HomeA").svg(),
                solved.figure(Outcome.QUANTITY, "HomeA").svg());
        assertTrue(!solved.toString().contains("starts from other shares"));
        SideBySide mixed = SideBySide.of(Markets.armington(1, 1), Markets.cournot(1, 1, true));
        assertTrue(mixed.solve(DUTY)
                .toString()
                .contains("Cournot linear starts from other shares of spending than Armington"));
    }

    private static void shown(Result... results) {
        for (Result result : results) {
            assertEquals(1, result.glance().rowCount());
            assertTrue(result.tidy().rowCount() > 0);
            assertTrue(result.summary().html().startsWith("<div"));
        }
    }

    private static void svg(String... figures) {
        for (String figure : figures) {
            assertTrue(figure.length() > 1000);
        }
    }

    private static void refused(Reason reason, String start, Executable call) {
        OverhangException e = assertThrows(OverhangException.class, call);
        assertEquals(reason, e.reason());
        assertTrue(e.lines().get(0).startsWith(start), e.lines().get(0));
    }

    @Test
    void refusals() {
        refused(
                Reason.OUT_OF_RANGE,
                "An uncertain pass-through of Subject needs a value strictly between 0 and 1",
                () -> Markets.armington(1, 1)
                        .solve(FairPrice.margin(0.2)
                                .passThrough(estimate(1).standardError(0.1))
                                .on("Subject")));
        refused(
                Reason.OUT_OF_RANGE,
                "An estimate needs a value and a finite standard error of at least 0",
                () -> estimate(0.3).standardError(-1));
        refused(
                Reason.OUT_OF_RANGE,
                "An uncertain elasticity needs a finite value other than 0",
                () -> Elasticity.perfectlyElasticSupply().standardError(1));
        refused(
                Reason.OUT_OF_RANGE,
                "A simulation needs a symmetric, positive semidefinite correlation matrix of 3 rows",
                () -> Markets.armington(1, 1).correlated(Uncertainty.independent(4)));
        refused(
                Reason.OUT_OF_RANGE,
                "A simulation needs at least 2 draws and an uncertain parameter",
                () -> DominantFirm.facing(LinearDemand.direct(180).slope(0.15))
                        .unitCost(300)
                        .fringeFrom(420)
                        .fringeSlope(0.25)
                        .simulate(100, seed(1)));
        refused(
                Reason.BAD_VALUE,
                "Dominant firm has no effect \"dumping margin\".",
                () -> dominant().solve().value(Term.DUMPING_MARGIN));
        refused(
                Reason.BAD_VALUE,
                "Armington has no effect \"dumping margin\".",
                () -> Markets.armington(1, 1).simulate(10, seed(1), DUTY).mean(Term.DUMPING_MARGIN, "HomeA"));
        refused(
                Reason.NOT_IDENTIFIED,
                "A derivative needs an uncertain parameter, but demand, slope 0.1500 (assumed) is exact.",
                () -> dominant().solve().derivative(Term.PRICE, 1));
        refused(
                Reason.BAD_VALUE,
                "Gsim has no country \"D\".",
                () -> Markets.gsim(1).solve().standardError(CountryOutcome.OUTPUT, "D"));
        refused(
                Reason.BAD_VALUE,
                "Bertrand logit needs margins before their standard errors.",
                () -> PartialEquilibrium.bertrandLogit("price")
                        .quantity("quantity")
                        .by("product")
                        .marginError("margin_error"));
    }

    /** Draws of an elasticity at which one seller has no best price are counted, with where they lie. */
    @Test
    void leftOutDrawsSayWhereTheyLie() {
        Market market = PartialEquilibrium.cournotConstantElasticity("price")
                .quantity("quantity")
                .by("product")
                .elasticities(demand(-1.05).standardError(0.1))
                .calibrate(Table.create("two")
                        .addColumns(
                                StringColumn.create("product", "a", "b"),
                                DoubleColumn.create("price", 10, 10),
                                DoubleColumn.create("quantity", 5, 5)));
        Simulation drawn = market.simulate(400, seed(3), Exit.of("b"));
        assertTrue(drawn.failed() > 50 && drawn.failed() < 350, drawn.failed() + " left out");
        Table why = drawn.dropped();
        assertEquals(1, why.rowCount());
        assertEquals(drawn.failed(), why.intColumn("draws").get(0));
        assertTrue(why.stringColumn("reason")
                .get(0)
                .startsWith("Cournot log-linear has no equilibrium under these changes"));
        // Demand falls short of elasticity one in exactly the draws that are left out.
        assertTrue(why.doubleColumn("low_dropped").get(0) >= -1 - 1e-9);
        assertTrue(why.doubleColumn("median_kept").get(0) < -1);
        assertTrue(drawn.toString().contains("Left out for"));
        assertEquals(
                0,
                market.simulate(50, seed(3), Quota.share(0.9).on("b")).dropped().rowCount());
    }
}
