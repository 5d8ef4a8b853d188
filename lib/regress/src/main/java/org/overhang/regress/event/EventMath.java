package org.overhang.regress.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Draws;
import org.overhang.core.Parallel;
import org.overhang.core.Seed;
import org.overhang.core.math.Dense;

/** Simultaneous bands, pre-trend tests with their power, and bounds under limited violations. */
final class EventMath {
    /** Clusters whose signs are held at once, a multiple of 64. */
    private static final int CHUNK = 65_536;

    private EventMath() {}

    /** The quantile of the largest absolute t among joint normals with that covariance. */
    static double simultaneous(double[][] covariance, double level, int draws, Seed seed) {
        int n = covariance.length;
        if (n == 0) {
            return Double.NaN;
        }
        double[] scale = new double[n];
        double[][] correlation = new double[n][n];
        for (int i = 0; i < n; i++) {
            scale[i] = Math.sqrt(covariance[i][i]);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                boolean none = scale[i] == 0 || scale[j] == 0;
                correlation[i][j] = i == j ? 1 : none ? 0 : covariance[i][j] / scale[i] / scale[j];
            }
        }
        double[][] root = Dense.mapEigenvalues(correlation, v -> v > 0 ? Math.sqrt(v) : 0);
        double[] largest = new double[draws];
        Parallel.forEach(draws, d -> {
            Draws stream = seed.stream(d);
            double[] z = new double[n];
            for (int i = 0; i < n; i++) {
                z[i] = stream.normal();
            }
            for (double t : Dense.multiply(root, z)) {
                largest[d] = Math.max(largest[d], Math.abs(t));
            }
        });
        Arrays.sort(largest);
        return largest[(int) Math.ceil(level * draws) - 1];
    }

    /** Multiplier bootstrap: largest absolute t of each draw of signs on influence functions summed by cluster. */
    static double multiplier(double[][] influence, double[] error, double level, int draws, Seed seed) {
        int n = influence[0].length;
        Draws[] streams = new Draws[draws];
        Arrays.setAll(streams, seed::stream);
        double[][] sums = new double[influence.length][draws];
        for (int from = 0; from < n; from += CHUNK) {
            int start = from;
            int bytes = (Math.min(CHUNK, n - from) + 7) / 8;
            byte[][] signs = new byte[bytes][draws];
            Parallel.forEach(draws, d -> {
                for (int w = 0; w < bytes; w += 8) {
                    long bits = streams[d].bits();
                    for (int k = 0; k < 8 && w + k < bytes; k++) {
                        signs[w + k][d] = (byte) (bits >>> 8 * k);
                    }
                }
            });
            Parallel.forEach(influence.length, p -> addSigned(sums[p], influence[p], start, bytes, signs));
        }
        double[] largest = new double[draws];
        for (int p = 0; p < influence.length; p++) {
            for (int d = 0; d < draws && error[p] > 0; d++) {
                largest[d] = Math.max(largest[d], Math.abs(sums[p][d]) / error[p]);
            }
        }
        Arrays.sort(largest);
        return largest[(int) Math.ceil(level * draws) - 1];
    }

    /** Sums of v with the signs of each draw, eight at a time from a table of their 256 signed sums; a bit of one is minus. */
    private static void addSigned(double[] sums, double[] v, int from, int bytes, byte[][] signs) {
        double[] table = new double[256];
        for (int b = 0; b < bytes; b++) {
            int start = from + 8 * b;
            table[0] = 0;
            for (int i = start; i < Math.min(v.length, start + 8); i++) {
                table[0] += v[i];
            }
            for (int m = 1; m < 256; m++) {
                int i = start + Integer.numberOfTrailingZeros(m);
                table[m] = table[m & m - 1] - (i < v.length ? 2 * v[i] : 0);
            }
            byte[] of = signs[b];
            for (int d = 0; d < sums.length; d++) {
                sums[d] += table[of[d] & 255];
            }
        }
    }

    /** b'V⁻b with the generalized inverse, and the rank of V. */
    static double[] wald(double[] b, double[][] v) {
        double largest = 0;
        for (int i = 0; i < v.length; i++) {
            largest = Math.max(largest, v[i][i]);
        }
        double floor = 1e-10 * largest;
        int[] rank = {0};
        double[][] inverse = Dense.mapEigenvalues(v, e -> {
            if (e > floor) {
                rank[0]++;
                return 1 / e;
            }
            return 0;
        });
        return new double[] {Dense.dot(b, Dense.multiply(inverse, b)), rank[0]};
    }

    /** Probability that a noncentral chi-squared passes the critical value, by its Poisson mixture. */
    static double power(double noncentrality, int degrees, double level) {
        double critical = new ChiSquaredDistribution(null, degrees).inverseCumulativeProbability(1 - level);
        double half = noncentrality / 2;
        double weight = FastMath.exp(-half);
        double below = 0;
        double covered = 0;
        for (int j = 0; j < 10_000 && covered < 1 - 1e-13; j++) {
            below += weight * new ChiSquaredDistribution(null, degrees + 2.0 * j).cumulativeProbability(critical);
            covered += weight;
            weight *= half / (j + 1);
        }
        return 1 - below;
    }

    /** The slope of a linear pre-trend that the joint test detects with the given power. */
    static double detectableSlope(int[] since, int reference, double[][] v, double level, double power) {
        double[] line = Arrays.stream(since).mapToDouble(s -> s - reference).toArray();
        double[] unit = wald(line, v);
        double low = 0;
        double high = 1;
        while (power(high, (int) unit[1], level) < power) {
            high *= 2;
        }
        for (int step = 0; step < 80; step++) {
            double middle = (low + high) / 2;
            if (power(middle, (int) unit[1], level) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(high / unit[0]);
    }

    /**
     * Bounds on the effect {@code horizon} periods after the event when the trend may break by at most {@code m} times the largest
     * break before it; all estimates within a simultaneous region, so that coverage is at least the level.
     */
    static double[] relativeMagnitudes(EventEstimate e, int reference, int horizon, double m, double critical) {
        List<int[]> steps = stepsBefore(e.since(), reference);
        double largest = 0;
        for (int[] step : steps) {
            double change = value(e, step[1]) - value(e, step[0]);
            double error = Math.sqrt(Math.max(
                    0,
                    variance(e, step[1], step[1]) + variance(e, step[0], step[0]) - 2 * variance(e, step[0], step[1])));
            largest = Math.max(largest, (Math.abs(change) + critical * error) / (step[2]));
        }
        int at = Arrays.binarySearch(e.since(), horizon);
        double slack = critical * e.standardError(at) + (horizon - reference) * m * largest;
        return new double[] {e.effect()[at] - slack, e.effect()[at] + slack};
    }

    /** Neighbouring leads with the reference among them: positions in the estimate (−1 for the reference) and their distance. */
    static List<int[]> stepsBefore(int[] since, int reference) {
        List<int[]> points = new ArrayList<>();
        for (int i = 0; i < since.length && since[i] < 0; i++) {
            points.add(new int[] {since[i], i});
        }
        points.add(new int[] {reference, -1});
        points.sort((a, b) -> Integer.compare(a[0], b[0]));
        List<int[]> steps = new ArrayList<>();
        for (int p = 1; p < points.size(); p++) {
            steps.add(new int[] {points.get(p - 1)[1], points.get(p)[1], points.get(p)[0] - points.get(p - 1)[0]});
        }
        return steps;
    }

    private static double value(EventEstimate e, int at) {
        return at < 0 ? 0 : e.effect()[at];
    }

    private static double variance(EventEstimate e, int a, int b) {
        return a < 0 || b < 0 ? 0 : e.covariance()[a][b];
    }
}
