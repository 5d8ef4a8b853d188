package org.overhang.dataset;

import java.util.List;
import org.overhang.core.Summary;

/** An HTML page that holds one table. */
final class HtmlText {
    private static final String STYLE =
            "body{font:16px/1.5 sans-serif;color:#1F2933;margin:2em}table{border-collapse:collapse}"
                    + "caption{text-align:left;font-weight:bold;padding:.5em 0}th,td{padding:.25em .75em;text-align:left;"
                    + "border-bottom:1px solid #D5DADF;vertical-align:top;white-space:pre-line}"
                    + "thead th{border-bottom:2px solid #1F2933}.number{text-align:right;font-variant-numeric:tabular-nums}"
                    + ".unit{font-weight:normal;color:#52606D}";

    private HtmlText() {}

    static String of(TableExport.Content content) {
        List<PrintedColumn> columns =
                content.table().columns().stream().map(PrintedColumn::new).toList();
        String title = content.caption().isEmpty() ? content.table().name() : content.caption();
        StringBuilder out = new StringBuilder();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(Summary.escape(title))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<table class=\"sortable\"");
        if (!content.label().isEmpty()) {
            out.append(" id=\"").append(attribute(content.label())).append('"');
        }
        out.append(">\n<caption>").append(Summary.escape(title)).append("</caption>\n<thead>\n<tr>");
        for (int c = 0; c < columns.size(); c++) {
            out.append("<th scope=\"col\"")
                    .append(columns.get(c).kind() == PrintedColumn.Kind.NUMBER ? " class=\"number\"" : "")
                    .append('>')
                    .append(Summary.escape(columns.get(c).name()));
            if (!content.units().get(c).isEmpty()) {
                out.append(" <span class=\"unit\">(")
                        .append(Summary.escape(content.units().get(c)))
                        .append(")</span>");
            }
            out.append("</th>");
        }
        out.append("</tr>\n</thead>\n<tbody>\n");
        for (int row = 0; row < content.table().rowCount(); row++) {
            out.append("<tr>");
            for (int c = 0; c < columns.size(); c++) {
                out.append(cell(columns.get(c), row, c == 0, content.digits()));
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table>\n");
        if (!content.source().isEmpty()) {
            out.append("<p>").append(Summary.escape(content.source())).append("</p>\n");
        }
        return out.append("</body>\n</html>\n").toString();
    }

    private static String cell(PrintedColumn column, int row, boolean first, int digits) {
        boolean number = column.kind() == PrintedColumn.Kind.NUMBER;
        boolean heads = first && !number;
        String text = Summary.escape(column.print(row, digits));
        if (heads) {
            return "<th scope=\"row\">" + text + "</th>";
        }
        return number
                ? "<td class=\"number\" data-value=\"" + column.exact(row) + "\">" + text + "</td>"
                : "<td>" + text + "</td>";
    }

    private static String attribute(String text) {
        return Summary.escape(text).replace("\"", "&quot;");
    }
}
