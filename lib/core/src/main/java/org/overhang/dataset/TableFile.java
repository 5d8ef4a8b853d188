package org.overhang.dataset;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import org.overhang.core.Field;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.TableSource;

/**
 * A user's file, comma-separated values, an Excel sheet or Parquet, as a source with declared types.
 *
 * <p>A declared column holds what it was declared to hold or is refused with its row: country code {@code NA} stays text,
 * customs code {@code 010121} keeps its zero, a date is read by an explicit pattern. An undeclared column is guessed with
 * care and the guess is printed with the source: numbers if every cell is a number and none begins with a zero or has more
 * than fifteen digits, dates if every cell is yyyy-MM-dd, else text.
 *
 * <p>An empty cell is missing. Other markers of missing cells are declared with {@link #missing}; they count in number and
 * date columns, and in a text column only if it is named with {@link #missingIn}. An empty line is no row, except between
 * the rows of a single column. The delimiter is
 * the one found in the header line unless declared; the encoding is that of the byte-order mark, else UTF-8 or UTF-16, else the one that
 * its bytes show (GBK, EUC-KR, Shift-JIS, Latin-1), which is printed. Blanks around numbers and markers do not count.
 * A decimal comma and a mark between thousands are found where there is one way only to read all columns of numbers, and printed;
 * where a cell such as {@code 1,234} leaves two, the column stays text until one is declared. So does {@code 1.200} beside
 * {@code 850}, unless another number of the file shows a decimal point. Names of columns that
 * differ by case only are kept apart by a number and printed. A declared number that would make two codes one is refused.
 * A delimiter that ends every row but not the header line is left out and printed. Several keys in the first column of a tab-separated file,
 * as Eurostat writes them, get columns of their own, its flags too, and {@code :} is missing. An option that the format of the file has no
 * use for, such as {@link #sheet} for a text file, is refused.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var imports = TableFile.csv("imports.csv").column("hs", TEXT).date("month", "dd/MM/yyyy")
 *         .column("value_usd", NUMBER).missing("..", "n.a.").cite("Customs, 2019 to 2024").read();
 * imports
 * }</pre>
 */
public final class TableFile {
    private final TableSettings settings;

    private TableFile(TableSettings settings) {
        this.settings = settings;
    }

    /**
     * A file of comma-separated values.
     *
     * @param file where it is
     * @return the file, nothing declared yet
     */
    public static TableFile csv(Path file) {
        return new TableFile(new TableSettings(file, TableSettings.Format.CSV));
    }

    /**
     * A file of comma-separated values.
     *
     * @param file where it is
     * @return the file, nothing declared yet
     */
    public static TableFile csv(String file) {
        return csv(Path.of(file));
    }

    /**
     * A sheet of an Excel workbook (.xlsx); cells keep their own types, and a number that Excel shows with leading zeros is
     * the code shown.
     *
     * @param file where it is
     * @return the file, its first sheet, nothing declared yet
     */
    public static TableFile excel(Path file) {
        return new TableFile(new TableSettings(file, TableSettings.Format.EXCEL));
    }

    /**
     * A sheet of an Excel workbook (.xlsx).
     *
     * @param file where it is
     * @return the file, its first sheet, nothing declared yet
     */
    public static TableFile excel(String file) {
        return excel(Path.of(file));
    }

    /**
     * A Parquet file; columns keep the types that the file states. Reading it needs DuckDB ({@code org.duckdb:duckdb_jdbc}, MIT),
     * which is optional and is asked for by name where it is missing.
     *
     * <p>Nulls and NaN are missing; decimals are read exactly to fifteen digits; whole numbers that a double cannot hold are
     * refused unless the column is declared text; times at midnight are dates, others text; true and false are 1 and 0; nested
     * columns, binary ones and times of day are refused by name.
     *
     * @param file where it is
     * @return the file, nothing declared yet
     */
    public static TableFile parquet(Path file) {
        return new TableFile(new TableSettings(file, TableSettings.Format.PARQUET));
    }

    /**
     * A Parquet file.
     *
     * @param file where it is
     * @return the file, nothing declared yet
     */
    public static TableFile parquet(String file) {
        return parquet(Path.of(file));
    }

    /**
     * A file of any kind that can be read, by the ending of its name: {@code .csv .tsv .tab .txt}, also as {@code .gz} or
     * {@code .zip}, {@code .xlsx} or {@code .parquet}; what calls itself {@code .xls} is looked into, since much of it is text.
     *
     * @param file where it is
     * @return the file, nothing declared yet
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for another ending
     */
    public static TableFile of(Path file) {
        return switch (FileEndings.format(file)) {
            case CSV -> csv(file);
            case EXCEL -> excel(file);
            case PARQUET -> parquet(file);
        };
    }

    /**
     * A file of any kind that can be read, by the ending of its name.
     *
     * @param file where it is
     * @return the file, nothing declared yet
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for an ending that is not known
     */
    public static TableFile of(String file) {
        return of(Path.of(file));
    }

    /**
     * Chooses the columns to read; the others are passed over, whatever they hold.
     *
     * @param columns their names
     * @return the file with those columns only
     */
    public TableFile only(String... columns) {
        return change(s -> s.only.addAll(List.of(columns)));
    }

    /**
     * Declares which column plays which role: columns are read as the roles say and then carry the roles' names.
     *
     * @param roles the roles, for example {@link ColumnRoles#load}
     * @return the file with those roles
     */
    public TableFile roles(ColumnRoles roles) {
        return change(s -> s.roles = roles);
    }

    /**
     * The names of the sheets of an Excel workbook, in their order, those that are hidden last; one of them goes into {@link #sheet}.
     *
     * @return the names
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is no workbook, {@link Reason#BAD_VALUE} if it does not read as one
     */
    public List<String> sheets() {
        return new TableReader(settings).sheets();
    }

    /**
     * Chooses the sheet of an Excel workbook.
     *
     * @param name its name
     * @return the file with that sheet
     */
    public TableFile sheet(String name) {
        return change(s -> s.sheet = name);
    }

    /**
     * Chooses the row of an Excel sheet that holds the column names; rows above it are not read.
     *
     * @param row its number as Excel shows it, from 1; 1 unless said
     * @return the file with that header row
     */
    public TableFile headerRow(int row) {
        return change(s -> s.headerRow = row);
    }

    /**
     * Leaves out the lines of a text file above its header line, such as a title; the source says what was left out.
     *
     * <p>Example: {@code TableFile.csv("export.csv").skip(4)} takes the names from line 5.
     *
     * @param lines how many, empty ones counted; 0 unless said
     * @return the file without those lines
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the count is negative
     */
    public TableFile skip(int lines) {
        if (lines < 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "TableFile needs a count of lines to leave out, but it was " + lines + ". Say 0 or more.");
        }
        return change(s -> s.skip = lines);
    }

    /**
     * Leaves out the lines of a text file that begin with a mark, wherever they stand; the source says how many and the first.
     *
     * <p>Example: {@code TableFile.csv("series.csv").comment("#")}.
     *
     * @param mark what such a line begins with
     * @return the file without its comments
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the mark is empty or holds a quote or a line break
     */
    public TableFile comment(String mark) {
        if (mark.isEmpty() || mark.indexOf('"') >= 0 || mark.indexOf('\n') >= 0 || mark.indexOf('\r') >= 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "TableFile needs a mark that comments begin with, without quotes, but it was \"" + mark
                            + "\". Say for example comment(\"#\").");
        }
        return change(s -> s.comment = mark);
    }

    /**
     * Joins the names from several rows: {@code 2023} over {@code Q1} is {@code 2023 Q1}. A title over several columns holds for
     * those to its right that have none of their own.
     *
     * <p>Example: {@code TableFile.excel("capacity.xlsx").headerRow(3).headerRows(2)} takes the names from rows 3 and 4.
     *
     * @param count rows of names; 1 unless said
     * @return the file with those rows of names
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is less than 1
     */
    public TableFile headerRows(int count) {
        require(count >= 1, "one row of names or more", count);
        return change(s -> s.layout = s.layout.withHeaderRows(count));
    }

    /**
     * Reads only the rows on some lines, as an editor or Excel numbers them; the names stay where they are, and the source says
     * what was left out.
     *
     * <p>Example: {@code TableFile.csv("export.csv").rows(5, 24)}.
     *
     * @param from first line
     * @param to last line, itself read
     * @return the file with those rows
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the lines are none
     */
    public TableFile rows(int from, int to) {
        require(from >= 1 && to >= from, "a first line and a last one not before it", from);
        return change(s -> s.layout = s.layout.withRows(from, to));
    }

    /**
     * Reads the rows from a line on, as where lines about the columns stand between their names and the figures.
     *
     * @param from first line
     * @return the file with those rows
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is less than 1
     */
    public TableFile rows(int from) {
        return rows(from, Integer.MAX_VALUE);
    }

    /**
     * Takes the units of the columns from a line of the file, which is then no row; {@link #unit} counts more.
     *
     * @param line its number, under the names
     * @return the file with those units
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is less than 1
     */
    public TableFile unitRow(int line) {
        require(line >= 1, "a line of units", line);
        return change(s -> s.layout = s.layout.withUnitRow(line));
    }

    /**
     * Leaves out the notes under the table, such as its source; the file says from which line on and what they say. They are the
     * last rows that are empty, that have fewer cells than there are columns, or that fill the first column alone, after an
     * empty line or with more text than any row before.
     *
     * @return the file without its notes
     */
    public TableFile footer() {
        return change(s -> s.layout = s.layout.withFooter());
    }

    /**
     * Puts marks behind numbers, such as {@code 12.1 b}, {@code 12.3p} or {@code 850*}, into a column of their own: those of
     * {@code 2023} into {@code 2023_flag}. Without it such a column is text.
     *
     * <p>A column most of whose cells end in a letter without a blank stays text, as codes do, unless it is declared a number. A
     * mark behind a sign for a missing number, {@code : u}, is kept too.
     *
     * @return the file with marks apart
     */
    public TableFile flags() {
        return change(s -> s.flags = true);
    }

    /**
     * Chooses the file inside a {@code .zip} that holds several.
     *
     * @param member its name
     * @return the file inside
     */
    public TableFile inside(String member) {
        return change(s -> s.inside = member);
    }

    private static void require(boolean holds, String needed, int found) {
        if (!holds) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "TableFile needs " + needed + ", but it was " + found + ".");
        }
    }

    /**
     * Declares what a column holds; dates are {@code yyyy-MM-dd}.
     *
     * @param column its name
     * @param kind {@link org.overhang.core.Field.Kind#NUMBER}, {@link org.overhang.core.Field.Kind#TEXT} or
     *     {@link org.overhang.core.Field.Kind#DATE}
     * @return the file with that declaration
     */
    public TableFile column(String column, Field.Kind kind) {
        return kind == Field.Kind.DATE
                ? date(column, "yyyy-MM-dd")
                : with(column, new TableSettings.Declared(kind, "", null));
    }

    /**
     * Declares a date column with its pattern, for example {@code dd/MM/yyyy}, {@code MM/dd/yyyy} or {@code yyyy-MM}; a
     * pattern without a day means the first of the month. Month names are English.
     *
     * @param column its name
     * @param pattern pattern letters of {@link DateTimeFormatter}, the year with four of them
     * @return the file with that declaration
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the pattern is none, or has years of two digits
     */
    public TableFile date(String column, String pattern) {
        return with(column, DatePatterns.declared(column, pattern));
    }

    /**
     * Declares a date column whose years have two digits, with the first of the hundred years they stand for.
     *
     * <p>Example: with {@code date("initiated", "dd-MMM-yy", 1950)}, {@code 10-Jul-84} is 1984 and {@code 03-Mar-05} is 2005.
     *
     * @param column its name
     * @param pattern pattern letters of {@link DateTimeFormatter}, the year as {@code yy}
     * @param firstYear the earliest year that can be meant; years run from it to 99 years later
     * @return the file with that declaration
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the pattern is none, or its years do not have two digits
     */
    public TableFile date(String column, String pattern, int firstYear) {
        if (!DatePatterns.hasTwoDigitYear(pattern)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "TableFile needs years of two digits to use a first year, but the pattern of column \"" + column
                            + "\" was \"" + pattern + "\". Write yy, or leave the first year out.");
        }
        return with(column, DatePatterns.declared(column, pattern, firstYear));
    }

    private TableFile change(Consumer<TableSettings> change) {
        TableSettings copy = new TableSettings(settings);
        change.accept(copy);
        return new TableFile(copy);
    }

    private TableFile with(String column, TableSettings.Declared declared) {
        return change(s -> s.columns.put(column, declared));
    }

    /**
     * Declares cells that mean missing in number and date columns, blanks around them not counted.
     *
     * @param markers for example {@code "NA"}, {@code ".."}, {@code "-"}
     * @return the file with those markers as well
     */
    public TableFile missing(String... markers) {
        return change(s -> s.missing.addAll(List.of(markers)));
    }

    /**
     * Declares cells that mean missing in one column, text included.
     *
     * @param column its name
     * @param markers for example {@code "unknown"}
     * @return the file with those markers as well
     */
    public TableFile missingIn(String column, String... markers) {
        return change(s ->
                s.missingIn.computeIfAbsent(column, c -> new LinkedHashSet<>()).addAll(List.of(markers)));
    }

    /**
     * Declares the character between cells.
     *
     * @param delimiter for example {@code ';'}
     * @return the file with that delimiter
     */
    public TableFile delimiter(char delimiter) {
        return change(s -> s.delimiter = delimiter);
    }

    /**
     * Declares that numbers are written with a decimal comma.
     *
     * @return the file with a decimal comma
     */
    public TableFile decimalComma() {
        return change(s -> s.decimal = ',');
    }

    /**
     * Declares that numbers are written with a decimal point.
     *
     * @return the file with a decimal point
     */
    public TableFile decimalPoint() {
        return change(s -> s.decimal = '.');
    }

    /**
     * Declares the character between thousands.
     *
     * @param mark for example {@code '.'} or {@code ' '}
     * @return the file with that mark
     */
    public TableFile thousands(char mark) {
        return change(s -> s.grouping = mark);
    }

    /**
     * Declares the encoding.
     *
     * @param encoding for example {@link java.nio.charset.StandardCharsets#ISO_8859_1}
     * @return the file with that encoding
     */
    public TableFile encoding(Charset encoding) {
        return change(s -> s.encoding = encoding);
    }

    /**
     * Declares who published the figures.
     *
     * @param citation one line: who, when, where
     * @return the file with that citation
     */
    public TableFile cite(String citation) {
        return change(s -> s.citation = citation);
    }

    /**
     * Declares the unit of a column.
     *
     * @param column its name
     * @param unit for example {@code kt}
     * @return the file with that unit
     */
    public TableFile unit(String column, String unit) {
        return change(s -> s.units.put(column, unit));
    }

    /**
     * Reads the file, in one pass unless its marks of decimals and thousands have to be found first.
     *
     * @return the table as a source, its guesses and its hash in the provenance
     * @throws OverhangException {@link Reason#BAD_VALUE} if the file is missing, damaged or ragged,
     *     {@link Reason#WRONG_TYPE} if a cell is not what its column was declared to hold, {@link Reason#MISSING_COLUMN} if a
     *     declared column is not there; every problem found, by file, column and row
     */
    public TableSource read() {
        ColumnRoles roles = settings.roles;
        if (roles == null) {
            return new TableReader(settings).read();
        }
        return roles.renamed(new TableReader(change(s -> roles.declare(s)).settings).read());
    }
}
