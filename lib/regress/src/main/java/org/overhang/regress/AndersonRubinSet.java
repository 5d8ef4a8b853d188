package org.overhang.regress;

import java.util.List;
import org.overhang.core.Numbers;

/**
 * All values of a coefficient that the Anderson–Rubin test does not reject: valid however weak the instruments are.
 *
 * @param term the instrumented regressor
 * @param shape what kind of set it is
 * @param ranges its parts, from low to high, with infinite ends where it is unbounded; empty if it is empty
 * @param level stated coverage as a fraction
 */
public record AndersonRubinSet(String term, Shape shape, List<CoefficientEstimate.Range> ranges, double level) {
    /** What a set of values not rejected can look like. */
    public enum Shape {
        /** One bounded interval. */
        INTERVAL,
        /** Everything outside an interval. */
        RAYS,
        /** Every value: the instruments say nothing. */
        LINE,
        /** No value: the instruments contradict one another. */
        EMPTY,
        /** Several parts or one half-line. */
        SEVERAL
    }

    /**
     * Copies the ranges.
     *
     * @param term the instrumented regressor
     * @param shape what kind of set it is
     * @param ranges its parts
     * @param level stated coverage as a fraction
     */
    public AndersonRubinSet {
        ranges = List.copyOf(ranges);
    }

    static AndersonRubinSet of(String term, List<CoefficientEstimate.Range> ranges, double level) {
        Shape shape = Shape.SEVERAL;
        if (ranges.isEmpty()) {
            shape = Shape.EMPTY;
        } else {
            boolean low = Double.isInfinite(ranges.get(0).low());
            boolean high = Double.isInfinite(ranges.get(ranges.size() - 1).high());
            if (ranges.size() == 1 && low == high) {
                shape = low ? Shape.LINE : Shape.INTERVAL;
            } else if (ranges.size() == 2 && low && high) {
                shape = Shape.RAYS;
            }
        }
        return new AndersonRubinSet(term, shape, ranges, level);
    }

    /**
     * Whether a value is in the set.
     *
     * @param value the value
     * @return true if the test does not reject it
     */
    public boolean contains(double value) {
        return ranges.stream().anyMatch(r -> r.low() <= value && value <= r.high());
    }

    @Override
    public String toString() {
        if (shape == Shape.EMPTY) {
            return "empty";
        }
        if (shape == Shape.LINE) {
            return "the whole line";
        }
        StringBuilder out = new StringBuilder();
        for (CoefficientEstimate.Range r : ranges) {
            out.append(out.length() == 0 ? "" : " and ");
            if (Double.isInfinite(r.low())) {
                out.append("up to ").append(Numbers.significant(r.high(), 4));
            } else if (Double.isInfinite(r.high())) {
                out.append("from ").append(Numbers.significant(r.low(), 4));
            } else {
                out.append(Numbers.significant(r.low(), 4)).append(" to ").append(Numbers.significant(r.high(), 4));
            }
        }
        return out.toString();
    }
}
