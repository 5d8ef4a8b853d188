package org.overhang.equilibrium;

import org.overhang.core.Estimate;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * A number other than an elasticity that a model rests on: a margin, an outside share, a pass-through, a cost, a capacity.
 *
 * <p>In a simulation an uncertain share is drawn logit-normal and a size lognormal, both with the stated mean and standard
 * error, so that no draw leaves its range.
 *
 * @param name what it is
 * @param estimate value, standard error and source
 * @param share whether it lies between 0 and 1; otherwise it has no upper end and keeps its sign
 */
public record ModelInput(String name, Estimate estimate, boolean share) implements Parameter {
    /**
     * Checks that an uncertain number has room to move.
     *
     * @param name what it is
     * @param estimate value, standard error and source
     * @param share whether it lies between 0 and 1; otherwise it has no upper end and keeps its sign
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for an uncertain share of 0 or 1, an uncertain size of 0, or a
     *     standard error that no distribution on the range has
     */
    public ModelInput {
        double value = estimate.value();
        boolean fits = share
                ? value > 0 && value < 1 && estimate.standardError() < 0.9 * Math.sqrt(value * (1 - value))
                : value != 0;
        if (estimate.isUncertain() && !fits) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "An uncertain " + name + " needs "
                            + (share
                                    ? "a value strictly between 0 and 1 and a smaller standard error"
                                    : "a value other than 0")
                            + ", but it is " + value + " ± " + estimate.standardError() + ".");
        }
    }

    static ModelInput size(String name, Estimate estimate) {
        return new ModelInput(name, estimate, false);
    }

    static ModelInput share(String name, Estimate estimate) {
        return new ModelInput(name, estimate, true);
    }

    @Override
    public double value() {
        return estimate.value();
    }

    @Override
    public double standardError() {
        return estimate.standardError();
    }

    @Override
    public String source() {
        return estimate.source();
    }

    @Override
    public String text() {
        String error = estimate.isUncertain() ? " ± " + Numbers.significant(standardError(), 3) : "";
        return name + " " + Numbers.significant(value(), 4) + error + " (" + source() + ")";
    }
}
