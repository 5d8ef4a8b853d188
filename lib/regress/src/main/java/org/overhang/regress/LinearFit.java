package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Least squares with absorbed effects on arrays: the core that formulas, event studies and local projections share.
 *
 * @param names regressors kept
 * @param beta their coefficients
 * @param scores what covariances are made of
 * @param residuals outcome less fit, effects included
 * @param outcome outcome with the effects taken out
 * @param removed regressors left out with the reason
 * @param tss weighted sum of squares of the outcome about its mean (about zero without a constant)
 * @param withinTss the same after the effects
 * @param residual relative residual that the absorption reached
 * @param iterations iterations it took
 * @param method how the effects were absorbed
 */
record LinearFit(
        List<String> names,
        double[] beta,
        Scores scores,
        double[] residuals,
        double[] outcome,
        List<String> removed,
        double tss,
        double withinTss,
        double residual,
        int iterations,
        String method) {
    static final double TOLERANCE = 1e-10;
    private static final double ABSORBED = 1e-6;
    private static final double COLLINEAR = 1e-9;
    private static final double PERFECT = 1e-12;

    /** Least squares of y on x after the effects; refuses what is not identified. */
    static LinearFit of(Sample sample, double tolerance) {
        double[][] all = new double[sample.x().length + 1][];
        all[0] = sample.y();
        System.arraycopy(sample.x(), 0, all, 1, sample.x().length);
        Absorbing.Absorbed absorbed = absorb(sample, all, tolerance);
        double[][] columns = absorbed.columns();
        requireVariation(sample, columns[0]);
        double[][] x = Arrays.copyOfRange(columns, 1, columns.length);
        Choice choice = choose(sample, sample.x(), x, sample.names(), sample.weights());
        requireRegressors(sample, choice);
        return solve(sample, columns[0], choice, absorbed);
    }

    /** Regressors kept and left out. */
    record Choice(int[] kept, double[][] x, List<String> names, List<String> removed) {}

    static Absorbing.Absorbed absorb(Sample sample, double[][] columns, double tolerance) {
        if (sample.effects().size() == 0) {
            return new Absorbing.Absorbed(columns, 0, 0, "");
        }
        return sample.effects().absorber(sample.weights()).absorb(columns, tolerance, false);
    }

    /** Leaves out what the effects absorb and what earlier regressors explain, with names. */
    static Choice choose(
            Sample sample, double[][] before, double[][] after, List<String> names, double @Nullable [] weights) {
        List<String> removed = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int j = 0; j < after.length; j++) {
            if (sample.effects().size() > 0 && isAbsorbed(before[j], after[j], weights)) {
                removed.add(names.get(j) + " (absorbed by the effects)");
            } else {
                kept.add(j);
            }
        }
        double[][] candidates = kept.stream().map(j -> after[j]).toArray(double[][]::new);
        double[][] cross = CrossMath.products(candidates, candidates, weights);
        int[] independent = independent(cross);
        boolean[] chosen = new boolean[candidates.length];
        for (int i : independent) {
            chosen[i] = true;
        }
        int[] out = new int[independent.length];
        List<String> outNames = new ArrayList<>();
        for (int i = 0, at = 0; i < candidates.length; i++) {
            if (chosen[i]) {
                out[at++] = kept.get(i);
                outNames.add(names.get(kept.get(i)));
            } else {
                removed.add(names.get(kept.get(i)) + " (collinear with those before it)");
            }
        }
        double[][] x = Arrays.stream(out).mapToObj(j -> after[j]).toArray(double[][]::new);
        return new Choice(out, x, outNames, removed);
    }

    private static boolean isAbsorbed(double[] before, double[] after, double @Nullable [] w) {
        double mean = CrossMath.sum(before, w) / (w == null ? before.length : CrossMath.sum(w, null));
        double left = CrossMath.squares(after, w);
        double raw = CrossMath.squares(before, w);
        double total = w == null ? before.length : CrossMath.sum(w, null);
        double centered = Math.max(raw - total * mean * mean, 1e-14 * raw);
        return !(left > ABSORBED * ABSORBED * centered);
    }

    /** Indices, in order, whose pivot in a Cholesky factor of the correlations stays above rounding. */
    static int[] independent(double[][] cross) {
        int k = cross.length;
        double[][] l = new double[k][0];
        int[] kept = new int[k];
        int used = 0;
        for (int j = 0; j < k; j++) {
            double scale = cross[j][j] > 0 ? 1 / Math.sqrt(cross[j][j]) : 0;
            double[] row = new double[used + 1];
            double pivot = scale > 0 ? 1 : 0;
            for (int i = 0; i < used; i++) {
                double v = cross[j][kept[i]] * scale / Math.sqrt(cross[kept[i]][kept[i]]);
                for (int m = 0; m < i; m++) {
                    v -= row[m] * l[i][m];
                }
                row[i] = v / l[i][i];
                pivot -= row[i] * row[i];
            }
            if (pivot > COLLINEAR) {
                row[used] = Math.sqrt(pivot);
                l[used] = row;
                kept[used++] = j;
            }
        }
        return Arrays.copyOf(kept, used);
    }

    static void requireVariation(Sample sample, double[] after) {
        double[] y = sample.y();
        double first = y[0];
        boolean constant = true;
        for (double v : y) {
            constant &= v == first;
        }
        if (constant) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Regression needs an outcome that varies, but it is " + first + " in all " + y.length
                            + " rows used. Check the filter and the column.");
        }
        if (sample.effects().size() > 0 && isAbsorbed(y, after, sample.weights())) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Regression needs an outcome that varies within the absorbed effects "
                            + String.join(" + ", sample.effects().names())
                            + ", but they explain all of it. Absorb fewer effects.");
        }
    }

    static void requireRegressors(Sample sample, Choice choice) {
        if (choice.names().isEmpty() && !sample.names().isEmpty()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Regression needs a regressor that varies within the absorbed effects, but none is left: "
                            + String.join(", ", choice.removed())
                            + ". Absorb fewer effects or choose other regressors.");
        }
        if (choice.names().isEmpty()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Regression needs at least one regressor, but the formula has none. Write y ~ x.");
        }
    }

    private static LinearFit solve(Sample sample, double[] y, Choice choice, Absorbing.Absorbed absorbed) {
        double[] w = sample.weights();
        double[][] x = choice.x();
        double[][] bread = inverse(CrossMath.products(x, x, w), sample, choice.names());
        double[] beta = Dense.multiply(bread, CrossMath.products(x, y, w));
        double[] e = CrossMath.residuals(y, x, beta);
        double[] more = Dense.multiply(bread, CrossMath.products(x, e, w));
        for (int j = 0; j < beta.length; j++) {
            beta[j] += more[j];
        }
        e = CrossMath.residuals(y, x, beta);
        double rss = CrossMath.squares(e, w);
        double within = CrossMath.squares(y, w);
        double tss = total(sample);
        requireResiduals(sample, choice.names(), rss, tss);
        Scores scores = new Scores(sample, x, weighted(e, w), bread, rss, w);
        return new LinearFit(
                choice.names(),
                beta,
                scores,
                e,
                y,
                choice.removed(),
                tss,
                within,
                absorbed.residual(),
                absorbed.iterations(),
                absorbed.method());
    }

    static double[] weighted(double[] e, double @Nullable [] w) {
        if (w == null) {
            return e;
        }
        double[] out = new double[e.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = w[i] * e[i];
        }
        return out;
    }

    static double[][] inverse(double[][] cross, Sample sample, List<String> names) {
        double[][] out = Dense.inverse(cross);
        if (out.length < cross.length || sample.size() <= cross.length) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Regression needs more rows than regressors and regressors that are not collinear, but "
                            + sample.size() + " rows and " + String.join(", ", names)
                            + " leave it undetermined. Choose fewer regressors.");
        }
        return out;
    }

    /** Sum of squares of the outcome about its mean, or about zero if there is no constant. */
    static double total(Sample sample) {
        double[] w = sample.weights();
        boolean constant = sample.effects().holdsConstant() || sample.names().contains("(Intercept)");
        double weight = w == null ? sample.size() : CrossMath.sum(w, null);
        double mean = constant ? CrossMath.sum(sample.y(), w) / weight : 0;
        double[] about = new double[sample.size()];
        for (int i = 0; i < about.length; i++) {
            about[i] = sample.y()[i] - mean;
        }
        return CrossMath.squares(about, w);
    }

    static void requireResiduals(Sample sample, List<String> names, double rss, double tss) {
        if (!(rss > PERFECT * PERFECT * tss)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Regression needs residuals to judge its coefficients by, but the fit is perfect: "
                            + String.join(", ", names) + " explain " + sample.size()
                            + " rows exactly. Check for the outcome among the regressors.");
        }
    }

    /** Residual sum of squares. */
    double rss() {
        return scores.rss();
    }
}
