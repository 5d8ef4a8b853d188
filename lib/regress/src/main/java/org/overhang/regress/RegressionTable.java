package org.overhang.regress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.dataset.TableExport;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Regressions side by side: one column a model, one pair of rows a coefficient with its standard error in brackets, then
 * effects, rows and fit; as text, HTML, Markdown, LaTeX or a workbook.
 *
 * <p>A regressor that a model left out stands as a dash in its column, and the note says why; one that a model never had is empty.
 *
 * <p>Defaults: three decimals ({@link #decimals(int)}), no stars ({@link #stars()}), all terms in the order of first appearance
 * under the names of the formula, rows, R² or deviance, no caption.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var table = RegressionTable.of(fit1, fit2).names("value", "quantity").labels(Map.of("log(1 + duty)", "Duty"))
 *     .stars().caption("Pass-through of the duty").label("tab:duty").notes("Clusters: products.");
 * table.save(Path.of("duty.tex"));
 * table
 * }</pre>
 *
 * <p>Errors: {@link Reason#OUT_OF_RANGE} without a model, and for names, decimals, groups or statistics that do not fit.
 *
 * <p>LaTeX needs the package booktabs only. What stands between two dollar signs, with a backslash, caret or underscore in it, is set
 * as mathematics in names, labels, notes and caption. Numbers stand on one point, since stars and the closing bracket take no width.
 */
public final class RegressionTable implements Result {
    /** A line below the coefficients. */
    public enum Statistic {
        /** Rows used. */
        ROWS("rows"),
        /** Share of the variance explained; empty for Poisson. */
        R2("R²"),
        /** The same, each parameter paid for. */
        ADJUSTED_R2("adjusted R²"),
        /** The share left after the effects; empty without. */
        WITHIN_R2("within R²"),
        /** Log likelihood against that of the mean alone; Poisson only. */
        PSEUDO_R2("pseudo R²"),
        /** Twice the likelihood lost; Poisson only. */
        DEVIANCE("deviance"),
        /** Log likelihood, normal for least squares. */
        LOG_LIKELIHOOD("log likelihood"),
        /** Akaike's criterion. */
        AIC("AIC"),
        /** Schwarz's criterion. */
        BIC("BIC"),
        /** Mean of the outcome over the rows used. */
        MEAN_OUTCOME("mean of the outcome"),
        /** Clusters of each dimension. */
        CLUSTERS("clusters");

        final String words;

        Statistic(String words) {
            this.words = words;
        }
    }

    /** A heading over some neighbouring models. */
    record Heading(String text, int models) {}

    /** What a table shows and how; changed by the withers below. */
    static final class Options {
        List<String> names = List.of();
        Map<String, String> labels = Map.of();
        List<String> keep = List.of();
        List<String> drop = List.of();
        List<String> order = List.of();
        List<String> notes = List.of();
        List<Heading> headings = List.of();
        List<Statistic> statistics = List.of();
        String caption = "";
        String label = "";
        int decimals = 3;
        boolean stars;

        Options copy() {
            Options o = new Options();
            o.names = names;
            o.labels = labels;
            o.keep = keep;
            o.drop = drop;
            o.order = order;
            o.notes = notes;
            o.headings = headings;
            o.statistics = statistics;
            o.caption = caption;
            o.label = label;
            o.decimals = decimals;
            o.stars = stars;
            return o;
        }
    }

    private final List<RegressionFit> fits;
    private final Options options;

    private RegressionTable(List<RegressionFit> fits, Options options) {
        this.fits = fits;
        this.options = options;
    }

    private RegressionTable but(Consumer<Options> change) {
        Options changed = options.copy();
        change.accept(changed);
        return new RegressionTable(fits, changed);
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
        Options options = new Options();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fits.length; i++) {
            names.add("(" + (i + 1) + ")");
        }
        options.names = List.copyOf(names);
        return new RegressionTable(List.of(fits), options);
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
        return but(o -> o.names = List.of(columns));
    }

    /**
     * Prints terms, outcomes and effects under other names; parts of a product are renamed each.
     *
     * @param words name by term of the formula
     * @return a changed copy
     */
    public RegressionTable labels(Map<String, String> words) {
        return but(o -> o.labels = new LinkedHashMap<>(words));
    }

    /**
     * Shows some terms only.
     *
     * @param patterns regular expressions, each found somewhere in a term or its label
     * @return a changed copy
     */
    public RegressionTable keep(String... patterns) {
        return but(o -> o.keep = List.of(patterns));
    }

    /**
     * Leaves terms away; the note says how many.
     *
     * @param patterns regular expressions, each found somewhere in a term or its label
     * @return a changed copy
     */
    public RegressionTable drop(String... patterns) {
        return but(o -> o.drop = List.of(patterns));
    }

    /**
     * Puts terms first, in the order of the patterns; the others follow as before.
     *
     * @param patterns regular expressions, each found somewhere in a term or its label
     * @return a changed copy
     */
    public RegressionTable order(String... patterns) {
        return but(o -> o.order = List.of(patterns));
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
        return but(o -> o.decimals = digits);
    }

    /**
     * Marks p-values below 0.1, 0.05 and 0.01 with one to three stars, and says so below the table.
     *
     * @return a changed copy
     */
    public RegressionTable stars() {
        return but(o -> o.stars = true);
    }

    /**
     * Adds sentences to the note.
     *
     * @param sentences each a sentence
     * @return a changed copy
     */
    public RegressionTable notes(String... sentences) {
        return but(o -> o.notes = List.of(sentences));
    }

    /**
     * Writes a caption; in LaTeX the table then floats.
     *
     * @param text the caption
     * @return a changed copy
     */
    public RegressionTable caption(String text) {
        return but(o -> o.caption = text);
    }

    /**
     * Gives the LaTeX table a label to refer to.
     *
     * @param name for example {@code tab:duty}
     * @return a changed copy
     */
    public RegressionTable label(String name) {
        return but(o -> o.label = name);
    }

    /**
     * Puts a heading over the next models that have none yet.
     *
     * @param text the heading
     * @param models how many neighbouring models it stands over
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} over more models than are left
     */
    public RegressionTable group(String text, int models) {
        int before = options.headings.stream().mapToInt(Heading::models).sum();
        if (models < 1 || before + models > fits.size()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A heading stands over models that have none, but \"" + text + "\" asks for " + models + " where "
                            + (fits.size() - before) + " of " + fits.size() + " are left.");
        }
        return but(o -> {
            List<Heading> all = new ArrayList<>(options.headings);
            all.add(new Heading(text, models));
            o.headings = List.copyOf(all);
        });
    }

    /**
     * Chooses the lines below the coefficients.
     *
     * @param chosen in order
     * @return a changed copy
     */
    public RegressionTable statistics(Statistic... chosen) {
        return but(o -> o.statistics = List.of(chosen));
    }

    private TableBody body() {
        return TableBody.of(fits, options);
    }

    /**
     * The table as Markdown.
     *
     * @return a pipe table and a note
     */
    public String markdown() {
        return TableText.markdown(body(), options);
    }

    /**
     * The table as HTML, without style sheet.
     *
     * @return a table element and a paragraph
     */
    public String html() {
        return TableText.html(body(), options);
    }

    /**
     * The table as LaTeX with the rules of booktabs: a tabular with its note, inside a floating table where there is a caption.
     *
     * @return LaTeX
     */
    public String latex() {
        return TableText.latex(body(), options);
    }

    /**
     * The coefficients shown, with their intervals, as a figure under the table's names and labels; the constant is left away.
     *
     * @return the figure, which takes a title
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if no term is shown
     */
    public org.overhang.figure.Figure figure() {
        List<String> terms = TableBody.shown(fits, options).stream()
                .filter(t -> !t.equals("(Intercept)"))
                .toList();
        if (fits.stream().noneMatch(f -> f.terms().stream().anyMatch(terms::contains))) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A coefficient plot needs a term, but the table shows none beside the constant. Change keep() or drop().");
        }
        boolean numbered = true;
        for (int m = 0; m < fits.size(); m++) {
            numbered &= options.names.get(m).equals("(" + (m + 1) + ")");
        }
        return CoefficientPlot.of(
                fits, numbered ? CoefficientPlot.names(fits) : options.names, terms, t -> TableBody.name(t, options));
    }

    /**
     * The printed cells as a Tablesaw table of texts.
     *
     * @return a fresh table, one column a model
     */
    public Table cells() {
        TableBody body = body();
        Table out = Table.create(
                options.caption.isEmpty() ? "regressions" : options.caption,
                StringColumn.create(
                        "term", body.rows().stream().map(TableBody.Row::label).toList()));
        for (int m = 0; m < fits.size(); m++) {
            int model = m;
            String name = options.names.get(m);
            // Two models may bear one name; a table cannot.
            String column = out.columnNames().contains(name) ? name + " (" + (m + 1) + ")" : name;
            out.addColumns(StringColumn.create(
                    column,
                    body.rows().stream().map(r -> r.cells().get(model).text()).toList()));
        }
        return out;
    }

    /**
     * Writes the table to a file.
     *
     * @param file its name ends in .tex, .md, .html, .xlsx or .csv
     * @return this table
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for another ending
     */
    public RegressionTable save(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".xlsx") || name.endsWith(".csv")) {
            TableExport.of(cells()).save(file);
            return this;
        }
        String text = name.endsWith(".tex")
                ? latex()
                : name.endsWith(".md") ? markdown() : name.endsWith(".html") ? html() : "";
        if (text.isEmpty()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A regression table is saved as .tex, .md, .html, .xlsx or .csv, but the file is \"" + name
                            + "\".");
        }
        TableText.write(file, text);
        return this;
    }

    @Override
    public Summary summary() {
        TableBody body = body();
        List<TableBody.Row> rows = body.rows();
        Summary.Grid grid =
                Summary.grid(rows.size()).text("", "", i -> rows.get(i).label());
        for (int m = 0; m < fits.size(); m++) {
            int model = m;
            grid.text(
                    options.names.get(m),
                    "",
                    i -> rows.get(i).cells().get(model).text());
        }
        Summary.Builder out = Summary.of(options.caption.isEmpty() ? "Regressions" : options.caption)
                .grid(grid)
                .paragraph("", String.join(" ", body.notes()));
        for (int m = 0; m < fits.size(); m++) {
            String name = options.names.get(m);
            fits.get(m).core.scores().sample().leftOut().forEach(l -> out.leftOut(l.count(), l.what() + " in " + name));
        }
        return out.build();
    }

    /** One row a model and term, the model's number in front of {@link RegressionFit#tidy()}. */
    @Override
    public Table tidy() {
        return stacked(RegressionFit::tidy);
    }

    /** One row a model, its number in front of {@link RegressionFit#glance()}. */
    @Override
    public Table glance() {
        return stacked(RegressionFit::glance);
    }

    private Table stacked(java.util.function.Function<RegressionFit, Table> part) {
        Table out = Table.create("regressions");
        for (int m = 0; m < fits.size(); m++) {
            Table one = part.apply(fits.get(m));
            String name = options.names.get(m);
            int number = m + 1;
            Table next = Table.create(
                    "regressions",
                    IntColumn.create(
                            "model",
                            java.util.stream.IntStream.generate(() -> number)
                                    .limit(one.rowCount())
                                    .toArray()),
                    StringColumn.create("name", java.util.Collections.nCopies(one.rowCount(), name)));
            one.columns().stream()
                    .filter(c -> !c.name().equals("deviance") && !c.name().equals("log_likelihood"))
                    .forEach(next::addColumns);
            out = m == 0 ? next : out.append(next);
        }
        return out;
    }

    /**
     * The table as aligned text.
     *
     * @return the text
     */
    @Override
    public String toString() {
        return summary().toString();
    }
}
