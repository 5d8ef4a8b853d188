package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Field;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.TableSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** SQL over sources: what survives, what is refused and where, and the same bytes again. */
class QueryTest {
    private static TableSource trade() {
        return Source.of(Table.create(
                        "trade",
                        StringColumn.create("hs6", "720851", "720851", "720852", "720852", null),
                        IntColumn.create("year", new int[] {2022, 2023, 2022, 2023, 2023}),
                        DoubleColumn.create("value", new double[] {10.5, 20, 30, Double.NaN, 5}),
                        DateColumn.create("day", new LocalDate[] {
                            LocalDate.of(2022, 1, 31), LocalDate.of(2023, 1, 31), LocalDate.of(2022, 2, 28), null, null
                        })))
                .unit("value", "usd")
                .cite("Customs");
    }

    private static Table duties() {
        return Table.create(
                "duties",
                StringColumn.create("hs6", "720852", "720851"),
                DoubleColumn.create("rate", new double[] {0.25, 0.1}));
    }

    private static TableSource ask(String sql) {
        return Query.sql(sql).named("trade", trade()).named("duties", duties()).read();
    }

    private static String csv(Source source) {
        return source.table().write().toString("csv");
    }

    private static OverhangException refused(Query query) {
        return assertThrows(OverhangException.class, query::read);
    }

    private static OverhangException refused(String sql) {
        return assertThrows(OverhangException.class, () -> ask(sql));
    }

    @Test
    void joinsAndKeepsUnitsProvenanceAndOrder() {
        TableSource out = ask("select hs6, year, value, value * rate as paid_usd from trade join duties using (hs6)");
        assertEquals(
                "hs6,year,value,paid_usd\n720851,2022,10.5,1.05\n720851,2023,20.0,2.0\n"
                        + "720852,2022,30.0,7.5\n720852,2023,,\n",
                csv(out));
        assertEquals("usd", out.field("value").orElseThrow().unit());
        assertEquals("usd", out.field("paid_usd").orElseThrow().unit());
        assertEquals("Customs", out.provenance().publisher());
        assertEquals(
                List.of("Answer of the query: select hs6, year, value, value * rate as paid_usd from trade join duties"
                        + " using (hs6)"),
                out.provenance().notes());
        assertEquals(ColumnType.INTEGER, out.table().column("year").type());
        assertEquals("query", out.name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select value from trade                                             | usd
            select sum(value) as value from trade                               | usd
            select hs6, median(value) as value from trade group by hs6          | usd
            select lag(value) over (order by year, hs6) as value from trade     | usd
            select coalesce(value, 0) as value from trade                       | usd
            select t.value from trade t                                         | usd
            with a as (select value from trade) select value from a             | usd
            select value / 1000 as value from trade                             | ''
            with a as (select value / 2 as value from trade) select value from a| ''
            select count(value) as value from trade                             | ''
            select * replace (value / 2 as value) from trade                    | ''
            select year as value from trade                                     | ''
            """)
    void aUnitFollowsItsNameUnlessTheNameIsGivenAway(String sql, String unit) {
        assertEquals(unit, ask(sql).field("value").orElseThrow().unit());
    }

    @Test
    void differentUnitsOfOneNameLeaveNone() {
        Source other = Source.of(Table.create("x", DoubleColumn.create("value", new double[] {1})))
                .unit("value", "eur");
        TableSource out = Query.sql("select x.value from trade, x")
                .named("trade", trade())
                .named("x", other)
                .read();
        assertEquals("", out.field("value").orElseThrow().unit());
    }

    @Test
    void typesComeBackAsTheyWere() {
        long code = 9_007_199_254_740_993L;
        Table table = Table.create(
                "t",
                LongColumn.create("code", new long[] {code, code + 1}),
                DoubleColumn.create("minus_zero", new double[] {-0.0, 1}),
                DoubleColumn.create("x", new double[] {0.1, 1e300}),
                StringColumn.create("text", "é", null),
                DateColumn.create("day", new LocalDate[] {LocalDate.of(1899, 12, 31), null}));
        TableSource out =
                Query.sql("select * from t order by code").named("t", table).read();
        assertEquals(table.write().toString("csv"), csv(out));
        assertEquals(code, out.table().longColumn("code").getLong(0));
        assertEquals(
                Double.doubleToRawLongBits(-0.0),
                Double.doubleToRawLongBits(
                        out.table().numberColumn("minus_zero").getDouble(0)));
        assertEquals(Field.Kind.DATE, out.field("day").orElseThrow().kind());
    }

    @Test
    void otherTypesOfTheEngineBecomeNumbersDatesAndText() {
        TableSource out = Query.sql("select 1::hugeint as a, 12.50::decimal(9,2) as b, true as c,"
                        + " timestamp '2024-02-29 00:00:00' as d, timestamp '2024-02-29 10:15:00' as e,"
                        + " 170141183460469231731687303715884105727::hugeint as f, null as g, 1.5::float as h,"
                        + " 4000000000 as i")
                .read();
        Table row = out.table();
        assertEquals(1, row.intColumn("a").getInt(0));
        assertEquals(12.5, row.doubleColumn("b").getDouble(0));
        assertEquals(1, row.intColumn("c").getInt(0));
        assertEquals(LocalDate.of(2024, 2, 29), row.dateColumn("d").get(0));
        assertEquals("2024-02-29 10:15", row.stringColumn("e").get(0));
        assertEquals(0x1p127, row.doubleColumn("f").getDouble(0));
        assertTrue(row.column("g").isMissing(0));
        assertEquals(1.5, row.doubleColumn("h").getDouble(0));
        assertEquals(4_000_000_000L, row.longColumn("i").getLong(0));
    }

    @Test
    void anEmptyAnswerAndAnEmptyTableAreAnswered() {
        assertEquals(0, ask("select * from trade where year = 1900").table().rowCount());
        Table none = duties().emptyCopy();
        assertEquals(
                "n\n0\n",
                csv(Query.sql("select count(*) as n from none")
                        .named("none", none)
                        .read()));
    }

    static Stream<Integer> seeds() {
        return IntStream.rangeClosed(1, 12).boxed();
    }

    /** Without an order the rows are sorted; the order of the input is gone from the answer. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shuffledRowsGiveTheSameBytes(int seed) {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(3_000);
        List<Integer> order =
                new java.util.ArrayList<>(IntStream.range(0, rows).boxed().toList());
        int[] key = random.ints(rows, 0, 7).toArray();
        double[] x = random.doubles(rows)
                .map(v -> v < 0.1 ? Double.NaN : Math.rint(v * 20))
                .toArray();
        String first = csv(asked(order, key, x));
        java.util.Collections.shuffle(order, random);
        assertEquals(first, csv(asked(order, key, x)));
        assertEquals(first, csv(asked(order, key, x)));
    }

    private static Source asked(List<Integer> order, int[] key, double[] x) {
        Table table = Table.create(
                "t",
                StringColumn.create("key", order.stream().map(i -> "k" + key[i]).toArray(String[]::new)),
                DoubleColumn.create("x", order.stream().mapToDouble(i -> x[i]).toArray()));
        return Query.sql("select key, x, count(*) as n, sum(x) over (partition by key) as total"
                        + " from t group by key, x -- as it comes")
                .named("t", table)
                .read();
    }

    @Test
    void theStatedOrderIsKept() {
        TableSource out = ask("select year, value from trade where value > 0 order by value desc;");
        assertEquals("year,value\n2022,30.0\n2023,20.0\n2022,10.5\n2023,5.0\n", csv(out));
        assertEquals(
                "value\n20.0\n30.0\n",
                csv(ask("select value from (select value from trade where value > 0 order by value desc limit 2)")));
        assertEquals("year\n2023\n2022\n", csv(ask("select distinct year from trade order by 1 desc")));
        assertEquals("year\n2022\n2023\n", csv(ask("select year from trade union select year from trade;")));
    }

    @Test
    void percentilesLagsPivotsAndAsOfJoinsWork() {
        assertEquals(
                "hs6,p50\n720851,15.25\n720852,30.0\n,5.0\n",
                csv(ask("select hs6, quantile_cont(value, 0.5) as p50 from trade group by hs6")));
        assertEquals(
                "hs6,2022,2023\n720851,10.5,20.0\n720852,30.0,\n,,5.0\n",
                csv(ask("select * from (select hs6, year, value from trade)"
                        + " pivot (sum(value) for year in (2022, 2023))")));
        assertEquals(
                "year,rate\n2022,0.1\n2023,0.1\n",
                csv(Query.sql("select t.year, r.rate from (select distinct year from trade) t"
                                + " asof join r on t.year >= r.since")
                        .named("trade", trade())
                        .named(
                                "r",
                                Table.create(
                                        IntColumn.create("since", new int[] {2000, 2024}),
                                        DoubleColumn.create("rate", new double[] {0.1, 0.2})))
                        .read()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select * frm trade                      | BAD_VALUE      | Query needs SQL that parses, but syntax error at or near "trade" in line 1, column 14. Its tables: trade (hs6, year, value, day), duties (hs6, rate).
            select valeu from trade                 | MISSING_COLUMN | Query needs the column "valeu" in line 1, column 8, but no table that it reads there has it. Did you mean "value"? Its tables: trade (hs6, year, value, day), duties (hs6, rate).
            select * from dutys                     | MISSING_COLUMN | Query needs the table "dutys" in line 1, column 15, but nothing of that name is named. Did you mean "duties"? Its tables: trade (hs6, year, value, day), duties (hs6, rate).
            select year + hs6 from trade            | WRONG_TYPE     | Query needs arguments that its functions take, but found +(BIGINT, VARCHAR) in line 1, column 13. Cast them, for example cast(hs6 as integer).
            select cast(concat(hs6, 'x') as integer) as n from trade | WRONG_TYPE | Query needs an answer, but DuckDB says: Could not convert string '720851x' to INT32 in line 1, column 8. Its tables: trade (hs6, year, value, day), duties (hs6, rate).
            select hs6, sum(value) from trade       | BAD_VALUE      | Query needs an answer, but DuckDB says: column "hs6" must appear in the GROUP BY clause or must be part of an aggregate function in line 1, column 8. Its tables: trade (hs6, year, value, day), duties (hs6, rate).
            select random() as x                    | BAD_VALUE      | Query needs to answer the same on every run, but "random(…)" in line 1, column 8 does not: it asks a clock, a random number or the machine. Write the day or the number itself.
            select current_date as x                | BAD_VALUE      | Query needs to answer the same on every run, but "current_date" in line 1, column 8 does not: it asks a clock, a random number or the machine. Write the day or the number itself.
            select * from trade using sample 2 rows | BAD_VALUE      | Query needs a sample that a re-run draws again, but the sample has no seed. Write using sample reservoir(1000 rows) repeatable (7).
            select 1 as a; select 2 as b            | BAD_VALUE      | Query needs one select, but its text holds 2 statements. Give each a query of its own, or join them by with … as (…).
            create table x (a int)                  | BAD_VALUE      | Query needs one select, but its text is another statement. It answers questions; tables are made by .named(…), files by TableExport.
            pivot trade on year using sum(value)    | BAD_VALUE      | Query needs one select, but its text is another statement. Write a pivot as a select that lists its columns: select * from trade pivot (sum(value) for year in (2022, 2023)).
            select trade.hs6, duties.hs6 from trade, duties | BAD_VALUE | Query needs a name of its own for each column of its answer, but two are called "hs6". Give one another name: duties.hs6 as duty_hs6.
            select [1, 2] as list                   | WRONG_TYPE     | Query needs numbers, text or dates in its answer, but column "list" holds INTEGER[]. Cast it, take a field of it, or give a row to each element with unnest(…).
            ``                                      | BAD_VALUE      | Query needs SQL that parses, but its text is empty. Its tables: trade (hs6, year, value, day), duties (hs6, rate).
            """)
    void whatIsWrongIsNamedWithItsPlace(String sql, Reason reason, String first) {
        OverhangException e = refused(sql);
        assertEquals(first, e.lines().get(0));
        assertEquals(reason, e.reason());
    }

    @Test
    void placesCountLinesAndCharactersAlsoBehindLettersOfTwoBytes() {
        String said = refused("select 'Süßé' as a,\n  'ü' as b, valu from trade")
                .lines()
                .get(0);
        assertTrue(said.contains("in line 2, column 13,"), said);
        said = refused("select 'é' as a,\n cast(hs6 || 'x' as integer) as n from trade")
                .lines()
                .get(0);
        assertTrue(said.contains("in line 2, column 2."), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_csv('%s')",
                "select * from read_text('%s')",
                "select * from '%s'",
                "select * from glob('*')",
                "select * from duckdb_settings()",
                "select * from information_schema.tables",
                "select getvariable('x') as a",
                "select current_setting('temp_directory') as a",
                "select * from (select * from read_parquet('%s'))",
                "with a as (select * from read_csv_auto('%s')) select * from a",
                "copy (select 1) to '%s.out'",
                "attach '%s.db' as other",
                "install httpfs",
                "load httpfs",
                "set enable_external_access = true",
                "select * from 'https://example.org/x.parquet'",
                "select * from query('select 1')",
                "select nextval('s') as a",
                "export database '%s'",
            })
    void nothingIsReachedThatIsNotNamed(String sql, @TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "word\nhidden\n");
        String text = sql.replace("%s", secret.toString());
        OverhangException e = refused(text);
        assertFalse(String.valueOf(e.getMessage()).contains("hidden"), e.getMessage());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(secret), files.toList());
        }
    }

    @Test
    void filesAreReadByName(@TempDir Path folder) throws IOException {
        Path parquet = folder.resolve("duties [1].parquet");
        TableExport.of(duties()).save(parquet);
        Path csv = Files.writeString(folder.resolve("trade.csv"), "hs6,value_usd\n\"720851\",100\n");
        TableSource out = Query.sql("select value_usd * rate as paid_usd from trade join duties on"
                        + " trade.hs6::varchar = duties.hs6")
                .named("trade", csv)
                .named("duties", parquet)
                .read();
        assertEquals("paid_usd\n10.0\n", csv(out));
        assertEquals("trade.csv; duties [1].parquet", out.provenance().title());
        assertEquals(
                "Query needs the file \"" + folder.resolve("none.parquet") + "\", but there is none.",
                refused(Query.sql("select 1 as a").named("t", folder.resolve("none.parquet")))
                        .lines()
                        .get(0)
                        .replaceFirst(" Give its path.*", ""));
        Files.write(parquet, java.util.Arrays.copyOf(Files.readAllBytes(parquet), 40));
        String said = refused(Query.sql("select * from d").named("d", parquet))
                .lines()
                .get(0);
        assertTrue(said.startsWith("File \"duties [1].parquet\" needs to be a Parquet file that DuckDB reads"), said);
    }

    @Test
    void totalsBesideTheirPartsAreToldWhereTheColumnGoes() {
        Dataset steel = Datasets.load("steel-capacity");
        String column = steel.hierarchies().get(0).column();
        TableSource kept =
                Query.sql("select * from steel").named("steel", steel).read();
        assertEquals(column, kept.hierarchies().get(0).column());
        TableSource gone = Query.sql("select year, sum(capacity_mt) as capacity_mt from steel group by year")
                .named("steel", steel)
                .read();
        assertTrue(gone.provenance().notes().stream().anyMatch(n -> n.contains("totals beside their parts")));
        assertEquals(steel.provenance().publisher(), gone.provenance().publisher());
    }

    @Test
    void namesAreOnesOwn() {
        Query query = Query.sql("select 1 as a").named("t", duties());
        assertEquals(
                "Query needs a name of its own for each table, whatever the letter case, but \"T\" is named twice. Give it"
                        + " another.",
                assertThrows(OverhangException.class, () -> query.named("T", duties()))
                        .getMessage());
        assertThrows(OverhangException.class, () -> query.named(" ", duties()));
    }

    @Test
    void anInterruptStopsTheQuery() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                Query.sql("select count(*) as n from range(100000000000) a(x), range(1000) b(y) where x % 7 = y")
                        .read();
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        thread.start();
        Thread.sleep(1_000);
        thread.interrupt();
        thread.join(2_000);
        assertFalse(thread.isAlive());
        assertTrue(thrown.get() instanceof java.util.concurrent.CancellationException, String.valueOf(thrown.get()));
    }

    @Test
    void provenanceIsTheUnion() {
        Source simulated = Source.of(duties())
                .from(new Provenance("", "A model", "", "", "", "simulated", "", List.of("Made up.")));
        TableSource out = Query.sql("select * from trade join d using (hs6)")
                .named("trade", trade())
                .named("d", simulated)
                .read();
        assertEquals(
                "Source: Customs; A model; simulated data", out.provenance().footer());
        assertEquals("Made up.", out.provenance().notes().get(0));
        assertTrue(new String(out.summary().toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .contains("Answer of the query"));
    }
}
