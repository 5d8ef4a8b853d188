package org.overhang.price;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * Who took the place of a supplier: its loss against its old share, supplier by supplier.
 *
 * <pre>{@code q_{T1} - s_{T0} Q_1 = -\sum_{j \ne T} (q_{j1} - s_{j0} Q_1)}</pre>
 *
 * <p>{@code T} the target of a duty, {@code s_0} shares before, {@code Q_1} the market after. The growth or fall of the whole
 * market is taken out by the shares; what is left adds up exactly. Domestic sales belong among the suppliers if the question
 * is who gained at home. A supplier without a row sold nothing; suppliers with a missing cell are left out and counted, since missing is not zero; negative
 * quantities are refused.
 *
 * <p>Defaults: none; the target, the columns and both periods are named.
 *
 * <p>Example:
 *
 * <pre>{@code
 * TradeDiversion.of("quantity_t").by("origin").from("China").period("year").between("2017", "2021").measure(trade).part("to Vietnam");
 * }</pre>
 *
 * <p>Source: C. Bown and M. Crowley, Journal of International Economics 72 (2007), 176–201, for the terms.
 */
public final class TradeDiversion {
    private final String quantity;
    private final String supplier;
    private final String target;
    private final String period;
    private final String first;
    private final String second;

    private TradeDiversion(
            String quantity, String supplier, String target, String period, String first, String second) {
        this.quantity = quantity;
        this.supplier = supplier;
        this.target = target;
        this.period = period;
        this.first = first;
        this.second = second;
    }

    /** A diversion that still needs its suppliers. */
    public static final class NeedsSuppliers {
        private final String quantity;

        private NeedsSuppliers(String quantity) {
            this.quantity = quantity;
        }

        /**
         * The column that names suppliers.
         *
         * @param column its name
         * @return the diversion, which still needs its target
         */
        public NeedsTarget by(String column) {
            return new NeedsTarget(quantity, column);
        }
    }

    /** A diversion that still needs its target. */
    public static final class NeedsTarget {
        private final String quantity;
        private final String supplier;

        private NeedsTarget(String quantity, String supplier) {
            this.quantity = quantity;
            this.supplier = supplier;
        }

        /**
         * The supplier whose place was taken.
         *
         * @param name as its column writes it
         * @return the diversion, which still needs its period column
         */
        public NeedsPeriod from(String name) {
            return new NeedsPeriod(quantity, supplier, name);
        }
    }

    /** A diversion that still needs its period column. */
    public static final class NeedsPeriod {
        private final String quantity;
        private final String supplier;
        private final String target;

        private NeedsPeriod(String quantity, String supplier, String target) {
            this.quantity = quantity;
            this.supplier = supplier;
            this.target = target;
        }

        /**
         * The period column.
         *
         * @param column its name
         * @return the diversion, which still needs its two periods
         */
        public NeedsEnds period(String column) {
            return new NeedsEnds(quantity, supplier, target, column);
        }
    }

    /** A diversion that still needs its two periods. */
    public static final class NeedsEnds {
        private final String quantity;
        private final String supplier;
        private final String target;
        private final String period;

        private NeedsEnds(String quantity, String supplier, String target, String period) {
            this.quantity = quantity;
            this.supplier = supplier;
            this.target = target;
            this.period = period;
        }

        /**
         * The two periods compared.
         *
         * @param before before the duty, in any notation; a word as its column writes it
         * @param after after it
         * @return the method
         */
        public TradeDiversion between(String before, String after) {
            return new TradeDiversion(quantity, supplier, target, period, before, after);
        }
    }

    /**
     * Starts with the quantity (or value) column.
     *
     * @param column its name
     * @return the diversion, which still needs suppliers
     */
    public static NeedsSuppliers of(String column) {
        return new NeedsSuppliers(column);
    }

    /**
     * Accounts for the target's loss.
     *
     * @param source one or more rows a supplier and period
     * @return one part {@code "to X"} a supplier X, negative where it gained
     * @throws OverhangException {@link Reason#BAD_VALUE} for an unknown target or negative cells,
     *     {@link Reason#NOT_IDENTIFIED} if a period is empty
     */
    public Accounting measure(Source source) {
        Columns in = Columns.neededBy("TradeDiversion")
                .amount("quantity", quantity, Sign.NOT_NEGATIVE)
                .any("period", period)
                .keys(supplier)
                .read(source);
        TwoPeriods two = TwoPeriods.read("TradeDiversion", in, List.of(supplier), period, first, second, quantity);
        int n = two.keys().count();
        List<String> names = new ArrayList<>();
        double total0 = 0;
        double total1 = 0;
        for (int j = 0; j < n; j++) {
            names.add(two.keys().label(j));
            total0 += sold(two.before()[0][j]);
            total1 += sold(two.after()[0][j]);
        }
        int t = names.indexOf(target);
        if (t < 0 || !(total0 > 0)) {
            throw new OverhangException(
                    t < 0 ? Reason.BAD_VALUE : Reason.NOT_IDENTIFIED,
                    "TradeDiversion needs sales in " + first + " and its target among the suppliers, but "
                            + (t < 0
                                    ? "there is no \"" + target + "\". " + Nearest.hint(target, names)
                                    : "nothing was sold."));
        }
        if (two.unknown()[t]) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "TradeDiversion needs every quantity of \"" + target + "\" in " + first + " and " + second
                            + ", but one is missing. Fill it, or compare other periods.");
        }
        List<String> terms = new ArrayList<>();
        double[] parts = new double[n];
        for (int j = 0; j < n; j++) {
            if (j != t && !two.unknown()[j]) {
                parts[terms.size()] = sold(two.before()[0][j]) / total0 * total1 - sold(two.after()[0][j]);
                terms.add("to " + names.get(j));
            }
        }
        return new Accounting(
                "Trade diversion",
                List.of(
                        new String[] {"from", target},
                        new String[] {"between", first + " and " + second},
                        new String[] {"against", "its share before"}),
                in.unit(quantity),
                sold(two.before()[0][t]) / total0 * total1,
                sold(two.after()[0][t]),
                terms,
                Arrays.copyOf(parts, terms.size()),
                "What would have happened without the duty; shares may have moved anyway.",
                source.provenance().footer(),
                List.of(new Accounting.Left(
                        two.incomplete(), "rows without an item, or of an item with a missing cell")));
    }

    /**
     * Accounts for the target's loss.
     *
     * @param table one or more rows a supplier and period
     * @return one part a supplier
     */
    public Accounting measure(Table table) {
        return measure(Source.of(table));
    }

    private static double sold(double quantity) {
        return Double.isNaN(quantity) ? 0 : quantity;
    }
}
