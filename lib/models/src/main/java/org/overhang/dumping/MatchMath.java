package org.overhang.dumping;

/** Likeness of models by their physical characteristics, most important first. */
final class MatchMath {
    /** Months of home sales in the order in which they are looked for: the same, one to three before, one and two after. */
    static final int[] WINDOW = {0, 1, 2, 3, -1, -2};

    private MatchMath() {}

    /** Which of two models is closer to a third: negative if the first, zero if equally close. */
    static int compare(double[][] characteristics, int to, int first, int second) {
        for (double[] values : characteristics) {
            int order = Double.compare(distance(values, to, first), distance(values, to, second));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static double distance(double[] values, int a, int b) {
        double d = Math.abs(values[a] - values[b]);
        return Double.isNaN(d) ? Double.POSITIVE_INFINITY : d;
    }

    /** Place of a home month in the contemporaneous window of an export month, or −1. */
    static int windowOrder(int exportMonth, int homeMonth) {
        int deviation = exportMonth - homeMonth;
        for (int order = 0; order < WINDOW.length; order++) {
            if (WINDOW[order] == deviation) {
                return order;
            }
        }
        return -1;
    }
}
