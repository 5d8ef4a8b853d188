package org.overhang.capacity;

import java.util.Arrays;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.regress.series.Cointegration;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Fits of log capacity and what bounds them. */
final class ImpliedMath {
    private static final double SIGNIFICANT = 0.05;
    private static final int COINTEGRATION_LAGS = 4;

    private ImpliedMath() {}

    /**
     * Log capacity with bounds, NaN where the method has none or, without cointegration, no interval; coefficients of the method; the p-value of its test, NaN without one.
     */
    record Fit(double[] capacity, double[] low, double[] high, double[] coefficients, double testP) {}

    static Fit fit(ImpliedCapacity choices, Panel in) {
        ImpliedCapacity.Tuning t = choices.tuning();
        double[] y = t.levels() ? in.get("output") : logs(in.get("output"));
        Frequency f = choices.frequency();
        return switch (choices.method()) {
            case PEAKS -> peaks(y, f);
            case TREND -> touching(y, LeastSquares.count(y.length), true, y);
            case HODRICK_PRESCOTT ->
                between(
                        TrendMath.hodrickPrescott(filterable(y), t.smoothing()),
                        TrendMath.hodrickPrescott(y, t.smoothing() / 4),
                        TrendMath.hodrickPrescott(y, t.smoothing() * 4));
            case BAXTER_KING ->
                bands(y, t, t.sides(), longest -> TrendMath.baxterKing(y, t.shortest(), longest, t.sides()));
            case CHRISTIANO_FITZGERALD ->
                bands(y, t, 1, longest -> TrendMath.christianoFitzgerald(y, t.shortest(), longest));
            case HAMILTON -> hamilton(y, t, choices.level());
            case CAPITAL_OUTPUT -> touching(ratio(y, in), null, false, logs(in.get("capital")));
            case TRENDED_CAPITAL_OUTPUT ->
                touching(ratio(y, in), LeastSquares.count(y.length), false, logs(in.get("capital")));
            case COINTEGRATION -> cointegration(y, logs(in.get("capital")), choices);
            case SURVEYED -> surveyed(y, logs(in.get("survey")), logs(in.get("capital")), choices.level());
        };
    }

    private static double[] logs(double[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = StrictMath.log(values[i]);
        }
        return out;
    }

    private static double[] filterable(double[] y) {
        if (y.length < 4) {
            throw tooShort("A filter", 4, y.length);
        }
        return y;
    }

    /** The cycle of a band of periods. */
    private interface Band {
        double[] cycle(double longest);
    }

    private static Fit bands(double[] y, ImpliedCapacity.Tuning t, int sides, Band band) {
        if (y.length < 2 * sides + 2) {
            throw tooShort("A band-pass filter", 2 * sides + 2, y.length);
        }
        // A longest cycle three quarters as long must still be longer than the shortest.
        double shorter = Math.max(0.75 * t.longest(), (t.shortest() + t.longest()) / 2);
        return between(
                less(y, band.cycle(t.longest())),
                less(y, band.cycle(shorter)),
                less(y, band.cycle(1.25 * t.longest())));
    }

    private static double[] less(double[] y, double[] cycle) {
        double[] out = new double[y.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = y[i] - cycle[i];
        }
        return out;
    }

    /** Output over surveyed utilization, smoothed by its regression on capital and a trend, which takes the survey's cyclical bias away. */
    private static Fit surveyed(double[] y, double[] survey, double[] k, double level) {
        int n = y.length;
        double[] raw = less(y, survey);
        double[][] x = {LeastSquares.ones(n), LeastSquares.count(n), k};
        LeastSquares fit = LeastSquares.fit("Capacity from a survey", raw, x);
        return fitted(raw, fit, x, SieveMath.reach(x, fit.residuals(), level), Double.NaN);
    }

    private static OverhangException tooShort(String who, int needed, int found) {
        return new OverhangException(
                Reason.NOT_IDENTIFIED,
                who + " needs at least " + needed + " observations, but the series has " + found
                        + ". Give a longer series.");
    }

    /** Log of capital over output. */
    private static double[] ratio(double[] y, Panel in) {
        double[] k = logs(in.get("capital"));
        for (int i = 0; i < k.length; i++) {
            k[i] -= y[i];
        }
        return k;
    }

    private static Fit peaks(double[] y, Frequency f) {
        int[] found = TrendMath.peaks(y, f.confirm, f.apart);
        if (found.length < 2) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Peak to peak needs at least two peaks, but the series has " + found.length
                            + ". Use another method or a longer series.");
        }
        double[] capacity = TrendMath.throughPeaks(y, found);
        double[] near = orElse(y, TrendMath.peaks(y, f.confirm, Math.max(1, f.apart / 2)), capacity);
        double[] far = orElse(y, TrendMath.peaks(y, f.confirm, f.apart * 2), capacity);
        Fit bounds = between(capacity, near, far);
        double[] at = Arrays.stream(found).mapToDouble(t -> t).toArray();
        return new Fit(capacity, bounds.low, bounds.high, at, Double.NaN);
    }

    private static double[] orElse(double[] y, int[] peaks, double[] otherwise) {
        return peaks.length < 2 ? otherwise : TrendMath.throughPeaks(y, peaks);
    }

    private static Fit between(double[] capacity, double[] one, double[] other) {
        double[] low = new double[capacity.length];
        double[] high = new double[capacity.length];
        for (int i = 0; i < low.length; i++) {
            low[i] = Math.min(capacity[i], Math.min(one[i], other[i]));
            high[i] = Math.max(capacity[i], Math.max(one[i], other[i]));
        }
        return new Fit(capacity, low, high, new double[0], Double.NaN);
    }

    /**
     * A level or trend shifted to its extreme residual: the top of output, or the bottom of the capital–output ratio.
     *
     * @param series what is fitted: log output, or the log ratio
     * @param trend the trend, or null for a level
     * @param top true to touch the largest residual, false the smallest
     * @param base log output itself, or log capital, from which the fitted ratio is taken away
     */
    private static Fit touching(
            double[] series, double @org.jspecify.annotations.Nullable [] trend, boolean top, double[] base) {
        int n = series.length;
        LeastSquares fit = trend == null
                ? LeastSquares.fit("A least ratio", series, LeastSquares.ones(n))
                : LeastSquares.fit("A trend through peaks", series, LeastSquares.ones(n), trend);
        double[] sorted = fit.residuals().clone();
        Arrays.sort(sorted);
        double shift = top ? sorted[n - 1] : sorted[0];
        double next = top ? sorted[n - 2] : sorted[1];
        double[] capacity = new double[n];
        double[] without = new double[n];
        for (int i = 0; i < n; i++) {
            double fitted = series[i] - fit.residuals()[i];
            capacity[i] = top ? fitted + shift : base[i] - fitted - shift;
            without[i] = top ? fitted + next : base[i] - fitted - next;
        }
        Fit bounds = between(capacity, without, capacity);
        double[] coefficients = Arrays.copyOf(fit.beta(), fit.beta().length + 1);
        coefficients[fit.beta().length] = shift;
        return new Fit(capacity, bounds.low, bounds.high, coefficients, Double.NaN);
    }

    private static Fit hamilton(double[] y, ImpliedCapacity.Tuning f, double level) {
        int first = f.ahead() + f.lags() - 1;
        if (y.length < first + f.lags() + 3) {
            throw tooShort("The Hamilton filter", first + f.lags() + 3, y.length);
        }
        double[][] x = TrendMath.lagged(y, f.ahead(), f.lags());
        double[] left = Arrays.copyOfRange(y, first, y.length);
        LeastSquares fit = LeastSquares.fit("The Hamilton filter", left, x);
        return fitted(y, fit, x, SieveMath.reachAhead(y, f.ahead(), f.lags(), level), Double.NaN);
    }

    /**
     * Fitted values of the last observations.
     *
     * @param reach classical standard errors to either side, one a fitted value; NaN for no interval
     */
    private static Fit fitted(double[] y, LeastSquares fit, double[][] x, double[] reach, double testP) {
        int first = y.length - reach.length;
        double[][] out = new double[3][y.length];
        for (double[] part : out) {
            Arrays.fill(part, 0, first, Double.NaN);
        }
        double[] row = new double[x.length];
        for (int i = first; i < y.length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = x[j][i - first];
            }
            double error = reach[i - first] * fit.fittedError(row);
            out[0][i] = y[i] - fit.residuals()[i - first];
            out[1][i] = out[0][i] - error;
            out[2][i] = out[0][i] + error;
        }
        return new Fit(out[0], out[1], out[2], fit.beta(), testP);
    }

    private static Fit cointegration(double[] y, double[] k, ImpliedCapacity choices) {
        int n = y.length;
        double[] t = LeastSquares.count(n);
        double[][] x = {LeastSquares.ones(n), t, k};
        LeastSquares fit = LeastSquares.fit("Cointegration of output and capital", y, x);
        Table logs = Table.create(
                "logs of output and capital",
                DoubleColumn.create("t", t),
                DoubleColumn.create("log_output", y),
                DoubleColumn.create("log_capital", k));
        Cointegration.Ranks test = Cointegration.of("log_output", "log_capital")
                .over("t")
                .lags(COINTEGRATION_LAGS)
                .term(Cointegration.Term.TREND)
                .measure(Source.of(logs));
        double p = test.residualTestP();
        if (!(p < SIGNIFICANT) && !choices.evenIfNot()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Capacity from capital needs output and capital to be cointegrated, but Engle and Granger's test gives p = "
                            + org.overhang.core.Numbers.fixed(p, 3)
                            + ". Use another method, or ask for the estimate with its flag by evenIfNotCointegrated().");
        }
        double[] reach = new double[n];
        Arrays.fill(reach, Double.NaN);
        return fitted(y, fit, x, p < SIGNIFICANT ? SieveMath.reach(x, fit.residuals(), choices.level()) : reach, p);
    }
}
