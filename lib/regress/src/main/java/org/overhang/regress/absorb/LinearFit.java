package org.overhang.regress.absorb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.core.math.Factorization;

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
public record LinearFit(
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
    public static final double TOLERANCE = 1e-10;
    private static final double SAFE = 1e-6;
    private static final double PERFECT = 1e-12;

    /** Least squares of y on x after the effects; refuses what is not identified. */
    public static LinearFit of(Sample sample, double tolerance) {
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
    public record Choice(int[] kept, double[][] x, List<String> names, List<String> removed) {}

    public static Absorbing.Absorbed absorb(Sample sample, double[][] columns, double tolerance) {
        if (sample.effects().size() == 0) {
            return new Absorbing.Absorbed(columns, 0, 0, "");
        }
        return sample.effects().absorber(sample.weights()).absorb(columns, tolerance, false);
    }

    /** Leaves out what the effects absorb and what earlier regressors explain, with names. */
    public static Choice choose(
            Sample sample, double[][] before, double[][] after, List<String> names, double @Nullable [] weights) {
        boolean effects = sample.effects().size() > 0;
        double[] lengths = new double[after.length];
        boolean absorbed = false;
        for (int j = 0; j < after.length && effects; j++) {
            lengths[j] = about(before[j], weights);
            absorbed |= isAbsorbed(before[j], after[j], weights);
        }
        if (!absorbed && isWellConditioned(CrossMath.products(after, after, weights))) {
            int[] all = IntStream.range(0, after.length).toArray();
            return new Choice(all, after, names, List.of());
        }
        Factorization f = Factorization.of(after, effects ? lengths : null, weights);
        int[] kept = f.kept();
        List<String> removed = new ArrayList<>();
        for (int j = 0; j < after.length; j++) {
            if (Arrays.binarySearch(kept, j) < 0) {
                removed.add(names.get(j) + " (" + reason(f, j, names, effects) + ")");
            }
        }
        double[][] x = Arrays.stream(kept).mapToObj(j -> after[j]).toArray(double[][]::new);
        return new Choice(kept, x, Arrays.stream(kept).mapToObj(names::get).toList(), removed);
    }

    private static String reason(Factorization f, int column, List<String> names, boolean effects) {
        if (f.isVanished(column)) {
            return effects ? "absorbed by the effects" : "the same in every row used";
        }
        return "collinear with "
                + Arrays.stream(f.repeats(column)).mapToObj(names::get).collect(Collectors.joining(" and "));
    }

    /** Length about the mean. */
    public static double about(double[] column, double @Nullable [] w) {
        double total = w == null ? column.length : CrossMath.sum(w, null);
        double mean = CrossMath.sum(column, w) / total;
        return Math.sqrt(Math.max(0, Parallel.sum(column.length, (from, to) -> {
            double s = 0;
            for (int i = from; i < to; i++) {
                double v = column[i] - mean;
                s += w == null ? v * v : w[i] * v * v;
            }
            return s;
        })));
    }

    private static boolean isAbsorbed(double[] before, double[] after, double @Nullable [] w) {
        return !(Math.sqrt(CrossMath.squares(after, w)) > Factorization.ABSORBED * about(before, w));
    }

    /** Whether normal equations lose no more than six digits: then they decide and solve, faster than a factorization. */
    public static boolean isWellConditioned(double[][] cross) {
        int k = cross.length;
        double[][] unit = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                unit[i][j] = cross[i][j] / Math.sqrt(cross[i][i] * cross[j][j]);
            }
        }
        return Dense.cholesky(unit, SAFE).length == k;
    }

    /** Columns that are not combinations of those before them. */
    public static int independent(double[][] columns, double @Nullable [] weights) {
        return isWellConditioned(CrossMath.products(columns, columns, weights))
                ? columns.length
                : Factorization.of(columns, weights).kept().length;
    }

    public static void requireVariation(Sample sample, double[] after) {
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

    public static void requireRegressors(Sample sample, Choice choice) {
        if (choice.names().isEmpty() && !sample.names().isEmpty()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Regression needs a regressor that varies within the absorbed effects, but none is left: "
                            + String.join(", ", choice.removed())
                            + ". Absorb fewer effects or choose other regressors.");
        }
        if (choice.names().isEmpty() && sample.effects().size() == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Regression needs at least one regressor, but the formula has none. Write y ~ x.");
        }
    }

    /** Coefficients, their bread and, where normal equations would lose digits, the basis that was used instead. */
    public record Solved(double[] beta, double[][] bread, Scores.@Nullable Basis basis) {}

    public static Solved solved(double[][] x, double[] y, double @Nullable [] w, Sample sample, List<String> names) {
        double[][] cross = CrossMath.products(x, x, w);
        if (isWellConditioned(cross)) {
            double[][] bread = inverse(cross, sample, names);
            double[] beta = Dense.multiply(bread, CrossMath.products(x, y, w));
            double[] more = Dense.multiply(bread, CrossMath.products(x, CrossMath.residuals(y, x, beta), w));
            for (int j = 0; j < beta.length; j++) {
                beta[j] += more[j];
            }
            return new Solved(beta, bread, null);
        }
        Factorization f = Factorization.of(x, w);
        if (f.kept().length < x.length || sample.size() <= x.length) {
            throw undetermined(sample, names);
        }
        double[][] map = f.toColumns();
        double[][] bread = Dense.symmetric(Dense.multiply(map, Dense.transpose(map)));
        return new Solved(Dense.multiply(map, f.solve(y, w)), bread, new Scores.Basis(f.basis(), map));
    }

    private static LinearFit solve(Sample sample, double[] y, Choice choice, Absorbing.Absorbed absorbed) {
        double[] w = sample.weights();
        double[][] x = choice.x();
        Solved solved = solved(x, y, w, sample, choice.names());
        double[] e = CrossMath.residuals(y, x, solved.beta);
        double rss = CrossMath.squares(e, w);
        double within = CrossMath.squares(y, w);
        double tss = total(sample);
        requireResiduals(sample, choice.names(), rss, tss);
        Scores scores = new Scores(sample, x, weighted(e, w), solved.bread, rss, w, solved.basis);
        return new LinearFit(
                choice.names(),
                solved.beta,
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

    public static double[] weighted(double[] e, double @Nullable [] w) {
        if (w == null) {
            return e;
        }
        double[] out = new double[e.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = w[i] * e[i];
        }
        return out;
    }

    public static double[][] inverse(double[][] cross, Sample sample, List<String> names) {
        double[][] out = Dense.inverse(cross);
        if (out.length < cross.length || sample.size() <= cross.length) {
            throw undetermined(sample, names);
        }
        return out;
    }

    private static OverhangException undetermined(Sample sample, List<String> names) {
        return new OverhangException(
                Reason.NOT_IDENTIFIED,
                "Regression needs more rows than regressors and regressors that are not collinear, but "
                        + sample.size() + " rows and " + String.join(", ", names)
                        + " leave it undetermined. Choose fewer regressors.");
    }

    /** Sum of squares of the outcome about its mean, or about zero if there is no constant. */
    public static double total(Sample sample) {
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

    public static void requireResiduals(Sample sample, List<String> names, double rss, double tss) {
        if (!(rss > PERFECT * PERFECT * tss)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Regression needs residuals to judge its coefficients by, but the fit is perfect: "
                            + String.join(", ", names) + " explain " + sample.size()
                            + " rows exactly. Check for the outcome among the regressors.");
        }
    }

    /** Residual sum of squares. */
    public double rss() {
        return scores.rss();
    }
}
