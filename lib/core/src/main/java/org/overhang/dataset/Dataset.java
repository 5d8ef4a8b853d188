package org.overhang.dataset;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.overhang.core.Batch;
import org.overhang.core.Field;
import org.overhang.core.Hierarchy;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A shipped dataset: tables on one subject, each with its source. The dataset itself is a {@link Source}, that of its first
 * table.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var steel = Datasets.load("steel-capacity");
 * steel.cite();
 * steel.table("vintages").table();
 * steel.check();
 * }</pre>
 */
public final class Dataset implements Source, Result {
    private final Datapackage sheet;
    private final Map<String, DatasetTable> tables;
    private final DatasetTable first;
    private final String readme;

    private Dataset(Datapackage sheet, Map<String, DatasetTable> tables, DatasetTable first, String readme) {
        this.sheet = sheet;
        this.tables = tables;
        this.first = first;
        this.readme = readme;
    }

    static Dataset read(String name, Function<String, byte[]> files) {
        Datapackage sheet =
                Datapackage.parse(name, new String(files.apply("datapackage.json"), StandardCharsets.UTF_8));
        Map<String, DatasetTable> tables = new LinkedHashMap<>();
        for (Datapackage.TableSheet table : sheet.tables()) {
            tables.put(table.name(), DatasetTable.read(name, table, files.apply(table.file())));
        }
        if (tables.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE, "Dataset \"" + name + "\" needs at least one table, but it has none.");
        }
        String readme = new String(files.apply("README.md"), StandardCharsets.UTF_8);
        return new Dataset(sheet, tables, tables.values().iterator().next(), readme);
    }

    @Override
    public String name() {
        return sheet.name();
    }

    /**
     * What the dataset is called in print.
     *
     * @return the title
     */
    public String title() {
        return sheet.title();
    }

    /**
     * What the dataset holds, in a sentence or two.
     *
     * @return the description
     */
    public String description() {
        return sheet.description();
    }

    /**
     * The names of its tables; the first is what the dataset stands for where a source is asked for.
     *
     * @return the names, in the order of the data package
     */
    public List<String> tables() {
        return List.copyOf(tables.keySet());
    }

    /**
     * One of its tables.
     *
     * @param table its name
     * @return the table, a source of its own
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is no such table, with the nearest name
     */
    public DatasetTable table(String table) {
        DatasetTable found = tables.get(table);
        if (found == null) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN,
                    "Dataset \"" + name() + "\" has no table \"" + table + "\". "
                            + Nearest.hint(table, tables.keySet()) + "Its tables: " + String.join(", ", tables.keySet())
                            + ".");
        }
        return found;
    }

    @Override
    public List<Hierarchy> hierarchies() {
        return first.hierarchies();
    }

    /**
     * A copy of the first table.
     *
     * @return a fresh Tablesaw table
     */
    @Override
    public Table table() {
        return first.table();
    }

    /**
     * How to cite the first table, in one line.
     *
     * @return publisher, source, vintage, licence and address
     */
    public String cite() {
        return first.cite();
    }

    /**
     * The README of the dataset with its caveats.
     *
     * @return Markdown text
     */
    public String readme() {
        return readme;
    }

    @Override
    public List<Field> fields() {
        return first.fields();
    }

    @Override
    public Provenance provenance() {
        return first.provenance();
    }

    @Override
    public void read(List<String> columns, Consumer<Batch> reader) {
        first.read(columns, reader);
    }

    /**
     * Runs the checks that the data package declares, over all tables.
     *
     * @return one row a check, and whether it holds
     */
    public DatasetCheck check() {
        return DatasetCheck.run(name(), List.copyOf(tables.values()));
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of(title())
                .choice("dataset", name())
                .choice("tables", Integer.toString(tables.size()))
                .choice("kind", provenance().kind())
                .paragraph("", description());
        tables.values().forEach(t -> t.describe(out, tables.size() > 1));
        return out.build();
    }

    @Override
    public Table tidy() {
        return first.table();
    }

    /**
     * One row a table: {@code table rows columns key publisher accessed kind sha256}.
     *
     * @return a fresh table
     */
    @Override
    public Table glance() {
        StringColumn name = StringColumn.create("table");
        IntColumn rows = IntColumn.create("rows");
        IntColumn columns = IntColumn.create("columns");
        StringColumn key = StringColumn.create("key");
        StringColumn publisher = StringColumn.create("publisher");
        StringColumn accessed = StringColumn.create("accessed");
        StringColumn kind = StringColumn.create("kind");
        StringColumn sha256 = StringColumn.create("sha256");
        for (DatasetTable t : tables.values()) {
            name.append(t.name());
            rows.append(t.rows());
            columns.append(t.fields().size());
            key.append(String.join(" ", t.key()));
            publisher.append(t.provenance().publisher());
            accessed.append(t.provenance().accessed());
            kind.append(t.provenance().kind());
            sha256.append(t.provenance().sha256());
        }
        return Table.create(name(), name, rows, columns, key, publisher, accessed, kind, sha256);
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
