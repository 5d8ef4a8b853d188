package org.overhang.study;

import static org.overhang.study.Stated.number;

import java.util.List;
import java.util.Map;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.dependence.SelfSufficiency;
import org.overhang.study.Evidence.Layout;

/** Statements about programmes, targets and chips. */
final class PolicyClaims {
    private static final String SHARES = "policy-facts/shares";
    private static final String MONEY = "policy-facts/money";
    private static final String CENTRES = "manufacturing innovation centres";

    /** Shares that are quoted together: of the world's chips China is said to make the first and to use the second. */
    private static final double QUOTED_SUPPLY = 0.13;

    private static final double QUOTED_DEMAND = 0.60;

    private PolicyClaims() {}

    static void add(Map<String, ClaimCheck> to) {
        centres(to);
        chips(to);
        to.put(
                "digitization-37",
                ClaimCheck.of("digitization-37")
                        .states("share with basic digitization", number(0.37))
                        .as("manufacturers with basic digitization")
                        .found(PolicyClaims::shares)
                        .states("share that leads", number(0.04))
                        .as("manufacturers that lead in digitization")
                        .found(PolicyClaims::shares));
        to.put(
                "fraunhofer-20x",
                ClaimCheck.of("fraunhofer-20x")
                        .states("times as much relative to GDP", number(20))
                        .reckoned(PolicyClaims::fraunhofer));
        to.put(
                "domestic-80",
                ClaimCheck.of("domestic-80")
                        .states("target of domestic content by 2025", number(0.80))
                        .about("China")
                        .as("target of domestic content")
                        .found(e -> e.readings(
                                SHARES,
                                new Layout("subject", "measure", "concept", "share"),
                                row -> row.getString("period").equals("2025"))));
        to.put(
                "quectel-40",
                ClaimCheck.of("quectel-40")
                        .states("share of cellular modules", number(0.40))
                        .as("cellular modules")
                        .found(PolicyClaims::shares));
        to.put(
                "bigfund-50bn",
                ClaimCheck.of("bigfund-50bn")
                        .states("USD billion", number(50))
                        .about("Big Fund III")
                        .found(PolicyClaims::money)
                        .found(e -> List.of(inDollars(e))));
    }

    private static void centres(Map<String, ClaimCheck> to) {
        Layout counts = new Layout("subject", "measure", "", "count");
        to.put(
                "centres-33",
                ClaimCheck.of("centres-33")
                        .states("centres", number(33))
                        .about(CENTRES)
                        .as("set up")
                        .found(e -> e.readings("policy-facts/counts", counts, row -> true))
                        .states("goal", number(40).toNearest(1))
                        .about(CENTRES)
                        .as("goal")
                        .found(e -> e.readings("policy-facts/counts", counts, row -> true)));
        to.put(
                "centres-300bn",
                ClaimCheck.of("centres-300bn")
                        .states("USD billion", number(300))
                        .about(CENTRES)
                        .as("spending")
                        .found(PolicyClaims::money));
    }

    private static void chips(Map<String, ClaimCheck> to) {
        to.put(
                "chips-self-sufficiency",
                ClaimCheck.of("chips-self-sufficiency")
                        .states("target by 2025", number(0.70))
                        .about("China")
                        .as("target of chip self-sufficiency")
                        .found(PolicyClaims::shares)
                        .states("share made at home", number(0.30))
                        .about("China")
                        .as("chips made at home")
                        .found(PolicyClaims::shares)
                        .found(e -> List.of(fromShares())));
        to.put(
                "chips-60-13",
                ClaimCheck.of("chips-60-13")
                        .states("share of demand", number(QUOTED_DEMAND))
                        .about("China")
                        .as("chip demand")
                        .found(PolicyClaims::shares)
                        .states("share of supply", number(QUOTED_SUPPLY))
                        .about("China")
                        .as("chip supply")
                        .found(PolicyClaims::shares));
    }

    private static List<Found> shares(Evidence evidence) {
        return evidence.readings(SHARES, new Layout("subject", "measure", "concept", "share"), row -> true);
    }

    private static List<Found> money(Evidence evidence) {
        return evidence.readings(MONEY, new Layout("subject", "measure", "", "amount_usd_billion"), row -> true);
    }

    private static double one(List<Found> readings, String subject, String from) {
        return readings.stream()
                .filter(r -> r.subject().equals(subject))
                .mapToDouble(Found::value)
                .findFirst()
                .orElseThrow(() -> new OverhangException(
                        Reason.BAD_VALUE,
                        "The check needs \"" + subject + "\" in table \"" + from
                                + "\", but it has no such row with a figure."));
    }

    private static double ratio(Evidence evidence, String subject) {
        String name = "policy-facts/ratios";
        return one(evidence.readings(name, new Layout("subject", "measure", "", "ratio"), row -> true), subject, name);
    }

    /** What the two sums and the ratio of the economies give. */
    private static Found fraunhofer(Evidence evidence) {
        List<Found> sums = money(evidence);
        double relative = one(sums, "Fraunhofer", MONEY) / one(sums, "US manufacturing institutes", MONEY);
        return Found.of(
                "Fraunhofer over the US institutes",
                "relative to GDP",
                "",
                relative * ratio(evidence, "United States over Germany"),
                MONEY + ", ratios");
    }

    private static Found inDollars(Evidence evidence) {
        double yuan = one(
                evidence.readings(MONEY, new Layout("subject", "measure", "", "amount_cny_billion"), row -> true),
                "Big Fund III",
                MONEY);
        return Found.of(
                "Big Fund III",
                "registered capital",
                "yuan at the rate of the day",
                yuan / ratio(evidence, "yuan over US dollar"),
                MONEY + ", ratios");
    }

    private static Found fromShares() {
        return Found.of(
                "China",
                "chips made at home",
                "from the shares of supply and demand often quoted",
                SelfSufficiency.fromShares(QUOTED_SUPPLY, QUOTED_DEMAND),
                "dependence.SelfSufficiency");
    }
}
