package org.overhang.regress;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.regress.absorb.Absorbing;
import org.overhang.regress.absorb.LinearFit;
import org.overhang.regress.absorb.Sample;
import org.overhang.regress.absorb.Scores;

/** k-class estimation: two-stage least squares and LIML after the effects. */
final class InstrumentMath {
    private static final double EXACT = 1e-20;

    private InstrumentMath() {}

    static PointEstimates fit(Sample sample, Regression spec, double tolerance) {
        double[][] x = sample.x();
        double[][] z = sample.instruments();
        double[][] endogenous = sample.endogenous();
        double[][] all = new double[1 + endogenous.length + x.length + z.length][];
        all[0] = sample.y();
        System.arraycopy(endogenous, 0, all, 1, endogenous.length);
        System.arraycopy(x, 0, all, 1 + endogenous.length, x.length);
        System.arraycopy(z, 0, all, 1 + endogenous.length + x.length, z.length);
        Absorbing.Absorbed absorbed = LinearFit.absorb(sample, all, tolerance);
        double[][] columns = rooted(absorbed.columns(), sample);
        LinearFit.requireVariation(sample, absorbed.columns()[0]);
        double[] y = columns[0];
        double[][] endog = java.util.Arrays.copyOfRange(columns, 1, 1 + endogenous.length);
        int at = 1 + endogenous.length;
        double[][] rootedX = rooted(x, sample);
        LinearFit.Choice included = LinearFit.choose(
                sample, rootedX, java.util.Arrays.copyOfRange(columns, at, at + x.length), sample.names(), null);
        double[][] both =
                Dense.joined(included.x(), java.util.Arrays.copyOfRange(columns, at + x.length, columns.length));
        List<String> bothNames = new ArrayList<>(included.names());
        bothNames.addAll(sample.instrumentNames());
        double[][] bothBefore = Dense.joined(picked(rootedX, included.kept()), rooted(z, sample));
        LinearFit.Choice excluded = LinearFit.choose(sample, bothBefore, both, bothNames, null);
        int k = included.x().length;
        double[][] kept = java.util.Arrays.copyOfRange(excluded.x(), k, excluded.x().length);
        List<String> keptNames = excluded.names().subList(k, excluded.names().size());
        requireIdentified(sample, included, endog, kept.length);
        List<String> removed = new ArrayList<>(included.removed());
        excluded.removed().forEach(r -> removed.add("instrument " + r));
        Parts parts = new Parts(y, endog, included.x(), kept);
        return estimate(sample, parts, included.names(), List.copyOf(keptNames), removed, spec, absorbed);
    }

    /** Columns times the root of the weight, after which no weight is needed. */
    private static double[][] rooted(double[][] columns, Sample sample) {
        double[] w = sample.weights();
        if (w == null) {
            return columns;
        }
        double[][] out = new double[columns.length][];
        for (int j = 0; j < columns.length; j++) {
            out[j] = columns[j].clone();
            for (int i = 0; i < w.length; i++) {
                out[j][i] *= Math.sqrt(w[i]);
            }
        }
        return out;
    }

    private static double[][] picked(double[][] columns, int[] at) {
        double[][] out = new double[at.length][];
        for (int j = 0; j < at.length; j++) {
            out[j] = columns[at[j]];
        }
        return out;
    }

    private static void requireIdentified(Sample sample, LinearFit.Choice included, double[][] endog, int excluded) {
        if (excluded < endog.length) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Instrumented regression needs at least as many instruments as instrumented regressors, but "
                            + excluded + " of " + String.join(", ", sample.instrumentNames()) + " are left for "
                            + String.join(", ", sample.endogenousNames())
                            + ". Add instruments that vary within the effects.");
        }
        double[][] regressors = Dense.joined(included.x(), endog);
        if (LinearFit.independent(regressors, null) < regressors.length) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Instrumented regression needs instrumented regressors that vary on their own, but "
                            + String.join(", ", sample.endogenousNames())
                            + " are explained by the effects and the other regressors. Take one out.");
        }
    }

    /** Outcome, instrumented regressors, included regressors and excluded instruments, after effects and weights. */
    record Parts(double[] y, double[][] endog, double[][] x, double[][] z) {}

    private static PointEstimates estimate(
            Sample sample,
            Parts p,
            List<String> xNames,
            List<String> zNames,
            List<String> removed,
            Regression spec,
            Absorbing.Absorbed absorbed) {
        double[][] first = Dense.joined(p.z, p.x);
        double[][] unexplained = residuals(p.endog, first);
        for (int j = 0; j < p.endog.length; j++) {
            if (!(CrossMath.squares(unexplained[j], null) > EXACT * CrossMath.squares(p.endog[j], null))) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "Instrumented regression needs instruments that do not explain the regressor exactly, but "
                                + String.join(", ", zNames) + " explain all of "
                                + sample.endogenousNames().get(j) + ". Use Regression.ols, or other instruments.");
            }
        }
        double kappa = spec.estimator == IvEstimator.LIML ? fuller(sample, p, spec.fuller) : 1;
        double[][] w = Dense.joined(p.endog, p.x);
        List<String> names = new ArrayList<>(sample.endogenousNames());
        names.addAll(xNames);
        KClass chosen = kClass(sample, p.y, w, unexplained, names, kappa);
        double j = Double.NaN;
        if (spec.estimator.moments()) {
            GmmMath moments = new GmmMath(sample, p.y, w, first, spec.covariance);
            GmmMath.Estimate found = spec.estimator == IvEstimator.TWO_STEP
                    ? moments.twoStep(chosen.beta)
                    : moments.continuous(starts(sample, p, w, unexplained, names, moments, chosen));
            // iid errors have their variance in the covariance of the coefficients, so not in the weight as well
            double variance = CrossMath.squares(CrossMath.residuals(p.y, w, found.beta()), null) / p.y.length;
            double[][] weight = spec.covariance.kind == Covariance.Kind.IID
                    ? Dense.scaled(found.weight(), variance)
                    : found.weight();
            double[][] weighed = Dense.multiply(weight, CrossMath.products(first, w, null));
            chosen = new KClass(found.beta(), CrossMath.combine(first, weighed), moments.bread(weight));
            kappa = Double.NaN;
            j = found.j();
        }
        double[] u = CrossMath.residuals(p.y, w, chosen.beta);
        double rss = CrossMath.squares(u, null);
        double tss = LinearFit.total(sample);
        LinearFit.requireResiduals(sample, names, rss, tss);
        Scores scores = new Scores(sample, chosen.projected, u, chosen.bread, rss, null);
        double[] residuals = u;
        double[] weights = sample.weights();
        if (weights != null) {
            residuals = u.clone();
            for (int i = 0; i < residuals.length; i++) {
                residuals[i] /= Math.sqrt(weights[i]);
            }
        }
        Instrumented instruments = new Instrumented(
                p.y,
                p.endog,
                sample.endogenousNames(),
                p.x,
                p.z,
                zNames,
                kappa,
                j,
                spec.estimator.moments() ? spec.covariance.toString() : "");
        return new PointEstimates(
                List.copyOf(names),
                chosen.beta,
                scores,
                residuals,
                List.copyOf(removed),
                tss,
                CrossMath.squares(p.y, null),
                new Absorbing.Absorbed(new double[0][], absorbed.residual(), absorbed.iterations(), absorbed.method()),
                instruments,
                null);
    }

    /** Coefficients of a k-class, the regressors that give its scores, and the inverse of their product. */
    private record KClass(double[] beta, double[][] projected, double[][] bread) {}

    private static KClass kClass(
            Sample sample, double[] y, double[][] w, double[][] unexplained, List<String> names, double kappa) {
        int m = unexplained.length;
        double[][] projected = new double[w.length][];
        for (int j = 0; j < w.length; j++) {
            projected[j] = j < m ? less(w[j], unexplained[j], kappa) : w[j];
        }
        double[][] cross = CrossMath.products(w, w, null);
        double[][] left = CrossMath.products(unexplained, unexplained, null);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                cross[i][j] -= kappa * left[i][j];
            }
        }
        double[][] bread = LinearFit.inverse(cross, sample, names);
        double[] beta = Dense.multiply(bread, CrossMath.products(projected, y, null));
        double[] u = CrossMath.residuals(y, w, beta);
        double[] more = Dense.multiply(bread, CrossMath.products(projected, u, null));
        for (int j = 0; j < beta.length; j++) {
            beta[j] += more[j];
        }
        return new KClass(beta, projected, bread);
    }

    /** Where continuous updating starts: two steps, LIML and Fuller's estimate. */
    private static List<double[]> starts(
            Sample sample,
            Parts p,
            double[][] w,
            double[][] unexplained,
            List<String> names,
            GmmMath moments,
            KClass twoStage) {
        return List.of(
                moments.twoStep(twoStage.beta).beta(),
                kClass(sample, p.y, w, unexplained, names, fuller(sample, p, 0)).beta,
                kClass(sample, p.y, w, unexplained, names, fuller(sample, p, 1)).beta);
    }

    /** LIML's κ less Fuller's a over the rows beyond the instruments, effects among them. */
    private static double fuller(Sample sample, Parts p, double a) {
        double kappa = kappa(p);
        if (!(a > 0)) {
            return kappa;
        }
        int effects = CovarianceMath.counted(
                SmallSample.SANDWICH, new Scores(sample, p.x, p.y, new double[0][], 0, null), new int[0][], List.of());
        return kappa - a / (p.y.length - effects - p.z.length);
    }

    private static double[] less(double[] a, double[] b, double times) {
        double[] out = a.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] -= times * b[i];
        }
        return out;
    }

    /** Columns less their projection on others, projected twice against rounding. */
    static double[][] residuals(double[][] columns, double[][] on) {
        double[][] out = columns;
        if (on.length == 0) {
            return columns;
        }
        double[][] inverse = Dense.inverse(CrossMath.products(on, on, null));
        for (int twice = 0; twice < 2; twice++) {
            double[][] coefficients = Dense.multiply(inverse, CrossMath.products(on, out, null));
            double[][] next = new double[columns.length][];
            for (int j = 0; j < columns.length; j++) {
                double[] b = new double[on.length];
                for (int i = 0; i < b.length; i++) {
                    b[i] = coefficients[i][j];
                }
                next[j] = CrossMath.residuals(out[j], on, b);
            }
            out = next;
        }
        return out;
    }

    /** Smallest root of {@code |[y Y]'M_X[y Y] − κ [y Y]'M_{X,Z}[y Y]| = 0}. */
    private static double kappa(Parts p) {
        double[][] b = Dense.joined(new double[][] {p.y}, p.endog);
        double[][] restricted = residuals(b, p.x);
        double[][] full = residuals(b, Dense.joined(p.z, p.x));
        double[][] s0 = CrossMath.products(restricted, restricted, null);
        double[][] s1 = CrossMath.products(full, full, null);
        double[][] root = Dense.mapEigenvalues(s1, v -> 1 / Math.sqrt(v));
        EigenDecomposition e = new EigenDecomposition(new Array2DRowRealMatrix(Dense.sandwich(root, s0), false));
        double least = Double.POSITIVE_INFINITY;
        for (double v : e.getRealEigenvalues()) {
            least = Math.min(least, v);
        }
        return least;
    }
}
