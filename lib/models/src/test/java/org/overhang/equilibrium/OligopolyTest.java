package org.overhang.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.equilibrium.Elasticity.substitution;
import static org.overhang.equilibrium.Elasticity.supply;
import static org.overhang.policy.Measure.SUBSIDY;
import static org.overhang.policy.Removal.remove;
import static org.overhang.policy.Subsidy.adValorem;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.policy.Change;
import org.overhang.policy.Closure;
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import org.overhang.policy.Exit;
import org.overhang.policy.FairPrice;
import org.overhang.policy.Ownership;
import org.overhang.policy.Quota;
import org.overhang.policy.Subsidy;
import org.overhang.policy.Undertaking;
import org.overhang.policy.UtilizationFloor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** exact_cases.json solves cases of two R packages again in 18 digits; names as there. */
class OligopolyTest {
    private static final double EXACT = 1e-10;
    private static final String[] NAMES = {"HomeA", "HomeB", "NonSubj", "Subject"};
    /** Position of our alphabetical products in the reference's order HomeA HomeB Subject NonSubj. */
    private static final int[] PLACE = {0, 1, 3, 2};

    private static final double[] PRICE = {600, 620, 590, 520};
    private static final double[] QUANTITY = {30, 22, 20, 28};
    private static final JsonObject CASES = Reference.read("exact_cases.json");

    private static Table table(double margin, double[] capacity, String... owners) {
        return table(margin, capacity, 1, 1, owners);
    }

    private static Table table(double margin, double[] capacity, double money, double units, String... owners) {
        double[] price = new double[4];
        double[] quantity = new double[4];
        double[] limits = new double[4];
        for (int j = 0; j < 4; j++) {
            price[j] = PRICE[j] * money;
            quantity[j] = QUANTITY[j] * units;
            limits[j] = capacity[j] * units;
        }
        return Table.create("products")
                .addColumns(
                        StringColumn.create("product", NAMES),
                        DoubleColumn.create("price", price),
                        DoubleColumn.create("quantity", quantity),
                        DoubleColumn.create("margin", margin, Double.NaN, Double.NaN, Double.NaN),
                        DoubleColumn.create("capacity", limits),
                        StringColumn.create("owner", owners.length == 0 ? NAMES : owners));
    }

    private static final double[] FREE = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};

    private static Oligopoly logit() {
        return PartialEquilibrium.bertrandLogit("price")
                .quantity("quantity")
                .by("product")
                .owner("owner")
                .margin("margin")
                .capacity("capacity")
                .domestic("HomeA", "HomeB");
    }

    private static void agrees(JsonObject set, String key, Counterfactual found) {
        double[] price = Reference.numbers(set.get(key));
        double[] quantity = Reference.numbers(set.get("q_post"));
        double[] before = Reference.numbers(set.get("PS_pre"));
        double[] after = Reference.numbers(set.get("PS_post"));
        Welfare welfare = found.welfare();
        for (int j = 0; j < 4; j++) {
            assertEquals(price[PLACE[j]], found.consumerPrice(NAMES[j]), EXACT * price[PLACE[j]]);
            assertEquals(quantity[PLACE[j]], found.quantity(NAMES[j]), EXACT * quantity[PLACE[j]]);
            assertEquals(after[PLACE[j]], found.profit(NAMES[j]), EXACT * after[PLACE[j]]);
            assertEquals(after[PLACE[j]] - before[PLACE[j]], welfare.profit(NAMES[j]), EXACT * after[PLACE[j]]);
        }
        assertEquals(-Reference.number(set, "consumer_loss"), welfare.consumers(), EXACT * 1e5);
    }

    private static void accounts(JsonObject set, Counterfactual found) {
        Welfare welfare = found.welfare();
        assertEquals(
                Reference.number(set, "tariff_revenue_change"),
                welfare.tariffRevenue() - welfare.subsidyCost(),
                EXACT * 1e5);
        assertEquals(Reference.number(set, "world_welfare_change"), welfare.world(), EXACT * 1e5);
    }

    @Test
    void dutyUnderLogit() {
        JsonObject set = CASES.getAsJsonObject("O02_exact_calibration");
        Market market = logit().elasticities(demand(-1.2)).calibrate(table(0.3, FREE));
        Counterfactual found = market.solve(Duty.exclusive(0.3).on("Subject"));
        agrees(set, "price_post", found);
        accounts(set, found);
        assertTrue(market.toString().contains("price coefficient -0.007050 · outside share 29.3 %"));
        calibrated(set, market);
    }

    /** What the calibration found, key by key. */
    private static void calibrated(JsonObject set, Market market) {
        double alpha = Reference.number(set, "alpha");
        assertEquals(alpha, market.glance().doubleColumn("price_coefficient").get(0), -EXACT * alpha);
        if (set.has("outside_share")) {
            assertEquals(
                    Reference.number(set, "outside_share"),
                    market.glance().doubleColumn("outside_share").get(0),
                    EXACT);
        }
        for (int j = 0; j < 4; j++) {
            double cost = Reference.numbers(set.get("mc_pre"))[PLACE[j]];
            assertEquals(cost, market.tidy().doubleColumn("marginal_cost").get(j), EXACT * cost);
            assertEquals(
                    1 - cost / PRICE[j], market.tidy().doubleColumn("margin").get(j), EXACT);
            if (set.has("meanval")) {
                double value = Reference.numbers(set.get("meanval"))[PLACE[j]];
                assertEquals(value, market.tidy().doubleColumn("mean_value").get(j), EXACT * value);
            }
        }
    }

    @Test
    void subsidyRemovedUnderLogit() {
        JsonObject set = CASES.getAsJsonObject("O05_subsidy_removal_exact");
        Counterfactual found = logit().elasticities(demand(-1.2))
                .subsidy("Subject", adValorem(0.25))
                .calibrate(table(0.3, FREE))
                .solve(remove(SUBSIDY).from("Subject"));
        agrees(set, "price_post", found);
        accounts(set, found);
        assertEquals(-3640, found.welfare().subsidyCost(), 1e-9);
    }

    @Test
    void oneOwnerUnderDifferentDuties() {
        JsonObject set = CASES.getAsJsonObject("O10_multinational_exact");
        Counterfactual found = logit().elasticities(demand(-1.2))
                .calibrate(table(0.3, FREE, "HomeA", "Multi", "NonSubj", "Multi"))
                .solve(Duty.exclusive(0.3).on("Subject"));
        agrees(set, "price_post_correct", found);
        accounts(set, found);
        calibrated(set, found.market());
    }

    /** Alpha and outside share follow from two single-product markups p - c = 1/(|alpha|(1-s)). */
    @ParameterizedTest
    @ValueSource(strings = {"O01", "O02"})
    void packageParametersSolvedExactly(String name) {
        JsonObject set = CASES.getAsJsonObject(name);
        double[] profit = Reference.numbers(set.get("PS_pre"));
        double a = profit[0] / 30;
        double b = profit[1] / 22;
        // (1 - 30/N) a = (1 - 22/N) b
        double size = (30 * a - 22 * b) / (a - b);
        Counterfactual found = logit().outsideShare(1 - 100 / size)
                .calibrate(table(a / 600, FREE))
                .solve(Duty.exclusive(0.3).on("Subject"));
        double[] price = Reference.numbers(set.get("price_post"));
        for (int j = 0; j < 4; j++) {
            // Size is a difference of two markups, which costs three digits.
            assertEquals(price[PLACE[j]], found.consumerPrice(NAMES[j]), 1e-9 * price[PLACE[j]]);
        }
        assertEquals(
                Reference.number(set, "world_welfare_change"), found.welfare().world(), 1e-4);
    }

    @Test
    void costRiseAsTheEndOfASpecificSubsidy() {
        JsonObject set = CASES.getAsJsonObject("O16");
        double cost = Reference.numbers(set.get("mc_pre"))[2];
        Counterfactual found = logit().outsideShare(0.2)
                .subsidy("Subject", Subsidy.specific(0.2 * cost))
                .calibrate(table(0.3, FREE))
                .solve(remove(SUBSIDY).from("Subject"));
        agrees(set, "price_post", found);
        assertEquals(
                Reference.number(set, "world_welfare_change"),
                found.welfare().consumers() + found.welfare().profits(),
                EXACT * 1e5);
    }

    @Test
    void rivalExit() {
        JsonObject set = CASES.getAsJsonObject("O20_rival_exit");
        Counterfactual found =
                logit().outsideShare(0.2).calibrate(table(0.3, FREE)).solve(Exit.of("HomeB"));
        JsonObject price = set.getAsJsonObject("price_post");
        for (String name : new String[] {"HomeA", "Subject", "NonSubj"}) {
            assertEquals(Reference.number(price, name), found.consumerPrice(name), EXACT * 600);
        }
        assertEquals(-Reference.number(set, "consumer_loss"), found.welfare().consumers(), EXACT * 1e5);
        assertEquals(0, found.quantity("HomeB"));
        assertEquals(0, found.share("HomeB"));
        String[] stay = {"HomeA", "Subject", "NonSubj"};
        for (int j = 0; j < 3; j++) {
            double quantity = Reference.numbers(set.get("q_post"))[j];
            double profit = Reference.numbers(set.get("PS_post"))[j];
            assertEquals(quantity, found.quantity(stay[j]), EXACT * quantity);
            assertEquals(profit, found.profit(stay[j]), EXACT * profit);
        }
    }

    /**
     * The reference's price coefficient is a package's fit; HomeA's margin under it follows from the reference's own HomeA and
     * NonSubj conditions, solved in 30 digits. HomeB, Subject and the shadow price are then the test.
     */
    @Test
    void hardCapacityOfASingleProduct() {
        JsonObject set = CASES.getAsJsonObject("O21");
        Counterfactual found = logit().outsideShare(0.2)
                .calibrate(table(0.300146282879845112, FREE))
                .solve(Closure.to(14).on("Subject"));
        capacityCase(set, found);
        assertEquals(1, found.utilization("Subject"), EXACT);
    }

    @Test
    void hardCapacityOfAnOwnerWithTwoProducts() {
        JsonObject set = CASES.getAsJsonObject("O22");
        Counterfactual found = logit().outsideShare(0.2)
                .calibrate(table(0.280420634528696001, FREE, "HomeA", "Multi", "NonSubj", "Multi"))
                .solve(Closure.to(14).on("Subject"));
        capacityCase(set, found);
    }

    private static void capacityCase(JsonObject set, Counterfactual found) {
        double[] price = Reference.numbers(set.get("price_post_KKT"));
        double[] quantity = Reference.numbers(set.get("q_post_KKT"));
        for (int j = 0; j < 4; j++) {
            assertEquals(price[PLACE[j]], found.consumerPrice(NAMES[j]), EXACT * price[PLACE[j]]);
            assertEquals(quantity[PLACE[j]], found.quantity(NAMES[j]), EXACT * quantity[PLACE[j]]);
        }
        assertEquals(Reference.number(set, "shadow_price_Subject"), found.shadowPrice("Subject"), 1e-7);
        assertEquals(found.welfare().world(), found.welfare().independent(), 1e-6);
    }

    @Test
    void cesWithFixedSpending() {
        JsonObject set = Reference.read("model_references.json").getAsJsonObject("bertrand_ces_unit_elastic_duty_25");
        Counterfactual found = PartialEquilibrium.bertrandCes("price")
                .quantity("quantity")
                .by("product")
                .elasticities(substitution(4))
                .calibrate(Table.create("ces")
                        .addColumns(
                                StringColumn.create("product", "d", "r", "n"),
                                DoubleColumn.create("price", 1, 1, 1),
                                DoubleColumn.create("quantity", 50, 25, 25)))
                .solve(Duty.exclusive(0.25).on("r"));
        String[] names = {"d", "r", "n"};
        for (int j = 0; j < 3; j++) {
            assertEquals(Reference.numbers(set.get("consumer_price"))[j], found.consumerPrice(names[j]), 1e-12);
            assertEquals(Reference.numbers(set.get("producer_price"))[j], found.producerPrice(names[j]), 1e-12);
            assertEquals(Reference.numbers(set.get("marginal_cost"))[j], found.marginalCost(names[j]), 1e-12);
            assertEquals(
                    Reference.numbers(set.get("profit_pre"))[j],
                    found.market().solve().profit(names[j]),
                    1e-11);
            assertEquals(Reference.numbers(set.get("expenditure_share"))[j], found.share(names[j]), 1e-12);
            assertEquals(Reference.numbers(set.get("profit_post"))[j], found.profit(names[j]), 1e-11);
            assertEquals(
                    Reference.numbers(set.get("expenditure_share"))[j],
                    found.consumerPrice(names[j]) * found.quantity(names[j]) / 100,
                    1e-12);
        }
        assertEquals(Reference.number(set, "price_index"), found.priceIndex(), 1e-12);
        assertEquals(
                -100 * Math.log(Reference.number(set, "price_index")),
                found.welfare().consumers(),
                1e-10);
    }

    @Test
    void cesCalibrationHasItsClosedForm() {
        // gamma = (1/m - r)/(1 - r) at r = .2 * .25 ... for one product of share r, known outside share.
        Table table = Table.create("ces")
                .addColumns(
                        StringColumn.create("product", "d", "r"),
                        DoubleColumn.create("price", 2, 3),
                        DoubleColumn.create("quantity", 10, 20.0 / 3),
                        DoubleColumn.create("margin", 0.4, Double.NaN));
        Market market = PartialEquilibrium.bertrandCes("price")
                .quantity("quantity")
                .by("product")
                .margin("margin")
                .outsideShare(0.5)
                .calibrate(table);
        double r = 0.25;
        double gamma = (1 / 0.4 - r) / (1 - r);
        assertTrue(market.toString().contains("CES, substitution " + org.overhang.core.Numbers.significant(gamma, 4)));
        assertEquals(0.4 * 20, market.solve().profit("d"), 1e-10);
        assertEquals(10, market.solve().quantity("d"), 1e-10, "quantities come back");
    }

    @Test
    void cournotDuty() {
        JsonObject set = CASES.getAsJsonObject("O11_cournot");
        Counterfactual found = cournot(FREE).solve(Duty.exclusive(0.3).on("Subject"));
        cournotCase(set, found);
    }

    @Test
    void cournotCapacity() {
        JsonObject set = CASES.getAsJsonObject("O14_cournot_capacity");
        Counterfactual found =
                cournot(new double[] {31, 23, 30, 40}).solve(Duty.exclusive(0.3).on("Subject"));
        cournotCase(set, found);
        assertTrue(found.shadowPrice("HomeA") > 0 && found.shadowPrice("NonSubj") == 0);
    }

    @Test
    void cournotExit() {
        cournotCase(CASES.getAsJsonObject("cournot_exit_HomeB"), cournot(FREE).solve(Exit.of("HomeB")));
    }

    private static Market cournot(double[] capacity) {
        Table table = table(Double.NaN, capacity);
        table.replaceColumn("price", DoubleColumn.create("price", 600, 600, 600, 600));
        return PartialEquilibrium.cournot("price")
                .quantity("quantity")
                .by("product")
                .capacity("capacity")
                .domestic("HomeA", "HomeB")
                .elasticities(demand(-0.8))
                .calibrate(table);
    }

    private static void cournotCase(JsonObject set, Counterfactual found) {
        double[] quantity = Reference.numbers(set.get("q"));
        double[] before = Reference.numbers(set.get("PS_pre"));
        double[] after = Reference.numbers(set.get("PS_post"));
        Welfare welfare = found.welfare();
        for (int j = 0; j < 4; j++) {
            assertEquals(quantity[PLACE[j]], found.quantity(NAMES[j]), 1e-10);
            assertEquals(after[PLACE[j]], found.profit(NAMES[j]), 1e-8);
            assertEquals(after[PLACE[j]] - before[PLACE[j]], welfare.profit(NAMES[j]), 1e-8);
        }
        assertEquals(Reference.number(set, "price"), found.consumerPrice("HomeA"), 1e-10 * 600);
        assertEquals(Reference.number(set, "consumer_surplus_change"), welfare.consumers(), 1e-8);
        assertEquals(Reference.number(set, "tariff_revenue_correct_t_over_1_plus_t"), welfare.tariffRevenue(), 1e-8);
        assertEquals(Reference.number(set, "world_welfare_change"), welfare.world(), 1e-8);
    }

    private static Market any(Oligopoly.Kind kind, double money, double units) {
        Table table = table(0.3, FREE, money, units, "HomeA", "Multi", "NonSubj", "Multi");
        Oligopoly.NeedsQuantity start = new Oligopoly.NeedsQuantity(kind, "price");
        Oligopoly model =
                start.quantity("quantity").by("product").owner("owner").margin("margin");
        return switch (kind) {
            case LOGIT -> model.elasticities(demand(-1.2)).calibrate(table);
            case CES -> model.outsideShare(0.2).calibrate(table);
            case COURNOT, COURNOT_LOG ->
                model.atAveragePrice().elasticities(supply(3)).calibrate(table);
        };
    }

    private static Change[] shocks(double money, double units) {
        return new Change[] {
            Duty.specific(20 * money).on("Subject"),
            Subsidy.specific(5 * money).on("HomeA"),
            Closure.to(21 * units).on("NonSubj")
        };
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIT, 1e-3, 1", "LOGIT, 1e3, 1e3", "LOGIT, 1, 1e-3",
        "CES, 1e-3, 1", "CES, 1e3, 1e3", "CES, 1, 1e-3",
        "COURNOT, 1e-3, 1", "COURNOT, 1e3, 1e3", "COURNOT, 1, 1e-3",
        "COURNOT_LOG, 1e-3, 1", "COURNOT_LOG, 1e3, 1e3", "COURNOT_LOG, 1, 1e-3"
    })
    void currencyAndTonnesDoNotMatter(Oligopoly.Kind kind, double money, double units) {
        Counterfactual base = any(kind, 1, 1).solve(shocks(1, 1));
        Counterfactual scaled = any(kind, money, units).solve(shocks(money, units));
        for (String name : NAMES) {
            assertEquals(base.change(Outcome.CONSUMER_PRICE, name), scaled.change(Outcome.CONSUMER_PRICE, name), 1e-11);
            assertEquals(base.change(Outcome.QUANTITY, name), scaled.change(Outcome.QUANTITY, name), 1e-11);
        }
        assertEquals(base.welfare().world(), scaled.welfare().world() / money / units, 1e-7);
        assertEquals(base.shadowPrice("NonSubj"), scaled.shadowPrice("NonSubj") / money, 1e-8);
    }

    @ParameterizedTest
    @EnumSource(Oligopoly.Kind.class)
    void identities(Oligopoly.Kind kind) {
        Market market = any(kind, 1, 1);
        for (String name : NAMES) {
            assertEquals(0, market.solve().change(Outcome.QUANTITY, name), 1e-12, "no shock, no change");
        }
        Counterfactual many = market.solve(
                Duty.exclusive(0.3).on("Subject"),
                adValorem(0.1).on("HomeA"),
                Duty.specific(12).on("NonSubj"),
                Ownership.by("HomeA").on("HomeB"));
        assertEquals(many.welfare().world(), many.welfare().independent(), 1e-6);
        Counterfactual merged = market.solve(Ownership.by("HomeA").on("NonSubj"));
        assertTrue(merged.change(Outcome.CONSUMER_PRICE, "HomeA") > 0, "a merger raises prices");
        // A duty and the inclusive tax that keeps the same share are one policy.
        Counterfactual inclusive = market.solve(Duty.inclusive(0.3 / 1.3).on("Subject"));
        Counterfactual exclusive = market.solve(Duty.exclusive(0.3).on("Subject"));
        assertEquals(exclusive.consumerPrice("HomeA"), inclusive.consumerPrice("HomeA"), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIT", "CES"})
    void floorsAndFairPrices(Oligopoly.Kind kind) {
        Market market = any(kind, 1, 1);
        Counterfactual fair = market.solve(FairPrice.margin(0.2).on("Subject"));
        Counterfactual floor = market.solve(Undertaking.minimumPrice(624).on("Subject"));
        assertEquals(624, fair.producerPrice("Subject"), 1e-9);
        for (String name : NAMES) {
            assertEquals(fair.consumerPrice(name), floor.consumerPrice(name), 1e-8);
        }
        assertEquals(0, fair.welfare().tariffRevenue());
        assertEquals(
                520, market.solve(Undertaking.minimumPrice(400).on("Subject")).producerPrice("Subject"), 1e-9);
        Counterfactual quota = market.solve(Quota.share(0.5).on("Subject"));
        assertEquals(14, quota.quantity("Subject"), 1e-9);
        assertEquals(quota.welfare().world(), quota.welfare().independent(), 1e-6);
    }

    @Test
    void utilizationFloorMakesTheShadowPriceNegative() {
        Market market = cournot(new double[] {40, 40, 40, 40});
        Counterfactual forced = market.solve(UtilizationFloor.of(0.9).on("Subject"));
        assertEquals(36, forced.quantity("Subject"), 1e-9);
        assertTrue(forced.shadowPrice("Subject") < 0);
        assertTrue(forced.change(Outcome.CONSUMER_PRICE, "HomeA") < 0);
        assertEquals(0, market.solve(UtilizationFloor.of(0.5).on("Subject")).shadowPrice("Subject"));
    }

    @Test
    void recoversAKnownDemand() {
        // Simulate with known alpha and costs, read prices and one margin, calibrate: the parameters come back.
        Market truth = logit().outsideShare(0.2).calibrate(table(0.3, FREE));
        Counterfactual shocked = truth.solve(Duty.exclusive(0.5).on("Subject"));
        double[] price = new double[4];
        double[] quantity = new double[4];
        double sold = 0;
        for (int j = 0; j < 4; j++) {
            price[j] = shocked.consumerPrice(NAMES[j]);
            quantity[j] = shocked.quantity(NAMES[j]);
            sold += quantity[j];
        }
        Table table = Table.create("after")
                .addColumns(
                        StringColumn.create("product", NAMES),
                        DoubleColumn.create("price", price),
                        DoubleColumn.create("quantity", quantity),
                        DoubleColumn.create(
                                "margin",
                                shocked.profit("HomeA") / quantity[0] / price[0],
                                Double.NaN,
                                Double.NaN,
                                Double.NaN));
        Market again = PartialEquilibrium.bertrandLogit("price")
                .quantity("quantity")
                .by("product")
                .margin("margin")
                .outsideShare(1 - sold / 125)
                .duty("Subject", Duty.exclusive(0.5))
                .calibrate(table);
        Counterfactual back = again.solve(Duty.exclusive(0).on("Subject"));
        for (int j = 0; j < 4; j++) {
            assertEquals(PRICE[j], back.consumerPrice(NAMES[j]), 1e-7);
        }
    }

    @Test
    void overIdentifiedMarginsPrintTheirResiduals() {
        Table table = table(0.3, FREE);
        table.doubleColumn("margin").set(1, 0.25).set(3, 0.4);
        Market market = logit().elasticities(demand(-1.2)).calibrate(table);
        assertTrue(market.toString().contains("over-identified by 2, least squares with equal weights"));
        assertTrue(market.toString().contains("HomeA 0.3000 / "));
    }

    @Test
    void simulatedElasticityAndItsDeltaMethodAgree() {
        Market market = logit().elasticities(demand(-1.2).standardError(0.06)).calibrate(table(0.3, FREE));
        Change duty = Duty.exclusive(0.3).on("Subject");
        Simulation draws = market.simulate(4_000, seed(5), duty);
        double se = market.solve(duty).standardError(Outcome.CONSUMER_PRICE, "HomeA");
        // The effect is close to linear over a coefficient of variation of 5 %; 4,000 draws know an sd to 1.1 %.
        assertEquals(1, draws.standardDeviation(Outcome.CONSUMER_PRICE, "HomeA") / se, 0.06);
        double h = 1e-4;
        double up = logit().elasticities(demand(-1.2 + h))
                .calibrate(table(0.3, FREE))
                .solve(duty)
                .change(Outcome.CONSUMER_PRICE, "HomeA");
        double down = logit().elasticities(demand(-1.2 - h))
                .calibrate(table(0.3, FREE))
                .solve(duty)
                .change(Outcome.CONSUMER_PRICE, "HomeA");
        assertEquals(
                (up - down) / (2 * h),
                market.solve(duty).derivative(Outcome.CONSUMER_PRICE, "HomeA", 0),
                1e-6,
                "implicit function theorem against solving again");
    }

    private static void refused(Reason reason, String start, org.junit.jupiter.api.function.Executable call) {
        OverhangException e = assertThrows(OverhangException.class, call);
        assertEquals(reason, e.reason());
        assertTrue(e.lines().get(0).startsWith(start), e.lines().get(0));
    }

    @Test
    void refusals() {
        refused(
                Reason.NOT_IDENTIFIED,
                "Bertrand logit needs a margin and a demand elasticity, but the data leave demand open.",
                () -> logit().calibrate(table(Double.NaN, FREE)));
        refused(
                Reason.NOT_IDENTIFIED,
                "Bertrand logit needs a margin that some demand parameter can bring about",
                () -> logit().elasticities(demand(-4)).calibrate(table(0.6, FREE)));
        refused(
                Reason.BAD_VALUE,
                "Bertrand logit needs margins between 0 and 1, but HomeA has 1.3.",
                () -> logit().calibrate(table(1.3, FREE)));
        refused(
                Reason.BAD_VALUE,
                "Bertrand logit needs capacities of at least sales, but NonSubj sells 20.0 with capacity 10.0.",
                () -> logit().calibrate(table(0.3, new double[] {99, 99, 10, 99})));
        refused(
                Reason.OUT_OF_RANGE,
                "Bertrand logit needs an outside share between 0 and 1, but it is 1.0.",
                () -> logit().outsideShare(1));
        refused(
                Reason.BAD_VALUE,
                "Cournot linear needs one price of its homogeneous good, but \"price\" differs between plants.",
                () -> PartialEquilibrium.cournot("price")
                        .quantity("quantity")
                        .by("product")
                        .elasticities(demand(-0.8))
                        .calibrate(table(0.3, FREE)));
        refused(
                Reason.OUT_OF_RANGE,
                "Cournot linear cannot carry the change \"fair price",
                () -> cournot(FREE).solve(FairPrice.margin(0.2).on("Subject")));
        refused(
                Reason.OUT_OF_RANGE,
                "Bertrand logit cannot carry the change \"coverage of 90.0 % of losses on Subject\"",
                () -> any(Oligopoly.Kind.LOGIT, 1, 1).solve(Coverage.share(0.9).on("Subject")));
        refused(
                Reason.OUT_OF_RANGE,
                "Cournot linear needs a utilization floor below the quantity limit of \"Subject\"",
                () -> cournot(new double[] {40, 40, 40, 40})
                        .solve(
                                UtilizationFloor.of(0.9).on("Subject"),
                                Quota.quantity(20).on("Subject")));
        refused(
                Reason.OUT_OF_RANGE,
                "Bertrand logit needs at least one seller that stays",
                () -> any(Oligopoly.Kind.LOGIT, 1, 1)
                        .solve(Exit.of("HomeA"), Exit.of("HomeB"), Exit.of("NonSubj"), Exit.of("Subject")));
    }
}
