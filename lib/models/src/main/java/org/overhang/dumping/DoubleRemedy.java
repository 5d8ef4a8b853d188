package org.overhang.dumping;

import org.overhang.core.Fraction;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * A domestic subsidy that is countervailed and also raised the dumping margin of a non-market economy.
 *
 * <pre>{@code offset = min(increase, countervailingRate)}</pre>
 *
 * <p>Normal value from surrogate values does not fall with a domestic subsidy while the export price does, so that both duties
 * would answer the same subsidy. The increase is what the subsidy added to the weighted-average margin: in practice the
 * countervailing rate times the share of the subsidy that was passed on to export prices, for which evidence is needed. Both
 * are fractions. Default: no offset.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var passedOn = DoubleRemedy.countervailed(0.12).increase(0.63 * 0.12);
 * var margin = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(files.doubleRemedy(passedOn));
 * margin.cashDeposit();
 * }</pre>
 *
 * <p>Reference: 19 USC 1677f-1(f), which holds for non-market economies only.
 *
 * @param countervailingRate the rate attributable to the subsidy, at least 0
 * @param increase by how much the subsidy raised the margin, at least 0
 */
public record DoubleRemedy(double countervailingRate, double increase) {
    /**
     * Checks both rates.
     *
     * @param countervailingRate the rate attributable to the subsidy
     * @param increase by how much the subsidy raised the margin
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if one is negative or not a number
     */
    public DoubleRemedy {
        Fraction.DUTY.notPercent("The countervailing rate of a double remedy", countervailingRate);
        Fraction.DUTY.notPercent("The increase of a double remedy", increase);
        if (!(countervailingRate >= 0 && increase >= 0 && Double.isFinite(countervailingRate + increase))) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A double remedy needs rates of at least 0, but they are " + countervailingRate + " and " + increase
                            + ". Give fractions, for example 0.12 for 12 %.");
        }
    }

    /**
     * Starts with the countervailing rate.
     *
     * @param rate the rate attributable to the domestic subsidy
     * @return the next step
     */
    public static NeedsIncrease countervailed(double rate) {
        return new NeedsIncrease(rate);
    }

    /** A double remedy that still lacks the increase in the margin. */
    public static final class NeedsIncrease {
        private final double rate;

        private NeedsIncrease(double rate) {
            this.rate = rate;
        }

        /**
         * By how much the subsidy raised the margin.
         *
         * @param margin a fraction of the net export value
         * @return the double remedy
         */
        public DoubleRemedy increase(double margin) {
            return new DoubleRemedy(rate, margin);
        }
    }

    /**
     * What the antidumping duty is reduced by.
     *
     * @return a fraction
     */
    public double offset() {
        return Math.min(increase, countervailingRate);
    }
}
