package org.overhang.figure;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/**
 * How often numbers of a column fall into classes of equal width.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.histogram("margin").draw(firms).title("Most mills lose a little, few lose much");
 * Figure.histogram("margin").bins(30).draw(firms);
 * }</pre>
 *
 * <p>A class holds its lower end and not its upper one. The width is a round number (1, 2 or 5 times a power of ten) that gives
 * about as many classes as asked for, by default the square root of the count, 5 to 30; the subtitle says it. Missing numbers are
 * left out, counted in the note.
 *
 * <p>Errors: {@link OverhangException} for a missing or unfit column, and if no number is there.
 */
public final class HistogramPlot extends TablePlot {
    private static final int LEAST = 5;
    private static final int MOST = 30;

    private final Choices options;

    private HistogramPlot(Choices options) {
        this.options = options;
    }

    static HistogramPlot of(String column) {
        return new HistogramPlot(new Choices(column));
    }

    /**
     * About how many classes.
     *
     * @param count 1 to 200
     * @return the histogram with about as many
     * @throws OverhangException if the count is out of range
     */
    public HistogramPlot bins(int count) {
        if (count < 1 || count > 200) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A histogram has 1 to 200 classes, but " + count + " were asked for.");
        }
        return new HistogramPlot(options.with(c -> c.bins = count));
    }

    /**
     * What a column is called in the figure.
     *
     * @param column its name
     * @param words what readers call it
     * @return the histogram with that label
     */
    public HistogramPlot label(String column, String words) {
        return new HistogramPlot(options.label(column, words));
    }

    @Override
    public Figure drawSource(Source source) {
        Choices o = options;
        FromTable in = FromTable.read("Figure.histogram", source, o.labels, List.of(o.value), null, List.of());
        double[] all = in.numbers(o.value);
        double[] there = Arrays.stream(all).filter(v -> !Double.isNaN(v)).toArray();
        in.requireRows(there.length);
        double[] ends = AltText.ends(there);
        int wanted = o.bins > 0 ? o.bins : (int) Math.max(LEAST, Math.min(MOST, Math.ceil(Math.sqrt(there.length))));
        BigDecimal step = step(ends[1] > ends[0] ? (ends[1] - ends[0]) / wanted : 1);
        double width = step.doubleValue();
        long first = (long) Math.floor(ends[0] / width);
        double[] counts = new double[(int) ((long) Math.floor(ends[1] / width) - first) + 1];
        for (double v : there) {
            counts[(int) ((long) Math.floor(v / width) - first)]++;
        }
        Axis axis = in.axis(o.value);
        String[] classes = new String[counts.length];
        for (int i = 0; i < classes.length; i++) {
            double low = step.multiply(BigDecimal.valueOf(first + i)).doubleValue();
            classes[i] = axis.show(low);
        }
        String what = in.measured(o.value);
        return in.figure(
                        Figure.bar().categories(distinct(classes, step, first)).series("count", counts),
                        "How " + in.label(o.value) + " is spread",
                        "Rows by " + what + ", classes of " + axis.show(width) + " from the number below each bar",
                        all.length - there.length,
                        "without a number")
                .sampleSize(there.length);
    }

    /** Ends that print alike would be one category; they are printed in full instead. */
    private static String[] distinct(String[] classes, BigDecimal step, long first) {
        if (Arrays.stream(classes).distinct().count() == classes.length) {
            return classes;
        }
        String[] full = new String[classes.length];
        for (int i = 0; i < full.length; i++) {
            full[i] = Numbers.plain(step.multiply(BigDecimal.valueOf(first + i)).doubleValue());
        }
        return full;
    }

    private static BigDecimal step(double rough) {
        int exponent = (int) Math.floor(FastMath.log10(rough));
        for (String digit : new String[] {"1", "2", "5"}) {
            BigDecimal step = new BigDecimal(digit).scaleByPowerOfTen(exponent);
            if (step.doubleValue() >= rough * 0.999) {
                return step;
            }
        }
        return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
    }
}
