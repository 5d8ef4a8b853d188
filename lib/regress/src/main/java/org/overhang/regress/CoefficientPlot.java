package org.overhang.regress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;

/** Draws coefficients of regressions with their intervals. */
final class CoefficientPlot {
    private CoefficientPlot() {}

    static Figure of(RegressionFit... fits) {
        if (fits.length == 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A coefficient plot needs at least one estimate, but none was given.");
        }
        List<RegressionFit> all = List.of(fits);
        List<String> terms = all.stream()
                .flatMap(f -> f.terms().stream())
                .distinct()
                .filter(t -> !t.equals("(Intercept)"))
                .toList();
        return of(all, names(all), terms, t -> t);
    }

    /** Models by their outcomes where each has its own, by number and outcome where outcomes differ, else by number. */
    static List<String> names(List<RegressionFit> fits) {
        List<String> outcomes = outcomes(fits);
        List<String> out = new ArrayList<>();
        for (int m = 0; m < fits.size(); m++) {
            String own = fits.get(m).spec.formula.response().name();
            String number = "(" + (m + 1) + ")";
            out.add(
                    outcomes.size() == fits.size() && outcomes.size() > 1
                            ? own
                            : outcomes.size() > 1 ? number + " " + own : number);
        }
        return out;
    }

    private static List<String> outcomes(List<RegressionFit> fits) {
        return fits.stream()
                .map(f -> f.spec.formula.response().name())
                .distinct()
                .toList();
    }

    /** The chosen terms under their labels, a column of points a model. */
    static Figure of(List<RegressionFit> fits, List<String> names, List<String> terms, UnaryOperator<String> label) {
        Coefficients form = Figure.coefficients();
        for (int m = 0; m < fits.size(); m++) {
            RegressionFit fit = fits.get(m);
            form = fits.size() > 1 ? form.model(names.get(m)) : form;
            for (String term : terms) {
                if (fit.terms().contains(term)) {
                    CoefficientEstimate e = fit.estimate(term);
                    form = form.term(
                            label.apply(term),
                            e.estimate(),
                            e.interval().low(),
                            e.interval().high());
                }
            }
        }
        RegressionFit first = fits.get(0);
        StringBuilder errors = new StringBuilder(first.spec.covariance.toString());
        for (int m = 1; m < fits.size(); m++) {
            String other = fits.get(m).spec.covariance.toString();
            if (!other.equals(first.spec.covariance.toString())) {
                errors.append("; ").append(names.get(m)).append(": ").append(other);
            }
        }
        Figure figure = form.title("Coefficients on " + String.join(", ", outcomes(fits)))
                .subtitle(first.spec.formula.text().trim())
                .interval(Numbers.percent(first.spec.level, 0) + " intervals, errors " + errors)
                .reference(0, "no effect")
                .sampleSize(first.nobs());
        Source source = first.core.scores().sample().source();
        return source == null ? figure : figure.source(source.provenance());
    }
}
