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

    /** Resale price of a related importer after discounts, under rules that go by type; zero for direct sales. */
    final double @Nullable [] resale;

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
    /** Coarse time of each averaging group. */
    final int[] poolTime;

    final boolean[] poolCep;
    /** Whether any sale of a group carries a commission. */
    final boolean[] poolCommission;

    /** Cells: runs of a group's rows that share a key; a group has one where it is averaged as finely as it is matched. */
    private final int[] poolCells;

    private final int[] cellStart;
    private final int[] cellKey;
    /** Keys: product × level × fine time, for which one normal value is sought. */
    final int keys;

    final int[] keyProduct;
    final int[] keyLevel;
    final int[] keyTime;
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
        LongCodes codes = LongCodes.of(book.exportRange(), new int[] {n}, new IntToLongFunction[] {i -> key[i]});
        int cells = codes.count();
        int[] group = new int[n];
        Parallel.forBlocks(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                group[i] = codes.code(key[i]);
            }
        });
        cellStart = Book.starts(group, cells);
        rows = cellStart[cells];
        int[] place = Book.places(group, cellStart);
        row = new int[rows];
        poolCells = poolCells(book, codes, cells);
        pools = poolCells.length - 1;
        poolStart = new int[pools + 1];
        poolStart[pools] = rows;
        poolProduct = new int[pools];
        poolLevel = new int[pools];
        poolTime = new int[pools];
        poolCep = new boolean[pools];
        int[] firstOfMerchandise = new int[pools + 1];
        int countMerchandise = 0;
        for (int u = 0; u < pools; u++) {
            poolStart[u] = cellStart[poolCells[u]];
            long k = codes.key(poolCells[u]) / book.times.fines();
            poolCep[u] = k % 2 == 1;
            poolTime[u] = (int) (k / 2 % book.times.coarses());
            long line = k / 2 / book.times.coarses();
            poolProduct[u] = book.lineProduct(line);
            poolLevel[u] = book.lineLevel(line);
            boolean newMerchandise = u == 0 || poolProduct[u] != poolProduct[u - 1] || poolLevel[u] != poolLevel[u - 1];
            if (newMerchandise) {
                firstOfMerchandise[countMerchandise++] = u;
            }
        }
        long[] keyCodes = new long[cells];
        for (int c = 0; c < cells; c++) {
            keyCodes[c] = keyOfCell(book, codes.key(c));
        }
        long[] distinct = Arrays.stream(keyCodes).sorted().distinct().toArray();
        keys = distinct.length;
        cellKey = new int[cells];
        for (int c = 0; c < cells; c++) {
            cellKey[c] = Arrays.binarySearch(distinct, keyCodes[c]);
        }
        keyProduct = new int[keys];
        keyLevel = new int[keys];
        keyTime = new int[keys];
        for (int k = 0; k < keys; k++) {
            long line = distinct[k] / book.times.fines();
            keyTime[k] = (int) (distinct[k] % book.times.fines());
            keyProduct[k] = book.lineProduct(line);
            keyLevel[k] = book.lineLevel(line);
        }
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
        resale = anyCep && book.authority.byType() ? new double[rows] : null;
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

    private static int[] poolCells(Book book, LongCodes codes, int cells) {
        int[] first = new int[cells + 1];
        int count = 0;
        for (int c = 0; c < cells; c++) {
            if (c == 0 || codes.key(c) / book.times.fines() != codes.key(c - 1) / book.times.fines()) {
                first[count++] = c;
            }
        }
        first[count] = cells;
        return Arrays.copyOf(first, count + 1);
    }

    private static long keyOfCell(Book book, long code) {
        int fines = book.times.fines();
        long line = code / fines / 2 / book.times.coarses();
        return line * fines + code % fines;
    }

    /** Whether all sales of a group meet the same normal value. */
    boolean oneKey(int u) {
        return poolCells[u + 1] - poolCells[u] == 1;
    }

    /** The key of a sale of a group. */
    int keyOf(int u, int s) {
        int c = poolCells[u];
        while (c + 1 < poolCells[u + 1] && cellStart[c + 1] <= s) {
            c++;
        }
        return cellKey[c];
    }

    private double @Nullable [] rowsFor(double @Nullable [] column) {
        return column == null ? null : new double[rows];
    }

    private int firstMonth(Book book, Intake.Exports ex) {
        if (book.facts.periodStart != Batch.NO_DAY) {
            return book.month(book.facts.periodStart);
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
        } else if (book.nonMarketValues != null && !book.nonMarketValues.covers(book.productCost[product])) {
            why = (byte) SetAside.NO_FACTORS.ordinal();
        } else if (Double.isNaN(book.in.rate(ex.currency[i], ex.sold[i]))
                || Double.isNaN(book.in.rate(ex.expenses[i], ex.sold[i]))
                || Double.isNaN(book.in.rate(book.in.comparisonCurrency, ex.sold[i]))) {
            why = (byte) SetAside.NO_RATE.ordinal();
        } else if (book.lacksCost(product, ex.sold[i])) {
            why = (byte) SetAside.NO_COST.ordinal();
        } else if (book.authority.overCif() && ex.cif != null && !(ex.cif[i] > 0)) {
            why = (byte) SetAside.NO_CIF_PRICE.ordinal();
        }
        status[i] = why;
        return why == Book.KEPT ? book.exportKey(product, Book.level(ex.level, i), ex.sold[i], cep(ex, i)) : -1;
    }

    private static boolean outside(Book book, Intake.Exports ex, int i) {
        CaseFacts facts = book.facts;
        if (facts.periodStart == Batch.NO_DAY) {
            return false;
        }
        boolean dated = ex.entered != null && ex.entered[i] != Batch.NO_DAY;
        boolean byEntry = book.monthly && !cep(ex, i);
        if (byEntry && !dated && book.rules.uses(Reading.SALE_WITHOUT_ENTRY_OUT)) {
            return true;
        }
        int day = byEntry && dated && ex.entered != null ? ex.entered[i] : ex.sold[i];
        return day < facts.periodStart || day > facts.periodEnd;
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
        // The programs set these columns to zero on export-price rows before anything reads them.
        double cicc = isCep ? Intake.at(ex.cepInventory, i) * u : 0;
        double cisell = isCep ? Intake.at(ex.cepIndirect, i) * u : 0;
        double cother = isCep ? Intake.at(ex.cepOther, i) * u : 0;
        double adjusted = (ex.price[i] + Intake.at(ex.adjustment, i) - Intake.at(ex.discounts, i)) * u;
        double moved = Intake.at(ex.domestic, i) * e + Intake.at(ex.movement, i) * u;
        double base = adjusted - moved;
        double cepExpenses = cicc + cisell + cother;
        double deducted = 0;
        if (isCep) {
            boolean wide = book.nonMarket || book.rules.uses(Reading.CEP_DIRECT_EXPENSES_DEDUCTED);
            deducted = usCredit + cepExpenses + (wide ? usDirect + usCommission : 0);
        }
        double tax = book.nonMarket ? ex.price[i] * u * book.facts.vatShare + book.facts.vatAmount : 0;
        net[s] = base - deducted - tax;
        boolean netTested = book.nonMarket && !book.rules.uses(Reading.PATTERN_PRICE_LESS_EXPENSES);
        patternNet[s] = netTested ? net[s] : base - usCredit - usDirect - usCommission - cepExpenses;
        set(rate, s, xr);
        set(resale, s, isCep ? adjusted : 0);
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
