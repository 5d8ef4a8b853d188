package org.overhang.dumping;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;
import org.overhang.core.Parallel;

/**
 * Export sales in group order, converted to the reporting currency and netted but for CEP profit; columns that the files
 * lack stay null and count as zero.
 */
final class ExportSide {
    static final int PURCHASER = 0;
    static final int REGION = 1;
    static final int TIME = 2;

    final byte[] status;
    final int[] row;
    final int rows;
    final double[] q;
    /** Net price before CEP profit. */
    final double[] net;
    /** Net price of the pattern test, before CEP profit. */
    final double[] patternNet;
    /** US expenses to which the CEP profit ratio applies; null without CEP sales. */
    final double @Nullable [] cepBase;
    /** Report currency for one unit of comparison currency; null where they are the same. */
    final double @Nullable [] rate;

    final double @Nullable [] packing;
    final double @Nullable [] commission;
    final double @Nullable [] direct;
    final double @Nullable [] credit;
    final double @Nullable [] indirect;
    final double @Nullable [] cepIndirect;
    /** Indirect expenses that stand for a commission where there is none. */
    final double @Nullable [] surrogate;
    /** What goes to normal value as it is: packing, commission, direct selling and, without CEP, credit. */
    final double @Nullable [] added;
    /** Revenue, selling expenses, movement, packing and other US expenses in comparison currency, for CEP profit. */
    final double @Nullable [] revenue;

    final double @Nullable [] selling;
    final double @Nullable [] moving;
    final double @Nullable [] packed;
    final int[] customer;
    final int[] region;
    final int[] quarter;

    final int pools;
    final int[] poolStart;
    final int[] poolProduct;
    final int[] poolLevel;
    final int[] poolMonth;
    final boolean[] poolCep;
    /** Whether any sale of a group carries a commission. */
    final boolean[] poolCommission;

    final int[] poolKey;
    /** Keys: product × level × month, for which one normal value is sought. */
    final int keys;

    final int[] keyPool;
    /** Comparable merchandise: product × level, runs of pools. */
    final int merchandise;

    final int[] merchandiseStart;
    final int firstMonth;

    ExportSide(Book book) {
        Intake.Exports ex = book.in.exports;
        int n = ex.rows;
        status = new byte[n];
        long[] key = new long[n];
        Parallel.forBlocks(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                key[i] = key(book, ex, i);
            }
        });
        LongCodes codes = LongCodes.of(book.groupRange(), new int[] {n}, new IntToLongFunction[] {i -> key[i]});
        pools = codes.count();
        int[] group = new int[n];
        Parallel.forBlocks(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                group[i] = codes.code(key[i]);
            }
        });
        poolStart = Book.starts(group, pools);
        rows = poolStart[pools];
        int[] place = Book.places(group, poolStart);
        row = new int[rows];
        poolProduct = new int[pools];
        poolLevel = new int[pools];
        poolMonth = new int[pools];
        poolCep = new boolean[pools];
        poolKey = new int[pools];
        int[] firstOfKey = new int[pools + 1];
        int[] firstOfMerchandise = new int[pools + 1];
        int countKeys = 0;
        int countMerchandise = 0;
        for (int u = 0; u < pools; u++) {
            long k = codes.key(u);
            poolProduct[u] = book.groupProduct(k);
            poolLevel[u] = book.groupLevel(k);
            poolMonth[u] = book.groupMonth(k);
            poolCep[u] = k % 2 == 1;
            boolean newMerchandise = u == 0 || poolProduct[u] != poolProduct[u - 1] || poolLevel[u] != poolLevel[u - 1];
            if (newMerchandise) {
                firstOfMerchandise[countMerchandise++] = u;
            }
            if (newMerchandise || poolMonth[u] != poolMonth[u - 1]) {
                firstOfKey[countKeys++] = u;
            }
            poolKey[u] = countKeys - 1;
        }
        keys = countKeys;
        keyPool = Arrays.copyOf(firstOfKey, keys);
        merchandise = countMerchandise;
        firstOfMerchandise[merchandise] = pools;
        merchandiseStart = Arrays.copyOf(firstOfMerchandise, merchandise + 1);
        boolean anyCep = false;
        for (boolean cep : poolCep) {
            anyCep |= cep;
        }
        boolean converted = book.in.comparisonCurrency != book.in.reportCurrency;
        q = new double[rows];
        net = new double[rows];
        patternNet = new double[rows];
        rate = converted ? new double[rows] : null;
        packing = rowsFor(ex.packing);
        commission = rowsFor(ex.commission);
        direct = rowsFor(ex.direct);
        credit = rowsFor(ex.credit);
        indirect = ex.inventory == null && ex.indirect == null ? null : new double[rows];
        surrogate = indirect == null ? null : new double[rows];
        boolean nothingAdded = packing == null && commission == null && direct == null && credit == null;
        added = nothingAdded || book.nonMarket ? null : new double[rows];
        boolean profit = anyCep && !book.nonMarket;
        cepBase = anyCep ? new double[rows] : null;
        cepIndirect = anyCep ? new double[rows] : null;
        revenue = profit ? new double[rows] : null;
        selling = profit ? new double[rows] : null;
        moving = profit ? new double[rows] : null;
        packed = profit ? new double[rows] : null;
        customer = new int[rows];
        region = new int[rows];
        quarter = new int[rows];
        firstMonth = firstMonth(book, ex);
        Parallel.forBlocks(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                if (place[i] >= 0) {
                    fill(book, ex, i, place[i]);
                }
            }
        });
        poolCommission = new boolean[pools];
        for (int u = 0; u < pools && commission != null; u++) {
            for (int s = poolStart[u]; s < poolStart[u + 1] && !poolCommission[u]; s++) {
                poolCommission[u] = commission[s] != 0;
            }
        }
    }

    private double @Nullable [] rowsFor(double @Nullable [] column) {
        return column == null ? null : new double[rows];
    }

    private int firstMonth(Book book, Intake.Exports ex) {
        if (book.facts.periodStart() != Batch.NO_DAY) {
            return book.month(book.facts.periodStart());
        }
        int first = Integer.MAX_VALUE;
        for (int i = 0; i < ex.rows; i++) {
            if (status[i] == Book.KEPT) {
                first = Math.min(first, ex.sold[i]);
            }
        }
        return first == Integer.MAX_VALUE ? 0 : book.month(first);
    }

    private static boolean cep(Intake.Exports ex, int i) {
        return ex.cep != null && ex.cep[i];
    }

    private long key(Book book, Intake.Exports ex, int i) {
        int product = book.product(ex.manufacturer[i], ex.prime[i], ex.model[i]);
        byte why = Book.KEPT;
        if (!(ex.quantity[i] > 0)) {
            why = (byte) SetAside.BAD_QUANTITY.ordinal();
        } else if (!(ex.price[i] > 0)) {
            why = (byte) SetAside.BAD_PRICE.ordinal();
        } else if (book.in.inOtherUnit(ex.unit, i)) {
            why = (byte) SetAside.OTHER_UNIT.ordinal();
        } else if (product < 0) {
            why = (byte) SetAside.NO_MODEL.ordinal();
        } else if (ex.sold[i] == Batch.NO_DAY) {
            why = (byte) SetAside.NO_DATE.ordinal();
        } else if (outside(book, ex, i)) {
            why = (byte) SetAside.OUT_OF_PERIOD.ordinal();
        } else if (Double.isNaN(book.in.rate(ex.currency[i], ex.sold[i]))
                || Double.isNaN(book.in.rate(ex.expenses[i], ex.sold[i]))
                || Double.isNaN(book.in.rate(book.in.comparisonCurrency, ex.sold[i]))) {
            why = (byte) SetAside.NO_RATE.ordinal();
        }
        status[i] = why;
        return why == Book.KEPT ? book.groupKey(product, Book.level(ex.level, i), ex.sold[i], cep(ex, i)) : -1;
    }

    private static boolean outside(Book book, Intake.Exports ex, int i) {
        CaseFiles.Facts facts = book.facts;
        if (facts.periodStart() == Batch.NO_DAY) {
            return false;
        }
        boolean byEntry = book.monthly && !cep(ex, i) && ex.entered != null && ex.entered[i] != Batch.NO_DAY;
        int day = byEntry && ex.entered != null ? ex.entered[i] : ex.sold[i];
        return day < facts.periodStart() || day > facts.periodEnd();
    }

    private void fill(Book book, Intake.Exports ex, int i, int s) {
        int day = ex.sold[i];
        double u = book.in.rate(ex.currency[i], day);
        double e = book.in.rate(ex.expenses[i], day);
        double xr = book.in.rate(book.in.comparisonCurrency, day);
        boolean isCep = cep(ex, i);
        row[s] = i;
        q[s] = ex.quantity[i];
        customer[s] = ex.customer[i];
        region[s] = ex.region[i];
        quarter[s] = (int) (1 + (book.month(day) - firstMonth) / 3.0);
        double usCredit = Intake.at(ex.credit, i) * u;
        double usDirect = Intake.at(ex.direct, i) * e;
        double usCommission = Intake.at(ex.commission, i) * u;
        double cicc = Intake.at(ex.cepInventory, i) * u;
        double cisell = Intake.at(ex.cepIndirect, i) * u;
        double cother = Intake.at(ex.cepOther, i) * u;
        double adjusted = (ex.price[i] + Intake.at(ex.adjustment, i) - Intake.at(ex.discounts, i)) * u;
        double moved = Intake.at(ex.domestic, i) * e + Intake.at(ex.movement, i) * u;
        double base = adjusted - moved;
        double cepExpenses = cicc + cisell + cother;
        patternNet[s] = base - usCredit - usDirect - usCommission - cepExpenses;
        double deducted = 0;
        if (isCep) {
            boolean wide = book.nonMarket || book.rules.uses(Reading.CEP_DIRECT_EXPENSES_DEDUCTED);
            deducted = usCredit + cepExpenses + (wide ? usDirect + usCommission : 0);
        }
        double tax = book.nonMarket ? ex.price[i] * u * book.facts.vatShare() + book.facts.vatAmount() : 0;
        net[s] = base - deducted - tax;
        set(rate, s, xr);
        set(cepBase, s, deducted);
        set(cepIndirect, s, isCep ? cicc + cisell : 0);
        boolean cosDeducted = isCep && book.rules.uses(Reading.CEP_DIRECT_EXPENSES_DEDUCTED);
        set(packing, s, Intake.at(ex.packing, i) * e);
        set(commission, s, cosDeducted ? 0 : usCommission);
        set(direct, s, cosDeducted ? 0 : usDirect);
        set(credit, s, usCredit);
        double cos = Intake.at(ex.packing, i) * e + (cosDeducted ? 0 : usCommission + usDirect);
        set(added, s, cos + (isCep ? 0 : usCredit));
        double usIndirect = Intake.at(ex.indirect, i) * e;
        double allIndirect = Intake.at(ex.inventory, i) * e + usIndirect;
        set(indirect, s, allIndirect);
        set(surrogate, s, Chain.at(commission, s) == 0 ? allIndirect : 0);
        if (revenue != null) {
            set(revenue, s, adjusted / xr);
            set(selling, s, (usDirect + usCommission + usIndirect + cisell) / xr);
            set(moving, s, moved / xr);
            set(packed, s, (Intake.at(ex.packing, i) * e + cother) / xr);
        }
    }

    private static void set(double @Nullable [] column, int s, double value) {
        if (column != null) {
            column[s] = value;
        }
    }
}
