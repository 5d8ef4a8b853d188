package org.overhang.core.math;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums by group that are the true sum of their terms, rounded once: no order of rows, no split and no engine can change a bit.
 *
 * <p>Idea. With k two above the exponent that would hold the largest term in 50 bits, a term is cut into whole numbers, {@code x =
 * q·2^k + p·2^(k−50) + s·2^(k−100)}, and a group holds Σq, Σp and Σs in longs; whole numbers add up in any order. The cut adds and
 * takes away 1.5·2^(52+k), which rounds x to a multiple of 2^k, and reads the whole number off the bits of the sum (the trick of
 * Shewchuk, "Adaptive precision floating-point arithmetic", 1997, section 2, with a fixed exponent in place of the terms' own). s is
 * kept only where the smallest term needs it. {@link Cut} says which, for an engine that does the same in SQL.
 *
 * <p>Invariants. |q| ≤ 2^51 and |p|, |s| ≤ 2^49, so that a carry every 2^10 terms keeps all in 63 bits; what no longer fits moves to a
 * BigInteger of the group. Terms more than 98 binary orders below the largest go to a BigDecimal of the group. NaN and infinities
 * are added as they are and decide the sum of their group.
 *
 * <p>Why not sorting and adding: that is one order of many, and another engine cannot keep to it. Why not a superaccumulator: 560
 * bytes a group and three times as slow. Cost: two passes, 16 or 24 bytes a group.
 */
public final class ExactSums {
    private static final long EDGE = 1L << 61;
    private static final int PIECE = 50;
    private static final long LOW = (1L << PIECE) - 1;
    /** Beyond it the constants of the cut are no doubles. */
    private static final int LARGEST_EXPONENT = 900;

    private ExactSums() {}

    /**
     * How terms are cut.
     *
     * @param k the whole part counts in 2^k
     * @param pieces 2 or 3
     */
    public record Cut(int k, int pieces) {
        /**
         * The cut for terms of that size.
         *
         * @param top the largest size of a finite term
         * @param low the smallest size of one that is not zero
         * @return the cut, with two pieces where that is enough
         */
        public static Cut of(double top, double low) {
            int k = Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, Math.getExponent(top) + 1 - PIECE - 1));
            return new Cut(k, low >= Math.scalb(1.0, k + 2) ? 2 : 3);
        }

        /**
         * Below this size a term does not fit, and is added apart.
         *
         * @return a power of two
         */
        public double least() {
            return Math.scalb(1.0, pieces == 2 ? k + 2 : k + 2 - PIECE);
        }

        /**
         * From this size on a term does not fit, and is added apart.
         *
         * @return a power of two
         */
        public double most() {
            return Math.scalb(1.0, k + PIECE + 1);
        }

        /**
         * Added and taken away, it rounds to whole numbers of 2^k.
         *
         * @return 1.5·2^(52+k)
         */
        public double big() {
            return Math.scalb(1.5, 52 + k);
        }

        /**
         * Added and taken away, it rounds the rest to whole numbers of 2^(k−50).
         *
         * @return 1.5·2^(2+k)
         */
        public double small() {
            return Math.scalb(1.5, 2 + k);
        }

        /**
         * The whole number of all pieces together.
         *
         * @param q sum of the first pieces
         * @param p sum of the second pieces
         * @param s sum of the third pieces; zero where there are two
         * @return the sum in units of {@link #unit}
         */
        public BigInteger total(BigInteger q, BigInteger p, BigInteger s) {
            BigInteger two = q.shiftLeft(PIECE).add(p);
            return pieces == 2 ? two : two.shiftLeft(PIECE).add(s);
        }

        /**
         * The exponent of the unit of {@link #total}.
         *
         * @return the last pieces count in 2^unit
         */
        public int unit() {
            return k - PIECE * (pieces - 1);
        }
    }

    /**
     * Adds by group.
     *
     * @param codes the group of each row; rows below zero take no part
     * @param groups how many groups there are
     * @param values one a row
     * @param weights one a row, multiplied with the value and rounded as Java does; null for ones
     * @return one sum a group; 0 where it has no row
     */
    public static double[] byGroup(int[] codes, int groups, double[] values, double @Nullable [] weights) {
        double[] odd = null;
        double top = 0;
        double low = Double.POSITIVE_INFINITY;
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] >= 0) {
                double size = Math.abs(weights == null ? values[i] : weights[i] * values[i]);
                if (size <= Double.MAX_VALUE) {
                    top = size > top ? size : top;
                    low = size < low && size > 0 ? size : low;
                } else {
                    odd = odd == null ? new double[groups] : odd;
                    odd[codes[i]] += weights == null ? values[i] : weights[i] * values[i];
                }
            }
        }
        double[] sums = new double[groups];
        if (top > 0) {
            State state = new State(Cut.of(top, low), groups);
            state.addAll(codes, values, weights);
            for (int g = 0; g < groups; g++) {
                sums[g] = state.sum(g);
            }
        }
        for (int g = 0; odd != null && g < groups; g++) {
            // A group without an odd term adds zero
            sums[g] = odd[g] == 0 ? sums[g] : odd[g];
        }
        return sums;
    }

    /** The pieces of all groups. */
    private static final class State {
        private final Cut cut;
        private final double big;
        private final double small;
        private final double least;
        private final double most;
        private final long[] pieces;
        private final int width;
        private final Map<Integer, BigInteger> large = new HashMap<>();
        private final Map<Integer, BigDecimal> apart = new HashMap<>();

        State(Cut cut, int groups) {
            this.cut = cut;
            big = cut.big();
            small = cut.small();
            least = cut.least();
            most = cut.most();
            width = cut.pieces();
            pieces = new long[Math.multiplyExact(width, groups)];
        }

        void addAll(int[] codes, double[] values, double @Nullable [] weights) {
            for (int i = 0; i < codes.length; i++) {
                if (codes[i] >= 0) {
                    double x = weights == null ? values[i] : weights[i] * values[i];
                    double size = Math.abs(x);
                    if (size >= least && size < most) {
                        add(codes[i], x);
                    } else if (size > 0 && size <= Double.MAX_VALUE) {
                        apart.merge(codes[i], new BigDecimal(x), BigDecimal::add);
                    }
                }
            }
        }

        private void add(int group, double x) {
            int at = group * width;
            double s = x + big;
            double rest = x - (s - big);
            double z = rest + small;
            pieces[at] += Double.doubleToRawLongBits(s) - Double.doubleToRawLongBits(big);
            pieces[at + 1] += Double.doubleToRawLongBits(z) - Double.doubleToRawLongBits(small);
            if (width == 3) {
                pieces[at + 2] += (long) Math.scalb(rest - (z - small), 2 * PIECE - cut.k());
            }
            if ((pieces[at] + EDGE | pieces[at + 1] + EDGE) < 0 || (width == 3 && pieces[at + 2] + EDGE < 0)) {
                carry(group);
            }
        }

        /** What is near the edge of a long moves up a piece, and out of the first to the group's BigInteger. */
        private void carry(int group) {
            int at = group * width;
            for (int p = width - 1; p > 0; p--) {
                pieces[at + p - 1] += pieces[at + p] >> PIECE;
                pieces[at + p] &= LOW;
            }
            large.merge(group, BigInteger.valueOf(pieces[at]), BigInteger::add);
            pieces[at] = 0;
        }

        double sum(int group) {
            int at = group * width;
            BigInteger first = BigInteger.valueOf(pieces[at]).add(large.getOrDefault(group, BigInteger.ZERO));
            BigInteger total = cut.total(
                    first,
                    BigInteger.valueOf(pieces[at + 1]),
                    width == 3 ? BigInteger.valueOf(pieces[at + 2]) : BigInteger.ZERO);
            return value(total, cut.unit(), apart.get(group));
        }
    }

    /**
     * A whole number of units, and terms that were added apart, rounded once to the nearest double, ties to even.
     *
     * @param total how many units
     * @param unit exponent of the unit
     * @param apart sum of the terms that did not fit; null if all did
     * @return the double; infinite if it is too large for one
     */
    public static double value(BigInteger total, int unit, @Nullable BigDecimal apart) {
        if (apart != null) {
            BigDecimal size = BigDecimal.valueOf(2).pow(Math.abs(unit));
            BigDecimal fitted = new BigDecimal(total);
            return apart.add(unit < 0 ? fitted.divide(size) : fitted.multiply(size))
                    .doubleValue();
        }
        int over = total.bitLength() - 62;
        if (over <= 0) {
            return Math.scalb((double) total.longValue(), unit);
        }
        BigInteger size = total.abs();
        long head = size.shiftRight(over).longValue();
        // Whatever is cut off decides a tie
        long sticky = size.getLowestSetBit() < over ? 1 : 0;
        return total.signum() * Math.scalb((double) (head | sticky), unit + over);
    }
}
