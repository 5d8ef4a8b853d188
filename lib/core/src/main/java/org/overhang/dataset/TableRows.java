package org.overhang.dataset;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Field;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import tech.tablesaw.columns.Column;

/** Takes the row of names and then the rows of a table, each column as it was declared, and keeps what is wrong with them. */
final class TableRows implements CellSink {
    private static final int SHOWN = 3;

    private final TableSettings settings;
    private final String name;
    private final Problems problems;
    private final List<String> notes;
    private final @Nullable Function<String, Field.Kind> stated;
    private final List<String> header = new ArrayList<>();
    private final List<CellColumn> columns = new ArrayList<>();
    private final List<CellColumn> nothing = new ArrayList<>();
    private final RaggedRows ragged = new RaggedRows();
    private final Set<Integer> nameless = new LinkedHashSet<>();
    private boolean inHeader = true;
    private long rows;
    private long line;
    private int seen;
    private boolean beyond;

    /** Kinds are those that the file states for its columns, null where it states none. */
    TableRows(
            TableSettings settings,
            Problems problems,
            List<String> notes,
            @Nullable Function<String, Field.Kind> stated) {
        this.settings = settings;
        this.name = String.valueOf(settings.file.getFileName());
        this.problems = problems;
        this.notes = notes;
        this.stated = stated;
    }

    List<String> header() {
        return header;
    }

    List<CellColumn> cells() {
        return columns;
    }

    @Override
    public void cell(int column, char[] text, int length) {
        if (inHeader) {
            header.add(new String(text, 0, length).strip());
        } else if (column < columns.size()) {
            columns.get(column).cell(text, length, line);
            seen = column + 1;
        } else {
            beyond |= length > 0;
        }
    }

    @Override
    public void number(int column, double value) {
        if (inHeader) {
            header.add(Numbers.plain(value));
        } else if (column < columns.size()) {
            columns.get(column).number(value, line);
            seen = column + 1;
        }
    }

    @Override
    public void day(int column, LocalDate day) {
        if (inHeader) {
            header.add(day.toString());
        } else if (column < columns.size()) {
            columns.get(column).day(day, line);
            seen = column + 1;
        }
    }

    @Override
    public void row(int cells, long rowLine) {
        if (inHeader) {
            inHeader = false;
            prepare();
            return;
        }
        rows++;
        boolean trails = cells == columns.size() + 1 && !beyond && settings.format == TableSettings.Format.CSV;
        // Empty cells at the end of a row are not written in Excel.
        boolean fits =
                cells == columns.size() || (cells < columns.size() && settings.format == TableSettings.Format.EXCEL);
        ragged.row(rows, rowLine, cells, fits, trails);
        beyond = false;
        if (cells != columns.size()) {
            for (int c = seen; c < columns.size(); c++) {
                columns.get(c).cell(new char[0], 0, rowLine);
            }
        }
        seen = 0;
    }

    @Override
    public void line(long rowLine) {
        line = rowLine;
    }

    private void prepare() {
        nameTheNameless();
        Set<String> names = new LinkedHashSet<>();
        for (int c = 0; c < header.size(); c++) {
            problems.require(
                    names.add(header.get(c)),
                    Reason.BAD_VALUE,
                    "File \"" + name + "\" needs different names for its columns, but \"" + header.get(c)
                            + "\" occurs twice. Rename one in the header line"
                            + (settings.layout.headerRows() == 1 && settings.format != TableSettings.Format.PARQUET
                                    ? ", or say headerRows(2) if the line under it tells them apart."
                                    : "."));
        }
        if (settings.format != TableSettings.Format.PARQUET) {
            keepApart();
        }
        names.clear();
        names.addAll(header);
        Set<String> wanted = new LinkedHashSet<>(settings.columns.keySet());
        wanted.addAll(settings.missingIn.keySet());
        wanted.addAll(settings.units.keySet());
        wanted.addAll(settings.only);
        for (String column : wanted) {
            problems.require(
                    names.contains(column),
                    Reason.MISSING_COLUMN,
                    "TableFile needs the declared column \"" + column + "\"" + role(column) + ", but file \"" + name
                            + "\" has no column of that name. " + Nearest.hint(column, names) + "Its columns: "
                            + String.join(", ", names) + ".");
        }
        problems.throwIfAny();
        header.forEach(h -> columns.add(column(h)));
    }

    private void nameTheNameless() {
        int first = header.indexOf("");
        int last = header.lastIndexOf("");
        for (int c = 0; c < header.size(); c++) {
            if (header.get(c).isEmpty()) {
                header.set(c, "column_" + (c + 1));
                nameless.add(c);
            }
        }
        int count = nameless.size();
        if (count > SHOWN) {
            notes.add(count + " of " + header.size() + " columns have no name and are called \"column_" + (first + 1)
                    + "\" to \"column_" + (last + 1) + "\"."
                    + (2 * count > header.size()
                            ? " If the names stand further down, say "
                                    + (settings.format == TableSettings.Format.EXCEL
                                            ? "headerRow(row)."
                                            : "skip(lines).")
                            : ""));
        } else {
            nameless.forEach(
                    c -> notes.add("Column " + (c + 1) + " has no name and is called \"column_" + (c + 1) + "\"."));
        }
    }

    /** Whether a column has neither a name nor a cell, as behind a delimiter that ends every line. */
    private boolean isNothing(int column, Column<?> cells) {
        return nameless.contains(column) && rows > 0 && cells.countMissing() == cells.size();
    }

    /** Tables know columns whatever their case, so a name that differs from an earlier one by case only gets a number. */
    private void keepApart() {
        Set<String> taken = new HashSet<>();
        header.forEach(h -> taken.add(h.toLowerCase(Locale.ROOT)));
        Set<String> seenNames = new HashSet<>();
        for (int c = 0; c < header.size(); c++) {
            String own = header.get(c);
            if (seenNames.add(own.toLowerCase(Locale.ROOT))) {
                continue;
            }
            String other = free(own, taken);
            header.set(c, other);
            notes.add("Column " + (c + 1) + " \"" + own + "\" differs from another by case only and is called \""
                    + other + "\".");
        }
    }

    private static String free(String own, Set<String> taken) {
        int number = 2;
        while (!taken.add((own + "_" + number).toLowerCase(Locale.ROOT))) {
            number++;
        }
        return own + "_" + number;
    }

    /** For which role a column is needed, in words; nothing if for none. */
    private String role(String column) {
        return settings.roles == null ? "" : settings.roles.why(column);
    }

    private CellColumn column(String column) {
        TableSettings.Declared declared = settings.columns.get(column);
        Set<String> own = settings.missingIn.getOrDefault(column, Set.of());
        Set<String> all = settings.missing(column);
        if (!settings.wanted(column)) {
            return new CellColumn.PassedOver(column);
        }
        Flags flags = settings.flags ? new Flags() : null;
        if (declared == null && stated == null) {
            return new GuessedColumn(column, own, all, settings.decimalOrPoint(), settings.grouping, flags);
        }
        Field.Kind kind = declared == null ? Objects.requireNonNull(stated).apply(column) : declared.kind();
        return switch (kind) {
            case TEXT -> new CellColumn.Texts(column, own);
            case NUMBER -> new CellColumn.Figures(column, all, settings.decimalOrPoint(), settings.grouping, flags);
            case DATE ->
                declared == null
                        ? new CellColumn.Days(column, all, "yyyy-MM-dd", DateTimeFormatter.ISO_LOCAL_DATE)
                        : new CellColumn.Days(
                                column, all, declared.pattern(), Objects.requireNonNull(declared.format()));
        };
    }

    /** The columns to keep, flags behind their numbers. */
    Column<?>[] table() {
        Set<String> taken = new HashSet<>();
        header.forEach(h -> taken.add(h.toLowerCase(Locale.ROOT)));
        List<Column<?>> out = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            CellColumn column = columns.get(c);
            if (column instanceof CellColumn.PassedOver) {
                continue;
            }
            Column<?> cells = column.column();
            if (isNothing(c, cells)) {
                notes.add("Left out column " + (c + 1) + ", which has neither a name nor a cell.");
                nothing.add(column);
                continue;
            }
            out.add(cells);
            Flags flags = column.flags();
            if (flags != null && !flags.isEmpty()) {
                String called = column.name + "_flag";
                String free = taken.add(called.toLowerCase(Locale.ROOT)) ? called : free(called, taken);
                out.add(flags.column(free));
                notes.add("Flags of \"" + column.name + "\" are in \"" + free + "\": " + flags.words() + ".");
            }
        }
        return out.toArray(Column<?>[]::new);
    }

    /** What each column that nobody declared was taken for. */
    List<String> guesses() {
        List<String> guesses = new ArrayList<>();
        for (CellColumn column : columns) {
            if (column instanceof GuessedColumn guessed && !nothing.contains(column)) {
                guesses.add(guessed.guess());
            }
        }
        return guesses;
    }

    /** Units that stand in the file, by the name of their column; those that were declared count more. */
    Map<String, String> units(List<String> row) {
        Map<String, String> units = new java.util.LinkedHashMap<>();
        for (int c = 0; c < Math.min(row.size(), header.size()); c++) {
            if (!row.get(c).isEmpty() && settings.wanted(header.get(c))) {
                units.put(header.get(c), row.get(c));
            }
        }
        units.putAll(settings.units);
        return units;
    }

    void report() {
        if (ragged.onlyTrails()) {
            notes.add("Left out the delimiter that ends every row but not the header line.");
        } else if (ragged.count() > 0) {
            problems.require(
                    false,
                    Reason.BAD_VALUE,
                    "File \"" + name + "\" needs " + columns.size() + " cells in every row, as in its header line, but "
                            + ragged.words(this::where) + ragged.advice(settings));
        }
        for (CellColumn column : columns) {
            List<String> cells = new ArrayList<>();
            for (CellColumn.Bad bad : column.bad()) {
                cells.add("row " + bad.row() + where(bad.line()) + " holds \"" + bad.text() + "\"");
            }
            problems.require(
                    cells.isEmpty(),
                    Reason.WRONG_TYPE,
                    "File \"" + name + "\" needs " + column.needed() + " in column \"" + column.name + "\", but "
                            + String.join(", ", cells) + more(column.badCount()) + ". " + advice(column));
        }
    }

    private String advice(CellColumn column) {
        boolean flagged = !settings.flags
                && column.notANumber() != null
                && column.bad().stream().allMatch(bad -> {
                    char[] cell = bad.text().toCharArray();
                    int number = Flags.numberLength(cell, cell.length);
                    return number < cell.length
                            && !Double.isNaN(
                                    NumberText.parse(cell, number, settings.decimalOrPoint(), settings.grouping));
                });
        return flagged
                ? "Say flags() to have the marks behind the numbers in a column of their own."
                : "Correct the cell, or declare it missing or the column as it is.";
    }

    /** Where a row stands in the file as its reader shows it; nothing for Parquet, which has rows only. */
    private String where(long atLine) {
        return switch (settings.format) {
            case EXCEL -> " (sheet row " + atLine + ")";
            case CSV -> " (line " + atLine + ")";
            case PARQUET -> "";
        };
    }

    static String more(int count) {
        return count > SHOWN ? " and " + Numbers.fixed(count - SHOWN, 0) + " more" : "";
    }
}
