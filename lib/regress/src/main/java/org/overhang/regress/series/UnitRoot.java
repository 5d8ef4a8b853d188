package org.overhang.regress.series;

import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Five unit-root tests of one series side by side, since no one of them settles the matter: augmented Dickey–Fuller,
 * Phillips–Perron, DF-GLS and Zivot–Andrews have a unit root under the null, KPSS has stationarity.
 *
 * <pre>{@code
 * ADF:    \Delta y_t = \alpha + \beta t + \rho y_{t-1} + \sum_{l=1}^{p} \gamma_l \Delta y_{t-l} + e_t, \quad \tau = \hat\rho / se(\hat\rho)
 * KPSS:   \eta = T^{-2} \sum_t S_t^2 / \hat\sigma^2_{LR}, \quad S_t = \sum_{s \le t} \hat e_s
 * }</pre>
 *
 * <p>{@code p} lagged differences; the long-run variance has Bartlett weights {@code 1 − l/(L+1)}, and L is also the truncation
 * of Phillips–Perron. Zivot–Andrews searches the period after which a break (in level, or in level and trend if a trend is
 * asked for) makes the series look most stationary; its unit-root null has no break. Missing values at the ends are cut off
 * and counted, inside they are refused, as are gaps in time. Zero and negative values are used as they are.
 *
 * <p>Defaults, printed: a constant, no trend; {@code p} and {@code L} are {@code floor(4 (T/100)^{1/4})}.
 *
 * <pre>{@code
 * var use = Datasets.load("us-industry-utilization").table("monthly").table();
 * var test = UnitRoot.of("utilization").over("month").lags(4).measure(use.where(use.stringColumn("industry").isEqualTo("331")));
 * test
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#BAD_VALUE} for gaps, repeated periods and
 * missing values inside; {@link Reason#NOT_IDENTIFIED} if the series is too short or constant.
 *
 * <p>Source: Said and Dickey (1984), Biometrika 71; Phillips and Perron (1988), Biometrika 75; Kwiatkowski, Phillips, Schmidt
 * and Shin (1992), Journal of Econometrics 54, table 1; Elliott, Rothenberg and Stock (1996), Econometrica 64, table 1; Zivot and
 * Andrews (1992), Journal of Business and Economic Statistics 10, tables 2 and 4; critical values and p-values of the
 * Dickey–Fuller family: MacKinnon (1994, 2010).
 */
public final class UnitRoot {
    /** Periods below which one of the five tests has no residual left. */
    private static final int FEWEST = 6;

    private final String series;
    private final String time;
    private final boolean trend;
    private final int lags;
    private final int largest;
    private final boolean bayes;

    private UnitRoot(String series, String time, boolean trend, int lags, int largest, boolean bayes) {
        this.series = series;
        this.time = time;
        this.trend = trend;
        this.lags = lags;
        this.largest = largest;
        this.bayes = bayes;
    }

    /**
     * Starts with the series.
     *
     * @param series name of its column
     * @return a step that still needs the time column
     */
    public static NeedsTime of(String series) {
        return new NeedsTime(series);
    }

    /** A unit-root test that still needs its time column. */
    public static final class NeedsTime {
        private final String series;

        private NeedsTime(String series) {
            this.series = series;
        }

        /**
         * Names the column of periods.
         *
         * @param time name of the column: numbers, dates, or text such as 2019Q3
         * @return a test that can measure
         */
        public UnitRoot over(String time) {
            return new UnitRoot(series, time, false, -1, -1, false);
        }
    }

    /**
     * Adds a linear trend to the constant.
     *
     * @return the test with a trend
     */
    public UnitRoot withTrend() {
        return new UnitRoot(series, time, true, lags, largest, bayes);
    }

    /**
     * Sets the number of lagged differences, and the truncation of the long-run variance.
     *
     * @param count at least 0
     * @return the test with these lags
     */
    public UnitRoot lags(int count) {
        requireCount(count, 0);
        return new UnitRoot(series, time, trend, count, -1, bayes);
    }

    /**
     * Chooses the lagged differences, from 1 to a largest, by Akaike's criterion on the common sample of the largest.
     *
     * @param most the largest, at least 1
     * @return the test with chosen lags
     */
    public UnitRoot lagsByAic(int most) {
        requireCount(most, 1);
        return new UnitRoot(series, time, trend, -1, most, false);
    }

    /**
     * Chooses the lagged differences, from 1 to a largest, by the Bayesian criterion on the common sample of the largest.
     *
     * @param most the largest, at least 1
     * @return the test with chosen lags
     */
    public UnitRoot lagsByBic(int most) {
        requireCount(most, 1);
        return new UnitRoot(series, time, trend, -1, most, true);
    }

    private static void requireCount(int count, int least) {
        if (count < least) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "UnitRoot needs at least " + least + " lags, but got " + count + ".");
        }
    }

    /**
     * Tests.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the five tests
     * @throws OverhangException see the class
     */
    public Tests measure(Source source) {
        TimeSeries in = TimeSeries.read("UnitRoot", source, time, List.of(series));
        double[] y = in.values()[0];
        refuseShort(y);
        int rule = (int) Math.floor(4 * Math.sqrt(Math.sqrt(y.length / 100.0)));
        int p = largest > 0 ? UnitRootMath.lagsByCriterion(y, true, trend, largest, bayes) : lags >= 0 ? lags : rule;
        int truncation = lags >= 0 ? lags : rule;
        UnitRootMath.DickeyFuller adf = UnitRootMath.dickeyFuller(y, true, trend, p, Math.max(0, largest));
        double[] pp = UnitRootMath.phillipsPerron(y, trend, truncation);
        double kpss = UnitRootMath.kpss(y, trend, truncation);
        double gls = UnitRootMath.dickeyFullerGls(y, trend, p);
        UnitRootMath.Break za = UnitRootMath.zivotAndrews(y, true, trend, p);
        return new Tests(
                this,
                in,
                p,
                truncation,
                new double[] {adf.statistic(), pp[0], kpss, gls, za.statistic()},
                za,
                source.provenance());
    }

    /** The break test needs a regressor for each of level, trend, lag and break, and residuals besides. */
    private void refuseShort(double[] y) {
        int given = Math.max(Math.max(lags, largest), 0);
        int fewest = FEWEST + 2 * given + (trend ? 1 : 0);
        if (y.length < fewest) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "UnitRoot needs at least " + fewest + " periods, but \"" + series + "\" has " + y.length
                            + ". Give a longer series or fewer lags.");
        }
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #measure(Source)}
     */
    public Tests measure(Table table) {
        return measure(Source.of(table));
    }

    /** The five tests of one series. */
    public static final class Tests implements Result {
        private static final List<String> NAMES = List.of("ADF", "Phillips-Perron", "KPSS", "DF-GLS", "Zivot-Andrews");
        private static final int KPSS = 2;
        private static final double[] KPSS_LEVEL = {0.739, 0.463, 0.347};
        private static final double[] KPSS_TREND = {0.216, 0.146, 0.119};
        private static final double[] ZIVOT_ANDREWS_LEVEL = {-5.34, -4.80, -4.58};
        private static final double[] ZIVOT_ANDREWS_BOTH = {-5.57, -5.08, -4.82};
        /** Sample size, then 1, 5 and 10 %; Elliott, Rothenberg and Stock, table 1. */
        private static final double[][] DF_GLS_TREND = {
            {50, -3.77, -3.19, -2.89},
            {100, -3.58, -3.03, -2.74},
            {200, -3.46, -2.93, -2.64},
            {Double.MAX_VALUE, -3.48, -2.89, -2.57}
        };

        private final UnitRoot choices;
        private final TimeSeries in;
        private final int lags;
        private final int truncation;
        private final double[] statistics;
        private final UnitRootMath.Break broken;
        private final Provenance provenance;

        private Tests(
                UnitRoot choices,
                TimeSeries in,
                int lags,
                int truncation,
                double[] statistics,
                UnitRootMath.Break broken,
                Provenance provenance) {
            this.provenance = provenance;
            this.choices = choices;
            this.in = in;
            this.lags = lags;
            this.truncation = truncation;
            this.statistics = statistics;
            this.broken = broken;
        }

        /**
         * The statistic of a test.
         *
         * @param test one of ADF, Phillips-Perron, KPSS, DF-GLS, Zivot-Andrews
         * @return the statistic
         */
        public double statistic(String test) {
            int at = NAMES.indexOf(test);
            if (at < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "UnitRoot has no test \"" + test + "\". Its tests: " + String.join(", ", NAMES) + ".");
            }
            return statistics[at];
        }

        /**
         * The period after which Zivot–Andrews puts the break.
         *
         * @return the period as the source writes it
         */
        public String breakAfter() {
            return broken.after() < 1 ? "no period" : in.periods()[broken.after() - 1];
        }

        /** Critical values at 1, 5 and 10 %. */
        private double[] critical(int test) {
            int deterministic = choices.trend ? 2 : 1;
            return switch (test) {
                case 0, 1 -> MacKinnon.critical(deterministic, 1, in.length() - 1 - (test == 0 ? lags : 0));
                case KPSS -> choices.trend ? KPSS_TREND : KPSS_LEVEL;
                case 3 -> choices.trend ? glsTrend() : MacKinnon.critical(0, 1, in.length() - 1 - lags);
                default -> choices.trend ? ZIVOT_ANDREWS_BOTH : ZIVOT_ANDREWS_LEVEL;
            };
        }

        private double[] glsTrend() {
            for (double[] row : DF_GLS_TREND) {
                if (in.length() <= row[0]) {
                    return new double[] {row[1], row[2], row[3]};
                }
            }
            throw new IllegalStateException();
        }

        private double pValue(int test) {
            return test <= 1 ? MacKinnon.pValue(statistics[test], choices.trend ? 2 : 1, 1) : Double.NaN;
        }

        private boolean rejects(int test) {
            double five = critical(test)[1];
            return test == KPSS ? statistics[test] > five : statistics[test] < five;
        }

        private String reading(int test) {
            boolean speaksForRoot = (test == KPSS) == rejects(test);
            return (rejects(test) ? "rejects " : "does not reject ") + nullOf(test) + (speaksForRoot ? "" : " *");
        }

        private static String nullOf(int test) {
            return test == KPSS ? "stationarity" : test == 4 ? "a unit root without break" : "a unit root";
        }

        /**
         * The series with the period after which Zivot–Andrews puts a break.
         *
         * @return a figure with a plain title, which {@code title(…).claim(…)} replaces by the finding
         */
        public Figure figure() {
            double[] at = UnitRootMath.count(in.length());
            return Figure.line()
                    .series(choices.series, at, in.values()[0])
                    .title("The series tested for a unit root")
                    .subtitle("From " + in.periods()[0] + " to " + in.periods()[in.length() - 1])
                    .marker(Math.max(1, broken.after()), "break after " + breakAfter())
                    .x(Axis.number("period number"))
                    .source(provenance)
                    .sampleSize(in.length());
        }

        @Override
        public Summary summary() {
            int against = 0;
            for (int t = 0; t < NAMES.size(); t++) {
                against += (t == KPSS) != rejects(t) ? 1 : 0;
            }
            return Summary.of("Unit root")
                    .choice("series", choices.series)
                    .choice("deterministic part", choices.trend ? "constant and trend" : "constant")
                    .choice(
                            "lagged differences",
                            lags + (choices.largest > 0 ? (choices.bayes ? " by BIC" : " by AIC") : ""))
                    .choice("truncation", Integer.toString(truncation))
                    .grid(Summary.grid(NAMES.size())
                            .text("test", "", NAMES::get)
                            .number("statistic", "", 3, t -> statistics[t])
                            .number("critical", "1 %", 2, t -> critical(t)[0])
                            .number("critical", "5 %", 2, t -> critical(t)[1])
                            .number("critical", "10 %", 2, t -> critical(t)[2])
                            .number("p_value", "", 4, this::pValue)
                            .text("at 5 %", "", this::reading))
                    .paragraph(
                            "",
                            against
                                    + " of 5 tests speak for a stationary series (marked *). Zivot–Andrews puts its break after "
                                    + breakAfter() + ".")
                    .identifies(
                            "A single series in equal steps of time, with errors that lags or the long-run variance absorb.")
                    .breaks(
                            "Breaks in level or trend (they pass for a unit root), a negative moving average, few periods.")
                    .doesNotShow(
                            "Which of two nulls is true when neither is rejected: low power and a unit root look alike.")
                    .leftOut(in.trimmed(), "periods at the ends without a value")
                    .build();
        }

        @Override
        public Table tidy() {
            int n = NAMES.size();
            double[][] critical = new double[3][n];
            double[] p = new double[n];
            String[] nulls = new String[n];
            for (int t = 0; t < n; t++) {
                for (int level = 0; level < 3; level++) {
                    critical[level][t] = critical(t)[level];
                }
                p[t] = pValue(t);
                nulls[t] = nullOf(t);
            }
            return Table.create(
                    "unit root",
                    StringColumn.create("term", NAMES),
                    StringColumn.create("null", nulls),
                    DoubleColumn.create("statistic", statistics),
                    DoubleColumn.create("p_value", p),
                    DoubleColumn.create("critical_01", critical[0]),
                    DoubleColumn.create("critical_05", critical[1]),
                    DoubleColumn.create("critical_10", critical[2]));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "unit root",
                    IntColumn.create("nobs", new int[] {in.length()}),
                    IntColumn.create("dropped", new int[] {in.trimmed()}),
                    IntColumn.create("lags", new int[] {lags}),
                    StringColumn.create("break_after", breakAfter()));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }

    @Override
    public String toString() {
        return "UnitRoot of " + series + " over " + time + ", lags " + (lags >= 0 ? Numbers.plain(lags) : "by rule");
    }
}
