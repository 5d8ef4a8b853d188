package org.overhang.dumping;

import org.overhang.core.Parallel;

/** Transaction-to-transaction: each export sale meets the nearest home sale of the most alike model. */
final class TransactionMath {
    /** Home sale of each export sale, in home order; −1 where none matches. */
    final int[] homeRow;

    private TransactionMath(int rows) {
        homeRow = new int[rows];
    }

    static TransactionMath of(Chain chain) {
        ExportSide ex = chain.book.exports;
        TransactionMath out = new TransactionMath(ex.rows);
        Parallel.forBlocks(ex.pools, (from, to) -> {
            for (int u = from; u < to; u++) {
                for (int s = ex.poolStart[u]; s < ex.poolStart[u + 1]; s++) {
                    out.homeRow[s] = chain.weight(s) == 0 ? -1 : nearest(chain, u, s);
                }
            }
        });
        out.sum(chain);
        return out;
    }

    private static int nearest(Chain chain, int u, int s) {
        Book book = chain.book;
        HomeSide home = book.home;
        int product = book.exports.poolProduct[u];
        int day = book.in.exports.sold[book.exports.row[s]];
        int slot = book.times.slot(book.times.fine(day));
        int best = -1;
        int from = home.poolStart[home.productPools[product]];
        int to = home.poolStart[home.productPools[product + 1]];
        for (int r = from; r < to; r++) {
            best = better(chain, u, day, r, best);
        }
        if (best >= 0 || book.in.characteristics.length == 0) {
            return best;
        }
        Threshold cap = book.rules.threshold(Limit.DIFFERENCE_IN_MERCHANDISE);
        for (int p = 0; p < book.products; p++) {
            boolean near = p != product
                    && book.productManufacturer[p] == book.productManufacturer[product]
                    && book.productPrime[p] == book.productPrime[product]
                    && cap.holds(book.similar.differenceRatio(product, p, slot));
            for (int r = home.poolStart[home.productPools[p]];
                    near && r < home.poolStart[home.productPools[p + 1]];
                    r++) {
                best = better(chain, u, day, r, best);
            }
        }
        return best;
    }

    private static int better(Chain chain, int u, int day, int r, int best) {
        Times times = chain.book.times;
        // Costs of one quarter or month compare with prices of the same; without such costs every slot is the same.
        boolean sameSlot = times.slot(times.fine(day)) == times.slot(times.fine(chain.book.home.day[r]));
        if (chain.market.status[r] != HomeMath.SURVIVES || !chain.viable || !sameSlot) {
            return best;
        }
        return best < 0 || compare(chain, u, day, r, best) < 0 ? r : best;
    }

    private static int compare(Chain chain, int u, int day, int a, int b) {
        Book book = chain.book;
        HomeSide home = book.home;
        int product = book.exports.poolProduct[u];
        int level = book.exports.poolLevel[u];
        int first = home.merchandiseProduct[home.rowMerchandise[a]];
        int second = home.merchandiseProduct[home.rowMerchandise[b]];
        int order = first == second
                ? 0
                : MatchMath.compare(
                        book.in.characteristics,
                        book.productModel[product],
                        book.productModel[first],
                        book.productModel[second]);
        if (order == 0) {
            order = Integer.compare(
                    Math.abs(level - home.merchandiseLevel[home.rowMerchandise[a]]),
                    Math.abs(level - home.merchandiseLevel[home.rowMerchandise[b]]));
        }
        if (order == 0) {
            order = Integer.compare(Math.abs(day - home.day[a]), Math.abs(day - home.day[b]));
        }
        if (order == 0) {
            order = Integer.compare(home.day[a], home.day[b]);
        }
        return order != 0 ? order : homeId(book, a).compareTo(homeId(book, b));
    }

    static String homeId(Book book, int r) {
        Intake.Home hm = java.util.Objects.requireNonNull(book.in.home);
        return id(hm.id, book.home.row[r]);
    }

    /** The number of a sale, or its row where the file has none. */
    static String id(@org.jspecify.annotations.Nullable String @org.jspecify.annotations.Nullable [] ids, int row) {
        String id = ids == null ? null : ids[row];
        return id == null ? "row " + (row + 1) : id;
    }

    MarginMath.Against against(Chain chain, int key, int s) {
        int r = homeRow[s];
        if (r < 0) {
            return MarginMath.Against.of(chain, key);
        }
        Book book = chain.book;
        HomeSide home = book.home;
        int product = book.exports.keyProduct[key];
        int level = book.exports.keyLevel[key];
        int slot = book.times.slot(book.exports.keyTime[key]);
        int other = home.merchandiseProduct[home.rowMerchandise[r]];
        double difference = other == product ? 0 : book.variable(other, slot) - book.variable(product, slot);
        int otherLevel = home.merchandiseLevel[home.rowMerchandise[r]];
        double[] ratio = otherLevel == level ? null : chain.levelRatios.get(Chain.levels(level, otherLevel));
        double adjustment = ratio == null ? 0 : ratio[0] * home.net[r];
        double indirect = home.indirectAll(r);
        return new MarginMath.Against(
                home.net[r] - difference + adjustment,
                home.commission[r],
                indirect,
                home.commission[r] == 0 ? indirect : 0,
                ratio != null);
    }

    /** A constructed value only if the model's average comparison has one too. */
    boolean compared(Chain chain, int key, int s) {
        return homeRow[s] >= 0 || chain.match[key] == Chain.CONSTRUCTED;
    }

    private void sum(Chain chain) {
        ExportSide ex = chain.book.exports;
        MarginMath.Part part = chain.totals.parts[MarginMath.TT];
        double[] one = new double[MarginMath.WIDTH];
        for (int u = 0; u < ex.pools; u++) {
            double sum = 0;
            for (int s = ex.poolStart[u]; s < ex.poolStart[u + 1]; s++) {
                double w = chain.weight(s);
                int key = ex.keyOf(u, s);
                if (w > 0 && compared(chain, key, s)) {
                    MarginMath.Against home = against(chain, key, s);
                    MarginMath.single(chain, home, s, ex.poolCep[u], one);
                    double nv = MarginMath.steps(chain, home, one, one[MarginMath.RATE], ex.poolCep[u])
                            .normalValue();
                    sum += MarginMath.add(part, w, ex.q[s] * w, nv, one[MarginMath.NET]);
                }
            }
            part.modelZeroed += Math.max(0, sum);
        }
    }
}
