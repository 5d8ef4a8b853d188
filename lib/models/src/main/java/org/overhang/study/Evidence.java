package org.overhang.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.dataset.Dataset;
import org.overhang.dataset.Datasets;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * The tables that statements are checked against: the shipped datasets, any of them replaced by a table of one's own.
 *
 * <p>A table is named by its dataset and its own name, {@code module-prices/costs}. A replaced table needs the columns that a
 * check reads. Nothing is remembered between checks.
 *
 * <pre>{@code
 * var evidence = Evidence.shipped();
 * Table costs = evidence.table("module-prices/costs");        // a copy, to be changed
 * PressClaims.check("panels-65", evidence.with("module-prices/costs", costs));
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN} for a table or a column that is not there.
 */
public final class Evidence {
    private final Map<String, Table> own;

    private Evidence(Map<String, Table> own) {
        this.own = own;
    }

    /**
     * The shipped datasets.
     *
     * @return the evidence
     */
    public static Evidence shipped() {
        return new Evidence(Map.of());
    }

    /**
     * The same with one table replaced.
     *
     * @param name dataset and table, for example {@code module-prices/costs}
     * @param table the table to read in its place
     * @return the evidence
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if no shipped table has that name
     */
    public Evidence with(String name, Table table) {
        table(name);
        Map<String, Table> more = new LinkedHashMap<>(own);
        more.put(name, table.copy());
        return new Evidence(more);
    }

    /**
     * A copy of a table.
     *
     * @param name dataset and table, for example {@code module-prices/costs}
     * @return a fresh table
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is none, with the nearest name
     */
    public Table table(String name) {
        Table replaced = own.get(name);
        if (replaced != null) {
            return replaced.copy();
        }
        int slash = name.indexOf('/');
        if (slash < 0) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN,
                    "Evidence needs the name of a dataset and of its table, such as \"module-prices/costs\", but found \""
                            + name + "\".");
        }
        Dataset dataset = Datasets.load(name.substring(0, slash));
        return dataset.table(name.substring(slash + 1)).table();
    }

    /** Which columns of a table hold what a reading needs; an empty name stands for an empty text. */
    record Layout(String subject, String measure, String concept, String value) {}

    /** The readings of a table's rows that are kept, rows without a figure left out. */
    List<Found> readings(String name, Layout layout, Predicate<Row> keep) {
        Table table = table(name);
        for (String column : new String[] {layout.subject, layout.measure, layout.concept, layout.value}) {
            if (!column.isEmpty() && !table.containsColumn(column)) {
                throw new OverhangException(
                        Reason.MISSING_COLUMN,
                        "Evidence needs the column \"" + column + "\", but table \"" + name + "\" has none. "
                                + Nearest.hint(column, table.columnNames()) + "Its columns: "
                                + String.join(", ", table.columnNames()) + ".");
            }
        }
        List<Found> out = new ArrayList<>();
        for (Row row : table) {
            if (keep.test(row) && !row.isMissing(layout.value)) {
                out.add(Found.of(
                        text(row, layout.subject),
                        text(row, layout.measure),
                        text(row, layout.concept),
                        row.getNumber(layout.value),
                        name));
            }
        }
        return out;
    }

    private static String text(Row row, String column) {
        return column.isEmpty() || row.isMissing(column) ? "" : String.valueOf(row.getObject(column));
    }
}
