package org.overhang.price;

import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * Why a unit value moved: prices of what is still sold, its mix, and what came and went.
 *
 * <pre>{@code
 * price   \sum_C (s_0+s_1)/2 (p_1-p_0)         mix   \sum_C (s_1-s_0)((p_0+p_1)/2 - R)
 * entry   \sum_N s_1 (p_1-R)                   exit  -\sum_G s_0 (p_0-R),     R = (U_0+U_1)/2
 * }</pre>
 *
 * <p>{@code p} unit value and {@code s} quantity share of an item; {@code C} items sold in both periods, {@code N} only in the
 * second, {@code G} only in the first; {@code U} the unit value of all. The terms add up exactly. A fall that is all mix is no
 * fall in any price. Items with a quantity of zero count as not sold, and their value is left out and counted; items with a missing cell are left out with all their rows and counted;
 * negative values are refused.
 *
 * <p>Defaults: none; columns, items and both periods are named.
 *
 * <p>Example:
 *
 * <pre>{@code
 * UnitValueDecomposition.of("value_usd").quantity("quantity_t").by("hs8", "origin").period("year")
 *         .between("2019", "2023").measure(imports).part("mix");
 * }</pre>
 *
 * <p>Source: the symmetric form of P. Bennet, Journal of the Royal Statistical Society 83 (1920), 455–462.
 */
public final class UnitValueDecomposition {
    private final String value;
    private final String quantity;
    private final List<String> items;
    private final String period;
    private final String first;
    private final String second;

    private UnitValueDecomposition(
            String value, String quantity, List<String> items, String period, String first, String second) {
        this.value = value;
        this.quantity = quantity;
        this.items = items;
        this.period = period;
        this.first = first;
        this.second = second;
    }

    /** A decomposition that still needs its quantity. */
    public static final class NeedsQuantity {
        private final String value;

        private NeedsQuantity(String value) {
            this.value = value;
        }

        /**
         * The quantity column.
         *
         * @param column its name
         * @return the decomposition, which still needs its items
         */
        public NeedsItems quantity(String column) {
            return new NeedsItems(value, column);
        }
    }

    /** A decomposition that still needs its items. */
    public static final class NeedsItems {
        private final String value;
        private final String quantity;

        private NeedsItems(String value, String quantity) {
            this.value = value;
            this.quantity = quantity;
        }

        /**
         * What makes an item with a price of its own: product, origin, grade.
         *
         * @param columns their names
         * @return the decomposition, which still needs its periods
         */
        public NeedsPeriod by(String... columns) {
            return new NeedsPeriod(value, quantity, List.of(columns));
        }
    }

    /** A decomposition that still needs its period column. */
    public static final class NeedsPeriod {
        private final String value;
        private final String quantity;
        private final List<String> items;

        private NeedsPeriod(String value, String quantity, List<String> items) {
            this.value = value;
            this.quantity = quantity;
            this.items = items;
        }

        /**
         * The period column.
         *
         * @param column its name
         * @return the decomposition, which still needs the two periods
         */
        public NeedsEnds period(String column) {
            return new NeedsEnds(value, quantity, items, column);
        }
    }

    /** A decomposition that still needs its two periods. */
    public static final class NeedsEnds {
        private final String value;
        private final String quantity;
        private final List<String> items;
        private final String period;

        private NeedsEnds(String value, String quantity, List<String> items, String period) {
            this.value = value;
            this.quantity = quantity;
            this.items = items;
            this.period = period;
        }

        /**
         * The two periods compared.
         *
         * @param first the earlier, in any notation; a word as its column writes it
         * @param second the later
         * @return the method
         */
        public UnitValueDecomposition between(String first, String second) {
            return new UnitValueDecomposition(value, quantity, items, period, first, second);
        }
    }

    /**
     * Starts with the value column.
     *
     * @param column its name, money
     * @return the decomposition, which still needs quantities
     */
    public static NeedsQuantity of(String column) {
        return new NeedsQuantity(column);
    }

    /**
     * Takes the change of the unit value apart.
     *
     * @param source one or more rows an item and period
     * @return price, mix, entry and exit
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if a period is empty, {@link Reason#BAD_VALUE} for negative cells
     */
    public Accounting measure(Source source) {
        Columns in = Columns.neededBy("UnitValueDecomposition")
                .amount("value", value, Sign.NOT_NEGATIVE)
                .amount("quantity", quantity, Sign.NOT_NEGATIVE)
                .any("period", period)
                .keys(items)
                .read(source);
        TwoPeriods two = TwoPeriods.read("UnitValueDecomposition", in, items, period, first, second, value, quantity);
        double[] levels = {level(two.before()), level(two.after())};
        int unsold = unsold(two.before()) + unsold(two.after());
        double[] parts = parts(two.before(), two.after(), (levels[0] + levels[1]) / 2);
        return new Accounting(
                "Unit value decomposition",
                List.of(new String[] {"items", String.join(" × ", items)}, new String[] {"from", first}, new String[] {
                    "to", second
                }),
                "a unit",
                levels[0],
                levels[1],
                List.of("price", "mix", "entry", "exit"),
                parts,
                "Quality that changes within an item.",
                source.provenance().footer(),
                List.of(
                        new Accounting.Left(
                                two.incomplete(), "rows without an item, or of an item with a missing cell"),
                        new Accounting.Left(unsold, "items with a value and no quantity in a period")));
    }

    /**
     * Takes the change of the unit value apart.
     *
     * @param table one or more rows an item and period
     * @return price, mix, entry and exit
     */
    public Accounting measure(Table table) {
        return measure(Source.of(table));
    }

    private static double sum(double[] values) {
        double total = 0;
        for (double v : values) {
            total += Double.isNaN(v) ? 0 : v;
        }
        return total;
    }

    private static double level(double[][] sums) {
        double sold = sum(sums[1]);
        if (!(sold > 0)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "UnitValueDecomposition needs a positive quantity in both periods, but one sold nothing.");
        }
        double value = 0;
        for (int g = 0; g < sums[0].length; g++) {
            value += sums[1][g] > 0 ? sums[0][g] : 0;
        }
        return value / sold;
    }

    /** Items with a value that no quantity stands beside: they have no price, so they are no part of the unit value. */
    private static int unsold(double[][] sums) {
        int count = 0;
        for (int g = 0; g < sums[0].length; g++) {
            count += sums[0][g] > 0 && !(sums[1][g] > 0) ? 1 : 0;
        }
        return count;
    }

    private static double[] parts(double[][] before, double[][] after, double reference) {
        double sold0 = sum(before[1]);
        double sold1 = sum(after[1]);
        double[] out = new double[4];
        for (int g = 0; g < before[0].length; g++) {
            boolean early = before[1][g] > 0;
            boolean late = after[1][g] > 0;
            double p0 = early ? before[0][g] / before[1][g] : 0;
            double p1 = late ? after[0][g] / after[1][g] : 0;
            double s0 = early ? before[1][g] / sold0 : 0;
            double s1 = late ? after[1][g] / sold1 : 0;
            if (early && late) {
                out[0] += (s0 + s1) / 2 * (p1 - p0);
                out[1] += (s1 - s0) * ((p0 + p1) / 2 - reference);
            } else if (late) {
                out[2] += s1 * (p1 - reference);
            } else if (early) {
                out[3] -= s0 * (p0 - reference);
            }
        }
        return out;
    }
}
