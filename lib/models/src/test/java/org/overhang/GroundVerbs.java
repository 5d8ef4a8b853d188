package org.overhang;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.overhang.capacity.BreakEven;
import org.overhang.capacity.EconomicCapacity;
import org.overhang.capacity.Frontier;
import org.overhang.capacity.Overcapacity;
import org.overhang.capacity.Utilization;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.dependence.Concentration;
import org.overhang.dependence.SelfSufficiency;
import org.overhang.dynamics.CapacityPrice;
import org.overhang.dynamics.CostTests;
import org.overhang.dynamics.Demand;
import org.overhang.dynamics.ExitModel;
import org.overhang.dynamics.ExitRace;
import org.overhang.dynamics.MeanReverting;
import org.overhang.price.InjuryMargin;
import org.overhang.price.PriceEffects;
import org.overhang.price.TargetProfit;
import org.overhang.price.TradeDiversion;
import org.overhang.price.Undercutting;
import org.overhang.price.Underselling;
import org.overhang.price.UnitValueDecomposition;
import org.overhang.subsidy.SubsidyMargin;
import org.overhang.subsidy.Support;
import org.overhang.subsidy.Zombies;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The verbs of the subjects that read columns, each with rows that it measures and what its columns are. */
final class GroundVerbs {
    private GroundVerbs() {}

    /**
     * A verb.
     *
     * @param name what messages call it
     * @param by the verb, by the name of its key column
     * @param amounts columns that are never negative
     * @param alike columns of one unit, in pairs
     * @param priced prices and the quantities that they are per, in pairs
     */
    record Verb(
            String name,
            BiFunction<Source, String, Result> by,
            List<String> amounts,
            Map<String, String> alike,
            Map<String, String> priced) {
        Function<Source, Result> verb() {
            return source -> by.apply(source, "key");
        }

        /** The verb on rows whose key has another name. */
        Result named(String key) {
            Table table = rows();
            if (!table.columnNames().contains(key)) {
                table.column("key").setName(key);
                return by.apply(Source.of(table), key);
            }
            return by.apply(Source.of(table), "key");
        }
    }

    /** Two firms of one group in two years: every column that some verb reads. */
    static Table rows() {
        double[] ones = {1, 1, 1, 1};
        return Table.create(
                "rows",
                StringColumn.create("key", "A", "B", "A", "B"),
                IntColumn.create("year", new int[] {2020, 2020, 2021, 2021}),
                DoubleColumn.create("output", 60.0, 80, 70, 85),
                DoubleColumn.create("capacity", 100.0, 100, 110, 100),
                DoubleColumn.create("demand", 50.0, 70, 60, 70),
                DoubleColumn.create("price", 100.0, 110, 90, 100),
                DoubleColumn.create("price_b", 120.0, 120, 115, 110),
                DoubleColumn.create("cost", 70.0, 75, 80, 85),
                DoubleColumn.create("fixed", 500.0, 600, 700, 800),
                DoubleColumn.create("debt", 1000.0, 2000, 1500, 1700),
                DoubleColumn.create("interest", 30.0, 50, 40, 70),
                DoubleColumn.create("least", 35.0, 60, 30, 60),
                DoubleColumn.create("age", 12.0, 5, 20, 11),
                DoubleColumn.create("revenue", 6000.0, 8800, 6300, 8500),
                DoubleColumn.create("spent", 5000.0, 9000, 6000, 8000),
                DoubleColumn.create("rate", 0.03, 0.04, 0.03, 0.05),
                DoubleColumn.create("benchmark", 0.06, 0.06, 0.07, 0.07),
                DoubleColumn.create("market", 300.0, 310, 320, 330),
                DoubleColumn.create("imports", 40.0, 45, 50, 60),
                DoubleColumn.create("exports", 10.0, 11, 12, 13),
                DoubleColumn.create("backed", 1.0, 0, 1, 0),
                DoubleColumn.create("one", ones));
    }

    static List<Verb> all() {
        return List.of(
                new Verb(
                        "Utilization",
                        (s, k) -> Utilization.of("output")
                                .over("capacity")
                                .by(k, "year")
                                .measure(s),
                        List.of("output", "capacity"),
                        Map.of("output", "capacity"),
                        Map.of()),
                new Verb(
                        "Overcapacity",
                        (s, k) -> Overcapacity.of("capacity")
                                .output("output")
                                .demand("demand")
                                .target(0.8)
                                .by(k, "year")
                                .measure(s),
                        List.of("output", "demand"),
                        Map.of("output", "capacity", "demand", "capacity"),
                        Map.of()),
                new Verb(
                        "BreakEven",
                        (s, k) -> BreakEven.of("price")
                                .less("cost")
                                .capacity("capacity")
                                .fixedCost("fixed")
                                .debt("debt")
                                .by(k, "year")
                                .measure(s),
                        List.of("price", "fixed", "debt"),
                        Map.of("price", "cost", "fixed", "debt"),
                        Map.of("price", "capacity")),
                new Verb(
                        "EconomicCapacity",
                        (s, k) -> EconomicCapacity.of("spent")
                                .output("output")
                                .capital("capacity")
                                .inputPrice("price")
                                .userCost("cost")
                                .by(k, "year")
                                .fit(s),
                        List.of("output"),
                        Map.of(),
                        Map.of()),
                new Verb(
                        "Frontier",
                        (s, k) -> Frontier.of("output")
                                .fixed("capacity")
                                .by(k, "year")
                                .measure(s),
                        List.of("output", "capacity"),
                        Map.of(),
                        Map.of()),
                new Verb(
                        "Underselling",
                        (s, k) -> Underselling.of("price")
                                .against("price_b")
                                .quantity("output")
                                .by(k, "year")
                                .measure(s),
                        List.of("price", "price_b", "output"),
                        Map.of("price", "price_b"),
                        Map.of("price", "output")),
                new Verb(
                        "Undercutting",
                        (s, k) -> Undercutting.of("price")
                                .quantity("output")
                                .unionPrice("price_b")
                                .by(k)
                                .measure(s),
                        List.of("price", "price_b", "output"),
                        Map.of("price", "price_b"),
                        Map.of("price", "output")),
                new Verb(
                        "InjuryMargin",
                        (s, k) -> InjuryMargin.of("price")
                                .quantity("output")
                                .unionCost("cost")
                                .targetProfit(TargetProfit.onTurnover(0.06))
                                .by(k)
                                .measure(s),
                        List.of("price", "cost", "output"),
                        Map.of("price", "cost"),
                        Map.of("price", "output")),
                new Verb(
                        "PriceEffects",
                        (s, k) -> PriceEffects.of("price")
                                .quantity("output")
                                .cost("cost")
                                .by(k)
                                .period("year")
                                .measure(s),
                        List.of("price", "cost", "output"),
                        Map.of("price", "cost"),
                        Map.of("price", "output")),
                new Verb(
                        "TradeDiversion",
                        (s, k) -> TradeDiversion.of("output")
                                .by(k)
                                .from("A")
                                .period("year")
                                .between("2020", "2021")
                                .measure(s),
                        List.of("output"),
                        Map.of(),
                        Map.of()),
                new Verb(
                        "UnitValueDecomposition",
                        (s, k) -> UnitValueDecomposition.of("revenue")
                                .quantity("output")
                                .by(k)
                                .period("year")
                                .between("2020", "2021")
                                .measure(s),
                        List.of("revenue", "output"),
                        Map.of(),
                        Map.of()),
                new Verb(
                        "CostTests",
                        (s, k) -> CostTests.of("price")
                                .averageVariable("cost")
                                .by(k, "year")
                                .measure(s),
                        List.of("price", "cost"),
                        Map.of("price", "cost"),
                        Map.of()),
                new Verb(
                        "Zombies",
                        (s, k) -> Zombies.of("interest")
                                .least("least")
                                .debt("debt")
                                .age("age")
                                .ebit("fixed")
                                .ebitda("revenue")
                                .by(k, "year")
                                .measure(s),
                        List.of(),
                        Map.of("interest", "debt", "fixed", "revenue"),
                        Map.of()),
                new Verb(
                        "Concentration",
                        (s, k) ->
                                Concentration.of("imports").among(k).by("year").measure(s),
                        List.of("imports"),
                        Map.of(),
                        Map.of()),
                new Verb(
                        "SelfSufficiency",
                        (s, k) -> SelfSufficiency.of("output")
                                .imports("imports")
                                .exports("exports")
                                .by(k, "year")
                                .measure(s),
                        List.of("output", "imports", "exports"),
                        Map.of("output", "imports", "exports", "imports"),
                        Map.of()),
                new Verb(
                        "ExitModel",
                        (s, k) -> ExitModel.of("cost")
                                .capacity("capacity")
                                .fixedCost("fixed")
                                .scrapValue("interest")
                                .price(MeanReverting.to(90).speed(0.4).volatility(0.18))
                                .discount(0.08)
                                .horizon(5)
                                .simulate(s, 20, Seed.seed(1)),
                        List.of("cost", "capacity", "fixed"),
                        Map.of(),
                        Map.of()),
                new Verb(
                        "ExitRace",
                        (s, k) -> ExitRace.of("cost")
                                .capacity("capacity")
                                .fixedCost("fixed")
                                .equity("debt")
                                .backed("backed")
                                .demand(Demand.of(150))
                                .price(CapacityPrice.of(105).exponent(0.8).backstop(160))
                                .horizon(5)
                                .simulate(s, 20, Seed.seed(1)),
                        List.of("cost", "capacity", "fixed", "debt"),
                        Map.of("fixed", "debt"),
                        Map.of("cost", "capacity")),
                new Verb(
                        "SubsidyMargin",
                        (s, k) -> SubsidyMargin.of("revenue")
                                .less("spent")
                                .support(
                                        Support.cheapInput(
                                                Support.used("output"),
                                                Support.paid("price"),
                                                Support.market("price_b")),
                                        Support.cheapCredit(
                                                Support.debt("debt"),
                                                Support.paid("rate"),
                                                Support.benchmark("benchmark")))
                                .by(k, "year")
                                .measure(s),
                        List.of("revenue", "spent", "output", "price", "price_b", "debt"),
                        Map.of("revenue", "spent", "price", "price_b"),
                        Map.of("price", "output")));
    }
}
