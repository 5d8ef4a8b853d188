package org.overhang.regress;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Summary;

/**
 * Regressions side by side: one column a model, one pair of rows a coefficient with its standard error in brackets, then
 * effects, rows and fit.
 *
 * <p>Defaults: three significant decimals below one ({@link #decimals(int)}), no stars ({@link #stars()} sets them at 10, 5 and
 * 1 percent), all terms in the order of first appearance.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var table = RegressionTable.of(fit1, fit2).names("OLS", "with product effects");
 * table.markdown();
 * table.latex();
 * }</pre>
 */
public final class RegressionTable {
    private final List<RegressionFit> fits;
    private final List<String> names;
    private final int decimals;
    private final boolean stars;

    private RegressionTable(List<RegressionFit> fits, List<String> names, int decimals, boolean stars) {
        this.fits = fits;
        this.names = names;
        this.decimals = decimals;
        this.stars = stars;
    }

    /**
     * Models side by side.
     *
     * @param fits at least one
     * @return the table
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} without a model
     */
    public static RegressionTable of(RegressionFit... fits) {
        if (fits.length == 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A regression table needs at least one estimate, but none was given.");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fits.length; i++) {
            names.add("(" + (i + 1) + ")");
        }
        return new RegressionTable(List.of(fits), names, 3, false);
    }

    /**
     * Names the columns.
     *
     * @param columns one name a model
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if their number differs
     */
    public RegressionTable names(String... columns) {
        if (columns.length != fits.size()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A regression table needs one name a model, but there are " + columns.length + " names for "
                            + fits.size() + " models.");
        }
        return new RegressionTable(fits, List.of(columns), decimals, stars);
    }

    /**
     * Sets the digits after the point.
     *
     * @param digits 0 to 10
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside 0 to 10
     */
    public RegressionTable decimals(int digits) {
        if (digits < 0 || digits > 10) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A regression table needs 0 to 10 decimals, but it is " + digits + ".");
        }
        return new RegressionTable(fits, names, digits, stars);
    }

    /**
     * Marks p-values below 0.1, 0.05 and 0.01 with one to three stars, and says so below the table.
     *
     * @return a changed copy
     */
    public RegressionTable stars() {
        return new RegressionTable(fits, names, decimals, true);
    }

    /** One line of cells; a rule is drawn above it. */
    private record Row(String label, List<String> cells, boolean rule) {}

    private List<Row> rows() {
        List<Row> out = new ArrayList<>();
        List<String> outcomes =
                fits.stream().map(f -> f.spec.formula.response().name()).toList();
        out.add(new Row("outcome", outcomes, false));
        Set<String> terms = new LinkedHashSet<>();
        fits.forEach(f -> terms.addAll(f.terms()));
        boolean first = true;
        for (String term : terms) {
            out.add(new Row(term, cells(f -> f.terms().contains(term) ? estimate(f, term) : ""), first));
            out.add(new Row(
                    "",
                    cells(f ->
                            f.terms().contains(term) ? "(" + Numbers.fixed(f.standardError(term), decimals) + ")" : ""),
                    false));
            first = false;
        }
        Set<String> effects = new LinkedHashSet<>();
        fits.forEach(f -> effects.addAll(f.core.scores().sample().effects().names()));
        boolean rule = true;
        for (String effect : effects) {
            out.add(new Row(
                    effect + " effects",
                    cells(f -> f.core.scores().sample().effects().names().contains(effect) ? "yes" : ""),
                    rule));
            rule = false;
        }
        out.add(new Row("errors", cells(f -> f.spec.covariance.toString()), rule));
        out.add(new Row("rows", cells(f -> Numbers.fixed(f.nobs(), 0)), false));
        if (fits.stream().anyMatch(f -> f.core.counts() == null)) {
            out.add(new Row("R²", cells(f -> f.core.counts() == null ? Numbers.fixed(f.rSquared(), 3) : ""), false));
        }
        if (fits.stream().anyMatch(f -> f.core.counts() != null)) {
            out.add(new Row(
                    "deviance",
                    cells(f -> f.core.counts() == null ? "" : Numbers.significant(f.deviance(), 5)),
                    false));
        }
        return out;
    }

    private List<String> cells(java.util.function.Function<RegressionFit, String> cell) {
        return fits.stream().map(cell).toList();
    }

    private String estimate(RegressionFit fit, String term) {
        String text = Numbers.fixed(fit.coefficient(term), decimals);
        double p = fit.pValue(term);
        return stars ? text + (p < 0.01 ? "***" : p < 0.05 ? "**" : p < 0.1 ? "*" : "") : text;
    }

    private String note() {
        Set<String> corrections = new TreeSet<>();
        fits.forEach(f -> corrections.add(f.spec.smallSample.toString()));
        return "Standard errors in brackets; small-sample correction: " + String.join(", ", corrections) + "."
                + (stars ? " * p < 0.1, ** p < 0.05, *** p < 0.01." : "");
    }

    /**
     * The table as Markdown.
     *
     * @return a pipe table and a note
     */
    public String markdown() {
        StringBuilder out = new StringBuilder("| | ");
        names.forEach(n -> out.append(pipe(n)).append(" | "));
        out.append("\n|---|").append("---:|".repeat(names.size())).append('\n');
        for (Row row : rows()) {
            out.append("| ").append(pipe(row.label)).append(" | ");
            row.cells.forEach(c -> out.append(pipe(c)).append(" | "));
            out.append('\n');
        }
        return out.append('\n').append(note()).append('\n').toString();
    }

    private static String pipe(String text) {
        return text.replace("|", "\\|").replace("*", "\\*");
    }

    /**
     * The table as HTML, without style sheet.
     *
     * @return a table element and a paragraph
     */
    public String html() {
        StringBuilder out = new StringBuilder("<table><thead><tr><th></th>");
        names.forEach(n -> out.append("<th style=\"text-align:right\">")
                .append(Summary.escape(n))
                .append("</th>"));
        out.append("</tr></thead><tbody>\n");
        for (Row row : rows()) {
            out.append(row.rule ? "<tr style=\"border-top:1px solid\"><td>" : "<tr><td>")
                    .append(Summary.escape(row.label))
                    .append("</td>");
            row.cells.forEach(c -> out.append("<td style=\"text-align:right\">")
                    .append(Summary.escape(c))
                    .append("</td>"));
            out.append("</tr>\n");
        }
        return out.append("</tbody></table>\n<p>")
                .append(Summary.escape(note()))
                .append("</p>\n")
                .toString();
    }

    /**
     * The table as LaTeX with the rules of booktabs.
     *
     * @return a tabular environment and a note
     */
    public String latex() {
        StringBuilder out = new StringBuilder("\\begin{tabular}{l")
                .append("r".repeat(names.size()))
                .append("}\n\\toprule\n");
        names.forEach(n -> out.append(" & ").append(tex(n)));
        out.append(" \\\\\n\\midrule\n");
        for (Row row : rows()) {
            out.append(row.rule ? "\\midrule\n" : "").append(tex(row.label));
            row.cells.forEach(c -> out.append(" & ").append(tex(c)));
            out.append(" \\\\\n");
        }
        return out.append("\\bottomrule\n\\end{tabular}\n\n\\footnotesize ")
                .append(tex(note()))
                .append('\n')
                .toString();
    }

    private static String tex(String text) {
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
                case '²' -> out.append("$^2$");
                case '–' -> out.append("--");
                case '∞' -> out.append("$\\infty$");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /**
     * The table as aligned text.
     *
     * @return the text
     */
    @Override
    public String toString() {
        List<Row> rows = rows();
        Summary.Grid grid = Summary.grid(rows.size()).text("", "", i -> rows.get(i).label);
        for (int m = 0; m < names.size(); m++) {
            int model = m;
            grid.text(names.get(m), "", i -> rows.get(i).cells.get(model));
        }
        Summary.Builder out = Summary.of("Regressions").grid(grid).paragraph("", note());
        for (int m = 0; m < names.size(); m++) {
            String name = names.get(m);
            fits.get(m).core.scores().sample().leftOut().forEach(l -> out.leftOut(l.count(), l.what() + " in " + name));
        }
        return out.build().toString();
    }
}
