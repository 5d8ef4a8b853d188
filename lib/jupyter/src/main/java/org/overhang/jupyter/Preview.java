package org.overhang.jupyter;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;
import org.overhang.core.Field;
import org.overhang.core.Numbers;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.TableSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The first rows of a table, with units, as text and as a page whose headings sort. */
final class Preview {
    private static final int ROWS = 20;
    private static final int COLUMNS = 24;
    private static final int WIDEST = 60;
    private static final int DIGITS = 6;

    /** Sorts the rows shown, blanks last; needs no other script and no id. */
    private static final String SORT = "var h=event.target.closest('th');if(h){var b=this.parentNode.tBodies[0],"
            + "i=h.cellIndex,d=h.dataset.d==='1'?-1:1;h.dataset.d=d;Array.from(b.rows).sort(function(p,q){"
            + "var x=p.cells[i].textContent,y=q.cells[i].textContent,m=Number(x),n=Number(y);"
            + "return x===''||y===''?(x==='')-(y===''):d*(isNaN(m)||isNaN(n)?(x&lt;y?-1:x&gt;y?1:0):m-n)})"
            + ".forEach(function(r){b.appendChild(r)})}";

    private record Shown(String name, String unit, boolean right, List<String> cells) {}

    private final String title;
    private final long rows;
    private final int columns;
    private final List<Shown> shown;

    private Preview(String title, long rows, int columns, List<Shown> shown) {
        this.title = title;
        this.rows = rows;
        this.columns = columns;
        this.shown = shown;
    }

    static Preview of(Table table) {
        return of(table, Source.of(table));
    }

    private static Preview of(Table table, Source units) {
        int first = Math.min(ROWS, table.rowCount());
        List<Shown> shown = new ArrayList<>();
        List<Field> fields = units.fields();
        for (int c = 0; c < Math.min(COLUMNS, table.columnCount()); c++) {
            Column<?> column = table.column(c);
            boolean right = column instanceof NumericColumn<?>;
            List<String> cells = column instanceof DoubleColumn || column instanceof FloatColumn
                    ? numbers(first, i -> column.isMissing(i) ? Double.NaN : ((NumericColumn<?>) column).getDouble(i))
                    : texts(first, i -> column.isMissing(i) ? "" : String.valueOf(column.get(i)));
            shown.add(new Shown(column.name(), fields.get(c).unit(), right, cells));
        }
        return new Preview(units.name(), table.rowCount(), table.columnCount(), shown);
    }

    static Preview of(Source source) {
        if (source instanceof TableSource table) {
            return of(table.table(), source);
        }
        List<Field> fields = source.fields();
        List<Field> some = fields.subList(0, Math.min(COLUMNS, fields.size()));
        List<List<String>> cells = new ArrayList<>();
        some.forEach(field -> cells.add(new ArrayList<>()));
        long[] rows = new long[1];
        source.read(some.stream().map(Field::name).toList(), batch -> {
            if (rows[0] < ROWS) {
                int wanted = (int) Math.min(ROWS - rows[0], batch.rows());
                for (int c = 0; c < some.size(); c++) {
                    cells.get(c).addAll(column(batch, some.get(c).kind(), c, wanted));
                }
            }
            rows[0] += batch.rows();
        });
        List<Shown> shown = new ArrayList<>();
        for (int c = 0; c < some.size(); c++) {
            Field field = some.get(c);
            shown.add(new Shown(field.name(), field.unit(), field.kind() == Field.Kind.NUMBER, cells.get(c)));
        }
        return new Preview(source.name(), rows[0], fields.size(), shown);
    }

    private static List<String> column(Batch batch, Field.Kind kind, int column, int rows) {
        return switch (kind) {
            case NUMBER -> {
                double[] values = batch.numbers(column);
                yield numbers(rows, i -> values[i]);
            }
            case TEXT -> {
                @Nullable String[] values = batch.texts(column);
                yield texts(rows, i -> values[i] == null ? "" : values[i]);
            }
            case DATE -> {
                int[] days = batch.days(column);
                yield texts(
                        rows,
                        i -> days[i] == Batch.NO_DAY
                                ? ""
                                : LocalDate.ofEpochDay(days[i]).toString());
            }
        };
    }

    private static List<String> texts(int rows, IntFunction<String> cells) {
        List<String> texts = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            texts.add(cells.apply(i));
        }
        return texts;
    }

    /** Six significant digits where they are needed, the same count of decimals down the column, no commas: cells are for copying. */
    private static List<String> numbers(int rows, IntToDoubleFunction cells) {
        double[] values = new double[rows];
        int decimals = 0;
        double largest = 1;
        for (int i = 0; i < rows; i++) {
            values[i] = cells.applyAsDouble(i);
            decimals = Math.max(decimals, decimals(values[i]));
            largest = Math.max(largest, Double.isNaN(values[i]) ? 0 : Math.abs(values[i]));
        }
        int whole = Numbers.fixed(largest, 0).replace(",", "").length();
        int same = Math.min(decimals, Math.max(2, DIGITS + 1 - whole));
        return texts(rows, i -> number(values[i], same));
    }

    private static int decimals(double value) {
        String text = significant(value);
        int point = text.indexOf('.');
        return point < 0 || text.contains("e") ? 0 : text.length() - point - 1;
    }

    private static String number(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "";
        }
        String text = significant(value);
        return text.contains("e") ? text : plain(Numbers.fixed(value, decimals));
    }

    private static String significant(double value) {
        String text = plain(Numbers.significant(value, DIGITS));
        return text.contains(".") && !text.contains("e")
                ? text.replaceFirst("0+$", "").replaceFirst("\\.$", "")
                : text;
    }

    private static String plain(String number) {
        return number.replace(",", "");
    }

    Bundle bundle() {
        return Bundle.html(html(), text());
    }

    private String caption() {
        String count = rows > ROWS ? "first " + ROWS + " of " + Numbers.fixed(rows, 0) + " rows" : rowCount();
        String wide = columns > COLUMNS ? "first " + COLUMNS + " of " + columns + " columns" : columnCount();
        return title + ": " + count + ", " + wide;
    }

    private String rowCount() {
        return rows == 1 ? "1 row" : rows + " rows";
    }

    private String columnCount() {
        return columns == 1 ? "1 column" : columns + " columns";
    }

    private int count() {
        return (int) Math.min(ROWS, rows);
    }

    private String html() {
        StringBuilder out = new StringBuilder("<div class=\"overhang-table\" style=\"overflow-x:auto\"><p>");
        out.append(Summary.escape(caption())).append("</p>\n<table><thead style=\"cursor:pointer\" onclick=\"");
        out.append(SORT).append("\"><tr>");
        for (Shown column : shown) {
            out.append("<th style=\"text-align:").append(side(column)).append("\">");
            out.append(Summary.escape(column.name()));
            out.append(column.unit().isEmpty() ? "" : "<br><small>" + Summary.escape(column.unit()) + "</small>");
            out.append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (int i = 0; i < count(); i++) {
            out.append("<tr>");
            for (Shown column : shown) {
                out.append("<td style=\"text-align:").append(side(column)).append("\">");
                out.append(Summary.escape(column.cells().get(i))).append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody></table></div>").toString();
    }

    private static String side(Shown column) {
        return column.right() ? "right" : "left";
    }

    private String text() {
        StringBuilder out = new StringBuilder(caption()).append('\n');
        List<List<String>> lines = new ArrayList<>();
        lines.add(shown.stream().map(Shown::name).toList());
        if (shown.stream().anyMatch(column -> !column.unit().isEmpty())) {
            lines.add(shown.stream().map(Shown::unit).toList());
        }
        for (int i = 0; i < count(); i++) {
            int row = i;
            lines.add(shown.stream().map(column -> cut(column.cells().get(row))).toList());
        }
        int[] widths = new int[shown.size()];
        Arrays.setAll(
                widths,
                c -> lines.stream().mapToInt(line -> width(line.get(c))).max().orElse(0));
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String cell = line.get(c);
                String pad = " ".repeat(widths[c] - width(cell));
                row.append(c == 0 ? "  " : "   ").append(shown.get(c).right() ? pad + cell : cell + pad);
            }
            out.append(row.toString().stripTrailing()).append('\n');
        }
        return out.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String cell) {
        String line = cell.replaceAll("\\s+", " ");
        return width(line) <= WIDEST ? line : line.substring(0, line.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }
}
