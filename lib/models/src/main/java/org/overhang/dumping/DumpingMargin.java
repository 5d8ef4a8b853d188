package org.overhang.dumping;

import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Progress;
import org.overhang.core.Reason;
import org.overhang.core.Seed;

/**
 * The dumping margin of an exporter: the amount by which normal value exceeds export price, over the export value.
 *
 * <pre>{@code margin = max(0, sum_i (NV_i - EP_i) q_i) / sum_i EP_i q_i}</pre>
 *
 * <p>{@code NV_i} normal value and {@code EP_i} net export price of sale i, ex works, in the reporting currency per unit;
 * {@code q_i} quantity. Home sales pass the arm's-length and the cost test before they are averaged; each export model meets
 * the identical home model, the most similar one within the cap, or a constructed value; a non-market economy's factors are
 * valued at surrogate prices. Negative differences offset positive ones unless a zeroing policy says otherwise.
 *
 * <p>Blank amounts are zero. Sales with a missing, zero or negative quantity or gross price are set aside, counted and
 * listed; a negative net price stays. Defaults: {@link DumpingRules#US_INVESTIGATION_2024}, no bootstrap.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var dumping = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).by("control_number")
 *         .bootstrap(draws(2_000).by("customer"), seed(42)).measure(files);
 * dumping.allMethods();
 * dumping.explain("A-12");
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for a sale type other than EP and CEP, quarterly costs, two rates of one
 * day, or dates and levels of trade that are out of all bounds; {@link Reason#NOT_IDENTIFIED} if no export sale is left, if the
 * case has neither home sales nor costs nor factors, or if there are fewer than two values to resample.
 *
 * <p>References: 19 USC 1677(35), 1677a, 1677b, 1677f-1; Commerce margin programs of 13 August 2024; Regulation (EU) 2016/1036,
 * Article 2; WTO Anti-Dumping Agreement, Article 2.
 */
public final class DumpingMargin {
    private final DumpingRules rules;
    private final String model;
    private final @Nullable Resampling resampling;
    private final Seed seed;

    private DumpingMargin(DumpingRules rules, String model, @Nullable Resampling resampling, Seed seed) {
        this.rules = rules;
        this.model = model;
        this.resampling = resampling;
        this.seed = seed;
    }

    /**
     * Starts with the rules.
     *
     * @param rules for example {@link DumpingRules#US_REVIEW_2024}
     * @return the method
     */
    public static DumpingMargin under(DumpingRules rules) {
        return new DumpingMargin(rules, "", null, new Seed(1));
    }

    /**
     * The column that holds the control number in every file whose roles do not name another.
     *
     * @param column its name
     * @return the method
     */
    public DumpingMargin by(String column) {
        return new DumpingMargin(rules, column, resampling, seed);
    }

    /**
     * Asks for an interval: the cost test, the match and the pattern test are done again in every resampling.
     *
     * @param how how many resamplings, of which column's values
     * @param start where randomness starts
     * @return the method
     */
    public DumpingMargin bootstrap(Resampling how, Seed start) {
        return new DumpingMargin(rules, model, how, start);
    }

    /**
     * Computes the margin.
     *
     * @param files the files of the case
     * @return the margin, its steps and what was set aside
     * @throws OverhangException {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}, {@link Reason#BAD_VALUE}, or
     *     {@link Reason#NOT_IDENTIFIED} if no export sale is left, if there is neither a home market nor a cost nor a factor
     *     file, or if the resampling has fewer than two values to draw from
     */
    public DumpingResult measure(CaseFiles files) {
        if (files.home() == null && files.factors() == null && files.costs() == null) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "DumpingMargin needs home sales, costs or factors for normal value, but the case has export sales only."
                            + " Add .home(…), .costs(…) or .factors(…) to the files.");
        }
        Book book = Progress.during(() -> new Book(new Intake(files, model, rules), rules, files.facts()));
        if (book.exports.rows == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "DumpingMargin needs at least one export sale, but all " + book.in.exports.rows + " of table \""
                            + files.exports().source().name() + "\" were set aside ("
                            + SetAsideList.of(book.exports.status).words()
                            + "). Check quantities, prices, dates and rates.");
        }
        return Progress.during(() -> new DumpingResult(this, files, book));
    }

    DumpingRules rules() {
        return rules;
    }

    String model() {
        return model;
    }

    @Nullable
    Resampling resampling() {
        return resampling;
    }

    Seed seed() {
        return seed;
    }
}
