package org.overhang.core;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overhang.core.time.PeriodUnit;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.LongColumnType;

/**
 * A Tablesaw table with the units and the citation that Tablesaw has no place for.
 *
 * <p>Naming it on the last line of a cell prints its columns, their units and what is missing.
 */
public final class TableSource implements Source, Result {
    private static final int ROWS_A_BATCH = 1 << 16;
    /** Whole numbers up to it are doubles. */
    private static final long EXACT = 1L << 53;

    private final Table table;
    private final String name;
    private final Provenance provenance;
    private final Map<String, String> units;
    private final Map<String, PeriodUnit> steps;
    private final List<Hierarchy> hierarchies;

    private TableSource(
            Table table,
            String name,
            Provenance provenance,
            Map<String, String> units,
            Map<String, PeriodUnit> steps,
            List<Hierarchy> hierarchies) {
        this.table = table;
        this.name = name;
        this.provenance = provenance;
        this.units = units;
        this.steps = steps;
        this.hierarchies = hierarchies;
    }

    static TableSource of(Table table) {
        String name = table.name() == null || table.name().isBlank() ? "table" : table.name();
        TableNames.refuseTwins(name, table.columnNames());
        return new TableSource(table, name, Provenance.UNSTATED, Map.of(), Map.of(), List.of());
    }

    /**
     * The same table under another name.
     *
     * @param other the name
     * @return the source
     */
    public TableSource named(String other) {
        return new TableSource(table, other, provenance, units, steps, hierarchies);
    }

    /**
     * The same table with a citation.
     *
     * @param citation one line: who published it, when, where
     * @return the source
     */
    public TableSource cite(String citation) {
        return new TableSource(table, name, Provenance.cited(citation), units, steps, hierarchies);
    }

    /**
     * The same table with a full provenance.
     *
     * @param origin the provenance
     * @return the source
     */
    public TableSource from(Provenance origin) {
        return new TableSource(table, name, origin, units, steps, hierarchies);
    }

    /**
     * The same table with the unit of a column stated.
     *
     * @param column column name
     * @param unit unit, for example {@code kt}
     * @return the source
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is no such column
     */
    public TableSource unit(String column, String unit) {
        Field field = field(column)
                .orElseThrow(() -> new OverhangException(
                        Reason.MISSING_COLUMN,
                        ColumnNeeds.missing("A unit", "a column", column, name, table.columnNames())));
        Map<String, String> more = new LinkedHashMap<>(units);
        more.put(field.name(), unit);
        return new TableSource(table, name, provenance, more, steps, hierarchies);
    }

    /**
     * The same table with the step of a column of periods stated, where its cells cannot tell: business days for dates, or a
     * count for numbers that look like months.
     *
     * @param column column name
     * @param unit what a lag of one means
     * @return the source
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is no such column
     */
    public TableSource every(String column, PeriodUnit unit) {
        Field field = field(column)
                .orElseThrow(() -> new OverhangException(
                        Reason.MISSING_COLUMN,
                        ColumnNeeds.missing("A step", "a column", column, name, table.columnNames())));
        Map<String, PeriodUnit> more = new LinkedHashMap<>(steps);
        more.put(field.name(), unit);
        return new TableSource(table, name, provenance, units, more, hierarchies);
    }

    @Override
    public Optional<PeriodUnit> every(String column) {
        return Optional.ofNullable(steps.get(column));
    }

    /**
     * The same table with its levels declared: which rows are totals of others.
     *
     * @param hierarchy the levels of one column
     * @return the source
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is no such column
     */
    public TableSource levels(Hierarchy hierarchy) {
        String column = hierarchy.column();
        Field field = field(column)
                .orElseThrow(() -> new OverhangException(
                        Reason.MISSING_COLUMN,
                        ColumnNeeds.missing("A hierarchy", "a column", column, name, table.columnNames())));
        List<Hierarchy> more = new ArrayList<>(hierarchies);
        more.add(hierarchy.in(field.name()));
        return new TableSource(table, name, provenance, units, steps, List.copyOf(more));
    }

    /** Any source as a table with all that is declared of it. */
    static TableSource copyOf(Source source) {
        if (source instanceof TableSource own) {
            return own;
        }
        Map<String, String> units = new LinkedHashMap<>();
        Map<String, PeriodUnit> steps = new LinkedHashMap<>();
        for (Field field : source.fields()) {
            units.put(field.name(), field.unit());
            source.every(field.name()).ifPresent(step -> steps.put(field.name(), step));
        }
        return new TableSource(
                source.table(), source.name(), source.provenance(), units, steps, List.copyOf(source.hierarchies()));
    }

    /** The name that a column has in the table. */
    String column(String column, String verb) {
        String called = field(column)
                .orElseThrow(() -> new OverhangException(
                        Reason.MISSING_COLUMN,
                        ColumnNeeds.missing(verb, "a column", column, name, table.columnNames())))
                .name();
        return table.column(TableNames.in(table, called)).name();
    }

    /** The same table with one more caveat that travels with it. */
    TableSource noted(String note) {
        return from(provenance.noted(note));
    }

    TableSource withPeriod(String column, PeriodUnit unit) {
        String of = column(column, "period");
        if (table.containsColumn(unit.word())) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "period needs a free name for its column, but table \"" + name + "\" has a column \"" + unit.word()
                            + "\" already. Rename it first.");
        }
        Table wide = table.copy();
        wide.addColumns(PeriodColumn.of(this, of, unit, every(of).orElse(null)));
        return over(wide);
    }

    /** Other rows of the same columns, with all that is declared of them; what is declared of others is dropped. */
    TableSource over(Table rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.columnNames().forEach(column -> names.add(KeyText.name(column)));
        Map<String, String> known = new LinkedHashMap<>(units);
        known.keySet().retainAll(names);
        Map<String, PeriodUnit> stated = new LinkedHashMap<>(steps);
        stated.keySet().retainAll(names);
        List<Hierarchy> kept =
                hierarchies.stream().filter(h -> names.contains(h.column())).toList();
        return new TableSource(rows, name, provenance, known, stated, kept);
    }

    @Override
    public List<Hierarchy> hierarchies() {
        return hierarchies;
    }

    /**
     * A copy of the table underneath.
     *
     * @return the table
     */
    @Override
    public Table table() {
        return table.copy();
    }

    Table own() {
        return table;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Column<?> column : table.columns()) {
            String called = KeyText.name(column.name());
            String unit = units.getOrDefault(called, Unit.suffixOf(called));
            fields.add(new Field(called, kind(column), unit));
        }
        return fields;
    }

    private static Field.Kind kind(Column<?> column) {
        if (column instanceof NumericColumn<?> || column.type() == ColumnType.BOOLEAN) {
            return Field.Kind.NUMBER;
        }
        boolean isDay = column.type() == ColumnType.LOCAL_DATE || column.type() == ColumnType.LOCAL_DATE_TIME;
        return isDay ? Field.Kind.DATE : Field.Kind.TEXT;
    }

    @Override
    public void read(List<String> columns, Consumer<Batch> reader) {
        List<Column<?>> chosen = new ArrayList<>();
        for (String column : columns) {
            chosen.add(table.column(TableNames.in(table, column)));
        }
        boolean[] wide = new boolean[chosen.size()];
        for (int c = 0; c < wide.length; c++) {
            wide[c] = chosen.get(c) instanceof LongColumn integers && isWide(integers);
        }
        for (int from = 0; from < table.rowCount(); from += ROWS_A_BATCH) {
            reader.accept(new Slice(chosen, wide, from, Math.min(table.rowCount(), from + ROWS_A_BATCH)));
        }
    }

    /** Whether a double would merge some of the numbers. */
    private static boolean isWide(LongColumn integers) {
        for (int i = 0; i < integers.size(); i++) {
            long value = integers.getLong(i);
            if (value != LongColumnType.missingValueIndicator() && Math.abs(value) > EXACT) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Summary summary() {
        List<Field> fields = fields();
        boolean empty = table.rowCount() == 0;
        Summary.Builder out = Summary.of(name)
                .choice("rows", Numbers.fixed(table.rowCount(), 0))
                .choice("columns", Numbers.fixed(fields.size(), 0))
                .grid(Summary.grid(fields.size())
                        .text("column", "", i -> fields.get(i).name())
                        .text(
                                "unit",
                                "",
                                i -> fields.get(i).unit().isEmpty()
                                        ? "–"
                                        : fields.get(i).unit())
                        .text("holds", "", i -> fields.get(i).kind().words())
                        .number("missing", "", 0, i -> table.column(i).countMissing())
                        .text("first", "", i -> empty ? "" : first(table.column(i))))
                .paragraph("Source", provenance.footer().replaceFirst("^Source: ", ""));
        provenance.notes().forEach(note -> out.paragraph("Mind", note));
        return out.build();
    }

    private static String first(Column<?> cells) {
        if (cells.isMissing(0)) {
            return "–";
        }
        return cells instanceof NumericColumn<?> numeric && !(cells instanceof LongColumn)
                ? Numbers.plain(numeric.getDouble(0))
                : String.valueOf(cells.get(0));
    }

    /**
     * A copy of the table underneath, as {@link #table()}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        return table();
    }

    /**
     * One row: {@code nobs columns}.
     *
     * @return a fresh table
     */
    @Override
    public Table glance() {
        return Table.create(
                name,
                IntColumn.create("nobs", new int[] {table.rowCount()}),
                IntColumn.create("columns", new int[] {table.columnCount()}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }

    private record Slice(List<Column<?>> columns, boolean[] wide, int from, int to) implements Batch {
        @Override
        public int rows() {
            return to - from;
        }

        @Override
        public double[] numbers(int column) {
            Column<?> cells = columns.get(column);
            double[] out = new double[rows()];
            for (int i = 0; i < out.length; i++) {
                out[i] = number(cells, from + i);
            }
            return out;
        }

        private static double number(Column<?> cells, int row) {
            if (cells.isMissing(row)) {
                return Double.NaN;
            }
            if (cells instanceof NumericColumn<?> numeric) {
                return numeric.getDouble(row);
            }
            return Boolean.TRUE.equals(cells.get(row)) ? 1 : 0;
        }

        @Override
        public long @Nullable [] integers(int column) {
            if (!wide[column]) {
                return null;
            }
            LongColumn cells = (LongColumn) columns.get(column);
            long[] out = new long[rows()];
            for (int i = 0; i < out.length; i++) {
                out[i] = cells.isMissing(from + i) ? NO_INTEGER : cells.getLong(from + i);
            }
            return out;
        }

        @Override
        public @Nullable String[] texts(int column) {
            Column<?> cells = columns.get(column);
            @Nullable String[] out = new String[rows()];
            for (int i = 0; i < out.length; i++) {
                // A cell set to missing later keeps an empty text that Tablesaw does not call missing
                String text = cells.isMissing(from + i) ? "" : cells.getString(from + i);
                out[i] = text.isEmpty() ? null : text;
            }
            return out;
        }

        @Override
        public int[] days(int column) {
            Column<?> cells = columns.get(column);
            int[] out = new int[rows()];
            for (int i = 0; i < out.length; i++) {
                Object cell = cells.isMissing(from + i) ? null : cells.get(from + i);
                if (cell instanceof LocalDate day) {
                    out[i] = (int) day.toEpochDay();
                } else if (cell instanceof LocalDateTime time) {
                    out[i] = (int) time.toLocalDate().toEpochDay();
                } else {
                    out[i] = NO_DAY;
                }
            }
            return out;
        }
    }
}
