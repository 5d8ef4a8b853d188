package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Internal;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.regress.absorb.Components;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.Sample;
import org.overhang.regress.absorb.Scores;

/** Covariance matrices from scores. */
@Internal
public final class CovarianceMath {
    private static final double EARTH_KM = 6371;
    private static final double ZERO_EIGENVALUE = 1e-12;

    private CovarianceMath() {}

    /**
     * A covariance with what was done to get it.
     *
     * @param matrix variances and covariances
     * @param degrees degrees of freedom of the t distribution; infinite for the normal
     * @param clusters clusters of each dimension; empty if none
     * @param counted parameters counted, K
     * @param correction the factor in words
     * @param repaired whether negative eigenvalues were set to zero
     * @param own degrees of freedom that differ between combinations of coefficients; null where they do not
     */
    public record Estimate(
            double[][] matrix,
            double degrees,
            int[] clusters,
            int counted,
            String correction,
            boolean repaired,
            @Nullable ToDoubleFunction<double[]> own) {
        Estimate(double[][] matrix, double degrees, int[] clusters, int counted, String correction, boolean repaired) {
            this(matrix, degrees, clusters, counted, correction, repaired, null);
        }

        /** Degrees of freedom of a combination of coefficients. */
        double degrees(double[] combination) {
            ToDoubleFunction<double[]> each = own;
            return each == null ? degrees : each.applyAsDouble(combination);
        }

        /** Degrees of freedom of one coefficient. */
        double degrees(int coefficient) {
            double[] one = new double[matrix.length];
            one[coefficient] = 1;
            return degrees(one);
        }
    }

    static Estimate of(Covariance covariance, SmallSample small, Scores given) {
        Scores s = given.wellConditioned();
        int[][] codes = new int[0][];
        int[] counts = new int[0];
        if (covariance.kind == Covariance.Kind.CLUSTER) {
            codes = new int[covariance.columns.size()][];
            counts = new int[codes.length];
            for (int d = 0; d < codes.length; d++) {
                codes[d] = s.sample().codes(List.of(covariance.columns.get(d).split("\\^")), "cluster");
                counts[d] = Arrays.stream(codes[d]).max().orElse(-1) + 1;
                if (counts[d] < 2) {
                    throw new OverhangException(
                            Reason.NOT_IDENTIFIED,
                            "Clustering needs at least 2 clusters, but column \"" + covariance.columns.get(d)
                                    + "\" has " + counts[d]
                                    + " in the rows used. Choose another cluster column or HC1.");
                }
            }
        }
        int counted = counted(small, s, codes, covariance.columns);
        Estimate raw = switch (covariance.kind) {
            case IID -> iid(small, s, counted);
            case HC0, HC1, HC2, HC3, HC4, HC4M, HC5 -> heteroskedastic(covariance.kind, small, s, counted);
            case CLUSTER ->
                covariance.leave == Covariance.Leave.NONE
                        ? clustered(small, s, codes, counts, counted)
                        : corrected(covariance, s, codes[0], counts[0], counted);
            case NEWEY_WEST -> neweyWest(covariance.lags, small, s, counted);
            case DRISCOLL_KRAAY -> driscollKraay(covariance.lags, small, s, counted);
            case KERNEL -> kernel(covariance, small, s, given, counted);
            case CONLEY -> conley(covariance, small, s, counted);
        };
        double degrees = Double.isNaN(s.rss()) ? Double.POSITIVE_INFINITY : raw.degrees;
        double[][] matrix = given.natural(raw.matrix);
        boolean repaired = false;
        if (covariance.repair && matrix.length > 0 && isIndefinite(matrix)) {
            matrix = repaired(matrix);
            repaired = true;
        }
        ToDoubleFunction<double[]> own = raw.own;
        Scores.Basis map = given.basis();
        return new Estimate(
                matrix,
                degrees,
                raw.clusters,
                counted,
                raw.correction,
                repaired,
                own == null || map == null
                        ? own
                        : c -> own.applyAsDouble(Dense.multiply(Dense.transpose(map.map()), c)));
    }

    /**
     * Clustered covariance from codes, for estimators that have arrays.
     *
     * @param small the convention of the small-sample correction
     * @param given the scores
     * @param codes one array a dimension, dense from 0
     * @return the covariance with what was done to get it
     */
    public static Estimate byCodes(SmallSample small, Scores given, int[]... codes) {
        Scores s = given.wellConditioned();
        int[] counts = new int[codes.length];
        List<String> names = new ArrayList<>();
        for (int d = 0; d < codes.length; d++) {
            counts[d] = EffectSet.count(codes[d]);
            names.add("");
        }
        Estimate raw = clustered(small, s, codes, counts, counted(small, s, codes, names));
        return new Estimate(
                given.natural(raw.matrix), raw.degrees, raw.clusters, raw.counted, raw.correction, raw.repaired);
    }

    /** Meat of any scores under a covariance without lags or distances: rows, or clusters in several dimensions. */
    static double[][] meat(double[][] scores, int[][] clusters) {
        if (clusters.length == 0) {
            return CrossMath.products(scores, scores, null);
        }
        double[] ones = new double[scores[0].length];
        Arrays.fill(ones, 1);
        double[][] total = new double[scores.length][scores.length];
        for (int set = 1; set < 1 << clusters.length; set++) {
            List<int[]> chosen = new ArrayList<>();
            for (int d = 0; d < clusters.length; d++) {
                if ((set >> d & 1) == 1) {
                    chosen.add(clusters[d]);
                }
            }
            int[] crossed = crossed(chosen);
            double[][] sums = CrossMath.groupSums(scores, ones, crossed, EffectSet.count(crossed));
            total = Dense.sum(total, CrossMath.products(sums, sums, null), chosen.size() % 2 == 1 ? 1 : -1);
        }
        return total;
    }

    /** Parameters that the convention counts. */
    static int counted(SmallSample small, Scores s, int[][] clusters, List<String> clusterNames) {
        EffectSet effects = s.sample().effects();
        int k = s.x().length;
        if (small.count == null) {
            return 0;
        }
        if (small.count == SmallSample.Effects.NONE) {
            return k + effects.slopeParameters();
        }
        if (effects.size() == 0) {
            return k;
        }
        boolean[] nested = new boolean[effects.size()];
        if (small.count == SmallSample.Effects.NOT_NESTED) {
            // fixest looks no further where every cluster is itself an effect: only those effects are nested then.
            boolean byName =
                    !small.exact && clusters.length > 0 && effects.names().containsAll(clusterNames);
            for (int e = 0; e < nested.length; e++) {
                nested[e] = byName && clusterNames.contains(effects.names().get(e));
                for (int c = 0; c < clusters.length && !byName; c++) {
                    int[] cluster = clusters[c];
                    nested[e] |= Components.nested(effects.codes()[e], effects.counts()[e], cluster);
                }
            }
        }
        return k + (small.exact ? exactly(effects, nested) : roughly(effects, nested));
    }

    /** One level less for each further effect; of a nested effect one level and all slopes stay. */
    private static int roughly(EffectSet effects, boolean[] nested) {
        int total = 0;
        int levels = 0;
        for (int e = 0; e < nested.length; e++) {
            int less = nested[e] && effects.level()[e] ? effects.counts()[e] - 1 : 0;
            total += effects.parameters(e) - less;
            levels += effects.level()[e] ? 1 : 0;
        }
        return total - Math.max(0, levels - 1);
    }

    /** Levels less those that connected components make redundant; one constant stays if only nested effects hold it. */
    private static int exactly(EffectSet effects, boolean[] nested) {
        int total = 0;
        boolean nestedAny = false;
        boolean whole = false;
        for (int e = 0; e < nested.length; e++) {
            nestedAny |= nested[e];
            if (nested[e]) {
                continue;
            }
            int redundant = effects.level()[e] ? effects.redundant(e) : 0;
            whole |= effects.level()[e] && redundant == 0;
            total += effects.parameters(e) - redundant;
        }
        return total + (nestedAny && !whole ? 1 : 0);
    }

    private static double perRegressor(SmallSample small, double top, int n, int counted) {
        return small.adjusts ? top / (n - counted) : 1;
    }

    /** The factors that there are. */
    private static String words(String clusters, String parameters) {
        return clusters.isEmpty() && parameters.isEmpty()
                ? "none"
                : clusters + (clusters.isEmpty() || parameters.isEmpty() ? "" : " · ") + parameters;
    }

    private static String plain(double v) {
        return Numbers.fixed(v, 0);
    }

    private static Estimate iid(SmallSample small, Scores s, int counted) {
        int n = s.rows();
        if (Double.isNaN(s.rss())) {
            double factor = perRegressor(small, n - 1.0, n, counted);
            return new Estimate(
                    Dense.scaled(s.bread(), factor),
                    n - counted,
                    new int[0],
                    counted,
                    "information × (n−1)/(n−K), K = " + counted,
                    false);
        }
        double variance = small.adjusts ? s.rss() / (n - counted) : s.rss() / n;
        String words = small.adjusts ? "RSS/(n−K), K = " + counted : "RSS/n";
        return new Estimate(Dense.scaled(s.bread(), variance), n - counted, new int[0], counted, words, false);
    }

    private static Estimate heteroskedastic(Covariance.Kind kind, SmallSample small, Scores s, int counted) {
        int n = s.rows();
        double[] v = new double[n];
        boolean plain = kind == Covariance.Kind.HC0 || kind == Covariance.Kind.HC1;
        double[] powers = plain ? new double[n] : Leverage.divisors(kind, Leverage.of(s));
        for (int i = 0; i < n; i++) {
            double square = s.u()[i] * s.u()[i];
            v[i] = plain ? square : square / powers[i];
        }
        double[][] meat = CrossMath.products(s.x(), s.x(), v);
        boolean corrected = kind == Covariance.Kind.HC1 && small.adjusts;
        double factor = corrected ? (double) n / (n - counted) : 1;
        String words = corrected ? "n/(n−K), K = " + counted : "none";
        return new Estimate(
                Dense.scaled(Dense.sandwich(s.bread(), meat), factor), n - counted, new int[0], counted, words, false);
    }

    private static Estimate corrected(Covariance covariance, Scores s, int[] codes, int count, int counted) {
        CorrectedClusters clusters = new CorrectedClusters(covariance, s, codes, count);
        return new Estimate(
                clusters.matrix(),
                count - 1.0,
                new int[] {count},
                counted,
                covariance.leave + " and no other, Satterthwaite degrees",
                false,
                clusters::degrees);
    }

    private static Estimate kernel(Covariance covariance, SmallSample small, Scores s, Scores given, int counted) {
        int n = s.rows();
        SerialMath.Answer answer = SerialMath.meat(covariance, s, given);
        Estimate raw = inTime(
                Dense.scaled(Dense.sandwich(s.bread(), answer.meat()), perRegressor(small, n, n, counted)),
                small,
                n,
                counted);
        return new Estimate(
                raw.matrix, raw.degrees, raw.clusters, counted, raw.correction + ", " + answer.words(), false);
    }

    /** Inclusion and exclusion over the subsets of the cluster dimensions. */
    private static Estimate clustered(SmallSample small, Scores s, int[][] codes, int[] counts, int counted) {
        int n = s.rows();
        int least = Arrays.stream(counts).min().orElse(0);
        double[][] total = new double[s.x().length][s.x().length];
        for (int set = 1; set < 1 << codes.length; set++) {
            List<int[]> chosen = new ArrayList<>();
            for (int d = 0; d < codes.length; d++) {
                if ((set >> d & 1) == 1) {
                    chosen.add(codes[d]);
                }
            }
            int[] crossed = crossed(chosen);
            int groups = Arrays.stream(crossed).max().orElse(-1) + 1;
            double[][] sums = CrossMath.groupSums(s.x(), s.u(), crossed, groups);
            double factor = small.clusters && small.eachTerm ? groups / (groups - 1.0) : 1;
            double sign = chosen.size() % 2 == 1 ? factor : -factor;
            total = Dense.sum(total, CrossMath.products(sums, sums, null), sign);
        }
        double factor = perRegressor(small, n - 1.0, n, counted);
        if (small.clusters && !small.eachTerm) {
            factor *= least / (least - 1.0);
        }
        String words = words(
                !small.clusters ? "" : small.eachTerm ? "each term G/(G−1)" : "G/(G−1), G = " + plain(least),
                small.adjusts ? "(n−1)/(n−K), K = " + counted : "");
        double degrees = small.clusterDegrees ? least - 1 : n - counted;
        return new Estimate(
                Dense.scaled(Dense.sandwich(s.bread(), total), factor), degrees, counts, counted, words, false);
    }

    /** Codes of the crossing of some codes, numbered by first row. */
    static int[] crossed(List<int[]> codes) {
        if (codes.size() == 1) {
            return codes.get(0);
        }
        int n = codes.get(0).length;
        int[] out = codes.get(0).clone();
        for (int[] next : codes.subList(1, codes.size())) {
            int width = Arrays.stream(next).max().orElse(-1) + 1;
            Map<Long, Integer> seen = new LinkedHashMap<>();
            for (int i = 0; i < n; i++) {
                long key = (long) out[i] * width + next[i];
                Integer code = seen.get(key);
                if (code == null) {
                    code = seen.size();
                    seen.put(key, code);
                }
                out[i] = code;
            }
        }
        return out;
    }

    private static Estimate neweyWest(int lags, SmallSample small, Scores s, int counted) {
        int n = s.rows();
        double[] time = s.sample().time("Newey–West");
        requireShorter("Newey–West", lags, Arrays.stream(time).distinct().count());
        int[] unit = s.sample().unit();
        Integer[] order = order(time, unit);
        int k = s.x().length;
        double[][] meat = new double[k][k];
        for (int a = 0; a < n; a++) {
            int i = order[a];
            for (int b = a; b < n; b++) {
                int j = order[b];
                double gap = time[j] - time[i];
                if (unit[i] != unit[j] || gap > lags) {
                    break;
                }
                if (gap == 0 && b > a) {
                    throw new OverhangException(
                            Reason.BAD_VALUE,
                            "Newey–West needs each period once in a unit, but rows "
                                    + (s.sample().rows()[i] + 1) + " and "
                                    + (s.sample().rows()[j] + 1)
                                    + " share one. Name the unit column, or use Driscoll–Kraay.");
                }
                double w = (1 - gap / (lags + 1)) * s.u()[i] * s.u()[j];
                for (int p = 0; p < k; p++) {
                    for (int q = 0; q < k; q++) {
                        double v = w * s.x()[p][i] * s.x()[q][j];
                        meat[p][q] += v;
                        if (b > a) {
                            meat[q][p] += v;
                        }
                    }
                }
            }
        }
        if (small.byPeriods && !s.sample().unitColumn().isEmpty()) {
            return byPeriods(Dense.sandwich(s.bread(), meat), small, n, counted, periods(time).length);
        }
        return inTime(
                Dense.scaled(Dense.sandwich(s.bread(), meat), perRegressor(small, n, n, counted)), small, n, counted);
    }

    /** At as many lags as periods the weights reach beyond the sample, and the sum of all scores, zero, enters them. */
    private static void requireShorter(String who, int lags, long periods) {
        if (!(lags < periods)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    who + " needs fewer lags than periods, but has " + lags + " lags and " + periods
                            + " periods. Take fewer lags.");
        }
    }

    private static double[] periods(double[] time) {
        return Arrays.stream(time).sorted().distinct().toArray();
    }

    /** Corrected for the number of periods, as clusters by period would be. */
    private static Estimate byPeriods(double[][] raw, SmallSample small, int n, int counted, int t) {
        double factor = perRegressor(small, n - 1.0, n, counted) * (small.clusters ? t / (t - 1.0) : 1);
        String words =
                words(small.clusters ? "T/(T−1), T = " + t : "", small.adjusts ? "(n−1)/(n−K), K = " + counted : "");
        return new Estimate(Dense.scaled(raw, factor), t - 1.0, new int[] {t}, counted, words, false);
    }

    private static Estimate inTime(double[][] matrix, SmallSample small, int n, int counted) {
        String words = small.adjusts ? "n/(n−K), K = " + counted : "none";
        return new Estimate(matrix, n - counted, new int[0], counted, words, false);
    }

    private static Integer[] order(double[] time, int[] unit) {
        Integer[] order = new Integer[time.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> {
            int byUnit = Integer.compare(unit[a], unit[b]);
            int byTime = byUnit != 0 ? byUnit : Double.compare(time[a], time[b]);
            return byTime != 0 ? byTime : Integer.compare(a, b);
        });
        return order;
    }

    private static Estimate driscollKraay(int lags, SmallSample small, Scores s, int counted) {
        int n = s.rows();
        double[] time = s.sample().time("Driscoll–Kraay");
        double[] periods = periods(time);
        int[] period = new int[n];
        for (int i = 0; i < n; i++) {
            period[i] = Arrays.binarySearch(periods, time[i]);
        }
        int t = periods.length;
        if (t < 2) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Driscoll–Kraay needs at least 2 periods, but there is " + t + ". Check the time column.");
        }
        requireShorter("Driscoll–Kraay", lags, t);
        double[][] sums = CrossMath.groupSums(s.x(), s.u(), period, t);
        int k = sums.length;
        double[][] meat = new double[k][k];
        for (int p = 0; p < k; p++) {
            for (int q = 0; q < k; q++) {
                for (int i = 0; i < t; i++) {
                    for (int j = i; j >= 0 && periods[i] - periods[j] <= lags; j--) {
                        double w = 1 - (periods[i] - periods[j]) / (lags + 1.0);
                        meat[p][q] += w * (sums[p][i] * sums[q][j] + (j == i ? 0 : sums[p][j] * sums[q][i]));
                    }
                }
            }
        }
        return byPeriods(Dense.sandwich(s.bread(), meat), small, n, counted, t);
    }

    /** Scores are summed at each place first, so that the pairs are pairs of places. */
    private static Estimate conley(Covariance c, SmallSample small, Scores s, int counted) {
        int n = s.rows();
        double[] lat = s.sample().number(c.columns.get(0), "latitude");
        double[] lon = s.sample().number(c.columns.get(1), "longitude");
        requireRange(lat, 90, c.columns.get(0), s.sample());
        requireRange(lon, 360, c.columns.get(1), s.sample());
        Map<List<Double>, Integer> places = new LinkedHashMap<>();
        int[] place = new int[n];
        for (int i = 0; i < n; i++) {
            List<Double> key = List.of(lat[i] + 0.0, lon[i] + 0.0);
            Integer at = places.get(key);
            if (at == null) {
                at = places.size();
                places.put(key, at);
            }
            place[i] = at;
        }
        double[][] sums = CrossMath.groupSums(s.x(), s.u(), place, places.size());
        double[][] at = new double[places.size()][];
        places.forEach((key, i) -> at[i] = new double[] {
            FastMath.toRadians(key.get(0)), FastMath.toRadians(key.get(1)), FastMath.cos(FastMath.toRadians(key.get(0)))
        });
        int k = sums.length;
        double[][] meat = new double[k][k];
        for (int i = 0; i < at.length; i++) {
            for (int j = i; j < at.length; j++) {
                double d = i == j ? 0 : distance(at[i], at[j]);
                double w = d <= c.kilometres ? c.bartlett ? 1 - d / c.kilometres : 1 : 0;
                if (w > 0) {
                    addPair(meat, sums, i, j, w);
                }
            }
        }
        return inTime(
                Dense.scaled(Dense.sandwich(s.bread(), meat), perRegressor(small, n, n, counted)), small, n, counted);
    }

    private static void addPair(double[][] meat, double[][] sums, int i, int j, double w) {
        for (int p = 0; p < meat.length; p++) {
            for (int q = 0; q < meat.length; q++) {
                double v = w * sums[p][i] * sums[q][j];
                meat[p][q] += v;
                if (j > i) {
                    meat[q][p] += v;
                }
            }
        }
    }

    private static void requireRange(double[] degrees, double most, String column, Sample sample) {
        List<Integer> bad = new ArrayList<>();
        for (int i = 0; i < degrees.length; i++) {
            if (!(Math.abs(degrees[i]) <= most)) {
                bad.add(sample.rows()[i] + 1);
            }
        }
        if (!bad.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Conley needs degrees of at most " + plain(most) + " in column \"" + column
                            + "\", but they are larger or missing in " + Columns.rowNumbers(bad)
                            + ". Correct the cells.");
        }
    }

    /** Haversine distance in kilometres. */
    private static double distance(double[] a, double[] b) {
        double dLat = FastMath.sin((b[0] - a[0]) / 2);
        double dLon = FastMath.sin((b[1] - a[1]) / 2);
        double h = dLat * dLat + a[2] * b[2] * dLon * dLon;
        return 2 * EARTH_KM * FastMath.asin(Math.min(1, Math.sqrt(h)));
    }

    private static boolean isIndefinite(double[][] matrix) {
        double[] unit = new double[matrix.length];
        double[][] scaled = unitDiagonal(matrix, unit);
        if (scaled.length == 0) {
            return false;
        }
        return Dense.smallestEigenvalue(scaled) < -ZERO_EIGENVALUE;
    }

    /** The matrix scaled by the roots of its diagonal, so that units do not decide; empty if an entry is not a number. */
    private static double[][] unitDiagonal(double[][] matrix, double[] scale) {
        double[][] out = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            scale[i] = Math.sqrt(Math.abs(matrix[i][i]));
        }
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                if (Double.isNaN(matrix[i][j])) {
                    return new double[0][0];
                }
                double by = scale[i] * scale[j];
                out[i][j] = by > 0 ? matrix[i][j] / by : 0;
            }
        }
        return out;
    }

    /**
     * Negative eigenvalues of the correlations set to zero, so that units do not decide; a variance that came out negative
     * stays as it is, and its standard error is not given.
     */
    private static double[][] repaired(double[][] matrix) {
        int[] good =
                IntStream.range(0, matrix.length).filter(i -> matrix[i][i] > 0).toArray();
        double[] scale = new double[good.length];
        double[][] unit = unitDiagonal(Dense.pick(matrix, good, good), scale);
        double[][] mended = Dense.mapEigenvalues(unit, v -> Math.max(0, v));
        double[][] out = Dense.scaled(matrix, 1);
        for (int i = 0; i < good.length; i++) {
            for (int j = 0; j < good.length; j++) {
                out[good[i]][good[j]] = mended[i][j] * scale[i] * scale[j];
            }
        }
        return out;
    }
}
