package org.overhang.dumping;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which home pools an export model may meet when its own model is not there, best first.
 *
 * <p>Their order rests on characteristics, levels, months and costs, which no resampling changes: it is found once for a
 * model, and each resampling takes the first pool that still has sales.
 */
final class SimilarModels {
    /** Pools remembered for a model; beyond them all pools are looked through. */
    private static final int REMEMBERED = 16;

    private final Book book;
    private final ExportSide exports;
    private final HomeSide home;
    private final Threshold cap;
    private final boolean highestOnTie;
    private final boolean modelFirst;
    private final int[] byFirst;
    private final AtomicReferenceArray<int[]> remembered;

    SimilarModels(Book book) {
        this.book = book;
        exports = book.exports;
        home = book.home;
        cap = book.rules.threshold(Limit.DIFFERENCE_IN_MERCHANDISE);
        highestOnTie = book.rules.uses(Reading.HIGHEST_MODEL_ON_TIE);
        modelFirst = book.rules.uses(Reading.MODEL_BEFORE_LEVEL_ON_TIE);
        byFirst = byFirst();
        remembered = new AtomicReferenceArray<>(exports.keys);
    }

    /** The most similar pool with sales, or −1. */
    int best(int key, HomeMath.Market market) {
        int[] pools = remembered.get(key);
        if (pools == null) {
            pools = ranked(key, REMEMBERED, null);
            remembered.set(key, pools);
        }
        for (int h : pools) {
            if (market.q[h] > 0) {
                return h;
            }
        }
        if (pools.length < REMEMBERED) {
            return -1;
        }
        int[] any = ranked(key, 1, market);
        return any.length == 0 ? -1 : any[0];
    }

    /** The best pools, in order; without a market those without sales too. */
    int[] ranked(int key, int most, HomeMath.@Nullable Market market) {
        Ranking ranking = new Ranking(key, most, market);
        int product = product(key);
        int from = firstOf(product);
        int end = firstAfter(product);
        double own = first(product);
        int up = from;
        for (int high = end; up < high; ) {
            int middle = (up + high) >>> 1;
            if (first(byFirst[middle]) < own) {
                up = middle + 1;
            } else {
                high = middle;
            }
        }
        int down = up - 1;
        while (down >= from || up < end) {
            double below = down >= from ? distance(own, first(byFirst[down])) : Double.POSITIVE_INFINITY;
            double above = up < end ? distance(own, first(byFirst[up])) : Double.POSITIVE_INFINITY;
            if (Math.min(below, above) > ranking.farthest) {
                break;
            }
            int other = up >= end || down >= from && below <= above ? byFirst[down--] : byFirst[up++];
            if (other != product && cap.holds(differenceRatio(product, other, slot(key)))) {
                ranking.add(other);
            }
        }
        return Arrays.copyOf(ranking.list, ranking.count);
    }

    /** The best pools seen so far. */
    private final class Ranking {
        private final int key;
        private final HomeMath.@Nullable Market market;
        private final int[] list;
        private int count;
        /** Distance of the last one in the first characteristic, once the list is full. */
        private double farthest = Double.POSITIVE_INFINITY;

        Ranking(int key, int most, HomeMath.@Nullable Market market) {
            this.key = key;
            this.market = market;
            list = new int[most];
        }

        void add(int product) {
            for (int h = home.productPools[product]; h < home.productPools[product + 1]; h++) {
                if ((market == null || market.q[h] > 0) && book.times.meet(exports.keyTime[key], home.poolTime[h])) {
                    insert(h);
                }
            }
        }

        private void insert(int h) {
            boolean full = count == list.length;
            if (full && compare(key, h, list[count - 1]) >= 0) {
                return;
            }
            int at = full ? count - 1 : count++;
            for (; at > 0 && compare(key, h, list[at - 1]) < 0; at--) {
                list[at] = list[at - 1];
            }
            list[at] = h;
            if (count == list.length) {
                farthest = distance(first(product(key)), first(home.poolProduct[list[count - 1]]));
            }
        }
    }

    private int product(int key) {
        return exports.keyProduct[key];
    }

    private int slot(int key) {
        return book.times.slot(exports.keyTime[key]);
    }

    /** Products with those of one manufacturer and prime in the order of their first characteristic, unknown ones last. */
    private int[] byFirst() {
        int[] out = new int[book.products];
        for (int from = 0; from < out.length; ) {
            int end = firstAfter(from);
            int[] sorted = IntStream.range(from, end)
                    .boxed()
                    .sorted(Comparator.comparingDouble(this::first))
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(sorted, 0, out, from, sorted.length);
            from = end;
        }
        return out;
    }

    private double first(int product) {
        return book.in.characteristics.length == 0 ? 0 : book.in.characteristics[0][book.productModel[product]];
    }

    private static double distance(double a, double b) {
        double d = Math.abs(a - b);
        return Double.isNaN(d) ? Double.POSITIVE_INFINITY : d;
    }

    /** The difference in variable cost between a home and an export product over the export product's cost. */
    double differenceRatio(int product, int other, int slot) {
        return Math.abs(book.variable(other, slot) - book.variable(product, slot)) / book.manufacture(product, slot);
    }

    /** Order of two home pools for an export model: characteristics, level, window, difference, then as ties are broken. */
    int compare(int key, int a, int b) {
        int product = exports.keyProduct[key];
        int first = home.poolProduct[a];
        int second = home.poolProduct[b];
        int order = MatchMath.compare(
                book.in.characteristics,
                book.productModel[product],
                book.productModel[first],
                book.productModel[second]);
        if (order == 0) {
            int level = exports.keyLevel[key];
            order = Integer.compare(Math.abs(level - home.poolLevel[a]), Math.abs(level - home.poolLevel[b]));
        }
        if (order == 0 && book.monthly) {
            int time = exports.keyTime[key];
            order = Integer.compare(
                    book.times.windowOrder(time, home.poolTime[a]), book.times.windowOrder(time, home.poolTime[b]));
        }
        if (order == 0) {
            int slot = slot(key);
            order = Double.compare(differenceRatio(product, first, slot), differenceRatio(product, second, slot));
        }
        int names = Integer.compare(book.productModel[first], book.productModel[second]);
        int levels = Integer.compare(home.poolLevel[a], home.poolLevel[b]);
        if (order == 0) {
            order = highestOnTie ? -names : modelFirst ? names : levels;
        }
        return order != 0 ? order : levels != 0 ? levels : names;
    }

    /** The first product with this one's manufacturer and prime. */
    private int firstOf(int product) {
        int low = 0;
        int high = product;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sameMaker(product, middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The product after those with this one's manufacturer and prime. */
    private int firstAfter(int product) {
        int low = product;
        int high = book.products;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sameMaker(product, middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean sameMaker(int product, int other) {
        return book.productManufacturer[other] == book.productManufacturer[product]
                && book.productPrime[other] == book.productPrime[product];
    }
}
