package org.overhang.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.dataset.TableExport;
import org.overhang.dependence.Concentration;
import org.overhang.price.Underselling;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Concentration and underselling over Parquet files are the bits of the same in memory. */
class StoredVerbsTest {
    @TempDir
    private Path folder;

    static Stream<Integer> seeds() {
        return IntStream.rangeClosed(1, 10).boxed();
    }

    private static DoubleColumn column(String name, Random random, int rows, boolean gaps) {
        int spread = 1 + random.nextInt(3) * 40;
        double[] x = new double[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = Math.scalb(1 + random.nextDouble(), random.nextInt(spread) - spread / 2);
            if (gaps && random.nextInt(15) == 0) {
                x[i] = random.nextBoolean() ? Double.NaN : 0;
            }
        }
        return DoubleColumn.create(name, x);
    }

    private static Table sales(Random random, boolean gaps) {
        int rows = 1 + random.nextInt(3_000);
        String[] names = gaps ? new String[] {"CN", " CN", "KR", "", "É", "E\u0301"} : new String[] {"CN", "KR"};
        return Table.create(
                "sales",
                StringColumn.create(
                        "origin",
                        IntStream.range(0, rows)
                                .mapToObj(i -> names[random.nextInt(names.length)])
                                .toArray(String[]::new)),
                IntColumn.create(
                        "year",
                        IntStream.range(0, rows)
                                .map(i -> 2020 + random.nextInt(4))
                                .toArray()),
                column("import_usd_t", random, rows, gaps),
                column("domestic_usd_t", random, rows, gaps),
                column("import_t", random, rows, gaps),
                column("domestic_t", random, rows, gaps));
    }

    private static String bits(Table table) {
        StringBuilder out = new StringBuilder();
        table.columns().forEach(column -> {
            out.append('\n').append(column.name());
            for (int i = 0; i < column.size(); i++) {
                out.append(' ')
                        .append(
                                column instanceof DoubleColumn x
                                        ? Long.toHexString(Double.doubleToLongBits(x.getDouble(i)))
                                        : column.getString(i));
            }
        });
        return out.toString();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void storedRowsGiveTheBitsOfMemory(int seed) {
        Random random = new Random(seed);
        Table table = sales(random, seed % 3 != 0);
        int[] order = IntStream.range(0, table.rowCount()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        int cut = random.nextInt(order.length);
        TableExport.of(table.rows(Arrays.copyOfRange(order, cut, order.length))).save(folder.resolve("b.parquet"));
        if (cut > 0) {
            TableExport.of(table.rows(Arrays.copyOf(order, cut))).save(folder.resolve("a.parquet"));
        }
        Source stored = Source.parquet(folder + "/*.parquet");
        Underselling under = Underselling.of("import_usd_t")
                .against("domestic_usd_t")
                .quantity("import_t")
                .by("origin", "year");
        List<Function<Source, Result>> verbs = List.of(
                source ->
                        Concentration.of("import_t").among("origin").by("year").measure(source),
                source -> Concentration.of("import_t").among("origin").measure(source),
                source -> Concentration.of("domestic_t")
                        .among("year")
                        .by("origin")
                        .measure(source),
                under::measure,
                source -> under.domesticQuantity("domestic_t").measure(source));
        for (Function<Source, Result> verb : verbs) {
            Result memory = verb.apply(Source.of(table));
            Result store = verb.apply(stored);
            assertEquals(bits(memory.tidy()), bits(store.tidy()));
            assertEquals(bits(memory.glance()), bits(store.glance()));
            assertEquals(memory.toString(), store.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void negativeValuesAreRefused(int seed) {
        Table table = sales(new Random(seed), false);
        int row = seed % table.rowCount();
        table.doubleColumn("import_t").set(row, -1.5);
        TableExport.of(table).save(folder.resolve("a.parquet"));
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Concentration.of("import_t").among("origin").measure(Source.parquet(folder.toString())));
        assertTrue(e.getMessage().contains("-1.5 in row " + (row + 1)), e.getMessage());
    }
}
