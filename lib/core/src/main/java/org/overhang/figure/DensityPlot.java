package org.overhang.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Quantiles;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/**
 * How a column of numbers is spread, as a smooth curve a group: a Gaussian kernel density.
 *
 * <pre>f(x) = 1 / (n h √(2π)) Σ_i exp(−(x − x_i)² / (2 h²)),  h = 0.9 min(s, IQR / 1.34) n^(−1/5)</pre>
 *
 * <p>Symbols: {@code n} numbers of the group, {@code s} their standard deviation, {@code h} the bandwidth, in the units of the column.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.density("margin").by("owner").draw(firms).title("State mills lose more, and more of them");
 * Figure.density("margin").bandwidth(0.02).draw(firms);
 * }</pre>
 *
 * <p>The bandwidth is printed in the note, one a group unless one is given. The curve runs three bandwidths beyond the least and the
 * largest number, where nothing was observed. Every area under a curve is one. A row without number or group is left out, counted.
 *
 * <p>Errors: {@link OverhangException} for a missing or unfit column, and for a group without spread and no bandwidth. Source:
 * Silverman, Density Estimation for Statistics and Data Analysis (1986), equation 3.31.
 */
public final class DensityPlot extends TablePlot {
    private static final int POINTS = 256;
    private static final double BEYOND = 3;
    private static final double NORMAL_IQR = 1.34;

    private final Choices options;

    private DensityPlot(Choices options) {
        this.options = options;
    }

    static DensityPlot of(String column) {
        return new DensityPlot(new Choices(column));
    }

    /**
     * One curve a group.
     *
     * @param columns whose cells, together, name a curve
     * @return the curves by group
     */
    public DensityPlot by(String... columns) {
        return new DensityPlot(options.with(c -> c.by = List.of(columns)));
    }

    /**
     * The standard deviation of the kernel, for all groups.
     *
     * @param bandwidth above zero, in the units of the column
     * @return the curves with that bandwidth
     * @throws OverhangException if it is not above zero
     */
    public DensityPlot bandwidth(double bandwidth) {
        if (!(bandwidth > 0 && bandwidth < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A density needs a bandwidth above zero, but " + bandwidth + " was given. It is in the units of the"
                            + " column.");
        }
        return new DensityPlot(options.with(c -> c.bandwidth = bandwidth));
    }

    /**
     * What a column is called in the figure.
     *
     * @param column its name
     * @param words what readers call it
     * @return the curves with that label
     */
    public DensityPlot label(String column, String words) {
        return new DensityPlot(options.label(column, words));
    }

    @Override
    public Figure drawSource(Source source) {
        Choices o = options;
        FromTable in = FromTable.read("Figure.density", source, o.labels, List.of(o.value), null, o.by);
        Map<String, double[]> groups = in.groups(o.value, o.by);
        int kept = groups.values().stream().mapToInt(g -> g.length).sum();
        in.requireRows(kept);
        Lines lines = Figure.line();
        StringBuilder widths = new StringBuilder();
        for (Map.Entry<String, double[]> group : groups.entrySet()) {
            double width = o.bandwidth > 0 ? o.bandwidth : silverman(group.getKey(), group.getValue());
            double[][] curve = curve(group.getValue(), width);
            lines = lines.series(group.getKey(), curve[0], curve[1]);
            widths.append(widths.isEmpty() ? "Bandwidth " : ", ")
                    .append(Numbers.significant(width, 3))
                    .append(groups.size() > 1 && o.bandwidth == 0 ? " (" + group.getKey() + ")" : "");
            if (o.bandwidth > 0) {
                widths.setLength(0);
                widths.append("Bandwidth ").append(Numbers.significant(width, 3));
            }
        }
        Figure figure = in.figure(
                        lines,
                        "How " + in.label(o.value) + " is spread" + in.by(o.by),
                        "Density of " + in.measured(o.value) + ", Gaussian kernel",
                        in.rows() - kept,
                        o.by.isEmpty() ? "without a number" : "without number or group")
                .sampleSize(kept)
                .x(in.axis(o.value))
                .y(Axis.number().from(0));
        String note = figure.drawing().words().note();
        return figure.note(widths + (note.isEmpty() ? "" : ". " + note));
    }

    private static double silverman(String group, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(values).average().orElse(0);
        double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = values.length > 1 ? Math.sqrt(square / (values.length - 1)) : 0;
        double quartiles = (Quantiles.ofSorted(sorted, 0.75) - Quantiles.ofSorted(sorted, 0.25)) / NORMAL_IQR;
        double spread = quartiles > 0 ? Math.min(deviation, quartiles) : deviation;
        if (!(spread > 0)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A density needs numbers that differ, but all " + values.length + " of \"" + group
                            + "\" are alike. Give a bandwidth(…), or draw them with Figure.dot.");
        }
        return 0.9 * spread * FastMath.pow(values.length, -0.2);
    }

    private static double[][] curve(double[] values, double width) {
        double[] ends = AltText.ends(values);
        double from = ends[0] - BEYOND * width;
        double step = (ends[1] - ends[0] + 2 * BEYOND * width) / (POINTS - 1);
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        double scale = 1 / (values.length * width * Math.sqrt(2 * Math.PI));
        for (int i = 0; i < POINTS; i++) {
            x[i] = from + i * step;
            double sum = 0;
            for (double v : values) {
                double z = (x[i] - v) / width;
                sum += FastMath.exp(-z * z / 2);
            }
            y[i] = sum * scale;
        }
        return new double[][] {x, y};
    }
}
