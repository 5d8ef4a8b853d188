package org.overhang;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.equilibrium.Elasticity.substitution;
import static org.overhang.equilibrium.Elasticity.supply;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.overhang.capacity.Frequency;
import org.overhang.capacity.GlutDating;
import org.overhang.capacity.ImpliedCapacity;
import org.overhang.capacity.Overcapacity;
import org.overhang.core.Estimate;
import org.overhang.core.OverhangException;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.dependence.BillOfMaterials;
import org.overhang.dependence.ChokePoints;
import org.overhang.dependence.LookThrough;
import org.overhang.dependence.SelfSufficiency;
import org.overhang.dependence.TradeDependence;
import org.overhang.dumping.CaseFiles;
import org.overhang.dumping.DumpingMargin;
import org.overhang.dumping.DumpingResult;
import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.ExportSales;
import org.overhang.dumping.HomeSales;
import org.overhang.equilibrium.Market;
import org.overhang.equilibrium.Oligopoly;
import org.overhang.equilibrium.PartialEquilibrium;
import org.overhang.policy.Duty;
import org.overhang.price.LossDecomposition;
import org.overhang.price.RivalResponse;
import org.overhang.regress.PanelRegression;
import org.overhang.regress.Regression;
import org.overhang.regress.event.EventStudy;
import org.overhang.regress.event.SyntheticControl;
import org.overhang.regress.series.Cointegration;
import org.overhang.regress.series.LocalProjection;
import org.overhang.regress.series.UnitRoot;
import org.overhang.regress.series.VectorAutoregression;
import org.overhang.regress.survival.AcceleratedFailure;
import org.overhang.regress.survival.Cox;
import org.overhang.regress.survival.CumulativeIncidence;
import org.overhang.regress.survival.DiscreteHazard;
import org.overhang.regress.survival.FineGray;
import org.overhang.regress.survival.KaplanMeier;
import org.overhang.regress.survival.LogRank;
import org.overhang.subsidy.LearningCurve;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The verbs that {@link ResultsNeverCrashTest} does not hold: regressions on panels and series, events, survival, equilibrium,
 * dependence and the study, each on rows as they should not be, each with every method of its result.
 */
class EveryVerbAnswersOrRefusesTest {
    private static final int YEARS = 24;
    private static final int FIRST = 2000;

    /** Four units over 24 years. */
    private static Table panel() {
        StringColumn key = StringColumn.create("key");
        IntColumn year = IntColumn.create("year");
        IntColumn event = IntColumn.create("event");
        IntColumn exited = IntColumn.create("exited");
        StringColumn how = StringColumn.create("how");
        DoubleColumn[] numbers =
                Stream.of("y", "x", "z", "w", "spell").map(DoubleColumn::create).toArray(DoubleColumn[]::new);
        for (int u = 0; u < 4; u++) {
            for (int t = 0; t < YEARS; t++) {
                key.append(String.valueOf((char) ('A' + u)));
                year.append(FIRST + t);
                event.append(u == 0 ? FIRST + 10 : u == 1 ? FIRST + 14 : 0);
                exited.append((u + t) % 3 == 0 ? 1 : 0);
                how.append((u + t) % 3 == 0 ? ((t & 1) == 0 ? "closed" : "sold") : "stays");
                double wave = StrictMath.sin(1.7 * t + u);
                double other = StrictMath.cos(2.3 * t * (u + 1));
                numbers[0].append(60 + t + 4 * wave + 2 * other + (u == 0 && t >= 10 ? 8 : 0));
                numbers[1].append(50 + 2.0 * t + 5 * other);
                numbers[2].append(40 + 3 * wave + StrictMath.sin(0.9 * t * t + u));
                numbers[3].append(1 + u + Math.abs(wave));
                numbers[4].append(1 + (7 * t + 3 * u) % 11 + Math.abs(other));
            }
        }
        Table out = Table.create("panel", key, year, event, exited, how);
        out.addColumns(numbers);
        return out;
    }

    private static Table first(Table panel) {
        return panel.rowCount() == 0
                ? panel
                : panel.where(panel.stringColumn("key")
                        .isEqualTo(panel.stringColumn("key").get(0)));
    }

    /** Three suppliers to two places: what the models of markets read. */
    private static Table market() {
        return Table.create(
                "market",
                StringColumn.create("key", "A", "B", "C"),
                DoubleColumn.create("price", 60.0, 62, 52),
                DoubleColumn.create("quantity", 30.0, 22, 28),
                DoubleColumn.create("value", 1_800.0, 1_364, 1_456),
                DoubleColumn.create("margin", 0.3, 0.25, 0.2),
                DoubleColumn.create("capacity", 40.0, 40, 40));
    }

    private static Table flows() {
        return Table.create(
                "flows",
                StringColumn.create("key", "A", "A", "B", "B"),
                StringColumn.create("to", "A", "B", "A", "B"),
                StringColumn.create("code", "1", "1", "1", "1"),
                IntColumn.create("year", new int[] {2020, 2020, 2021, 2021}),
                DoubleColumn.create("trade", 100.0, 40, 60, 90),
                DoubleColumn.create("tariff", 0, 0.1, 0.2, 0),
                DoubleColumn.create("exports", 10.0, 10, 10, 10),
                DoubleColumn.create("intra", 5.0, 5, 5, 5),
                DoubleColumn.create("world", 0.2, 0.2, 0.2, 0.2));
    }

    private static Table inputs() {
        return Table.create(
                "inputs",
                StringColumn.create("key", "A", "B", "C"),
                StringColumn.create("into", "B", "C", "D"),
                DoubleColumn.create("share", 0.9, 0.4, 0.6),
                DoubleColumn.create("alt", 0.1, 0.5, 0.3),
                DoubleColumn.create("stock", 4.0, 8, 2),
                DoubleColumn.create("recover", 26.0, 52, 12),
                DoubleColumn.create("coef", 0.02, 0.05, 0.1),
                DoubleColumn.create("n", 1.0, 2, 1));
    }

    private static Table nodes() {
        return Table.create(
                "nodes",
                StringColumn.create("node", "A", "B", "C", "D"),
                DoubleColumn.create("value", 1.0, 3, 8, 12),
                DoubleColumn.create("own", 1.0, 0.1, 0, 0));
    }

    private static Table sectors() {
        return Table.create(
                "sectors",
                StringColumn.create("key", "A_mine", "B_mine"),
                DoubleColumn.create("A_mine", 10.0, 5),
                DoubleColumn.create("B_mine", 20.0, 10),
                DoubleColumn.create("final", 70.0, 60),
                DoubleColumn.create("gross", 100.0, 75));
    }

    private static Table industry() {
        return Table.create(
                "industry",
                StringColumn.create("key", "A", "B", "A", "B"),
                IntColumn.create("year", new int[] {2020, 2020, 2021, 2021}),
                DoubleColumn.create("p", 100.0, 100, 90, 95),
                DoubleColumn.create("c", 80.0, 82, 85, 84),
                DoubleColumn.create("q", 10.0, 12, 8, 10),
                DoubleColumn.create("m", 40.0, 40, 38, 38),
                DoubleColumn.create("s", 10.0, 10, 14, 14));
    }

    private record Case(Table rows, Function<Table, Result> verb) {}

    private static Map<String, Case> series() {
        Map<String, Case> out = new LinkedHashMap<>();
        put(out, "UnitRoot", t -> UnitRoot.of("y").over("year").measure(first(t)));
        put(
                out,
                "VectorAutoregression",
                t -> VectorAutoregression.of("y", "z")
                        .over("year")
                        .lags(1)
                        .bootstrap(100, new Seed(1))
                        .fit(first(t)));
        put(
                out,
                "VectorAutoregression of series alike",
                t -> VectorAutoregression.of("y", "x", "z", "w")
                        .over("year")
                        .lags(3)
                        .bootstrap(100, new Seed(1))
                        .explosive()
                        .fit(first(t)));
        for (Cointegration.Term term : Cointegration.Term.values()) {
            put(
                    out,
                    "Cointegration " + term,
                    t -> Cointegration.of("y", "x")
                            .over("year")
                            .lags(2)
                            .term(term)
                            .measure(first(t)));
        }
        put(
                out,
                "LocalProjection",
                t -> LocalProjection.of("y")
                        .shock("z")
                        .over("year")
                        .lags(1)
                        .horizons(3)
                        .fit(first(t)));
        put(
                out,
                "LocalProjection of a panel",
                t -> LocalProjection.of("y")
                        .shock("z")
                        .over("year")
                        .unit("key")
                        .timeEffects()
                        .lags(1)
                        .horizons(2)
                        .fit(t));
        put(
                out,
                "LearningCurve",
                t -> LearningCurve.of("y")
                        .cumulative("x")
                        .with("z")
                        .over("year")
                        .fit(first(t)));
        put(
                out,
                "GlutDating",
                t -> GlutDating.of("y")
                        .over("year")
                        .multiple("x")
                        .margin("z")
                        .target(0.8)
                        .bootstrap(99, new Seed(1))
                        .measure(first(t)));
        put(
                out,
                "ImpliedCapacity by peaks",
                t -> ImpliedCapacity.of("y")
                        .over("year")
                        .every(Frequency.YEARLY)
                        .peakToPeak()
                        .measure(first(t)));
        put(
                out,
                "ImpliedCapacity by a filter",
                t -> ImpliedCapacity.of("y")
                        .over("year")
                        .every(Frequency.YEARLY)
                        .hamilton()
                        .measure(first(t)));
        put(
                out,
                "ImpliedCapacity of capital",
                t -> ImpliedCapacity.of("y")
                        .over("year")
                        .every(Frequency.YEARLY)
                        .capitalOutput("x")
                        .evenIfNotCointegrated()
                        .measure(first(t)));
        return out;
    }

    private static Map<String, Case> panels() {
        Map<String, Case> out = new LinkedHashMap<>();
        put(
                out,
                "PanelRegression",
                t -> PanelRegression.of("y")
                        .on("x", "z")
                        .unit("key")
                        .time("year")
                        .fit(t));
        put(
                out,
                "Regression by instruments",
                t -> Regression.iv("y ~ w | key | x ~ z").cluster("key").fit(t));
        put(
                out,
                "Regression without freedom",
                t -> Regression.ols("y ~ x + z + w").fit(t.first(4)));
        put(
                out,
                "Regression on more than rows",
                t -> Regression.ols("y ~ x + z + w | key").fit(t.first(3)));
        put(out, "Poisson", t -> Regression.poisson("y ~ z | key + year").fit(t));
        for (EventStudy.Estimator estimator : EventStudy.Estimator.values()) {
            put(
                    out,
                    "EventStudy " + estimator,
                    t -> EventStudy.of("y")
                            .unit("key")
                            .time("year")
                            .event("event")
                            .window(-3, 4)
                            .reference(-1)
                            .estimator(estimator)
                            .cluster("key")
                            .fit(t));
        }
        put(
                out,
                "SyntheticControl",
                t -> SyntheticControl.of("y")
                        .unit("key")
                        .time("year")
                        .treated("A")
                        .from(FIRST + 10)
                        .fit(t));
        put(
                out,
                "RivalResponse",
                t -> RivalResponse.of("y")
                        .to("x")
                        .instrument(RivalResponse.Instrument.thirdMarketCapacity("z"))
                        .excludedBecause("it is made up")
                        .absorbing("key")
                        .unit("key")
                        .time("year")
                        .cluster("key")
                        .fit(t));
        return out;
    }

    private static Map<String, Case> survival() {
        Map<String, Case> out = new LinkedHashMap<>();
        put(
                out,
                "KaplanMeier",
                t -> KaplanMeier.of("spell").event("exited").by("key").fit(t));
        put(out, "LogRank", t -> LogRank.of("spell").event("exited").by("key").fit(t));
        put(
                out,
                "Cox",
                t -> Cox.of("spell").event("exited").on("x", "z").cluster("key").fit(t));
        put(
                out,
                "Cox by strata",
                t -> Cox.of("spell").event("exited").on("x").strata("key").fit(t));
        put(
                out,
                "CumulativeIncidence",
                t -> CumulativeIncidence.of("spell")
                        .cause("how")
                        .by("key")
                        .censoredAs("stays")
                        .fit(t));
        put(
                out,
                "FineGray",
                t -> FineGray.of("spell")
                        .cause("how", "closed")
                        .on("x", "z")
                        .censoredAs("stays")
                        .fit(t));
        for (AcceleratedFailure.Distribution d : AcceleratedFailure.Distribution.values()) {
            put(
                    out,
                    "AcceleratedFailure " + d,
                    t -> AcceleratedFailure.of("spell")
                            .event("exited")
                            .on("x", "z")
                            .distribution(d)
                            .fit(t));
        }
        put(
                out,
                "DiscreteHazard",
                t -> DiscreteHazard.of("exited").on("x", "z").logTime("spell").fit(t));
        return out;
    }

    private static void put(Map<String, Case> to, String name, Function<Table, Result> verb) {
        to.put(name, new Case(panel(), verb));
    }

    private static Map<String, Case> markets() {
        Map<String, Case> out = new LinkedHashMap<>();
        Map<String, Function<Table, Market>> models = new LinkedHashMap<>();
        models.put(
                "Armington",
                t -> PartialEquilibrium.armington("value")
                        .by("key")
                        .domestic("A")
                        .elasticities(
                                substitution(3.5).standardError(0.2),
                                demand(-0.75).standardError(0.05),
                                supply(4).standardError(0.3))
                        .calibrate(t));
        models.put(
                "Bertrand logit",
                t -> oligopoly(PartialEquilibrium.bertrandLogit("price"))
                        .outsideShare(Estimate.estimate(0.2).standardError(0.02).source("survey"))
                        .calibrate(t));
        models.put(
                "Bertrand CES",
                t -> oligopoly(PartialEquilibrium.bertrandCes("price"))
                        .outsideShare(Estimate.estimate(0.2).standardError(0.02).source("survey"))
                        .calibrate(t));
        models.put(
                "Cournot",
                t -> oligopoly(PartialEquilibrium.cournot("price"))
                        .elasticities(demand(-1.2).standardError(0.1))
                        .atAveragePrice()
                        .calibrate(t));
        models.put(
                "Cournot of constant elasticity",
                t -> oligopoly(PartialEquilibrium.cournotConstantElasticity("price"))
                        .elasticities(demand(-1.2).standardError(0.1))
                        .atAveragePrice()
                        .calibrate(t));
        models.forEach((name, model) -> {
            out.put(
                    name,
                    new Case(
                            market(),
                            t -> model.apply(t).solve(Duty.exclusive(0.3).on("C"))));
            out.put(name + " as it was", new Case(market(), t -> model.apply(t).solve()));
        });
        out.put(
                "Gsim",
                new Case(
                        flows(),
                        t -> PartialEquilibrium.gsim("trade")
                                .exporter("key")
                                .importer("to")
                                .tariff("tariff")
                                .elasticities(substitution(5), demand(-1.25), supply(1.5))
                                .calibrate(t)
                                .solve(Duty.exclusive(0.3).on("A").in("B"))));
        return out;
    }

    private static Oligopoly oligopoly(Oligopoly.NeedsQuantity start) {
        return start.quantity("quantity").by("key").margin("margin").domestic("A");
    }

    private static Map<String, Case> others() {
        Map<String, Case> out = new LinkedHashMap<>();
        out.put(
                "TradeDependence",
                new Case(
                        flows(),
                        t -> TradeDependence.of("trade")
                                .from("key")
                                .product("code")
                                .year("year")
                                .exports("exports")
                                .importsFromWithin("intra")
                                .worldExportHhi("world")
                                .measure(t)));
        out.put(
                "ChokePoints",
                new Case(
                        inputs(),
                        t -> ChokePoints.of("key")
                                .share("share")
                                .replaceable("alt")
                                .stock("stock")
                                .recovery("recover")
                                .costShare("coef")
                                .output(1_000)
                                .measure(t)));
        out.put(
                "BillOfMaterials",
                new Case(
                        inputs(),
                        t -> BillOfMaterials.of("key")
                                .into("into")
                                .quantity("n")
                                .nodes("node")
                                .value("value")
                                .own("own")
                                .measure(t, nodes())));
        out.put(
                "LookThrough",
                new Case(sectors(), t -> LookThrough.of("key").output("gross").measure(t)));
        out.put(
                "LossDecomposition",
                new Case(
                        industry(),
                        t -> LossDecomposition.of("p")
                                .cost("c")
                                .quantity("q")
                                .market("m")
                                .subject("s")
                                .period("year")
                                .between("2020", "2021")
                                .measure(first(t))));
        return out;
    }

    /** No home sale of the model and no constructed value: there is no margin, and nothing is de minimis, under every set of rules. */
    @TestFactory
    Stream<DynamicTest> aMissingNormalValueIsSaidUnderEveryRuleSet() {
        Table exports = Table.create(
                "exports",
                StringColumn.create("sale_id", "1", "2"),
                StringColumn.create("connum", "A", "A"),
                StringColumn.create("customer", "C", "D"),
                DateColumn.create("sale_date", LocalDate.of(2024, 1, 5), LocalDate.of(2024, 1, 6)),
                DoubleColumn.create("quantity", 1.0, 2),
                DoubleColumn.create("gross_price", 80.0, 81));
        Table home = Table.create(
                "home",
                StringColumn.create("sale_id", "1"),
                StringColumn.create("connum", "B"),
                DateColumn.create("sale_date", LocalDate.of(2024, 1, 5)),
                DoubleColumn.create("quantity", new double[] {9}),
                DoubleColumn.create("gross_price", new double[] {90}));
        return RuleSetsTest.constants()
                .filter(f -> f.getType() == DumpingRules.class)
                .map(f -> dynamicTest(f.getName(), () -> {
                    DumpingRules rules = (DumpingRules) f.get(null);
                    Supplier<DumpingResult> verb = () -> DumpingMargin.under(rules)
                            .measure(CaseFiles.exports(ExportSales.houseColumns(), exports)
                                    .home(HomeSales.houseColumns(), home));
                    Probe.all("DumpingMargin", verb);
                    try {
                        DumpingResult found = verb.get();
                        assertTrue(Double.isNaN(found.margin()), found.toString());
                        assertTrue(!found.deMinimis() && Double.isNaN(found.cashDeposit()), found.toString());
                        assertTrue(found.toString().contains("no normal value"), found.toString());
                        assertTrue(!found.toString().contains("de minimis ("), found.toString());
                    } catch (OverhangException e) {
                        assertTrue(
                                e.getMessage().contains("normal value")
                                        || e.getMessage().contains("CIF"),
                                e.getMessage());
                    }
                }));
    }

    /** A part above its whole in every row asks whether columns are swapped; one row within its whole, and nothing is asked. */
    @Test
    void allAboveTheirWholeAsksWhetherColumnsAreSwapped() {
        String words = "are the two swapped, or in another unit?";
        Table swapped = GroundVerbs.rows();
        String over = Overcapacity.of("output")
                .output("capacity")
                .by("key", "year")
                .measure(swapped)
                .toString();
        assertTrue(over.replaceAll("\\s+", " ").contains(words), over);
        String trade = SelfSufficiency.of("exports")
                .imports("imports")
                .exports("output")
                .by("key", "year")
                .measure(swapped)
                .toString();
        assertTrue(trade.replaceAll("\\s+", " ").contains(words), trade);
        for (GroundVerbs.Verb verb : GroundVerbs.all()) {
            String right = verb.verb().apply(Source.of(GroundVerbs.rows())).toString();
            assertTrue(!right.contains("swapped"), verb.name());
        }
    }

    private static Stream<DynamicTest> each(Map<String, Case> cases) {
        return cases.entrySet().stream()
                .flatMap(c -> OddRows.of(c.getValue().rows()).entrySet().stream()
                        .map(rows -> dynamicTest(
                                c.getKey() + " on " + rows.getKey(),
                                () -> Probe.all(
                                        c.getKey(), () -> c.getValue().verb().apply(rows.getValue())))));
    }

    /** Else the rows below would only be refused. */
    @TestFactory
    Stream<DynamicTest> allAnswerOnGoodRows() {
        return Stream.of(series(), panels(), survival(), markets(), others())
                .flatMap(cases -> cases.entrySet().stream())
                .filter(c -> !c.getKey().startsWith("Regression "))
                .map(c -> dynamicTest(
                        c.getKey(),
                        () -> assertTrue(c.getValue()
                                        .verb()
                                        .apply(c.getValue().rows())
                                        .toString()
                                        .length()
                                > 0)));
    }

    @TestFactory
    Stream<DynamicTest> ofSeries() {
        return each(series());
    }

    @TestFactory
    Stream<DynamicTest> ofPanels() {
        return each(panels());
    }

    @TestFactory
    Stream<DynamicTest> ofSurvival() {
        return each(survival());
    }

    @TestFactory
    Stream<DynamicTest> ofMarkets() {
        return each(markets());
    }

    @TestFactory
    Stream<DynamicTest> ofTheOthers() {
        return each(others());
    }
}
