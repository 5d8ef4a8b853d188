package org.overhang.dataset;

import java.util.List;

/** Comma-separated values by RFC 4180, with line feeds. */
final class CsvText {
    private CsvText() {}

    static String of(TableExport.Content content) {
        List<PrintedColumn> columns =
                content.table().columns().stream().map(PrintedColumn::new).toList();
        StringBuilder out = new StringBuilder(content.spreadsheet() ? "\uFEFF" : "");
        for (int c = 0; c < columns.size(); c++) {
            out.append(c == 0 ? "" : ",").append(cell(columns.get(c).name(), content.spreadsheet()));
        }
        out.append('\n');
        for (int row = 0; row < content.table().rowCount(); row++) {
            for (int c = 0; c < columns.size(); c++) {
                PrintedColumn column = columns.get(c);
                boolean text = column.kind() == PrintedColumn.Kind.TEXT;
                out.append(c == 0 ? "" : ",")
                        .append(text ? cell(column.exact(row), content.spreadsheet()) : column.exact(row));
                if (columns.size() == 1 && column.missing(row)) {
                    // An empty line is no row.
                    out.append("\"\"");
                }
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String cell(String text, boolean spreadsheet) {
        boolean runs = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
        String cell = spreadsheet && runs ? "'" + text : text;
        boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                || !cell.equals(cell.strip())
                || cell.startsWith("\uFEFF");
        return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
