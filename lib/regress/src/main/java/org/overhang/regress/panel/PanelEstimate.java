package org.overhang.regress.panel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.overhang.core.Numbers;
import org.overhang.core.Provenance;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;
import org.overhang.regress.CoefficientEstimate;
import org.overhang.regress.CoefficientList;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Slopes of a panel with their errors, and the slopes of single units or periods where the estimate is made of such. */
public final class PanelEstimate implements Result {
    private final Said said;
    private final CoefficientList coefficients;
    private final Parts parts;
    private final int rows;
    private final Provenance provenance;

    /**
     * What an estimate says of itself.
     *
     * @param title what it is called
     * @param choices by name
     * @param errors how its standard errors are made
     * @param identifies what it rests on
     * @param breaks what would break it
     * @param doesNotShow what it does not show
     * @param warnings of this sample
     * @param leftOut counts by what
     */
    record Said(
            String title,
            Map<String, String> choices,
            String errors,
            String identifies,
            String breaks,
            String doesNotShow,
            List<String> warnings,
            Map<String, Integer> leftOut) {}

    /**
     * Estimates of single units or periods.
     *
     * @param of what one is: unit or period; empty if there are none
     * @param labels one a unit or period
     * @param slopes by unit or period and term
     * @param terms of the columns
     */
    record Parts(String of, List<String> labels, double[][] slopes, List<String> terms) {
        static final Parts NONE = new Parts("", List.of(), new double[0][], List.of());
    }

    PanelEstimate(Said said, CoefficientList coefficients, Parts parts, int rows, Provenance provenance) {
        this.said = said;
        this.coefficients = coefficients;
        this.parts = parts;
        this.rows = rows;
        this.provenance = provenance;
    }

    static Map<String, String> choices(String outcome, List<String> regressors, NeedsUnit.Axes axes, PanelRows rows) {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("outcome", outcome);
        out.put("regressors", String.join(", ", regressors));
        out.put("unit", axes.unit() + " (" + rows.units() + ")");
        out.put("time", axes.time() + " (" + rows.periods() + ")");
        return out;
    }

    /**
     * A coefficient.
     *
     * @param term a regressor, or {@code constant}
     * @return the coefficient with its error and interval
     */
    public CoefficientEstimate coefficient(String term) {
        return coefficients.of(said.title, term);
    }

    /**
     * The slopes of single units or periods, of which the estimate is the mean.
     *
     * @return one row a unit or period; no rows if the estimate is not made of such
     */
    public Table slopes() {
        Table table = Table.create("slopes", StringColumn.create(parts.of.isEmpty() ? "unit" : parts.of, parts.labels));
        for (int k = 0; k < parts.terms.size(); k++) {
            int at = k;
            table.addColumns(DoubleColumn.create(
                    parts.terms.get(k), IntStream.range(0, parts.slopes.length).mapToDouble(g -> parts.slopes[g][at])));
        }
        return table;
    }

    /**
     * The slopes with their intervals.
     *
     * @return a coefficient plot with a plain title, which {@code title(…).claim(…)} replaces by the finding
     */
    public Figure figure() {
        Coefficients plot = Figure.coefficients();
        for (CoefficientEstimate e : coefficients.rows()) {
            if (!e.term().equals("constant")) {
                plot = plot.term(
                        e.term(), e.estimate(), e.interval().low(), e.interval().high());
            }
        }
        double level = coefficients.rows().get(0).interval().level();
        return plot.title("Slopes: " + said.title)
                .subtitle(said.choices.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .reduce((a, b) -> a + ", " + b)
                        .orElse(""))
                .interval("bars: " + Numbers.percent(level, 0) + ", " + said.errors)
                .reference(0, "no effect")
                .source(provenance)
                .sampleSize(rows);
    }

    @Override
    public Summary summary() {
        Summary.Builder summary = Summary.of(said.title);
        said.choices.forEach(summary::choice);
        summary.choice("standard errors", said.errors).grid(coefficients.grid());
        said.warnings.forEach(summary::warning);
        summary.identifies(said.identifies).breaks(said.breaks).doesNotShow(said.doesNotShow);
        said.leftOut.forEach((what, count) -> summary.leftOut(count, what));
        return summary.build();
    }

    @Override
    public Table tidy() {
        return coefficients.tidy(said.title.toLowerCase(java.util.Locale.ROOT));
    }

    @Override
    public Table glance() {
        return Table.create(
                said.title.toLowerCase(java.util.Locale.ROOT),
                IntColumn.create("nobs", new int[] {rows}),
                IntColumn.create(
                        "dropped",
                        new int[] {said.leftOut.getOrDefault("rows with a missing cell, unit or period", 0)}),
                StringColumn.create("vcov", List.of(said.errors)),
                DoubleColumn.create(
                        "dof", new double[] {coefficients.rows().get(0).degrees()}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
