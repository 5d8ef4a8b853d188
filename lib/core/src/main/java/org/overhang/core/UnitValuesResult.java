package org.overhang.core;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The rows whose unit values were kept, as a source: all columns, the unit value at the end; see {@link UnitValues}. */
public final class UnitValuesResult implements Source, Result {
    private final TableSource rows;
    private final String column;
    private final List<String> products;
    private final double share;
    private final Map<String, Integer> leftOut;

    UnitValuesResult(
            TableSource rows, String column, List<String> products, double share, Map<String, Integer> leftOut) {
        this.rows = rows;
        this.column = column;
        this.products = products;
        this.share = share;
        this.leftOut = leftOut;
    }

    static TableSource rows(Source source, String column, double[] unitValues, boolean[] kept) {
        TableSource whole = TableSource.copyOf(source);
        if (whole.field(column).isPresent()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "UnitValues needs a free name for its column, but table \"" + source.name() + "\" has a column \""
                            + column + "\" already. Rename it first.");
        }
        int[] at = IntStream.range(0, kept.length).filter(row -> kept[row]).toArray();
        Table table = Tables.rows(whole.own(), at);
        table.addColumns(DoubleColumn.create(
                column, IntStream.of(at).mapToDouble(row -> unitValues[row]).toArray()));
        return whole.over(table).noted(kept.length - at.length + " rows without a usable unit value were left out.");
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public List<Field> fields() {
        return rows.fields();
    }

    @Override
    public List<Hierarchy> hierarchies() {
        return rows.hierarchies();
    }

    @Override
    public Provenance provenance() {
        return rows.provenance();
    }

    @Override
    public void read(List<String> columns, Consumer<Batch> reader) {
        rows.read(columns, reader);
    }

    @Override
    public Table table() {
        return rows.table();
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of("Unit values")
                .choice("by", products.isEmpty() ? "all rows" : String.join(", ", products))
                .choice("trimmed", Numbers.fixed(100 * share, 1) + " % at each end")
                .choice("rows", Numbers.fixed(rows.own().rowCount(), 0))
                .choice("column", column)
                .identifies("A unit value is the mean price of what one row holds.")
                .breaks(
                        "Products of different grades under one code, and quantities in other units than their column's.")
                .doesNotShow("Whether a trimmed row is an error or a real price.");
        leftOut.forEach((why, count) -> out.leftOut(count, why));
        return out.build();
    }

    /**
     * The rows, as {@link #table()}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        return table();
    }

    /**
     * One row: {@code nobs dropped}.
     *
     * @return a fresh table
     */
    @Override
    public Table glance() {
        int dropped = leftOut.values().stream().mapToInt(Integer::intValue).sum();
        return Table.create(
                name(),
                IntColumn.create("nobs", new int[] {rows.own().rowCount()}),
                IntColumn.create("dropped", new int[] {dropped}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
