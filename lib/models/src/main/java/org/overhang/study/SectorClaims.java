package org.overhang.study;

import static org.overhang.study.Stated.below;
import static org.overhang.study.Stated.between;
import static org.overhang.study.Stated.number;
import static org.overhang.study.Stated.upTo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.study.Evidence.Layout;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Statements about solar panels, cars and batteries. */
final class SectorClaims {
    private static final Set<String> SOLAR =
            Set.of("solar integrated", "solar thin film", "solar polysilicon and cells, feed");
    private static final Set<String> CARS = Set.of("vehicles", "vehicles and batteries");

    /** What the statement is of; gaps to other regions are measured too, under their own name. */
    private static final String COST_GAP = "cost, not price, 2023-12";

    private static final Set<String> NAMED = Set.of("United States", "Europe");

    private SectorClaims() {}

    static void add(Map<String, ClaimCheck> to) {
        to.put(
                "solar-multiple",
                ClaimCheck.of("solar-multiple")
                        .states("capacity over demand of 2023", between(2, 3))
                        .found(SectorClaims::multiples));
        to.put(
                "auto-59",
                ClaimCheck.of("auto-59")
                        .states("utilization", number(0.59))
                        .found(e -> e.readings(
                                "auto-utilization-by-definition/definitions",
                                new Layout("economy", "period", "concept", "utilization"),
                                row -> true)));
        to.put(
                "negative-margins",
                ClaimCheck.of("negative-margins")
                        .states("net margin of 2024", below(0))
                        .found(SectorClaims::margins));
        to.put(
                "capacity-decline",
                ClaimCheck.of("capacity-decline")
                        .states("change of steel capacity", below(0))
                        .found(SectorClaims::declines));
        to.put(
                "panels-65",
                ClaimCheck.of("panels-65")
                        .states(
                                "cost below those of the United States and Europe",
                                upTo(0.65).toNearest(0.05))
                        .as(COST_GAP)
                        .found(SectorClaims::costGaps));
        to.put(
                "lfp-30",
                ClaimCheck.of("lfp-30")
                        .states("change of the price", number(-0.30))
                        .about("LFP")
                        .as("price against the year before")
                        .found(e -> e.readings(
                                "battery-prices/changes",
                                new Layout("item", "measure", "", "change"),
                                row -> row.getInt("year") == 2024)));
        to.put(
                "solar-28gw",
                ClaimCheck.of("solar-28gw")
                        .states("additions of 2024 in GW", number(28))
                        .found(e -> e.readings(
                                "solar-capacity-demand/china-additions",
                                new Layout("publisher", "", "", "additions_gw"),
                                row -> row.getInt("year") == 2024)));
    }

    /** Capacities of 2023 over the demand printed beside them: those of two publishers count differently, and are not compared. */
    private static List<Found> multiples(Evidence evidence) {
        String name = "solar-capacity-demand/capacity";
        List<Found> out = new ArrayList<>();
        for (Row row : evidence.table(name)) {
            if (row.getInt("year") == 2023 && !row.isMissing("demand_gw")) {
                double capacity = row.getNumber("capacity_gw");
                double demand = row.getNumber("demand_gw");
                String over = Numbers.plain(capacity) + " GW " + row.getString("stage") + ", "
                        + row.getString("concept") + ", over " + Numbers.plain(demand) + " GW printed beside it";
                out.add(Found.of(row.getString("region"), "", over, capacity / demand, name));
            }
        }
        return out;
    }

    /** Chinese makers of panels and cars; pure makers of electric cars are in no dataset, which is said. */
    private static List<Found> margins(Evidence evidence) {
        String name = "firm-accounts/margins";
        List<Found> out = new ArrayList<>(evidence.readings(
                name,
                new Layout("firm", "sector", "", "net_margin"),
                row -> row.getInt("year") == 2024
                        && row.getString("currency").equals("CNY")
                        && (SOLAR.contains(row.getString("sector")) || CARS.contains(row.getString("sector")))));
        out.add(Found.of("pure makers of electric cars", "vehicles", "", Double.NaN, name));
        return out;
    }

    /** Change of steel capacity to the last year at hand; the statement names no first year, so three are tried where there are three. */
    private static List<Found> declines(Evidence evidence) {
        String american = "us-steel-market/capability";
        String european = "steel-capacity/capacity";
        List<Found> out = new ArrayList<>();
        for (int since : new int[] {1995, 2000, 2010}) {
            out.add(change("United States", since, evidence, american, row -> true));
        }
        out.add(change(
                "EU-27",
                2019,
                evidence,
                european,
                row -> row.getString("region").equals("EU-27")));
        return out;
    }

    private static Found change(String economy, int since, Evidence evidence, String name, Predicate<Row> keep) {
        double first = Double.NaN;
        double last = Double.NaN;
        int to = since;
        for (Row row : evidence.table(name)) {
            if (keep.test(row) && !row.isMissing("capacity_mt")) {
                int year = row.getInt("year");
                if (year == since) {
                    first = row.getNumber("capacity_mt");
                }
                if (year > to) {
                    to = year;
                    last = row.getNumber("capacity_mt");
                }
            }
        }
        return Found.of(economy, "steel capacity", since + " to " + to, last / first - 1, name);
    }

    /** By how much Chinese modules cost less than those of each other region, same month and technology. */
    private static List<Found> costGaps(Evidence evidence) {
        String name = "module-prices/costs";
        Table costs = evidence.table(name);
        List<Found> out = new ArrayList<>();
        double china = Double.NaN;
        for (Row row : costs) {
            if (of2023(row) && row.getString("region").equals("China")) {
                china = row.getNumber("cost_usd_w");
            }
        }
        if (Double.isNaN(china)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "The cost gap needs the cost of China in 2023-12, but table \"" + name + "\" has none.");
        }
        for (Row row : costs) {
            if (of2023(row) && !row.getString("region").equals("China")) {
                double gap = 1 - china / row.getNumber("cost_usd_w");
                String region = row.getString("region");
                out.add(Found.of(region, NAMED.contains(region) ? COST_GAP : COST_GAP + ", not named", "", gap, name));
            }
        }
        return out;
    }

    private static boolean of2023(Row row) {
        return row.getString("period").equals("2023-12")
                && row.getString("technology").equals("module");
    }
}
