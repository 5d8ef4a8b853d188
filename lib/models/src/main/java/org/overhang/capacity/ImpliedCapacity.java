package org.overhang.capacity;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.time.PeriodUnit;
import tech.tablesaw.api.Table;

/**
 * Capacity where nobody reports it, inferred from output, or from output and capital.
 *
 * <pre>
 * peak to peak       log y joined between peaks
 * trend              a + b t through log y, shifted up to touch its largest residual
 * Hodrick–Prescott   (I + λ D'D)⁻¹ log y
 * Baxter–King        log y less its cycles of some periods; so Christiano–Fitzgerald
 * Hamilton           fitted value of log y(t+h) on log y(t) … log y(t−p+1)
 * capital–output     k / min(k/y), or the same with the ratio on a log trend
 * cointegration      exp(a + b t + c log k), Shaikh and Moudud
 * survey             y over surveyed utilization, fitted on a + b t + c log k as the Federal Reserve does
 * </pre>
 *
 * <p>{@code y} output in any unit, {@code k} capital stock at constant prices. Utilization is output over capacity and is not clipped: above
 * one it says that the rule saw too small a peak. Rows without output or capital are left out at the ends of the series; gaps inside, and
 * values not above zero, are refused.
 *
 * <p><b>What no rule of peaks and no filter can see: a permanent glut.</b> They take the best or the mean of what was made for what could be
 * made, so a sector that always idles reads as full. Capital-based measures can see it if the stock is right.
 *
 * <p>Errors of a fitted capacity depend on one another from period to period. Intervals of the regressions (Hamilton, cointegration, survey)
 * therefore do not use Student's t but the misses of 4,000 drawn series, of which the tenth counts whose residuals are as dependent as those
 * observed; a short series whose dependence cannot be told gets a wide interval.
 *
 * <p>Defaults: logs; intervals of 95 %; λ, the length of cycles, lags and the distance of peaks are those of the {@link Frequency}; cointegration is
 * refused where it is not found.
 *
 * <pre>{@code
 * var implied = ImpliedCapacity.of("output").over("quarter").every(Frequency.QUARTERLY).peakToPeak().measure(series);
 * implied.utilization();
 * implied
 * }</pre>
 *
 * <p>Errors: fewer than two peaks, a series that is too short, gaps, and for cointegration {@link Reason#NOT_IDENTIFIED} if Engle and
 * Granger's test does not reject at 5 %, unless {@link #evenIfNotCointegrated()} asks for the estimate with its flag; it then has no interval.
 *
 * <p>Federal Reserve, G.17 explanatory notes; Morin and Stevens, FEDS 2004-49; Baxter and King, Review of Economics and Statistics 81 (1999),
 * 575–593; Christiano and Fitzgerald, International Economic Review 44 (2003), 435–465; Klein and Summers (1966); Hodrick and Prescott (1997); Hamilton, Review of Economics and Statistics 100 (2018), 831–843; Shaikh and
 * Moudud, Levy Institute Working Paper 415 (2004).
 */
public final class ImpliedCapacity {
    /** The rule by which capacity is inferred. */
    enum Method {
        PEAKS("peak to peak", "bounds over peaks half and twice as far apart"),
        TREND("trend through peaks", "bounds: without the observation it touches"),
        HODRICK_PRESCOTT("Hodrick–Prescott trend", "bounds over λ a quarter and four times as large"),
        BAXTER_KING("Baxter–King trend", "bounds over longest cycles three and five quarters as long"),
        CHRISTIANO_FITZGERALD(
                "Christiano–Fitzgerald trend", "bounds over longest cycles three and five quarters as long"),
        HAMILTON("Hamilton filter", "delta method, critical values from drawn series that depend as the residuals do"),
        CAPITAL_OUTPUT("least capital–output ratio", "bounds: without the observation it touches"),
        TRENDED_CAPITAL_OUTPUT("trended capital–output ratio", "bounds: without the observation it touches"),
        COINTEGRATION(
                "cointegration of output and capital",
                "delta method, critical values from drawn series that depend as the residuals do"),
        SURVEYED(
                "surveyed utilization on capital",
                "delta method, critical values from drawn series that depend as the residuals do");

        final String words;
        final String interval;

        Method(String words, String interval) {
            this.words = words;
            this.interval = interval;
        }
    }

    private final String output;
    private final String time;
    private final Frequency frequency;
    private final Method method;
    private final String capital;
    private String survey = "";
    private boolean evenIfNot;
    private double level = 0.95;
    private Tuning tuning;

    /** What a filter is set to; {@code said} names what the user chose. */
    record Tuning(
            double smoothing,
            int ahead,
            int lags,
            double shortest,
            double longest,
            int sides,
            boolean levels,
            List<String> said) {
        static Tuning of(Frequency f) {
            return new Tuning(f.smoothing, f.ahead, f.lags, f.shortest, f.longest, f.sides, false, List.of());
        }

        private List<String> saying(String option) {
            List<String> out = new ArrayList<>(said);
            out.add(option);
            return List.copyOf(out);
        }

        private String words(Method method) {
            String settings = switch (method) {
                case HODRICK_PRESCOTT -> "λ " + Numbers.significant(smoothing, 6);
                case HAMILTON -> ahead + " ahead, " + lags + (lags == 1 ? " lag" : " lags");
                case BAXTER_KING -> cycles() + ", " + sides + " at each side";
                case CHRISTIANO_FITZGERALD -> cycles();
                default -> "";
            };
            return settings + (settings.isEmpty() ? "" : ", ") + "of " + (levels ? "levels" : "logs");
        }

        private String cycles() {
            return "cycles of " + Numbers.plain(shortest) + " to " + Numbers.plain(longest) + " periods";
        }
    }

    private ImpliedCapacity(String output, String time, Frequency frequency, Method method, String capital) {
        this.output = output;
        this.time = time;
        this.frequency = frequency;
        this.method = method;
        this.capital = capital;
        tuning = Tuning.of(frequency);
    }

    private ImpliedCapacity(ImpliedCapacity o) {
        this(o.output, o.time, o.frequency, o.method, o.capital);
        survey = o.survey;
        evenIfNot = o.evenIfNot;
        level = o.level;
        tuning = o.tuning;
    }

    /**
     * Starts with output.
     *
     * @param output column of output, seasonally adjusted
     * @return what still needs time
     */
    public static NeedsTime of(String output) {
        return new NeedsTime(output);
    }

    /** Output that still needs its time column. */
    public static final class NeedsTime {
        private final String output;

        private NeedsTime(String output) {
            this.output = output;
        }

        /**
         * Names time.
         *
         * @param time column of periods in any notation, each once: a year, a date, or text such as {@code 1996Q1}
         * @return what still needs the frequency
         */
        public NeedsFrequency over(String time) {
            return new NeedsFrequency(output, time);
        }
    }

    /** A series that still needs its frequency. */
    public static final class NeedsFrequency {
        private final String output;
        private final String time;

        private NeedsFrequency(String output, String time) {
            this.output = output;
            this.time = time;
        }

        /**
         * States how often it is observed.
         *
         * @param frequency the frequency
         * @return what still needs a method
         */
        public NeedsMethod every(Frequency frequency) {
            return new NeedsMethod(output, time, frequency);
        }
    }

    /** A series that still needs a method. */
    public static final class NeedsMethod {
        private final String output;
        private final String time;
        private final Frequency frequency;

        private NeedsMethod(String output, String time, Frequency frequency) {
            this.output = output;
            this.time = time;
            this.frequency = frequency;
        }

        private ImpliedCapacity by(Method method, String capital) {
            return new ImpliedCapacity(output, time, frequency, method, capital);
        }

        /**
         * Straight lines between peaks of log output.
         *
         * @return the method
         */
        public ImpliedCapacity peakToPeak() {
            return by(Method.PEAKS, "");
        }

        /**
         * A log-linear trend shifted up to the largest residual.
         *
         * @return the method
         */
        public ImpliedCapacity trendThroughPeaks() {
            return by(Method.TREND, "");
        }

        /**
         * The Hodrick–Prescott trend of log output; mean utilization is one by construction.
         *
         * @return the method
         */
        public ImpliedCapacity hodrickPrescott() {
            return by(Method.HODRICK_PRESCOTT, "");
        }

        /**
         * The Baxter–King trend: log output without its cycles; the ends are lost.
         *
         * @return the method
         */
        public ImpliedCapacity baxterKing() {
            return by(Method.BAXTER_KING, "");
        }

        /**
         * The Christiano–Fitzgerald trend: the same for a random walk with drift, to both ends.
         *
         * @return the method
         */
        public ImpliedCapacity christianoFitzgerald() {
            return by(Method.CHRISTIANO_FITZGERALD, "");
        }

        /**
         * The Hamilton filter of log output; the first observations are lost.
         *
         * @return the method
         */
        public ImpliedCapacity hamilton() {
            return by(Method.HAMILTON, "");
        }

        /**
         * Capital over the least capital–output ratio; a ratio that drifts gives an idle tail that is an artefact.
         *
         * @param capital column of the capital stock
         * @return the method
         */
        public ImpliedCapacity capitalOutput(String capital) {
            return by(Method.CAPITAL_OUTPUT, capital);
        }

        /**
         * The same with the capital–output ratio on a log trend.
         *
         * @param capital column of the capital stock
         * @return the method
         */
        public ImpliedCapacity trendedCapitalOutput(String capital) {
            return by(Method.TRENDED_CAPITAL_OUTPUT, capital);
        }

        /**
         * The part of output that moves with capital in the long run; utilization has a geometric mean of one.
         *
         * @param capital column of the capital stock
         * @return the method
         */
        public ImpliedCapacity cointegration(String capital) {
            return by(Method.COINTEGRATION, capital);
        }

        /**
         * Output over surveyed utilization, smoothed by capital and a trend: owners report too little idleness in booms and too much in slumps,
         * and the regression takes that out. An index of output 100 at 80 % implies capacity 125.
         *
         * @param utilization column of surveyed rates, fractions
         * @return what still needs capital
         */
        public NeedsCapital surveyed(String utilization) {
            return new NeedsCapital(by(Method.SURVEYED, ""), utilization);
        }
    }

    /** A survey that still needs the capital that carries capacity. */
    public static final class NeedsCapital {
        private final ImpliedCapacity base;
        private final String survey;

        private NeedsCapital(ImpliedCapacity base, String survey) {
            this.base = base;
            this.survey = survey;
        }

        /**
         * Names capital.
         *
         * @param capital column of the capital stock, or of physical capacity
         * @return the method
         */
        public ImpliedCapacity on(String capital) {
            ImpliedCapacity next =
                    new ImpliedCapacity(base.output, base.time, base.frequency, Method.SURVEYED, capital);
            next.survey = survey;
            return next;
        }
    }

    /**
     * Gives the estimate by cointegration with a flag, and without an interval, where the test does not find any.
     *
     * @return the method that flags and does not refuse
     */
    public ImpliedCapacity evenIfNotCointegrated() {
        ImpliedCapacity next = new ImpliedCapacity(this);
        next.evenIfNot = true;
        return next;
    }

    /**
     * Level of intervals by the delta method.
     *
     * @param level between 0 and 1, default 0.95
     * @return the method at this level
     */
    public ImpliedCapacity level(double level) {
        ImpliedCapacity next = new ImpliedCapacity(this);
        next.level = level;
        return next;
    }

    private ImpliedCapacity tuned(Tuning next) {
        ImpliedCapacity out = new ImpliedCapacity(this);
        out.tuning = next;
        return out;
    }

    /**
     * The λ of Hodrick and Prescott.
     *
     * @param lambda above 0; the default is that of the {@link Frequency}
     * @return the method with it
     */
    public ImpliedCapacity smoothing(double lambda) {
        Tuning t = tuning;
        return tuned(new Tuning(
                lambda, t.ahead, t.lags, t.shortest, t.longest, t.sides, t.levels, t.saying("smoothing(λ)")));
    }

    /**
     * How far ahead Hamilton's filter looks.
     *
     * @param periods at least 1; the default is that of the {@link Frequency}, two years
     * @return the method with it
     */
    public ImpliedCapacity ahead(int periods) {
        Tuning t = tuning;
        return tuned(new Tuning(
                t.smoothing, periods, t.lags, t.shortest, t.longest, t.sides, t.levels, t.saying("ahead(h)")));
    }

    /**
     * From how many past values Hamilton's filter looks ahead.
     *
     * @param count at least 1; the default is that of the {@link Frequency}, one year
     * @return the method with it
     */
    public ImpliedCapacity lags(int count) {
        Tuning t = tuning;
        return tuned(
                new Tuning(t.smoothing, t.ahead, count, t.shortest, t.longest, t.sides, t.levels, t.saying("lags(p)")));
    }

    /**
     * The cycles that a band-pass filter takes away; the trend keeps what lasts longer.
     *
     * @param shortest in periods, at least 2
     * @param longest in periods, above the shortest
     * @return the method with them
     */
    public ImpliedCapacity cycles(double shortest, double longest) {
        Tuning t = tuning;
        return tuned(
                new Tuning(t.smoothing, t.ahead, t.lags, shortest, longest, t.sides, t.levels, t.saying("cycles(…)")));
    }

    /**
     * How many values to each side Baxter and King's filter averages; as many are lost at both ends.
     *
     * @param count at least 1; the default is that of the {@link Frequency}, three years
     * @return the method with it
     */
    public ImpliedCapacity sides(int count) {
        Tuning t = tuning;
        return tuned(
                new Tuning(t.smoothing, t.ahead, t.lags, t.shortest, t.longest, count, t.levels, t.saying("sides(K)")));
    }

    /**
     * Works on output itself and not on its logarithm: the trend adds and does not multiply.
     *
     * @return the method on levels
     */
    public ImpliedCapacity levels() {
        Tuning t = tuning;
        return tuned(
                new Tuning(t.smoothing, t.ahead, t.lags, t.shortest, t.longest, t.sides, true, t.saying("levels()")));
    }

    /** Options in range, and none that the method has no use for. */
    private void checkTuning(Problems problems) {
        Tuning t = tuning;
        problems.require(
                t.smoothing > 0 && t.smoothing < Double.POSITIVE_INFINITY,
                Reason.OUT_OF_RANGE,
                "A Hodrick–Prescott trend needs a λ above zero, but it is " + Numbers.argument(t.smoothing)
                        + ". Write 1_600 for quarters.");
        problems.require(
                t.ahead >= 1 && t.lags >= 1 && t.sides >= 1,
                Reason.OUT_OF_RANGE,
                "A filter needs at least 1 period ahead, 1 lag and 1 value at each side, but they are " + t.ahead + ", "
                        + t.lags + " and " + t.sides + ".");
        problems.require(
                t.shortest >= 2 && t.shortest < t.longest && t.longest < Double.POSITIVE_INFINITY,
                Reason.OUT_OF_RANGE,
                "A band-pass filter needs cycles of 2 periods or more, the shortest first, but they are "
                        + Numbers.argument(t.shortest) + " to " + Numbers.argument(t.longest) + ".");
        List<String> useful = switch (method) {
            case HODRICK_PRESCOTT -> List.of("smoothing(λ)", "levels()");
            case HAMILTON -> List.of("ahead(h)", "lags(p)", "levels()");
            case BAXTER_KING -> List.of("cycles(…)", "sides(K)", "levels()");
            case CHRISTIANO_FITZGERALD -> List.of("cycles(…)", "levels()");
            case PEAKS, TREND -> List.of("levels()");
            default -> List.of();
        };
        for (String option : t.said) {
            problems.require(
                    useful.contains(option),
                    Reason.BAD_VALUE,
                    "The method \"" + method.words + "\" has no use for " + option + ". Leave it out"
                            + (useful.isEmpty() ? "." : "; it takes " + String.join(", ", useful) + "."));
        }
    }

    /** Settings in words. */
    String settings() {
        return tuning.words(method);
    }

    Tuning tuning() {
        return tuning;
    }

    /**
     * Infers capacity.
     *
     * @param series one row an observation
     * @return capacity and utilization
     * @throws OverhangException see the class
     */
    public ImpliedCapacityResult measure(Source series) {
        Problems options = new Problems();
        options.require(
                level > 0 && level < 1,
                Reason.OUT_OF_RANGE,
                "A level needs to lie between 0 and 1, but it is " + Numbers.argument(level) + ". Write 0.95.");
        checkTuning(options);
        options.throwIfAny();
        Panel.Request request = Panel.neededBy("ImpliedCapacity").over(time);
        request.number("output", output).number("capital", capital).number("survey", survey);
        Panel in = request.read(series);
        Problems problems = new Problems();
        in.refuse(problems, "output", v -> !(v > 0), "ImpliedCapacity needs output above zero, but it is not in");
        in.refuse(problems, "capital", v -> !(v > 0), "ImpliedCapacity needs capital above zero, but it is not in");
        in.refuse(
                problems,
                "survey",
                v -> !(v > 0 && v <= 2),
                "ImpliedCapacity needs surveyed utilization as fractions above zero, but it is not in");
        problems.require(
                evenlySpaced(in),
                Reason.BAD_VALUE,
                "ImpliedCapacity needs a series without gaps, but \"" + time
                        + "\" skips values. Fill the gap or use the part of the series after it.");
        problems.require(
                isOfFrequency(in.time().unit()),
                Reason.BAD_VALUE,
                "ImpliedCapacity was told every(" + frequency + "), but \"" + time + "\" holds a "
                        + in.time().unit().word() + " a row. Name the frequency of the column.");
        problems.throwIfAny();
        ImpliedMath.Fit fit = ImpliedMath.fit(this, in);
        return new ImpliedCapacityResult(this, in, fit, series.provenance());
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #measure(Source)}
     */
    public ImpliedCapacityResult measure(Table table) {
        return measure(Source.of(table));
    }

    /** Each period must be the calendar's next after the one before. */
    private static boolean evenlySpaced(Panel in) {
        for (int t = 1; t < in.count(); t++) {
            if (in.period(t) - in.period(t - 1) != 1) {
                return false;
            }
        }
        return true;
    }

    /** A count of periods may be of any frequency; a calendar says which. */
    private boolean isOfFrequency(PeriodUnit unit) {
        PeriodUnit wanted = switch (frequency) {
            case YEARLY -> PeriodUnit.YEAR;
            case QUARTERLY -> PeriodUnit.QUARTER;
            case MONTHLY -> PeriodUnit.MONTH;
        };
        return unit == wanted || unit == PeriodUnit.COUNT;
    }

    Frequency frequency() {
        return frequency;
    }

    Method method() {
        return method;
    }

    String capital() {
        return capital;
    }

    String output() {
        return output;
    }

    boolean evenIfNot() {
        return evenIfNot;
    }

    double level() {
        return level;
    }
}
