package org.overhang.core;

/** The sign that the filled cells of a column must have. */
public enum Sign {
    /** Any sign: a profit, an adjustment, a change. */
    ANY(""),
    /** Zero or more: a quantity, a cost, a freight; a reversed sign is a mistake of the file. */
    NOT_NEGATIVE("at or above zero"),
    /** Above zero: a price, an exchange rate, a capacity that is divided by. */
    POSITIVE("above zero");

    private final String words;

    Sign(String words) {
        this.words = words;
    }

    /** What it is called in messages. */
    String words() {
        return words;
    }

    /**
     * Whether a number has the sign; NaN has none of them.
     *
     * @param value a number
     * @return true if it has
     */
    public boolean allows(double value) {
        return switch (this) {
            case ANY -> !Double.isNaN(value);
            case NOT_NEGATIVE -> value >= 0;
            case POSITIVE -> value > 0;
        };
    }
}
