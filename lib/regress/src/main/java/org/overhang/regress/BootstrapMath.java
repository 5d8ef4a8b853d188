package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Draws;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.regress.absorb.AbsorbLayout;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.Sample;

/** Pairs and block bootstrap: draws rows by group and estimates again. */
final class BootstrapMath {
    private static final int LEAST_DRAWS = 50;
    /** Beyond this many places a period most blocks would be empty. */
    private static final int MOST_GAPS = 10;

    private BootstrapMath() {}

    static BootstrapCoefficients pairs(RegressionFit fit, int draws, Seed seed) {
        Sample sample = fit.core.scores().sample();
        boolean clustered =
                fit.spec.covariance.kind == Covariance.Kind.CLUSTER && fit.spec.covariance.columns.size() == 1;
        int[][] groups = clustered
                ? members(
                        sample.codes(List.of(fit.spec.covariance.columns.get(0).split("\\^")), "cluster"))
                : rows(sample.size());
        String what = clustered ? "clusters of " + fit.spec.covariance.columns.get(0) : "rows";
        return run(fit, draws, seed, what, stream -> {
            int[][] chosen = new int[groups.length][];
            for (int g = 0; g < chosen.length; g++) {
                chosen[g] = groups[stream.below(groups.length)];
            }
            return flat(chosen);
        });
    }

    static BootstrapCoefficients blocks(RegressionFit fit, int length, int draws, Seed seed) {
        Sample sample = fit.core.scores().sample();
        double[] time = sample.time("The block bootstrap");
        double[] periods = Arrays.stream(time).sorted().distinct().toArray();
        if (length < 1 || length > periods.length) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The block bootstrap needs blocks of 1 to " + periods.length + " periods, but it is " + length
                            + ".");
        }
        // A period that no row holds is an empty place in its block: a block is of calendar periods, not of rows.
        double span = periods[periods.length - 1] - periods[0] + 1;
        if (!(span <= MOST_GAPS * periods.length)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "The block bootstrap needs periods that mostly follow one another, but " + periods.length + " of "
                            + Numbers.fixed(span, 0) + " have rows. Check the time column.");
        }
        int places = (int) span;
        int[] code = new int[time.length];
        for (int i = 0; i < code.length; i++) {
            code[i] = (int) (time[i] - periods[0]);
        }
        int[][] groups = members(code);
        return run(fit, draws, seed, "blocks of " + length + " periods", stream -> {
            int[][] chosen = new int[places][];
            for (int t = 0; t < chosen.length; ) {
                int start = stream.below(places - length + 1);
                for (int j = 0; j < length && t < chosen.length; j++) {
                    chosen[t++] = groups[start + j];
                }
            }
            return flat(chosen);
        });
    }

    private static int[][] rows(int n) {
        int[][] out = new int[n][];
        for (int i = 0; i < n; i++) {
            out[i] = new int[] {i};
        }
        return out;
    }

    private static int[][] members(int[] code) {
        int[] start = AbsorbLayout.starts(code, EffectSet.count(code));
        int[] order = AbsorbLayout.ordered(code, start);
        int[][] out = new int[start.length - 1][];
        for (int g = 0; g < out.length; g++) {
            out[g] = Arrays.copyOfRange(order, start[g], start[g + 1]);
        }
        return out;
    }

    private static int[] flat(int[][] parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    private static BootstrapCoefficients run(
            RegressionFit fit, int draws, Seed seed, String what, java.util.function.Function<Draws, int[]> draw) {
        if (draws < LEAST_DRAWS) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A bootstrap needs at least " + LEAST_DRAWS + " draws, but it is " + draws + ".");
        }
        Sample sample = fit.core.scores().sample();
        double[][] out = new double[draws][];
        Parallel.forEach(draws, b -> out[b] = again(fit, sample.at(draw.apply(seed.stream(b)))));
        List<double[]> kept = new ArrayList<>();
        for (double[] d : out) {
            if (d.length > 0) {
                kept.add(d);
            }
        }
        if (kept.size() < LEAST_DRAWS) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A bootstrap needs draws that identify the coefficients, but only " + kept.size() + " of " + draws
                            + " do. Draw more, or draw larger groups.");
        }
        return new BootstrapCoefficients(
                "Bootstrap of " + what + ", " + Numbers.fixed(draws, 0) + " draws, seed " + seed.value(),
                fit.terms(),
                kept.toArray(double[][]::new),
                draws - kept.size(),
                fit.spec.level);
    }

    /** Coefficients of one draw; empty where it does not identify them. */
    private static double[] again(RegressionFit fit, Sample drawn) {
        try {
            PointEstimates core = RegressionFit.estimate(fit.spec, drawn);
            return core.names().equals(fit.core.names()) ? core.beta() : new double[0];
        } catch (OverhangException e) {
            if (e.reason() == Reason.NOT_IDENTIFIED || e.reason() == Reason.NOT_CONVERGED) {
                return new double[0];
            }
            throw e;
        }
    }
}
