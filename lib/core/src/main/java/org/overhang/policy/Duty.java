package org.overhang.policy;

import org.overhang.core.Fraction;
import org.overhang.core.Numbers;

/**
 * An import duty that carries its base.
 *
 * <p>With producer price {@code p} and consumer price {@code p_c}: exclusive {@code p_c = (1+\tau)p}, inclusive
 * {@code p = (1-t)p_c} with {@code t = \tau/(1+\tau)}, specific {@code p_c = p + \delta}. Zero is no duty; a negative duty is
 * an import subsidy and allowed ad valorem down to −100 % (exclusive), so that a free-trade area's preference can be written.
 *
 * <p>Example: {@code Duty.inclusive(0.23).exclusiveRate() // 0.2987}.
 *
 * @param base what the number is a share of, or that it is money a unit of quantity
 * @param amount the rate as a fraction, or money a unit of quantity if specific
 */
public record Duty(Base base, double amount) implements Policy {
    /** What a duty is a share of. */
    public enum Base {
        /** A share of the price before duty. */
        EXCLUSIVE,
        /** A share of the price that the buyer pays, duty included. */
        INCLUSIVE,
        /** Money a unit of quantity. */
        SPECIFIC
    }

    /**
     * Checks the number against its base.
     *
     * @param base what the number is a share of, or that it is money a unit of quantity
     * @param amount the rate as a fraction, or money a unit of quantity if specific
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if the price after or before
     *     duty would not be positive
     */
    public Duty {
        switch (base) {
            case EXCLUSIVE -> {
                Check.that(
                        amount > -1 && amount < Double.POSITIVE_INFINITY,
                        "A duty on the price before duty needs a finite rate above -1",
                        amount,
                        "Write Duty.exclusive(0.30) for thirty percent.");
                Fraction.DUTY.notPercent("A duty on the price before duty", amount);
            }
            case INCLUSIVE ->
                Check.that(
                        amount < 1 && amount > Double.NEGATIVE_INFINITY,
                        "A duty on the price after duty needs a finite rate below 1",
                        amount,
                        "Write Duty.exclusive(rate) if the rate is a share of the price before duty.");
            case SPECIFIC ->
                Check.that(
                        Math.abs(amount) < Double.POSITIVE_INFINITY,
                        "A specific duty needs a finite amount a unit",
                        amount,
                        "Write Duty.specific(50).");
        }
    }

    /**
     * A duty as a share of the price before duty.
     *
     * @param rate fraction, above −1 and at most 10: {@code exclusive(3.5)} is 350 percent, as some duties are
     * @return the duty
     */
    public static Duty exclusive(double rate) {
        return new Duty(Base.EXCLUSIVE, rate);
    }

    /**
     * A duty as a share of the price that the buyer pays.
     *
     * @param rate fraction, below 1
     * @return the duty
     */
    public static Duty inclusive(double rate) {
        return new Duty(Base.INCLUSIVE, rate);
    }

    /**
     * A duty in money a unit of quantity.
     *
     * @param amount money a unit, in the units of the baseline's prices
     * @return the duty
     */
    public static Duty specific(double amount) {
        return new Duty(Base.SPECIFIC, amount);
    }

    /**
     * The ad valorem rate on the price before duty.
     *
     * @return {@code t/(1-t)} for an inclusive duty; 0 for a specific one
     */
    public double exclusiveRate() {
        return switch (base) {
            case EXCLUSIVE -> amount;
            case INCLUSIVE -> amount / (1 - amount);
            case SPECIFIC -> 0;
        };
    }

    /**
     * The ad valorem rate on the price after duty.
     *
     * @return {@code \tau/(1+\tau)} for an exclusive duty; 0 for a specific one
     */
    public double inclusiveRate() {
        return switch (base) {
            case EXCLUSIVE -> amount / (1 + amount);
            case INCLUSIVE -> amount;
            case SPECIFIC -> 0;
        };
    }

    /**
     * The part that is money a unit.
     *
     * @return the amount of a specific duty; 0 for an ad valorem one
     */
    public double specificAmount() {
        return base == Base.SPECIFIC ? amount : 0;
    }

    @Override
    public String text() {
        return switch (base) {
            case EXCLUSIVE -> "duty of " + Numbers.percent(amount, 1) + " of the price before duty";
            case INCLUSIVE -> "duty of " + Numbers.percent(amount, 1) + " of the price after duty";
            case SPECIFIC -> "duty of " + Numbers.significant(amount, 4) + " a unit";
        };
    }
}
