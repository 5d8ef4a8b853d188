package org.overhang.regress;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.core.math.Factorization;
import org.overhang.core.math.SmallLeastSquares;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.LinearFit;

/** Panel transformations and the variance components of Swamy and Arora, on rows sorted by unit and time. */
final class PanelMath {
    private PanelMath() {}

    /**
     * One fitted model.
     *
     * @param name what it is called
     * @param terms coefficient names
     * @param fit the least-squares fit of the transformed data
     * @param unit unit of each transformed row, for clustering; empty where rows are units
     * @param absorbed parameters that the transformation used up
     */
    record Fitted(String name, String[] terms, SmallLeastSquares fit, int[] unit, int absorbed) {
        int degrees() {
            return fit.degreesOfFreedom() - absorbed;
        }

        double[][] iid() {
            double variance = fit.rss() / degrees();
            return Arrays.stream(fit.inverse())
                    .map(row -> Arrays.stream(row).map(v -> v * variance).toArray())
                    .toArray(double[][]::new);
        }
    }

    /** Arellano's covariance: scores summed by unit, without a factor. */
    static double[][] clustered(double[][] x, Fitted model) {
        int groups = EffectSet.count(model.unit);
        double[][] scores = new double[x.length][groups];
        double[] e = model.fit.residuals();
        for (int j = 0; j < x.length; j++) {
            for (int i = 0; i < e.length; i++) {
                scores[j][model.unit[i]] += x[j][i] * e[i];
            }
        }
        double[][] meat = CrossMath.products(scores, scores, null);
        return Dense.sandwich(model.fit.inverse(), meat);
    }

    static double[] means(double[] v, int[] unit, int units) {
        double[] mean = new double[units];
        double[] size = sizes(unit, units);
        for (int i = 0; i < v.length; i++) {
            mean[unit[i]] += v[i] / size[unit[i]];
        }
        return mean;
    }

    static double[] sizes(int[] unit, int units) {
        double[] size = new double[units];
        for (int u : unit) {
            size[u]++;
        }
        return size;
    }

    /** Values less a share of their unit's mean: one for within, θ for random effects. */
    static double[] demeaned(double[] v, int[] unit, double[] mean, double[] share) {
        double[] out = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            out[i] = v[i] - share[unit[i]] * mean[unit[i]];
        }
        return out;
    }

    /** Length of each column about its mean, by which to judge what a transformation leaves. */
    static double[] lengths(double[][] x) {
        return Arrays.stream(x).mapToDouble(c -> LinearFit.about(c, null)).toArray();
    }

    /**
     * Variance components of an unbalanced panel.
     *
     * @param idiosyncratic variance of the error
     * @param individual variance of the unit effect; set to zero if the estimate is negative
     * @param theta share of the unit's mean to take off, by unit
     * @param negative whether the estimate of the individual variance was negative
     */
    record Components(double idiosyncratic, double individual, double[] theta, boolean negative) {}

    /** Swamy and Arora with the between regression weighted by observations (the quasi-trace form for unbalanced panels). */
    static Components swamyArora(
            double[] y, double[][] x, int[] unit, int units, @Nullable Fitted within, double[] withinY) {
        double idiosyncratic =
                within == null ? Dense.dot(withinY, withinY) / (y.length - units) : within.fit.rss() / within.degrees();
        double[] size = sizes(unit, units);
        double[] outcome = means(y, unit, units);
        double[][] all = new double[x.length + 1][];
        all[0] = new double[units];
        Arrays.fill(all[0], 1);
        double[] before = new double[all.length];
        before[0] = Math.sqrt(units);
        double[] lengths = lengths(x);
        for (int k = 0; k < x.length; k++) {
            all[k + 1] = means(x[k], unit, units);
            before[k + 1] = lengths[k];
        }
        double[][] design = Arrays.stream(Factorization.of(all, before, null).kept())
                .mapToObj(j -> all[j])
                .toArray(double[][]::new);
        double[][] weighted = new double[design.length][units];
        double[] target = new double[units];
        for (int u = 0; u < units; u++) {
            double root = Math.sqrt(size[u]);
            target[u] = root * outcome[u];
            for (int k = 0; k < design.length; k++) {
                weighted[k][u] = root * design[k][u];
            }
        }
        SmallLeastSquares between = SmallLeastSquares.of(target, weighted);
        double[][] squares = CrossMath.products(weighted, weighted, size);
        double trace = 0;
        for (int a = 0; a < squares.length; a++) {
            trace += Dense.dot(between.inverse()[a], squares[a]);
        }
        double raw = (between.rss() - idiosyncratic * (units - design.length)) / (y.length - trace);
        double individual = Math.max(0, raw);
        double[] theta = Arrays.stream(size)
                .map(t -> 1 - Math.sqrt(idiosyncratic / (idiosyncratic + t * individual)))
                .toArray();
        return new Components(idiosyncratic, individual, theta, raw < 0);
    }
}
