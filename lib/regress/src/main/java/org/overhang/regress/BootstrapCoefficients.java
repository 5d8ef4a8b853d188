package org.overhang.regress;

import java.util.Arrays;
import java.util.List;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Quantiles;
import org.overhang.core.Reason;

/** Coefficients estimated again on drawn rows, clusters or blocks of periods. */
public final class BootstrapCoefficients {
    private final String method;
    private final List<String> terms;
    private final double[][] draws;
    private final int failed;
    private final double level;

    BootstrapCoefficients(String method, List<String> terms, double[][] draws, int failed, double level) {
        this.method = method;
        this.terms = terms;
        this.draws = draws;
        this.failed = failed;
        this.level = level;
    }

    /**
     * The draws of one coefficient, in the order drawn.
     *
     * @param term its name
     * @return one estimate a draw; draws in which the term was not identified are not among them
     */
    public double[] draws(String term) {
        int at = terms.indexOf(term);
        if (at < 0) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN,
                    "Draws were asked for, but the regression has no term \"" + term + "\". Its terms: "
                            + String.join(", ", terms) + ".");
        }
        return Arrays.stream(draws).mapToDouble(d -> d[at]).toArray();
    }

    /**
     * Standard deviation of the draws.
     *
     * @param term the coefficient
     * @return the bootstrap standard error
     */
    public double standardError(String term) {
        double[] d = draws(term);
        double mean = Arrays.stream(d).sum() / d.length;
        double sum = 0;
        for (double v : d) {
            sum += (v - mean) * (v - mean);
        }
        return Math.sqrt(sum / (d.length - 1));
    }

    /**
     * Percentile interval.
     *
     * @param term the coefficient
     * @return the interval at the level of the fit
     */
    public Interval interval(String term) {
        double[] d = draws(term);
        Arrays.sort(d);
        return new Interval(
                Quantiles.ofSorted(d, (1 - level) / 2),
                Quantiles.ofSorted(d, (1 + level) / 2),
                level,
                method + ", percentile");
    }

    /**
     * Draws in which some coefficient was not identified; they are left out.
     *
     * @return the number
     */
    public int failed() {
        return failed;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(method);
        for (String term : terms) {
            Interval i = interval(term);
            out.append("\n  ")
                    .append(term)
                    .append(": standard error ")
                    .append(Numbers.significant(standardError(term), 4))
                    .append(", ")
                    .append(Numbers.significant(i.low(), 4))
                    .append(" to ")
                    .append(Numbers.significant(i.high(), 4));
        }
        return out.append("\n\nLeft out: ")
                .append(failed == 0 ? "nothing" : failed + " draws that did not identify a term")
                .toString();
    }
}
