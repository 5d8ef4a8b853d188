package org.overhang.dumping;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;

/** Home sales in group order, converted to the comparison currency and netted three ways. */
final class HomeSide {
    final byte[] status;
    final int[] row;
    final int rows;
    final int[] day;
    final int[] customer;
    final boolean @Nullable [] affiliated;
    /** Below every code of a customer and below −1, which is a reseller that is not named. */
    static final int NOT_RESOLD = -2;

    private final int @Nullable [] reseller;
    final double[] q;
    /** Price for the comparison. */
    final double[] net;
    /** Price for the cost test. */
    final double[] forCost;
    /** Price for the credit ratio of constructed value: gross, adjustment, discounts, movement. */
    final double[] forCredit;

    final double[] gross;
    final double[] move;
    final double[] direct;
    final double[] credit;
    final double[] commission;
    final double[] inventory;
    final double[] indirect;
    final double[] packing;

    final int pools;
    final int[] poolStart;
    final int[] poolProduct;
    final int[] poolLevel;
    /** Fine time of each pool, and the slot of the cost table it falls into. */
    final int[] poolTime;

    final int[] poolSlot;
    /** First pool of each product; pools of a product are a run. */
    final int[] productPools;
    /** Comparable merchandise: product × level, with quarterly costs × quarter; runs of pools. */
    final int merchandise;

    final int[] merchandiseStart;
    final int[] merchandiseProduct;
    final int[] merchandiseLevel;
    /** Slot of the cost table by which the merchandise is compared: its quarter, or the month of highest cost. */
    final int[] merchandiseSlot;

    final int[] rowMerchandise;

    HomeSide(Book book, Intake.@Nullable Home hm) {
        int n = hm == null ? 0 : hm.rows;
        status = new byte[n];
        int[] group = new int[n];
        LongCodes codes = hm == null
                ? LongCodes.of(0, new int[0], new IntToLongFunction[0])
                : LongCodes.of(book.homeRange(), new int[] {n}, new IntToLongFunction[] {i -> key(book, hm, i)});
        for (int i = 0; i < n; i++) {
            group[i] = hm == null ? -1 : codes.code(key(book, hm, i));
        }
        pools = codes.count();
        poolStart = Book.starts(group, pools);
        rows = poolStart[pools];
        int[] place = Book.places(group, poolStart);
        row = new int[rows];
        for (int i = 0; i < n; i++) {
            if (place[i] >= 0) {
                row[place[i]] = i;
            }
        }
        poolProduct = new int[pools];
        poolLevel = new int[pools];
        poolTime = new int[pools];
        poolSlot = new int[pools];
        productPools = new int[book.products + 1];
        for (int h = 0; h < pools; h++) {
            long line = codes.key(h) / book.times.fines();
            poolProduct[h] = book.lineProduct(line);
            poolLevel[h] = book.lineLevel(line);
            poolTime[h] = (int) (codes.key(h) % book.times.fines());
            poolSlot[h] = book.times.slot(poolTime[h]);
            productPools[poolProduct[h] + 1]++;
        }
        for (int p = 0; p < book.products; p++) {
            productPools[p + 1] += productPools[p];
        }
        day = hm == null ? new int[0] : Book.placed(hm.sold, place, rows);
        customer = hm == null ? new int[0] : Book.placed(hm.customer, place, rows);
        affiliated = hm == null || hm.affiliated == null ? null : new boolean[rows];
        reseller = hm == null || hm.reseller == null ? null : Book.placed(hm.reseller, place, rows);
        q = new double[rows];
        net = new double[rows];
        forCost = new double[rows];
        forCredit = new double[rows];
        gross = new double[rows];
        move = new double[rows];
        direct = new double[rows];
        credit = new double[rows];
        commission = new double[rows];
        inventory = new double[rows];
        indirect = new double[rows];
        packing = new double[rows];
        for (int s = 0; hm != null && s < rows; s++) {
            fill(book, hm, s);
        }
        int[] starts = new int[pools + 1];
        int count = 0;
        for (int h = 0; h < pools; h++) {
            if (h == 0
                    || poolProduct[h] != poolProduct[h - 1]
                    || poolLevel[h] != poolLevel[h - 1]
                    || book.times.byQuarter() && poolSlot[h] != poolSlot[h - 1]) {
                starts[count++] = h;
            }
        }
        merchandise = count;
        merchandiseStart = Arrays.copyOf(starts, count + 1);
        merchandiseStart[count] = pools;
        merchandiseProduct = new int[count];
        merchandiseLevel = new int[count];
        merchandiseSlot = new int[count];
        rowMerchandise = new int[rows];
        for (int m = 0; m < count; m++) {
            merchandiseProduct[m] = poolProduct[starts[m]];
            merchandiseLevel[m] = poolLevel[starts[m]];
            merchandiseSlot[m] = book.times.inflation() ? book.costs.highestSlot() : poolSlot[starts[m]];
            Arrays.fill(rowMerchandise, poolStart[merchandiseStart[m]], poolStart[merchandiseStart[m + 1]], m);
        }
    }

    /** The group of a sale, or −1 with the reason why it is set aside. */
    private long key(Book book, Intake.Home hm, int i) {
        int product = book.product(hm.manufacturer[i], hm.prime[i], hm.model[i]);
        byte why = Book.KEPT;
        if (!(hm.quantity[i] > 0)) {
            why = (byte) SetAside.BAD_QUANTITY.ordinal();
        } else if (!(hm.price[i] > 0)) {
            why = (byte) SetAside.BAD_PRICE.ordinal();
        } else if (book.in.inOtherUnit(hm.unit, i)) {
            why = (byte) SetAside.OTHER_UNIT.ordinal();
        } else if (product < 0) {
            why = (byte) SetAside.NO_MODEL.ordinal();
        } else if (hm.sold[i] == Batch.NO_DAY) {
            why = (byte) SetAside.NO_DATE.ordinal();
        } else if (outside(book, hm.sold[i])) {
            why = (byte) SetAside.OUT_OF_PERIOD.ordinal();
        } else if (Double.isNaN(rate(book, hm, i))) {
            why = (byte) SetAside.NO_RATE.ordinal();
        } else if (book.lacksCost(product, hm.sold[i])) {
            why = (byte) SetAside.NO_COST.ordinal();
        }
        status[i] = why;
        return why == Book.KEPT ? book.homeKey(product, Book.level(hm.level, i), hm.sold[i]) : -1;
    }

    private static boolean outside(Book book, int day) {
        CaseFacts facts = book.facts;
        boolean own = facts.homeStart != Batch.NO_DAY;
        if (!own && (book.monthly || facts.periodStart == Batch.NO_DAY)) {
            return false;
        }
        return day < (own ? facts.homeStart : facts.periodStart) || day > (own ? facts.homeEnd : facts.periodEnd);
    }

    private static double rate(Book book, Intake.Home hm, int i) {
        int comparison = book.in.comparisonCurrency;
        return hm.currency[i] == comparison
                ? 1
                : book.in.rate(hm.currency[i], hm.sold[i]) / book.in.rate(comparison, hm.sold[i]);
    }

    private void fill(Book book, Intake.Home hm, int s) {
        int i = row[s];
        double r = rate(book, hm, i);
        q[s] = hm.quantity[i];
        double adjusted = hm.price[i] + Intake.at(hm.adjustment, i) - Intake.at(hm.discounts, i);
        gross[s] = adjusted * r;
        move[s] = Intake.at(hm.movement, i) * r;
        direct[s] = Intake.at(hm.direct, i) * r;
        credit[s] = Intake.at(hm.credit, i) * r;
        commission[s] = Intake.at(hm.commission, i) * r;
        inventory[s] = Intake.at(hm.inventory, i) * r;
        indirect[s] = Intake.at(hm.indirect, i) * r;
        packing[s] = Intake.at(hm.packing, i) * r;
        forCredit[s] = gross[s] - move[s];
        net[s] = forCredit[s] - direct[s] - credit[s] - commission[s] - packing[s];
        forCost[s] = forCredit[s] - direct[s] - indirect[s] - commission[s] - packing[s];
        if (affiliated != null && hm.affiliated != null) {
            affiliated[s] = hm.affiliated[i];
        }
    }

    /** Whether a row is a resale by an affiliate. */
    boolean resold(int s) {
        return reseller != null && reseller[s] > NOT_RESOLD;
    }

    /** The affiliate that resold, −1 where none is named. */
    int reseller(int s) {
        return reseller == null ? -1 : reseller[s];
    }

    /** Indirect expenses, inventory carrying included. */
    double indirectAll(int s) {
        return inventory[s] + indirect[s];
    }
}
