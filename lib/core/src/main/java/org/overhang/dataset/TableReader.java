package org.overhang.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Field;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.TableSource;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads one file by the settings of a {@link TableFile}. */
final class TableReader implements CellSink {
    private static final int SHOWN = 3;

    private final TableFile.Settings settings;
    private final String name;
    private final Problems problems = new Problems();
    private final List<String> header = new ArrayList<>();
    private final List<CellColumn> columns = new ArrayList<>();
    private final List<String> ragged = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable ParquetFile parquet;
    private boolean inHeader = true;
    private int raggedCount;
    private long rows;
    private long line;
    private int seen;
    private char delimiter;
    private String skipped = "";
    private long trailing;
    private boolean beyond;

    TableReader(TableFile.Settings settings) {
        this.settings = settings;
        this.name = String.valueOf(settings.file.getFileName());
    }

    TableSource read() {
        requireOptions();
        FileBytes bytes = bytes();
        switch (settings.format) {
            case EXCEL -> readExcel();
            case PARQUET -> readParquet();
            case CSV -> {
                readCsv(bytes);
                TableFile.Settings marked = problems.isEmpty() ? withMarks(bytes) : null;
                if (marked != null) {
                    return new TableReader(marked).read();
                }
            }
        }
        problems.require(
                !header.isEmpty(), Reason.BAD_VALUE, "File \"" + name + "\" needs a header line, but it is empty.");
        reportCells();
        reportUndecided();
        problems.throwIfAny();
        return source(bytes);
    }

    /** A point before three digits is no decimal point for sure where cells are not separated by commas. */
    private void reportUndecided() {
        if (settings.format != TableFile.Format.CSV
                || delimiter == ','
                || settings.decimal != 0
                || settings.grouping != 0
                || columns.stream().anyMatch(CellColumn::showsPoint)) {
            return;
        }
        for (CellColumn column : columns) {
            CellColumn.Bad cell = column.undecided();
            if (cell != null && column instanceof GuessedColumn guessed) {
                guessed.leaveUndecided(cell);
            } else {
                problems.require(
                        cell == null,
                        Reason.WRONG_TYPE,
                        "File \"" + name + "\" needs its marks declared for column \"" + column.name + "\", but "
                                + (cell == null ? "" : "row " + cell.row() + " holds \"" + cell.text() + "\"")
                                + ", which may be thousands or decimals. Say thousands('.'), decimalComma() or decimalPoint().");
            }
        }
    }

    /** Refuses what was said and would not be heard. */
    private void requireOptions() {
        boolean csv = settings.format == TableFile.Format.CSV;
        boolean excel = settings.format == TableFile.Format.EXCEL;
        requireUse(excel || settings.sheet.isEmpty(), "sheet(…)", "Leave it out");
        requireUse(
                excel || settings.headerRow == 1,
                "headerRow(…)",
                csv ? "Say skip(lines) for the lines above the header line" : "Leave it out");
        requireUse(
                csv || settings.skip == 0,
                "skip(…)",
                excel ? "Say headerRow(row) for the row of names" : "Leave it out");
        requireUse(csv || settings.delimiter == 0, "delimiter(…)", "Leave it out");
        requireUse(csv || settings.encoding == null, "encoding(…)", "Leave it out");
        problems.throwIfAny();
    }

    private void requireUse(boolean used, String option, String advice) {
        String format = switch (settings.format) {
            case CSV -> "a text file";
            case EXCEL -> "an Excel workbook";
            case PARQUET -> "a Parquet file";
        };
        problems.require(
                used,
                Reason.OUT_OF_RANGE,
                "TableFile needs options that file \"" + name + "\" has a use for, but " + option + " has none in "
                        + format + ". " + advice + ".");
    }

    private void readExcel() {
        try {
            notes.addAll(new SheetFile(settings.file).read(settings.sheet, settings.headerRow, this));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void readParquet() {
        parquet = new ParquetFile(settings.file);
        parquet.read(this::wanted, column -> declared(column) == Field.Kind.TEXT, this);
        notes.addAll(parquet.notes());
    }

    private boolean wanted(String column) {
        return settings.only.isEmpty() || settings.only.contains(column);
    }

    private Field.@Nullable Kind declared(String column) {
        TableFile.Declared declared = settings.columns.get(column);
        return declared == null ? null : declared.kind();
    }

    private char decimal() {
        return settings.decimal == 0 ? '.' : settings.decimal;
    }

    /** The settings with the marks that the file's numbers have, or null if they are declared, plain or not to be told. */
    private TableFile.@Nullable Settings withMarks(FileBytes bytes) {
        if (settings.decimal != 0 || settings.grouping != 0 || columns.stream().noneMatch(TableReader::mayBeNumbers)) {
            return null;
        }
        List<@Nullable Set<String>> missing = new ArrayList<>();
        columns.forEach(c -> missing.add(c.canBeNumbers() ? missing(c.name) : null));
        NumberMarks marks = new NumberMarks(missing);
        Charset encoding = encoding(bytes, new ArrayList<>());
        try (Reader in = open(bytes, encoding)) {
            new CsvTokens(in, delimiterOf(bytes, encoding), settings.skip + 1L).read(marks);
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (marks.decimal() == 0) {
            return null;
        }
        TableFile.Settings found = new TableFile.Settings(settings);
        found.decimal = marks.decimal();
        found.grouping = marks.grouping();
        found.marks = "Numbers are read with a decimal " + (found.decimal == ',' ? "comma" : "point")
                + (found.grouping == 0 ? "" : " and \"" + found.grouping + "\" between thousands")
                + ", the only way in which all of them are numbers.";
        return found;
    }

    /** Whether the cell that kept a column from being numbers is one, written another way. */
    private static boolean mayBeNumbers(CellColumn column) {
        String cell = column.notANumber();
        return cell != null && NumberMarks.ways(cell.toCharArray(), cell.length()) != 0;
    }

    private Set<String> missing(String column) {
        Set<String> all = new LinkedHashSet<>(settings.missing);
        all.addAll(settings.missingIn.getOrDefault(column, Set.of()));
        return all;
    }

    private char delimiterOf(FileBytes bytes, Charset encoding) {
        return settings.delimiter == 0 ? delimiter(bytes, encoding) : settings.delimiter;
    }

    private void readCsv(FileBytes bytes) {
        Charset encoding = encoding(bytes, notes);
        delimiter = delimiterOf(bytes, encoding);
        refuseUnclearMarks(delimiter);
        long open;
        try (Reader in = open(bytes, encoding)) {
            open = new CsvTokens(in, delimiter, settings.skip + 1L).read(this);
        } catch (IOException e) {
            throw unreadable(e);
        }
        problems.require(
                open == 0,
                Reason.BAD_VALUE,
                "File \"" + name + "\" needs every quote closed, but the one opened on line " + open
                        + " never is. Close it, or double a quote that is meant.");
    }

    private FileBytes bytes() {
        try {
            return FileBytes.of(settings.file);
        } catch (NoSuchFileException e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "TableFile needs the file \"" + settings.file + "\", but there is none. It looked for "
                            + settings.file.toAbsolutePath() + ".",
                    e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private OverhangException unreadable(IOException e) {
        return new OverhangException(
                Reason.BAD_VALUE,
                "TableFile needs to read the file \"" + settings.file + "\", but it cannot: " + e + ".",
                e);
    }

    private Charset encoding(FileBytes bytes, List<String> says) {
        Charset declared = settings.encoding;
        if (declared == null) {
            Charset found = bytes.found();
            if (bytes.markBytes() == 0 && bytes.notUtf8Line() > 0) {
                says.add("Read as " + found.name() + ", since line " + bytes.notUtf8Line() + " is not UTF-8.");
            }
            return found;
        }
        if (declared.equals(StandardCharsets.UTF_8) && bytes.notUtf8Line() > 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "File \"" + name + "\" needs to be UTF-8 as declared, but line " + bytes.notUtf8Line()
                            + " is not. Declare its encoding, for example encoding(ISO_8859_1).");
        }
        return declared;
    }

    private Reader open(FileBytes bytes, Charset encoding) throws IOException {
        InputStream in = Files.newInputStream(settings.file);
        in.skipNBytes(bytes.markBytes());
        Reader text = new InputStreamReader(in, encoding.newDecoder().onMalformedInput(CodingErrorAction.REPORT));
        if (settings.skip == 0) {
            return text;
        }
        BufferedReader lines = new BufferedReader(text);
        skipped = "";
        for (int i = 0; i < settings.skip; i++) {
            String left = lines.readLine();
            skipped = skipped.isEmpty() && left != null ? left.strip() : skipped;
        }
        return lines;
    }

    private char delimiter(FileBytes bytes, Charset encoding) {
        try (Reader in = open(bytes, encoding)) {
            char found = Delimiters.found(in);
            if (found != 0) {
                return found;
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        throw new OverhangException(
                Reason.BAD_VALUE,
                "File \"" + name + "\" needs its delimiter declared, since its header line holds more than one of"
                        + " comma, semicolon, tab and bar. Say delimiter(',') or delimiter(';').");
    }

    private void refuseUnclearMarks(char delimiter) {
        boolean clear = decimal() != settings.grouping;
        problems.require(
                clear,
                Reason.OUT_OF_RANGE,
                "TableFile needs different marks for decimals and thousands, but both are \"" + decimal() + "\".");
        if (settings.skip > 0) {
            notes.add("Left out " + settings.skip + (settings.skip == 1 ? " line" : " lines")
                    + " above the header line, the first of them: " + skipped);
        }
        if (delimiter != ',') {
            notes.add("Cells are separated by " + (delimiter == '\t' ? "tabs" : "\"" + delimiter + "\"") + ".");
        }
        if (!settings.marks.isEmpty()) {
            notes.add(settings.marks);
        }
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
        if (cells == columns.size() + 1 && !beyond && settings.format == TableFile.Format.CSV) {
            trailing++;
        }
        beyond = false;
        if (cells != columns.size()) {
            // Empty cells at the end of a row are not written in Excel.
            if (cells > columns.size() || settings.format != TableFile.Format.EXCEL) {
                raggedCount++;
                if (ragged.size() < SHOWN) {
                    ragged.add("row " + rows + where(rowLine) + " has " + cells);
                }
            }
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
        Set<String> names = new LinkedHashSet<>();
        for (int c = 0; c < header.size(); c++) {
            if (header.get(c).isEmpty()) {
                header.set(c, "column_" + (c + 1));
                notes.add("Column " + (c + 1) + " has no name and is called \"column_" + (c + 1) + "\".");
            }
            problems.require(
                    names.add(header.get(c)),
                    Reason.BAD_VALUE,
                    "File \"" + name + "\" needs different names for its columns, but \"" + header.get(c)
                            + "\" occurs twice. Rename one in the header line.");
        }
        if (settings.format != TableFile.Format.PARQUET) {
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
            int number = 2;
            while (!taken.add((own + "_" + number).toLowerCase(Locale.ROOT))) {
                number++;
            }
            header.set(c, own + "_" + number);
            notes.add("Column " + (c + 1) + " \"" + own + "\" differs from another by case only and is called \"" + own
                    + "_" + number + "\".");
        }
    }

    /** For which role a column is needed, in words; nothing if for none. */
    private String role(String column) {
        return settings.roles == null ? "" : settings.roles.why(column);
    }

    private CellColumn column(String column) {
        TableFile.Declared declared = settings.columns.get(column);
        Set<String> own = settings.missingIn.getOrDefault(column, Set.of());
        Set<String> all = missing(column);
        if (!wanted(column)) {
            return new CellColumn.PassedOver(column);
        }
        if (declared == null && parquet == null) {
            return new GuessedColumn(column, own, all, decimal(), settings.grouping);
        }
        Field.Kind kind =
                declared == null ? java.util.Objects.requireNonNull(parquet).kind(column) : declared.kind();
        return switch (kind) {
            case TEXT -> new CellColumn.Texts(column, own);
            case NUMBER -> new CellColumn.Figures(column, all, decimal(), settings.grouping);
            case DATE ->
                declared == null
                        ? new CellColumn.Days(column, all, "yyyy-MM-dd", DateTimeFormatter.ISO_LOCAL_DATE)
                        : new CellColumn.Days(
                                column, all, declared.pattern(), java.util.Objects.requireNonNull(declared.format()));
        };
    }

    private void reportCells() {
        boolean trails = trailing > 0 && trailing == rows;
        if (trails) {
            notes.add("Left out the delimiter that ends every row but not the header line.");
        }
        problems.require(
                raggedCount == 0 || trails,
                Reason.BAD_VALUE,
                "File \"" + name + "\" needs " + columns.size() + " cells in every row, as in its header line, but "
                        + String.join(", ", ragged) + more(raggedCount)
                        + (settings.format == TableFile.Format.EXCEL
                                ? ". Name the column in the header row, or clear the cell."
                                : ". Quote cells that hold the delimiter, or declare another delimiter."));
        for (CellColumn column : columns) {
            List<String> cells = new ArrayList<>();
            for (CellColumn.Bad bad : column.bad()) {
                cells.add("row " + bad.row() + where(bad.line()) + " holds \"" + bad.text() + "\"");
            }
            problems.require(
                    cells.isEmpty(),
                    Reason.WRONG_TYPE,
                    "File \"" + name + "\" needs " + column.needed() + " in column \"" + column.name + "\", but "
                            + String.join(", ", cells) + more(column.badCount())
                            + ". Correct the cell, or declare it missing or the column as it is.");
        }
    }

    /** Where a row stands in the file as its reader shows it; nothing for Parquet, which has rows only. */
    private String where(long atLine) {
        return switch (settings.format) {
            case EXCEL -> " (sheet row " + atLine + ")";
            case CSV -> " (line " + atLine + ")";
            case PARQUET -> "";
        };
    }

    private static String more(int count) {
        return count > SHOWN ? " and " + Numbers.fixed(count - SHOWN, 0) + " more" : "";
    }

    private TableSource source(FileBytes bytes) {
        List<String> guesses = new ArrayList<>();
        for (CellColumn column : columns) {
            if (column instanceof GuessedColumn guessed) {
                guesses.add(guessed.guess());
            }
        }
        if (!guesses.isEmpty()) {
            notes.add("Guessed " + String.join("; ", guesses) + ".");
        }
        Table table = Table.create(
                name,
                columns.stream()
                        .filter(c -> !(c instanceof CellColumn.PassedOver))
                        .map(CellColumn::column)
                        .toArray(Column<?>[]::new));
        TableSource source = Source.of(table)
                .from(new Provenance(name, settings.citation, "", "", "", "user", bytes.sha256(), notes));
        for (Map.Entry<String, String> unit : settings.units.entrySet()) {
            source = source.unit(unit.getKey(), unit.getValue());
        }
        return source;
    }
}
