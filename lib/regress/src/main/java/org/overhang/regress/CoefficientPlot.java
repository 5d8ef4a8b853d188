package org.overhang.regress;

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
        Coefficients form = Figure.coefficients();
        for (int m = 0; m < fits.length; m++) {
            form = fits.length > 1 ? form.model("(" + (m + 1) + ")") : form;
            for (String term : fits[m].terms()) {
                CoefficientEstimate e = fits[m].estimate(term);
                if (!term.equals("(Intercept)")) {
                    form = form.term(
                            term, e.estimate(), e.interval().low(), e.interval().high());
                }
            }
        }
        RegressionFit first = fits[0];
        StringBuilder errors = new StringBuilder(first.spec.covariance.toString());
        for (int m = 1; m < fits.length; m++) {
            String other = fits[m].spec.covariance.toString();
            if (!other.equals(first.spec.covariance.toString())) {
                errors.append("; (").append(m + 1).append(") ").append(other);
            }
        }
        Figure figure = form.title(
                        "Coefficients on " + first.spec.formula.response().name())
                .subtitle(first.spec.formula.text().trim())
                .interval(Numbers.percent(first.spec.level, 0) + " intervals, errors " + errors)
                .reference(0, "no effect")
                .sampleSize(first.nobs());
        Source source = first.core.scores().sample().source();
        return source == null ? figure : figure.source(source.provenance());
    }
}
