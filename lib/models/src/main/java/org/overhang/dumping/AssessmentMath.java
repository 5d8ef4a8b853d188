package org.overhang.dumping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Numbers;

/** Duty importer by importer: averages within each importer's sales, entered values reported or computed. */
final class AssessmentMath {
    /** What one importer owes; rates are fractions, NaN where they do not apply. */
    record Owed(
            int importer,
            double due,
            double enteredValue,
            double quantity,
            String source,
            double share,
            boolean deMinimis,
            double adValorem,
            double perUnit) {}

    private AssessmentMath() {}

    /** A share in percent as Commerce prints it beside the de minimis test: cut off after two decimals, never rounded up. */
    static String cutOff(double share) {
        double hundredths = 10_000 * share;
        double nearest = Math.rint(hundredths);
        // What rounding in binary left just below a hundredth is that hundredth.
        double shown = Math.abs(hundredths - nearest) <= 1e-9 * Math.max(1, Math.abs(nearest))
                ? nearest
                : Math.floor(hundredths);
        return Double.isNaN(share) ? "" : Numbers.fixed(shown / 100, 2) + " %";
    }

    /** The rate as it is printed: percent of entered value, or an amount per unit, rounded to two decimals. */
    static String rate(Owed owed, String currency) {
        return Double.isNaN(owed.adValorem())
                ? Numbers.fixed(owed.perUnit(), 2) + " " + currency + " a unit"
                : Numbers.fixed(100 * owed.adValorem(), 2) + " % of entered value";
    }

    static List<Owed> of(Chain chain, Comparison method) {
        Book book = chain.book;
        ExportSide ex = book.exports;
        int importers = book.in.importers.count() + 1;
        int[] group = new int[ex.rows];
        for (int s = 0; s < ex.rows; s++) {
            boolean priced = chain.match[ex.keyOf(poolOf(ex, s), s)] != Chain.NONE;
            group[s] = priced ? book.in.exports.importer[ex.row[s]] + 1 : -1;
        }
        int[] start = Book.starts(group, importers);
        int[] place = Book.places(group, start);
        int[] order = new int[start[importers]];
        for (int s = 0; s < ex.rows; s++) {
            if (place[s] >= 0) {
                order[place[s]] = s;
            }
        }
        List<Owed> out = new ArrayList<>();
        for (int g = 0; g < importers; g++) {
            if (start[g + 1] > start[g]) {
                out.add(owed(chain, method, g - 1, Arrays.copyOfRange(order, start[g], start[g + 1])));
            }
        }
        return out;
    }

    private static int poolOf(ExportSide ex, int s) {
        int at = Arrays.binarySearch(ex.poolStart, s);
        if (at < 0) {
            return -at - 2;
        }
        while (at + 1 < ex.poolStart.length && ex.poolStart[at + 1] == s) {
            at++;
        }
        return at;
    }

    private static Owed owed(Chain chain, Comparison method, int importer, int[] rows) {
        MarginMath.Part offset = new MarginMath.Part();
        MarginMath.Part zeroed = new MarginMath.Part();
        ExportSide ex = chain.book.exports;
        for (int from = 0; from < rows.length; ) {
            int u = poolOf(ex, rows[from]);
            int to = from;
            while (to < rows.length && rows[to] < ex.poolStart[u + 1]) {
                to++;
            }
            pool(chain, method, u, Arrays.copyOfRange(rows, from, to), offset, zeroed);
            from = to;
        }
        double due = offset.dump(Zeroing.NONE) + zeroed.dump(Zeroing.TRANSACTION);
        double entered = 0;
        double quantity = 0;
        int reported = 0;
        for (int s : rows) {
            double own = reported(chain, s);
            reported += Double.isNaN(own) ? 0 : 1;
            entered += ex.q[s] * (Double.isNaN(own) ? computed(chain, s) : own);
            quantity += ex.q[s];
        }
        String source = reported == rows.length ? "REPORTED" : reported == 0 ? "COMPUTED" : "MIXED";
        double share = entered > 0 ? due / entered : Double.NaN;
        boolean none = chain.book.rules.threshold(Limit.ASSESSMENT_DE_MINIMIS).holds(share);
        boolean byValue = reported == rows.length;
        return new Owed(
                importer,
                due,
                entered,
                quantity,
                source,
                share,
                none,
                !byValue ? Double.NaN : none ? 0 : share,
                byValue ? Double.NaN : none ? 0 : due / quantity);
    }

    private static void pool(
            Chain chain, Comparison method, int u, int[] rows, MarginMath.Part offset, MarginMath.Part zeroed) {
        ExportSide ex = chain.book.exports;
        boolean[] taken = new boolean[ex.poolStart[u + 1] - ex.poolStart[u]];
        for (int s : rows) {
            taken[s - ex.poolStart[u]] = !byTransaction(chain, method, s);
        }
        double[] average = new double[MarginMath.WIDTH];
        MarginMath.averages(chain, u, average, s -> taken[s - ex.poolStart[u]]);
        double[] one = new double[MarginMath.WIDTH];
        for (int s : rows) {
            MarginMath.Against home = MarginMath.Against.of(chain, ex.keyOf(u, s));
            MarginMath.single(chain, home, s, ex.poolCep[u], one);
            boolean single = byTransaction(chain, method, s);
            double[] us = single ? one : average;
            double nv = MarginMath.steps(chain, home, us, one[MarginMath.RATE], ex.poolCep[u])
                    .normalValue();
            MarginMath.add(single ? zeroed : offset, 1, ex.q[s], nv, us[MarginMath.NET]);
        }
    }

    private static boolean byTransaction(Chain chain, Comparison method, int s) {
        return method == Comparison.AVERAGE_TO_TRANSACTION || method == Comparison.MIXED && chain.pass[s];
    }

    private static double reported(Chain chain, int s) {
        Intake.Exports ex = chain.book.in.exports;
        int i = chain.book.exports.row[s];
        // Zero is no value: the programs take an entered value as reported only above it.
        return ex.enteredValue == null || !(ex.enteredValue[i] > 0)
                ? Double.NaN
                : ex.enteredValue[i] * chain.book.in.rate(ex.currency[i], ex.sold[i]);
    }

    private static double computed(Chain chain, int s) {
        Intake.Exports ex = chain.book.in.exports;
        int i = chain.book.exports.row[s];
        double value =
                ex.price[i] + Intake.at(ex.adjustment, i) - Intake.at(ex.discounts, i) - Intake.at(ex.movement, i);
        if (ex.cep != null && ex.cep[i]) {
            value -= Intake.at(ex.cepIndirect, i) + Intake.at(ex.cepOther, i);
        }
        return value * chain.book.in.rate(ex.currency[i], ex.sold[i]) - chain.cepProfit(s);
    }
}
