package org.overhang.dataset;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Field;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.TableSource;
import tech.tablesaw.api.Table;

/** Reads one file by the settings of a {@link TableFile}. */
final class TableReader {
    private final TableSettings settings;
    private final String name;
    private final Problems problems = new Problems();
    private final List<String> notes = new ArrayList<>();
    private TableRows rows;
    private List<String> unitRow = List.of();
    private char delimiter;

    TableReader(TableSettings settings) {
        this.settings = settings;
        this.name = String.valueOf(settings.file.getFileName());
        rows = new TableRows(settings, problems, notes, null);
    }

    TableSource read() {
        FileOptions.require(settings);
        FileBytes bytes = bytes();
        switch (settings.format) {
            case EXCEL -> readExcel();
            case PARQUET -> readParquet();
            case CSV -> {
                TableSettings told = readText(bytes);
                if (told != null) {
                    return new TableReader(told).read();
                }
            }
        }
        problems.require(
                !rows.header().isEmpty(),
                Reason.BAD_VALUE,
                "File \"" + name + "\" needs a header line, but it is empty.");
        rows.report();
        reportUndecided();
        problems.throwIfAny();
        return source(bytes);
    }

    /** A point before three digits is no decimal point for sure where no number of the file shows which it is. */
    private void reportUndecided() {
        if (settings.format != TableSettings.Format.CSV
                || settings.decimal != 0
                || settings.grouping != 0
                || rows.cells().stream().anyMatch(CellColumn::showsPoint)) {
            return;
        }
        for (CellColumn column : rows.cells()) {
            CellColumn.Bad cell = column.undecided(delimiter == ',');
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

    List<String> sheets() {
        if (settings.format != TableSettings.Format.EXCEL) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "TableFile needs an Excel workbook to tell its sheets, but file \"" + name + "\" is read as "
                            + settings.format.words + ". Say excel(…).");
        }
        bytes();
        try {
            return new SheetFile(settings.file).sheets();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void readExcel() {
        LayoutRows layout = layout(rows);
        try {
            notes.addAll(new SheetFile(settings.file)
                    .read(settings.sheet, settings.headerRow, layout == null ? rows : layout));
        } catch (IOException e) {
            throw unreadable(e);
        }
        finish(layout);
    }

    private @Nullable LayoutRows layout(CellSink to) {
        return LayoutRows.isNeeded(settings)
                ? new LayoutRows(to, settings.layout, settings.keys, settings.format == TableSettings.Format.EXCEL)
                : null;
    }

    private void finish(@Nullable LayoutRows layout) {
        if (layout != null) {
            notes.addAll(layout.finish());
            unitRow = layout.units();
            problems.require(
                    layout.hasUnits(),
                    Reason.OUT_OF_RANGE,
                    "TableFile needs the units in line " + settings.layout.unitRow() + " of file \"" + name
                            + "\", but under the names there is no row on that line. Say the line that holds them.");
        }
    }

    private void readParquet() {
        ParquetFile parquet = new ParquetFile(settings.file);
        rows = new TableRows(settings, problems, notes, parquet::kind);
        parquet.read(settings::wanted, column -> declared(column) == Field.Kind.TEXT, rows);
        notes.addAll(parquet.notes());
    }

    private Field.@Nullable Kind declared(String column) {
        TableSettings.Declared declared = settings.columns.get(column);
        return declared == null ? null : declared.kind();
    }

    /** Reads the text; answers with better settings if the file shows that it is to be read in another way. */
    private @Nullable TableSettings readText(FileBytes bytes) {
        TextFile text = new TextFile(settings, bytes);
        try {
            text.find(notes);
            if (!settings.keys && text.delimiter() == '\t' && text.holdsKeys()) {
                return withKeys();
            }
            delimiter = text.delimiter();
            if (settings.keys) {
                notes.add(
                        "The keys of the first column are columns of their own, \":\" is missing, as Eurostat writes.");
            }
            if (!settings.marks.isEmpty()) {
                notes.add(settings.marks);
            }
            LayoutRows layout = layout(rows);
            long open = text.read(layout == null ? rows : layout, notes);
            problems.require(
                    open == 0,
                    Reason.BAD_VALUE,
                    "File \"" + name + "\" needs every quote closed, but the one opened on line " + open
                            + " never is. Close it, or double a quote that is meant.");
            finish(layout);
            return problems.isEmpty() ? withMarks(text) : null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private TableSettings withKeys() {
        TableSettings found = new TableSettings(settings);
        found.keys = true;
        found.flags = true;
        found.missing.add(":");
        return found;
    }

    /** The settings with the marks that the file's numbers have, or null if they are declared, plain or not to be told. */
    private @Nullable TableSettings withMarks(TextFile text) throws IOException {
        if (settings.decimal != 0
                || settings.grouping != 0
                || rows.cells().stream().noneMatch(this::mayBeNumbers)) {
            return null;
        }
        List<@Nullable Set<String>> missing = new ArrayList<>();
        rows.cells().forEach(c -> missing.add(c.canBeNumbers() ? settings.missing(c.name) : null));
        NumberMarks marks = new NumberMarks(missing, settings.flags);
        LayoutRows layout = layout(marks);
        text.read(layout == null ? marks : layout, new ArrayList<>());
        if (marks.decimal() == 0) {
            return null;
        }
        TableSettings found = new TableSettings(settings);
        found.decimal = marks.decimal();
        found.grouping = marks.grouping();
        found.marks = "Numbers are read with a decimal " + (found.decimal == ',' ? "comma" : "point")
                + (found.grouping == 0 ? "" : " and \"" + found.grouping + "\" between thousands")
                + ", the only way in which all of them are numbers.";
        return found;
    }

    /** Whether the cell that kept a column from being numbers is one, written another way. */
    private boolean mayBeNumbers(CellColumn column) {
        String cell = column.notANumber();
        if (cell == null) {
            return false;
        }
        char[] text = Blanks.strip(cell).toCharArray();
        int length = !settings.flags ? text.length : Flags.numberLength(text, text.length);
        return length > 0 && NumberMarks.ways(text, length) != 0;
    }

    private FileBytes bytes() {
        try {
            return settings.format == TableSettings.Format.CSV
                    ? FileBytes.ofText(settings.file, settings.inside)
                    : FileBytes.of(settings.file);
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
        boolean packed = e instanceof ZipException || e instanceof java.io.EOFException;
        return new OverhangException(
                Reason.BAD_VALUE,
                "TableFile needs to read the file \"" + settings.file + "\", but it cannot: " + e + "."
                        + (packed ? " The file is damaged or cut off: fetch it again." : ""),
                e);
    }

    private TableSource source(FileBytes bytes) {
        Table table = Table.create(name, rows.table());
        List<String> guesses = rows.guesses();
        if (!guesses.isEmpty()) {
            notes.add("Guessed " + String.join("; ", guesses) + ".");
        }
        TableSource source = Source.of(table)
                .from(new Provenance(name, settings.citation, "", "", "", "user", bytes.sha256(), notes));
        for (Map.Entry<String, String> unit : rows.units(unitRow).entrySet()) {
            source = source.unit(unit.getKey(), unit.getValue());
        }
        return source;
    }
}
