package org.overhang.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.equilibrium.Elasticity.perfectlyElasticSupply;
import static org.overhang.equilibrium.Elasticity.substitution;
import static org.overhang.equilibrium.Elasticity.supply;
import static org.overhang.policy.Measure.DUTY;
import static org.overhang.policy.Measure.SUBSIDY;
import static org.overhang.policy.Removal.remove;
import static org.overhang.policy.Subsidy.adValorem;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.policy.Change;
import org.overhang.policy.Closure;
import org.overhang.policy.Duty;
import org.overhang.policy.Exit;
import org.overhang.policy.FairPrice;
import org.overhang.policy.Ownership;
import org.overhang.policy.Quota;
import org.overhang.policy.Subsidy;
import org.overhang.policy.Undertaking;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ArmingtonTest {
    /** References carry sixteen digits; welfare lines lose some to cancellation. */
    private static final double EXACT = 1e-12;

    private static final double LEDGER = 1e-11;
    private static final JsonObject SETS = Reference.read("model_references.json");

    private static Table table(String[] names, double[] values) {
        return Table.create("market")
                .addColumns(StringColumn.create("origin", names), DoubleColumn.create("value", values));
    }

    private static String[] letters(int n) {
        String[] out = new String[n];
        for (int j = 0; j < n; j++) {
            out[j] = String.valueOf((char) ('a' + j));
        }
        return out;
    }

    private static Armington base() {
        return PartialEquilibrium.armington("value")
                .by("origin")
                .domestic("a")
                .elasticities(
                        substitution(3.5),
                        demand(-0.75),
                        supply(2).of("a"),
                        supply(6).of("b"),
                        supply(10).of("c"));
    }

    private static Table three() {
        return table(letters(3), new double[] {55, 30, 15});
    }

    /** Rebuilds a reference set's market and shock from its inputs. */
    private static Counterfactual solved(JsonObject set) {
        JsonObject in = set.getAsJsonObject("inputs");
        double[] v = Reference.numbers(in.get("v0"));
        double[] eps = Reference.numbers(in.get("eps"));
        String[] names = letters(v.length);
        Armington model = PartialEquilibrium.armington("value")
                .by("origin")
                .domestic("a")
                .elasticities(substitution(Reference.number(in, "sigma")), demand(Reference.number(in, "eta")));
        List<Change> changes = new ArrayList<>();
        for (int j = 0; j < v.length; j++) {
            model = model.elasticities(supply(eps[j]).of(names[j]));
            if (in.has("tau0")) {
                model = model.duty(names[j], Duty.exclusive(Reference.numbers(in.get("tau0"))[j]));
            }
            if (in.has("sub0")) {
                model = model.subsidy(names[j], adValorem(Reference.numbers(in.get("sub0"))[j]));
                changes.add(adValorem(Reference.numbers(in.get("sub1"))[j]).on(names[j]));
            }
            if (in.has("tau1")) {
                changes.add(Duty.exclusive(Reference.numbers(in.get("tau1"))[j]).on(names[j]));
            }
            if (in.has("supply_shift") && Reference.numbers(in.get("supply_shift"))[j] != 1) {
                changes.add(Closure.share(1 - Reference.numbers(in.get("supply_shift"))[j])
                        .on(names[j]));
            }
        }
        return model.calibrate(table(names, v)).solve(changes.toArray(Change[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "armington_drenski_4supplier",
                "armington_emr_default",
                "armington_mathworks_usitc",
                "armington_add_AD_duty_30",
                "armington_remove_AD_duty_30",
                "armington_remove_subsidy_25",
                "armington_capacity_closure_subject_40pct",
                "armington_subject_infinite_supply_duty_30"
            })
    void fortyDigitReferences(String name) {
        JsonObject set = SETS.getAsJsonObject(name);
        Counterfactual found = solved(set);
        Welfare welfare = found.welfare();
        double[] exact = Reference.numbers(set.get("exact_producer_log_change"));
        double[] linear = Reference.numbers(set.get("loglinear_producer_price_change"));
        double[] quantity = Reference.numbers(set.get("quantity_ratio"));
        double[] surplus = Reference.numbers(set.get("dPS"));
        double[] subsidy = Reference.numbers(set.get("subsidy_cost_change"));
        double cost = 0;
        for (int j = 0; j < exact.length; j++) {
            String good = letters(exact.length)[j];
            assertEquals(exact[j], found.change(Outcome.LOG_PRODUCER_PRICE, good), EXACT);
            // The reference's producer prices are 1 at the baseline; here consumer prices are.
            double price = 1 + found.change(Outcome.PRODUCER_PRICE, good);
            assertEquals(Reference.numbers(set.get("producer_price"))[j], price, EXACT);
            assertEquals(Reference.numbers(set.get("consumer_price"))[j], found.consumerPrice(good), EXACT);
            assertEquals(
                    Reference.numbers(set.get("revenue_ratio_producer"))[j],
                    1 + found.change(Outcome.REVENUE, good),
                    EXACT);
            assertEquals(0, found.margin(good), EXACT, "price takers earn no margin");
            assertEquals(quantity[j], 1 + found.change(Outcome.QUANTITY, good), EXACT);
            assertEquals(linear[j], found.linearizedPriceChange(good), EXACT);
            assertEquals(linear[j] - exact[j], found.linearizationError(good), EXACT);
            assertEquals(surplus[j], welfare.profit(good), LEDGER);
            cost += subsidy[j];
        }
        assertEquals(Reference.number(set, "price_index"), found.priceIndex(), EXACT);
        assertEquals(Reference.number(set, "dCS"), welfare.consumers(), LEDGER);
        assertEquals(Reference.number(set, "tariff_revenue_change"), welfare.tariffRevenue(), LEDGER);
        assertEquals(cost, welfare.subsidyCost(), LEDGER);
        assertEquals(welfare.world(), welfare.independent(), LEDGER);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.6})
    void fairPriceGivesTheRentToTheExporter(double passThrough) {
        JsonObject set =
                SETS.getAsJsonObject("armington_fair_price_margin20_passthrough_" + (passThrough == 1 ? "1" : "0.6"));
        Counterfactual found = base().calibrate(three())
                .solve(FairPrice.margin(0.2).passThrough(passThrough).on("b"));
        double[] quantity = Reference.numbers(set.get("quantity_ratio"));
        double[] paid = Reference.numbers(set.get("consumer_price"));
        for (int j = 0; j < 3; j++) {
            assertEquals(quantity[j], 1 + found.change(Outcome.QUANTITY, letters(3)[j]), EXACT);
            assertEquals(paid[j], found.consumerPrice(letters(3)[j]), EXACT);
        }
        // The reference books the wedge as tariff revenue of a flat supply; here the same prices leave it with the
        // seller.
        Welfare welfare = found.welfare();
        assertEquals(0, welfare.tariffRevenue());
        double rent = Reference.number(set, "tariff_revenue_change");
        double fall = 30 * (1 - Math.pow(quantity[1], 1 + 1 / 6.0)) / (1 + 1 / 6.0);
        assertEquals(
                paid[1] * 30 * quantity[1] - 30 - (-fall),
                welfare.profit("b"),
                LEDGER,
                "revenue less area under supply");
        assertTrue(rent > 0);
        assertEquals(Reference.number(set, "dCS"), welfare.consumers(), LEDGER);
        assertEquals(welfare.world(), welfare.independent(), LEDGER);
    }

    @Test
    void theSentenceOfTheDesign() {
        Table imports2023 = Table.create("imports")
                .addColumns(
                        StringColumn.create("origin", "EU", "China", "Korea"),
                        DoubleColumn.create("value_usd", 5.5e9, 3e9, 1.5e9));
        var market = PartialEquilibrium.armington("value_usd")
                .by("origin")
                .domestic("EU")
                .elasticities(substitution(4.2), demand(-0.8), supply(6.0))
                .subsidy("China", adValorem(0.12))
                .calibrate(imports2023);
        var noSubsidy = market.solve(remove(SUBSIDY).from("China"));
        assertTrue(noSubsidy.change(Outcome.PRODUCER_PRICE, "EU") > 0);
        assertTrue(noSubsidy.welfare().subsidyCost() < 0);
        assertTrue(noSubsidy.toString().startsWith("Armington, counterfactual · conduct competition"));
        assertTrue(noSubsidy.toString().contains("change removal of the subsidy from China"));
        assertTrue(noSubsidy.toString().endsWith("Left out: nothing"));
    }

    @Test
    void noChangeIsTheBaselineAndASmallOneIsTheDerivative() {
        Market market = base().calibrate(three());
        Counterfactual same = market.solve();
        for (String good : letters(3)) {
            assertEquals(0, same.change(Outcome.LOG_PRODUCER_PRICE, good), 1e-15);
        }
        Counterfactual small = market.solve(Duty.exclusive(1e-6).on("b"));
        assertEquals(
                small.linearizedPriceChange("a"),
                small.change(Outcome.LOG_PRODUCER_PRICE, "a"),
                1e-11,
                "the log-linear model is the derivative");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3})
    void currencyAndRowOrderDoNotMatter(double scale) {
        Market market = base().calibrate(table(
                new String[] {"c", "a", "b", "a"}, new double[] {15 * scale, 25 * scale, 30 * scale, 30 * scale}));
        Counterfactual found = market.solve(Duty.exclusive(0.3).on("b"));
        JsonObject set = SETS.getAsJsonObject("armington_add_AD_duty_30");
        assertEquals(
                Reference.numbers(set.get("exact_producer_log_change"))[0],
                found.change(Outcome.LOG_PRODUCER_PRICE, "a"),
                EXACT);
        assertEquals(Reference.number(set, "dCS"), found.welfare().consumers() / scale, LEDGER);
    }

    @Test
    void dutiesOfEitherBaseAndTheirRemovalAgree() {
        Market market = base().duty("b", Duty.inclusive(0.3 / 1.3)).calibrate(three());
        JsonObject set = SETS.getAsJsonObject("armington_remove_AD_duty_30");
        assertEquals(
                Reference.numbers(set.get("exact_producer_log_change"))[0],
                market.solve(remove(DUTY).from("b")).change(Outcome.LOG_PRODUCER_PRICE, "a"),
                EXACT);
    }

    @Test
    void quotaEqualsTheDutyThatSellsAsMuch() {
        Market market = base().calibrate(three());
        Counterfactual duty = market.solve(Duty.exclusive(0.3).on("b"));
        double share = 1 + duty.change(Outcome.QUANTITY, "b");
        Counterfactual quota = market.solve(Quota.share(share).on("b"));
        assertEquals(duty.consumerPrice("b"), quota.consumerPrice("b"), EXACT);
        assertEquals(duty.consumerPrice("a"), quota.consumerPrice("a"), EXACT);
        assertEquals(
                duty.welfare().tariffRevenue() + duty.welfare().profit("b"),
                quota.welfare().profit("b"),
                LEDGER,
                "the rent changes hands");
        assertEquals(quota.consumerPrice("b") - duty.producerPrice("b"), quota.shadowPrice("b"), EXACT);
        assertEquals(0, market.solve(Quota.share(1.5).on("b")).shadowPrice("b"), "a quota above sales does not bind");
        Counterfactual floor =
                market.solve(Undertaking.increase(duty.consumerPrice("b") - 1).on("b"));
        assertEquals(quota.quantity("b"), floor.quantity("b"), 1e-10);
        assertEquals(quota.welfare().world(), floor.welfare().world(), 1e-10);
        assertEquals(
                1,
                market.solve(Undertaking.increase(-0.2).on("b")).producerPrice("b"),
                EXACT,
                "a floor below the price");
    }

    @Test
    void exitIsTheLimitOfAProhibitiveDuty() {
        Market market = base().calibrate(three());
        Counterfactual exit = market.solve(Exit.of("b"));
        Counterfactual duty = market.solve(Duty.exclusive(1e7).on("b"));
        assertEquals(duty.consumerPrice("a"), exit.consumerPrice("a"), 1e-8);
        assertEquals(0, exit.quantity("b"));
        assertEquals(exit.welfare().world(), exit.welfare().independent(), LEDGER);
    }

    @Test
    void nearCobbDouglasIsContinuous() {
        double[] effect = new double[3];
        double[] sigmas = {1 - 1e-9, 1, 1 + 1e-9};
        for (int i = 0; i < 3; i++) {
            Market market =
                    base().elasticities(substitution(sigmas[i]), demand(-1)).calibrate(three());
            Counterfactual found = market.solve(Duty.exclusive(0.3).on("b"));
            effect[i] = found.change(Outcome.LOG_PRODUCER_PRICE, "b");
            assertEquals(found.welfare().world(), found.welfare().independent(), LEDGER);
        }
        assertEquals(effect[1], effect[0], 1e-8);
        assertEquals(effect[1], effect[2], 1e-8);
        assertEquals(
                -FastMath.log(1.3) / 7, effect[1], EXACT, "unit elastic: own price alone, (eps+1) dlnp = -dln(1+t)");
    }

    private static Armington uncertain() {
        return base().elasticities(
                        substitution(3.5).standardError(0.7),
                        demand(-0.75).standardError(0.2),
                        supply(2).of("a").standardError(0.5),
                        supply(6).of("b").standardError(1.5),
                        supply(10).of("c").standardError(2.5));
    }

    @Test
    void deltaMethodMatchesTheReference() {
        JsonObject set = SETS.getAsJsonObject("delta_method_duty_30");
        Counterfactual found =
                uncertain().calibrate(three()).solve(Duty.exclusive(0.3).on("b"));
        double[] price = Reference.numbers(set.get("gradient_log_price"));
        double[] quantity = Reference.numbers(set.get("gradient_log_quantity"));
        for (int k = 0; k < 5; k++) {
            // The reference is a central difference of nine printed digits.
            assertEquals(price[k], found.derivative(Outcome.LOG_PRODUCER_PRICE, "a", k), 2e-9);
            assertEquals(quantity[k], found.derivative(Outcome.LOG_QUANTITY, "a", k), 2e-9);
        }
        assertEquals(Reference.number(set, "se_log_price"), found.standardError(Outcome.LOG_PRODUCER_PRICE, "a"), 1e-9);
        assertEquals(Reference.number(set, "se_log_quantity"), found.standardError(Outcome.LOG_QUANTITY, "a"), 1e-9);
    }

    @Test
    void monteCarloMatchesTheReference() {
        JsonObject set = Reference.read("montecarlo_armington.json").getAsJsonObject("dlog_price_domestic");
        int draws = 40_000;
        Market market = uncertain().calibrate(three());
        Change duty = Duty.exclusive(0.3).on("b");
        Simulation found = market.simulate(draws, seed(7), duty);
        double sd = Reference.number(set, "sd");
        // Four standard errors of both simulations, the reference's from 400,000 draws.
        double error = 4 * sd / Math.sqrt(draws) + 4 * Reference.number(set, "mcse_mean");
        assertEquals(Reference.number(set, "mean"), found.mean(Outcome.LOG_PRODUCER_PRICE, "a"), error);
        assertEquals(sd, found.standardDeviation(Outcome.LOG_PRODUCER_PRICE, "a"), error);
        JsonObject quantiles = set.getAsJsonObject("quantiles");
        assertEquals(
                Reference.number(quantiles, "0.5"), found.quantile(Outcome.LOG_PRODUCER_PRICE, "a", 0.5), 1.3 * error);
        // A tail quantile's error is sqrt(p(1-p))/(n f), about 2.7 standard errors of the mean.
        assertEquals(
                Reference.number(quantiles, "0.975"),
                found.quantile(Outcome.LOG_PRODUCER_PRICE, "a", 0.975),
                2.7 * error);
        assertEquals(0, found.failed());
        assertEquals(
                found.mean(Outcome.LOG_PRODUCER_PRICE, "a"),
                market.simulate(draws, seed(7), duty).mean(Outcome.LOG_PRODUCER_PRICE, "a"),
                "the same seed gives the same bits");
        double p = found.probability(Outcome.LOG_PRODUCER_PRICE, "a", Reference.number(quantiles, "0.75"));
        assertEquals(0.25, p, 4 * Math.sqrt(0.25 * 0.75 / draws) + 0.001);
    }

    @Test
    void correlationMovesTheSpread() {
        Market market = uncertain().calibrate(three());
        double[][] r = new double[5][5];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                r[i][j] = i == j ? 1 : i >= 2 && j >= 2 ? 0.9 : 0;
            }
        }
        Change duty = Duty.exclusive(0.3).on("b");
        double alone = market.simulate(20_000, seed(3), duty).standardDeviation(Outcome.LOG_QUANTITY, "b");
        double together = market.simulate(20_000, seed(3), r, duty).standardDeviation(Outcome.LOG_QUANTITY, "b");
        assertTrue(Math.abs(together / alone - 1) > 0.02);
        r[0][1] = 2;
        r[1][0] = 2;
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(OverhangException.class, () -> market.simulate(10, seed(3), r, duty))
                        .reason());
    }

    @Test
    void tornadoNamesTheElasticityThatDrives() {
        Tornado tornado = uncertain()
                .calibrate(three())
                .tornado(Outcome.LOG_PRODUCER_PRICE, "a", Duty.exclusive(0.3).on("b"));
        // Size of gradient times standard deviation in the reference: supply of a first.
        assertTrue(tornado.tidy().stringColumn("term").get(0).startsWith("supply of a"));
        assertEquals(5, tornado.tidy().rowCount());
    }

    @Test
    void tablesAndFigures() {
        Market market = uncertain().calibrate(three());
        Counterfactual found = market.solve(Duty.exclusive(0.3).on("b"));
        for (org.overhang.core.Result result : List.of(
                market,
                found,
                found.welfare(),
                market.simulate(50, seed(1), Duty.exclusive(0.3).on("b")),
                market.tornado(Outcome.QUANTITY, "a", Duty.exclusive(0.3).on("b")))) {
            assertEquals(1, result.glance().rowCount());
            assertTrue(result.tidy().rowCount() > 0);
            assertTrue(result.summary().html().startsWith("<div"));
        }
        assertEquals(3, market.glance().intColumn("nobs").get(0));
        assertTrue(found.figure().svg().length() > 1000);
        assertTrue(found.welfare().figure().svg().length() > 1000);
    }

    @Test
    void zeroAndMissingSpendingIsCounted() {
        Table table = table(new String[] {"a", "b", "c", "d", "e"}, new double[] {55, 30, 15, 0, Double.NaN});
        Market market = base().elasticities(supply(4)).calibrate(table);
        assertEquals(List.of("a", "b", "c"), market.products());
        assertTrue(market.toString().endsWith("Left out: 1 rows with a missing cell; 2 products without sales"));
    }

    private static void refused(Reason reason, String firstLine, org.junit.jupiter.api.function.Executable call) {
        OverhangException e = assertThrows(OverhangException.class, call);
        assertEquals(reason, e.reason());
        assertEquals(firstLine, e.lines().get(0));
    }

    @Test
    void refusalsOfTheCalibration() {
        refused(
                Reason.OUT_OF_RANGE,
                "A demand elasticity needs a finite value below 0, but it is 0.8. Write demand(-0.8): demand falls when the"
                        + " price rises.",
                () -> demand(0.8));
        refused(
                Reason.NOT_IDENTIFIED,
                "Armington needs a supply elasticity for a, but none was given. Add supply(…) to elasticities(…).",
                () -> PartialEquilibrium.armington("value")
                        .by("origin")
                        .elasticities(substitution(3), demand(-1))
                        .calibrate(three()));
        refused(
                Reason.BAD_VALUE,
                "Armington needs spending of at least 0, but \"value\" is -30.0 for b. Correct the cell.",
                () -> base().calibrate(table(letters(3), new double[] {55, -30, 15})));
        refused(
                Reason.BAD_VALUE,
                "Armington needs shares that sum to 1, but \"value\" sums to 0.9. Correct the shares or leave out"
                        + " sharesOf(…) if the column holds spending.",
                () -> base().sharesOf(100).calibrate(table(letters(3), new double[] {0.5, 0.25, 0.15})));
        assertEquals(
                Reason.BAD_VALUE,
                assertThrows(
                                OverhangException.class,
                                () -> base().domestic("China").calibrate(three()))
                        .reason());
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(
                                OverhangException.class,
                                () -> base().subsidy("b", Subsidy.specific(3)).calibrate(Source.of(three())))
                        .reason());
    }

    @Test
    void refusalsOfTheSolve() {
        Market market = base().calibrate(three());
        refused(
                Reason.OUT_OF_RANGE,
                "Armington cannot carry the change \"ownership by a on b\": its sellers are price takers without owners or"
                        + " plants.",
                () -> market.solve(Ownership.by("a").on("b")));
        refused(
                Reason.BAD_VALUE,
                "Armington needs changes on products of its baseline, but there is no \"d\". It has a, b, c.",
                () -> market.solve(Exit.of("d")));
        refused(
                Reason.OUT_OF_RANGE,
                "Armington cannot carry the change \"duty of 30.0 % of the price before duty on b in EU\": it has one"
                        + " market, so leave out .in(\"EU\").",
                () -> market.solve(Duty.exclusive(0.3).on("b").in("EU")));
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(
                                OverhangException.class,
                                () -> base().elasticities(
                                                perfectlyElasticSupply().of("b"))
                                        .calibrate(three())
                                        .solve(Closure.share(0.4).on("b")))
                        .reason());
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(
                                OverhangException.class,
                                () -> base().elasticities(substitution(0.9))
                                        .calibrate(three())
                                        .solve(Exit.of("b")))
                        .reason());
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(OverhangException.class, () -> market.simulate(100, seed(1)))
                        .reason());
    }
}
