package org.overhang.study;

/** A link of the chain from idle capacity to dependence, in the order in which one hands over to the next. */
public enum Link {
    /** Output over capacity. */
    UTILIZATION("utilization", "there is no idle capacity, nor its fixed cost"),
    /** The utilization at which price covers cost. */
    BREAK_EVEN("break-even", "there is no fixed cost to cover"),
    /** The loss before support and who pays for it. */
    COVERED_LOSS("covered loss", "nobody is supported"),
    /** Home price over export price. */
    DUMPING_MARGIN("dumping margin", "home and export price are the same"),
    /** Export price, rivals' price and rivals' volume in the market that both sell to. */
    RIVALS("rivals' price and volume", "prices and volumes stay as they are"),
    /** Who leaves within the horizon. */
    EXIT("exit", "nobody leaves and nobody grows"),
    /** Who is left to buy from. */
    DEPENDENCE("dependence", "shares of supply stay as they are");

    private final String words;
    private final String whenOff;

    Link(String words, String whenOff) {
        this.words = words;
        this.whenOff = whenOff;
    }

    /**
     * The link in words.
     *
     * @return for example {@code "covered loss"}
     */
    public String words() {
        return words;
    }

    /**
     * What holds instead when the link is switched off.
     *
     * @return for example {@code "nobody is supported"}
     */
    public String whenOff() {
        return whenOff;
    }
}
