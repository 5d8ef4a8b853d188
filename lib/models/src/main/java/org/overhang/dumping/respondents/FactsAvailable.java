package org.overhang.dumping.respondents;

import java.util.HashSet;
import java.util.Set;
import org.overhang.core.Fraction;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.dumping.Comparison;
import org.overhang.dumping.DumpingResult;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A rate in place of what was not reported or failed verification: for some sales, for sales missing from the file, and whether a
 * petition's rate stands beside the margins of single sales.
 *
 * <pre>{@code
 * m = max(0, \sum_{kept} d_i + r (\sum_{replaced} v_i + u)) / (\sum_i v_i + u)
 * }</pre>
 *
 * <p>{@code d} amount of dumping and {@code v} net value of a sale under the method that applies, {@code r} the rate, {@code u} net
 * value not reported. Rates are fractions. Under average-to-average the other sales of a replaced sale's group keep their average
 * as it was. A wholly facts-available rate is {@link Exporter.NeedsMargin#onFactsAvailable}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var facts = FactsAvailable.of(result).rate(0.45).sales("17", "23").unreportedValue(80_000);
 * facts.margin();
 * FactsAvailable.corroborate(result, 0.92).holds();
 * }</pre>
 *
 * <p>Errors: a sale that the margin does not rest on, a rate or value below zero, rules that go by type.
 *
 * <p>19 USC 1677e (which rate to choose, and that this is how partial facts are put in, is practice and unverified).
 */
public final class FactsAvailable {
    private final DumpingResult result;
    private final double rate;
    private final Set<String> sales;
    private final double unreported;

    private FactsAvailable(DumpingResult result, double rate, Set<String> sales, double unreported) {
        this.result = result;
        this.rate = rate;
        this.sales = sales;
        this.unreported = unreported;
    }

    /**
     * Starts with a measured margin.
     *
     * @param result the margin of what was reported
     * @return what still needs the rate
     */
    public static NeedsRate of(DumpingResult result) {
        return new NeedsRate(result);
    }

    /** Facts available that still need their rate. */
    public static final class NeedsRate {
        private final DumpingResult result;

        private NeedsRate(DumpingResult result) {
            this.result = result;
        }

        /**
         * The rate put in.
         *
         * @param rate a fraction of net value, at least 0
         * @return facts available, put in nowhere so far
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is no such fraction
         */
        public FactsAvailable rate(double rate) {
            return new FactsAvailable(result, Fraction.DUTY.of("A rate on facts available", rate), Set.of(), 0);
        }
    }

    /**
     * The sales whose own result it replaces.
     *
     * @param ids their numbers
     * @return facts available with them
     * @throws OverhangException {@link Reason#BAD_VALUE} if the margin does not rest on one of them
     */
    public FactsAvailable sales(String... ids) {
        StringColumn known = rows(result, result.comparison()).stringColumn("sale");
        Set<String> all = new HashSet<>(known.asList());
        for (String id : ids) {
            if (!all.contains(id)) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Facts available need sales that the margin rests on, but \"" + id + "\" is none of them. "
                                + Nearest.hint(id, known.asList())
                                + "What was set aside or is not in the file goes into unreportedValue(…).");
            }
        }
        return new FactsAvailable(result, rate, Set.of(ids), unreported);
    }

    /**
     * Net value of sales that are not in the file.
     *
     * @param value in the reporting currency, at least 0
     * @return facts available with it
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is negative or not a number
     */
    public FactsAvailable unreportedValue(double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Facts available need an unreported value of at least 0, but it is " + Numbers.argument(value)
                            + ".");
        }
        return new FactsAvailable(result, rate, sales, value);
    }

    /**
     * The margin with the rate put in.
     *
     * @return a fraction of net value, never below 0
     */
    public double margin() {
        double[] sums = sums();
        return Math.max(0, sums[0] + rate * (sums[2] + unreported)) / (sums[1] + sums[2] + unreported);
    }

    /**
     * The share of net value that rests on facts available.
     *
     * @return a fraction
     */
    public double share() {
        double[] sums = sums();
        return (sums[2] + unreported) / (sums[1] + sums[2] + unreported);
    }

    /** Amount and value of what is kept, value of what is replaced. */
    private double[] sums() {
        Comparison method = result.comparison();
        Table rows = rows(result, method);
        double[] out = new double[3];
        for (int i = 0; i < rows.rowCount(); i++) {
            double value = rows.doubleColumn("value").getDouble(i);
            if (sales.contains(rows.stringColumn("sale").get(i))) {
                out[2] += value;
            } else {
                double amount = rows.doubleColumn("margin").getDouble(i);
                out[0] += method == Comparison.AVERAGE_TO_TRANSACTION ? Math.max(0, amount) : amount;
                out[1] += value;
            }
        }
        return out;
    }

    private static Table rows(DumpingResult result, Comparison method) {
        Table rows = result.comparisonRows(method);
        if (method == Comparison.MIXED || rows.columnNames().contains("cif_price")) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Facts available sale by sale need averages or transactions throughout, but the margin is by "
                            + (method == Comparison.MIXED ? "both" : "type")
                            + ". State a whole rate with Exporter.named(…).onFactsAvailable(…).");
        }
        return rows;
    }

    /**
     * Whether a petition's rate stands beside the results of single sales: how many of them reach it.
     *
     * @param rate the petition's margin
     * @param highest the highest result of a sale, a fraction of its net price
     * @param shareOfValue share of net value whose results are at least the rate
     */
    public record Corroboration(double rate, double highest, double shareOfValue) {
        /**
         * Whether the rate lies within the results of single sales.
         *
         * @return true if some sale reaches it
         */
        public boolean holds() {
            return highest >= rate;
        }
    }

    /**
     * Holds a petition's rate against average-to-transaction results (19 USC 1677e(c); that this is the test is practice, unverified).
     *
     * @param result a respondent's measured margin
     * @param rate the petition's margin, a fraction
     * @return what it was held against
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} under rules that go by type
     */
    public static Corroboration corroborate(DumpingResult result, double rate) {
        double petition = Fraction.DUTY.of("A petition's margin", rate);
        Table rows = rows(result, Comparison.AVERAGE_TO_TRANSACTION);
        DoubleColumn unit = rows.doubleColumn("unit_margin");
        DoubleColumn net = rows.doubleColumn("net_price");
        DoubleColumn value = rows.doubleColumn("value");
        double highest = Double.NEGATIVE_INFINITY;
        double reached = 0;
        double all = 0;
        for (int i = 0; i < rows.rowCount(); i++) {
            double own = unit.getDouble(i) / net.getDouble(i);
            highest = Math.max(highest, own);
            all += value.getDouble(i);
            reached += own >= petition ? value.getDouble(i) : 0;
        }
        return new Corroboration(petition, highest, reached / all);
    }
}
