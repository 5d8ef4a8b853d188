package org.overhang;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.overhang.core.HashJoin;
import org.overhang.core.OverhangException;
import org.overhang.core.Result;
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
import tech.tablesaw.columns.Column;

/**
 * Every public method of every result answers or refuses in the library's own words, on every kind of rows: keys of results'
 * names, one row, one group, nothing filled, nothing at all, huge and tiny numbers, zeros.
 */
class ResultsNeverCrashTest {
    /** What methods with one number are asked with. */
    private static final double[] NUMBERS = {0.5, 1, -1, Double.NaN, 1e300};

    private static final String[] WORDS = {"A", "x", "", "A, 2020", "no such"};

    private static Map<String, Table> kinds() {
        Map<String, Table> all = new LinkedHashMap<>();
        Table rows = GroundVerbs.rows();
        all.put("as it is", rows);
        all.put("no rows", rows.emptyCopy());
        all.put("one row", rows.first(1));
        all.put("one group", rows.where(rows.stringColumn("key").isEqualTo("A")));
        all.put("nothing filled", filled(rows, Double.NaN));
        all.put("zeros", filled(rows, 0));
        all.put("huge", filled(rows, 1e300));
        all.put("tiny", filled(rows, 1e-300));
        Table twice = rows.copy();
        all.put("rows twice", twice.append(rows));
        Table odd = rows.copy();
        odd.replaceColumn("key", StringColumn.create("key", "<b>&\"'", "=1+1", "<b>&\"'", "\\\"\n{{x}}"));
        all.put("odd keys", odd);
        Table blank = rows.copy();
        blank.replaceColumn("key", StringColumn.create("key", "", " ", "\u00a0", ""));
        all.put("no key", blank);
        return all;
    }

    private static Table filled(Table rows, double value) {
        Table out = rows.copy();
        for (Column<?> column : rows.columns()) {
            if (column instanceof DoubleColumn) {
                DoubleColumn cells = DoubleColumn.create(column.name());
                for (int i = 0; i < rows.rowCount(); i++) {
                    if (Double.isNaN(value)) {
                        cells.appendMissing();
                    } else {
                        cells.append(value);
                    }
                }
                out.replaceColumn(column.name(), cells);
            }
        }
        return out;
    }

    @TestFactory
    Stream<DynamicTest> verbsOfTheSubjects() {
        return kinds().entrySet().stream()
                .flatMap(kind -> GroundVerbs.all().stream()
                        .map(v -> dynamicTest(
                                v.name() + " on " + kind.getKey(),
                                () -> probe(v.name(), () -> v.verb().apply(Source.of(kind.getValue()))))));
    }

    @TestFactory
    Stream<DynamicTest> keysCalledLikeResults() {
        return GroundVerbs.all().stream()
                .map(v -> dynamicTest(v.name(), () -> {
                    for (String name :
                            v.verb().apply(Source.of(GroundVerbs.rows())).tidy().columnNames()) {
                        probe(v.name() + " by " + name, () -> v.named(name));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> dumping() {
        return Stream.of(DumpingRules.US_INVESTIGATION_2024, DumpingRules.US_REVIEW_2024, DumpingRules.EU)
                .map(rules -> dynamicTest(
                        rules.toString(),
                        () -> probe(
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
                    probe(
                            "HashJoin",
                            () -> HashJoin.of(left).with(r.getValue()).on("k").inner());
                    probe(
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
                            probe(
                                    "UnitRoot",
                                    () -> UnitRoot.of("y").over("year").measure(table));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> regressions() {
        return kinds().entrySet().stream()
                .map(kind -> dynamicTest(kind.getKey(), () -> {
                    probe(
                            "Regression",
                            () -> Regression.ols("output ~ capacity").fit(kind.getValue()));
                    probe(
                            "Regression",
                            () -> Regression.ols("output ~ capacity | key + year")
                                    .cluster("key")
                                    .fit(kind.getValue()));
                    probe(
                            "Regression",
                            () -> Regression.poisson("output ~ capacity | key").fit(kind.getValue()));
                }));
    }

    /** Makes a result and calls all that it offers. */
    private static void probe(String name, java.util.function.Supplier<? extends Result> verb) throws Exception {
        Result result;
        try {
            result = verb.get();
        } catch (OverhangException e) {
            assertNotNull(e.getMessage(), name);
            return;
        }
        List<String> crashes = new ArrayList<>();
        call(result, crashes, 0);
        if (!crashes.isEmpty()) {
            throw new AssertionError(name + ": " + String.join("\n", crashes));
        }
    }

    private static void call(Object result, List<String> crashes, int depth) throws Exception {
        Class<?> type = result.getClass();
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())
                    || method.getDeclaringClass() == Object.class
                    || method.getName().equals("read")
                    || method.getName().equals("save")
                    || !type.getName().startsWith("org.overhang")) {
                continue;
            }
            for (Object[] arguments : arguments(method)) {
                try {
                    Object answer = method.invoke(result, arguments);
                    if (method.getName().equals("toString") && answer == null) {
                        crashes.add(type.getSimpleName() + ".toString() is null");
                    }
                    if (answer instanceof Result inner && depth < 2 && answer.getClass() != type) {
                        call(inner, crashes, depth + 1);
                    }
                } catch (InvocationTargetException e) {
                    if (!(e.getCause() instanceof OverhangException)) {
                        StackTraceElement at = Arrays.stream(e.getCause().getStackTrace())
                                .filter(s -> s.getClassName().startsWith("org.overhang"))
                                .findFirst()
                                .orElse(e.getCause().getStackTrace()[0]);
                        crashes.add(type.getSimpleName() + "." + method.getName() + Arrays.toString(arguments)
                                + " gives " + e.getCause() + " at " + at);
                    }
                } catch (IllegalAccessException e) {
                    // A result that is not exported is called through what it implements
                    continue;
                }
            }
        }
    }

    private static List<Object[]> arguments(Method method) {
        Class<?>[] types = method.getParameterTypes();
        List<Object[]> out = new ArrayList<>();
        if (types.length == 0) {
            out.add(new Object[0]);
        } else if (types.length == 1 && types[0] == double.class) {
            for (double v : NUMBERS) {
                out.add(new Object[] {v});
            }
        } else if (types.length == 1 && types[0] == String.class) {
            for (String v : WORDS) {
                out.add(new Object[] {v});
            }
        } else if (types.length == 1 && types[0] == String[].class) {
            out.add(new Object[] {new String[] {"A"}});
            out.add(new Object[] {new String[] {"A", "2020"}});
            out.add(new Object[] {new String[0]});
        } else if (types.length == 1 && types[0] == int.class) {
            for (int v : new int[] {0, 1, -1, 99}) {
                out.add(new Object[] {v});
            }
        } else if (types.length == 1 && types[0].isEnum()) {
            for (Object v : types[0].getEnumConstants()) {
                out.add(new Object[] {v});
            }
        }
        return out;
    }
}
