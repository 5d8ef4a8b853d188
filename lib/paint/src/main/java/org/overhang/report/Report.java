package org.overhang.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.WholeFile;
import org.overhang.figure.Figure;
import tech.tablesaw.api.Table;

/**
 * Figures, tables and numbers gathered by id into one web page without network and one PDF, with a manifest of what they
 * rest on.
 *
 * <p>The text is Markdown (CommonMark with tables). On a line of its own, <code>{{figure:id}}</code> and
 * <code>{{table:id}}</code> stand for a figure and a table, <code>{{figures}}</code> and <code>{{tables}}</code> for all
 * those that the text does not name; <code>{{value:id}}</code> stands anywhere for a number with its format, so that no number
 * in the text is typed. In code nothing is replaced, and HTML is shown as it is typed. A link leads to the web, to a heading
 * ({@code #its-words}), to a figure ({@code #figure-id}) or to a table ({@code #table-id}). Without text, everything follows in
 * the order in which it was given.
 *
 * <p>Building fails, with all problems at once, on an id in the text that nothing has, on something given that the text does
 * not use, on a figure without a source, and on a claim that does not hold. Reports do not change; each method gives a new
 * one. Equal inputs give equal bytes.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Report.of("overcapacity").title("Too much steel").figure("utilization", use.figure()).percent("share", 0.54)
 *         .text("China makes {{value:share}} of it.\n\n{{figure:utilization}}").save(Path.of("report"));
 * }</pre>
 */
public final class Report {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*+");

    /** A number or a word, how it is printed, and where it comes from. */
    record Value(String exact, String text, List<Provenance> sources) {}

    /** A table under its caption: rows of text with a heading row, the summary that explains it, and where it comes from. */
    record Grid(String caption, List<List<String>> rows, String summary, List<Provenance> sources) {}

    record State(
            String id,
            String title,
            String text,
            Map<String, Figure> figures,
            Map<String, Grid> tables,
            Map<String, Value> values) {}

    private final State state;

    private Report(State state) {
        this.state = state;
    }

    /**
     * An empty report.
     *
     * @param id lower-case letters, digits and hyphens; names the files
     * @return the report
     * @throws OverhangException if the id is malformed
     */
    public static Report of(String id) {
        return new Report(new State(required(id), "", "", Map.of(), Map.of(), Map.of()));
    }

    private static String required(String id) {
        if (!ID.matcher(id).matches()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "An id in a report consists of lower-case letters, digits and single hyphens, but it is \"" + id
                            + "\". For example: steel-utilization.");
        }
        return id;
    }

    /**
     * The report's title.
     *
     * @param title its title
     * @return the report under that title
     */
    public Report title(String title) {
        return new Report(new State(state.id, title, state.text, state.figures, state.tables, state.values));
    }

    /**
     * Adds text; several calls add one below the other.
     *
     * @param markdown the text
     * @return the report with more text
     */
    public Report text(String markdown) {
        String text = state.text.isEmpty() ? markdown : state.text + "\n\n" + markdown;
        return new Report(new State(state.id, state.title, text, state.figures, state.tables, state.values));
    }

    /**
     * Adds text from a Markdown file.
     *
     * @param markdown the file, in UTF-8
     * @return the report with more text
     * @throws OverhangException if the file cannot be read
     */
    public Report text(Path markdown) {
        try {
            return text(Files.readString(markdown));
        } catch (IOException e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "The text of a report is read from a Markdown file in UTF-8, but \"" + markdown
                            + "\" cannot be read ("
                            + e.getClass().getSimpleName() + "). Check the path, which begins at \""
                            + Path.of("").toAbsolutePath().getFileName() + "\".",
                    e);
        }
    }

    /**
     * Adds a figure.
     *
     * @param id by which the text names it
     * @param figure the figure
     * @return the report with the figure
     * @throws OverhangException if the id is malformed or taken
     */
    public Report figure(String id, Figure figure) {
        return new Report(new State(
                state.id, state.title, state.text, with(state.figures, id, figure), state.tables, state.values));
    }

    /**
     * Adds every figure that {@link Figure#save(String)} left in its folder, by name of file.
     *
     * @return the report with these figures
     * @throws OverhangException if the folder cannot be read or a declaration is damaged
     */
    public Report figures() {
        return figures(Path.of(System.getProperty("overhang.figures", "figures")));
    }

    /**
     * Adds every figure whose declaration stands in a folder, as {@link Figure#save(String)} left it, by name of file.
     *
     * @param folder the folder
     * @return the report with these figures
     * @throws OverhangException if the folder cannot be read or a declaration is damaged
     */
    public Report figures(Path folder) {
        Report report = this;
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(f -> f.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
            for (Path file : found) {
                String name = file.getFileName().toString();
                report = report.figure(name.substring(0, name.length() - 5), Figure.read(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Figures are read from a folder of saved figures, but \"" + folder + "\" cannot be read ("
                            + e.getMessage() + "). Save figures there first.",
                    e);
        }
        return report;
    }

    /**
     * Adds a table.
     *
     * @param id by which the text names it
     * @param caption what it shows
     * @param table its cells
     * @param sources where the numbers come from
     * @return the report with the table
     * @throws OverhangException if the id is malformed or taken
     */
    public Report table(String id, String caption, Table table, Provenance... sources) {
        return grid(id, new Grid(caption, Grids.rows(table), "", List.of(sources)));
    }

    /**
     * Adds a result: its tidy table, and its summary with what it rests on among the methods.
     *
     * @param id by which the text names it
     * @param caption what it shows
     * @param result the result
     * @param sources where its numbers come from
     * @return the report with the result
     * @throws OverhangException if the id is malformed or taken
     */
    public Report table(String id, String caption, Result result, Provenance... sources) {
        String summary = result.summary().toString();
        return grid(id, new Grid(caption, Grids.rows(result.tidy()), summary, List.of(sources)));
    }

    private Report grid(String id, Grid grid) {
        return new Report(new State(
                state.id, state.title, state.text, state.figures, with(state.tables, id, grid), state.values));
    }

    /**
     * Adds a number, printed with four significant digits.
     *
     * @param id by which the text names it
     * @param value the number
     * @param sources where it comes from
     * @return the report with the number
     * @throws OverhangException if the id is malformed or taken, or the number is NaN
     */
    public Report value(String id, double value, Provenance... sources) {
        return number(id, value, Numbers.significant(value, 4), sources);
    }

    /**
     * Adds a number, printed with a fixed count of decimals.
     *
     * @param id by which the text names it
     * @param value the number
     * @param decimals digits after the point
     * @param sources where it comes from
     * @return the report with the number
     * @throws OverhangException if the id is malformed or taken, or the number is NaN
     */
    public Report value(String id, double value, int decimals, Provenance... sources) {
        return number(id, value, Numbers.fixed(value, decimals), sources);
    }

    /**
     * Adds an interval, printed with its level and method.
     *
     * @param id by which the text names it
     * @param interval the interval
     * @param sources where it comes from
     * @return the report with the interval
     * @throws OverhangException if the id is malformed or taken
     */
    public Report value(String id, Interval interval, Provenance... sources) {
        String exact = Numbers.plain(interval.low()) + " " + Numbers.plain(interval.high());
        return value(id, new Value(exact, interval.toString(), List.of(sources)));
    }

    /**
     * Adds a word that a result decided, such as a verdict or a year.
     *
     * @param id by which the text names it
     * @param word the word
     * @param sources where it comes from
     * @return the report with the word
     * @throws OverhangException if the id is malformed or taken
     */
    public Report word(String id, String word, Provenance... sources) {
        return value(id, new Value(word, word, List.of(sources)));
    }

    /**
     * Adds a rate, printed as percent with one decimal.
     *
     * @param id by which the text names it
     * @param fraction the rate, 1 is one hundred percent
     * @param sources where it comes from
     * @return the report with the rate
     * @throws OverhangException if the id is malformed or taken, or the rate is NaN
     */
    public Report percent(String id, double fraction, Provenance... sources) {
        return number(id, fraction, Numbers.percent(fraction, 1), sources);
    }

    private Report number(String id, double value, String text, Provenance... sources) {
        if (Double.isNaN(value)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Value \"" + id
                            + "\" of the report must be a number, but it is NaN. Compute it from rows that are not "
                            + "missing, or leave it out of the text.");
        }
        return value(id, new Value(Numbers.plain(value), text, List.of(sources)));
    }

    private Report value(String id, Value value) {
        return new Report(new State(
                state.id, state.title, state.text, state.figures, state.tables, with(state.values, id, value)));
    }

    private static <T> Map<String, T> with(Map<String, T> map, String id, T thing) {
        if (map.containsKey(required(id))) {
            throw new OverhangException(
                    Reason.BAD_VALUE, "Each id may stand once in a report, but \"" + id + "\" was given twice.");
        }
        Map<String, T> more = new LinkedHashMap<>(map);
        more.put(id, thing);
        return java.util.Collections.unmodifiableMap(more);
    }

    /**
     * The report as one web page: everything inline, interactive figures, sortable tables.
     *
     * @return an HTML document
     * @throws OverhangException if an id is missing or unused, a figure has no source or a claim does not hold
     */
    public String html() {
        return new HtmlPage(state, Manuscript.of(state)).page();
    }

    /**
     * The report for print.
     *
     * @return the bytes of a PDF file
     * @throws OverhangException if an id is missing or unused, a figure has no source or a claim does not hold
     */
    public byte[] pdf() {
        return PdfPages.of(state, Manuscript.of(state));
    }

    /**
     * What the report rests on: every plotted number, table and value, and the hash of every dataset.
     *
     * @return a JSON document for {@link #verify(Path)}
     * @throws OverhangException if an id is missing or unused, a figure has no source or a claim does not hold
     */
    public String manifest() {
        Manuscript.of(state);
        return Manifest.write(state);
    }

    /**
     * Writes {@code id.html}, {@code id.pdf} and {@code id.manifest.json} into the folder of the system property
     * {@code overhang.report}, or into {@code report}.
     *
     * @return this report
     * @throws OverhangException if an id is missing or unused, a figure has no source or a claim does not hold
     */
    public Report save() {
        return save(Path.of(System.getProperty("overhang.report", "report")));
    }

    /**
     * Writes {@code id.html}, {@code id.pdf} and {@code id.manifest.json}.
     *
     * @param folder where to; made if it is missing
     * @return this report
     * @throws OverhangException if an id is missing or unused, a figure has no source or a claim does not hold
     */
    public Report save(Path folder) {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        files.put(folder.resolve(state.id + ".html"), html().getBytes(StandardCharsets.UTF_8));
        files.put(folder.resolve(state.id + ".pdf"), pdf());
        files.put(folder.resolve(state.id + ".manifest.json"), manifest().getBytes(StandardCharsets.UTF_8));
        WholeFile.writeAll(files);
        return this;
    }

    /**
     * Compares with a manifest saved earlier: which figure, table or value moved, by how much, and whether because of a
     * dataset or of a result.
     *
     * @param manifest the file
     * @return what moved
     * @throws OverhangException if the file cannot be read or is not a manifest
     */
    public Verification verify(Path manifest) {
        return verify(manifest, 0);
    }

    /**
     * Compares with a manifest saved earlier, numbers being equal within a tolerance.
     *
     * @param manifest the file
     * @param tolerance largest relative difference that still counts as equal, for example 1e-9
     * @return what moved
     * @throws OverhangException if the file cannot be read, is not a manifest, or the tolerance is not at least 0
     */
    public Verification verify(Path manifest, double tolerance) {
        if (!(tolerance >= 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A tolerance must be at least 0, but it is " + tolerance + ".");
        }
        return Manifest.compare(Manifest.read(manifest), manifest(), tolerance);
    }

    /**
     * Compares two manifests, number by number.
     *
     * @param before the file saved earlier
     * @param now the file saved now
     * @return what moved
     * @throws OverhangException if a file cannot be read or is not a manifest
     */
    public static Verification compare(Path before, Path now) {
        return Manifest.compare(Manifest.read(before), Manifest.read(now), 0);
    }

    /**
     * What the report holds, in one line.
     *
     * @return its name and how many figures, tables, values and sources it has
     */
    @Override
    public String toString() {
        return "Report \"" + state.id + "\": " + counted(state.figures.size(), "figure") + ", "
                + counted(state.tables.size(), "table") + ", " + counted(state.values.size(), "value") + ", "
                + counted(sources(state).size(), "source") + ".";
    }

    private static String counted(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    /** Every source of every figure, table and value, once, in order of appearance. */
    static List<Provenance> sources(State state) {
        Stream<List<Provenance>> all = Stream.of(
                        state.figures.values().stream().map(Figure::sources),
                        state.tables.values().stream().map(Grid::sources),
                        state.values.values().stream().map(Value::sources))
                .flatMap(s -> s);
        return all.flatMap(List::stream).distinct().toList();
    }

    /** The pages of a source; several are stated with semicolons between them. */
    static List<String> pages(Provenance source) {
        return Stream.of(source.url().split(";", -1))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .toList();
    }

    /** Whether a link may lead there. */
    static boolean onTheWeb(String url) {
        return url.matches("(?i)https?://\\S+");
    }

    /** The ids of a kind, for messages. */
    static List<String> ids(Map<String, ?> map) {
        return new ArrayList<>(map.keySet());
    }

    /** Title, or the id where there is none. */
    static String heading(State state) {
        return state.title.isEmpty() ? state.id : state.title;
    }
}
