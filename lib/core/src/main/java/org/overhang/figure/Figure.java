package org.overhang.figure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.overhang.core.CommaSeparated;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;

/**
 * A figure as data: a form with its numbers, the words around it, and what it claims.
 *
 * <p>Figures do not change; each method gives a new one. Nothing is drawn before {@link #png()}, {@link #save(String)} or a
 * notebook asks for it. The same figure gives the same bytes on every machine.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.line().series("China", years, china).series("EU", years, eu)
 *         .title("China's mills stand idle more often").claim(china[9] < eu[9]).subtitle("Crude steel, output over capacity")
 *         .x(Axis.years()).y(Axis.percent()).highlight("China").reference(0.8, "80 % benchmark").save("steel-utilization");
 * }</pre>
 *
 * <p>A claim that does not hold makes every rendering throw {@link OverhangException} with {@link Reason#BAD_VALUE}, unless
 * {@link #showFailedClaims()} prints it as failed.
 */
public final class Figure {
    static final int DEFAULT_WIDTH = 720;
    static final int DEFAULT_HEIGHT = 450;

    /** As many names as the house has accents. */
    private static final int MOST_HIGHLIGHTS = 4;

    private final Drawing state;

    Figure(Drawing state) {
        this.state = state;
    }

    static Figure of(Form form) {
        return new Figure(new Drawing.Draft(form).done());
    }

    /** A figure that was read: every part of it goes through the step that checks it. */
    static Figure of(Drawing read) {
        Drawing.Words w = read.words();
        Drawing.Guides g = read.guides();
        Figure figure = of(read.form())
                .title(w.title())
                .subtitle(w.subtitle())
                .interval(w.interval())
                .note(w.note())
                .alt(w.alt())
                .highlight(g.highlight().toArray(String[]::new))
                .x(read.x())
                .y(read.y())
                .source(read.sources().toArray(Provenance[]::new))
                .size(read.width(), read.height());
        figure = w.sampleSize() == 0 ? figure : figure.sampleSize(w.sampleSize());
        figure = read.failedShown() ? figure.showFailedClaims() : figure;
        for (Drawing.Claim c : read.claims()) {
            figure = figure.claim(c.text(), c.holds());
        }
        for (Drawing.Reference r : g.references()) {
            figure = figure.reference(r.value(), r.label());
        }
        for (Drawing.Reference m : g.markers()) {
            figure = figure.marker(m.value(), m.label());
        }
        for (Drawing.Shade s : g.shades()) {
            figure = figure.shade(s.from(), s.to(), s.label());
        }
        return figure;
    }

    private Figure with(Consumer<Drawing.Draft> change) {
        Drawing.Draft draft = new Drawing.Draft(state);
        change.accept(draft);
        return new Figure(draft.done());
    }

    /**
     * Lines over a numeric axis.
     *
     * @return a form without lines yet
     */
    public static Lines line() {
        return Lines.empty();
    }

    /**
     * Lines with intervals around them: the same form as {@link #line()}, where {@link Lines#band} adds the interval.
     *
     * @return a form without lines yet
     */
    public static Lines band() {
        return Lines.empty();
    }

    /**
     * Lines from a table, in the house's sentence: {@code Figure.line("utilization").over("year").by("country").draw(use)}.
     *
     * @param column the numbers that the lines show
     * @return lines that need what they run over
     */
    public static LinePlot.NeedsOver line(String column) {
        return new LinePlot.NeedsOver(column);
    }

    /**
     * Bars from a table: {@code Figure.bar("grants_usd").by("firm").sorted().top(10).draw(firms)}.
     *
     * @param column the numbers that the bars show
     * @return bars that need their categories
     */
    public static BarPlot.NeedsBy bar(String column) {
        return new BarPlot.NeedsBy(column);
    }

    /**
     * Points from a table: {@code Figure.scatter("margin").against("capacity_kt").labels("firm").draw(firms)}.
     *
     * @param column the numbers upward
     * @return points that need what they stand against
     */
    public static ScatterPlot.NeedsAgainst scatter(String column) {
        return new ScatterPlot.NeedsAgainst(column);
    }

    /**
     * How often numbers of a table fall into classes: {@code Figure.histogram("margin").draw(firms)}.
     *
     * @param column the numbers
     * @return a histogram that can be drawn
     */
    public static HistogramPlot histogram(String column) {
        return HistogramPlot.of(column);
    }

    /**
     * Parts of a whole from a table.
     *
     * @param column the numbers to draw
     * @return areas that still need what they run over
     */
    public static AreaPlot.NeedsOver area(String column) {
        return new AreaPlot.NeedsOver(column);
    }

    /**
     * Dots on named rows from a table.
     *
     * @param column the numbers to draw
     * @return dots that still need their rows
     */
    public static DotPlot.NeedsBy dot(String column) {
        return new DotPlot.NeedsBy(column);
    }

    /**
     * Boxes of how a column is spread, from a table.
     *
     * @param column the numbers to draw
     * @return boxes that can be drawn
     */
    public static BoxPlot box(String column) {
        return BoxPlot.of(column);
    }

    /**
     * Curves of how a column is spread, from a table.
     *
     * @param column the numbers to draw
     * @return curves that can be drawn
     */
    public static DensityPlot density(String column) {
        return DensityPlot.of(column);
    }

    /**
     * Parts of a whole over a numeric axis.
     *
     * @return an empty form
     */
    public static Areas area() {
        return Areas.empty();
    }

    /**
     * Boxes from quartile to quartile.
     *
     * @return an empty form
     */
    public static Boxes box() {
        return Boxes.empty();
    }

    /**
     * Bars over named categories.
     *
     * @return a form without categories yet
     */
    public static Bars bar() {
        return Bars.empty();
    }

    /**
     * Estimates with intervals, one row a term.
     *
     * @return a form without terms yet
     */
    public static Coefficients coefficients() {
        return Coefficients.empty();
    }

    /**
     * Points by two numbers.
     *
     * @return a form without points yet
     */
    public static Scatter scatter() {
        return Scatter.empty();
    }

    /**
     * Small multiples with shared axes.
     *
     * @return a form without panels yet
     */
    public static Panels panels() {
        return Panels.empty();
    }

    /**
     * From one total to another, step by step.
     *
     * @return a form without a start yet
     */
    public static Waterfall waterfall() {
        return Waterfall.empty();
    }

    /**
     * A table of numbers as colors.
     *
     * @return a form without columns yet
     */
    public static HeatMap heatMap() {
        return HeatMap.empty();
    }

    /**
     * What each one had at two dates.
     *
     * @return a form without lines yet
     */
    public static Slope slope() {
        return Slope.empty();
    }

    /**
     * Blocks side by side, as wide as their quantity and as high as their price: a cost curve.
     *
     * @return a form without blocks yet
     */
    public static Steps steps() {
        return Steps.empty();
    }

    /**
     * Reads a figure back from its declaration.
     *
     * @param json what {@link #json()} gave
     * @return an equal figure
     * @throws OverhangException if the text is not the declaration of a figure
     */
    public static Figure read(String json) {
        return Declaration.read(json);
    }

    /**
     * The title: a sentence with the finding.
     *
     * @param title the sentence, without a full stop
     * @return the figure under that title
     */
    public Figure title(String title) {
        return with(d -> d.title = title);
    }

    /**
     * The line below the title: what, in which unit, over which period.
     *
     * @param subtitle the line
     * @return the figure with that subtitle
     */
    public Figure subtitle(String subtitle) {
        return with(d -> d.subtitle = subtitle);
    }

    /**
     * What bars and bands around estimates mean, with their level, in words.
     *
     * @param words for example {@code 95 % intervals, clustered by product}
     * @return the figure with that explanation
     */
    public Figure interval(String words) {
        return with(d -> d.interval = words);
    }

    /**
     * A sentence at the foot, before the source.
     *
     * @param note what the reader must know, for example a break in the series
     * @return the figure with that note
     */
    public Figure note(String note) {
        return with(d -> d.note = note);
    }

    /**
     * What the figure shows, for those who do not see it; without it a description is made from the numbers.
     *
     * @param description one or two sentences
     * @return the figure with that description
     */
    public Figure alt(String description) {
        return with(d -> d.alt = description);
    }

    /**
     * How many observations stand behind the figure, for its footer.
     *
     * @param n the count, above zero
     * @return the figure with its sample size
     * @throws OverhangException if the count is not above zero
     */
    public Figure sampleSize(long n) {
        if (n <= 0) {
            throw new OverhangException(Reason.OUT_OF_RANGE, "A sample size must be above zero, but it is " + n + ".");
        }
        return with(d -> d.sampleSize = n);
    }

    /**
     * What the title claims, checked.
     *
     * @param holds whether the data bear the title out
     * @return the figure with the claim that its title makes
     */
    public Figure claim(boolean holds) {
        return claim("", holds);
    }

    /**
     * What the figure claims, checked.
     *
     * @param text the claim in words; empty for what the title says
     * @param holds whether the data bear it out
     * @return the figure with one more claim
     */
    public Figure claim(String text, boolean holds) {
        return with(d -> d.claims = Lists.with(d.claims, new Drawing.Claim(text, holds)));
    }

    /**
     * Draws the figure even if a claim does not hold, and says so above it.
     *
     * @return the figure that shows its failed claims
     */
    public Figure showFailedClaims() {
        return with(d -> d.failedShown = true);
    }

    /**
     * Draws these in color and all others in light grey.
     *
     * @param names one to four names of series, categories, terms or points
     * @return the figure with highlights
     * @throws OverhangException if a name does not occur in the figure, or more than four are given
     */
    public Figure highlight(String... names) {
        Problems problems = new Problems();
        List<String> known = state.form().names();
        for (String name : names) {
            problems.require(
                    known.contains(name),
                    Reason.BAD_VALUE,
                    "highlight needs names that the figure shows, but \"" + name + "\" is none of them. "
                            + Nearest.hint(name, known) + "It shows: " + String.join(", ", known) + ".");
        }
        problems.require(
                names.length <= MOST_HIGHLIGHTS,
                Reason.OUT_OF_RANGE,
                "A figure highlights at most " + MOST_HIGHLIGHTS + " names, but " + names.length
                        + " were given. Highlight what the title speaks of.");
        problems.throwIfAny();
        return with(d -> d.highlight = List.of(names));
    }

    /**
     * A labelled line at a value of the numbers drawn: zero, a benchmark, a price.
     *
     * @param value where it lies on the value axis
     * @param label what it is
     * @return the figure with one more reference line
     * @throws OverhangException if the value is not finite
     */
    public Figure reference(double value, String label) {
        Drawing.Reference added = new Drawing.Reference(Form.finite("A reference line", Axis.required(value)), label);
        return with(d -> d.references = Lists.with(d.references, added));
    }

    /**
     * A labelled line at a position of the horizontal axis: a law, a crisis, the demand in a cost curve.
     *
     * @param position where it lies
     * @param label what happened there
     * @return the figure with one more marker
     * @throws OverhangException if the position is not finite
     */
    public Figure marker(double position, String label) {
        Drawing.Reference added = new Drawing.Reference(Axis.required(position), label);
        return with(d -> d.markers = Lists.with(d.markers, added));
    }

    /**
     * A labelled stretch of the horizontal axis behind the numbers: a slump, a program.
     *
     * @param from where it begins
     * @param to where it ends
     * @param label what it is; may be empty
     * @return the figure with one more shaded stretch
     * @throws OverhangException if the ends are not finite or stand in the wrong order
     */
    public Figure shade(double from, double to, String label) {
        Axis.required(from);
        if (!(from < Axis.required(to))) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A shaded stretch needs its start below its end, but they are " + from + " and " + to + ".");
        }
        Drawing.Shade added = new Drawing.Shade(from, to, label);
        return with(d -> d.shades = Lists.with(d.shades, added));
    }

    /**
     * How the horizontal axis counts; without it, positions between 1800 and 2100 count as years.
     *
     * @param axis the axis of positions
     * @return the figure with that axis
     */
    public Figure x(Axis axis) {
        return with(d -> d.x = axis);
    }

    /**
     * How the numbers drawn count, also where they run from left to right.
     *
     * @param axis the value axis
     * @return the figure with that axis
     */
    public Figure y(Axis axis) {
        return with(d -> d.y = axis);
    }

    /**
     * Where the numbers come from; more than one may be given, in one call or several.
     *
     * @param sources provenance of each table used
     * @return the figure with these sources added to its footer
     */
    public Figure source(Provenance... sources) {
        List<Provenance> all = new ArrayList<>(state.sources());
        for (Provenance source : sources) {
            if (!all.contains(source)) {
                all.add(source);
            }
        }
        return with(d -> d.sources = List.copyOf(all));
    }

    /**
     * Another size than 720 by 450, for many panels or rows.
     *
     * @param width 320 to 2,000
     * @param height 200 to 3,000
     * @return the figure in that size
     * @throws OverhangException if a side is out of range
     */
    public Figure size(int width, int height) {
        if (width < 320 || width > 2000 || height < 200 || height > 3000) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A figure is 320 to 2000 wide and 200 to 3000 high, but " + width + " by " + height
                            + " was asked for.");
        }
        return with(d -> {
            d.width = width;
            d.height = height;
        });
    }

    /**
     * Writes {@code id.svg}, {@code id.png}, {@code id.pdf}, {@code id.csv} and {@code id.json} into the folder of the system
     * property {@code overhang.figures}, or into {@code figures}.
     *
     * @param id lower-case letters, digits and hyphens
     * @return this figure
     * @throws OverhangException if the id is malformed, a claim does not hold or there is nothing to draw
     */
    public Figure save(String id) {
        return save(id, Path.of(System.getProperty("overhang.figures", "figures")));
    }

    /**
     * Writes the five files of the figure into a folder.
     *
     * @param id lower-case letters, digits and hyphens
     * @param folder where to; made if it is missing
     * @return this figure
     * @throws OverhangException if the id is malformed, a claim does not hold or there is nothing to draw
     */
    public Figure save(String id, Path folder) {
        Saved.write(this, id, folder);
        return this;
    }

    /**
     * The picture at twice its size, for screens.
     *
     * @return the bytes of a PNG file
     * @throws OverhangException if a claim does not hold or there is nothing to draw
     */
    public byte[] png() {
        return Renderers.found().png(this);
    }

    /**
     * The picture as lines and shapes, its text as outlines, its description as text.
     *
     * @return an SVG document
     * @throws OverhangException if a claim does not hold or there is nothing to draw
     */
    public String svg() {
        return Renderers.found().svg(this);
    }

    /**
     * The picture as a page of its own size.
     *
     * @return the bytes of a PDF file
     * @throws OverhangException if a claim does not hold or there is nothing to draw
     */
    public byte[] pdf() {
        return Renderers.found().pdf(this);
    }

    /**
     * The plotted numbers, full precision, rates as fractions.
     *
     * @return comma-separated values under one heading line
     */
    public String csv() {
        return CommaSeparated.write(state.form().rows());
    }

    /**
     * The declaration: everything that the figure is, in a fixed order; {@link #read(String)} reads it back.
     *
     * @return a JSON document
     */
    public String json() {
        return Declaration.write(this);
    }

    /**
     * What the figure shows, in words: the given description, or one made from the numbers.
     *
     * @return one or more sentences
     */
    public String altText() {
        return state.words().alt().isEmpty() ? AltText.of(state) : state.words().alt();
    }

    /**
     * The figure as a piece of a web page: the drawing with a place for each number that a pointer or the arrow keys can
     * reach, a box a series to hide it, the numbers as a table and as a file. It answers to the script of a report.
     *
     * @param id lower-case letters, digits and hyphens, unique in the page
     * @return a fragment without style or script of its own
     * @throws OverhangException if the id is malformed, a claim does not hold or there is nothing to draw
     */
    public String html(String id) {
        Saved.requireId(id);
        return Renderers.found().html(this, id);
    }

    /**
     * The title.
     *
     * @return the sentence, empty if there is none
     */
    public String title() {
        return state.words().title();
    }

    /**
     * The subtitle.
     *
     * @return the line, empty if there is none
     */
    public String subtitle() {
        return state.words().subtitle();
    }

    /**
     * Where the numbers come from.
     *
     * @return provenance of each table used, in the order given
     */
    public List<Provenance> sources() {
        return state.sources();
    }

    /**
     * How wide the figure is.
     *
     * @return pixels
     */
    public int width() {
        return state.width();
    }

    /**
     * How high the figure is.
     *
     * @return pixels
     */
    public int height() {
        return state.height();
    }

    /**
     * The plotted numbers as rows of text under a heading row, as in {@link #csv()}.
     *
     * @return the rows
     */
    public List<List<String>> rows() {
        return state.form().rows();
    }

    /**
     * Everything that the figure is, for whoever draws it.
     *
     * @return its parts
     */
    public Drawing drawing() {
        return state;
    }

    /**
     * Refuses what must not be drawn, without drawing it.
     *
     * @return this figure
     * @throws OverhangException if a claim does not hold or there is nothing to draw
     */
    public Figure checked() {
        state.form().requireNumbers();
        Problems problems = new Problems();
        for (Drawing.Claim claim : state.claims()) {
            String text = claim.text().isEmpty() ? state.words().title() : claim.text();
            problems.require(
                    claim.holds() || state.failedShown(),
                    Reason.BAD_VALUE,
                    "The figure claims \"" + text + "\", but the data do not bear it out. "
                            + "Change the claim and the title, or call showFailedClaims() to print it as failed.");
        }
        problems.throwIfAny();
        return this;
    }

    /**
     * The description in words, for where no picture can be shown.
     *
     * @return title and description
     */
    @Override
    public String toString() {
        return "Figure: " + state.words().title() + "\n" + altText();
    }
}
