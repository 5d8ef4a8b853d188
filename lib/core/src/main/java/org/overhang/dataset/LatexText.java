package org.overhang.dataset;

import java.util.List;
import java.util.stream.Collectors;

/** A LaTeX tabular with booktabs rules. */
final class LatexText {
    private LatexText() {}

    static String of(TableExport.Content content) {
        List<PrintedColumn> columns =
                content.table().columns().stream().map(PrintedColumn::new).toList();
        boolean floats = !content.caption().isEmpty() || !content.label().isEmpty();
        StringBuilder out = new StringBuilder();
        out.append("% Needs \\usepackage{booktabs}; numbers to ")
                .append(content.digits())
                .append(" significant digits.\n");
        if (floats) {
            out.append("\\begin{table}[htbp]\n\\centering\n");
            if (!content.caption().isEmpty()) {
                out.append("\\caption{").append(escape(content.caption())).append("}\n");
            }
            if (!content.label().isEmpty()) {
                out.append("\\label{")
                        .append(content.label().replaceAll("[{}\\\\%#&~^$ ]", ""))
                        .append("}\n");
            }
        }
        out.append("\\begin{tabular}{");
        columns.forEach(c -> out.append(c.kind() == PrintedColumn.Kind.NUMBER ? 'r' : 'l'));
        out.append("}\n\\toprule\n");
        out.append(columns.stream().map(c -> escape(c.name())).collect(Collectors.joining(" & ")))
                .append(" \\\\\n");
        if (content.units().stream().anyMatch(u -> !u.isEmpty())) {
            out.append(content.units().stream()
                            .map(u -> u.isEmpty() ? "" : "(" + escape(u) + ")")
                            .collect(Collectors.joining(" & ")))
                    .append(" \\\\\n");
        }
        out.append("\\midrule\n");
        for (int row = 0; row < content.table().rowCount(); row++) {
            int at = row;
            out.append(columns.stream()
                            .map(c -> number(c, at, content.digits()))
                            .collect(Collectors.joining(" & ")))
                    .append(" \\\\\n");
        }
        out.append("\\bottomrule\n\\end{tabular}\n");
        if (!content.source().isEmpty()) {
            out.append("\\par\\smallskip{\\footnotesize ")
                    .append(escape(content.source()))
                    .append("}\n");
        }
        return out.append(floats ? "\\end{table}\n" : "").toString();
    }

    private static String number(PrintedColumn column, int row, int digits) {
        String text = column.print(row, digits);
        boolean number = column.kind() == PrintedColumn.Kind.NUMBER && !column.missing(row);
        if (number && text.startsWith("-")) {
            return "$-$" + number(text.substring(1));
        }
        return number ? number(text) : escape(text);
    }

    private static String number(String text) {
        if (text.equals("∞") || text.equals("Infinity")) {
            return "$\\infty$";
        }
        int e = text.indexOf('e');
        return e < 0 ? text : "$" + text.substring(0, e) + "\\times 10^{" + text.substring(e + 1) + "}$";
    }

    /** Text in which no character has a meaning to LaTeX; line breaks are blanks. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(
                    switch (c) {
                        case '\\' -> "\\textbackslash{}";
                        case '{' -> "\\{";
                        case '}' -> "\\}";
                        case '$' -> "\\$";
                        case '&' -> "\\&";
                        case '%' -> "\\%";
                        case '#' -> "\\#";
                        case '_' -> "\\_";
                        case '~' -> "\\textasciitilde{}";
                        case '^' -> "\\textasciicircum{}";
                        case '<' -> "\\textless{}";
                        case '>' -> "\\textgreater{}";
                        case '|' -> "\\textbar{}";
                        case '"' -> "\\textquotedbl{}";
                        case '[', ']' -> "{" + c + "}";
                        case '–' -> "--";
                        case '\n', '\r', '\t' -> " ";
                        default -> String.valueOf(c);
                    });
        }
        return out.toString();
    }
}
