package org.overhang.regress;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/** Predictions for rows that were not estimated from. */
final class Prediction {
    private Prediction() {}

    static double[] of(RegressionFit fit, Source rows, RegressionFit.Scale scale) {
        Formula formula = fit.spec.formula;
        List<Formula.Term> terms = new ArrayList<>(formula.regressors());
        terms.addAll(formula.endogenous());
        requireSimple(formula, terms);
        Columns columns = read(fit, terms, rows);
        double @Nullable [] time = null;
        int @Nullable [] unit = null;
        if (terms.stream().anyMatch(t -> t.factors().stream().anyMatch(Formula::shifts)) && !fit.spec.time.isEmpty()) {
            time = columns.periods(fit.spec.time).numbers();
            unit = fit.spec.unit.isEmpty()
                    ? new int[columns.rows()]
                    : columns.keys(List.of(fit.spec.unit)).codes();
        }
        FrameMath frame = new FrameMath(formula, columns, time, unit);
        double[] out = new double[columns.rows()];
        List<String> names = fit.core.names();
        int constant = names.indexOf("(Intercept)");
        if (constant >= 0) {
            java.util.Arrays.fill(out, fit.core.beta()[constant]);
        }
        for (Formula.Term term : terms) {
            int at = names.indexOf(term.name());
            if (at >= 0) {
                List<double[]> column = new ArrayList<>();
                frame.term(term, new ArrayList<>(), column);
                double b = fit.core.beta()[at];
                for (int i = 0; i < out.length; i++) {
                    out[i] += b * column.get(0)[i];
                }
            }
        }
        if (!formula.effects().isEmpty()) {
            addEffects(fit, columns, out);
        }
        if (!fit.spec.offset.isEmpty()) {
            double[] offset = frame.value(Formula.expression(fit.spec.offset));
            for (int i = 0; i < out.length; i++) {
                out[i] += offset[i];
            }
        }
        PointEstimates.Counts counts = fit.core.counts();
        for (int i = 0; i < out.length && counts != null && scale == RegressionFit.Scale.RESPONSE; i++) {
            out[i] = counts.link().mean(out[i]);
        }
        return out;
    }

    private static void requireSimple(Formula formula, List<Formula.Term> terms) {
        String why = formula.effects().stream().anyMatch(e -> !e.slopes().isEmpty())
                ? "slopes by group"
                : terms.stream()
                                .flatMap(t -> t.factors().stream())
                                .anyMatch(f -> f instanceof Formula.Category || f instanceof Formula.Polynomial)
                        ? "terms that depend on the rows, i() or poly()"
                        : "";
        if (!why.isEmpty()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A prediction of new rows needs a formula without " + why
                            + ", but this one has them. Write the indicators or powers as terms, or absorb them after \"|\".");
        }
    }

    private static Columns read(RegressionFit fit, List<Formula.Term> terms, Source rows) {
        Set<String> numbers = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        terms.forEach(t -> t.factors().forEach(f -> {
            Formula.collect(f, numbers);
            keys.addAll(Formula.keys(f));
        }));
        fit.spec.formula.effects().forEach(e -> keys.addAll(e.columns()));
        boolean shifts = terms.stream().anyMatch(t -> t.factors().stream().anyMatch(Formula::shifts));
        if (shifts && !fit.spec.unit.isEmpty()) {
            keys.add(fit.spec.unit);
        }
        if (!fit.spec.offset.isEmpty()) {
            Formula.collect(Formula.expression(fit.spec.offset), numbers);
        }
        Columns.Request request = Columns.neededBy("Prediction");
        numbers.forEach(c -> request.number("regressor", c));
        if (shifts && !fit.spec.time.isEmpty()) {
            request.time("time", fit.spec.time);
        }
        return request.keys(keys).read(rows);
    }

    private static void addEffects(RegressionFit fit, Columns columns, double[] out) {
        FixedEffects effects = fit.fixedEffects();
        for (Formula.Effect effect : fit.spec.formula.effects()) {
            Keys keys = columns.keys(effect.columns());
            double[] level = new double[keys.count()];
            Set<String> unseen = new LinkedHashSet<>();
            boolean[] known = new boolean[level.length];
            for (int g = 0; g < level.length; g++) {
                known[g] = effects.has(effect.name(), keys.label(g));
                level[g] = known[g] ? effects.level(effect.name(), keys.label(g)) : Double.NaN;
            }
            int[] codes = keys.codes();
            List<Integer> bad = new ArrayList<>();
            for (int i = 0; i < out.length; i++) {
                if (codes[i] >= 0 && !known[codes[i]]) {
                    bad.add(i + 1);
                    unseen.add(keys.label(codes[i]));
                }
                out[i] += codes[i] < 0 ? Double.NaN : level[codes[i]];
            }
            if (!bad.isEmpty()) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "A prediction needs levels of \"" + effect.name() + "\" that the fit has seen, but "
                                + unseen.stream().limit(5).toList() + " in " + Columns.rowNumbers(bad)
                                + " are new. Leave those rows out.");
            }
        }
    }
}
