package org.overhang.regress.event;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.core.math.Dense;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.regress.CoefficientEstimate;
import org.overhang.regress.InferenceMath;
import org.overhang.regress.absorb.Sample;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Effects by distance from the event: what {@link EventStudy} fitted. */
public final class EventEffects implements Result {
    private static final double POWER = 0.8;
    private static final int LEAST_DENOMINATOR = 3;

    private final EventStudy study;
    private final EventPanel panel;
    private final EventEstimate estimate;
    private final double simultaneous;
    private final List<Averages> averages;

    /** Averages along one dimension, from Callaway–Sant'Anna. */
    record Averages(String by, double[] at, double[] effect, double[] error, double overall, double overallError) {}

    EventEffects(
            EventStudy study, EventPanel panel, EventEstimate estimate, double simultaneous, List<Averages> averages) {
        this.study = study;
        this.panel = panel;
        this.estimate = estimate;
        this.simultaneous = simultaneous;
        this.averages = averages;
    }

    private double pointwise() {
        double p = (1 + study.options.level()) / 2;
        return Double.isInfinite(estimate.degrees())
                ? new NormalDistribution(null, 0, 1).inverseCumulativeProbability(p)
                : new TDistribution(null, estimate.degrees()).inverseCumulativeProbability(p);
    }

    private int at(int since) {
        int at = Arrays.binarySearch(estimate.since(), since);
        if (at < 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The event study has effects from " + estimate.since()[0] + " to "
                            + estimate.since()[estimate.since().length - 1] + " periods since the event, the reference "
                            + study.options.reference() + " left out, but " + since + " was asked for.");
        }
        return at;
    }

    /**
     * The effect at a distance from the event.
     *
     * @param since periods since the event; the reference gives zero
     * @return the effect in units of the outcome
     */
    public double effect(int since) {
        return since == study.options.reference() && hasReference() ? 0 : estimate.effect()[at(since)];
    }

    private boolean hasReference() {
        return !study.options.varyingBase() || study.options.estimator() != EventStudy.Estimator.CALLAWAY_SANTANNA;
    }

    /**
     * The standard error at a distance from the event.
     *
     * @param since periods since the event; the reference gives zero
     * @return the clustered standard error
     */
    public double standardError(int since) {
        return since == study.options.reference() && hasReference() ? 0 : estimate.standardError(at(since));
    }

    /**
     * The average effect after the event.
     *
     * @return the average; the summary says over what
     */
    public double overall() {
        return estimate.overall();
    }

    /**
     * The standard error of the average effect.
     *
     * @return the clustered standard error
     */
    public double overallError() {
        return estimate.overallError();
    }

    /**
     * The interval of the average effect.
     *
     * @return the interval at the study's level
     */
    public Interval overallInterval() {
        double half = pointwise() * estimate.overallError();
        return new Interval(overall() - half, overall() + half, study.options.level(), intervalMethod());
    }

    /**
     * The average effect as one number with its uncertainty, as {@link org.overhang.regress.Specifications} takes it.
     *
     * @return estimate, standard error, p-value and interval at the study's level
     */
    public CoefficientEstimate overallEstimate() {
        double variance = estimate.overallError() * estimate.overallError();
        return CoefficientEstimate.of("average effect", overall(), variance, estimate.degrees(), study.options.level());
    }

    private String intervalMethod() {
        String clusters = estimate.clusters() + " clusters";
        return Double.isInfinite(estimate.degrees())
                ? "normal, " + clusters
                : "t(" + Numbers.plain(estimate.degrees()) + "), " + clusters;
    }

    /**
     * Averages by group, by calendar period or over all treated group-periods.
     *
     * @param by {@code group}, {@code calendar} or {@code simple}
     * @return one row an average and one for the overall, with standard errors
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for another word or another estimator than Callaway–Sant'Anna
     */
    public Table average(String by) {
        Averages chosen =
                averages.stream().filter(a -> a.by.equals(by)).findFirst().orElse(null);
        if (chosen == null) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    averages.isEmpty()
                            ? "Averages by group and calendar come from estimator(CALLAWAY_SANTANNA), but the study used "
                                    + study.words() + "."
                            : "There are averages by group, calendar and simple, but \"" + by + "\" was asked for.");
        }
        int n = chosen.at.length;
        String[] term = new String[n + 1];
        double[] effect = Arrays.copyOf(chosen.effect, n + 1);
        double[] error = Arrays.copyOf(chosen.error, n + 1);
        for (int i = 0; i < n; i++) {
            term[i] = panel.label((int) chosen.at[i]);
        }
        term[n] = "overall";
        effect[n] = chosen.overall;
        error[n] = chosen.overallError;
        return Table.create(
                "average by " + by,
                StringColumn.create("term", term),
                DoubleColumn.create("estimate", effect),
                DoubleColumn.create("std_error", error));
    }

    private int[] leads() {
        return IntStream.range(0, estimate.since().length)
                .filter(i -> estimate.since()[i] < 0)
                .toArray();
    }

    /** Leads that the window shows. */
    private int[] shownLeads() {
        return Arrays.stream(leads())
                .filter(i -> estimate.since()[i] >= study.options.from())
                .toArray();
    }

    /** The fewest treated clusters behind any of some distances. */
    private int fewestTreated(int[] leads) {
        int fewest = Integer.MAX_VALUE;
        for (int lead : leads) {
            int since = estimate.since()[lead];
            java.util.Set<Integer> clusters = new java.util.HashSet<>();
            for (int i = 0; i < panel.rows().length; i++) {
                if (panel.since(i) == since) {
                    clusters.add(panel.cluster()[i]);
                }
            }
            fewest = Math.min(fewest, clusters.size());
        }
        return fewest;
    }

    /**
     * The joint test that the leads of the window are zero, with what it can detect: a test that does not reject shows little if its
     * power is low.
     *
     * <pre>{@code
     * F = \frac{m - q}{q (m - 1)} \, b'V^{-1}b \sim F(q, m - q)
     * }</pre>
     *
     * <p>q leads, m the fewest treated clusters behind any of them. A covariance of q leads from m clusters is as uncertain as Hotelling's,
     * and so is the test; Wald's, which takes it as known, rejects a true null nearly always when q comes near m.
     *
     * @return the statistic, its p-value and the slope of a linear pre-trend found with probability 0.8
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if there are no leads beside the reference, or at most two treated clusters
     *     more than leads
     */
    public PreTrend preTrend() {
        int[] leads = shownLeads();
        if (leads.length == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A pre-trend test needs at least one lead beside the reference, but there is none in the window. Start the sample "
                            + "or the window earlier.");
        }
        double[] b = Arrays.stream(leads).mapToDouble(i -> estimate.effect()[i]).toArray();
        double[][] v = Dense.pick(estimate.covariance(), leads, leads);
        double[] wald = EventMath.wald(b, v);
        int degrees = (int) wald[1];
        int clusters = fewestTreated(leads);
        int denominator = clusters - degrees;
        if (denominator < LEAST_DENOMINATOR) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A pre-trend test needs at least " + (degrees + LEAST_DENOMINATOR)
                            + " treated clusters behind each of its " + degrees
                            + " leads, but some have " + clusters + ". Show fewer leads, for example window(-3, "
                            + study.options.to() + ").");
        }
        double f = wald[0] * denominator / (degrees * (clusters - 1.0));
        boolean normal = Double.isInfinite(estimate.degrees());
        double p = normal
                ? InferenceMath.chiSquaredTail(wald[0], degrees)
                : InferenceMath.fTail(wald[0] / degrees, degrees, estimate.degrees());
        int[] since = Arrays.stream(leads).map(i -> estimate.since()[i]).toArray();
        double slope = EventMath.detectableSlope(since, study.options.reference(), v, 1 - study.options.level(), POWER);
        return new PreTrend(
                f,
                degrees,
                denominator,
                InferenceMath.fTail(f, degrees, denominator),
                slope,
                POWER,
                wald[0] / degrees,
                p);
    }

    private String preTrendWords() {
        try {
            return preTrend().toString();
        } catch (OverhangException e) {
            return e.lines().get(0);
        }
    }

    /**
     * A joint test of the leads.
     *
     * @param statistic F
     * @param degrees leads tested
     * @param denominator denominator degrees of freedom: the fewest treated clusters behind a lead, less the leads
     * @param pValue probability of as large a statistic without a pre-trend
     * @param detectableSlope change a period of a linear pre-trend that the test finds with probability {@code power}; for many clusters
     * @param power that probability
     * @param wald Wald's statistic over its degrees, as fixest and did print it
     * @param waldPValue its p-value, which takes the covariance as known
     */
    public record PreTrend(
            double statistic,
            int degrees,
            double denominator,
            double pValue,
            double detectableSlope,
            double power,
            double wald,
            double waldPValue) {
        @Override
        public String toString() {
            return "F(" + degrees + ", " + Numbers.plain(denominator) + ") = " + Numbers.fixed(statistic, 3) + " on "
                    + degrees
                    + (degrees == 1 ? " lead" : " leads") + ", p = " + Numbers.fixed(pValue, 3)
                    + "; a linear pre-trend of "
                    + Numbers.significant(detectableSlope, 3) + " a period would be found with probability "
                    + Numbers.percent(power, 0);
        }
    }

    /**
     * Bounds on an effect when parallel trends may fail: the trend may break after the event by at most {@code magnitude} times
     * its largest break before it (relative magnitudes of Rambachan and Roth).
     *
     * <p>The interval is the projection of a simultaneous region of all estimates, so its coverage is at least the level; it is
     * wider than their conditional test.
     *
     * @param since periods since the event, from 0
     * @param magnitude M̄, at least 0; 0 is parallel trends, 1 a break as large as the largest before
     * @return the interval
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without leads or with a varying base
     */
    public Interval honest(int since, double magnitude) {
        if (!(magnitude >= 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Honest bounds need a magnitude at or above zero, but it is " + magnitude + ".");
        }
        if (since < 0 || leads().length == 0 || !hasReference()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Honest bounds need a period at or after the event, and leads against a fixed reference to compare with.");
        }
        at(since);
        double[] ends =
                EventMath.relativeMagnitudes(estimate, study.options.reference(), since, magnitude, simultaneous);
        return new Interval(
                ends[0],
                ends[1],
                study.options.level(),
                "relative magnitude " + Numbers.plain(magnitude) + ", projection of a simultaneous region");
    }

    /**
     * The largest magnitude at which the honest bounds of an effect still exclude zero.
     *
     * @param since periods since the event, from 0
     * @return M̄; zero if the effect's interval holds zero under parallel trends
     */
    public double breakdown(int since) {
        double low = 0;
        double high = 1;
        if (honest(since, 0).contains(0)) {
            return 0;
        }
        while (!honest(since, high).contains(0)) {
            high *= 2;
        }
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            if (honest(since, middle).contains(0)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** Positions of estimates inside the window, in order. */
    private int[] shown() {
        return IntStream.range(0, estimate.since().length)
                .filter(i -> estimate.since()[i] >= study.options.from() && estimate.since()[i] <= study.options.to())
                .toArray();
    }

    /**
     * The effects with pointwise and simultaneous intervals.
     *
     * @return a figure with a plain title, which {@code title(…).claim(…)} replaces by the finding
     */
    public Figure figure() {
        Table t = tidy();
        double[] since = t.numberColumn("since").asDoubleArray();
        String level = Numbers.percent(study.options.level(), 0);
        return Figure.line()
                .series("effect", since, t.doubleColumn("estimate").asDoubleArray())
                .band(
                        level + " pointwise",
                        t.doubleColumn("conf_low").asDoubleArray(),
                        t.doubleColumn("conf_high").asDoubleArray())
                .band(
                        level + " simultaneous",
                        t.doubleColumn("simultaneous_low").asDoubleArray(),
                        t.doubleColumn("simultaneous_high").asDoubleArray())
                .points()
                .title("Effect by distance from the event")
                .subtitle("Change in " + study.outcome + " against period " + study.options.reference() + "; "
                        + study.words())
                .interval("bars: " + level + " pointwise and simultaneous")
                .reference(0, "no effect")
                .x(Axis.number("periods since the event"))
                .source(panel.source().provenance())
                .sampleSize(panel.rows().length);
    }

    @Override
    public Summary summary() {
        Table t = tidy();
        EventStudy.Options o = study.options;
        Summary.Builder summary = Summary.of("Event study")
                .choice("outcome", study.outcome)
                .choice("estimator", study.words())
                .choice("reference", hasReference() ? Integer.toString(o.reference()) : "the period before each")
                .choice(
                        "clusters",
                        (o.cluster().isEmpty() ? study.unit : String.join(" and ", o.cluster())) + " ("
                                + estimate.clusters() + ")")
                .choice(
                        "intervals",
                        Numbers.percent(o.level(), 0) + ", simultaneous from " + Numbers.fixed(o.draws(), 0) + " draws")
                .paragraph(
                        "Average effect",
                        Numbers.significant(overall(), 4) + ", standard error " + Numbers.significant(overallError(), 4)
                                + ", " + overallInterval() + "; over " + estimate.overallMeaning())
                .grid(Summary.grid(t.rowCount())
                        .text(
                                "since",
                                "event",
                                i -> Numbers.plain(t.numberColumn("since").getDouble(i)))
                        .significant(
                                "effect", "", i -> t.doubleColumn("estimate").getDouble(i))
                        .significant(
                                "std_error",
                                "",
                                i -> t.doubleColumn("std_error").getDouble(i))
                        .significant(
                                "low",
                                "pointwise",
                                i -> t.doubleColumn("conf_low").getDouble(i))
                        .significant(
                                "high",
                                "pointwise",
                                i -> t.doubleColumn("conf_high").getDouble(i))
                        .significant(
                                "low",
                                "simultaneous",
                                i -> t.doubleColumn("simultaneous_low").getDouble(i))
                        .significant(
                                "high",
                                "simultaneous",
                                i -> t.doubleColumn("simultaneous_high").getDouble(i)));
        if (leads().length > 0) {
            summary.paragraph("Leads", preTrendWords());
        }
        estimate.notes().forEach(n -> summary.paragraph("", n));
        panel.leftOut().forEach(l -> summary.leftOut(l.count(), l.what()));
        return summary.identifies(
                        "Without the event, treated units would have moved as their controls did, and nobody acted on the "
                                + "event before it came.")
                .breaks(
                        "Anticipation, events that come because the outcome moved, controls that the event touches (trade it "
                                + "diverts), other shocks to the treated at the same time.")
                .doesNotShow("That trends were parallel: leads near zero with low power say little.")
                .build();
    }

    @Override
    public Table tidy() {
        int[] shown = shown();
        boolean reference = hasReference()
                && study.options.reference() >= study.options.from()
                && study.options.reference() <= study.options.to();
        int n = shown.length + (reference ? 1 : 0);
        int[] since = IntStream.concat(
                        Arrays.stream(shown).map(i -> estimate.since()[i]),
                        reference ? IntStream.of(study.options.reference()) : IntStream.empty())
                .sorted()
                .toArray();
        double[][] v = new double[8][n];
        double point = pointwise();
        for (int i = 0; i < n; i++) {
            double effect = effect(since[i]);
            double error = standardError(since[i]);
            double t = error > 0 ? effect / error : Double.NaN;
            v[0][i] = effect;
            v[1][i] = error;
            v[2][i] = t;
            v[3][i] = pValue(t);
            v[4][i] = effect - point * error;
            v[5][i] = effect + point * error;
            v[6][i] = effect - simultaneous * error;
            v[7][i] = effect + simultaneous * error;
        }
        return Table.create(
                "event study",
                StringColumn.create(
                        "term", IntStream.of(since).mapToObj(s -> "since " + s).toArray(String[]::new)),
                IntColumn.create("since", since),
                DoubleColumn.create("estimate", v[0]),
                DoubleColumn.create("std_error", v[1]),
                DoubleColumn.create("statistic", v[2]),
                DoubleColumn.create("p_value", v[3]),
                DoubleColumn.create("conf_low", v[4]),
                DoubleColumn.create("conf_high", v[5]),
                DoubleColumn.create("simultaneous_low", v[6]),
                DoubleColumn.create("simultaneous_high", v[7]));
    }

    private double pValue(double t) {
        if (Double.isNaN(t)) {
            return Double.NaN;
        }
        double below = Double.isInfinite(estimate.degrees())
                ? new NormalDistribution(null, 0, 1).cumulativeProbability(-Math.abs(t))
                : new TDistribution(null, estimate.degrees()).cumulativeProbability(-Math.abs(t));
        return 2 * below;
    }

    @Override
    public Table glance() {
        long dropped = panel.leftOut().stream().mapToLong(Sample.LeftOut::count).sum();
        return Table.create(
                "event study",
                IntColumn.create("nobs", new int[] {panel.rows().length}),
                IntColumn.create("dropped", new int[] {(int) dropped}),
                StringColumn.create("vcov", "cluster"),
                IntColumn.create("clusters", new int[] {estimate.clusters()}),
                DoubleColumn.create("dof", new double[] {estimate.degrees()}),
                IntColumn.create("units", new int[] {panel.units().size()}),
                DoubleColumn.create("overall", new double[] {overall()}),
                DoubleColumn.create("overall_std_error", new double[] {overallError()}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
