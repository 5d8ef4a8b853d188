package org.overhang.capacity;

import org.overhang.core.Panel;
import org.overhang.core.Period;

/** The time of an observation as a number: a year or index as it is, a period such as {@code 2019Q3} as a decimal year. */
final class TimeKey {
    private TimeKey() {}

    /** NaN where the key is neither a number nor a period. */
    static double of(Panel in, int observation) {
        double value = in.keys().value(observation, 0);
        return Double.isNaN(value) ? Period.decimalYear(in.keys().label(observation)) : value;
    }
}
