package org.overhang.dumping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The margin under every contested choice: one at a time, and crossed where they move it.
 *
 * <p>The bounds are those of the choices listed, no more: a reading that is not in the list may lie outside.
 */
public final class SpecificationCurve implements Result {
    /**
     * A contested choice.
     *
     * @param name what is chosen instead
     * @param rules what it changes in the rules
     * @param files what it changes in the files, for example the surrogate ratios
     */
    public record Choice(String name, UnaryOperator<DumpingRules> rules, UnaryOperator<CaseFiles> files) {
        /**
         * A choice among the rules.
         *
         * @param name what is chosen instead
         * @param change what it changes
         * @return the choice
         */
        public static Choice ofRules(String name, UnaryOperator<DumpingRules> change) {
            return new Choice(name, change, f -> f);
        }

        /**
         * A choice among the facts of the case.
         *
         * @param name what is chosen instead
         * @param change what it changes
         * @return the choice
         */
        public static Choice ofFiles(String name, UnaryOperator<CaseFiles> change) {
            return new Choice(name, r -> r, change);
        }
    }

    private static final int MOST_CROSSED = 6;

    private record Point(String name, double margin, int choices) {}

    private final double baseline;
    private final List<Point> points;
    private final int unmoved;
    private final Provenance source;

    private SpecificationCurve(double baseline, List<Point> points, int unmoved, Provenance source) {
        this.baseline = baseline;
        this.points = points;
        this.unmoved = unmoved;
        this.source = source;
    }

    static SpecificationCurve of(DumpingMargin method, CaseFiles files, double baseline, List<Choice> choices) {
        List<Point> points = new ArrayList<>();
        points.add(new Point("as measured", baseline, 0));
        List<Choice> moving = new ArrayList<>();
        List<Double> moved = new ArrayList<>();
        int unmoved = 0;
        for (Choice choice : choices) {
            double margin = margin(method, files, List.of(choice));
            if (Math.abs(margin - baseline) <= 1e-15 || Double.isNaN(margin)) {
                unmoved++;
            } else {
                points.add(new Point(choice.name(), margin, 1));
                moving.add(choice);
                moved.add(Math.abs(margin - baseline));
            }
        }
        List<Choice> crossed = strongest(moving, moved);
        for (int mask = 0; mask < 1 << crossed.size(); mask++) {
            if (Integer.bitCount(mask) >= 2) {
                List<Choice> together = new ArrayList<>();
                for (int k = 0; k < crossed.size(); k++) {
                    if ((mask >> k & 1) == 1) {
                        together.add(crossed.get(k));
                    }
                }
                String name =
                        String.join(" + ", together.stream().map(Choice::name).toList());
                double margin = margin(method, files, together);
                if (Double.isNaN(margin)) {
                    unmoved++;
                } else {
                    points.add(new Point(name, margin, together.size()));
                }
            }
        }
        points.sort(Comparator.comparingDouble(Point::margin).thenComparing(Point::name));
        return new SpecificationCurve(
                baseline, points, unmoved, files.exports().source().provenance());
    }

    private static List<Choice> strongest(List<Choice> moving, List<Double> moved) {
        List<Integer> order = new ArrayList<>();
        for (int k = 0; k < moving.size(); k++) {
            order.add(k);
        }
        order.sort(Comparator.comparingDouble(k -> -moved.get(k)));
        return order.stream().limit(MOST_CROSSED).sorted().map(moving::get).toList();
    }

    private static double margin(DumpingMargin method, CaseFiles files, List<Choice> choices) {
        DumpingRules rules = method.rules();
        CaseFiles changed = files;
        for (Choice choice : choices) {
            rules = choice.rules().apply(rules);
            changed = choice.files().apply(changed);
        }
        try {
            return DumpingMargin.under(rules)
                    .by(method.model())
                    .measure(changed)
                    .margin();
        } catch (OverhangException e) {
            // A choice may leave no sale to compare; it is counted among those that give no margin.
            if (e.reason() == Reason.NOT_IDENTIFIED) {
                return Double.NaN;
            }
            throw e;
        }
    }

    /**
     * The lowest margin of the curve.
     *
     * @return a fraction
     */
    public double lowest() {
        return points.get(0).margin();
    }

    /**
     * The highest margin of the curve.
     *
     * @return a fraction
     */
    public double highest() {
        return points.get(points.size() - 1).margin();
    }

    /**
     * The margins of all specifications, lowest first, with the one as measured marked.
     *
     * @return the figure
     */
    public Figure figure() {
        double[] rank = new double[points.size()];
        double[] margins = new double[points.size()];
        for (int k = 0; k < rank.length; k++) {
            rank[k] = k + 1;
            margins[k] = points.get(k).margin();
        }
        return Figure.scatter()
                .points("specification", rank, margins)
                .title("The margin under every contested choice")
                .subtitle(points.size() + " specifications, lowest margin first")
                .alt("Margins of " + points.size() + " specifications from " + Numbers.percent(lowest(), 2) + " to "
                        + Numbers.percent(highest(), 2) + ".")
                .reference(baseline, "as measured")
                .x(Axis.number("specification"))
                .y(Axis.percent("margin"))
                .source(source)
                .sampleSize(points.size());
    }

    @Override
    public Summary summary() {
        List<Point> single = points.stream().filter(p -> p.choices() <= 1).toList();
        return Summary.of("Bounds over contested choices")
                .choice("crossed", "up to " + MOST_CROSSED + " choices that move the margin most")
                .grid(Summary.grid(single.size())
                        .text("choice", "", i -> single.get(i).name())
                        .percent("margin", "its base", 4, i -> single.get(i).margin())
                        .percent("change", "its base", 4, i -> single.get(i).margin() - baseline))
                .paragraph(
                        "Bounds",
                        Numbers.percent(lowest(), 4) + " to " + Numbers.percent(highest(), 4) + " over " + points.size()
                                + " specifications.")
                .doesNotShow("Choices that are not in the list, and how likely each is to be accepted.")
                .leftOut(unmoved, "choices that do not move this margin or leave none")
                .build();
    }

    @Override
    public Table tidy() {
        return Table.create("specification curve")
                .addColumns(
                        StringColumn.create(
                                "term", points.stream().map(Point::name).toList()),
                        DoubleColumn.create(
                                "estimate",
                                points.stream().mapToDouble(Point::margin).toArray()),
                        IntColumn.create(
                                "choices",
                                points.stream().mapToInt(Point::choices).toArray()));
    }

    @Override
    public Table glance() {
        return Table.create("specification curve")
                .addColumns(
                        IntColumn.create("specifications", new int[] {points.size()}),
                        DoubleColumn.create("lowest", lowest()),
                        DoubleColumn.create("highest", highest()),
                        DoubleColumn.create("as_measured", baseline));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
