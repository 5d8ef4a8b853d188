package org.overhang.policy;

import org.overhang.core.Fraction;
import org.overhang.core.Numbers;

/**
 * A producer subsidy that carries its base.
 *
 * <p>Ad valorem: the firm keeps {@code p(1+u)} of producer price {@code p}; as an inclusive tax this is {@code t=-u}.
 * Specific: marginal cost falls by {@code z} a unit. Zero is no subsidy; a tax is not written as a negative subsidy.
 *
 * <p>Example: {@code market.subsidy("China", adValorem(0.12))}.
 *
 * @param base what the number is a share of, or that it is money a unit of quantity
 * @param amount the rate as a fraction of the producer price, or money a unit of quantity; not negative
 */
public record Subsidy(Base base, double amount) implements Policy {
    /** What a subsidy is a share of. */
    public enum Base {
        /** A share of the producer price. */
        AD_VALOREM,
        /** Money a unit of quantity. */
        SPECIFIC
    }

    /**
     * Checks the number.
     *
     * @param base what the number is a share of, or that it is money a unit of quantity
     * @param amount the rate as a fraction of the producer price, or money a unit of quantity; not negative
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if negative or not finite
     */
    public Subsidy {
        Check.that(
                amount >= 0 && amount < Double.POSITIVE_INFINITY,
                "A subsidy needs a finite amount of at least 0",
                amount,
                "Write adValorem(0.12) for twelve percent of the producer price.");
        if (base == Base.AD_VALOREM) {
            Fraction.DUTY.notPercent("An ad valorem subsidy", amount);
        }
    }

    /**
     * A subsidy as a share of the producer price.
     *
     * @param rate fraction, 0 to 10
     * @return the subsidy
     */
    public static Subsidy adValorem(double rate) {
        return new Subsidy(Base.AD_VALOREM, rate);
    }

    /**
     * A subsidy in money a unit of quantity.
     *
     * @param amount money a unit, at least 0
     * @return the subsidy
     */
    public static Subsidy specific(double amount) {
        return new Subsidy(Base.SPECIFIC, amount);
    }

    /**
     * The ad valorem part.
     *
     * @return the rate on the producer price; 0 for a specific subsidy
     */
    public double rate() {
        return base == Base.AD_VALOREM ? amount : 0;
    }

    /**
     * The part that is money a unit.
     *
     * @return the amount; 0 for an ad valorem subsidy
     */
    public double specificAmount() {
        return base == Base.SPECIFIC ? amount : 0;
    }

    @Override
    public String text() {
        return base == Base.AD_VALOREM
                ? "subsidy of " + Numbers.percent(amount, 1) + " of the producer price"
                : "subsidy of " + Numbers.significant(amount, 4) + " a unit";
    }
}
