package org.overhang.dataset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.overhang.core.Field;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * Any table, source or result written as CSV, Excel, LaTeX, HTML or Parquet, the same bytes on every machine.
 *
 * <pre>CSV, Excel, Parquet: every digit.  LaTeX, HTML: {@code digits} significant digits, 4 unless said</pre>
 *
 * <p>A result is written as its {@code tidy()} table. Missing cells are empty in CSV and Excel, null in Parquet, "–" in print.
 *
 * <ul>
 *   <li>CSV: UTF-8, commas, line feeds, quotes where RFC 4180 needs them; text stays as it is, {@code =1+1} included, unless
 *       {@link #forSpreadsheets} is said.
 *   <li>Excel: one sheet; text is written as text, so that {@code =1+1} is no formula; dates from March 1900 on as dates, a column
 *       with an earlier one as text, likewise whole numbers of more than fifteen digits; infinite numbers as the word. Refused: more rows,
 *       columns or characters than Excel holds, and control characters.
 *   <li>LaTeX: a {@code tabular} with {@code booktabs} rules, inside a {@code table} if there is a caption or label; every special character
 *       escaped.
 *   <li>HTML: a page of its own with the table, {@code scope} on headings, and the unrounded number in {@code data-value} for sorting.
 *   <li>Parquet: through DuckDB, which is optional.
 * </ul>
 *
 * <pre>{@code
 * var out = TableExport.of(use).caption("Utilization of steel mills").label("tab:use");
 * out.save("use.xlsx").save("use.tex").save("use.csv");
 * out.latex();
 * }</pre>
 *
 * <p>Errors: {@link Reason#OUT_OF_RANGE} for an ending that is not known or a table too large for Excel, {@link Reason#BAD_VALUE} for a cell
 * that cannot be written, with its row and column, or a file that cannot.
 */
public final class TableExport {
    private static final int DIGITS = 4;

    /** What the writers need. */
    record Content(
            Table table,
            List<String> units,
            String caption,
            String label,
            String source,
            int digits,
            boolean spreadsheet) {}

    private final Content content;

    private TableExport(Content content) {
        this.content = content;
    }

    /**
     * A table.
     *
     * @param table the table, copied
     * @return what writes it
     */
    public static TableExport of(Table table) {
        return of(Source.of(table));
    }

    /**
     * A source with its units and citation.
     *
     * @param source the source
     * @return what writes it
     */
    public static TableExport of(Source source) {
        List<String> units = new ArrayList<>();
        for (Field field : source.fields()) {
            units.add(field.unit());
        }
        boolean stated = !source.provenance().publisher().isEmpty();
        String cited = stated ? source.provenance().footer() : "";
        return new TableExport(new Content(source.table(), units, "", "", cited, DIGITS, false));
    }

    /**
     * A result, as its tidy table.
     *
     * @param result the result
     * @return what writes it
     */
    public static TableExport of(Result result) {
        return result instanceof Source source ? of(source) : of(result.tidy());
    }

    /**
     * A shipped dataset, as its first table.
     *
     * @param dataset the dataset
     * @return what writes it
     */
    public static TableExport of(Dataset dataset) {
        return of((Source) dataset);
    }

    /**
     * A table of a shipped dataset.
     *
     * @param table the table
     * @return what writes it
     */
    public static TableExport of(DatasetTable table) {
        return of((Source) table);
    }

    /**
     * A table with units and citation, as a file that was read.
     *
     * @param table the table
     * @return what writes it
     */
    public static TableExport of(org.overhang.core.TableSource table) {
        return of((Source) table);
    }

    /**
     * The caption in LaTeX and HTML; the table's name heads the HTML page otherwise.
     *
     * @param text the caption
     * @return what writes it
     */
    public TableExport caption(String text) {
        Content c = content;
        return new TableExport(new Content(c.table, c.units, text, c.label, c.source, c.digits, c.spreadsheet));
    }

    /**
     * The label in LaTeX, the identifier in HTML.
     *
     * @param name for example {@code tab:use}
     * @return what writes it
     */
    public TableExport label(String name) {
        Content c = content;
        return new TableExport(new Content(c.table, c.units, c.caption, name, c.source, c.digits, c.spreadsheet));
    }

    /**
     * The line under the table in LaTeX and HTML; the source's own citation otherwise.
     *
     * @param line for example {@code Source: OECD, 2024}
     * @return what writes it
     */
    public TableExport source(String line) {
        Content c = content;
        return new TableExport(new Content(c.table, c.units, c.caption, c.label, line, c.digits, c.spreadsheet));
    }

    /**
     * Significant digits of numbers in LaTeX and HTML; columns of whole numbers keep all of theirs.
     *
     * @param significant 1 to 17
     * @return what writes it
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside 1 to 17
     */
    public TableExport digits(int significant) {
        if (significant < 1 || significant > 17) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "TableExport needs 1 to 17 significant digits, but found " + significant + ".");
        }
        Content c = content;
        return new TableExport(new Content(c.table, c.units, c.caption, c.label, c.source, significant, c.spreadsheet));
    }

    /**
     * Writes CSV for people who open it in a spreadsheet: a byte-order mark first, and an apostrophe before text that a spreadsheet
     * would run as a formula ({@code = + - @}, tab or line break first). Such text does not read back as it was.
     *
     * @return what writes it
     */
    public TableExport forSpreadsheets() {
        Content c = content;
        return new TableExport(new Content(c.table, c.units, c.caption, c.label, c.source, c.digits, true));
    }

    /**
     * The table as CSV.
     *
     * @return the text of the file
     */
    public String csv() {
        return CsvText.of(content);
    }

    /**
     * The table as LaTeX; needs {@code \\usepackage{booktabs}}.
     *
     * @return the text
     */
    public String latex() {
        return LatexText.of(content);
    }

    /**
     * The table as an HTML page.
     *
     * @return the text of the page
     */
    public String html() {
        return HtmlText.of(content);
    }

    /**
     * Writes the file that its ending names: {@code .csv .xlsx .tex .html .parquet}.
     *
     * @param file where to; folders are made
     * @return what writes it, for the next file
     * @throws OverhangException see the class
     */
    public TableExport save(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> FileText.write(file, csv().getBytes(StandardCharsets.UTF_8));
            case "xlsx" -> FileText.write(file, SheetWriter.of(content));
            case "tex" -> FileText.write(file, latex());
            case "html", "htm" -> FileText.write(file, html());
            case "parquet" -> ParquetWriter.write(content, file);
            default ->
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "TableExport needs a file that ends in .csv, .xlsx, .tex, .html or .parquet, but found \""
                                + file + "\".");
        }
        return this;
    }

    /**
     * Writes the file that its ending names.
     *
     * @param file where to
     * @return what writes it, for the next file
     */
    public TableExport save(String file) {
        return save(Path.of(file));
    }

    @Override
    public String toString() {
        return "Table \"" + content.table.name() + "\" with " + content.table.rowCount()
                + " rows, to be saved as .csv, .xlsx, .tex," + " .html or .parquet";
    }
}
