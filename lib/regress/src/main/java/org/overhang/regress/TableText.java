package org.overhang.regress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.overhang.core.Summary;

/** A regression table as Markdown, HTML and LaTeX. */
final class TableText {
    private TableText() {}

    static String markdown(TableBody body, RegressionTable.Options o) {
        StringBuilder out = new StringBuilder();
        if (!o.caption.isEmpty()) {
            out.append("**").append(pipe(o.caption)).append("**\n\n");
        }
        out.append("| | ");
        o.names.forEach(n -> out.append(pipe(n)).append(" | "));
        out.append("\n|---|").append("---:|".repeat(o.names.size())).append('\n');
        if (!o.headings.isEmpty()) {
            out.append("| | ");
            o.headings.forEach(h -> out.append((pipe(h.text()) + " | ").repeat(h.models())));
            out.append(" | ".repeat(left(o))).append('\n');
        }
        for (TableBody.Row row : body.rows()) {
            out.append("| ").append(pipe(row.label())).append(" | ");
            row.cells().forEach(c -> out.append(pipe(c.text())).append(" | "));
            out.append('\n');
        }
        return out.append('\n')
                .append(String.join(
                        " ", body.notes().stream().map(TableText::pipe).toList()))
                .append('\n')
                .toString();
    }

    private static int left(RegressionTable.Options o) {
        return o.names.size()
                - o.headings.stream().mapToInt(RegressionTable.Heading::models).sum();
    }

    private static String pipe(String text) {
        return text.replace("|", "\\|").replace("*", "\\*");
    }

    static String html(TableBody body, RegressionTable.Options o) {
        StringBuilder out = new StringBuilder("<table>");
        if (!o.caption.isEmpty()) {
            out.append("<caption>").append(Summary.escape(o.caption)).append("</caption>");
        }
        out.append("<thead>");
        if (!o.headings.isEmpty()) {
            out.append("<tr><th></th>");
            o.headings.forEach(h -> out.append("<th colspan=\"")
                    .append(h.models())
                    .append("\" style=\"text-align:center\">")
                    .append(Summary.escape(h.text()))
                    .append("</th>"));
            out.append("<th></th>".repeat(left(o))).append("</tr>");
        }
        out.append("<tr><th></th>");
        o.names.forEach(n -> out.append("<th style=\"text-align:right\">")
                .append(Summary.escape(n))
                .append("</th>"));
        out.append("</tr></thead><tbody>\n");
        for (TableBody.Row row : body.rows()) {
            out.append(row.rule() ? "<tr style=\"border-top:1px solid\"><td>" : "<tr><td>")
                    .append(Summary.escape(row.label()))
                    .append("</td>");
            row.cells()
                    .forEach(c -> out.append("<td style=\"text-align:right\">")
                            .append(Summary.escape(c.text()))
                            .append("</td>"));
            out.append("</tr>\n");
        }
        return out.append("</tbody></table>\n<p>")
                .append(Summary.escape(String.join(" ", body.notes())))
                .append("</p>\n")
                .toString();
    }

    static String latex(TableBody body, RegressionTable.Options o) {
        boolean floats = !o.caption.isEmpty() || !o.label.isEmpty();
        StringBuilder out = new StringBuilder();
        if (floats) {
            out.append("\\begin{table}[htbp]\n\\centering\n");
            if (!o.caption.isEmpty()) {
                out.append("\\caption{").append(tex(o.caption)).append("}\n");
            }
            if (!o.label.isEmpty()) {
                out.append("\\label{").append(o.label).append("}\n");
            }
        }
        out.append("\\begin{tabular}{l").append("r".repeat(o.names.size())).append("}\n\\toprule\n");
        headings(o, out);
        o.names.forEach(
                n -> out.append(" & \\multicolumn{1}{c}{").append(tex(n)).append('}'));
        out.append(" \\\\\n\\midrule\n");
        for (TableBody.Row row : body.rows()) {
            out.append(row.rule() ? "\\midrule\n" : "").append(tex(row.label()));
            row.cells().forEach(c -> out.append(" & ").append(cell(c)));
            out.append(" \\\\\n");
        }
        out.append("\\bottomrule\n\\end{tabular}\n\n\\par\\smallskip\n\\begin{minipage}{\\linewidth}\\footnotesize\n")
                .append(note(body.notes()))
                .append("\n\\end{minipage}\n");
        return out.append(floats ? "\\end{table}\n" : "").toString();
    }

    private static void headings(RegressionTable.Options o, StringBuilder out) {
        if (o.headings.isEmpty()) {
            return;
        }
        StringBuilder rules = new StringBuilder();
        int column = 2;
        for (RegressionTable.Heading h : o.headings) {
            out.append(" & \\multicolumn{")
                    .append(h.models())
                    .append("}{c}{")
                    .append(tex(h.text()))
                    .append('}');
            rules.append("\\cmidrule(lr){")
                    .append(column)
                    .append('-')
                    .append(column + h.models() - 1)
                    .append('}');
            column += h.models();
        }
        out.append(" & ".repeat(left(o))).append(" \\\\\n").append(rules).append('\n');
    }

    /** Stars in math, and hanging: what follows the digits takes no width, so that points stand under points. */
    private static String cell(TableBody.Cell c) {
        if (!c.isNumber()) {
            return c.text().isEmpty() ? "" : "\\multicolumn{1}{c}{" + tex(c.text()) + "}";
        }
        String number = c.number().replace("−", "-");
        boolean bracket = number.startsWith("(");
        String digits = bracket ? number.substring(1) : number;
        String set = digits.isEmpty()
                ? ""
                : Character.isDigit(digits.charAt(digits.length() - 1)) ? "$" + digits + "$" : tex(digits);
        String hanging = c.hanging().isEmpty()
                ? ""
                : "\\rlap{" + (c.hanging().startsWith("*") ? "$^{" + c.hanging() + "}$" : c.hanging()) + "}";
        return (bracket ? "(" : "") + set + hanging;
    }

    private static String note(List<String> notes) {
        return String.join(" ", notes.stream().map(TableText::tex).toList());
    }

    /** Mathematics between dollars: a close pair around a backslash, a caret or an underscore. */
    private static final Pattern MATH = Pattern.compile("\\$(?=\\S)[^$]*[\\\\^_][^$]*(?<=\\S)\\$(?!\\d)");

    /** A text with TeX's signs set as such; mathematics between dollars stays as it is. */
    static String tex(String text) {
        Matcher math = MATH.matcher(text);
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (math.find()) {
            out.append(escaped(text.substring(at, math.start()))).append(math.group());
            at = math.end();
        }
        return out.append(escaped(text.substring(at))).toString();
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '_', '%', '&', '#', '$', '{', '}' -> out.append('\\').append(c);
                case '^' -> out.append("\\textasciicircum{}");
                case '~' -> out.append("\\textasciitilde{}");
                case '\\' -> out.append("\\textbackslash{}");
                case '<' -> out.append("$<$");
                case '>' -> out.append("$>$");
                case '*' -> {
                    int from = i;
                    while (i + 1 < text.length() && text.charAt(i + 1) == '*') {
                        i++;
                    }
                    out.append("$^{").append("*".repeat(i - from + 1)).append("}$");
                }
                case '²' -> out.append("$^2$");
                case '–' -> out.append("--");
                case '−' -> out.append("$-$");
                case '×' -> out.append("$\\times$");
                case '·' -> out.append("$\\cdot$");
                case '∞' -> out.append("$\\infty$");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
