package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.dataset.TableExport;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Totals over Parquet files are the bits of the totals in memory, and bad files are refused by name. */
class StoredUtilizationTest {
    @TempDir
    private Path folder;

    static Stream<Integer> seeds() {
        return IntStream.rangeClosed(1, 16).boxed();
    }

    /** A panel with missing cells and keys, zero capacity, keys of every type, and sizes that need two or three pieces. */
    private static Table panel(Random random, int rows) {
        int spread = random.nextInt(3) * 45;
        StringColumn plant = StringColumn.create("plant");
        IntColumn year = IntColumn.create("year");
        DateColumn day = DateColumn.create("start");
        LongColumn code = LongColumn.create("code");
        DoubleColumn grade = DoubleColumn.create("grade");
        DoubleColumn[] numbers = {
            DoubleColumn.create("output_kt"),
            DoubleColumn.create("capacity_kt"),
            DoubleColumn.create("added"),
            DoubleColumn.create("demand_kt")
        };
        String[] plants = {"Ä", "A\u0308", " b", "b", "c d", "", null};
        for (int i = 0; i < rows; i++) {
            plant.append(plants[random.nextInt(plants.length)]);
            if (random.nextInt(20) == 0) {
                year.appendMissing();
            } else {
                year.append(2020 + random.nextInt(3));
            }
            day.append(random.nextInt(20) == 0 ? null : LocalDate.of(1969 + random.nextInt(3), 1, 31));
            code.append(9_007_199_254_740_993L + random.nextInt(2));
            grade.append(new double[] {-0.0, 0, 0.5}[random.nextInt(3)]);
            for (int c = 0; c < 4; c++) {
                double x = Math.scalb(random.nextDouble(), random.nextInt(spread + 1) - spread / 2);
                boolean zero = c != 2 && random.nextInt(15) == 0;
                numbers[c].append(random.nextInt(12) == 0 && c < 3 ? Double.NaN : zero ? 0 : x);
            }
        }
        return Table.create("panel", plant, year, day, code, grade).addColumns(numbers);
    }

    private static void save(Table table, Path folder, Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, table.rowCount()).boxed().toList());
        Collections.shuffle(order, random);
        int parts = 1 + random.nextInt(3);
        for (int p = 0; p < parts; p++) {
            int from = order.size() * p / parts;
            int to = order.size() * (p + 1) / parts;
            int[] rows = order.subList(from, to).stream().mapToInt(i -> i).toArray();
            Table part = rows.length == 0 ? table.emptyCopy() : table.rows(rows);
            TableExport.of(part).save(folder.resolve("part-" + p + ".parquet"));
        }
    }

    private static void assertSame(UtilizationResult a, UtilizationResult b) {
        assertBits(a.tidy(), b.tidy());
        assertBits(a.glance(), b.glance());
        assertEquals(
                a.summary().toString().replaceAll("panel|part-0.parquet|\\S+\\*.parquet", "x"),
                b.summary().toString().replaceAll("panel|part-0.parquet|\\S+\\*.parquet", "x"));
    }

    private static void assertBits(Table a, Table b) {
        assertEquals(a.columnNames(), b.columnNames());
        for (Column<?> column : a.columns()) {
            Column<?> other = b.column(column.name());
            assertEquals(column.type(), other.type());
            for (int i = 0; i < Math.max(a.rowCount(), b.rowCount()); i++) {
                if (column instanceof NumericColumn<?> x && other instanceof NumericColumn<?> y) {
                    assertEquals(
                            Double.doubleToLongBits(x.getDouble(i)),
                            Double.doubleToLongBits(y.getDouble(i)),
                            column.name() + " in row " + i);
                } else {
                    assertEquals(column.get(i), other.get(i), column.name());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void totalsAreTheBitsOfMemory(int seed) {
        Random random = new Random(seed);
        Table table = panel(random, 1 + random.nextInt(4_000));
        save(table, folder, random);
        Source stored = Source.parquet(folder + "/*.parquet");
        Utilization use = Utilization.of("output_kt").over("capacity_kt");
        for (Utilization method : List.of(
                use.total(),
                use.by("plant", "year").total().demand("demand_kt"),
                use.by("start", "code").valueAdded("added"),
                use.by("plant^grade").valueAdded("added").demand("demand_kt"))) {
            assertSame(method.measure(Source.of(table)), method.measure(stored));
        }
    }

    /** What the store does not add up it hands over, in the order of the rows. */
    @Test
    void rowsComeInOrderWhereAVerbNeedsThem() throws IOException {
        Table table = panel(new Random(5), 70_000);
        int[] order = IntStream.range(0, 70_000).toArray();
        TableExport.of(table.rows(Arrays.copyOf(order, 40_000))).save(folder.resolve("part-0.parquet"));
        TableExport.of(table.rows(Arrays.copyOfRange(order, 40_000, 70_000))).save(folder.resolve("part-1.parquet"));
        Table back = Source.parquet(folder.toString()).table();
        assertEquals(70_000, back.rowCount());
        for (String column : List.of("output_kt", "grade")) {
            for (int i = 0; i < 70_000; i++) {
                assertEquals(
                        table.doubleColumn(column).getDouble(i) + 0.0,
                        back.doubleColumn(column).getDouble(i) + 0.0);
            }
        }
        assertEquals(
                table.dateColumn("start").asList(), back.dateColumn("start").asList());
        Files.delete(folder.resolve("part-1.parquet"));
        Files.delete(folder.resolve("part-0.parquet"));
        Table rows = Table.create(
                "panel",
                StringColumn.create("plant", "a", "b"),
                DoubleColumn.create("q", new double[] {1, 2}),
                DoubleColumn.create("k", new double[] {2, 2}));
        TableExport.of(rows).save(folder.resolve("part-0.parquet"));
        Utilization each = Utilization.of("q").over("k").by("plant");
        assertSame(each.measure(rows), each.measure(Source.parquet(folder + "/*.parquet")));
    }

    private OverhangException refused(Utilization method) {
        return assertThrows(OverhangException.class, () -> method.measure(Source.parquet(folder + "/*.parquet")));
    }

    @Test
    void badCellsAreRefusedByRow() {
        double[] q = new double[5_000];
        Arrays.fill(q, 1);
        q[4_321] = -2;
        double[] k = q.clone();
        k[4_321] = 1;
        TableExport.of(Table.create("t", DoubleColumn.create("q", q), DoubleColumn.create("k", k)))
                .save(folder.resolve("a.parquet"));
        OverhangException e = refused(Utilization.of("q").over("k").total());
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(
                e.getMessage()
                        .startsWith(
                                "Utilization needs output of zero or more, finite, but \"q\" in \"a.parquet\" holds -2 in row"
                                        + " 4,322."),
                e.getMessage());
        e = refused(Utilization.of("output").over("k").total());
        assertEquals(Reason.MISSING_COLUMN, e.reason());
    }

    @Test
    void badFilesAreRefusedByName() throws IOException {
        Table good = Table.create(
                "t", DoubleColumn.create("q", new double[] {1}), DoubleColumn.create("k", new double[] {2}));
        TableExport.of(good).save(folder.resolve("a.parquet"));
        TableExport.of(Table.create("t", StringColumn.create("q", "x"), DoubleColumn.create("k", new double[] {2})))
                .save(folder.resolve("b.parquet"));
        Utilization use = Utilization.of("q").over("k").total();
        OverhangException e = refused(use);
        assertEquals(
                "Source.parquet needs files of the same columns, but file \"b.parquet\" holds VARCHAR in column \"q\", not"
                        + " DOUBLE as \"a.parquet\". Leave it out, or write it again with the columns of the others.",
                e.getMessage());
        assertEquals(Reason.WRONG_TYPE, e.reason());
        byte[] bytes = Files.readAllBytes(folder.resolve("a.parquet"));
        Files.write(folder.resolve("b.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
        e = refused(use);
        assertTrue(
                e.getMessage()
                        .startsWith(
                                "Source.parquet needs Parquet files, but file \"b.parquet\" is none that DuckDB reads"),
                e.getMessage());
        Files.delete(folder.resolve("b.parquet"));
        Source opened = Source.parquet(folder + "/*.parquet");
        byte[] torn = bytes.clone();
        Arrays.fill(torn, 4, 40, (byte) 0x5a);
        Files.write(folder.resolve("a.parquet"), torn);
        e = assertThrows(OverhangException.class, () -> use.measure(opened));
        assertTrue(e.getMessage().contains("a.parquet"), e.getMessage());
        Files.delete(folder.resolve("a.parquet"));
        e = refused(use);
        assertTrue(e.getMessage().startsWith("Source.parquet needs files, but nothing fits"), e.getMessage());
    }

    @Test
    void nothingLeftIsRefusedAsInMemory() {
        Table none = Table.create(
                "t", DoubleColumn.create("q", new double[] {Double.NaN}), DoubleColumn.create("k", new double[] {2}));
        TableExport.of(none).save(folder.resolve("a.parquet"));
        Utilization use = Utilization.of("q").over("k").total();
        assertEquals(
                assertThrows(
                                OverhangException.class,
                                () -> use.measure(Source.of(none).named("a.parquet")))
                        .getMessage(),
                refused(use).getMessage());
    }
}
