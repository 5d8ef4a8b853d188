package org.overhang.price;

import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * What a rival's change of profit is made of: demand, its own cost, its own price, and share lost to subject imports or to others.
 *
 * <pre>{@code \pi = (p - c)\, s\, Q,   s + s_{subject} + s_{other} = 1}</pre>
 *
 * <p>{@code p} price and {@code c} cost a unit, {@code s = q/Q} the rival's share of market {@code Q}. The product is taken
 * apart by the average over all orders of its three factors (Shapley), the share's part then split between subject imports
 * and others in proportion to what they gained; parts add up exactly. The price part is not laid at anyone's door: underselling
 * and rival-response estimates speak to that.
 *
 * <p>One row a period; missing cells in either period are refused, because nothing would be left. Defaults: none, every column and
 * both periods are named.
 *
 * <p>Example:
 *
 * <pre>{@code
 * LossDecomposition.of("price").cost("unit_cost").quantity("sales_kt").market("consumption_kt").subject("subject_imports_kt")
 *         .period("year").between("2019", "2023").measure(industry).part("subject imports");
 * }</pre>
 *
 * <p>Source: L. Shapley's value as A. Shorrocks applies it, Journal of Economic Inequality 11 (2013), 99–126.
 */
public final class LossDecomposition {
    private static final List<String> TERMS =
            List.of("demand", "cost", "own price", "subject imports", "other suppliers");

    private final List<String> columns;
    private final String period;
    private final String first;
    private final String second;

    private LossDecomposition(List<String> columns, String period, String first, String second) {
        this.columns = columns;
        this.period = period;
        this.first = first;
        this.second = second;
    }

    /** A decomposition that still needs its cost. */
    public static final class NeedsCost {
        private final String price;

        private NeedsCost(String price) {
            this.price = price;
        }

        /**
         * Cost a unit.
         *
         * @param column its name
         * @return the decomposition, which still needs the rival's quantity
         */
        public NeedsQuantity cost(String column) {
            return new NeedsQuantity(List.of(price, column));
        }
    }

    /** A decomposition that still needs the rival's quantity. */
    public static final class NeedsQuantity {
        private final List<String> columns;

        private NeedsQuantity(List<String> columns) {
            this.columns = columns;
        }

        /**
         * The rival's sales in the market.
         *
         * @param column its name
         * @return the decomposition, which still needs the market
         */
        public NeedsMarket quantity(String column) {
            return new NeedsMarket(List.of(columns.get(0), columns.get(1), column));
        }
    }

    /** A decomposition that still needs the market. */
    public static final class NeedsMarket {
        private final List<String> columns;

        private NeedsMarket(List<String> columns) {
            this.columns = columns;
        }

        /**
         * Apparent consumption: all sellers' sales in the market.
         *
         * @param column its name
         * @return the decomposition, which still needs the subject imports
         */
        public NeedsSubject market(String column) {
            return new NeedsSubject(List.of(columns.get(0), columns.get(1), columns.get(2), column));
        }
    }

    /** A decomposition that still needs the subject imports. */
    public static final class NeedsSubject {
        private final List<String> columns;

        private NeedsSubject(List<String> columns) {
            this.columns = columns;
        }

        /**
         * Subject imports into the market.
         *
         * @param column its name
         * @return the decomposition, which still needs its period column
         */
        public NeedsPeriod subject(String column) {
            return new NeedsPeriod(List.of(columns.get(0), columns.get(1), columns.get(2), columns.get(3), column));
        }
    }

    /** A decomposition that still needs its period column. */
    public static final class NeedsPeriod {
        private final List<String> columns;

        private NeedsPeriod(List<String> columns) {
            this.columns = columns;
        }

        /**
         * The period column.
         *
         * @param column its name
         * @return the decomposition, which still needs its two periods
         */
        public NeedsEnds period(String column) {
            return new NeedsEnds(columns, column);
        }
    }

    /** A decomposition that still needs its two periods. */
    public static final class NeedsEnds {
        private final List<String> columns;
        private final String period;

        private NeedsEnds(List<String> columns, String period) {
            this.columns = columns;
            this.period = period;
        }

        /**
         * The two periods compared.
         *
         * @param before the earlier, in any notation; a word as its column writes it
         * @param after the later
         * @return the method
         */
        public LossDecomposition between(String before, String after) {
            return new LossDecomposition(columns, period, before, after);
        }
    }

    /**
     * Starts with the rival's price.
     *
     * @param column its name, money a unit
     * @return the decomposition, which still needs costs
     */
    public static NeedsCost of(String column) {
        return new NeedsCost(column);
    }

    /**
     * Takes the change of profit apart.
     *
     * @param source one row a period
     * @return demand, cost, own price, subject imports, other suppliers
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if a period has no complete row, {@link Reason#BAD_VALUE} if it
     *     has several or quantities do not fit into the market
     */
    public Accounting measure(Source source) {
        Columns in = Columns.neededBy("LossDecomposition")
                .amount("price", columns.get(0), Sign.NOT_NEGATIVE)
                .amount("cost", columns.get(1), Sign.NOT_NEGATIVE)
                .amount("quantity", columns.get(2), Sign.NOT_NEGATIVE)
                .amount("market", columns.get(3), Sign.NOT_NEGATIVE)
                .amount("subject imports", columns.get(4), Sign.NOT_NEGATIVE)
                .sameUnit(columns.get(0), columns.get(1))
                .sameUnit(columns.get(2), columns.get(3), columns.get(4))
                .perUnit(columns.get(0), columns.get(2))
                .any("period", period)
                .read(source);
        int[] end = TwoPeriods.ends("LossDecomposition", in, period, first, second);
        double[] a = row(in, end, 0, first);
        double[] b = row(in, end, 1, second);
        return new Accounting(
                "Loss decomposition",
                List.of(new String[] {"between", first + " and " + second}, new String[] {"rule", "Shapley"}),
                "money",
                (a[0] - a[1]) * a[2],
                (b[0] - b[1]) * b[2],
                TERMS,
                parts(a, b),
                "What moved the rival's own price.",
                source.provenance().footer(),
                List.of());
    }

    /**
     * Takes the change of profit apart.
     *
     * @param table one row a period
     * @return the parts
     */
    public Accounting measure(Table table) {
        return measure(Source.of(table));
    }

    private double[] row(Columns in, int[] end, int wanted, String when) {
        double[] out = new double[0];
        for (int i = 0; i < in.rows(); i++) {
            if (end[i] == wanted) {
                if (out.length > 0) {
                    throw new OverhangException(
                            Reason.BAD_VALUE,
                            "LossDecomposition needs one row a period, but " + when + " has several.");
                }
                int at = i;
                out = columns.stream().mapToDouble(c -> in.number(c)[at]).toArray();
            }
        }
        double least = out.length == 0 ? Double.NaN : out[3] - out[2] - out[4];
        if (Double.isNaN(least) || Double.isNaN(out[0] + out[1])) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "LossDecomposition needs a complete row for " + when + ", but there is none. Check \"" + period
                            + "\" and the cells.");
        }
        if (!(out[2] >= 0 && out[4] >= 0 && out[3] > 0 && least >= -1e-9 * out[3])) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "LossDecomposition needs sales and subject imports that fit into the market, but in " + when
                            + " they are " + out[2] + " and " + out[4] + " of " + out[3] + ".");
        }
        return out;
    }

    /** Rows hold price, cost, quantity, market, subject imports. */
    private static double[] parts(double[] a, double[] b) {
        double s0 = a[2] / a[3];
        double s1 = b[2] / b[3];
        double subject = b[4] / b[3] - a[4] / a[3];
        double others = (1 - s1 - b[4] / b[3]) - (1 - s0 - a[4] / a[3]);
        double perMargin = weight(s0, s1, a[3], b[3]);
        double perShare = weight(a[0] - a[1], b[0] - b[1], a[3], b[3]);
        double perMarket = weight(a[0] - a[1], b[0] - b[1], s0, s1);
        return new double[] {
            (b[3] - a[3]) * perMarket,
            -(b[1] - a[1]) * perMargin,
            (b[0] - a[0]) * perMargin,
            -subject * perShare,
            -others * perShare
        };
    }

    /** Average over orders of the product of the other two factors. */
    private static double weight(double x0, double x1, double y0, double y1) {
        return (x0 * y0 + x1 * y1) / 3 + (x0 * y1 + x1 * y0) / 6;
    }
}
