package org.overhang.study;

import java.util.Locale;

/** What each link answers; all but exits and money are fractions. */
enum Term {
    UTILIZATION(Link.UTILIZATION, true, "utilization of the backed side", "output over capacity"),
    IDLE_CAPACITY(Link.UTILIZATION, false, "idle capacity of the backed side", "of its capacity"),
    BREAK_EVEN(Link.BREAK_EVEN, false, "break-even utilization, backed side", "cash cost, before support"),
    PRICE_SHORTFALL(Link.BREAK_EVEN, true, "break-even price over price, less 1", "backed side, at its utilization"),
    LOSS_SHARE(Link.COVERED_LOSS, true, "loss before support, backed side", "of its revenue"),
    SUPPORT_SHARE(Link.COVERED_LOSS, false, "support, backed side", "of its revenue"),
    COVERED_SHARE(Link.COVERED_LOSS, false, "covered share of the loss", "as accounts show it"),
    DUMPING_MARGIN(Link.DUMPING_MARGIN, true, "dumping margin", "home over export price, less 1"),
    EXPORT_PRICE(Link.RIVALS, false, "export price of the backed side", "change from today"),
    RIVAL_PRICE(Link.RIVALS, true, "rivals' price", "change from today"),
    RIVAL_VOLUME(Link.RIVALS, true, "rivals' volume", "change from today"),
    RIVAL_EXITS(Link.EXIT, false, "rivals that leave", "firms, mean over paths"),
    RIVAL_CAPACITY_LEFT(Link.EXIT, true, "rivals' capacity left", "of today's, at the horizon"),
    BACKED_CAPACITY_LEFT(Link.EXIT, false, "backed capacity left", "of today's, at the horizon"),
    BACKED_ALONE(Link.EXIT, false, "backed side alone", "chance at the horizon"),
    STATE_BILL(Link.EXIT, false, "bill for covered losses", "over the horizon"),
    BACKED_SHARE(Link.DEPENDENCE, true, "backed side's share of supply", "at the horizon"),
    HHI(Link.DEPENDENCE, false, "concentration of supply (HHI)", "at the horizon");

    private final Link link;
    private final boolean headline;
    private final String words;
    private final String base;

    Term(Link link, boolean headline, String words, String base) {
        this.link = link;
        this.headline = headline;
        this.words = words;
        this.base = base;
    }

    Link link() {
        return link;
    }

    /** Whether it stands for its link in the figure of the whole chain. */
    boolean headline() {
        return headline;
    }

    String words() {
        return words;
    }

    String base() {
        return base;
    }

    /** Whether percent is its unit in print. */
    boolean isFraction() {
        return this != RIVAL_EXITS && this != STATE_BILL && this != HHI;
    }

    /** As programs name it. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
