package org.overhang.dataset;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.overhang.core.Batch;
import org.overhang.core.Field;
import org.overhang.core.Hierarchy;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.TableSource;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * One table of a shipped dataset: a source, with a copy of its Tablesaw table for those who want one.
 *
 * <p>Example:
 *
 * <pre>{@code
 * DatasetTable vintages = Datasets.load("steel-capacity").table("vintages");
 * Table table = vintages.table();
 * }</pre>
 */
public final class DatasetTable implements Source, Result {
    private final String dataset;
    private final Datapackage.TableSheet sheet;
    private final Table table;
    private final TableSource source;

    private DatasetTable(String dataset, Datapackage.TableSheet sheet, Table table, TableSource source) {
        this.dataset = dataset;
        this.sheet = sheet;
        this.table = table;
        this.source = source;
    }

    static DatasetTable read(String dataset, Datapackage.TableSheet sheet, byte[] bytes) {
        String hash = Sha256.of(bytes);
        if (!hash.equals(sheet.sha256())) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Dataset \"" + dataset + "\" needs its file \"" + sheet.file()
                            + "\" as it was published, but the file is damaged or changed: its sha256 is " + hash
                            + " and not " + sheet.sha256()
                            + ". Take the file from a fresh copy of the datasets.");
        }
        Table table = parse(dataset, sheet, bytes);
        TableSource source = Source.of(table).named(dataset + "/" + sheet.name());
        for (Datapackage.ColumnSheet column : sheet.columns()) {
            source = source.unit(column.name(), column.unit());
        }
        for (Hierarchy hierarchy : sheet.hierarchies()) {
            source = source.levels(hierarchy);
        }
        return new DatasetTable(dataset, sheet, table, source.from(provenance(sheet, table)));
    }

    private static Table parse(String dataset, Datapackage.TableSheet sheet, byte[] bytes) {
        List<CellColumn> columns = new ArrayList<>();
        for (Datapackage.ColumnSheet c : sheet.columns()) {
            columns.add(
                    switch (c.type()) {
                        case "integer", "number" -> new CellColumn.Figures(c.name(), Set.of(), '.', (char) 0, null);
                        case "date" ->
                            new CellColumn.Days(c.name(), Set.of(), "yyyy-MM-dd", DateTimeFormatter.ISO_LOCAL_DATE);
                        default -> new CellColumn.Texts(c.name(), Set.of());
                    });
        }
        List<String> header = new ArrayList<>();
        boolean[] ragged = {false};
        CellSink cells = new CellSink() {
            private boolean inHeader = true;

            @Override
            public void cell(int column, char[] text, int length) {
                if (inHeader) {
                    header.add(new String(text, 0, length));
                } else if (column < columns.size()) {
                    columns.get(column).cell(text, length, 0);
                }
            }

            @Override
            public void row(int cells, long line) {
                ragged[0] |= cells != columns.size();
                inHeader = false;
            }
        };
        try {
            new CsvTokens(new StringReader(new String(bytes, StandardCharsets.UTF_8)), ',', 1).read(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> declared =
                sheet.columns().stream().map(Datapackage.ColumnSheet::name).toList();
        List<String> bad = columns.stream()
                .filter(c -> c.badCount() > 0)
                .map(c -> c.column().name())
                .toList();
        if (ragged[0] || !bad.isEmpty() || !header.equals(declared)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Dataset \"" + dataset + "\" needs the columns " + declared + " of the stated types in \""
                            + sheet.file() + "\", but " + wrong(header, declared, bad)
                            + ". Correct the file, or its datapackage.json if the file is right.");
        }
        return Table.create(
                sheet.name(), columns.stream().map(CellColumn::column).toArray(Column<?>[]::new));
    }

    private static String wrong(List<String> header, List<String> declared, List<String> bad) {
        List<String> missing =
                declared.stream().filter(c -> !header.contains(c)).toList();
        List<String> unknown =
                header.stream().filter(c -> !declared.contains(c)).toList();
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            return (missing.isEmpty() ? "none is missing" : "it has no " + missing)
                    + (unknown.isEmpty() ? "" : " and it has " + unknown + ", which nothing declares");
        }
        if (!header.equals(declared)) {
            return "they stand in the order " + header;
        }
        return bad.isEmpty() ? "some rows have more or fewer cells" : "cells of " + bad + " are of another type";
    }

    private static Provenance provenance(Datapackage.TableSheet sheet, Table table) {
        List<String> notes = new ArrayList<>(sheet.notes());
        if (table.containsColumn("trust")) {
            long second = table.stringColumn("trust").isEqualTo("B").size();
            if (second > 0) {
                notes.add(Numbers.fixed(second, 0) + " of " + Numbers.fixed(table.rowCount(), 0)
                        + " rows have trust B: a secondary source, a repost or a derived figure.");
            }
        }
        return new Provenance(
                sheet.title(),
                sheet.publisher(),
                sheet.licence(),
                sheet.url(),
                sheet.accessed(),
                sheet.kind(),
                sheet.sha256(),
                notes);
    }

    @Override
    public String name() {
        return source.name();
    }

    /**
     * What the table is called in print.
     *
     * @return the title
     */
    public String title() {
        return sheet.title();
    }

    /**
     * The columns that together name a row.
     *
     * @return their names
     */
    public List<String> key() {
        return sheet.key();
    }

    /**
     * How many rows it has.
     *
     * @return the number of rows
     */
    public int rows() {
        return table.rowCount();
    }

    /**
     * A copy of the table.
     *
     * @return a fresh Tablesaw table
     */
    @Override
    public Table table() {
        return table.copy();
    }

    Table own() {
        return table;
    }

    Datapackage.TableSheet sheet() {
        return sheet;
    }

    /**
     * How to cite the table, in one line.
     *
     * @return publisher, source, vintage, licence and address
     */
    public String cite() {
        return sheet.publisher() + ", " + sheet.source() + " (" + sheet.vintage() + "). " + sheet.licence() + ". "
                + sheet.url() + ". In: Overhang datasets, \"" + dataset + "\".";
    }

    @Override
    public List<Field> fields() {
        return source.fields();
    }

    @Override
    public List<Hierarchy> hierarchies() {
        return source.hierarchies();
    }

    @Override
    public Provenance provenance() {
        return source.provenance();
    }

    @Override
    public void read(List<String> columns, Consumer<Batch> reader) {
        source.read(columns, reader);
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of(title())
                .choice("dataset", dataset)
                .choice("table", sheet.name())
                .choice("kind", sheet.kind());
        describe(out, false);
        return out.build();
    }

    void describe(Summary.Builder out, boolean named) {
        List<Datapackage.ColumnSheet> columns = sheet.columns();
        if (named) {
            out.paragraph("Table " + sheet.name(), title());
        }
        out.grid(Summary.grid(columns.size())
                .text("column", "", i -> columns.get(i).name())
                .text(
                        "unit",
                        "",
                        i -> columns.get(i).unit().isEmpty()
                                ? "–"
                                : columns.get(i).unit())
                .text("holds", "", i -> columns.get(i).description())
                .number(
                        "missing",
                        "of " + Numbers.fixed(rows(), 0) + " rows",
                        0,
                        i -> table.column(columns.get(i).name()).countMissing()));
        out.paragraph("Covers", sheet.coverage() + "; one row per " + String.join(", ", key()));
        for (Hierarchy levels : hierarchies()) {
            out.paragraph(
                    "Levels",
                    levels.names().isEmpty()
                            ? "each " + levels.column() + " by itself: a sum takes one"
                            : String.join(", ", levels.names()) + " in " + levels.column()
                                    + ": a sum takes one, for example at(\""
                                    + levels.names().get(levels.names().size() - 1) + "\")");
        }
        out.paragraph("Source", provenance().footer().replaceFirst("^Source: ", ""));
        for (String note : provenance().notes()) {
            out.paragraph("Mind", note);
        }
    }

    @Override
    public Table tidy() {
        return table();
    }

    /**
     * One row: {@code table rows columns publisher kind sha256}.
     *
     * @return a fresh table
     */
    @Override
    public Table glance() {
        return Table.create(
                name(),
                StringColumn.create("table", new String[] {sheet.name()}),
                IntColumn.create("rows", new int[] {rows()}),
                IntColumn.create("columns", new int[] {table.columnCount()}),
                StringColumn.create("publisher", sheet.publisher()),
                StringColumn.create("kind", sheet.kind()),
                StringColumn.create("sha256", sheet.sha256()));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
