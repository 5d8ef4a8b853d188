package org.overhang.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which claims about capacity can hold together, and by how much the others miss.
 *
 * <pre>U ≤ min(1, 1/M + ΔS/K),  M = K/D;  two claims of one kind agree within the tolerance</pre>
 *
 * <p>{@code M} capacity over demand, {@code U} utilization, {@code ΔS/K} what goes into stocks as a share of capacity; a claim of utilization
 * is held against each multiple of the same year and coverage. Which sets hold together is judged with the stock builds inside each set (0 if
 * none); pairs are shown with the largest stock build claimed. Claims of another year or coverage are not compared, and counted.
 *
 * <p>Two concepts of capacity need not agree, but they have an order: nameplate capacity is never below an emergency's, that never below
 * sustainable or full production, and that never below what a survey of running plants counts. So nameplate utilization may lie below surveyed
 * utilization by any amount and not above it, and a bound from a multiple carries over to a concept with more capacity only. Economic and plant
 * capacity have no place in the order: nothing contradicts them but themselves. A claim whose concept is not stated is compared with all, and
 * marked. The tolerance is absolute and belongs to the set; a bound fails only above it.
 *
 * <pre>{@code
 * var check = Claims.about("solar modules").claim(Claim.multiple(3.0).in(2024).source("press"))
 *         .claim(Claim.utilization(0.50).in(2024).source("agency")).tolerance(0.01).solve();
 * check.compatible();
 * check
 * }</pre>
 *
 * <p>Errors: fewer than two claims, more than twelve, a negative tolerance.
 */
public final class Claims {
    private static final int MOST = 12;
    /** 0.60 − 0.59 is a little more than 0.01 in binary. */
    private static final double ROUNDING = 1e-12;

    private final String subject;
    private final List<Claim> claims;
    private final double tolerance;

    private Claims(String subject, List<Claim> claims, double tolerance) {
        this.subject = subject;
        this.claims = claims;
        this.tolerance = tolerance;
    }

    /**
     * Starts a set.
     *
     * @param subject what the claims are about
     * @return an empty set with a tolerance of 0.01
     */
    public static Claims about(String subject) {
        return new Claims(subject, List.of(), 0.01);
    }

    /**
     * Adds a claim.
     *
     * @param claim the claim
     * @return the set with it
     */
    public Claims claim(Claim claim) {
        List<Claim> more = new ArrayList<>(claims);
        more.add(claim);
        return new Claims(subject, List.copyOf(more), tolerance);
    }

    /**
     * States by how much a claim may miss.
     *
     * @param absolute in the claims' own units, default 0.01
     * @return the set with this tolerance
     */
    public Claims tolerance(double absolute) {
        return new Claims(subject, claims, absolute);
    }

    /** Two claims and what one says about the other; {@code bound} marks a utilization against a multiple, whose miss stocks can lower. */
    private record Pair(
            int first, int second, String test, double miss, boolean holds, boolean concepts, boolean bound) {}

    /**
     * Compares the claims.
     *
     * @return what holds together
     * @throws OverhangException see the class
     */
    public Reconciled solve() {
        Problems problems = new Problems();
        problems.require(
                claims.size() >= 2 && claims.size() <= MOST,
                Reason.OUT_OF_RANGE,
                "A comparison needs two to " + MOST + " claims, but there are " + claims.size() + ".");
        problems.require(
                tolerance >= 0,
                Reason.OUT_OF_RANGE,
                "A tolerance needs to be zero or more, but it is " + Numbers.argument(tolerance) + ".");
        problems.throwIfAny();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            for (int j = i + 1; j < claims.size(); j++) {
                if (comparable(claims.get(i), claims.get(j))) {
                    compare(i, j, pairs);
                }
            }
        }
        return new Reconciled(this, pairs);
    }

    private static boolean comparable(Claim a, Claim b) {
        return a.year() == b.year() && a.coverage().equals(b.coverage());
    }

    private boolean within(double miss) {
        return miss <= tolerance + ROUNDING;
    }

    private void compare(int i, int j, List<Pair> pairs) {
        Claim a = claims.get(i);
        Claim b = claims.get(j);
        if (a.kind() == b.kind()) {
            pairs.add(same(i, j));
        } else if (a.kind() != Claim.Kind.STOCK_BUILD && b.kind() != Claim.Kind.STOCK_BUILD) {
            Claim multiple = a.kind() == Claim.Kind.MULTIPLE ? a : b;
            Claim use = a.kind() == Claim.Kind.UTILIZATION ? a : b;
            boolean differ = a.concept() != b.concept();
            if (differ
                    && stated(a, b)
                    && !(ordered(a, b)
                            && use.concept().place() >= multiple.concept().place())) {
                pairs.add(new Pair(i, j, "no bound from one concept on the other", 0, true, true, false));
                return;
            }
            double bound = bound(multiple, (1 << claims.size()) - 1);
            double miss = Math.max(0, use.value() - bound);
            String test = "utilization at most " + Numbers.percent(bound, 1);
            pairs.add(new Pair(i, j, test, miss, within(miss), differ, true));
        }
    }

    private static boolean stated(Claim a, Claim b) {
        return a.concept() != CapacityConcept.UNSTATED && b.concept() != CapacityConcept.UNSTATED;
    }

    private static boolean ordered(Claim a, Claim b) {
        return a.concept().place() >= 0 && b.concept().place() >= 0;
    }

    private Pair same(int i, int j) {
        Claim a = claims.get(i);
        Claim b = claims.get(j);
        double gap = Math.abs(a.value() - b.value());
        boolean differ = a.kind() != Claim.Kind.STOCK_BUILD && a.concept() != b.concept();
        if (!differ
                || !stated(a, b)
                || (ordered(a, b) && a.concept().place() == b.concept().place())) {
            return new Pair(i, j, "same figure", gap, within(gap), differ, false);
        }
        if (!ordered(a, b)) {
            return new Pair(i, j, "no order between the concepts", 0, true, true, false);
        }
        Claim large = a.concept().place() > b.concept().place() ? a : b;
        Claim small = large.equals(a) ? b : a;
        boolean use = a.kind() == Claim.Kind.UTILIZATION;
        double miss = Math.max(0, use ? large.value() - small.value() : small.value() - large.value());
        String test = large.concept().word()
                + (use ? " at most " : " at least ")
                + small.concept().word();
        return new Pair(i, j, test, miss, within(miss), true, false);
    }

    /** The highest utilization that a multiple allows with the stock builds of a set of claims. */
    private double bound(Claim multiple, int set) {
        double stock = 0;
        boolean any = false;
        for (int c = 0; c < claims.size(); c++) {
            Claim claim = claims.get(c);
            if ((set & (1 << c)) != 0
                    && claim.kind() == Claim.Kind.STOCK_BUILD
                    && comparable(claim, multiple)
                    && (!any || claim.value() > stock)) {
                stock = claim.value();
                any = true;
            }
        }
        return Math.min(1, 1 / multiple.value() + stock);
    }

    private boolean holds(Pair pair, int set) {
        if (!pair.bound) {
            return pair.holds;
        }
        Claim a = claims.get(pair.first);
        Claim b = claims.get(pair.second);
        Claim multiple = a.kind() == Claim.Kind.MULTIPLE ? a : b;
        Claim use = multiple.equals(a) ? b : a;
        return within(use.value() - bound(multiple, set));
    }

    /** What holds together. */
    public static final class Reconciled implements Result {
        private final Claims all;
        private final List<Claim> claims;
        private final List<Pair> pairs;

        private Reconciled(Claims all, List<Pair> pairs) {
            this.all = all;
            this.claims = all.claims;
            this.pairs = pairs;
        }

        /**
         * Whether all claims hold together.
         *
         * @return true if no pair misses by more than the tolerance; claims that are not compared do not contradict one another
         */
        public boolean consistent() {
            return holds((1 << claims.size()) - 1);
        }

        /**
         * The largest sets of claims that hold together: adding any other claim breaks them.
         *
         * @return sets of positions, from 0 in the order the claims were added
         */
        public List<List<Integer>> compatible() {
            List<Integer> good = new ArrayList<>();
            for (int set = 1; set < 1 << claims.size(); set++) {
                if (holds(set)) {
                    good.add(set);
                }
            }
            List<List<Integer>> out = new ArrayList<>();
            for (int set : good) {
                if (good.stream().noneMatch(other -> other != set && (other & set) == set)) {
                    List<Integer> members = new ArrayList<>();
                    for (int c = 0; c < claims.size(); c++) {
                        if ((set & (1 << c)) != 0) {
                            members.add(c);
                        }
                    }
                    out.add(members);
                }
            }
            return out;
        }

        private boolean holds(int set) {
            return pairs.stream()
                    .filter(p -> (set & (1 << p.first)) != 0 && (set & (1 << p.second)) != 0)
                    .allMatch(p -> all.holds(p, set));
        }

        @Override
        public Table tidy() {
            return Table.create("pairs")
                    .addColumns(
                            StringColumn.create(
                                    "first",
                                    pairs.stream().map(p -> claims.get(p.first).text())),
                            StringColumn.create(
                                    "second",
                                    pairs.stream().map(p -> claims.get(p.second).text())),
                            StringColumn.create("test", pairs.stream().map(Pair::test)),
                            DoubleColumn.create(
                                    "miss",
                                    pairs.stream().mapToDouble(Pair::miss).toArray()),
                            BooleanColumn.create(
                                    "holds", pairs.stream().map(Pair::holds).toList()),
                            BooleanColumn.create(
                                    "concepts_differ",
                                    pairs.stream().map(Pair::concepts).toList()));
        }

        @Override
        public Table glance() {
            return Table.create("glance")
                    .addColumns(
                            IntColumn.create("nobs", new int[] {claims.size()}),
                            IntColumn.create("dropped", new int[] {0}),
                            IntColumn.create("pairs", new int[] {pairs.size()}),
                            BooleanColumn.create("consistent", new boolean[] {consistent()}));
        }

        @Override
        public Summary summary() {
            Summary.Builder out = Summary.of("Claims about " + all.subject)
                    .choice("tolerance", Numbers.plain(all.tolerance))
                    .grid(Summary.grid(claims.size())
                            .text("claim", "", i -> Integer.toString(i + 1))
                            .text("", "", i -> claims.get(i).text()))
                    .grid(Summary.grid(pairs.size())
                            .text("pair", "", i -> (pairs.get(i).first + 1) + " and " + (pairs.get(i).second + 1))
                            .text("test", "", i -> pairs.get(i).test)
                            .number("misses by", "", 3, i -> pairs.get(i).miss)
                            .text("holds", "", i -> pairs.get(i).holds ? "yes" : "no")
                            .text("", "", i -> pairs.get(i).concepts ? "concepts differ" : ""));
            out.paragraph(
                    "Hold together",
                    compatible().stream().map(Reconciled::words).collect(Collectors.joining("; or ")));
            int apart = notCompared();
            out.paragraph("Not compared", apart == 0 ? "nothing" : apart + " pairs of another year or coverage");
            return out.identifies("Arithmetic: output cannot exceed demand plus stocks, nor capacity.")
                    .breaks("Claims about different stages, places or dates under one name.")
                    .doesNotShow("Which claim is right.")
                    .build();
        }

        private int notCompared() {
            int apart = 0;
            for (int i = 0; i < claims.size(); i++) {
                for (int j = i + 1; j < claims.size(); j++) {
                    apart += comparable(claims.get(i), claims.get(j)) ? 0 : 1;
                }
            }
            return apart;
        }

        private static String words(List<Integer> members) {
            return members.stream().map(c -> Integer.toString(c + 1)).collect(Collectors.joining(", "));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
