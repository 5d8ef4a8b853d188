package org.overhang.price;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import org.overhang.regress.AndersonRubinSet;
import org.overhang.regress.CoefficientEstimate;
import org.overhang.regress.Regression;
import org.overhang.regress.RegressionFit;
import org.overhang.regress.WeakInstruments;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How rivals' prices, volumes or profits answer cheap exports: instrumented, horizon by horizon.
 *
 * <pre>{@code y_{i,t+h} = \beta_h x_{it} + \gamma_h' w_{it} + a_i + b_t + u_{i,t+h},   x instrumented by predetermined z}</pre>
 *
 * <p>{@code y} rivals' outcome and {@code x} subject exports (both usually logs), {@code w} controls, {@code a, b} absorbed
 * effects, {@code h} the horizon in periods; horizon 0 alone is a plain instrumented regression, several a local projection.
 * Instruments are predetermined by their type: a lag, capacity in third markets, a dated reform. Why they may be left out of
 * the outcome is stated in words, has no default, and is printed with the result. The Anderson–Rubin set, valid however weak
 * the instruments are, is always shown and is the interval to read.
 *
 * <p><b>Effects of units in short panels.</b> They subtract each unit's mean, which holds later shocks. An instrument that answers past shocks
 * (a lag, capacity built after good years) then depends on the error, by about one over the number of periods, and the sets hold less often
 * than they say, the less the longer the horizon (Nickell (1981)); the summary warns. Instruments that no shock
 * to rivals moves at any date are not touched.
 *
 * <p>Defaults: horizon 0, no controls, no absorbed effects, covariance iid unless clustered. Missing values are left out
 * horizon by horizon and counted by the regression.
 *
 * <p>Example:
 *
 * <pre>{@code
 * RivalResponse.of("log_rival_price").to("log_subject_exports").instrument(Instrument.thirdMarketCapacity("log_capacity_elsewhere"))
 *         .excludedBecause("capacity elsewhere moves our rivals only through subject exports").absorbing("product", "year")
 *         .unit("product").time("year").horizons(0, 3).cluster("product").fit(panel);
 * }</pre>
 *
 * <p>Errors: those of an instrumented regression; {@link Reason#BAD_VALUE} for an instrument that is the outcome or the exports
 * themselves, for none, for a blank reason, or for horizons beyond 0 without unit and time; {@link Reason#OUT_OF_RANGE} for
 * horizons below 0 or in falling order.
 *
 * <p>Source: S. Nickell, Econometrica 49 (1981), 1417–1426; Ò. Jordà, American Economic Review 95 (2005), 161–182; T. Anderson and H. Rubin, Annals of Mathematical
 * Statistics 20 (1949), 46–63.
 */
public final class RivalResponse {
    private final String outcome;
    private final String exports;
    private final List<Instrument> instruments;
    private final String exclusion;
    private final List<String> controls;
    private final List<String> effects;
    private final String unit;
    private final String time;
    private final int first;
    private final int last;
    private final List<String> clusters;

    /** A predetermined instrument: its term and the words that say why it is predetermined. */
    public static final class Instrument {
        private final String column;
        private final String term;
        private final String words;

        private Instrument(String column, String term, String words) {
            this.column = column;
            this.term = term;
            this.words = words;
        }

        /**
         * The term of the regression.
         *
         * @return for example {@code "lag(capacity, 1)"}
         */
        public String term() {
            return term;
        }

        /**
         * Why its value was given before the outcome.
         *
         * @return in words
         */
        public String words() {
            return words;
        }

        /**
         * A variable of earlier periods.
         *
         * @param column its name
         * @param periods how many, at least 1
         * @return the instrument
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a lag below 1
         */
        public static Instrument lagged(String column, int periods) {
            if (periods < 1) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "A lagged instrument needs a lag of at least 1 period, but it is " + periods + ".");
            }
            return new Instrument(
                    column, "lag(" + column + ", " + periods + ")", column + ", " + periods + " periods earlier");
        }

        /**
         * Capacity or demand in markets other than this one.
         *
         * @param column its name
         * @return the instrument
         */
        public static Instrument thirdMarketCapacity(String column) {
            return new Instrument(column, column, column + ", capacity in third markets");
        }

        /**
         * A reform with its date: 0 before, 1 (or its size) after.
         *
         * @param column its name
         * @return the instrument
         */
        public static Instrument reform(String column) {
            return new Instrument(column, column, column + ", a dated reform");
        }
    }

    private RivalResponse(
            String outcome,
            String exports,
            List<Instrument> instruments,
            String exclusion,
            List<String> controls,
            List<String> effects,
            String unit,
            String time,
            int first,
            int last,
            List<String> clusters) {
        this.outcome = outcome;
        this.exports = exports;
        this.instruments = instruments;
        this.exclusion = exclusion;
        this.controls = controls;
        this.effects = effects;
        this.unit = unit;
        this.time = time;
        this.first = first;
        this.last = last;
        this.clusters = clusters;
    }

    /** A response that still needs what it answers to. */
    public static final class NeedsExports {
        private final String outcome;

        private NeedsExports(String outcome) {
            this.outcome = outcome;
        }

        /**
         * The subject exports' price or volume.
         *
         * @param column its name
         * @return the response, which still needs instruments
         */
        public NeedsInstruments to(String column) {
            return new NeedsInstruments(outcome, column);
        }
    }

    /** A response that still needs its instruments. */
    public static final class NeedsInstruments {
        private final String outcome;
        private final String exports;

        private NeedsInstruments(String outcome, String exports) {
            this.outcome = outcome;
            this.exports = exports;
        }

        /**
         * Predetermined instruments.
         *
         * @param instruments one and more
         * @return the response, which still needs the reason why they may be left out of the outcome
         * @throws OverhangException {@link Reason#BAD_VALUE} for the exports or the outcome of the same period, which nothing
         *     predetermines
         */
        public NeedsExclusion instrument(Instrument... instruments) {
            for (Instrument i : instruments) {
                if (i.term.equals(exports) || i.term.equals(outcome)) {
                    throw new OverhangException(
                            Reason.BAD_VALUE,
                            "A rival response needs predetermined instruments, but \"" + i.column
                                    + "\" is in the equation itself. Write Instrument.lagged(\"" + i.column
                                    + "\", 1).");
                }
            }
            return new NeedsExclusion(outcome, exports, List.of(instruments));
        }
    }

    /** A response that still needs its exclusion in words. */
    public static final class NeedsExclusion {
        private final String outcome;
        private final String exports;
        private final List<Instrument> instruments;

        private NeedsExclusion(String outcome, String exports, List<Instrument> instruments) {
            this.outcome = outcome;
            this.exports = exports;
            this.instruments = instruments;
        }

        /**
         * Why the instruments move rivals only through the subject exports.
         *
         * @param words a sentence a reader can dispute
         * @return the method
         * @throws OverhangException {@link Reason#BAD_VALUE} if blank, or without instruments
         */
        public RivalResponse excludedBecause(String words) {
            if (words.isBlank() || instruments.isEmpty()) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "A rival response needs at least one instrument and the reason in words why it may be left out, but "
                                + (words.isBlank() ? "the reason is blank" : "there is no instrument") + ".");
            }
            return new RivalResponse(
                    outcome, exports, instruments, words.strip(), List.of(), List.of(), "", "", 0, 0, List.of());
        }
    }

    /**
     * Starts with rivals' outcome.
     *
     * @param column its name
     * @return the response, which still needs the subject exports
     */
    public static NeedsExports of(String column) {
        return new NeedsExports(column);
    }

    /**
     * Controls, as terms of a formula.
     *
     * @param terms their names
     * @return the method
     */
    public RivalResponse controls(String... terms) {
        return new RivalResponse(
                outcome, exports, instruments, exclusion, List.of(terms), effects, unit, time, first, last, clusters);
    }

    /**
     * Effects to absorb, as in a formula after the bar.
     *
     * @param terms their names
     * @return the method
     */
    public RivalResponse absorbing(String... terms) {
        return new RivalResponse(
                outcome, exports, instruments, exclusion, controls, List.of(terms), unit, time, first, last, clusters);
    }

    /**
     * The unit whose periods follow one another; needed for lags and horizons.
     *
     * @param column its name
     * @return the method
     */
    public RivalResponse unit(String column) {
        return new RivalResponse(
                outcome, exports, instruments, exclusion, controls, effects, column, time, first, last, clusters);
    }

    /**
     * The period; needed for lags and horizons.
     *
     * @param column its name
     * @return the method
     */
    public RivalResponse time(String column) {
        return new RivalResponse(
                outcome, exports, instruments, exclusion, controls, effects, unit, column, first, last, clusters);
    }

    /**
     * Horizons of a local projection.
     *
     * @param from first, at least 0
     * @param to last, not below the first
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside that range
     */
    public RivalResponse horizons(int from, int to) {
        if (from < 0 || to < from) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "Horizons need 0 <= first <= last, but they are " + from + " and " + to + ".");
        }
        return new RivalResponse(
                outcome, exports, instruments, exclusion, controls, effects, unit, time, from, to, clusters);
    }

    /**
     * Clusters of the covariance.
     *
     * @param columns their names
     * @return the method
     */
    public RivalResponse cluster(String... columns) {
        return new RivalResponse(
                outcome, exports, instruments, exclusion, controls, effects, unit, time, first, last, List.of(columns));
    }

    /**
     * Estimates every horizon.
     *
     * @param source one row a unit and period
     * @return responses with their Anderson–Rubin sets
     * @throws OverhangException as the regressions do; {@link Reason#BAD_VALUE} for horizons without unit and time
     */
    public Fitted fit(Source source) {
        Problems problems = new Problems();
        problems.require(
                last == 0 || !unit.isEmpty() && !time.isEmpty(),
                Reason.BAD_VALUE,
                "A local projection needs unit(column) and time(column), but one is missing.");
        problems.throwIfAny();
        List<Horizon> out = new ArrayList<>();
        for (int h = first; h <= last; h++) {
            RegressionFit fit = regression(h).fit(source);
            WeakInstruments weak = fit.weakInstruments();
            out.add(new Horizon(h, fit.estimate(exports), weak.andersonRubin().get(0), weak, fit.nobs(), dropped(fit)));
        }
        return new Fitted(this, out);
    }

    /**
     * Estimates every horizon from a Tablesaw table.
     *
     * @param table one row a unit and period
     * @return responses with their Anderson–Rubin sets
     */
    public Fitted fit(Table table) {
        return fit(Source.of(table));
    }

    private static long dropped(RegressionFit fit) {
        return Math.round(fit.glance().numberColumn("dropped").getDouble(0));
    }

    private Regression regression(int h) {
        String left = h == 0 ? outcome : "lead(" + outcome + ", " + h + ")";
        String absorbed = effects.isEmpty() ? "" : " | " + String.join(" + ", effects);
        Regression regression = Regression.iv(left + " ~ " + (controls.isEmpty() ? "1" : String.join(" + ", controls))
                + absorbed + " | " + exports + " ~ "
                + String.join(" + ", instruments.stream().map(Instrument::term).toList()));
        if (!unit.isEmpty()) {
            regression = regression.unit(unit);
        }
        if (!time.isEmpty()) {
            regression = regression.time(time);
        }
        return clusters.isEmpty() ? regression : regression.cluster(clusters.toArray(String[]::new));
    }

    /**
     * The response at one horizon.
     *
     * @param periods the horizon
     * @param estimate two-stage least squares with its conventional interval
     * @param andersonRubin values that the Anderson–Rubin test does not reject
     * @param weak first stage and further tests
     * @param nobs rows
     * @param dropped rows that the regression left out
     */
    public record Horizon(
            int periods,
            CoefficientEstimate estimate,
            AndersonRubinSet andersonRubin,
            WeakInstruments weak,
            int nobs,
            long dropped) {}

    /** Responses horizon by horizon. */
    public static final class Fitted implements Result {
        private final RivalResponse method;
        private final List<Horizon> horizons;

        private Fitted(RivalResponse method, List<Horizon> horizons) {
            this.method = method;
            this.horizons = List.copyOf(horizons);
        }

        /**
         * The responses.
         *
         * @return one a horizon, in order
         */
        public List<Horizon> horizons() {
            return horizons;
        }

        /**
         * Responses by horizon with their Anderson–Rubin sets; a set that is no bounded interval is drawn without ends and said
         * in the row.
         *
         * @return the figure under a plain title
         */
        public Figure figure() {
            var chart = Figure.coefficients();
            for (Horizon h : horizons) {
                AndersonRubinSet set = h.andersonRubin();
                boolean bounded = set.shape() == AndersonRubinSet.Shape.INTERVAL;
                chart = chart.term(
                        "horizon " + h.periods() + (bounded ? "" : ": " + set),
                        h.estimate().estimate(),
                        bounded ? set.ranges().get(0).low() : Double.NaN,
                        bounded ? set.ranges().get(0).high() : Double.NaN);
            }
            return chart.title("Response of " + method.outcome + " to " + method.exports)
                    .interval("bars: "
                            + Numbers.percent(horizons.get(0).andersonRubin().level(), 0) + " Anderson–Rubin sets")
                    .reference(0, "no response");
        }

        @Override
        public Summary summary() {
            Summary.Builder out = Summary.of("Rival response");
            if (method.clusters.isEmpty() && method.last > 0) {
                out.warning(
                        "Errors of horizons beyond 0 overlap in time, which an iid covariance does not see; cluster by unit.");
            }
            if (method.effects.contains(method.unit)) {
                out.warning("Effects of \"" + method.unit
                        + "\" take each unit's mean over all its years, later ones too: an instrument"
                        + " that answers past shocks is then not predetermined any more, and in short panels the sets hold the truth"
                        + " less often than they say, the less the longer the horizon. They hold for instruments that no shock to"
                        + " rivals moves, at any date.");
            }
            return out.choice("outcome", method.outcome)
                    .choice("to", method.exports)
                    .choice("effects", method.effects.isEmpty() ? "none" : String.join(", ", method.effects))
                    .choice(
                            "covariance",
                            method.clusters.isEmpty() ? "iid" : "clusters " + String.join(", ", method.clusters))
                    .choice(
                            "sets",
                            "Anderson–Rubin, "
                                    + Numbers.percent(
                                            horizons.get(0).andersonRubin().level(), 0))
                    .grid(Summary.grid(horizons.size())
                            .text(
                                    "horizon",
                                    "periods",
                                    i -> Integer.toString(horizons.get(i).periods()))
                            .significant(
                                    "response",
                                    "",
                                    i -> horizons.get(i).estimate().estimate())
                            .significant(
                                    "std. error",
                                    "",
                                    i -> horizons.get(i).estimate().standardError())
                            .text(
                                    "Anderson–Rubin set",
                                    "",
                                    i -> horizons.get(i).andersonRubin().toString())
                            .number(
                                    "effective F",
                                    "first stage",
                                    1,
                                    i -> horizons.get(i)
                                            .weak()
                                            .firstStages()
                                            .get(0)
                                            .effectiveF())
                            .number("rows", "", 0, i -> horizons.get(i).nobs()))
                    .paragraph(
                            "Instruments",
                            String.join(
                                            "; ",
                                            method.instruments.stream()
                                                    .map(Instrument::words)
                                                    .toList()) + ".")
                    .paragraph("Exclusion, as stated", method.exclusion)
                    .identifies("The exclusion above, and instruments given before the outcome.")
                    .breaks("Any other way from the instruments to rivals: common demand, common input prices.")
                    .doesNotShow("Harm to a rival that these exports did not cause.")
                    .leftOut(
                            horizons.stream().mapToLong(Horizon::dropped).sum(),
                            "rows in all horizons together, for missing cells, leads and lags")
                    .build();
        }

        @Override
        public Table tidy() {
            int n = horizons.size();
            StringColumn sets = StringColumn.create("anderson_rubin");
            double[][] cells = new double[6][n];
            for (int i = 0; i < n; i++) {
                CoefficientEstimate e = horizons.get(i).estimate();
                cells[0][i] = horizons.get(i).periods();
                cells[1][i] = e.estimate();
                cells[2][i] = e.standardError();
                cells[3][i] = e.pValue();
                cells[4][i] = e.interval().low();
                cells[5][i] = e.interval().high();
                sets.append(horizons.get(i).andersonRubin().toString());
            }
            return Table.create("rival response")
                    .addColumns(
                            DoubleColumn.create("horizon", cells[0]),
                            DoubleColumn.create("estimate", cells[1]),
                            DoubleColumn.create("std_error", cells[2]),
                            DoubleColumn.create("p_value", cells[3]),
                            DoubleColumn.create("conf_low", cells[4]),
                            DoubleColumn.create("conf_high", cells[5]),
                            sets);
        }

        @Override
        public Table glance() {
            return Table.create("rival response")
                    .addColumns(
                            IntColumn.create("nobs", new int[] {horizons.get(0).nobs()}),
                            StringColumn.create("exclusion", method.exclusion),
                            DoubleColumn.create(
                                    "smallest_f",
                                    horizons.stream()
                                            .mapToDouble(h -> h.weak()
                                                    .firstStages()
                                                    .get(0)
                                                    .effectiveF())
                                            .min()
                                            .orElse(Double.NaN)));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
