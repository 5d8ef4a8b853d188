package org.overhang.dependence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.reference.ReferenceFiles;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Concentration, indicators, look-through and choke points against inequality.json (exact rationals) and the worked examples. */
class DependenceTest {
    /** Exact rationals, rounded to double. */
    private static final double EXACT = 1e-12;
    /** The worked examples print ten digits. */
    private static final double TEN_DIGITS = 1e-9;

    private static final JsonObject RATIONALS = ReferenceFiles.json("dependence/inequality.json");
    private static final JsonObject WORKED = ReferenceFiles.json("capacity/worked_examples.json");

    static void refuse(Reason reason, String words, org.junit.jupiter.api.function.Executable verb) {
        OverhangException e = assertThrows(OverhangException.class, verb);
        assertEquals(reason, e.reason());
        assertTrue(e.lines().get(0).contains(words), e.lines().get(0));
    }

    @Test
    void concentrationAsInRationals() {
        Table shares = ReferenceFiles.table("dependence/data/shares.csv");
        Table row = Concentration.of("value").among("supplier").measure(shares).tidy();
        JsonObject expected = RATIONALS.getAsJsonObject("concentration");
        String[][] names = {
            {"hhi", "hhi"},
            {"hhi_points", "hhi_points"},
            {"hhi_normalised", "hhi_normalized"},
            {"effective_suppliers", "effective_suppliers"},
            {"CR1", "cr1"},
            {"CR3", "cr3"},
            {"CR4", "cr4"},
            {"CR8", "cr8"},
            {"gini", "gini"}
        };
        for (String[] name : names) {
            double value = expected.get(name[0]).getAsDouble();
            assertEquals(value, row.doubleColumn(name[1]).get(0), EXACT * Math.max(1, value), name[0]);
        }
    }

    private static Table flows() {
        JsonObject d = WORKED.getAsJsonObject("dependence");
        Table out = Table.create(
                "flows",
                StringColumn.create("product"),
                IntColumn.create("year"),
                StringColumn.create("partner"),
                DoubleColumn.create("imports"),
                DoubleColumn.create("exports"),
                DoubleColumn.create("intra"),
                DoubleColumn.create("world"));
        for (int year = 2021; year <= 2023; year++) {
            for (var entry : d.getAsJsonObject("extra_eu_imports").entrySet()) {
                out.stringColumn(0).append("magnet");
                out.intColumn(1).append(year);
                out.stringColumn(2).append(entry.getKey());
                out.doubleColumn(3).append(entry.getValue().getAsDouble());
                out.doubleColumn(4).append(d.get("exports").getAsDouble());
                out.doubleColumn(5).append(d.get("intra_imports").getAsDouble());
                out.doubleColumn(6).append(d.get("world_export_hhi").getAsDouble());
            }
        }
        return out;
    }

    private static TradeDependence indicators() {
        return TradeDependence.of("imports")
                .from("partner")
                .product("product")
                .year("year")
                .exports("exports")
                .importsFromWithin("intra")
                .worldExportHhi("world");
    }

    @Test
    void indicatorsAsWorked() {
        JsonObject d = WORKED.getAsJsonObject("dependence");
        TradeDependence.Measured found = indicators().measure(flows());
        Table row = found.tidy();
        assertEquals(d.get("CDI1").getAsDouble(), row.doubleColumn("cdi1").get(0), TEN_DIGITS);
        assertEquals(d.get("CDI2").getAsDouble(), row.doubleColumn("cdi2").get(0), TEN_DIGITS);
        assertEquals(d.get("CDI3").getAsDouble(), row.doubleColumn("cdi3").get(0), TEN_DIGITS);
        assertEquals(Finding.YES, found.european("magnet", 2023));
        assertEquals(Finding.YES, found.geoDep("magnet", 2023));
        assertEquals(Finding.UNKNOWN, found.geoDep("magnet", 2021), "one year of three is not a window");
        assertEquals(0.539 / 0.4 - 1, row.doubleColumn("distance").get(0), 1e-12);
        Table balance = Table.create(
                "balance",
                DoubleColumn.create("q", new double[] {d.get("production").getAsDouble()}),
                DoubleColumn.create("m", new double[] {d.get("total_extra").getAsDouble()}),
                DoubleColumn.create("x", new double[] {d.get("exports").getAsDouble()}));
        Table self = SelfSufficiency.of("q")
                .imports("m")
                .exports("x")
                .measure(balance)
                .tidy();
        for (String name : new String[] {
            "apparent_consumption", "self_sufficiency", "import_dependence_gross", "import_dependence_net"
        }) {
            assertEquals(d.get(name).getAsDouble(), self.doubleColumn(name).get(0), TEN_DIGITS * 1_100, name);
        }
        assertEquals(0.13 / 0.60, SelfSufficiency.fromShares(0.13, 0.60), 0);
    }

    /** Left out by name, a missing value leaves yes only where no value it may have says otherwise: all values are tried. */
    @Test
    void missingCellsLeftOutSayYesOnlyWhereTheyCouldNotChangeIt() {
        TradeDependence method = TradeDependence.of("imports")
                .from("partner")
                .product("product")
                .year("year")
                .exports("exports")
                .importsFromWithin("intra");
        Seed seed = new Seed(12);
        for (int s = 0; s < 40; s++) {
            Draws draws = seed.stream(s);
            double[] value = {100 * draws.uniform(), 20 * draws.uniform(), 5 * draws.uniform(), Double.NaN};
            double exports = 120 * draws.uniform();
            Finding found =
                    method.excludeMissing().measure(product(value, exports)).european("p", 2024);
            boolean always = true;
            for (double other = 0; other < 400; other += other < 60 ? 0.5 : 20) {
                double[] filled = value.clone();
                filled[3] = other;
                always &= method.measure(product(filled, exports)).european("p", 2024) == Finding.YES;
            }
            assertEquals(always ? Finding.YES : Finding.UNKNOWN, found, "market " + s);
        }
        Table tidy = method.excludeMissing()
                .measure(product(new double[] {6, 4, Double.NaN, Double.NaN}, 1))
                .tidy();
        assertEquals(0.52, tidy.doubleColumn("cdi1").get(0), 1e-12);
        assertEquals(0.52 / 2.04, tidy.doubleColumn("cdi1_least").get(0), 1e-12);
        assertEquals(2, tidy.intColumn("excluded").get(0));
        assertEquals(
                Finding.UNKNOWN,
                method.measure(product(new double[] {6, 4, 1, Double.NaN}, 1)).european("p", 2024));
    }

    private static Table product(double[] value, double exports) {
        return Table.create(
                "flows",
                StringColumn.create("partner", "a", "b", "c", "d"),
                StringColumn.create("product", "p", "p", "p", "p"),
                IntColumn.create("year", 2024, 2024, 2024, 2024),
                DoubleColumn.create("imports", value),
                DoubleColumn.create("exports", exports, exports, exports, exports),
                DoubleColumn.create("intra", 10, 10, 10, 10));
    }

    @Test
    void aMissingPartnerIsUnknownAndNeverDiversified() {
        Table missing = flows();
        missing.doubleColumn("imports").setMissing(1);
        TradeDependence.Measured found = indicators().measure(missing);
        assertEquals(Finding.UNKNOWN, found.european("magnet", 2021));
        assertEquals(Finding.YES, found.geoDep("magnet", 2023), "two known years are enough");
        Table two = flows();
        two.doubleColumn("imports").setMissing(1);
        two.doubleColumn("imports").setMissing(6);
        assertEquals(Finding.UNKNOWN, indicators().measure(two).geoDep("magnet", 2023));
        Table few = flows();
        for (int i = 0; i < few.rowCount(); i++) {
            few.doubleColumn("exports").set(i, 2_000.0);
        }
        few.doubleColumn("world").setMissing(0);
        few.doubleColumn("world").setMissing(1);
        few.doubleColumn("world").setMissing(2);
        few.doubleColumn("world").setMissing(3);
        few.doubleColumn("world").setMissing(4);
        assertEquals(Finding.NO, indicators().measure(few).geoDep("magnet", 2023), "a failed part is a no");
        Table none = flows();
        for (int i = 0; i < none.rowCount(); i++) {
            none.doubleColumn("exports").set(i, 0.0);
        }
        assertEquals(
                9_999,
                indicators()
                        .measure(none)
                        .tidy()
                        .doubleColumn("imports_over_exports")
                        .get(0));
        Table unnamed = flows();
        unnamed.stringColumn("partner").setMissing(0);
        assertEquals(Finding.UNKNOWN, indicators().measure(unnamed).european("magnet", 2021));
    }

    @Test
    void importsKnownToBeZeroAreNoDependence() {
        Table none = flows();
        for (int i = 0; i < none.rowCount(); i++) {
            none.doubleColumn("imports").set(i, 0);
        }
        TradeDependence.Measured found = indicators().measure(none);
        assertEquals(Finding.NO, found.european("magnet", 2021));
        assertEquals(Finding.NO, found.geoDep("magnet", 2023));
        assertEquals(
                Finding.NO,
                TradeDependence.of("imports")
                        .from("partner")
                        .product("product")
                        .year("year")
                        .measure(none)
                        .european("magnet", 2021),
                "whatever other columns say");
        none.doubleColumn("imports").setMissing(0);
        assertEquals(Finding.UNKNOWN, indicators().measure(none).european("magnet", 2021), "missing is not zero");
    }

    @Test
    void persistenceCountsFlips() {
        Table table = flows();
        for (int i = 0; i < 5; i++) {
            table.doubleColumn("exports").set(5 + i, 5_000.0);
        }
        Table lasting = indicators().measure(table).persistence();
        assertEquals(2, lasting.intColumn("flips").get(0));
        assertEquals(2.0 / 3, lasting.doubleColumn("share_flagged").get(0), 1e-12);
    }

    @Test
    void lookThroughAsInRationals() {
        LookThrough.Measured found = LookThrough.of("row")
                .output("gross_output")
                .measure(ReferenceFiles.table("dependence/data/io_table.csv"));
        JsonObject io = RATIONALS.getAsJsonObject("input_output");
        String[] countries = {"CHN", "EUR", "USA", "ROW"};
        for (int c = 0; c < 4; c++) {
            double[] gross = ReferenceFiles.numbers(
                    io.getAsJsonArray("gross_reliance_by_country_col").get(c));
            double[] share = ReferenceFiles.numbers(
                    io.getAsJsonArray("value_added_share_by_country_col").get(c));
            for (int j = 0; j < 12; j++) {
                String label = io.getAsJsonArray("labels").get(j).getAsString();
                assertEquals(gross[j], found.reliance(countries[c], label), EXACT * 10);
                assertEquals(share[j], found.valueAdded(countries[c], label), EXACT);
                double[] down = ReferenceFiles.numbers(
                        io.getAsJsonArray("ghosh_downstream_by_country").get(j));
                assertEquals(down[c], found.downstream(label, countries[c]), EXACT * 10);
            }
        }
    }

    private static Table chokes() {
        return Table.create(
                "inputs",
                StringColumn.create("input", "magnet", "cells", "chips"),
                DoubleColumn.create("coef", new double[] {.02, .25, .05}),
                DoubleColumn.create("share", new double[] {.9, .75, .3}),
                DoubleColumn.create("alt", new double[] {.1, .25, .5}),
                DoubleColumn.create("stock", new double[] {6, 4, 10}),
                DoubleColumn.create("recover", new double[] {200, 80, 60}));
    }

    private static ChokePoints choke() {
        return ChokePoints.of("input")
                .share("share")
                .replaceable("alt")
                .stock("stock")
                .recovery("recover")
                .costShare("coef")
                .output(1_000);
    }

    @Test
    void chokePointsAsWorked() {
        ChokePoints.Measured found = choke().measure(chokes());
        for (var e : WORKED.getAsJsonObject("chokepoint").getAsJsonArray("inputs")) {
            JsonObject row = e.getAsJsonObject();
            String name = row.get("input").getAsString();
            assertEquals(
                    row.get("output_at_risk").getAsDouble(), found.atRisk(name).high(), 1e-6);
            assertEquals(row.get("leverage").getAsDouble(), found.leverage(name).high(), 1e-7);
        }
    }

    /**
     * The worked example multiplies the largest cut by the most weeks (699.23), which no moment shows: the joint loss is the time
     * integral of the largest cut then active, here by brute force over small steps.
     */
    @Test
    void jointLossIsTheIntegralOfTheLargestActiveCut() {
        double[] cut = {.81, .5625, .15};
        double[] from = {6 / .81, 4 / .5625, 10 / .15};
        double[] to = {52, 52, 52};
        int steps = 2_000_000;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double t = 52 * (i + 0.5) / steps;
            double worst = 0;
            for (int k = 0; k < 3; k++) {
                worst = t >= from[k] && t < to[k] ? Math.max(worst, cut[k]) : worst;
            }
            sum += worst / steps;
        }
        assertEquals(1_000 * sum, choke().measure(chokes()).joint().high(), 1e-3);
    }

    @Test
    void rangesEncloseEveryPoint() {
        Table table = chokes();
        table.addColumns(
                DoubleColumn.create("alt_low", new double[] {0, .1, .3}),
                DoubleColumn.create("alt_high", new double[] {.4, .5, .6}),
                DoubleColumn.create("stock_low", new double[] {2, 1, 0}),
                DoubleColumn.create("stock_high", new double[] {9, 8, 20}));
        ChokePoints.Measured wide = choke().replaceable("alt_low", "alt_high")
                .stock("stock_low", "stock_high")
                .measure(table);
        ChokePoints.Measured point = choke().measure(table);
        for (String input : new String[] {"magnet", "cells", "chips"}) {
            assertTrue(wide.atRisk(input).contains(point.atRisk(input).high()));
        }
        assertTrue(wide.joint().contains(point.joint().high()));
        assertTrue(choke().substitution(0.5).measure(table).atRisk("cells").high()
                < point.atRisk("cells").high());
        assertEquals(
                choke().substitution(1).measure(table).atRisk("cells").high(),
                choke().substitution(1 + 1e-7).measure(table).atRisk("cells").high(),
                1e-3);
    }

    @Test
    void rowOrderDoesNotMatter() {
        assertEquals(
                choke().measure(chokes()).toString(),
                choke().measure(chokes().sortDescendingOn("input")).toString());
        assertEquals(
                indicators().measure(flows()).toString(),
                indicators().measure(flows().sortDescendingOn("partner")).toString());
    }

    @Test
    void refusals() {
        Table negative = ReferenceFiles.table("dependence/data/shares.csv");
        negative.doubleColumn("value").set(0, -1.0);
        refuse(
                Reason.BAD_VALUE,
                "value at or above zero",
                () -> Concentration.of("value").among("supplier").measure(negative));
        Table shares = chokes();
        shares.doubleColumn("share").set(0, 1.3);
        refuse(Reason.BAD_VALUE, "from 0 to 1", () -> choke().measure(shares));
        refuse(
                Reason.MISSING_COLUMN,
                "share column",
                () -> ChokePoints.of("input").output(1).measure(chokes()));
        Table totals = flows();
        totals.doubleColumn("exports").set(0, 7.0);
        refuse(Reason.BAD_VALUE, "one total", () -> indicators().measure(totals));
        Table io = ReferenceFiles.table("dependence/data/io_table.csv");
        io.doubleColumn("CHN_mine").setMissing(2);
        refuse(
                Reason.BAD_VALUE,
                "flows of 0 or more",
                () -> LookThrough.of("row").output("gross_output").measure(io));
        refuse(Reason.OUT_OF_RANGE, "shares of the world", () -> SelfSufficiency.fromShares(13, 60));
    }

    @Test
    void emptyAndZeroGroupsAreUnknown() {
        Table zero = Table.create(
                "zero", StringColumn.create("supplier", "a", "b"), DoubleColumn.create("value", new double[] {0, 0}));
        assertTrue(Double.isNaN(
                Concentration.of("value").among("supplier").measure(zero).hhi("all")));
    }

    /** The example of the specification: oxide, alloy, magnet, rotor, motor, drive unit, car. */
    static Table arcs() {
        JsonObject use = WORKED.getAsJsonObject("de_minimis").getAsJsonObject("use");
        Table out = Table.create(
                "arcs", StringColumn.create("input"), StringColumn.create("output"), DoubleColumn.create("quantity"));
        use.entrySet()
                .forEach(o -> o.getValue().getAsJsonObject().entrySet().forEach(i -> {
                    out.stringColumn(0).append(i.getKey());
                    out.stringColumn(1).append(o.getKey());
                    out.doubleColumn(2).append(i.getValue().getAsDouble());
                }));
        return out;
    }

    static Table nodes() {
        JsonObject values = WORKED.getAsJsonObject("de_minimis").getAsJsonObject("unit_values");
        Table out = Table.create(
                "nodes",
                StringColumn.create("node"),
                DoubleColumn.create("unit_value"),
                DoubleColumn.create("own"),
                DoubleColumn.create("part_1"),
                DoubleColumn.create("part_2"));
        values.entrySet().forEach(v -> {
            String name = v.getKey();
            out.stringColumn(0).append(name);
            out.doubleColumn(1).append(v.getValue().getAsDouble());
            out.doubleColumn(2).append(name.equals("Dy_oxide") ? 1 : 0);
            out.doubleColumn(3).append(name.equals("Dy_oxide") || name.equals("REE_alloy") ? 1 : 0);
            out.doubleColumn(4).append(name.equals("magnet") ? 1 : 0);
        });
        return out;
    }

    static BillOfMaterials bill() {
        return BillOfMaterials.of("input")
                .into("output")
                .quantity("quantity")
                .nodes("node")
                .value("unit_value")
                .own("own")
                .listedInput("part_1")
                .listedOutput("part_2");
    }

    static Source random(long seed, int nodes) {
        Draws draws = Seed.seed(seed).stream(0);
        Table out = Table.create(
                "arcs", StringColumn.create("input"), StringColumn.create("output"), DoubleColumn.create("quantity"));
        for (int j = 1; j < nodes; j++) {
            for (int k = 0; k < 2; k++) {
                out.stringColumn(0).append("n" + draws.below(j));
                out.stringColumn(1).append("n" + j);
                out.doubleColumn(2).append(0.4 * draws.uniform());
            }
        }
        return Source.of(out);
    }
}
