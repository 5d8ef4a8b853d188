package org.overhang.paint;

import java.util.List;
import java.util.function.DoubleFunction;
import org.overhang.core.Numbers;
import org.overhang.figure.Axis;

/** Numbers printed in one figure: all with the same count of decimals, so that they compare at a glance. */
final class Printed implements DoubleFunction<String> {
    private static final double WHOLE = 1e-9;

    private final boolean percent;
    private final int decimals;
    private final double largest;

    private Printed(boolean percent, int decimals, double largest) {
        this.percent = percent;
        this.decimals = decimals;
        this.largest = largest;
    }

    static Printed of(Axis axis, List<double[]> all) {
        boolean percent = axis.state().kind().equals("percent");
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        boolean whole = true;
        for (double[] values : all) {
            for (double value : values) {
                if (!Double.isNaN(value)) {
                    double v = Math.abs(percent ? 100 * value : value);
                    largest = Math.max(largest, v);
                    smallest = v > 0 ? Math.min(smallest, v) : smallest;
                    whole &= Math.abs(v - Math.rint(v)) < WHOLE;
                }
            }
        }
        int decimals = 0;
        if (!whole) {
            decimals = largest >= 100 ? 0 : largest >= 10 ? (smallest < 10 ? 1 : 0) : 1;
            for (double edge = 1; decimals > 0 && largest < edge && decimals < 8; edge /= 10) {
                decimals++;
            }
        }
        return new Printed(percent, decimals, largest);
    }

    @Override
    public String apply(double value) {
        if (!percent && (largest >= 1e9 || largest < 1e-5 && largest > 0)) {
            return Scale.plain(new java.math.BigDecimal(value)
                    .round(new java.math.MathContext(3, java.math.RoundingMode.HALF_EVEN))
                    .doubleValue());
        }
        return percent ? Numbers.percent(value, decimals) : Numbers.fixed(value, decimals);
    }

    String signed(double value) {
        return (value > 0 ? "+" : "") + apply(value);
    }
}
