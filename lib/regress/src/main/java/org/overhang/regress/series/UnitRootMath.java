package org.overhang.regress.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.OverhangException;
import org.overhang.core.math.SmallLeastSquares;

/** Unit-root statistics on arrays; conventions are those of the R package urca, which the reference numbers come from. */
final class UnitRootMath {
    private UnitRootMath() {}

    /** The regression of a Dickey–Fuller test: statistic, coefficients in the order lag, constant, trend, differences. */
    record DickeyFuller(double statistic, SmallLeastSquares fit, int lags) {}

    static double[] difference(double[] y) {
        double[] d = new double[y.length - 1];
        for (int i = 0; i < d.length; i++) {
            d[i] = y[i + 1] - y[i];
        }
        return d;
    }

    static double[] count(int n) {
        double[] t = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = i + 1;
        }
        return t;
    }

    /** Augmented Dickey–Fuller; {@code skip} first differences are given up at least, for a common sample across lags. */
    static DickeyFuller dickeyFuller(double[] y, boolean constant, boolean trend, int lags, int skip) {
        double[] d = difference(y);
        int from = Math.max(lags, skip);
        int n = Math.max(0, d.length - from);
        List<double[]> x = new ArrayList<>();
        x.add(slice(y, from, n));
        if (constant) {
            x.add(SmallLeastSquares.constant(n));
        }
        if (trend) {
            x.add(count(n));
        }
        for (int l = 1; l <= lags; l++) {
            x.add(slice(d, from - l, n));
        }
        SmallLeastSquares fit = SmallLeastSquares.of(slice(d, from, n), x.toArray(double[][]::new));
        return new DickeyFuller(fit.t(0), fit, lags);
    }

    static double[] slice(double[] a, int from, int length) {
        // Past the end there is nothing; the regression then says that too few periods are left.
        return length <= 0 ? new double[0] : Arrays.copyOfRange(a, from, from + length);
    }

    /** The lags from 1 to the largest that minimize n log(RSS/n) + penalty·k on the sample of the largest. */
    static int lagsByCriterion(double[] y, boolean constant, boolean trend, int largest, boolean bayes) {
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int lags = 1; lags <= largest; lags++) {
            SmallLeastSquares fit =
                    dickeyFuller(y, constant, trend, lags, largest).fit();
            int n = fit.rows();
            double penalty = bayes ? FastMath.log(n) : 2;
            double value = n * FastMath.log(fit.rss() / n) + penalty * fit.beta().length;
            if (value < least) {
                least = value;
                best = lags;
            }
        }
        return best;
    }

    /** Long-run variance with Bartlett weights, divided by n. */
    static double longRunVariance(double[] e, int lags) {
        int n = e.length;
        double sum = SmallLeastSquares.dot(e, e);
        for (int l = 1; l <= lags; l++) {
            double products = 0;
            for (int i = l; i < n; i++) {
                products += e[i] * e[i - l];
            }
            sum += 2 * (1 - l / (lags + 1.0)) * products;
        }
        return sum / n;
    }

    static double kpss(double[] y, boolean trend, int lags) {
        int n = y.length;
        double[][] x = trend
                ? new double[][] {SmallLeastSquares.constant(n), count(n)}
                : new double[][] {SmallLeastSquares.constant(n)};
        double[] e = SmallLeastSquares.of(y, x).residuals();
        double partial = 0;
        double sum = 0;
        for (double v : e) {
            partial += v;
            sum += partial * partial;
        }
        return sum / ((double) n * n) / longRunVariance(e, lags);
    }

    /** Phillips–Perron Z-tau and Z-alpha. */
    static double[] phillipsPerron(double[] x, boolean trend, int lags) {
        int n = x.length - 1;
        double[] y = slice(x, 1, n);
        double[] lag = slice(x, 0, n);
        double[] centred = new double[n];
        for (int i = 0; i < n; i++) {
            centred[i] = i + 1 - n / 2.0;
        }
        double[][] design = trend
                ? new double[][] {lag, SmallLeastSquares.constant(n), centred}
                : new double[][] {lag, SmallLeastSquares.constant(n)};
        SmallLeastSquares fit = SmallLeastSquares.of(y, design);
        double s = fit.rss() / n;
        double sigma = longRunVariance(fit.residuals(), lags);
        double lambda = (sigma - s) / 2;
        double moment = trend ? trendMoment(y) : demeanedMoment(y);
        double alpha = fit.beta()[0];
        double t = (alpha - 1) / fit.standardError(0);
        return new double[] {
            Math.sqrt(s / sigma) * t - lambda / sigma * Math.sqrt(sigma) / Math.sqrt(moment),
            n * (alpha - 1) - lambda / moment
        };
    }

    private static double demeanedMoment(double[] y) {
        double mean = Arrays.stream(y).sum() / y.length;
        double sum = 0;
        for (double v : y) {
            sum += (v - mean) * (v - mean);
        }
        return sum / ((double) y.length * y.length);
    }

    private static double trendMoment(double[] y) {
        double n = y.length;
        double myy = SmallLeastSquares.dot(y, y) / (n * n);
        double my = Arrays.stream(y).sum() / (n * Math.sqrt(n));
        double mty = SmallLeastSquares.dot(count(y.length), y) / (n * n * Math.sqrt(n));
        return (1 - 1 / (n * n)) * myy
                - 12 * mty * mty
                + 12 * (1 + 1 / n) * mty * my
                - (4 + 6 / n + 2 / (n * n)) * my * my;
    }

    /** Elliott–Rothenberg–Stock: Dickey–Fuller without constant after GLS detrending. */
    static double dickeyFullerGls(double[] y, boolean trend, int lags) {
        int n = y.length;
        double a = trend ? 1 - 13.5 / n : 1 - 7.0 / n;
        double[] quasi = quasiDifference(y, a);
        double[] one = quasiDifference(SmallLeastSquares.constant(n), a);
        double[] time = quasiDifference(count(n), a);
        SmallLeastSquares fit = SmallLeastSquares.of(quasi, trend ? new double[][] {one, time} : new double[][] {one});
        double[] detrended = new double[n];
        for (int i = 0; i < n; i++) {
            detrended[i] = y[i] - fit.beta()[0] - (trend ? fit.beta()[1] * (i + 1) : 0);
        }
        return dickeyFuller(detrended, false, false, lags, 0).statistic();
    }

    private static double[] quasiDifference(double[] y, double a) {
        double[] out = y.clone();
        for (int i = 1; i < out.length; i++) {
            out[i] = y[i] - a * y[i - 1];
        }
        return out;
    }

    /** Where a break in level, trend or both makes the series look most stationary. */
    record Break(double statistic, int after) {}

    static Break zivotAndrews(double[] y, boolean level, boolean trend, int lags) {
        int n = y.length - 1 - lags;
        double[] d = difference(y);
        double[] outcome = slice(d, lags, n);
        Break best = new Break(Double.POSITIVE_INFINITY, -1);
        for (int after = lags + 2; after < y.length - 1; after++) {
            double[] step = new double[n];
            double[] ramp = new double[n];
            for (int i = 0; i < n; i++) {
                int period = lags + 2 + i;
                step[i] = period > after ? 1 : 0;
                ramp[i] = Math.max(0, period - after);
            }
            List<double[]> x = new ArrayList<>(List.of(slice(y, lags, n), SmallLeastSquares.constant(n), count(n)));
            if (level) {
                x.add(step);
            }
            if (trend) {
                x.add(ramp);
            }
            for (int l = 1; l <= lags; l++) {
                x.add(slice(d, lags - l, n));
            }
            best = lower(best, outcome, x, after);
        }
        return best;
    }

    /** A break too near an end for its columns to differ from the others is no candidate. */
    private static Break lower(Break best, double[] outcome, List<double[]> x, int after) {
        try {
            double t = SmallLeastSquares.of(outcome, x.toArray(double[][]::new)).t(0);
            return t < best.statistic ? new Break(t, after) : best;
        } catch (OverhangException e) {
            return best;
        }
    }
}
