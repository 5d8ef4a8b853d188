package org.overhang.dumping;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;

/**
 * A case prepared for its rules: sales in the order of their averaging groups, converted and netted, with everything that
 * no resampling changes.
 *
 * <p>Export sales stand by product, level of trade, month and sale type, so that a group is a run of rows and every pass is
 * sequential; the same for home sales by product, level and month.
 */
final class Book {
    static final byte KEPT = -1;

    final Intake in;
    final DumpingRules rules;
    final Authority authority;
    final CaseFacts facts;
    final CostTable costs;
    final boolean nonMarket;
    final boolean monthly;

    /** Products are manufacturer × prime × model, in that order. */
    final int products;

    final int[] productManufacturer;
    final int[] productPrime;
    final int[] productModel;
    final int[] productCost;

    final ExportSide exports;
    final HomeSide home;
    final SimilarModels similar;
    /** Normal value in the surrogate currency by cost cell, for a non-market economy. */
    final @Nullable NonMarketMath nonMarketValues;

    private final LongCodes productCodes;
    final Times times;
    private final int leastLevel;
    private final int levels;

    Book(Intake in, DumpingRules rules, CaseFacts facts) {
        this.in = in;
        this.rules = rules;
        this.authority = Authority.of(rules);
        this.facts = facts;
        this.nonMarket = in.factors != null;
        if (facts.doubleRemedy != null && !nonMarket) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    Intake.VERB
                            + " needs factors of production to offset a double remedy, which 19 USC 1677f-1(f) knows for"
                            + " non-market economies only, but the case has none. Add .factors(…) or drop .doubleRemedy(…).");
        }
        refuse();
        this.monthly = rules.uses(Practice.MONTHLY_AVERAGES);
        Intake.Exports ex = in.exports;
        Intake.Home hm = in.home;
        productCodes = LongCodes.of(
                (long) (in.manufacturers.count() + 1) * (in.primes.count() + 1) * in.models.count(),
                new int[] {ex.rows, hm == null ? 0 : hm.rows},
                new IntToLongFunction[] {
                    i -> productKey(ex.manufacturer[i], ex.prime[i], ex.model[i]),
                    i -> hm == null ? -1 : productKey(hm.manufacturer[i], hm.prime[i], hm.model[i])
                });
        products = productCodes.count();
        productManufacturer = new int[products];
        productPrime = new int[products];
        productModel = new int[products];
        productCost = new int[products];
        int[] homeDays = hm == null ? new int[0] : hm.sold;
        times = new Times(ex.sold, homeDays, facts, monthly);
        costs = CostTable.of(in, facts, times, rules);
        for (int p = 0; p < products; p++) {
            long key = productCodes.key(p);
            productModel[p] = (int) (key % in.models.count());
            long rest = key / in.models.count();
            productPrime[p] = (int) (rest % (in.primes.count() + 1)) - 1;
            productManufacturer[p] = (int) (rest / (in.primes.count() + 1)) - 1;
            productCost[p] = costs.cell(productManufacturer[p], productModel[p]);
            if (rules.uses(Practice.BORROWED_COST) && costs.given) {
                costs.borrow(productManufacturer[p], productModel[p], in.characteristics);
            }
        }
        int[] levelRange = levelRange(ex.level, hm == null ? null : hm.level);
        leastLevel = levelRange[0];
        levels = levelRange[1] - levelRange[0] + 1;
        nonMarketValues = nonMarket ? NonMarketMath.of(in, costs, rules, facts) : null;
        home = new HomeSide(this, hm);
        exports = new ExportSide(this);
        similar = new SimilarModels(this);
    }

    private void refuse() {
        boolean european = authority.byType();
        if (nonMarket && !authority.valuesFactors()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    Intake.VERB + " under " + rules.name() + " needs home sales or costs, but the case has factors of"
                            + " production, which only US rules value. Measure under US rules, or give costs from"
                            + " undistorted benchmarks with .costs(…).");
        }
        boolean timed = facts.materialPrices != null || facts.priceIndex != null;
        if (timed && (european || nonMarket)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    Intake.VERB + " needs costs of the whole period "
                            + (european ? "under " + rules.name() : "beside factors of production")
                            + ", but the case has quarterly or indexed ones. Drop .quarterlyCosts(…) or"
                            + " .inflationCosts(…).");
        }
        if (timed && (facts.periodStart == Batch.NO_DAY || in.costs == null)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    Intake.VERB + " needs a period and a cost file for quarterly or indexed costs, but the case has no "
                            + (in.costs == null ? "cost file. Add .costs(…)." : "period. Add .period(…)."));
        }
    }

    private long productKey(int manufacturer, int prime, int model) {
        return model < 0
                ? -1
                : ((long) (manufacturer + 1) * (in.primes.count() + 1) + prime + 1) * in.models.count() + model;
    }

    int product(int manufacturer, int prime, int model) {
        return productCodes.code(productKey(manufacturer, prime, model));
    }

    private static int[] levelRange(double @Nullable [] first, double @Nullable [] second) {
        int low = first == null || second == null ? 0 : Integer.MAX_VALUE;
        int high = first == null || second == null ? 0 : Integer.MIN_VALUE;
        for (double[] levels : new double[][] {first, second}) {
            for (int i = 0; levels != null && i < levels.length; i++) {
                low = Math.min(low, level(levels, i));
                high = Math.max(high, level(levels, i));
            }
        }
        if (low > high) {
            return new int[] {0, 0};
        }
        if (high - (long) low > 1000) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    Intake.VERB + " needs levels of trade as small whole numbers, but they run from " + low + " to "
                            + high + ". Code them 1, 2, 3 …");
        }
        return new int[] {low, high};
    }

    /** Whether a product has no cost although the case has costs: its sales can neither be tested nor matched nor constructed. */
    boolean lacksCost(int product, int day) {
        return costs.given
                && !rules.uses(Reading.UNCOSTED_SALES_KEPT)
                && !nonMarket
                && Double.isNaN(production(product, times.slot(times.fine(day))));
    }

    /** Cost of production of a product at a slot of the cost table. */
    double production(int product, int slot) {
        return costs.production[costs.at(productCost[product], slot)];
    }

    double variable(int product, int slot) {
        return costs.variable[costs.at(productCost[product], slot)];
    }

    double manufacture(int product, int slot) {
        return costs.manufacture[costs.at(productCost[product], slot)];
    }

    /** The level of trade of a row; 0 where none is given. */
    static int level(double @Nullable [] levels, int i) {
        return levels == null || Double.isNaN(levels[i]) ? 0 : (int) Math.rint(levels[i]);
    }

    /** Months since year 0 of a day. */
    int month(int day) {
        return times.month(day);
    }

    /** The key of a home group in sorting order: product, level, fine time. */
    long homeKey(int product, int level, int day) {
        return line(product, level) * times.fines() + times.fine(day);
    }

    /** The key of an export group in sorting order: product, level, coarse time, type, fine time. */
    long exportKey(int product, int level, int day, boolean cep) {
        int fine = times.fine(day);
        return ((line(product, level) * times.coarses() + times.coarse(fine)) * 2 + (cep ? 1 : 0)) * times.fines()
                + fine;
    }

    long homeRange() {
        return (long) products * levels * times.fines();
    }

    long exportRange() {
        return homeRange() * times.coarses() * 2;
    }

    private long line(int product, int level) {
        return (long) product * levels + level - leastLevel;
    }

    /** Product of a line, which is what is left of a group's key once its times and type are divided out. */
    int lineProduct(long line) {
        return (int) (line / levels);
    }

    int lineLevel(long line) {
        return (int) (line % levels) + leastLevel;
    }

    /** Rows of each group, as starts; and the place of each kept row in group order. */
    static int[] starts(int[] group, int groups) {
        int[] start = new int[groups + 1];
        for (int g : group) {
            if (g >= 0) {
                start[g + 1]++;
            }
        }
        for (int g = 0; g < groups; g++) {
            start[g + 1] += start[g];
        }
        return start;
    }

    static int[] places(int[] group, int[] start) {
        int[] next = Arrays.copyOf(start, start.length);
        int[] place = new int[group.length];
        for (int i = 0; i < group.length; i++) {
            place[i] = group[i] < 0 ? -1 : next[group[i]]++;
        }
        return place;
    }

    /** Puts a column in group order. */
    static double @Nullable [] placed(double @Nullable [] column, int[] place, int kept) {
        if (column == null) {
            return null;
        }
        double[] out = new double[kept];
        Parallel.forBlocks(place.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                if (place[i] >= 0) {
                    out[place[i]] = column[i];
                }
            }
        });
        return out;
    }

    static int[] placed(int[] column, int[] place, int kept) {
        int[] out = new int[kept];
        for (int i = 0; i < place.length; i++) {
            if (place[i] >= 0) {
                out[place[i]] = column[i];
            }
        }
        return out;
    }
}
