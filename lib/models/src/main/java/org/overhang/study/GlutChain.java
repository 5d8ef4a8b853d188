package org.overhang.study;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.capacity.BreakEvenResult;
import org.overhang.capacity.UtilizationResult;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.dependence.Concentration;
import org.overhang.dumping.DumpingResult;
import org.overhang.dynamics.RacePaths;
import org.overhang.equilibrium.Counterfactual;
import org.overhang.figure.Figure;
import org.overhang.policy.Closure;
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import org.overhang.policy.FairPrice;
import org.overhang.policy.Policy;
import org.overhang.policy.Quota;
import org.overhang.policy.Undertaking;
import org.overhang.subsidy.SubsidyMarginResult;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The chain through all links, as it is or as it would be, with the draws behind every number; made by {@link
 * GlutStudy#simulate}.
 *
 * <p>{@link #without}, {@link #with}, {@link #close} and {@link #switchOff} run the whole chain again on the same draws, so that
 * a difference holds only what was changed. Terms, in the words of {@link #tidy}: {@code utilization idle_capacity break_even
 * price_shortfall loss_share support_share covered_share dumping_margin export_price rival_price rival_volume rival_exits
 * rival_capacity_left backed_capacity_left backed_alone state_bill backed_share hhi}.
 */
public final class GlutChain implements Result {
    static final double LEVEL = 0.95;

    private final Inputs inputs;
    private final Scenario scenario;
    private final @Nullable GlutChain base;
    private final ChainRun run;
    private final double[] estimate;
    private final double[][] byTerm;
    private final int failed;
    private final int capped;
    private final int raised;

    private GlutChain(
            Inputs inputs,
            Scenario scenario,
            @Nullable GlutChain base,
            ChainRun run,
            double[] estimate,
            double[][] byTerm,
            int failed,
            int capped,
            int raised) {
        this.inputs = inputs;
        this.scenario = scenario;
        this.base = base;
        this.run = run;
        this.estimate = estimate;
        this.byTerm = byTerm;
        this.failed = failed;
        this.capped = capped;
        this.raised = raised;
    }

    /** Runs all draws; the estimate first, so that what cannot run at all says so. */
    static GlutChain run(Inputs inputs, Scenario scenario, @Nullable GlutChain base) {
        ChainRun central = new ChainRun(inputs, scenario, inputs.central());
        double[] estimate = central.answers().clone();
        int draws = inputs.draws();
        double[][] byTerm = new double[estimate.length][draws];
        boolean[] lost = new boolean[draws];
        boolean[] full = new boolean[draws];
        boolean[] lifted = new boolean[draws];
        Parallel.forEach(draws, d -> {
            double[] answers;
            try {
                ChainRun one = new ChainRun(inputs, scenario, inputs.drawn(d));
                answers = one.answers();
                full[d] = one.capped() > 0;
                lifted[d] = one.raised() > 0;
            } catch (OverhangException e) {
                if (e.reason() != Reason.NOT_CONVERGED) {
                    throw e;
                }
                lost[d] = true;
                answers = new double[estimate.length];
                Arrays.fill(answers, Double.NaN);
            }
            for (int t = 0; t < answers.length; t++) {
                byTerm[t][d] = answers[t];
            }
        });
        return new GlutChain(
                inputs, scenario, base, central, estimate, byTerm, count(lost), count(full), count(lifted));
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    /**
     * The chain without a cause, on the same draws.
     *
     * @param cause what is taken away
     * @return the counterfactual
     */
    public GlutChain without(Cause cause) {
        return run(inputs, scenario.without(cause), today());
    }

    /**
     * The chain with a further policy on the backed side, on the same draws.
     *
     * @param policy duty, undertaking, quota or fair price in the market of the rivals; coverage in exit; {@link #close} takes
     *     closures
     * @return the counterfactual
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a policy that no link can carry
     */
    public GlutChain with(Policy policy) {
        if (policy instanceof Closure closure) {
            return close(closure);
        }
        boolean carried = policy instanceof Duty
                || policy instanceof Undertaking
                || policy instanceof Quota
                || policy instanceof FairPrice
                || policy instanceof Coverage;
        if (!carried) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "No link carries \"" + policy.text()
                            + "\": the study takes duty, undertaking, quota, fair price, coverage and closure. Take support "
                            + "away with without(SUPPORT).");
        }
        return run(inputs, scenario.with(policy), today());
    }

    /**
     * The chain with capacity of the backed side closed, on the same draws.
     *
     * @param closure a share of capacity, or what is left of it in units of output
     * @return the counterfactual
     */
    public GlutChain close(Closure closure) {
        if (inputs.said().exponent == null) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A closure needs to know how the price answers capacity over demand. Say priceExponent(assumed(0.8).because(\"…\")).");
        }
        return run(inputs, scenario.close(closure), today());
    }

    /**
     * The chain with a link cut out, on the same draws: what reaches the link does not reach the next.
     *
     * @param link which; {@link Link#whenOff} says what holds instead
     * @return the chain without it
     */
    public GlutChain switchOff(Link link) {
        Scenario off = scenario.switchOff(link);
        GlutChain beside = off.changesNothing() ? null : run(inputs, off.today(), null);
        return run(inputs, off, beside);
    }

    /**
     * The chain as it is, with the same links switched off.
     *
     * @return this chain if it changes nothing
     */
    public GlutChain today() {
        return base == null ? this : base;
    }

    /**
     * This chain less the chain as it is.
     *
     * @return the differences
     */
    public GlutComparison effect() {
        return versus(today());
    }

    /**
     * This chain less another of the same study, draw by draw.
     *
     * @param other the other chain
     * @return the differences
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the two do not share their draws
     */
    public GlutComparison versus(GlutChain other) {
        if (other.inputs != inputs) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A comparison needs two chains of one study, which share their draws, but these come from two. Start both "
                            + "from the same simulate(…).");
        }
        return new GlutComparison(this, other);
    }

    /**
     * Which links carry the effect on the backed side's share of supply; see {@link #carriers(String)}.
     *
     * @return what is left of the effect with each link switched off
     */
    public Carriers carriers() {
        return carriers(Term.BACKED_SHARE.column());
    }

    /**
     * Which links carry an effect: it is found again with each link switched off, in this chain and in the chain as it is.
     *
     * @param term the conclusion, as {@link #tidy} names it
     * @return what is left of the effect with each link switched off
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for an unknown term or a chain that changes nothing
     */
    public Carriers carriers(String term) {
        if (scenario.changesNothing()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Only an effect is carried by links, but this chain changes nothing. Say without(…), with(…) or close(…) first.");
        }
        return Carriers.of(this, term(term));
    }

    static Term term(String name) {
        for (Term term : Term.values()) {
            if (term.column().equals(name)) {
                return term;
            }
        }
        throw new OverhangException(
                Reason.OUT_OF_RANGE,
                "The chain has no term \"" + name + "\". Its terms: "
                        + String.join(
                                ", ",
                                Arrays.stream(Term.values()).map(Term::column).toList())
                        + ".");
    }

    /**
     * A term at the figures as given.
     *
     * @param term as {@link #tidy} names it, for example {@code rival_exits}
     * @return the number; NaN if it has no value, such as a covered share without a loss
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for an unknown term
     */
    public double estimate(String term) {
        return estimate[term(term).ordinal()];
    }

    /**
     * The middle 95 % of draws.
     *
     * @param term as {@link #tidy} names it
     * @return the interval
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for an unknown term; {@link Reason#NOT_IDENTIFIED} if no draw has a
     *     value
     */
    public Interval interval(String term) {
        return interval(draws(term), term);
    }

    static Interval interval(double[] draws, String term) {
        double low = ChainMath.quantile(draws, (1 - LEVEL) / 2);
        if (Double.isNaN(low)) {
            throw new OverhangException(Reason.NOT_IDENTIFIED, "No draw gives a value of \"" + term + "\".");
        }
        return new Interval(
                low,
                ChainMath.quantile(draws, (1 + LEVEL) / 2),
                LEVEL,
                "middle of " + Numbers.fixed(draws.length, 0) + " draws through all links");
    }

    /**
     * A term in every draw; draw {@code i} of two chains of one study is the same world.
     *
     * @param term as {@link #tidy} names it
     * @return one number a draw; NaN where it has no value
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for an unknown term
     */
    public double[] draws(String term) {
        return byTerm[term(term).ordinal()].clone();
    }

    /**
     * Link one by itself: utilization of each firm at the figures as given.
     *
     * @return the result
     */
    public UtilizationResult utilization() {
        return run.utilizationByFirm();
    }

    /**
     * Link two by itself: break-even utilization of each firm at the figures as given.
     *
     * @return the result
     */
    public BreakEvenResult breakEven() {
        return run.breakEvenByFirm();
    }

    /**
     * Link three by itself: margins and covered share of each backed firm at the figures as given.
     *
     * @return the result
     */
    public SubsidyMarginResult coveredLoss() {
        return run.marginsByFirm();
    }

    /**
     * Link four by itself: the dumping margin of today's sales, whatever this chain changes.
     *
     * @return the result
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if the margin was assumed or the link is off
     */
    public DumpingResult dumping() {
        return given(inputs.dumping(), Link.DUMPING_MARGIN);
    }

    /**
     * Link five by itself: the market of the rivals before and after.
     *
     * @return the result
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if there is no market
     */
    public Counterfactual rivals() {
        return run.counterfactual();
    }

    /**
     * Link six by itself: the race at the figures as given.
     *
     * @return the result
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if the link is off
     */
    public RacePaths exit() {
        return given(run.paths(), Link.EXIT);
    }

    /**
     * Link seven by itself: concentration of supply, path by path.
     *
     * @return the result
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if there is no market
     */
    public Concentration.Measured dependence() {
        return given(run.concentration(), Link.DEPENDENCE);
    }

    private static <T> T given(@Nullable T result, Link link) {
        if (result == null) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "The link \"" + link.words() + "\" has no result of its own: it is switched off or assumed.");
        }
        return result;
    }

    Inputs inputs() {
        return inputs;
    }

    Scenario scenario() {
        return scenario;
    }

    int failed() {
        return failed;
    }

    /**
     * One link before and after: its terms with their intervals, as it is and as this chain has it.
     *
     * @param link which
     * @return a figure with a plain title
     */
    public Figure figure(Link link) {
        return ChainFigures.link(this, link);
    }

    /**
     * The whole chain: the headline term of each link with its interval, as it is and as this chain has it.
     *
     * @return a figure with a plain title
     */
    public Figure figure() {
        return ChainFigures.whole(this);
    }

    /**
     * One row a term: {@code link term estimate conf_low conf_high today}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        Term[] terms = Term.values();
        GlutChain was = today();
        return Table.create(
                "chain " + scenario.text(),
                StringColumn.create(
                        "link", Arrays.stream(terms).map(t -> t.link().name())),
                StringColumn.create("term", Arrays.stream(terms).map(Term::column)),
                DoubleColumn.create("estimate", estimate),
                DoubleColumn.create("conf_low", quantiles((1 - LEVEL) / 2)),
                DoubleColumn.create("conf_high", quantiles((1 + LEVEL) / 2)),
                DoubleColumn.create("today", was.estimate));
    }

    private double[] quantiles(double p) {
        return IntStream.range(0, byTerm.length)
                .mapToDouble(t -> ChainMath.quantile(byTerm[t], p))
                .toArray();
    }

    @Override
    public Table glance() {
        return Table.create(
                "chain",
                IntColumn.create("nobs", new int[] {inputs.firms().count()}),
                IntColumn.create("dropped", new int[] {inputs.firms().leftOut()}),
                IntColumn.create("draws", new int[] {inputs.draws() - failed}),
                StringColumn.create("scenario", List.of(scenario.text())));
    }

    @Override
    public Summary summary() {
        double[] low = quantiles((1 - LEVEL) / 2);
        double[] high = quantiles((1 + LEVEL) / 2);
        GlutChain was = today();
        Summary.Builder out = ChainText.opening(inputs, scenario);
        for (Link link : Link.values()) {
            Term[] terms =
                    Arrays.stream(Term.values()).filter(t -> t.link() == link).toArray(Term[]::new);
            Summary.Grid grid = Summary.grid(terms.length)
                    .text(link.words(), "", i -> terms[i].words())
                    .text("", "", i -> terms[i].base());
            if (base != null) {
                grid.text("today", "", i -> ChainText.value(terms[i], was.estimate[terms[i].ordinal()]));
            }
            out.grid(grid.text(
                            base == null ? "today" : "then",
                            "",
                            i -> ChainText.value(terms[i], estimate[terms[i].ordinal()]))
                    .text("low", "", i -> ChainText.value(terms[i], low[terms[i].ordinal()]))
                    .text("high", "", i -> ChainText.value(terms[i], high[terms[i].ordinal()])));
        }
        if (capped > 0) {
            out.warning(
                    "In " + Numbers.fixed(capped, 0)
                            + " draws a firm's volume met its capacity and was held there; the market of the rivals knows no capacity.");
        }
        if (raised > 0) {
            out.warning("In " + Numbers.fixed(raised, 0)
                    + " draws a firm's capacity fell below its output and was raised to it.");
        }
        if (Arrays.equals(low, high)) {
            out.warning(
                    "Every draw is the same: nothing is said to be uncertain, so that low and high are no interval. State errors"
                            + " with capacityWithin, costWithin, supportWithin and standardError.");
        }
        List<String> outside = IntStream.range(0, estimate.length)
                .filter(t -> estimate[t] < low[t] || estimate[t] > high[t])
                .mapToObj(t -> Term.values()[t].words())
                .toList();
        if (!outside.isEmpty() && !Arrays.equals(low, high)) {
            out.warning("Outside its interval: " + String.join(", ", outside)
                    + ". At the figures as given their errors are taken for real; the interval takes them for errors.");
        }
        long never = Arrays.stream(column(Term.BREAK_EVEN))
                .filter(Double::isInfinite)
                .count();
        if (never > 0) {
            out.warning("In " + never
                    + " draws the price does not cover unit cost: no utilization breaks even, and ∞ stands for it.");
        }
        int left = inputs.firms().leftOut();
        return ChainText.closing(out, inputs, scenario)
                .leftOut(left, left == 1 ? "firm with a missing cell" : "firms with a missing cell")
                .leftOut(failed, "draws without an equilibrium")
                .build();
    }

    /** The draws of a term, not a copy. */
    double[] column(Term term) {
        return byTerm[term.ordinal()];
    }

    double at(Term term) {
        return estimate[term.ordinal()];
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
