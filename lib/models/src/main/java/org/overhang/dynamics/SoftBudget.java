package org.overhang.dynamics;

import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.overhang.core.Draws;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.regress.survival.DiscreteHazard;
import org.overhang.regress.survival.HazardFit;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much less a loss drives out a firm that the state stands behind: one less the ratio of the two effects of a loss on the
 * hazard of exit.
 *
 * <p>Formula: with {@code \beta_L} the effect of a loss and {@code \beta_{LS}} that of loss times state link, softness
 * {@code = 1 - (\beta_L + \beta_{LS})/\beta_L = -\beta_{LS}/\beta_L}; 0 if the state changes nothing, 1 if a loss no longer
 * matters. Interval by the delta method at 95 %.
 *
 * <pre>{@code
 * var fit = DiscreteHazard.of("exited").on("loss", "state", "loss_x_state").logTime("years").fit(firmYears);
 * SoftBudget.of(fit).loss("loss").timesState("loss_x_state");
 * }</pre>
 *
 * <p>Errors: {@link Reason#NOT_IDENTIFIED} if the loss has no effect at all; a warning if its effect is within two standard
 * errors of 0, because the ratio then says nothing.
 */
public final class SoftBudget implements Result {
    private static final double LEVEL = 0.95;

    private final double loss;
    private final double interaction;
    private final double lossError;
    private final double error;

    private SoftBudget(double loss, double interaction, double lossError, double error) {
        this.loss = loss;
        this.interaction = interaction;
        this.lossError = lossError;
        this.error = error;
    }

    /** A hazard fit of which it is still to be said which terms count. */
    public static final class NeedsTerms {
        private final ToDoubleFunction<String> coefficient;
        private final ToDoubleBiFunction<String, String> covariance;
        private final String loss;

        private NeedsTerms(
                ToDoubleFunction<String> coefficient, ToDoubleBiFunction<String, String> covariance, String loss) {
            this.coefficient = coefficient;
            this.covariance = covariance;
            this.loss = loss;
        }

        /**
         * Names the term of the loss.
         *
         * @param term a covariate of the fit
         * @return the terms so far
         */
        public NeedsTerms loss(String term) {
            return new NeedsTerms(coefficient, covariance, term);
        }

        /**
         * Names the term of loss times state link; the loss must have been named.
         *
         * @param term a covariate of the fit
         * @return the softness
         * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if the loss has no effect
         */
        public SoftBudget timesState(String term) {
            double b = coefficient.applyAsDouble(loss);
            double i = coefficient.applyAsDouble(term);
            if (!(Math.abs(b) > 0)) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "SoftBudget needs a loss that moves the hazard, but the effect of \"" + loss + "\" is 0.");
            }
            double variance = covariance.applyAsDouble(term, term) / (b * b)
                    - 2 * covariance.applyAsDouble(loss, term) * i / (b * b * b)
                    + covariance.applyAsDouble(loss, loss) * i * i / (b * b * b * b);
            return new SoftBudget(b, i, Math.sqrt(covariance.applyAsDouble(loss, loss)), Math.sqrt(variance));
        }
    }

    /**
     * Starts with a Cox or Fine–Gray fit.
     *
     * @param fit holds the loss and its product with the state link among its covariates
     * @return a softness that still needs its terms
     */
    public static NeedsTerms of(HazardFit fit) {
        return new NeedsTerms(fit::coefficient, fit::covariance, "");
    }

    /**
     * Starts with a discrete-time fit.
     *
     * @param fit holds the loss and its product with the state link among its covariates
     * @return a softness that still needs its terms
     */
    public static NeedsTerms of(DiscreteHazard.Fit fit) {
        return new NeedsTerms(fit::coefficient, fit::covariance, "");
    }

    /**
     * The softness.
     *
     * @return 0 if the state changes nothing, 1 if a loss no longer matters
     */
    public double softness() {
        return -interaction / loss;
    }

    /**
     * Its interval.
     *
     * @return delta method, 95 %
     */
    public Interval interval() {
        double z = Draws.inverseNormal(0.5 + LEVEL / 2);
        return new Interval(softness() - z * error, softness() + z * error, LEVEL, "delta method");
    }

    @Override
    public Table tidy() {
        return Table.create(
                "Soft budget",
                StringColumn.create("term", "softness"),
                DoubleColumn.create("estimate", softness()),
                DoubleColumn.create("std_error", error),
                DoubleColumn.create("conf_low", interval().low()),
                DoubleColumn.create("conf_high", interval().high()));
    }

    @Override
    public Table glance() {
        return Table.create(
                "Soft budget",
                DoubleColumn.create("effect_private", loss),
                DoubleColumn.create("effect_state", loss + interaction));
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of("Soft budget")
                .choice("interval", "95 % delta method")
                .paragraph(
                        "Softness",
                        Numbers.significant(softness(), 4) + ", " + interval() + "; effect of a loss "
                                + Numbers.significant(loss, 4) + " without and "
                                + Numbers.significant(loss + interaction, 4) + " with a state link");
        if (Math.abs(loss) < 2 * lossError) {
            out.warning("The effect of a loss is within two standard errors of 0: the ratio says nothing.");
        }
        return out.identifies("Losses measured alike for both kinds of firm.")
                .breaks(
                        "State-linked firms that book losses elsewhere, or hazards and losses moved by demand together.")
                .doesNotShow("Who pays, or why.")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
