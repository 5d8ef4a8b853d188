package org.overhang.dumping.respondents;

import org.overhang.core.Draws;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;

/**
 * Figures for the public version of a document: within ten percent of the actual one, or as a band.
 *
 * <p>{@link #ranged} draws a factor from 0.9 to 1.1 for each figure (19 CFR 351.304(c)(1), unverified); {@link #band} names the ten
 * points in which a percentage lies (Manual of Operating Practices 2018, paragraph 14.8, of India). Zero stays zero.
 *
 * <p>Example:
 *
 * <pre>{@code
 * PublicVersion.ranged(new double[] {1_234_567}, seed(7));
 * PublicVersion.band(0.137);   // 10-20 %
 * }</pre>
 */
public final class PublicVersion {
    private static final double WIDTH = 0.1;

    private PublicVersion() {}

    /**
     * Each figure times a factor within ten percent of one.
     *
     * @param figures actual figures
     * @param seed of the factors; whoever knows it knows the figures
     * @return figures for the public
     */
    public static double[] ranged(double[] figures, Seed seed) {
        Draws draws = seed.stream(0);
        double[] out = new double[figures.length];
        for (int i = 0; i < figures.length; i++) {
            out[i] = figures[i] * (1 - WIDTH + 2 * WIDTH * draws.uniform());
        }
        return out;
    }

    /**
     * The ten points in which a rate lies, its lower end included.
     *
     * @param rate a fraction
     * @return for example {@code "10-20 %"}
     * @throws OverhangException {@link Reason#BAD_VALUE} if it is not a number
     */
    public static String band(double rate) {
        if (!Double.isFinite(rate)) {
            throw new OverhangException(
                    Reason.BAD_VALUE, "A band needs a rate, but it is " + Numbers.argument(rate) + ".");
        }
        // A rate that rounding in binary left just below its band's end is at that end.
        double low = 10 * Math.floor(10 * rate + 1e-9);
        return Numbers.fixed(low, 0) + "-" + Numbers.fixed(low + 10, 0) + " %";
    }
}
