package org.overhang.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.overhang.core.Field;
import org.overhang.core.Hierarchy;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.TableSource;
import org.overhang.core.store.Engine;
import tech.tablesaw.api.Table;

/**
 * A question in SQL to sources, tables and files that are named: one select, answered by DuckDB in this process.
 *
 * <p>The answer is a source. A column that keeps its name keeps its unit, its step in time and its declared levels, unless the
 * query gives the name to something else that it computes ({@code price / 1000 as price}); {@code sum(x) as x}, {@code lag}, means
 * and percentiles keep it. Its provenance is that of all that was named, with the text of the query as a note.
 *
 * <p>The same question of the same rows gives the same bytes. Rows come sorted by all columns from the left where the query states
 * no {@code order by}; text is sorted by code point, and missing cells come last. One thread runs the query. Clocks, random
 * numbers and samples without a seed are refused. Sums of numbers with a fraction are rounded step by step in the order of the rows; verbs
 * of this library that add up the answer do not depend on that order.
 *
 * <p>Missing cells are null, and null is missing. Whole numbers up to 2³¹ in every row are BIGINT, others DOUBLE, codes that a double
 * would merge BIGINT; days are DATE. In the answer whole numbers stay whole; decimals and numbers beyond 2⁶³ are rounded once to a
 * double; true and false are 1 and 0; times that are all midnight are dates, others text. Lists and structs are refused by name.
 *
 * <p>Nothing is read but what is named: no network, no other file, no extension is installed or loaded. A Parquet file is read
 * where it lies, only the columns and row groups asked for; other files are read as {@link TableFile#of(Path)} does. What does
 * not fit in memory goes to one folder of temporary files, removed when the process ends.
 *
 * <p>Defaults: rows sorted, answer named {@code query}. DuckDB ({@code org.duckdb:duckdb_jdbc}, MIT) is optional and asked for by
 * name where it is missing.
 *
 * <pre>{@code
 * var trade = TableFile.of("trade.csv").unit("value_usd", "usd").read();
 * var paid = Query.sql("select origin, sum(value_usd) as value_usd from trade join duties using (hs6) group by origin")
 *         .named("trade", trade).named("duties", Path.of("duties.parquet")).read();
 * paid
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN} for a table or column that is not there, with line, column, the nearest name and all names;
 * {@link Reason#WRONG_TYPE} for arguments of the wrong type; {@link Reason#BAD_VALUE} for anything else that the text or a file gives
 * cause for.
 */
public final class Query {
    private final String text;
    private final Map<String, Object> inputs;

    private Query(String text, Map<String, Object> inputs) {
        this.text = text;
        this.inputs = inputs;
    }

    /**
     * A question, nothing named yet.
     *
     * @param text one select in the SQL of DuckDB
     * @return the question
     */
    public static Query sql(String text) {
        return new Query(Objects.requireNonNull(text), Map.of());
    }

    /**
     * Names a source.
     *
     * @param name what the query calls it
     * @param source a dataset, a table with units, any source
     * @return the question with this table
     * @throws OverhangException {@link Reason#BAD_VALUE} if the name is taken or empty
     */
    public Query named(String name, Source source) {
        return with(name, source);
    }

    /**
     * Names a Tablesaw table.
     *
     * @param name what the query calls it
     * @param table the table; it is read, never changed
     * @return the question with this table
     * @throws OverhangException {@link Reason#BAD_VALUE} if the name is taken or empty
     */
    public Query named(String name, Table table) {
        return with(name, Source.of(table));
    }

    /**
     * Names a file.
     *
     * @param name what the query calls it
     * @param file Parquet, or what {@link TableFile#of(Path)} reads
     * @return the question with this table
     * @throws OverhangException {@link Reason#BAD_VALUE} if the name is taken or empty
     */
    public Query named(String name, Path file) {
        return with(name, file);
    }

    private Query with(String name, Object input) {
        boolean taken = inputs.keySet().stream().anyMatch(name::equalsIgnoreCase);
        if (taken || name.isBlank()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Query needs a name of its own for each table, whatever the letter case, but "
                            + (taken ? "\"" + name + "\" is named twice" : "one is empty")
                            + ". Give it another.");
        }
        Map<String, Object> more = new LinkedHashMap<>(inputs);
        more.put(name, input);
        return new Query(text, more);
    }

    /**
     * Asks, and reads the whole answer. What is named but not asked of is not read.
     *
     * @return the answer, named {@code query}
     * @throws OverhangException see the class
     */
    public TableSource read() {
        Map<String, Object> read = new LinkedHashMap<>();
        inputs.forEach((name, input) -> read.put(name, input instanceof Path file ? opened(file) : input));
        SqlTables tables = new SqlTables();
        try (Engine engine = Engine.open("Query", 1)) {
            try {
                return answer(engine, read, tables);
            } catch (SQLException e) {
                throw SqlErrors.of(e, text, 0, tables);
            }
        }
    }

    /** Parquet stays a file for the engine to read where it lies. */
    private static Object opened(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".parquet") && !name.endsWith(".pq")) {
            return TableFile.of(file).read();
        }
        if (!Files.isRegularFile(file)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Query needs the file \"" + file + "\", but there is none. Give its path from "
                            + Path.of("").toAbsolutePath() + ".");
        }
        return file;
    }

    private TableSource answer(Engine engine, Map<String, Object> named, SqlTables tables) throws SQLException {
        engine.lock(named.values().stream()
                .filter(Path.class::isInstance)
                .map(Path.class::cast)
                .toList());
        for (Map.Entry<String, Object> input : named.entrySet()) {
            tables.add(
                    input.getKey(),
                    input.getValue() instanceof Source source
                            ? source.fields().stream().map(Field::name).toList()
                            : file(engine, input.getKey(), (Path) input.getValue()));
        }
        SqlText query = SqlText.of(text, engine, tables);
        Map<String, Object> read = new LinkedHashMap<>(named);
        read.keySet().removeIf(name -> !query.reads(name));
        for (Map.Entry<String, Object> input : read.entrySet()) {
            if (input.getValue() instanceof Source source) {
                SqlInput.load(engine, input.getKey(), source);
            }
        }
        SqlAnswer answer = checked(engine, tables);
        Table rows = run(engine, query, answer, tables);
        return described(rows, query, read);
    }

    private static List<String> file(Engine engine, String name, Path file) {
        try {
            SqlInput.file(engine, name, file);
            List<String> columns = new ArrayList<>();
            try (Statement statement = engine.connection().createStatement();
                    ResultSet rows = statement.executeQuery("DESCRIBE " + Engine.name(name))) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            return columns;
        } catch (SQLException e) {
            throw ParquetStore.failed(String.valueOf(file.getFileName()), SqlErrors.plain(e));
        }
    }

    /** What it will answer with, before it runs: errors then have their place in the text as it was written. */
    private SqlAnswer checked(Engine engine, SqlTables tables) throws SQLException {
        try (PreparedStatement statement = engine.connection().prepareStatement(text)) {
            ResultSetMetaData meta = statement.getMetaData();
            if (meta == null) {
                throw new SQLException("the statement has no answer");
            }
            return SqlAnswer.of(meta);
        } catch (SQLException e) {
            throw SqlErrors.of(e, text, 0, tables);
        }
    }

    private Table run(Engine engine, SqlText query, SqlAnswer answer, SqlTables tables) {
        try (PreparedStatement statement = engine.connection().prepareStatement(query.run())) {
            return Engine.interruptibly(statement, () -> answer.rows(statement));
        } catch (SQLException e) {
            throw SqlErrors.of(e, text, query.before(), tables);
        }
    }

    private static TableSource described(Table rows, SqlText query, Map<String, Object> read) {
        TableSource out = Source.of(rows);
        Provenance origin = null;
        List<String> notes = new ArrayList<>();
        for (Map.Entry<String, Object> input : read.entrySet()) {
            Provenance its = input.getValue() instanceof Source source
                    ? source.provenance()
                    : new Provenance(
                            String.valueOf(((Path) input.getValue()).getFileName()),
                            "",
                            "",
                            "",
                            "",
                            "user",
                            Sha256.of((Path) input.getValue()),
                            List.of());
            origin = origin == null ? its : origin.and(its);
            if (input.getValue() instanceof Source source) {
                out = declared(out, source, query.renewed(), read);
                notes.addAll(totals(input.getKey(), source, out));
            }
        }
        Provenance from = (origin == null ? Provenance.UNSTATED : origin).noted("Answer of the query: " + query.line());
        for (String note : notes) {
            from = from.noted(note);
        }
        return out.from(from);
    }

    /** What is declared of a column follows its name, if one input only has the name or all say the same. */
    private static TableSource declared(
            TableSource answer, Source source, Set<String> renewed, Map<String, Object> read) {
        TableSource out = answer;
        for (Field field : source.fields()) {
            String name = field.name();
            if (out.field(name).isEmpty() || renewed.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            Set<String> units = new LinkedHashSet<>();
            read.values().forEach(other -> {
                if (other instanceof Source one) {
                    one.field(name).ifPresent(f -> units.add(f.unit()));
                }
            });
            if (units.size() == 1 && !field.unit().isEmpty()) {
                out = out.unit(name, field.unit());
            }
            if (source.every(name).isPresent()) {
                out = out.every(name, source.every(name).get());
            }
        }
        for (Hierarchy hierarchy : source.hierarchies()) {
            if (out.field(hierarchy.column()).isPresent()
                    && !renewed.contains(hierarchy.column().toLowerCase(Locale.ROOT))) {
                out = out.levels(hierarchy);
            }
        }
        return out;
    }

    private static List<String> totals(String name, Source source, TableSource answer) {
        return source.hierarchies().stream()
                .filter(hierarchy -> answer.field(hierarchy.column()).isEmpty())
                .map(hierarchy -> "Table \"" + name + "\" holds totals beside their parts in column \""
                        + hierarchy.column() + "\"; a sum in SQL counts both unless the query picks one level.")
                .toList();
    }
}
