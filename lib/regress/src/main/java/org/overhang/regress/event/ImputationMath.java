package org.overhang.regress.event;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;
import org.overhang.core.math.Dense;
import org.overhang.regress.absorb.EffectSet;

/**
 * Imputation of Borusyak, Jaravel and Spiess: unit and period effects (and covariates) from rows not yet treated, effects as what
 * treated rows have beyond them. Units are eliminated exactly; the rest is a dense system in periods and covariates.
 */
final class ImputationMath {
    private final EventPanel panel;
    private final int units;
    private final int columns;
    private final boolean[] treated;
    private final int[] untreatedRows;
    private final QRDecomposition system;

    ImputationMath(EventPanel panel) {
        this.panel = panel;
        units = panel.units().size();
        columns = panel.periods() - 1 + panel.x().length;
        treated = new boolean[panel.rows().length];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = panel.since(i) != GroupTimeMath.NEVER && panel.since(i) >= 0;
        }
        untreatedRows = new int[units];
        boolean[] seen = new boolean[panel.periods()];
        for (int i = 0; i < treated.length; i++) {
            if (!treated[i]) {
                untreatedRows[panel.unit()[i]]++;
                seen[panel.period()[i]] = true;
            }
        }
        requireSupport(seen);
        system = new QRDecomposition(new Array2DRowRealMatrix(schur()), 1e-10);
        if (!system.getSolver().isNonSingular()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Imputation needs untreated rows that tie all periods together and covariates that vary among them. "
                            + "Drop covariates, or end the sample before the last group is treated.");
        }
    }

    private void requireSupport(boolean[] seen) {
        for (int t = 0; t < seen.length; t++) {
            if (!seen[t]) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "Imputation needs untreated rows in every period, but none is untreated in "
                                + panel.label(t)
                                + ". End the sample before the last group is treated, or add never-treated units.");
            }
        }
        for (int u = 0; u < units; u++) {
            if (untreatedRows[u] == 0) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "Imputation needs rows before the event of every unit, but \""
                                + panel.units().get(u) + "\" has none. Leave it out.");
            }
        }
    }

    /** Value of a dense regressor: dummies of all periods but the first, then covariates. */
    private double regressor(int row, int column) {
        int dummies = panel.periods() - 1;
        return column < dummies ? (panel.period()[row] == column + 1 ? 1 : 0) : panel.x()[column - dummies][row];
    }

    private double[][] unitMeans() {
        double[][] mean = new double[units][columns];
        for (int i = 0; i < treated.length; i++) {
            if (!treated[i]) {
                double[] own = mean[panel.unit()[i]];
                addRow(own, i, 1.0 / untreatedRows[panel.unit()[i]]);
            }
        }
        return mean;
    }

    private void addRow(double[] into, int row, double times) {
        int dummies = panel.periods() - 1;
        if (panel.period()[row] > 0) {
            into[panel.period()[row] - 1] += times;
        }
        for (int k = 0; k < panel.x().length; k++) {
            into[dummies + k] += times * panel.x()[k][row];
        }
    }

    /** X'X of untreated rows less what unit effects explain. */
    private double[][] schur() {
        double[][] mean = unitMeans();
        double[][] s = new double[columns][columns];
        for (int i = 0; i < treated.length; i++) {
            if (!treated[i]) {
                double[] row = new double[columns];
                addRow(row, i, 1);
                outer(s, row, 1);
            }
        }
        for (int u = 0; u < units; u++) {
            outer(s, mean[u], -untreatedRows[u]);
        }
        return s;
    }

    private static void outer(double[][] into, double[] v, double times) {
        for (int a = 0; a < v.length; a++) {
            if (v[a] != 0) {
                for (int b = 0; b < v.length; b++) {
                    into[a][b] += times * v[a] * v[b];
                }
            }
        }
    }

    /** Coefficients of units and dense columns with normal equations {@code Z'Z δ = (ofUnits, ofColumns)}. */
    private double[][] solve(double[] ofUnits, double[] ofColumns) {
        double[][] mean = unitMeans();
        double[] right = ofColumns.clone();
        for (int u = 0; u < units; u++) {
            for (int c = 0; c < columns; c++) {
                right[c] -= mean[u][c] * ofUnits[u];
            }
        }
        double[] dense = system.getSolver().solve(new ArrayRealVector(right)).toArray();
        double[] own = new double[units];
        for (int u = 0; u < units; u++) {
            own[u] = ofUnits[u] / untreatedRows[u] - Dense.dot(mean[u], dense);
        }
        return new double[][] {own, dense};
    }

    private double fitted(double[][] delta, int row) {
        double sum = delta[0][panel.unit()[row]];
        for (int c = 0; c < columns; c++) {
            sum += delta[1][c] * regressor(row, c);
        }
        return sum;
    }

    /** Outcome less its untreated prediction, for every row: effects of treated rows, residuals of the others. */
    double[] effects() {
        double[] ofUnits = new double[units];
        double[] ofColumns = new double[columns];
        for (int i = 0; i < treated.length; i++) {
            if (!treated[i]) {
                ofUnits[panel.unit()[i]] += panel.y()[i];
                addRow(ofColumns, i, panel.y()[i]);
            }
        }
        double[][] delta = solve(ofUnits, ofColumns);
        double[] effects = new double[treated.length];
        for (int i = 0; i < effects.length; i++) {
            effects[i] = panel.y()[i] - fitted(delta, i);
        }
        return effects;
    }

    /** Weights on outcomes of all rows that make the estimate {@code Σ w τ̂} over treated rows. */
    private double[] outcomeWeights(double[] w) {
        double[] ofUnits = new double[units];
        double[] ofColumns = new double[columns];
        for (int i = 0; i < w.length; i++) {
            if (treated[i]) {
                ofUnits[panel.unit()[i]] += w[i];
                addRow(ofColumns, i, w[i]);
            }
        }
        double[][] delta = solve(ofUnits, ofColumns);
        double[] v = new double[w.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = treated[i] ? w[i] : -fitted(delta, i);
        }
        return v;
    }

    /** Sums by cluster of weighted residuals; treated rows against the mean effect of their cohort and period. */
    private double[] clusterScores(double[] v, double[] effects) {
        double[] over = new double[panel.periods() * (panel.periods() + 1)];
        double[] under = new double[over.length];
        for (int i = 0; i < v.length; i++) {
            if (treated[i]) {
                int cell = cell(i);
                over[cell] += v[i] * v[i] * effects[i];
                under[cell] += v[i] * v[i];
            }
        }
        double[] scores = new double[EffectSet.count(panel.cluster())];
        for (int i = 0; i < v.length; i++) {
            double middle = treated[i] && under[cell(i)] > 0 ? over[cell(i)] / under[cell(i)] : 0;
            scores[panel.cluster()[i]] += v[i] * (effects[i] - middle);
        }
        return scores;
    }

    private int cell(int row) {
        return panel.first()[panel.unit()[row]] * panel.periods() + panel.period()[row];
    }

    /** Average effects by period since the event and over all treated rows, with conservative cluster variances. */
    static EventEstimate estimate(EventPanel panel, EventEstimate leads) {
        ImputationMath math = new ImputationMath(panel);
        double[] effects = math.effects();
        TreeMap<Integer, Integer> count = new TreeMap<>();
        for (int i = 0; i < effects.length; i++) {
            if (math.treated[i]) {
                count.merge(panel.since(i), 1, Integer::sum);
            }
        }
        int[] since = count.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] rows = count.values().stream().mapToInt(Integer::intValue).toArray();
        int all = count.values().stream().mapToInt(Integer::intValue).sum();
        double[] average = new double[since.length + 1];
        double[][] scores = new double[since.length + 1][];
        Parallel.forEach(since.length + 1, h -> {
            double[] w = new double[effects.length];
            for (int i = 0; i < w.length; i++) {
                if (math.treated[i] && (h == since.length || panel.since(i) == since[h])) {
                    w[i] = 1.0 / (h == since.length ? all : rows[h]);
                    average[h] += w[i] * effects[i];
                }
            }
            scores[h] = math.clusterScores(math.outcomeWeights(w), effects);
        });
        return joined(leads, since, average, scores);
    }

    /** Leads come from a regression of their own on untreated rows; their covariance with the effects is not estimated. */
    private static EventEstimate joined(EventEstimate leads, int[] since, double[] average, double[][] scores) {
        int before = leads.since().length;
        int n = before + since.length;
        double[][] v = new double[n][n];
        double[] effect = Arrays.copyOf(leads.effect(), n);
        for (int a = 0; a < before; a++) {
            System.arraycopy(leads.covariance()[a], 0, v[a], 0, before);
        }
        for (int a = 0; a < since.length; a++) {
            effect[before + a] = average[a];
            for (int b = 0; b < since.length; b++) {
                v[before + a][before + b] = Dense.dot(scores[a], scores[b]);
            }
        }
        double[] last = scores[since.length];
        return new EventEstimate(
                IntStream.concat(Arrays.stream(leads.since()), Arrays.stream(since))
                        .toArray(),
                effect,
                v,
                average[since.length],
                Math.sqrt(Dense.dot(last, last)),
                Double.POSITIVE_INFINITY,
                last.length,
                "treated rows evenly",
                List.of(
                        "Effects are what treated rows have beyond unit and period effects of rows not yet treated; leads are a "
                                + "regression of their own on those rows."));
    }
}
