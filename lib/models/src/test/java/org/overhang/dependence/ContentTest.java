package org.overhang.dependence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.dependence.DependenceTest.arcs;
import static org.overhang.dependence.DependenceTest.bill;
import static org.overhang.dependence.DependenceTest.nodes;
import static org.overhang.dependence.DependenceTest.refuse;

import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.reference.ReferenceFiles;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Content and rules against the worked example, exact rationals for a bill with loops, and a written-out series. */
class ContentTest {
    private static final JsonObject WORKED =
            ReferenceFiles.json("capacity/worked_examples.json").getAsJsonObject("de_minimis");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    /** The worked example prints ten digits. */
    private static final double TEN_DIGITS = 1e-10;

    private static Content content() {
        return bill().measure(arcs(), nodes());
    }

    @Test
    void contentAsWorked() {
        WORKED.getAsJsonObject("cumulative_content").entrySet().forEach(e -> {
            assertEquals(e.getValue().getAsDouble(), content().of(e.getKey()).high(), TEN_DIGITS, e.getKey());
            assertEquals(0, content().of(e.getKey()).width(), e.getKey());
        });
        double price =
                WORKED.get("price_of_input_at_which_ev_reaches_threshold").getAsDouble();
        assertEquals(price, content().valueToReach("Dy_oxide", "EV", 0.001), 1e-8);
    }

    @Test
    void rulesAsWorked() {
        same("caught_whole_product_cumulative", content().under(ContentRule.cumulative(0.001), TODAY));
        same("caught_zero_threshold_see_through", content().under(ContentRule.SEE_THROUGH, TODAY));
        same("caught_once_an_article", content().under(ContentRule.REACH_ARTICLE_33, TODAY));
        RuleVerdicts listed = content().under(ContentRule.MOFCOM_61_2025, TODAY);
        same("caught_part2_list_only", listed);
        double direct = WORKED.getAsJsonObject("part1_value_directly_in_part2")
                .get("magnet")
                .getAsDouble();
        assertEquals(direct, listed.ratio("magnet").high(), TEN_DIGITS, "the alloy bought is a listed item itself");
        assertEquals(15, direct / content().of("magnet").high(), 1e-8);
    }

    private static void same(String section, RuleVerdicts found) {
        WORKED.getAsJsonObject(section)
                .entrySet()
                .forEach(e -> assertEquals(
                        e.getValue().getAsBoolean() ? Finding.YES : Finding.NO,
                        found.finding(e.getKey()),
                        section + e.getKey()));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-08,not in force",
        "2025-10-20,not in force",
        "2025-11-07,suspended",
        "2026-11-10,suspended",
        "2026-11-11,unknown: verify",
        "2026-11-22,unknown: verify"
    })
    void theDayDecidesWhetherTheRuleHolds(String day, String verdict) {
        RuleVerdicts found = content().under(ContentRule.MOFCOM_61_2025, LocalDate.parse(day));
        assertEquals(verdict, found.verdict("magnet"));
        assertEquals(Finding.YES, found.finding("magnet"), "the share is reached whatever the day");
    }

    @Test
    void loopsAsInRationals() {
        JsonObject expected = ReferenceFiles.json("dependence/inequality.json").getAsJsonObject("bom");
        Content found = BillOfMaterials.of("input")
                .into("output")
                .quantity("quantity")
                .nodes("node")
                .value("unit_value")
                .own("own_controlled_content")
                .measure(
                        ReferenceFiles.table("dependence/data/bom.csv"),
                        ReferenceFiles.table("dependence/data/bom_nodes.csv"));
        expected.getAsJsonObject("content")
                .entrySet()
                .forEach(
                        // Exact rationals, rounded to double
                        e -> assertEquals(
                                e.getValue().getAsDouble(), found.of(e.getKey()).high(), 1e-12, e.getKey()));
        RuleVerdicts verdicts = found.under(ContentRule.cumulative(0.001), TODAY);
        expected.getAsJsonObject("above_0_1_pct")
                .entrySet()
                .forEach(e -> assertEquals(
                        e.getValue().getAsBoolean() ? Finding.YES : Finding.NO, verdicts.finding(e.getKey())));
        assertTrue(found.toString().contains("loops 1"));
    }

    @Test
    void cyclicExampleAsWorked() {
        JsonObject cyclic = WORKED.getAsJsonObject("cyclic_example");
        Table arcs = Table.create("arcs", StringColumn.create("i"), StringColumn.create("o"), DoubleColumn.create("q"));
        for (int i = 0; i < 3; i++) {
            double[] row = ReferenceFiles.numbers(
                    cyclic.getAsJsonArray("A_rows_input_cols_output").get(i));
            for (int j = 0; j < 3; j++) {
                arcs.stringColumn(0).append("n" + i);
                arcs.stringColumn(1).append("n" + j);
                arcs.doubleColumn(2).append(row[j]);
            }
        }
        Table nodes = Table.create(
                "nodes",
                StringColumn.create("n", "n0", "n1", "n2"),
                DoubleColumn.create("v", new double[] {1, 1, 1}),
                DoubleColumn.create("d", ReferenceFiles.numbers(cyclic.get("direct"))));
        Content found = BillOfMaterials.of("i")
                .into("o")
                .quantity("q")
                .nodes("n")
                .value("v")
                .own("d")
                .measure(arcs, nodes);
        double[] expected = ReferenceFiles.numbers(cyclic.get("content"));
        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], found.of("n" + i).high(), TEN_DIGITS);
        }
    }

    /** Adding up round after round gives the same as solving. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void solvingIsTheSumOfRounds(long seed) {
        int n = 60;
        Source arcs = DependenceTest.random(seed, n);
        Table nodes =
                Table.create("nodes", StringColumn.create("n"), DoubleColumn.create("v"), DoubleColumn.create("d"));
        for (int i = 0; i < n; i++) {
            nodes.stringColumn(0).append("n" + i);
            nodes.doubleColumn(1).append(1);
            nodes.doubleColumn(2).append(i % 7 == 0 ? 0.1 : 0);
        }
        Content found = BillOfMaterials.of("input")
                .into("output")
                .quantity("quantity")
                .nodes("n")
                .value("v")
                .own("d")
                .measure(arcs, Source.of(nodes));
        double[][] a = new double[n][n];
        var table = ((org.overhang.core.TableSource) arcs).table();
        for (int e = 0; e < table.rowCount(); e++) {
            int i = Integer.parseInt(table.stringColumn(0).get(e).substring(1));
            int j = Integer.parseInt(table.stringColumn(1).get(e).substring(1));
            a[i][j] += table.doubleColumn(2).get(e);
        }
        double[] term = nodes.doubleColumn(2).asDoubleArray();
        double[] sum = term.clone();
        for (int round = 0; round < 200; round++) {
            double[] next = new double[n];
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < n; i++) {
                    next[j] += a[i][j] * term[i];
                }
                sum[j] += next[j];
            }
            term = next;
        }
        for (int i = 0; i < n; i++) {
            assertEquals(sum[i], found.of("n" + i).high(), 1e-12);
        }
    }

    @Test
    void unknownOriginIsARangeAndNeverZero() {
        Table nodes = nodes();
        DoubleColumn origin = DoubleColumn.create("origin");
        for (String node : nodes.stringColumn("node")) {
            if (node.equals("REE_alloy")) {
                origin.appendMissing();
            } else {
                origin.append(1);
            }
        }
        nodes.addColumns(origin);
        RuleVerdicts found = bill().origin("origin").measure(arcs(), nodes).under(ContentRule.MOFCOM_61_2025, TODAY);
        assertEquals(0, found.ratio("magnet").low());
        assertEquals(1.0 / 3, found.ratio("magnet").high(), TEN_DIGITS);
        assertEquals(Finding.UNKNOWN, found.finding("magnet"));
        Table blank = nodes();
        blank.doubleColumn("own").setMissing(0);
        Content open = bill().measure(arcs(), blank);
        assertEquals(0, open.of("EV").low());
        assertEquals(8e-05, open.of("EV").high(), TEN_DIGITS);
    }

    @Test
    void aRangeOfPricesLeavesTheVerdictOpenWhereItReachesOverTheThreshold() {
        Table nodes = nodes();
        double[] value = nodes.doubleColumn("unit_value").asDoubleArray();
        nodes.addColumns(
                DoubleColumn.create(
                        "low", java.util.Arrays.stream(value).map(v -> 0.8 * v).toArray()),
                DoubleColumn.create(
                        "high", java.util.Arrays.stream(value).map(v -> 1.2 * v).toArray()));
        BillOfMaterials wide = BillOfMaterials.of("input")
                .into("output")
                .quantity("quantity")
                .nodes("node")
                .value("low", "high")
                .own("own");
        Content found = wide.measure(arcs(), nodes);
        for (String node : nodes.stringColumn("node")) {
            assertTrue(found.of(node).contains(content().of(node).high()), node);
        }
        RuleVerdicts verdicts = found.under(ContentRule.cumulative(0.001), TODAY);
        assertEquals(Finding.UNKNOWN, verdicts.finding("drive_unit"), "0.096 % give or take a fifth");
        assertEquals("undecided", verdicts.verdict("drive_unit"));
        assertEquals(Finding.YES, verdicts.finding("magnet"));
    }

    @Test
    void aMixtureIsNoArticle() {
        Table nodes = nodes();
        nodes.addColumns(DoubleColumn.create("article", new double[] {0, 0, 0, 1, 1, 1, 1}));
        RuleVerdicts found =
                bill().article("article").measure(arcs(), nodes).under(ContentRule.REACH_ARTICLE_33, TODAY);
        assertEquals(Finding.NO, found.finding("REE_alloy"));
        assertEquals(List.of("rotor", "motor", "drive_unit", "EV"), found.reached());
    }

    @Test
    void controlledItemsCountAsAWhole() {
        Table nodes = nodes();
        nodes.addColumns(DoubleColumn.create("controlled", new double[] {0, 0, 1, 0, 0, 0, 0}));
        Content found = bill().controlled("controlled").measure(arcs(), nodes);
        RuleVerdicts quarter = found.under(ContentRule.ear734(0.25), TODAY);
        assertEquals(0.432, quarter.ratio("rotor").high(), TEN_DIGITS);
        assertEquals("caught", quarter.verdict("rotor"));
        assertEquals("not caught", quarter.verdict("motor"), "the rotor itself is not controlled");
    }

    @Test
    void refusals() {
        Table overfull = arcs();
        overfull.doubleColumn("quantity").set(0, 5.0);
        refuse(Reason.BAD_VALUE, "worth no more than the output", () -> bill().measure(overfull, nodes()));
        Table stranger = arcs();
        stranger.stringColumn("input").set(0, "lithium");
        refuse(Reason.BAD_VALUE, "every node", () -> bill().measure(stranger, nodes()));
        Table twice = nodes().append(nodes());
        refuse(Reason.BAD_VALUE, "each node once", () -> bill().measure(arcs(), twice));
        Table free = nodes();
        free.doubleColumn("unit_value").set(2, 0.0);
        refuse(Reason.BAD_VALUE, "unit values above 0", () -> bill().measure(arcs(), free));
        refuse(Reason.OUT_OF_RANGE, "threshold", () -> ContentRule.ear734(25));
        refuse(Reason.OUT_OF_RANGE, "no node", () -> content().of("bus"));
    }
}
