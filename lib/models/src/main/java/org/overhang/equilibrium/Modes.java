package org.overhang.equilibrium;

/** Which condition closes a product. */
final class Modes {
    /** The seller's own supply or first-order condition. */
    static final int FREE = 0;
    /** The quantity limit; the shadow price is then an unknown. */
    static final int LIMITED = 1;
    /** A producer price that policy fixes: fair price or binding floor. */
    static final int FIXED = 2;
    /** The product is not in the market. */
    static final int OUT = 3;
    /** A plant that stands still because even its first unit does not pay. */
    static final int IDLE = 4;
    /** A plant held at its utilization floor; the shadow price is negative. */
    static final int FLOORED = 5;

    private Modes() {}

    static int count(int[] modes, int mode) {
        int count = 0;
        for (int m : modes) {
            count += m == mode ? 1 : 0;
        }
        return count;
    }
}
