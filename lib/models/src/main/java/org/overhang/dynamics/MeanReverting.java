package org.overhang.dynamics;

import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Draws;
import org.overhang.core.Numbers;

/**
 * A price that is drawn back to a level: the logarithm follows an Ornstein–Uhlenbeck process, observed once a year.
 *
 * <p>Formula: {@code \ln p_{t+1} = \ln m + e^{-s} (\ln p_t - \ln m) + \sigma \sqrt{(1 - e^{-2s})/(2s)} z_t}, {@code z_t}
 * standard normal; {@code m} is the level to which the price reverts (its median in the long run, not its mean), {@code s}
 * the speed a year and {@code \sigma} the volatility a year. Starts at the level unless {@link #from} says otherwise.
 *
 * <pre>{@code
 * MeanReverting.to(2_300).speed(0.4).volatility(0.18).from(1_900)
 * }</pre>
 *
 * <p>Source: Schwartz, Journal of Finance 52 (1997), 923–973, model 1.
 */
public final class MeanReverting {
    private final double level;
    private final double speed;
    private final double volatility;
    private final double start;

    private MeanReverting(double level, double speed, double volatility, double start) {
        this.level = level;
        this.speed = speed;
        this.volatility = volatility;
        this.start = start;
    }

    /** A level whose speed is still to be named. */
    public static final class NeedsSpeed {
        private final double level;

        private NeedsSpeed(double level) {
            this.level = level;
        }

        /**
         * How fast the price comes back.
         *
         * @param perYear share of the distance made up in an instant, a year; half of it is gone after ln 2 / speed years
         * @return a price that still needs its volatility
         * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} unless positive
         */
        public NeedsVolatility speed(double perYear) {
            return new NeedsVolatility(level, Range.positive("The speed of a price", perYear));
        }
    }

    /** A level and speed whose volatility is still to be named. */
    public static final class NeedsVolatility {
        private final double level;
        private final double speed;

        private NeedsVolatility(double level, double speed) {
            this.level = level;
            this.speed = speed;
        }

        /**
         * How much the price is shaken.
         *
         * @param perYear standard deviation of the log price over a short time, scaled to a year
         * @return the price
         * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} unless positive
         */
        public MeanReverting volatility(double perYear) {
            return new MeanReverting(level, speed, Range.positive("The volatility of a price", perYear), level);
        }
    }

    /**
     * Starts with the level to which the price reverts.
     *
     * @param level price per unit of output
     * @return a price that still needs its speed and volatility
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} unless positive
     */
    public static NeedsSpeed to(double level) {
        return new NeedsSpeed(Range.positive("The level of a price", level));
    }

    /**
     * The price in the first year.
     *
     * @param price price per unit of output
     * @return the price process
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} unless positive
     */
    public MeanReverting from(double price) {
        return new MeanReverting(level, speed, volatility, Range.positive("The first price", price));
    }

    /**
     * The level.
     *
     * @return price to which it reverts
     */
    public double level() {
        return level;
    }

    double persistence() {
        return FastMath.exp(-speed);
    }

    double yearlyDeviation() {
        return volatility * Math.sqrt(-FastMath.expm1(-2 * speed) / (2 * speed));
    }

    double longRunDeviation() {
        return volatility / Math.sqrt(2 * speed);
    }

    /** Prices of years 0 to length − 1; one draw a year after the first. */
    void path(Draws draws, double[] into) {
        double keep = persistence();
        double shake = yearlyDeviation();
        double x = FastMath.log(start / level);
        for (int t = 0; t < into.length; t++) {
            into[t] = level * FastMath.exp(x);
            x = keep * x + shake * draws.normal();
        }
    }

    boolean same(MeanReverting other) {
        return level == other.level && speed == other.speed && volatility == other.volatility && start == other.start;
    }

    @Override
    public String toString() {
        return "reverting to " + Numbers.significant(level, 6) + " from " + Numbers.significant(start, 6) + ", speed "
                + Numbers.plain(speed) + ", volatility " + Numbers.plain(volatility);
    }
}
