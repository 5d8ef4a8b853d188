package org.overhang.study;

import static org.overhang.policy.Coverage.share;
import static org.overhang.study.Stated.atLeast;
import static org.overhang.study.Stated.number;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.overhang.core.Numbers;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.dependence.BillOfMaterials;
import org.overhang.dependence.Content;
import org.overhang.dependence.ContentRule;
import org.overhang.dependence.Finding;
import org.overhang.dynamics.CapacityPrice;
import org.overhang.dynamics.Demand;
import org.overhang.dynamics.ExitRace;
import org.overhang.study.Evidence.Layout;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Statements that no single figure decides: who pays for losses, a rule over products, exits. */
final class ModelClaims {
    private static final int PATHS = 1_000;
    private static final int YEARS = 40;
    private static final Seed SEED = Seed.seed(7);

    private ModelClaims() {}

    static void add(Map<String, ClaimCheck> to) {
        // Support over the loss before it would be no test: a firm that reports a profit passes at any rate of support,
        // one that
        // reports a loss at none. Cash costs before support are published by nobody, so only what banks pay is asked.
        to.put(
                "state-covers",
                ClaimCheck.of("state-covers")
                        .states("share paid by state banks", atLeast(1))
                        .as("share of losses paid by bank credit")
                        .found(e -> e.readings(
                                "subsidy-estimates/shares",
                                new Layout("beneficiary", "measure", "base", "share"),
                                row -> true)));
        to.put(
                "rare-earth-0.1",
                ClaimCheck.of("rare-earth-0.1")
                        .states("the rule reaches a product with more than 0.1 %", number(1))
                        .found(e -> reached())
                        .states("the rule is in force", number(1))
                        .found(e -> inForce()));
        to.put(
                "sole-supplier",
                ClaimCheck.of("sole-supplier")
                        .states(
                                "chance of a sole supplier within " + YEARS + " years, more likely than not",
                                atLeast(0.5))
                        .found(e -> soleSupplier()));
    }

    /** Three made-up products of one motor: a listed magnet in a listed motor, in a motor not listed, in a whole car. */
    private static List<Found> reached() {
        Table arcs = Table.create(
                "bill",
                StringColumn.create("input", "magnet", "magnet", "motor, not listed"),
                StringColumn.create("output", "motor, listed", "motor, not listed", "car"),
                DoubleColumn.create("quantity", 1, 1, 1));
        Table nodes = Table.create(
                "products",
                StringColumn.create("product", "magnet", "motor, listed", "motor, not listed", "car"),
                DoubleColumn.create("usd", 90, 900, 900, 30_000),
                DoubleColumn.create("own", 1, 0, 0, 0),
                DoubleColumn.create("listed_input", 1, 0, 0, 0),
                DoubleColumn.create("listed_output", 0, 1, 0, 0));
        Content content = BillOfMaterials.of("input")
                .into("output")
                .quantity("quantity")
                .nodes("product")
                .value("usd")
                .own("own")
                .listedInput("listed_input")
                .listedOutput("listed_output")
                .measure(arcs, nodes);
        List<Found> out = new ArrayList<>();
        for (String product : List.of("motor, listed", "motor, not listed", "car")) {
            Finding finding = content.under(ContentRule.MOFCOM_61_2025, LocalDate.of(2025, 10, 9))
                    .finding(product);
            double reached = finding == Finding.YES ? 1 : finding == Finding.NO ? 0 : Double.NaN;
            out.add(new Found(product, "more than 0.1 % Chinese content", "", reached, "dependence.ContentRule", true));
        }
        return out;
    }

    /** Whether the rule is in force on three days; NaN where that is not known here. */
    private static List<Found> inForce() {
        List<Found> out = new ArrayList<>();
        for (LocalDate day :
                List.of(LocalDate.of(2025, 10, 9), LocalDate.of(2025, 11, 7), LocalDate.of(2026, 11, 10))) {
            ContentRule.Status status = ContentRule.MOFCOM_61_2025.status(day);
            double force =
                    status == ContentRule.Status.IN_FORCE ? 1 : status == ContentRule.Status.UNKNOWN ? Double.NaN : 0;
            out.add(Found.of("MOFCOM 61/2025", "in force on " + day, "", force, "dependence.ContentRule"));
        }
        return out;
    }

    /** What rivals' variable costs are multiplied by: the firms are made up, so the answer has to be asked of more than one of them. */
    private static final double[] RIVAL_COSTS = {0.95, 1, 1.05};

    /** The industry of one backed firm and three rivals, by their costs and by the share of the backed firm's losses that is covered. */
    private static List<Found> soleSupplier() {
        List<Found> out = new ArrayList<>();
        for (double costs : RIVAL_COSTS) {
            for (Row row : paths(costs)) {
                out.add(new Found(
                        Numbers.percent(row.getDouble("covered_share"), 0) + " of losses covered, rivals' costs times "
                                + Numbers.plain(costs),
                        "chance that one supplier is left",
                        "price after it over before "
                                + Numbers.significant(row.getDouble("price_after") / row.getDouble("price_before"), 3),
                        row.getDouble("sole_supplier"),
                        "dynamics.SoleSupplierPath",
                        true));
            }
        }
        return out;
    }

    private static Table paths(double costs) {
        Table firms = Table.create(
                "simulated firms",
                StringColumn.create("firm", "backed", "rival 1", "rival 2", "rival 3"),
                DoubleColumn.create("variable_cost", .62, .60 * costs, .63 * costs, .66 * costs),
                DoubleColumn.create("fixed_cost", .22, .20, .21, .20),
                DoubleColumn.create("capacity", 100, 40, 30, 30),
                DoubleColumn.create("equity", 40, 14, 9, 6),
                DoubleColumn.create("is_backed", 1, 0, 0, 0),
                DoubleColumn.create("growth", .06, 0, 0, 0));
        return ExitRace.of("variable_cost")
                .capacity("capacity")
                .fixedCost("fixed_cost")
                .equity("equity")
                .backed("is_backed")
                .demand(Demand.of(150).growth(0.01).volatility(0.06).persistence(0.5))
                .price(CapacityPrice.of(1.05).exponent(0.8).backstop(1.60))
                .horizon(YEARS)
                .growth("growth")
                .by("firm")
                .costVolatility(0.03)
                .soleSupplier(Source.of(firms), PATHS, SEED, share(0), share(0.5), share(0.8), share(0.95))
                .tidy();
    }
}
