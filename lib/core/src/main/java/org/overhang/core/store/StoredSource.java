package org.overhang.core.store;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.overhang.core.Batch;
import org.overhang.core.Field;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.Unit;

/**
 * Parquet files as a source: opening them reads their schema, a verb reads the columns that it asks for, and sums by group are made
 * where the rows lie. The engine is opened for each question and closed after it; it may use every processor, since nothing asked
 * of it depends on the order in which it works.
 */
public final class StoredSource implements Stored {
    private static final int HEAD_ROWS = 1_000;
    /** Whole numbers up to it are doubles. */
    private static final long EXACT = 1L << 53;

    private final String name;
    private final List<Path> files;
    private final Map<String, String> types;
    private final Provenance provenance;
    private final long rows;
    private final int limit;

    private StoredSource(
            String name, List<Path> files, Map<String, String> types, Provenance provenance, long rows, int limit) {
        this.name = name;
        this.files = files;
        this.types = types;
        this.provenance = provenance;
        this.rows = rows;
        this.limit = limit;
    }

    /**
     * Parquet files.
     *
     * @param pattern a file, a folder, or a pattern for names of files in a folder
     * @return the source; only schemas have been read
     * @throws OverhangException {@link Reason#BAD_VALUE} if nothing fits or a file is damaged, {@link Reason#WRONG_TYPE} if the files differ
     *     in their columns; both name the file
     */
    public static StoredSource parquet(String pattern) {
        List<Path> files = ParquetFiles.find(pattern);
        String name = files.size() == 1 ? String.valueOf(files.get(0).getFileName()) : pattern;
        try (Engine engine = open(files)) {
            Map<String, String> all = ParquetFiles.schema(engine, files);
            Map<String, String> types = new LinkedHashMap<>();
            List<String> notes = new ArrayList<>();
            all.forEach((column, type) -> {
                if (Cells.kind(type) == null) {
                    notes.add("Column \"" + column + "\" of " + name + " holds " + type
                            + " and is passed over; Query.sql can cast it.");
                } else {
                    types.put(column, type);
                }
            });
            Provenance provenance = new Provenance(name, "", "", "", "", "user", "", notes);
            long rows = count(engine, files, name);
            return new StoredSource(name, files, types, provenance, rows, 0);
        }
    }

    private static Engine open(List<Path> files) {
        Engine engine = Engine.open("Source.parquet", Runtime.getRuntime().availableProcessors());
        try {
            engine.lock(files);
            return engine;
        } catch (SQLException e) {
            engine.close();
            throw new OverhangException(
                    Reason.BAD_VALUE, "Source.parquet needs DuckDB, but it says: " + Engine.words(e) + ".");
        }
    }

    private static long count(Engine engine, List<Path> files, String name) {
        try (Statement statement = engine.connection().createStatement();
                ResultSet one = statement.executeQuery("SELECT count(*) FROM " + ParquetFiles.relation(files))) {
            one.next();
            return one.getLong(1);
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    static OverhangException failed(String name, SQLException e) {
        return new OverhangException(
                Reason.BAD_VALUE,
                "Source \"" + name + "\" needs to be read, but DuckDB says: " + Engine.words(e)
                        + ". A file may be cut off or changed since it was opened; nothing was computed.");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        types.forEach((column, type) -> fields.add(
                new Field(column, java.util.Objects.requireNonNull(Cells.kind(type)), Unit.suffixOf(column))));
        return fields;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public Source head() {
        return new StoredSource(name, files, types, provenance, Math.min(rows, HEAD_ROWS), HEAD_ROWS);
    }

    Map<String, String> types() {
        return types;
    }

    /** The rows as SQL reads them. */
    String relation() {
        String all = ParquetFiles.relation(files);
        return limit == 0 ? all : "(SELECT * FROM " + all + " LIMIT " + limit + ")";
    }

    @Override
    public void read(List<String> columns, Consumer<Batch> reader) {
        if (columns.isEmpty()) {
            return;
        }
        try (Engine engine = open(files)) {
            List<Chunks.Form> forms = new ArrayList<>();
            List<String> cells = new ArrayList<>();
            for (String column : columns) {
                Chunks.Form form = form(engine, column);
                forms.add(form);
                cells.add(
                        switch (form) {
                            case INTEGER -> Engine.name(column);
                            case DAY -> "CAST(" + Engine.name(column) + " - DATE '1970-01-01' AS BIGINT)";
                            default -> Cells.cell(column, types);
                        });
            }
            Chunks.read(engine, "SELECT " + String.join(", ", cells) + " FROM " + relation(), forms, reader);
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    private Chunks.Form form(Engine engine, String column) throws SQLException {
        String type = types.get(column);
        if (Cells.isWide(type)) {
            return isWide(engine, column) ? Chunks.Form.INTEGER : Chunks.Form.NUMBER;
        }
        Field.Kind kind = field(column).orElseThrow().kind();
        return kind == Field.Kind.DATE
                ? Chunks.Form.DAY
                : kind == Field.Kind.TEXT ? Chunks.Form.TEXT : Chunks.Form.NUMBER;
    }

    /** Whether a double would merge some of its numbers; files hold the least and the largest in their heads. */
    boolean isWide(Engine engine, String column) throws SQLException {
        String cell = Engine.name(column);
        try (Statement statement = engine.connection().createStatement();
                ResultSet one = statement.executeQuery(
                        "SELECT coalesce(max(" + cell + "), 0), coalesce(min(" + cell + "), 0) FROM " + relation())) {
            one.next();
            return one.getLong(1) > EXACT || one.getLong(2) < -EXACT;
        }
    }

    @Override
    public Totals add(Plan plan) {
        try (Engine engine = open(files)) {
            return new Adding(this, plan, engine).run();
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    @Override
    public String toString() {
        return "Source \"" + name + "\": " + files.size() + (files.size() == 1 ? " file, " : " files, ")
                + org.overhang.core.Numbers.fixed(rows, 0) + " rows, read when a verb asks; columns "
                + String.join(", ", types.keySet());
    }
}
