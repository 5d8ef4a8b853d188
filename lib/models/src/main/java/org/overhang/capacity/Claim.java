package org.overhang.capacity;

import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * A figure about capacity as somebody stated it, with what it means and when.
 *
 * <pre>{@code Claim.utilization(0.59).in(2024).concept(CapacityConcept.NAMEPLATE).source("trade press")}</pre>
 *
 * @param kind what it measures
 * @param value the figure: a rate, a multiple, or a share of capacity
 * @param year the year it holds for; 0 if not stated
 * @param coverage which market or firms; empty if not stated
 * @param concept concept of capacity
 * @param source who said it; may be empty
 */
public record Claim(Kind kind, double value, int year, String coverage, CapacityConcept concept, String source) {
    /** What a claim measures. */
    public enum Kind {
        /** Output over capacity. */
        UTILIZATION("utilization"),
        /** Capacity over demand. */
        MULTIPLE("capacity over demand"),
        /** Additions to stocks over capacity. */
        STOCK_BUILD("stock build over capacity");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * Checks the figure.
     *
     * @param kind what it measures
     * @param value the figure: a rate, a multiple, or a share of capacity
     * @param year the year it holds for; 0 if not stated
     * @param coverage which market or firms; empty if not stated
     * @param concept concept of capacity
     * @param source who said it; may be empty
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a utilization below 0 or above 2, a multiple not above 0 or a stock build beyond 1
     */
    public Claim {
        boolean good = switch (kind) {
            case UTILIZATION -> value >= 0 && value <= 2;
            case MULTIPLE -> value > 0 && value < Double.POSITIVE_INFINITY;
            case STOCK_BUILD -> value >= -1 && value <= 1;
        };
        if (!good) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A claim of " + kind.words + " needs a figure in its range, but it is "
                            + Numbers.argument(value)
                            + ". Write rates as fractions: 0.59 for fifty-nine percent.");
        }
    }

    private static Claim of(Kind kind, double value) {
        return new Claim(kind, value, 0, "", CapacityConcept.UNSTATED, "");
    }

    /**
     * A claim of output over capacity.
     *
     * @param rate a fraction
     * @return the claim, without year, coverage, concept or source
     */
    public static Claim utilization(double rate) {
        return of(Kind.UTILIZATION, rate);
    }

    /**
     * A claim of capacity over demand.
     *
     * @param times a ratio, 2 for twice
     * @return the claim, without year, coverage, concept or source
     */
    public static Claim multiple(double times) {
        return of(Kind.MULTIPLE, times);
    }

    /**
     * A claim of additions to stocks over capacity.
     *
     * @param share a fraction, negative if stocks fell
     * @return the claim, without year, coverage, concept or source
     */
    public static Claim stockBuild(double share) {
        return of(Kind.STOCK_BUILD, share);
    }

    /**
     * States the year.
     *
     * @param stated calendar year
     * @return the claim for this year
     */
    public Claim in(int stated) {
        return new Claim(kind, value, stated, coverage, concept, source);
    }

    /**
     * States which market or firms.
     *
     * @param stated coverage; claims compare only if it is the same text
     * @return the claim with this coverage
     */
    public Claim covering(String stated) {
        return new Claim(kind, value, year, stated, concept, source);
    }

    /**
     * States the concept of capacity.
     *
     * @param stated the concept
     * @return the claim with this concept
     */
    public Claim concept(CapacityConcept stated) {
        return new Claim(kind, value, year, coverage, stated, source);
    }

    /**
     * States who said it.
     *
     * @param stated the source
     * @return the claim with this source
     */
    public Claim source(String stated) {
        return new Claim(kind, value, year, coverage, concept, stated);
    }

    /** The claim in words. */
    String text() {
        String figure = kind == Kind.MULTIPLE ? Numbers.significant(value, 3) : Numbers.percent(value, 1);
        return kind.words + " " + figure + (year == 0 ? "" : ", " + year)
                + (coverage.isEmpty() ? "" : ", " + coverage)
                + (concept == CapacityConcept.UNSTATED ? "" : ", " + concept.word())
                + (source.isEmpty() ? "" : " (" + source + ")");
    }
}
