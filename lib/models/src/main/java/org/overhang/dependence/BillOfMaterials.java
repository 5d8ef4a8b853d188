package org.overhang.dependence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * What a product is made of, level by level, with loops such as scrap, and how much of it is controlled content.
 *
 * <p>Formula: {@code A_{ij} = q_{ij} v_i / v_j}, the value of input i in one unit of value of j; content
 * {@code c = d + A'c}, {@code c = (I - A')^{-1} d}, {@code d} the node's own controlled content. Values may be masses: the shares are
 * then of mass.
 *
 * <p>Symbols: quantities q of input per unit of output, 0 or more; unit values v positive, or a range from a low to a high column;
 * own content from 0 to 1. An unknown own content or origin (a missing cell) is the range from 0 to 1, never 0. With ranges the
 * content's ends take inputs at one end and outputs at the other, so they bound every combination. An input used twice in an output
 * adds up.
 *
 * <p>Defaults: no own content; every node an article; nothing listed.
 *
 * <pre>{@code
 * var content = BillOfMaterials.of("input").into("output").quantity("quantity")
 *         .nodes("node").value("unit_value").own("own_controlled_content").listedInput("part_1").listedOutput("part_2")
 *         .measure(arcs, nodes);
 * content.under(ContentRule.MOFCOM_61_2025, LocalDate.of(2026, 11, 22));
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for an arc to a node that is not listed, a negative quantity, a value that
 * is not positive or missing, content outside 0 to 1, a repeated node, or a bill that does not sum: inputs and own content worth
 * more than the output; {@link Reason#NOT_IDENTIFIED} for a loop that gives back all it takes.
 *
 * <p>Source: Miller and Blair (2009), <i>Input–Output Analysis</i>, chapter 2, for the inverse; ranges are this library's.
 */
public final class BillOfMaterials {
    private final String input;
    private final String output;
    private final String quantity;
    private final String node;
    private final Map<Role, String> columns;

    enum Role {
        VALUE_LOW,
        VALUE_HIGH,
        OWN,
        ORIGIN,
        LISTED_INPUT,
        LISTED_OUTPUT,
        CONTROLLED,
        ARTICLE
    }

    private BillOfMaterials(String input, String output, String quantity, String node, Map<Role, String> columns) {
        this.input = input;
        this.output = output;
        this.quantity = quantity;
        this.node = node;
        this.columns = columns;
    }

    /** Arcs whose columns are still to be named; the quantity comes last. */
    public static final class NeedsArcs {
        private final String input;
        private final String output;

        private NeedsArcs(String input, String output) {
            this.input = input;
            this.output = output;
        }

        /**
         * Names the column of outputs.
         *
         * @param column the node that the input goes into
         * @return the columns so far
         */
        public NeedsArcs into(String column) {
            return new NeedsArcs(input, column);
        }

        /**
         * Names the column of quantities; outputs must have been named.
         *
         * @param column units of input per unit of output
         * @return a bill that still needs its nodes
         * @throws OverhangException {@link Reason#MISSING_COLUMN} if outputs are not named
         */
        public NeedsNodes quantity(String column) {
            if (output.isEmpty()) {
                throw new OverhangException(
                        Reason.MISSING_COLUMN,
                        "BillOfMaterials needs an output column, but none is named. Say into(...) before quantity(...).");
            }
            return new NeedsNodes(input, output, column);
        }
    }

    /** Arcs whose nodes are still to be named. */
    public static final class NeedsNodes {
        private final String input;
        private final String output;
        private final String quantity;

        private NeedsNodes(String input, String output, String quantity) {
            this.input = input;
            this.output = output;
            this.quantity = quantity;
        }

        /**
         * Names the column of nodes in the second table.
         *
         * @param column each node once
         * @return a bill that still needs unit values
         */
        public NeedsValues nodes(String column) {
            return new NeedsValues(new BillOfMaterials(input, output, quantity, column, Map.of()));
        }
    }

    /** A bill whose unit values are still to be named. */
    public static final class NeedsValues {
        private final BillOfMaterials bill;

        private NeedsValues(BillOfMaterials bill) {
            this.bill = bill;
        }

        /**
         * Names the column of unit values.
         *
         * @param column money per unit, or mass per unit
         * @return the bill
         */
        public BillOfMaterials value(String column) {
            return bill.with(Role.VALUE_LOW, column).with(Role.VALUE_HIGH, column);
        }

        /**
         * Names a range of unit values.
         *
         * @param low column of lower ends
         * @param high column of upper ends
         * @return the bill
         */
        public BillOfMaterials value(String low, String high) {
            return bill.with(Role.VALUE_LOW, low).with(Role.VALUE_HIGH, high);
        }
    }

    /**
     * Starts with the column of inputs in the table of arcs.
     *
     * @param input the node that goes in
     * @return a bill that still needs its other columns
     */
    public static NeedsArcs of(String input) {
        return new NeedsArcs(input, "");
    }

    private BillOfMaterials with(Role role, String column) {
        Map<Role, String> more = new LinkedHashMap<>(columns);
        more.put(role, column);
        return new BillOfMaterials(input, output, quantity, node, more);
    }

    /**
     * Controlled content of a node's own, before its inputs.
     *
     * @param column 0 to 1; missing is the range from 0 to 1
     * @return the bill
     */
    public BillOfMaterials own(String column) {
        return with(Role.OWN, column);
    }

    /**
     * Share of a listed input that is of the listed origin; without it all of it is.
     *
     * @param column 0 to 1; missing is the range from 0 to 1
     * @return the bill
     */
    public BillOfMaterials origin(String column) {
        return with(Role.ORIGIN, column);
    }

    /**
     * Which nodes are on the list of inputs.
     *
     * @param column 1 or 0
     * @return the bill
     */
    public BillOfMaterials listedInput(String column) {
        return with(Role.LISTED_INPUT, column);
    }

    /**
     * Which nodes are on the list of outputs.
     *
     * @param column 1 or 0
     * @return the bill
     */
    public BillOfMaterials listedOutput(String column) {
        return with(Role.LISTED_OUTPUT, column);
    }

    /**
     * Which nodes are controlled as a whole when bought.
     *
     * @param column 1 or 0
     * @return the bill
     */
    public BillOfMaterials controlled(String column) {
        return with(Role.CONTROLLED, column);
    }

    /**
     * Which nodes are articles and not mixtures.
     *
     * @param column 1 or 0
     * @return the bill
     */
    public BillOfMaterials article(String column) {
        return with(Role.ARTICLE, column);
    }

    /** Everything read and checked. */
    record Bill(
            List<String> names,
            Map<String, Integer> index,
            int[] input,
            int[] output,
            double[] quantity,
            double[] low,
            double[] high,
            double[] own,
            double[] origin,
            boolean[] listedInput,
            boolean[] listedOutput,
            boolean[] controlled,
            boolean[] article) {}

    /**
     * Works out the content of every node.
     *
     * @param arcs one row an input and output
     * @param nodes one row a node
     * @return the content
     * @throws OverhangException see the class
     */
    public Content measure(Source arcs, Source nodes) {
        Columns.Request request = Columns.neededBy("BillOfMaterials").text("node", node);
        columns.forEach((role, column) ->
                request.number(role.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), column));
        Columns n = request.read(nodes);
        Columns a = Columns.neededBy("BillOfMaterials")
                .text("input", input)
                .text("output", output)
                .number("quantity", quantity)
                .read(arcs);
        List<String> names = new ArrayList<>();
        Map<String, Integer> index = new LinkedHashMap<>();
        Problems problems = new Problems();
        names(n, names, index, problems);
        int[] in = codes(a.text(input), index, problems, input);
        int[] out = codes(a.text(output), index, problems, output);
        problems.throwIfAny();
        double[] q = a.number(quantity);
        check(problems, q, quantity, v -> v >= 0, "quantities of 0 or more", true);
        double[] low = column(n, Role.VALUE_LOW, 1);
        double[] high = column(n, Role.VALUE_HIGH, 1);
        check(problems, low, name(Role.VALUE_LOW), v -> v > 0, "unit values above 0", true);
        check(problems, high, name(Role.VALUE_HIGH), v -> v > 0, "unit values above 0", true);
        double[] own = column(n, Role.OWN, 0);
        double[] origin = column(n, Role.ORIGIN, 1);
        check(problems, own, name(Role.OWN), v -> v >= 0 && v <= 1, "own content from 0 to 1", false);
        check(problems, origin, name(Role.ORIGIN), v -> v >= 0 && v <= 1, "origin shares from 0 to 1", false);
        boolean[][] flags = new boolean[4][];
        Role[] roles = {Role.LISTED_INPUT, Role.LISTED_OUTPUT, Role.CONTROLLED, Role.ARTICLE};
        for (int r = 0; r < roles.length; r++) {
            double[] cells = column(n, roles[r], roles[r] == Role.ARTICLE ? 1 : 0);
            check(problems, cells, name(roles[r]), v -> v == 0 || v == 1, "0 or 1", true);
            flags[r] = new boolean[cells.length];
            for (int i = 0; i < cells.length; i++) {
                flags[r][i] = cells[i] == 1;
            }
        }
        for (int i = 0; i < low.length; i++) {
            if (low[i] > high[i]) {
                problems.add(
                        Reason.BAD_VALUE,
                        "BillOfMaterials needs lower values at or below upper values, but \"" + names.get(i) + "\" has "
                                + low[i] + " and " + high[i] + ".");
            }
        }
        problems.throwIfAny();
        Bill bill = new Bill(names, index, in, out, q, low, high, own, origin, flags[0], flags[1], flags[2], flags[3]);
        refuseOverfull(bill);
        return new Content(bill);
    }

    /**
     * Works out the content of every node.
     *
     * @param arcs one row an input and output
     * @param nodes one row a node
     * @return the content
     */
    public Content measure(Table arcs, Table nodes) {
        return measure(Source.of(arcs), Source.of(nodes));
    }

    private String name(Role role) {
        return columns.getOrDefault(role, "");
    }

    private double[] column(Columns in, Role role, double otherwise) {
        String column = columns.get(role);
        if (column != null) {
            return in.number(column);
        }
        double[] out = new double[in.rows()];
        Arrays.fill(out, otherwise);
        return out;
    }

    private void names(Columns in, List<String> names, Map<String, Integer> index, Problems problems) {
        @Nullable String[] cells = in.text(node);
        for (int i = 0; i < cells.length; i++) {
            String name = cells[i];
            if (name == null || index.putIfAbsent(name, i) != null) {
                problems.add(
                        Reason.BAD_VALUE,
                        "BillOfMaterials needs each node once in \"" + node + "\", but row " + (i + 1)
                                + " repeats one or is missing.");
            }
            names.add(name == null ? "" : name);
        }
    }

    private static int[] codes(@Nullable String[] cells, Map<String, Integer> index, Problems problems, String column) {
        int[] out = new int[cells.length];
        int unknown = 0;
        String first = "";
        for (int i = 0; i < cells.length; i++) {
            Integer code = index.get(cells[i]);
            out[i] = code == null ? -1 : code;
            if (code == null) {
                first = unknown == 0 ? "\"" + cells[i] + "\" in row " + (i + 1) : first;
                unknown++;
            }
        }
        problems.require(
                unknown == 0,
                Reason.BAD_VALUE,
                "BillOfMaterials needs every node of \"" + column + "\" in the table of nodes, but " + unknown
                        + " rows name others, first " + first + ". Add them with their unit values.");
        return out;
    }

    private static void check(
            Problems problems,
            double[] cells,
            String column,
            java.util.function.DoublePredicate holds,
            String needed,
            boolean whole) {
        List<Integer> bad = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            if (Double.isNaN(cells[i]) ? whole : !holds.test(cells[i])) {
                bad.add(i + 1);
            }
        }
        problems.require(
                bad.isEmpty(),
                Reason.BAD_VALUE,
                "BillOfMaterials needs " + needed + " in \"" + column + "\", but not so in " + Columns.rowNumbers(bad)
                        + ".");
    }

    /** Inputs at their cheapest and own content must fit into the output at its dearest. */
    private static void refuseOverfull(Bill bill) {
        double[] sum = new double[bill.names.size()];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Double.isNaN(bill.own[i]) ? 0 : bill.own[i];
        }
        for (int e = 0; e < bill.input.length; e++) {
            sum[bill.output[e]] += bill.quantity[e] * bill.low[bill.input[e]] / bill.high[bill.output[e]];
        }
        for (int i = 0; i < sum.length; i++) {
            if (sum[i] > 1 + 1e-9) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "BillOfMaterials needs inputs and own content worth no more than the output, but those of \""
                                + bill.names.get(i) + "\" are " + org.overhang.core.Numbers.significant(sum[i], 4)
                                + " of its value. Check quantities and unit values.");
            }
        }
    }
}
