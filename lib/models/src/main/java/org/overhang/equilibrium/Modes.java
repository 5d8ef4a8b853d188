package org.overhang.equilibrium;

/** Which condition closes a product. */
final class Modes {
    /** The seller's own supply or first-order condition. */
    static final int FREE = 0;
    /** The quantity limit; the shadow price is then an unknown. */
    static final int LIMITED = 1;
    /** The floor under the producer price. */
    static final int FIXED = 2;
    /** The product is not in the market. */
    static final int OUT = 3;
    /** A plant that stands still, or a product that its owner does not offer, because even the first unit does not pay. */
    static final int IDLE = 4;
    /** A plant held at its utilization floor; the shadow price is negative. */
    static final int FLOORED = 5;
    /** The price floor and the quantity limit of one product; the limit's shadow price is then an unknown. */
    static final int BOTH = 6;

    private Modes() {}

    static boolean sells(int mode) {
        return mode != OUT && mode != IDLE;
    }

    /** Whether the quantity limit holds. */
    static boolean limits(int mode) {
        return mode == LIMITED || mode == BOTH;
    }
}
