package org.overhang.dependence;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Interval;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Controlled content of every node through all levels, as a range where values, origin or content are ranges; made by {@link
 * BillOfMaterials#measure(org.overhang.core.Source, org.overhang.core.Source)}.
 */
public final class Content implements Result {
    private final BillOfMaterials.Bill bill;
    private final BomMath.Graph lowGraph;
    private final BomMath.Graph highGraph;
    private final int[][] components;
    private final double[] low;
    private final double[] high;

    Content(BillOfMaterials.Bill bill) {
        this.bill = bill;
        int n = bill.names().size();
        boolean exact = Arrays.equals(bill.low(), bill.high());
        lowGraph = BomMath.graph(n, bill.input(), bill.output(), coefficients(bill.low(), bill.high()));
        highGraph =
                exact ? lowGraph : BomMath.graph(n, bill.input(), bill.output(), coefficients(bill.high(), bill.low()));
        components = BomMath.components(lowGraph);
        boolean known = Arrays.stream(bill.own()).noneMatch(Double::isNaN);
        low = capped(BomMath.content(lowGraph, components, filled(bill.own(), 0)));
        high = exact && known ? low : capped(BomMath.content(highGraph, components, filled(bill.own(), 1)));
    }

    private double[] coefficients(double[] inputs, double[] outputs) {
        double[] out = new double[bill.quantity().length];
        for (int e = 0; e < out.length; e++) {
            out[e] = bill.quantity()[e] * inputs[bill.input()[e]] / outputs[bill.output()[e]];
        }
        return out;
    }

    private static double[] filled(double[] cells, double unknown) {
        return Arrays.stream(cells).map(v -> Double.isNaN(v) ? unknown : v).toArray();
    }

    /** A share cannot exceed 1; over a range of prices the upper end could, and a loop could even turn it round. */
    private static double[] capped(double[] content) {
        return Arrays.stream(content)
                .map(v -> v < -1e-12 || !(v < 1) ? 1 : Math.max(0, v))
                .toArray();
    }

    private int at(String node) {
        Integer at = bill.index().get(node);
        if (at == null) {
            throw new OverhangException(Reason.OUT_OF_RANGE, "The bill of materials has no node \"" + node + "\".");
        }
        return at;
    }

    /**
     * Controlled content of a node through all levels.
     *
     * @param node its name
     * @return share of the node's value; the ends meet where everything is known
     */
    public Interval of(String node) {
        return interval(low[at(node)], high[at(node)]);
    }

    private static Interval interval(double low, double high) {
        return new Interval(Math.min(low, high), high, 1, "bounds over unit values and unknown content");
    }

    /**
     * The unit value of one node at which another's content reaches a share, all else as at the middle of its range.
     *
     * @param input whose unit value moves
     * @param product whose content is looked at
     * @param share the share to reach, above 0 and below 1
     * @return the unit value; NaN if no content comes from the input or the share is reached without it
     */
    public double valueToReach(String input, String product, double share) {
        double[] middle = new double[low.length];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = (bill.low()[i] + bill.high()[i]) / 2;
        }
        BomMath.Graph graph = BomMath.graph(low.length, bill.input(), bill.output(), coefficients(middle, middle));
        double[] own = filled(bill.own(), 0);
        double[] alone = new double[own.length];
        int i = at(input);
        alone[i] = own[i];
        double from = BomMath.content(graph, components, alone)[at(product)];
        double all = BomMath.content(graph, components, own)[at(product)];
        double value = from > 0 && at(product) != i ? middle[i] * (share - (all - from)) / from : Double.NaN;
        return value > 0 ? value : Double.NaN;
    }

    /**
     * What a rule says about every node on a day.
     *
     * @param rule the rule
     * @param day the day; it is never read from a clock
     * @return the verdicts
     */
    public RuleVerdicts under(ContentRule rule, LocalDate day) {
        int n = low.length;
        double[] from = new double[n];
        double[] to = new double[n];
        Finding[] found = new Finding[n];
        for (int j = 0; j < n; j++) {
            switch (rule.reach()) {
                case CUMULATIVE, ONCE_AN_ARTICLE -> {
                    from[j] = low[j];
                    to[j] = high[j];
                }
                case LISTED_INPUT_IN_LISTED_OUTPUT -> {
                    from[j] = bill.listedOutput()[j] ? bought(lowGraph, j, bill.listedInput(), 0) : 0;
                    to[j] = bill.listedOutput()[j] ? bought(highGraph, j, bill.listedInput(), 1) : 0;
                }
                case CONTROLLED_ITEMS_BOUGHT -> {
                    from[j] = whole(lowGraph, j);
                    to[j] = whole(highGraph, j);
                }
            }
            found[j] = rule.finding(from[j], to[j]);
        }
        if (rule.reach() == ContentRule.Reach.LISTED_INPUT_IN_LISTED_OUTPUT) {
            for (int j = 0; j < n; j++) {
                found[j] = bill.listedOutput()[j] ? found[j] : Finding.NO;
            }
        }
        if (rule.reach() == ContentRule.Reach.ONCE_AN_ARTICLE) {
            spread(found);
        }
        return new RuleVerdicts(rule, day, bill.names(), from, to, found);
    }

    private double bought(BomMath.Graph g, int j, boolean[] listed, double unknown) {
        double sum = 0;
        for (int e = g.from()[j]; e < g.from()[j + 1]; e++) {
            int i = g.input()[e];
            double origin = bill.origin()[i];
            sum += listed[i] ? g.coefficient()[e] * (Double.isNaN(origin) ? unknown : origin) : 0;
        }
        return Math.min(1, sum);
    }

    private double whole(BomMath.Graph g, int j) {
        double sum = 0;
        for (int e = g.from()[j]; e < g.from()[j + 1]; e++) {
            sum += bill.controlled()[g.input()[e]] ? g.coefficient()[e] : 0;
        }
        return Math.min(1, sum);
    }

    /** An article is caught by any component article that is; a mixture passes nothing on and is not caught itself. */
    private void spread(Finding[] found) {
        for (int j = 0; j < found.length; j++) {
            found[j] = bill.article()[j] ? found[j] : Finding.NO;
        }
        for (int[] members : components) {
            boolean changed = true;
            while (changed) {
                changed = false;
                for (int j : members) {
                    Finding before = found[j];
                    for (int e = lowGraph.from()[j]; bill.article()[j] && e < lowGraph.from()[j + 1]; e++) {
                        Finding part = lowGraph.coefficient()[e] > 0 ? found[lowGraph.input()[e]] : Finding.NO;
                        found[j] = part == Finding.YES || found[j] == Finding.YES
                                ? Finding.YES
                                : part == Finding.UNKNOWN ? Finding.UNKNOWN : found[j];
                    }
                    changed |= found[j] != before;
                }
            }
        }
    }

    /**
     * One row a node: {@code node content_low content_high}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        return Table.create(
                "Content",
                StringColumn.create("node", bill.names()),
                DoubleColumn.create("content_low", low.clone()),
                DoubleColumn.create("content_high", high.clone()));
    }

    private int loops() {
        return (int) Arrays.stream(components).filter(c -> c.length > 1).count();
    }

    @Override
    public Table glance() {
        return Table.create(
                "Content",
                IntColumn.create("nobs", new int[] {low.length}),
                IntColumn.create("dropped", new int[] {0}),
                IntColumn.create("arcs", new int[] {bill.quantity().length}),
                IntColumn.create("loops", new int[] {loops()}));
    }

    @Override
    public Summary summary() {
        List<String> names = bill.names();
        int shown = Math.min(names.size(), 40);
        return Summary.of("Controlled content")
                .choice("nodes", Integer.toString(names.size()))
                .choice("arcs", Integer.toString(bill.quantity().length))
                .choice("loops", Integer.toString(loops()))
                .grid(Summary.grid(shown)
                        .text("node", "", names::get)
                        .percent("content, low", "value", 3, i -> low[i])
                        .percent("content, high", "value", 3, i -> high[i]))
                .paragraph(
                        "",
                        shown < names.size()
                                ? "and " + (names.size() - shown) + " more nodes in tidy()"
                                : "All nodes shown.")
                .identifies("Unit values of one time and a bill that names every input.")
                .breaks("Prices that move: the share of a dear input falls with its price, not with its weight.")
                .doesNotShow("Where an input truly comes from; that is stated or unknown.")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
