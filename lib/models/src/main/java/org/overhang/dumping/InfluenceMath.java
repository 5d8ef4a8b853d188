package org.overhang.dumping;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.overhang.core.Parallel;

/** Exact leave-one-out: the whole chain again without one sale. */
final class InfluenceMath {
    /** Up to this many sales every one is left out; the work grows with their square, here to some ten seconds. */
    static final int EXHAUSTIVE = 20_000;

    /** Sales visited in a search that is not exhaustive, over all that are left out in turn. */
    private static final long VISITS = (long) EXHAUSTIVE * EXHAUSTIVE;

    private static final int LEAST_SCREENED = 200;

    /** One sale and the margin without it. */
    record Without(boolean home, int row, double margin, double change) {}

    private InfluenceMath() {}

    /** How many of so many sales are left out in turn. */
    static int searched(int sales) {
        return (int) Math.min(sales, Math.max(LEAST_SCREENED, VISITS / Math.max(1, sales)));
    }

    static Without[] of(DumpingResult result, int many) {
        Book book = result.book();
        return of(result, many, searched(book.exports.rows + book.home.rows));
    }

    static Without[] of(DumpingResult result, int many, int searched) {
        Book book = result.book();
        int exports = book.exports.rows;
        int home = book.home.rows;
        int[] candidates =
                searched == exports + home ? IntStream.range(0, searched).toArray() : screened(result, searched);
        Without[] all = new Without[candidates.length];
        double margin = result.margin();
        Parallel.forEach(all.length, c -> {
            int k = candidates[c];
            int[] exportWeight = new int[exports];
            int[] homeWeight = new int[home];
            Arrays.fill(exportWeight, 1);
            Arrays.fill(homeWeight, 1);
            if (k < exports) {
                exportWeight[k] = 0;
            } else {
                homeWeight[k - exports] = 0;
            }
            double without = result.rerun(exportWeight, homeWeight);
            all[c] = new Without(k >= exports, k < exports ? k : k - exports, without, without - margin);
        });
        return Arrays.stream(all)
                .sorted(Comparator.comparingDouble((Without w) -> Double.isNaN(w.change) ? 0 : -Math.abs(w.change))
                        .thenComparing(Without::home)
                        .thenComparingInt(Without::row))
                .limit(many)
                .toArray(Without[]::new);
    }

    /** Sales with the largest amounts apart: export differences from the mean margin, home differences from their pool. */
    private static int[] screened(DumpingResult result, int many) {
        Book book = result.book();
        Chain chain = result.chain();
        int exports = book.exports.rows;
        double[] score = new double[exports + book.home.rows];
        for (int u = 0; u < book.exports.pools; u++) {
            for (int s = book.exports.poolStart[u]; s < book.exports.poolStart[u + 1]; s++) {
                double value = chain.price[book.exports.keyOf(u, s)];
                double rate = book.exports.rate == null ? 1 : book.exports.rate[s];
                score[s] = Math.abs(value * rate - chain.net[s] * (1 + result.margin())) * book.exports.q[s];
            }
        }
        for (int h = 0; h < book.home.pools; h++) {
            for (int r = book.home.poolStart[h]; r < book.home.poolStart[h + 1]; r++) {
                score[exports + r] = Math.abs(book.home.net[r] - chain.market.net[h]) * book.home.q[r];
            }
        }
        return IntStream.range(0, score.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> Double.isNaN(score[k]) ? 0 : -score[k]))
                .limit(many)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
