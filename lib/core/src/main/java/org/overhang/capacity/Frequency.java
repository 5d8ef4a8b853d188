package org.overhang.capacity;

/** How often a series is observed; it sets the defaults of filters and of the rule of peaks. */
public enum Frequency {
    /** Once a year: λ 6.25, Hamilton 2 ahead and 1 lag, peaks confirmed by 1 later value and 2 apart. */
    YEARLY(6.25, 2, 1, 1, 2),
    /** Four times a year: λ 1,600, Hamilton 8 ahead and 4 lags, peaks confirmed by 2 later values and 8 apart. */
    QUARTERLY(1600, 8, 4, 2, 8),
    /** Twelve times a year: λ 129,600, Hamilton 24 ahead and 12 lags, peaks confirmed by 6 later values and 24 apart. */
    MONTHLY(129_600, 24, 12, 6, 24);

    final double smoothing;
    final int ahead;
    final int lags;
    final int confirm;
    final int apart;

    Frequency(double smoothing, int ahead, int lags, int confirm, int apart) {
        this.smoothing = smoothing;
        this.ahead = ahead;
        this.lags = lags;
        this.confirm = confirm;
        this.apart = apart;
    }
}
