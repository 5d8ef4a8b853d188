package org.overhang;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.overhang.core.HashJoin;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.dumping.DumpingMargin;
import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.SimulatedCase;
import org.overhang.regress.Regression;
import org.overhang.regress.series.UnitRoot;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Every public method of every result answers or refuses in the library's own words, on every kind of rows: keys of results'
 * names, one row, one group, nothing filled, nothing at all, huge and tiny numbers, zeros.
 */
class ResultsNeverCrashTest {
    @TestFactory
    Stream<DynamicTest> verbsOfTheSubjects() {
        return OddRows.of(GroundVerbs.rows()).entrySet().stream()
                .flatMap(kind -> GroundVerbs.all().stream()
                        .map(v -> dynamicTest(
                                v.name() + " on " + kind.getKey(),
                                () -> Probe.all(v.name(), () -> v.verb().apply(Source.of(kind.getValue()))))));
    }

    @TestFactory
    Stream<DynamicTest> keysCalledLikeResults() {
        return GroundVerbs.all().stream()
                .map(v -> dynamicTest(v.name(), () -> {
                    for (String name :
                            v.verb().apply(Source.of(GroundVerbs.rows())).tidy().columnNames()) {
                        Probe.all(v.name() + " by " + name, () -> v.named(name));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> dumping() {
        return Stream.of(DumpingRules.US_INVESTIGATION_2024, DumpingRules.US_REVIEW_2024, DumpingRules.EU)
                .map(rules -> dynamicTest(
                        rules.toString(),
                        () -> Probe.all(
                                "DumpingMargin",
                                () -> DumpingMargin.under(rules)
                                        .measure(SimulatedCase.withMargin(0.1)
                                                .simulate(Seed.seed(1))
                                                .files()))));
    }

    @TestFactory
    Stream<DynamicTest> joins() {
        Table left = Table.create("l", StringColumn.create("k", "a", "b"), DoubleColumn.create("x", 1.0, 2));
        Map<String, Table> rights = new LinkedHashMap<>();
        rights.put(
                "all matched", Table.create("r", StringColumn.create("k", "a", "b"), DoubleColumn.create("y", 1.0, 2)));
        rights.put(
                "none matched",
                Table.create("r", StringColumn.create("k", "c"), DoubleColumn.create("y", new double[] {1})));
        rights.put("no rows", rights.get("all matched").emptyCopy());
        return rights.entrySet().stream()
                .map(r -> dynamicTest(r.getKey(), () -> {
                    Probe.all(
                            "HashJoin",
                            () -> HashJoin.of(left).with(r.getValue()).on("k").inner());
                    Probe.all(
                            "HashJoin",
                            () -> HashJoin.of(left).with(r.getValue()).on("k").left());
                }));
    }

    @TestFactory
    Stream<DynamicTest> unitRootsOfShortAndExactSeries() {
        return java.util.stream.IntStream.rangeClosed(0, 30)
                .boxed()
                .flatMap(n -> Stream.<Function<Integer, Double>>of(
                                t -> (double) t,
                                t -> 1.0,
                                t -> (double) (t * t),
                                t -> StrictMath.sin(t),
                                t -> 1e300,
                                t -> t % 2.0)
                        .map(f -> dynamicTest(n + " points", () -> {
                            int[] years = new int[n];
                            double[] y = new double[n];
                            Arrays.setAll(years, t -> 1990 + t);
                            Arrays.setAll(y, t -> f.apply(t));
                            Table table =
                                    Table.create("s", IntColumn.create("year", years), DoubleColumn.create("y", y));
                            Probe.all(
                                    "UnitRoot",
                                    () -> UnitRoot.of("y").over("year").measure(table));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> regressions() {
        return OddRows.of(GroundVerbs.rows()).entrySet().stream()
                .map(kind -> dynamicTest(kind.getKey(), () -> {
                    Probe.all(
                            "Regression",
                            () -> Regression.ols("output ~ capacity").fit(kind.getValue()));
                    Probe.all(
                            "Regression",
                            () -> Regression.ols("output ~ capacity | key + year")
                                    .cluster("key")
                                    .fit(kind.getValue()));
                    Probe.all(
                            "Regression",
                            () -> Regression.poisson("output ~ capacity | key").fit(kind.getValue()));
                }));
    }
}
