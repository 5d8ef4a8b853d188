package org.overhang.subsidy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Fraction;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * What a borrower of a rating pays above the base rate, and the rating that interest coverage implies.
 *
 * <pre>r* = base + spread(rating),  rating = first whose threshold lies strictly below EBIT / (r* D)</pre>
 *
 * <p>The rating decides the rate and the rate decides the coverage, so a benchmark from coverage is a fixed point; several can
 * exist. {@link #benchmark} starts from the rate paid and follows the map, which is monotone, to the first one it meets; {@link
 * #selfConsistent} lists them all.
 *
 * <pre>{@code
 * var spreads = CreditSpreads.DAMODARAN_LARGE;
 * spreads.rate("BB", 0.03);                                  // 0.0515
 * spreads.selfConsistent(120.0, 900.0, 0.03);                // ratings that agree with the coverage they imply
 * spreads.benchmark(120.0, 900.0, 0.03, 0.02);               // the one reached from the rate paid
 * }</pre>
 *
 * <p>Strip a rating of the notches it owes to the state before using it: a guarantee that nobody wrote is the support to be measured.
 */
public final class CreditSpreads {
    /**
     * Spreads of large non-financial firms by interest coverage: A. Damodaran, <i>Ratings, Interest Coverage Ratios and Default
     * Spread</i>, Stern School of Business, edition with AAA at 0.67 %.
     */
    public static final CreditSpreads DAMODARAN_LARGE = new CreditSpreads(
            "Damodaran, large non-financial firms",
            List.of("AAA", "AA", "A+", "A", "A-", "BBB", "BB+", "BB", "B+", "B", "B-", "CCC", "CC", "C", "D"),
            new double[] {12.5, 9.5, 7.5, 6, 4.5, 4, 3.5, 3, 2.5, 2, 1.5, 1.25, 0.8, 0.5, Double.NEGATIVE_INFINITY},
            new double[] {
                0.0067, 0.0082, 0.0103, 0.0114, 0.0129, 0.0159, 0.0193, 0.0215, 0.0315, 0.0378, 0.0462, 0.0778, 0.0880,
                0.1076, 0.1434
            });

    private final String name;
    private final List<String> ratings;
    private final double[] coverageAbove;
    private final double[] spread;

    private CreditSpreads(String name, List<String> ratings, double[] coverageAbove, double[] spread) {
        this.name = name;
        this.ratings = ratings;
        this.coverageAbove = coverageAbove;
        this.spread = spread;
    }

    /**
     * One line of a table of spreads.
     *
     * @param rating name of the rating
     * @param coverageAbove interest coverage that the rating needs more than; negative infinity for the lowest
     * @param spread fraction a year above the base rate
     */
    public record Line(String rating, double coverageAbove, double spread) {
        /**
         * A rating with its lowest coverage and its spread.
         *
         * @param rating name of the rating
         * @param coverageAbove interest coverage that the rating needs more than; negative infinity for the lowest
         * @param spread fraction a year above the base rate, −0.5 to 1
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the spread is no such fraction
         */
        public Line {
            Fraction.INTEREST.of("The spread of rating \"" + rating + "\"", spread);
        }
    }

    /**
     * A table of one's own.
     *
     * @param name what summaries print
     * @param lines best rating first, thresholds falling, spreads rising, the last threshold negative infinity
     * @return the table
     * @throws OverhangException {@link Reason#BAD_VALUE} if the order is another
     */
    public static CreditSpreads of(String name, List<Line> lines) {
        Problems problems = new Problems();
        problems.require(
                !lines.isEmpty() && lines.get(lines.size() - 1).coverageAbove() == Double.NEGATIVE_INFINITY,
                Reason.BAD_VALUE,
                "A table of spreads needs a last rating for any coverage, but its last threshold is finite or it is empty."
                        + " Give the lowest rating the threshold Double.NEGATIVE_INFINITY.");
        for (int i = 1; i < lines.size(); i++) {
            problems.require(
                    lines.get(i).coverageAbove() < lines.get(i - 1).coverageAbove()
                            && lines.get(i).spread() >= lines.get(i - 1).spread(),
                    Reason.BAD_VALUE,
                    "A table of spreads needs falling thresholds and rising spreads, but \""
                            + lines.get(i).rating() + "\" breaks the order. Sort it with the best rating first.");
        }
        problems.throwIfAny();
        return new CreditSpreads(
                name,
                lines.stream().map(Line::rating).toList(),
                lines.stream().mapToDouble(Line::coverageAbove).toArray(),
                lines.stream().mapToDouble(Line::spread).toArray());
    }

    /**
     * A benchmark rate and how it was reached.
     *
     * @param rate fraction a year
     * @param rating the rating whose spread it holds
     * @param selfConsistent all ratings that agree with the coverage they imply
     */
    public record Benchmark(double rate, String rating, List<String> selfConsistent) {
        /**
         * A benchmark.
         *
         * @param rate fraction a year
         * @param rating the rating whose spread it holds
         * @param selfConsistent all ratings that agree with the coverage they imply
         */
        public Benchmark {
            selfConsistent = List.copyOf(selfConsistent);
        }
    }

    /**
     * What summaries print.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The rate that a rating pays.
     *
     * @param rating a rating of this table
     * @param base base rate in the currency and term of the debt, a fraction a year
     * @return base plus spread
     * @throws OverhangException {@link Reason#BAD_VALUE} if the table has no such rating
     */
    public double rate(String rating, double base) {
        int at = ratings.indexOf(rating);
        if (at < 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A benchmark rate needs a rating of \"" + name + "\", but found \"" + rating + "\". "
                            + Nearest.hint(rating, ratings) + "Its ratings: " + String.join(", ", ratings) + ".");
        }
        return Fraction.INTEREST.of("A base rate", base) + spread[at];
    }

    /**
     * The rating that interest coverage implies; thresholds are strict.
     *
     * @param coverage earnings before interest and tax over interest
     * @return the rating
     */
    public String rating(double coverage) {
        return ratings.get(place(coverage));
    }

    private int place(double coverage) {
        for (int i = 0; i < coverageAbove.length; i++) {
            if (coverage > coverageAbove[i]) {
                return i;
            }
        }
        return coverageAbove.length - 1;
    }

    private static double coverage(double earnings, double interest) {
        if (interest > 0) {
            return earnings / interest;
        }
        return earnings > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /**
     * Ratings at which the rate and the coverage at that rate agree.
     *
     * @param earnings earnings before interest and tax at market prices
     * @param debt mean debt of the year, positive
     * @param base base rate, a fraction a year
     * @return ratings, best first; never empty
     */
    public List<String> selfConsistent(double earnings, double debt, double base) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < spread.length; i++) {
            if (place(coverage(earnings, (base + spread[i]) * debt)) == i) {
                out.add(ratings.get(i));
            }
        }
        return out;
    }

    /**
     * The benchmark rate that coverage implies, reached from the rate paid.
     *
     * @param earnings earnings before interest and tax at market prices
     * @param debt mean debt of the year, positive
     * @param base base rate, a fraction a year
     * @param paid rate paid, where the search starts
     * @return the benchmark
     * @throws OverhangException {@link Reason#NOT_CONVERGED} if the search does not settle
     */
    public Benchmark benchmark(double earnings, double debt, double base, double paid) {
        double rate = paid;
        int at = -1;
        for (int step = 0; step <= 2 * spread.length; step++) {
            int next = place(coverage(earnings, rate * debt));
            if (next == at) {
                return new Benchmark(rate, ratings.get(at), selfConsistent(earnings, debt, base));
            }
            at = next;
            rate = base + spread[at];
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "A benchmark rate from coverage needs a rating that agrees with itself, but the search from the rate paid"
                        + " does not settle. Use a rating or a benchmark column.");
    }

    @Override
    public String toString() {
        return name + " " + ratings + " " + Arrays.toString(spread);
    }
}
