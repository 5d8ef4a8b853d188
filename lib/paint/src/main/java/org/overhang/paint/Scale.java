package org.overhang.paint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.figure.Axis;

/** From numbers to positions, with round ticks and their labels. */
final class Scale {
    private static final double ZERO_WITHIN = 0.4;
    private static final double AIR = 0.04;

    private final boolean log;
    private final double low;
    private final double high;
    private final double from;
    private final double to;
    private final double[] ticks;
    private final List<String> labels;

    private Scale(boolean log, double low, double high, double from, double to, double[] ticks, List<String> labels) {
        this.log = log;
        this.low = low;
        this.high = high;
        this.from = from;
        this.to = to;
        this.ticks = ticks;
        this.labels = labels;
    }

    /**
     * A scale over a span of numbers, {@code count} ticks or about as many.
     *
     * @param rounded whether the ends move outwards to ticks
     */
    static Scale of(Axis axis, double[] span, int count, boolean rounded) {
        Axis.State a = axis.state();
        double low = Double.isNaN(a.from()) ? span[0] : Math.min(span[0], a.from());
        double high = Double.isNaN(a.to()) ? span[1] : Math.max(span[1], a.to());
        if (a.log()) {
            return logarithmic(a, low, high, rounded);
        }
        if (!(low < high)) {
            double half = a.kind().equals("years") ? 1 : low == 0 ? 1 : 0.2 * Math.abs(low);
            low -= half;
            high += half;
        } else if (rounded && low > 0 && low < ZERO_WITHIN * high) {
            low = 0;
        } else if (rounded && high < 0 && high > ZERO_WITHIN * low) {
            high = 0;
        }
        BigDecimal step = a.kind().equals("years") ? yearStep(high - low, count) : step((high - low) / count);
        return linear(a, low, high, step, rounded);
    }

    private static Scale linear(Axis.State a, double low, double high, BigDecimal step, boolean rounded) {
        double width = step.doubleValue();
        double tolerance = 1e-9 * (high - low);
        long first = (long) (rounded ? Math.floor((low + tolerance) / width) : Math.ceil((low - tolerance) / width));
        long last = (long) (rounded ? Math.ceil((high - tolerance) / width) : Math.floor((high + tolerance) / width));
        double[] ticks = new double[(int) (last - first + 1)];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = step.multiply(BigDecimal.valueOf(first + i)).doubleValue();
        }
        List<String> labels = labels(a.kind(), ticks, step);
        double start = rounded ? Math.min(low, ticks[0]) : low;
        double end = rounded ? Math.max(high, ticks[ticks.length - 1]) : high;
        return new Scale(false, start, end, 0, 1, ticks, labels);
    }

    private static Scale logarithmic(Axis.State a, double low, double high, boolean rounded) {
        if (!(low > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A logarithmic axis needs numbers above zero, but the smallest is " + Numbers.plain(low)
                            + ". Leave out log(), or filter the numbers that are not above zero.");
        }
        double from = FastMath.log10(low);
        double to = FastMath.log10(high);
        if (!(from < to)) {
            from -= 0.3;
            to += 0.3;
        }
        double decades = to - from;
        int[] digits =
                decades < 1.2 ? new int[] {1, 2, 3, 4, 5, 6, 8} : decades < 2.5 ? new int[] {1, 2, 5} : new int[] {1};
        int every = Math.max(1, (int) Math.ceil(decades / 7));
        List<BigDecimal> all = new ArrayList<>();
        int start = (int) Math.floor(from) - every;
        for (int e = start - Math.floorMod(start, every); e <= to + every; e += every) {
            for (int digit : digits) {
                all.add(BigDecimal.valueOf(digit).scaleByPowerOfTen(e));
            }
        }
        double lower = from;
        double upper = to;
        if (rounded) {
            lower = all.stream()
                    .mapToDouble(t -> FastMath.log10(t.doubleValue()))
                    .filter(t -> t <= FastMath.log10(low))
                    .max()
                    .orElse(from);
            upper = all.stream()
                    .mapToDouble(t -> FastMath.log10(t.doubleValue()))
                    .filter(t -> t >= FastMath.log10(high))
                    .min()
                    .orElse(to);
        }
        double first = Math.min(lower, from);
        double last = Math.max(upper, to);
        double[] ticks = all.stream()
                .mapToDouble(BigDecimal::doubleValue)
                .filter(t -> FastMath.log10(t) >= first - 1e-9 && FastMath.log10(t) <= last + 1e-9)
                .toArray();
        List<String> labels = new ArrayList<>();
        for (double tick : ticks) {
            labels.add(a.kind().equals("percent") ? plain(100 * tick) + " %" : plain(tick));
        }
        return new Scale(true, first, last, 0, 1, ticks, labels);
    }

    /** The same scale between two positions. */
    Scale between(double from, double to) {
        return new Scale(log, low, high, from, to, ticks, labels);
    }

    /** The same scale with air beyond its ends, so that dots there are whole. */
    Scale aired() {
        double air = AIR * (high - low);
        return new Scale(log, low - air, high + air, from, to, ticks, labels);
    }

    double at(double value) {
        double v = log ? FastMath.log10(value) : value;
        return from + (v - low) / (high - low) * (to - from);
    }

    double[] ticks() {
        return ticks;
    }

    List<String> labels() {
        return labels;
    }

    boolean isLog() {
        return log;
    }

    /** Whether a value lies on the scale. */
    boolean contains(double value) {
        double v = log ? FastMath.log10(value) : value;
        return v >= low - 1e-9 * (high - low) && v <= high + 1e-9 * (high - low);
    }

    private static BigDecimal yearStep(double span, int count) {
        if (span < 2) {
            return new BigDecimal("0.25");
        }
        for (int years : new int[] {1, 2, 5, 10, 20, 25, 50, 100, 200, 500}) {
            if (span / years <= count) {
                return BigDecimal.valueOf(years);
            }
        }
        return BigDecimal.valueOf(1000);
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

    private static List<String> labels(String kind, double[] ticks, BigDecimal step) {
        List<String> labels = new ArrayList<>();
        int decimals = Math.max(0, step.stripTrailingZeros().scale());
        double largest = 0;
        for (double tick : ticks) {
            largest = Math.max(largest, Math.abs(tick));
        }
        for (double tick : ticks) {
            labels.add(
                    switch (kind) {
                        case "percent" -> Numbers.fixed(100 * tick, Math.max(0, decimals - 2)) + " %";
                        case "years" -> year(tick);
                        default -> tick == 0 ? "0" : number(tick, decimals, largest);
                    });
        }
        return labels;
    }

    private static String year(double tick) {
        double whole = Math.floor(tick + 1e-9);
        int quarter = (int) Math.rint((tick - whole) * 4);
        return quarter == 0 ? Numbers.fixed(whole, 0).replace(",", "") : "Q" + (quarter + 1);
    }

    private static String number(double tick, int decimals, double largest) {
        if (largest >= 1e15 || decimals > 5) {
            return plain(tick);
        }
        String[] words = {" bn", " m"};
        double[] sizes = {1e9, 1e6};
        for (int i = 0; i < sizes.length; i++) {
            if (largest >= 10 * sizes[i]) {
                return tick == 0 ? "0" : plain(tick / sizes[i]) + words[i];
            }
        }
        return Numbers.fixed(tick, decimals);
    }

    /** A number in as few digits as it needs: 1,500; 0.02; 3e-7. */
    static String plain(double value) {
        if (value == 0 || Double.isNaN(value)) {
            return Numbers.fixed(value, 0);
        }
        BigDecimal rounded = new BigDecimal(value)
                .round(new java.math.MathContext(6, java.math.RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= 9 || exponent < -4) {
            String mantissa =
                    rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
            return mantissa + "e" + exponent;
        }
        return Numbers.fixed(rounded.doubleValue(), Math.max(0, rounded.scale()));
    }
}
