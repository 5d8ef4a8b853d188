package org.overhang.dataset;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Field;

/** All that was said about a file; filled while a copy is made, never after. */
final class TableSettings {
    /** How a column is read. */
    record Declared(
            Field.Kind kind, String pattern, @Nullable DateTimeFormatter format) {}

    /** What kind of file it is. */
    enum Format {
        CSV("a text file"),
        EXCEL("an Excel workbook"),
        PARQUET("a Parquet file");

        final String words;

        Format(String words) {
            this.words = words;
        }
    }

    final Path file;
    final Format format;
    final Map<String, Declared> columns = new LinkedHashMap<>();
    final Set<String> missing = new LinkedHashSet<>();
    final Map<String, Set<String>> missingIn = new LinkedHashMap<>();
    final Map<String, String> units = new LinkedHashMap<>();
    final Set<String> only = new LinkedHashSet<>();
    char delimiter;

    /** 0 where nobody said and the file has to tell. */
    char decimal;

    char grouping;
    String marks = "";

    @Nullable
    ColumnRoles roles;

    @Nullable
    Charset encoding;

    String citation = "";
    String sheet = "";
    int headerRow = 1;
    int skip;
    String comment = "";

    /** The file inside a .zip. */
    String inside = "";

    boolean flags;

    /** Whether the first column holds keys with commas between them, as Eurostat writes. */
    boolean keys;

    Layout layout = Layout.PLAIN;

    TableSettings(Path file, Format format) {
        this.file = file;
        this.format = format;
    }

    TableSettings(TableSettings other) {
        this(other.file, other.format);
        sheet = other.sheet;
        headerRow = other.headerRow;
        skip = other.skip;
        comment = other.comment;
        inside = other.inside;
        flags = other.flags;
        keys = other.keys;
        layout = other.layout;
        columns.putAll(other.columns);
        missing.addAll(other.missing);
        other.missingIn.forEach((column, markers) -> missingIn.put(column, new LinkedHashSet<>(markers)));
        units.putAll(other.units);
        only.addAll(other.only);
        roles = other.roles;
        marks = other.marks;
        delimiter = other.delimiter;
        decimal = other.decimal;
        grouping = other.grouping;
        encoding = other.encoding;
        citation = other.citation;
    }

    /** The cells that mean missing in a column of numbers or days. */
    Set<String> missing(String column) {
        Set<String> all = new LinkedHashSet<>(missing);
        all.addAll(missingIn.getOrDefault(column, Set.of()));
        return all;
    }

    boolean wanted(String column) {
        return only.isEmpty() || only.contains(column);
    }

    char decimalOrPoint() {
        return decimal == 0 ? '.' : decimal;
    }
}
