package org.overhang.capacity;

/** How often a series is observed; it sets the defaults of filters and of the rule of peaks. */
public enum Frequency {
    /** Once a year: λ 6.25, Hamilton 2 ahead and 1 lag, cycles of 2 to 8 with 3 at each side, peaks confirmed by 1 later value and 2 apart. */
    YEARLY(6.25, 2, 1, 1, 2, 2, 8, 3),
    /** Four times a year: λ 1,600, Hamilton 8 ahead and 4 lags, cycles of 6 to 32 with 12 at each side, peaks confirmed by 2 later values and 8 apart. */
    QUARTERLY(1600, 8, 4, 2, 8, 6, 32, 12),
    /** Twelve times a year: λ 129,600, Hamilton 24 ahead and 12 lags, cycles of 18 to 96 with 36 at each side, peaks confirmed by 6 later values and 24 apart. */
    MONTHLY(129_600, 24, 12, 6, 24, 18, 96, 36);

    final double smoothing;
    final int ahead;
    final int lags;
    final int confirm;
    final int apart;
    final int shortest;
    final int longest;
    final int sides;

    Frequency(double smoothing, int ahead, int lags, int confirm, int apart, int shortest, int longest, int sides) {
        this.smoothing = smoothing;
        this.ahead = ahead;
        this.lags = lags;
        this.confirm = confirm;
        this.apart = apart;
        this.shortest = shortest;
        this.longest = longest;
        this.sides = sides;
    }
}
