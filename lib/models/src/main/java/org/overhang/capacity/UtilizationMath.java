package org.overhang.capacity;

/** The arithmetic of {@link Utilization} on arrays. */
final class UtilizationMath {
    private UtilizationMath() {}

    /** Output over capacity; NaN where capacity is zero or either is missing. */
    static double ratio(double output, double capacity) {
        return capacity > 0 ? output / capacity : Double.NaN;
    }

    /**
     * The slope of values on time that all entities share, each around its own mean; NaN if no entity is seen at two times.
     */
    static double withinSlope(int[] entity, int entities, double[] time, double[] value) {
        double[] count = new double[entities];
        double[] meanTime = new double[entities];
        double[] meanValue = new double[entities];
        for (int i = 0; i < entity.length; i++) {
            if (use(time[i], value[i])) {
                count[entity[i]]++;
                meanTime[entity[i]] += time[i];
                meanValue[entity[i]] += value[i];
            }
        }
        double over = 0;
        double under = 0;
        for (int i = 0; i < entity.length; i++) {
            if (use(time[i], value[i])) {
                double t = time[i] - meanTime[entity[i]] / count[entity[i]];
                over += t * (value[i] - meanValue[entity[i]] / count[entity[i]]);
                under += t * t;
            }
        }
        return under > 0 ? over / under : Double.NaN;
    }

    private static boolean use(double time, double value) {
        return !Double.isNaN(time) && !Double.isNaN(value);
    }

    static double mean(double[] values) {
        double sum = 0;
        int count = 0;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                sum += v;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
