package org.overhang.regress.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.figure.Scatter;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The two-way estimate of one average effect, split into the two-group comparisons it averages.
 *
 * <pre>{@code
 * \hat\beta^{TWFE} = \sum_{kl} s_{kl} \hat\beta_{kl}, \qquad \sum_{kl} s_{kl} = 1
 * }</pre>
 *
 * <p>The comparisons of later with earlier groups, which are treated already, are the ones that mislead when effects grow.
 *
 * <p>Source: Goodman-Bacon (2021), "Difference-in-differences with variation in treatment timing", Journal of Econometrics 225,
 * 254–277, equation 10.
 */
public final class GoodmanBacon implements Result {
    private static final List<String> TYPES = List.of(
            "treated against never treated",
            "earlier against later, not yet treated",
            "later against earlier, already treated");

    private record Part(int type, double treated, double control, double estimate, double weight) {}

    private final EventPanel panel;
    private final List<Part> parts;

    private GoodmanBacon(EventPanel panel, List<Part> parts) {
        this.panel = panel;
        this.parts = parts;
    }

    static GoodmanBacon of(EventPanel panel) {
        int periods = panel.periods();
        int units = panel.units().size();
        if (panel.rows().length != units * periods) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "The Goodman-Bacon decomposition needs a balanced panel, but " + panel.rows().length
                            + " rows stand for " + units + " units in " + periods
                            + " periods. Keep units seen in every period.");
        }
        int[] groups = Arrays.stream(panel.first()).sorted().distinct().toArray();
        double[][] mean = new double[groups.length][periods];
        double[] size = new double[groups.length];
        for (int i = 0; i < panel.rows().length; i++) {
            int g = Arrays.binarySearch(groups, panel.first()[panel.unit()[i]]);
            mean[g][panel.period()[i]] += panel.y()[i];
            size[g] += 1.0 / periods;
        }
        for (int g = 0; g < groups.length; g++) {
            for (int t = 0; t < periods; t++) {
                mean[g][t] /= size[g];
            }
        }
        return new GoodmanBacon(panel, normalized(comparisons(panel, groups, mean, size)));
    }

    private static List<Part> comparisons(EventPanel panel, int[] groups, double[][] mean, double[] size) {
        int periods = panel.periods();
        double total = Arrays.stream(size).sum();
        List<Part> parts = new ArrayList<>();
        for (int k = 0; k < groups.length; k++) {
            for (int l = k + 1; l < groups.length; l++) {
                double share = (size[k] + size[l]) / total;
                double inside = size[k] / (size[k] + size[l]);
                double both = inside * (1 - inside);
                double early = (double) (periods - groups[k]) / periods;
                double first = panel.time().decimalYear((long) panel.start() + groups[k]);
                if (groups[l] == GroupTimeMath.NEVER) {
                    double estimate = difference(mean[k], mean[l], groups[k], periods, 0, groups[k]);
                    parts.add(new Part(0, first, Double.NaN, estimate, share * share * both * early * (1 - early)));
                    continue;
                }
                double second = panel.time().decimalYear((long) panel.start() + groups[l]);
                double late = (double) (periods - groups[l]) / periods;
                double notYet = share * (1 - late);
                parts.add(new Part(
                        1,
                        first,
                        second,
                        difference(mean[k], mean[l], groups[k], groups[l], 0, groups[k]),
                        notYet * notYet * both * (early - late) / (1 - late) * (1 - early) / (1 - late)));
                double already = share * early;
                parts.add(new Part(
                        2,
                        second,
                        first,
                        difference(mean[l], mean[k], groups[l], periods, groups[k], groups[l]),
                        already * already * both * late / early * (early - late) / early));
            }
        }
        return parts;
    }

    private static double difference(double[] a, double[] b, int from, int to, int before, int until) {
        return average(a, from, to) - average(a, before, until) - average(b, from, to) + average(b, before, until);
    }

    private static double average(double[] v, int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += v[t];
        }
        return sum / (to - from);
    }

    private static List<Part> normalized(List<Part> raw) {
        double total = raw.stream().mapToDouble(Part::weight).sum();
        return raw.stream()
                .map(p -> new Part(p.type, p.treated, p.control, p.estimate, p.weight / total))
                .toList();
    }

    /**
     * The two-way estimate that the parts add up to.
     *
     * @return the weighted sum
     */
    public double estimate() {
        return parts.stream().mapToDouble(p -> p.weight * p.estimate).sum();
    }

    /**
     * Weight of the comparisons with groups treated already.
     *
     * @return a share
     */
    public double alreadyTreatedShare() {
        return parts.stream().filter(p -> p.type == 2).mapToDouble(Part::weight).sum();
    }

    /**
     * The comparisons as points: weight across, estimate up.
     *
     * @return the figure
     */
    public Figure figure() {
        Scatter scatter = Figure.scatter();
        for (int type = 0; type < TYPES.size(); type++) {
            int chosen = type;
            List<Part> of = parts.stream().filter(p -> p.type == chosen).toList();
            if (!of.isEmpty()) {
                scatter = scatter.points(
                        TYPES.get(type),
                        of.stream().mapToDouble(Part::weight).toArray(),
                        of.stream().mapToDouble(Part::estimate).toArray());
            }
        }
        return scatter.title("Comparisons behind the two-way estimate")
                .subtitle("Estimate of each two-group comparison against its weight")
                .x(Axis.percent("weight"))
                .reference(estimate(), "two-way estimate")
                .source(panel.source().provenance())
                .sampleSize(panel.rows().length);
    }

    @Override
    public Summary summary() {
        Summary.Builder summary = Summary.of("Goodman-Bacon decomposition")
                .choice("units", Integer.toString(panel.units().size()))
                .choice("periods", Integer.toString(panel.periods()))
                .grid(Summary.grid(parts.size())
                        .text("comparison", "", i -> TYPES.get(parts.get(i).type))
                        .text("treated", "", i -> Numbers.plain(parts.get(i).treated))
                        .text(
                                "control",
                                "",
                                i -> Double.isNaN(parts.get(i).control) ? "never" : Numbers.plain(parts.get(i).control))
                        .significant("estimate", "", i -> parts.get(i).estimate)
                        .percent("weight", "", 1, i -> parts.get(i).weight))
                .paragraph(
                        "Two-way estimate",
                        Numbers.significant(estimate(), 4) + "; " + Numbers.percent(alreadyTreatedShare(), 1)
                                + " of its weight compares with groups treated already.");
        panel.leftOut().forEach(l -> summary.leftOut(l.count(), l.what()));
        return summary.identifies("An identity: the parts add up to the regression's coefficient.")
                .breaks("Nothing in the arithmetic; effects that grow make the already-treated comparisons misleading.")
                .doesNotShow("Which comparison is right.")
                .build();
    }

    @Override
    public Table tidy() {
        return Table.create(
                "Goodman-Bacon decomposition",
                StringColumn.create("comparison", parts.stream().map(p -> TYPES.get(p.type))),
                DoubleColumn.create("treated", parts.stream().mapToDouble(Part::treated)),
                DoubleColumn.create("control", parts.stream().mapToDouble(Part::control)),
                DoubleColumn.create("estimate", parts.stream().mapToDouble(Part::estimate)),
                DoubleColumn.create("weight", parts.stream().mapToDouble(Part::weight)));
    }

    @Override
    public Table glance() {
        return Table.create(
                "Goodman-Bacon decomposition",
                IntColumn.create("nobs", new int[] {panel.rows().length}),
                DoubleColumn.create("estimate", new double[] {estimate()}),
                DoubleColumn.create("already_treated_share", new double[] {alreadyTreatedShare()}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
