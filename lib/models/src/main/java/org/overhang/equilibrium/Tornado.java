package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
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
 * Which parameter drives an effect: each moved alone from its 2.5 to its 97.5 percent point, widest range first.
 *
 * <p>An end without an equilibrium is shown as missing, last, and counted.
 */
public final class Tornado implements Result {

    private record Bar(Parameter parameter, double low, double high, double atLow, double atHigh) {
        double width() {
            return Math.abs(atHigh - atLow);
        }

        boolean fails() {
            return Double.isNaN(atLow + atHigh);
        }
    }

    private final Experiment experiment;
    private final Effect effect;
    private final String subject;
    private final double point;
    private final List<Bar> bars;

    private Tornado(Experiment experiment, Effect effect, String subject, double point, List<Bar> bars) {
        this.experiment = experiment;
        this.effect = effect;
        this.subject = subject;
        this.point = point;
        this.bars = bars;
    }

    static Tornado of(Experiment experiment, Effect effect, String subject) {
        List<Parameter> parameters = experiment.parameters();
        int e = Simulation.position(experiment, effect);
        int j = experiment.subject(subject);
        double[] values = experiment.values();
        double[][][] room = experiment.room(1);
        experiment.solve(values, room, 0);
        double point = room[e][j][0];
        Uncertainty draws = Uncertainty.of(parameters, Uncertainty.independent(values.length));
        List<Bar> bars = new ArrayList<>();
        for (int k = 0; k < values.length; k++) {
            if (parameters.get(k).standardError() > 0) {
                double[] ends = {draws.at(k, -Interval.Z95), draws.at(k, Interval.Z95)};
                double[] found = new double[2];
                for (int end = 0; end < 2; end++) {
                    found[end] = at(experiment, values, k, ends[end], room, e, j);
                }
                bars.add(new Bar(parameters.get(k), ends[0], ends[1], found[0], found[1]));
            }
        }
        if (bars.isEmpty()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A tornado needs an uncertain parameter, but all are exact. Write substitution(4.2).standardError(0.7).");
        }
        bars.sort(Comparator.comparing(Bar::fails)
                .thenComparing(Comparator.comparingDouble(Bar::width).reversed()));
        return new Tornado(experiment, effect, subject, point, bars);
    }

    private static double at(
            Experiment experiment, double[] values, int k, double value, double[][][] room, int effect, int subject) {
        double[] moved = values.clone();
        moved[k] = value;
        try {
            experiment.solve(moved, room, 0);
            return room[effect][subject][0];
        } catch (OverhangException none) {
            return Double.NaN;
        }
    }

    private String what() {
        return (subject.isEmpty() ? "" : subject + ": ") + effect.words();
    }

    private int failed() {
        return (int) bars.stream().filter(Bar::fails).count();
    }

    /**
     * Ranges of the effect, widest first, around its point.
     *
     * @return the figure under a plain title
     */
    public Figure figure() {
        var chart = Figure.coefficients();
        for (Bar b : bars) {
            if (!b.fails()) {
                chart = chart.term(
                        b.parameter().text(), point, Math.min(b.atLow(), b.atHigh()), Math.max(b.atLow(), b.atHigh()));
            }
        }
        Figure figure = chart.title(
                        subject.isEmpty()
                                ? "What drives the " + effect.words()
                                : "What drives the effect on " + subject)
                .subtitle(Simulation.sentence(effect.words()) + "; " + experiment.changes())
                .interval("bars: from the 2.5 to the 97.5 % point of one parameter")
                .reference(point, "all at their values");
        return effect.isFraction() ? figure.y(Axis.percent()) : figure;
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of("Tornado");
        experiment.choices().forEach(c -> out.choice(c[0], c[1]));
        return out.choice("effect", what())
                .choice("change", experiment.changes())
                .grid(Summary.grid(bars.size())
                        .text("parameter", "", i -> bars.get(i).parameter().text())
                        .significant("low", "2.5 %", i -> bars.get(i).low())
                        .significant("effect", "at low", i -> bars.get(i).atLow())
                        .significant("high", "97.5 %", i -> bars.get(i).high())
                        .significant("effect", "at high", i -> bars.get(i).atHigh()))
                .paragraph("Point", Numbers.significant(point, 4))
                .identifies("One parameter moves, the others stay at their values.")
                .breaks("Parameters that move together.")
                .doesNotShow("How likely the ends are jointly: simulate for that.")
                .leftOut(failed(), "parameters with an end that has no equilibrium, shown without it")
                .build();
    }

    @Override
    public Table tidy() {
        StringColumn term = StringColumn.create("term");
        bars.forEach(b -> term.append(b.parameter().text()));
        return Table.create("tornado")
                .addColumns(
                        term,
                        DoubleColumn.create(
                                "low", bars.stream().mapToDouble(Bar::low).toArray()),
                        DoubleColumn.create(
                                "high", bars.stream().mapToDouble(Bar::high).toArray()),
                        DoubleColumn.create(
                                "conf_low",
                                bars.stream().mapToDouble(Bar::atLow).toArray()),
                        DoubleColumn.create(
                                "conf_high",
                                bars.stream().mapToDouble(Bar::atHigh).toArray()));
    }

    @Override
    public Table glance() {
        return Table.create("tornado")
                .addColumns(
                        DoubleColumn.create("estimate", point),
                        IntColumn.create("nobs", new int[] {bars.size()}),
                        IntColumn.create("dropped", new int[] {failed()}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
