package org.overhang.dependence;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * A rule that reaches a product through what is in it: what counts, against what, from which share, and when it is in force.
 *
 * <p>A date is always an argument, never today's: the same call gives the same answer next year.
 *
 * <pre>{@code
 * ContentRule.MOFCOM_61_2025.status(LocalDate.of(2026, 11, 22));     // UNKNOWN: verify
 * }</pre>
 *
 * <p>These are readings of the texts named, in one sentence each, and not legal advice.
 */
public final class ContentRule {
    /** Which items a rule looks at and what it sets in relation. */
    public enum Reach {
        /** Value of listed inputs bought directly, by the share of the listed origin in each, over the value of a listed output. */
        LISTED_INPUT_IN_LISTED_OUTPUT,
        /** Value of controlled items bought directly, each as a whole, over the value of the product. */
        CONTROLLED_ITEMS_BOUGHT,
        /** Own share in an article above the threshold, or any component article that is caught; mixtures are not articles. */
        ONCE_AN_ARTICLE,
        /** Controlled content through all levels over the value of the product. */
        CUMULATIVE
    }

    /** Whether a rule is in force on a day. */
    public enum Status {
        /** Not made yet, or made and not in force yet. */
        NOT_MADE,
        /** In force. */
        IN_FORCE,
        /** Made, but suspended. */
        SUSPENDED,
        /** Not known here: verify. */
        UNKNOWN
    }

    /**
     * MOFCOM Announcement 61 of 2025, item (1): a listed item made abroad in which listed items of Chinese origin are at least
     * 0.1 % of its value. Made on 9 October 2025, to be in force from 1 December 2025; suspended before that by Announcement 70 of
     * 2025, from 7 November 2025 to 10 November 2026; what holds from 11 November 2026 on is not known here.
     */
    public static final ContentRule MOFCOM_61_2025 = new ContentRule(
            "MOFCOM 61/2025 (1)",
            Reach.LISTED_INPUT_IN_LISTED_OUTPUT,
            0.001,
            true,
            "MOFCOM Announcements 61/2025 and 70/2025",
            new Dates(
                    LocalDate.of(2025, 10, 9),
                    LocalDate.of(2025, 12, 1),
                    LocalDate.of(2025, 11, 7),
                    LocalDate.of(2026, 11, 10)));

    /**
     * REACH, Articles 7(2) and 33: more than 0.1 % by mass in any component article. Give masses as the values of the bill; once
     * an article, always an article (C-106/14, 10 September 2015).
     */
    public static final ContentRule REACH_ARTICLE_33 = new ContentRule(
            "REACH Articles 7(2) and 33",
            Reach.ONCE_AN_ARTICLE,
            0.001,
            false,
            "Regulation (EC) 1907/2006, Articles 7(2) and 33; C-106/14",
            new Dates(LocalDate.of(2007, 6, 1), LocalDate.of(2007, 6, 1), null, null));

    /** A rule that looks through everything: any controlled content at all, as for "600 series" items to some destinations. */
    public static final ContentRule SEE_THROUGH = new ContentRule(
            "see-through, 0 %",
            Reach.CUMULATIVE,
            0,
            false,
            "15 CFR 734.4(a)(6); Supplement 2 to part 734",
            new Dates(null, null, null, null));

    /** The days of a rule; no start means that dates do not matter here, no force date that it is not known. */
    private record Dates(
            @Nullable LocalDate made,
            @Nullable LocalDate inForce,
            @Nullable LocalDate suspended,
            @Nullable LocalDate suspendedTo) {}

    private final String name;
    private final Reach reach;
    private final double threshold;
    private final boolean orEqual;
    private final String citation;
    private final Dates dates;

    private ContentRule(String name, Reach reach, double threshold, boolean orEqual, String citation, Dates dates) {
        this.name = name;
        this.reach = reach;
        this.threshold = threshold;
        this.orEqual = orEqual;
        this.citation = citation;
        this.dates = dates;
    }

    private static double share(double threshold) {
        if (!(threshold >= 0 && threshold < 1)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A content rule needs a threshold of at least 0 and below 1, but it is " + threshold
                            + ". Write 0.25 for twenty-five percent.");
        }
        return threshold;
    }

    /**
     * US Export Administration Regulations, 15 CFR 734.4: controlled items at fair market value, each as a whole, above a share
     * of the foreign-made item's value.
     *
     * @param threshold 0.25, 0.10 or 0 by item and destination
     * @return the rule
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside 0 to 1
     */
    public static ContentRule ear734(double threshold) {
        return new ContentRule(
                "EAR 734.4, " + Numbers.percent(share(threshold), 0),
                Reach.CONTROLLED_ITEMS_BOUGHT,
                threshold,
                false,
                "15 CFR 734.4; Supplement 2 to part 734",
                new Dates(null, null, null, null));
    }

    /**
     * A rule of one's own: controlled content through all levels, at least a share of the product.
     *
     * @param threshold share at which the product is caught
     * @return the rule
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside 0 to 1
     */
    public static ContentRule cumulative(double threshold) {
        return new ContentRule(
                "cumulative, " + Numbers.percent(share(threshold), 2),
                Reach.CUMULATIVE,
                threshold,
                true,
                "stated by the user",
                new Dates(null, null, null, null));
    }

    /**
     * The same rule with another reach, to see what the level of a list does.
     *
     * @param other the reach
     * @return the rule
     */
    public ContentRule reaching(Reach other) {
        return new ContentRule(name, other, threshold, orEqual, citation, dates);
    }

    /**
     * Whether the rule is in force on a day.
     *
     * @param day the day
     * @return the status; unknown means: verify
     */
    public Status status(LocalDate day) {
        if (dates.made == null) {
            return Status.IN_FORCE;
        }
        if (dates.suspended != null && !day.isBefore(dates.suspended)) {
            return dates.suspendedTo != null && day.isAfter(dates.suspendedTo) ? Status.UNKNOWN : Status.SUSPENDED;
        }
        if (dates.inForce == null) {
            return day.isBefore(dates.made) ? Status.NOT_MADE : Status.UNKNOWN;
        }
        return day.isBefore(dates.inForce) ? Status.NOT_MADE : Status.IN_FORCE;
    }

    /**
     * The rule's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What the rule looks at.
     *
     * @return the reach
     */
    public Reach reach() {
        return reach;
    }

    /**
     * The share from or above which a product is caught.
     *
     * @return a fraction
     */
    public double threshold() {
        return threshold;
    }

    /**
     * Where the rule stands.
     *
     * @return the citation
     */
    public String citation() {
        return citation;
    }

    boolean catches(double ratio) {
        return orEqual ? ratio >= threshold : ratio > threshold;
    }

    /** Caught, not caught or undecided over a range of ratios; not-a-number is not known. */
    Finding finding(double low, double high) {
        if (Double.isNaN(low) || Double.isNaN(high)) {
            return Finding.UNKNOWN;
        }
        return catches(low) ? Finding.YES : catches(high) ? Finding.UNKNOWN : Finding.NO;
    }

    String thresholdText() {
        return (orEqual ? "at least " : "more than ") + Numbers.percent(threshold, 2);
    }

    @Override
    public String toString() {
        return name + " (" + thresholdText() + "; " + citation + ")";
    }
}
