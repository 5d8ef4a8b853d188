package org.overhang.regress;

import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Summary;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.Scores;

/** Puts the figures about instruments together, for programs and for the summary. */
final class WeakReport {
    private static final double RULE_OF_THUMB = 10;

    private WeakReport() {}

    static WeakInstruments of(RegressionFit fit) {
        Instrumented in = fit.core.instruments();
        if (in == null) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Weak-instrument figures need an instrumented regression, but this one has no instruments. Use Regression.iv.");
        }
        Scores scores = fit.core.scores();
        Covariance.Kind kind = fit.spec.covariance.kind;
        int k = scores.x().length;
        int effects = CovarianceMath.counted(fit.spec.smallSample, scores, new int[0][], List.of()) - k;
        int[][] clusters = new int[0][];
        if (kind == Covariance.Kind.CLUSTER) {
            clusters = fit.spec.covariance.columns.stream()
                    .map(c -> scores.sample().codes(List.of(c.split("\\^")), "cluster"))
                    .toArray(int[][]::new);
        }
        int least = java.util.Arrays.stream(clusters)
                .mapToInt(EffectSet::count)
                .min()
                .orElse(0);
        WeakMath math =
                new WeakMath(in, effects, fit.covariance.counted() - k, clusters, least, kind != Covariance.Kind.IID);
        int more = in.z().length - in.endogenous().length;
        double lm = math.kleibergenPaap(false);
        double[] u = twoStage(in);
        double sargan = more > 0 ? math.sargan(u) : Double.NaN;
        double hansen = more > 0 ? math.hansen(u) : Double.NaN;
        double[] wu = math.wuHausman();
        return new WeakInstruments(
                math.firstStages(),
                math.craggDonald(),
                lm,
                InferenceMath.chiSquaredTail(lm, more + 1.0),
                math.kleibergenPaapF(),
                sargan,
                more > 0 ? InferenceMath.chiSquaredTail(sargan, more) : Double.NaN,
                hansen,
                more > 0 ? InferenceMath.chiSquaredTail(hansen, more) : Double.NaN,
                wu[0],
                InferenceMath.fTail(wu[0], in.endogenous().length, wu[1]),
                math.andersonRubin(fit.spec.level, fit.core.beta()));
    }

    /** Residuals of two-stage least squares, also where the estimate is LIML. */
    private static double[] twoStage(Instrumented in) {
        double[][] w = Dense.joined(in.endogenous(), in.x());
        double[][] left = InstrumentMath.residuals(in.endogenous(), Dense.joined(in.z(), in.x()));
        double[][] projected = w.clone();
        for (int j = 0; j < left.length; j++) {
            projected[j] = w[j].clone();
            for (int i = 0; i < left[j].length; i++) {
                projected[j][i] -= left[j][i];
            }
        }
        double[][] inverse = Dense.inverse(CrossMath.products(projected, projected, null));
        double[] b = Dense.multiply(inverse, CrossMath.products(projected, in.y(), null));
        return CrossMath.residuals(in.y(), w, b);
    }

    static void add(RegressionFit fit, Summary.Builder out) {
        WeakInstruments weak = of(fit);
        int level = (int) Math.round(100 * fit.spec.level);
        List<WeakInstruments.FirstStage> first = weak.firstStages();
        out.grid(Summary.grid(first.size())
                .text("first stage of", "", i -> first.get(i).term())
                .number("F", "iid", 2, i -> first.get(i).f())
                .number("F", "as errors", 2, i -> first.get(i).robustF())
                .number("effective F", "", 2, i -> first.get(i).effectiveF())
                .number("partial R²", "", 4, i -> first.get(i).partialR2())
                .text(
                        "Anderson–Rubin set",
                        level + " %",
                        i -> weak.andersonRubin().get(i).toString()));
        out.paragraph(
                "Instruments",
                "Cragg–Donald F " + Numbers.fixed(weak.craggDonald(), 2) + "; Kleibergen–Paap LM "
                        + Numbers.fixed(weak.kleibergenPaapLm(), 2) + " (p = "
                        + Numbers.fixed(weak.kleibergenPaapP(), 3) + "), F "
                        + Numbers.fixed(weak.kleibergenPaapF(), 2) + "; "
                        + (Double.isNaN(weak.sargan())
                                ? "exactly identified, so the instruments cannot be tested against one another"
                                : "Sargan " + Numbers.fixed(weak.sargan(), 2) + " (p = "
                                        + Numbers.fixed(weak.sarganP(), 3) + "), Hansen J "
                                        + Numbers.fixed(weak.hansenJ(), 2) + " (p = "
                                        + Numbers.fixed(weak.hansenP(), 3) + ")")
                        + "; Wu–Hausman F " + Numbers.fixed(weak.wuHausman(), 2) + " (p = "
                        + Numbers.fixed(weak.wuHausmanP(), 3) + ").");
        boolean projection = first.size() > 1 && fit.spec.covariance.kind != Covariance.Kind.IID;
        if (projection) {
            out.paragraph(
                    "", "The Anderson–Rubin sets of several instrumented regressors are projections under iid errors.");
        }
        boolean weakest = first.stream()
                .anyMatch(f -> !((Double.isNaN(f.effectiveF()) ? f.robustF() : f.effectiveF()) >= RULE_OF_THUMB));
        if (weakest) {
            out.warning("The instruments are weak (F below 10): read the Anderson–Rubin set, not the interval above.");
        }
    }
}
