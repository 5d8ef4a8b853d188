package org.overhang.study;

import org.overhang.core.Problems;
import org.overhang.core.Reason;

/** Which data each link needs, asked for by the link's name. */
final class Wanted {
    private Wanted() {}

    static void check(GlutStudy.Draft said, Problems problems) {
        need(problems, !said.firm.isEmpty(), Link.UTILIZATION, "the column of firms' names", "by(\"firm\")");
        need(problems, !said.origin.isEmpty(), Link.UTILIZATION, "the column of origins", "origin(\"country\")");
        need(problems, !said.backed.isEmpty(), Link.UTILIZATION, "the side it is about", "backed(\"China\")");
        column(problems, said, FirmFile.PRICE, Link.BREAK_EVEN, "price(\"price_usd_t\")");
        column(problems, said, FirmFile.VARIABLE, Link.BREAK_EVEN, "variableCost(\"variable_cost_usd_t\")");
        if (!known(said, Link.BREAK_EVEN)) {
            column(
                    problems,
                    said,
                    FirmFile.FIXED,
                    Link.BREAK_EVEN,
                    "fixedCost(\"fixed_cost_usd\"), assume(BREAK_EVEN, assumed(…).because(\"…\"))");
        }
        coveredLoss(said, problems);
        need(
                problems,
                known(said, Link.DUMPING_MARGIN) || said.prices != null,
                Link.DUMPING_MARGIN,
                "home and export sales",
                "prices(DumpingMargin…, CaseFiles…), assume(DUMPING_MARGIN, assumed(…).because(\"…\"))");
        need(
                problems,
                said.scenario.isOff(Link.RIVALS) && said.scenario.isOff(Link.DEPENDENCE) || said.rivals != null,
                Link.RIVALS,
                "a market by origin with its elasticities",
                "rivals(substitution(…), demand(…), supply(…)) or rivals(PartialEquilibrium.armington(…)…, file)");
        if (!said.scenario.isOff(Link.EXIT)) {
            exit(said, problems);
        }
    }

    private static void coveredLoss(GlutStudy.Draft said, Problems problems) {
        if (said.scenario.isOff(Link.COVERED_LOSS)) {
            return;
        }
        if (!known(said, Link.COVERED_LOSS)) {
            column(
                    problems,
                    said,
                    FirmFile.SUPPORT,
                    Link.COVERED_LOSS,
                    "support(\"support_usd\"), assume(COVERED_LOSS, assumed(…).because(\"…\"))");
        }
        need(
                problems,
                said.tied != null,
                Link.COVERED_LOSS,
                "the share of support that moves the price with each unit",
                "tied(assumed(…).because(\"…\"))");
        need(
                problems,
                said.scenario.isOff(Link.EXIT) || said.covered != null || !said.expectedBecause.isEmpty(),
                Link.COVERED_LOSS,
                "the covered share that owners expect, which accounts do not show",
                "covered(assumed(…).because(\"…\")) or coveredAsMeasured(\"…\")");
    }

    private static void exit(GlutStudy.Draft said, Problems problems) {
        column(problems, said, FirmFile.EQUITY, Link.EXIT, "equity(\"equity_usd\")");
        need(problems, said.demand != null, Link.EXIT, "demand", "demand(Demand.of(900).growth(0.02))");
        need(problems, said.horizon > 0, Link.EXIT, "a horizon", "horizon(15)");
        need(
                problems,
                said.exponent != null,
                Link.EXIT,
                "how the price answers capacity over demand",
                "priceExponent(assumed(0.8).because(\"…\"))");
        need(problems, said.backstop > 0, Link.EXIT, "the price at which buyers give up", "backstop(1.5)");
    }

    /** Whether a number stands for the link or it is off. */
    private static boolean known(GlutStudy.Draft said, Link link) {
        return said.scenario.isOff(link) || said.assumed.containsKey(link);
    }

    private static void column(Problems problems, GlutStudy.Draft said, String role, Link link, String say) {
        need(problems, said.roles.containsKey(role), link, "a column of " + role, say);
    }

    private static void need(Problems problems, boolean holds, Link link, String what, String say) {
        boolean column = what.startsWith("a column") || what.startsWith("the column");
        boolean canBeOff = link != Link.UTILIZATION && !what.contains("price") && !what.contains("variable cost");
        problems.require(
                holds,
                column ? Reason.MISSING_COLUMN : Reason.NOT_IDENTIFIED,
                "GlutStudy has nothing for the link \"" + link.words() + "\": it needs " + what + ". Say " + say
                        + (canBeOff ? ", or switchOff(" + link.name() + ")." : "."));
    }
}
