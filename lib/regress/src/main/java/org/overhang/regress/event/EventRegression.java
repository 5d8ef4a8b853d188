package org.overhang.regress.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.Dense;
import org.overhang.regress.CovarianceMath;
import org.overhang.regress.SmallSample;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.LinearFit;
import org.overhang.regress.absorb.Sample;

/** Event studies by regression with unit and period effects: two-way, and by cohort (Sun and Abraham). */
final class EventRegression {
    private EventRegression() {}

    private record Fitted(LinearFit fit, CovarianceMath.Estimate covariance) {}

    private static Fitted regress(EventPanel panel, List<double[]> dummies, List<String> names, SmallSample small) {
        List<double[]> x = new ArrayList<>(dummies);
        List<String> all = new ArrayList<>(names);
        for (int k = 0; k < panel.x().length; k++) {
            x.add(panel.x()[k]);
            all.add("covariate " + (k + 1));
        }
        Sample sample =
                Sample.of(panel.y(), x.toArray(double[][]::new), all, null, EffectSet.of(panel.unit(), panel.period()));
        LinearFit fit = LinearFit.of(sample, LinearFit.TOLERANCE);
        return new Fitted(fit, CovarianceMath.byCodes(small, fit.scores(), panel.clusters()));
    }

    private static double[] dummy(EventPanel panel, IntPredicate row) {
        return IntStream.range(0, panel.rows().length)
                .mapToDouble(i -> row.test(i) ? 1 : 0)
                .toArray();
    }

    private static int[] leadsAndLags(EventPanel panel, int reference, IntPredicate use) {
        int[] all = IntStream.range(0, panel.rows().length)
                .filter(i -> panel.since(i) != GroupTimeMath.NEVER && use.test(i))
                .map(panel::since)
                .sorted()
                .distinct()
                .toArray();
        requireReference(all, reference);
        return IntStream.of(all).filter(s -> s != reference).toArray();
    }

    private static void requireReference(int[] since, int reference) {
        if (since.length > 0 && IntStream.of(since).noneMatch(s -> s == reference)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "EventStudy needs a reference that some treated unit is observed at, but none is at " + reference
                            + ": distances from the event run from " + since[0] + " to " + since[since.length - 1]
                            + ". Write reference(-1), or another lead that occurs.");
        }
    }

    private static void requireNeverTreated(EventPanel panel, String estimator) {
        if (!panel.hasNeverTreated()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "The " + estimator + " estimator needs units that are never treated in the sample, but all "
                            + panel.units().size() + " are. End the sample before the last group is treated, or use "
                            + "CALLAWAY_SANTANNA with controls not yet treated.");
        }
    }

    static EventEstimate twoWay(EventPanel panel, int reference, SmallSample small) {
        requireNeverTreated(panel, "two-way");
        int[] since = leadsAndLags(panel, reference, i -> true);
        Fitted fitted = leads(panel, since, small);
        double[] weight = rowShares(panel, since, h -> h >= 0);
        return collected(
                fitted,
                identity(since.length),
                since,
                weight,
                List.of(
                        "Two-way fixed effects compare later groups with groups treated before; when effects differ between groups "
                                + "or grow, leads and lags are contaminated. See goodmanBacon()."));
    }

    private static Fitted leads(EventPanel panel, int[] since, SmallSample small) {
        List<double[]> dummies = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int s : since) {
            dummies.add(dummy(panel, i -> panel.since(i) == s));
            names.add("since " + s);
        }
        Fitted fitted = regress(panel, dummies, names, small);
        requireAll(fitted.fit);
        return fitted;
    }

    private static void requireAll(LinearFit fit) {
        if (!fit.removed().isEmpty()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "The event study needs each lead and lag to be told apart from unit and period effects, but these are not: "
                            + String.join(", ", fit.removed()) + ". Use more never-treated units or fewer covariates.");
        }
    }

    /** One coefficient a cohort and period since, averaged with the cohorts' shares of the rows at that distance. */
    static EventEstimate sunAbraham(EventPanel panel, int reference, SmallSample small) {
        requireNeverTreated(panel, "Sun–Abraham");
        int[] since = leadsAndLags(panel, reference, i -> true);
        TreeMap<Integer, TreeMap<Integer, Integer>> rows = new TreeMap<>();
        for (int i = 0; i < panel.rows().length; i++) {
            int away = panel.since(i);
            if (away != GroupTimeMath.NEVER && away != reference) {
                rows.computeIfAbsent(away, k -> new TreeMap<>()).merge(panel.first()[panel.unit()[i]], 1, Integer::sum);
            }
        }
        List<double[]> dummies = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int cells = rows.values().stream().mapToInt(TreeMap::size).sum();
        double[][] average = new double[since.length][cells];
        int cell = 0;
        int s = 0;
        for (var distances : rows.entrySet()) {
            int distance = distances.getKey();
            double total = distances.getValue().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            for (var cohort : distances.getValue().entrySet()) {
                int g = cohort.getKey();
                dummies.add(dummy(panel, i -> panel.since(i) == distance && panel.first()[panel.unit()[i]] == g));
                names.add("cohort " + Numbers.plain(panel.start() + g) + " since " + distance);
                average[s][cell++] = cohort.getValue() / total;
            }
            s++;
        }
        Fitted fitted = regress(panel, dummies, names, small);
        requireAll(fitted.fit);
        return collected(
                fitted,
                average,
                since,
                rowShares(panel, since, h -> h >= 0),
                List.of("Each cohort is compared with units never treated; shares of cohorts are taken as known."));
    }

    /** Leads on rows not yet treated only, for the pre-trend of imputation. */
    static EventEstimate leadsOnly(EventPanel panel, int reference, SmallSample small) {
        int[] untreated = IntStream.range(0, panel.rows().length)
                .filter(i -> panel.since(i) == GroupTimeMath.NEVER || panel.since(i) < 0)
                .toArray();
        EventPanel before = new EventPanel(
                panel.source(),
                Sample.pick(panel.rows(), untreated),
                Sample.pick(panel.unit(), untreated),
                Sample.pick(panel.period(), untreated),
                Arrays.stream(untreated).mapToDouble(i -> panel.y()[i]).toArray(),
                Arrays.stream(panel.x())
                        .map(c ->
                                Arrays.stream(untreated).mapToDouble(i -> c[i]).toArray())
                        .toArray(double[][]::new),
                Arrays.stream(panel.clusters())
                        .map(c -> EffectSet.dense(Sample.pick(c, untreated)))
                        .toArray(int[][]::new),
                panel.first(),
                panel.units(),
                panel.time(),
                panel.start(),
                panel.periods(),
                panel.leftOut());
        int[] since = leadsAndLags(before, reference, i -> true);
        Fitted fitted = leads(before, since, small);
        return collected(fitted, identity(since.length), since, new double[since.length], List.of());
    }

    private static double[] rowShares(EventPanel panel, int[] since, IntPredicate which) {
        double[] count = new double[since.length];
        double total = 0;
        for (int i = 0; i < panel.rows().length; i++) {
            int at = Arrays.binarySearch(since, panel.since(i));
            if (at >= 0 && which.test(since[at])) {
                count[at]++;
                total++;
            }
        }
        for (int i = 0; i < count.length; i++) {
            count[i] /= total;
        }
        return count;
    }

    private static EventEstimate collected(
            Fitted fitted, double[][] average, int[] since, double[] weight, List<String> notes) {
        int cells = average.length == 0 ? 0 : average[0].length;
        double[] beta = Arrays.copyOf(fitted.fit.beta(), cells);
        int[] first = IntStream.range(0, cells).toArray();
        double[][] v = Dense.pick(fitted.covariance.matrix(), first, first);
        double[][] covariance = Dense.sandwich(average, v);
        double[] effect = Dense.multiply(average, beta);
        double overall = Dense.dot(weight, effect);
        double error = Math.sqrt(Dense.dot(weight, Dense.multiply(covariance, weight)));
        return new EventEstimate(
                since,
                effect,
                covariance,
                overall,
                error,
                fitted.covariance.degrees(),
                Arrays.stream(fitted.covariance.clusters()).min().orElse(0),
                "treated rows evenly",
                notes);
    }

    private static double[][] identity(int n) {
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            out[i][i] = 1;
        }
        return out;
    }
}
