package org.overhang.core;

/**
 * The kinds of argument that are fractions, and how large each can be: the check behind every rate, share and margin that is
 * typed. Beyond the limit stands a percentage that was meant as one, and it is refused with the fraction to write.
 *
 * <p>Write the fraction, or {@code percent(30)} for 0.30:
 *
 * <pre>{@code
 * Duty.exclusive(0.30);
 * Duty.exclusive(percent(30));
 * Duty.exclusive(30);      // refused: write 0.3 for 30 %
 * }</pre>
 */
public enum Fraction {
    /** A part of a whole: 0 to 1. */
    SHARE(0, 1),
    /** A rate of interest, discount, depreciation or growth a year: −0.5 to 1. Beyond 100 % a year a percentage was meant. */
    INTEREST(-0.5, 1),
    /** An ad valorem duty, subsidy or dumping margin: 0 to 10. Duties of several hundred percent are real, of 1,000 % not. */
    DUTY(0, 10),
    /** A surcharge on a cost or a profit on it: 0 to 5. Overheads can exceed the cost that they are charged on. */
    SURCHARGE(0, 5),
    /** A difference relative to a base, of either sign: −1 to 10. */
    CHANGE(-1, 10);

    private static final double HUNDRED = 100;

    /** No percentage that anybody types is as large: what shuts a market on purpose. */
    private static final double PROHIBITIVE = 1e6;

    private final double least;
    private final double most;

    Fraction(double least, double most) {
        this.least = least;
        this.most = most;
    }

    /**
     * A percentage as a fraction: {@code percent(30)} is 0.30.
     *
     * @param percent a percentage, of any sign and size
     * @return the fraction
     */
    public static double percent(double percent) {
        return percent / HUNDRED;
    }

    /**
     * The smallest value of the kind.
     *
     * @return a fraction
     */
    public double least() {
        return least;
    }

    /**
     * The largest value of the kind.
     *
     * @return a fraction
     */
    public double most() {
        return most;
    }

    /**
     * Whether a number can be meant as a fraction of the kind; NaN cannot.
     *
     * @param value the number
     * @return true if it lies within the limits
     */
    public boolean allows(double value) {
        return value >= least && value <= most;
    }

    /**
     * Checks an argument.
     *
     * @param who what it is, beginning with a capital letter: "A customs duty"
     * @param value the argument
     * @return the argument
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is no fraction of the kind
     */
    public double of(String who, double value) {
        if (!allows(value)) {
            throw new OverhangException(Reason.OUT_OF_RANGE, refusal(who, value));
        }
        return value;
    }

    /**
     * Refuses a number that is larger than any of the kind, since a percentage was meant; from a million on it is one that shuts a
     * market on purpose, and passes. What is too small or no number at all is
     * left to the caller, who knows more.
     *
     * @param who what it is, beginning with a capital letter
     * @param value the argument
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is too large
     */
    public void notPercent(String who, double value) {
        if (value > most && value < PROHIBITIVE) {
            throw new OverhangException(Reason.OUT_OF_RANGE, refusal(who, value));
        }
    }

    /**
     * Adds a problem if an argument is no fraction of the kind.
     *
     * @param problems where to
     * @param who what it is, beginning with a capital letter
     * @param value the argument
     */
    public void check(Problems problems, String who, double value) {
        problems.require(allows(value), Reason.OUT_OF_RANGE, refusal(who, value));
    }

    /** The limits in words: "from 0 to 1". */
    String limits() {
        return "from " + Numbers.plain(least) + " to " + Numbers.plain(most);
    }

    private String refusal(String who, double value) {
        return who + " needs a fraction " + limits() + ", but it is " + Numbers.argument(value) + ". " + advice(value);
    }

    private String advice(double value) {
        double meant = value / HUNDRED;
        return value > most && allows(meant)
                ? "Write " + Numbers.plain(meant) + " or percent(" + Numbers.plain(value) + ") for "
                        + Numbers.plain(value) + " %."
                : "Write 0.3 or percent(30) for 30 %.";
    }
}
