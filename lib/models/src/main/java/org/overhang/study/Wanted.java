package org.overhang.study;

import org.overhang.core.Problems;
import org.overhang.core.Reason;

/** Which data each link needs, asked for by the link's name. */
final class Wanted {
    private final GlutStudy.Draft said;
    private final Problems problems;

    private Wanted(GlutStudy.Draft said, Problems problems) {
        this.said = said;
        this.problems = problems;
    }

    static void check(GlutStudy.Draft said, Problems problems) {
        Wanted wanted = new Wanted(said, problems);
        wanted.figures();
        wanted.coveredLoss();
        wanted.prices();
        if (!said.scenario.isOff(Link.EXIT)) {
            wanted.exit();
        }
    }

    private void figures() {
        name(said.firm, "firms' names", "by(\"firm\")");
        name(said.origin, "origins", "origin(\"country\")");
        need(!said.backed.isEmpty(), Link.UTILIZATION, "the side it is about", "backed(\"China\")");
        // A price and a cost a unit are what the other links stand on: no link can be cut out to do without them
        column(FirmFile.PRICE, Link.BREAK_EVEN, "price(\"price_usd_t\")");
        column(FirmFile.VARIABLE, Link.BREAK_EVEN, "variableCost(\"variable_cost_usd_t\")");
        if (!known(Link.BREAK_EVEN)) {
            column(FirmFile.FIXED, Link.BREAK_EVEN, "fixedCost(\"fixed_cost_usd\")" + orAssumed(Link.BREAK_EVEN));
        }
    }

    private void coveredLoss() {
        if (said.scenario.isOff(Link.COVERED_LOSS)) {
            return;
        }
        String off = orOff(Link.COVERED_LOSS);
        if (!known(Link.COVERED_LOSS)) {
            column(FirmFile.SUPPORT, Link.COVERED_LOSS, "support(\"support_usd\")" + orAssumed(Link.COVERED_LOSS));
        }
        need(
                said.tied != null,
                Link.COVERED_LOSS,
                "the share of support that moves the price with each unit",
                "tied(assumed(…).because(\"…\"))" + off);
        need(
                said.scenario.isOff(Link.EXIT) || said.covered != null || !said.expectedBecause.isEmpty(),
                Link.COVERED_LOSS,
                "the covered share that owners expect, which accounts do not show",
                "covered(assumed(…).because(\"…\")), coveredAsMeasured(\"…\")" + off);
    }

    private void prices() {
        need(
                known(Link.DUMPING_MARGIN) || said.prices != null,
                Link.DUMPING_MARGIN,
                "home and export sales",
                "prices(DumpingMargin…, CaseFiles…)" + orAssumed(Link.DUMPING_MARGIN));
        need(
                said.scenario.isOff(Link.RIVALS) || said.rivals != null,
                Link.RIVALS,
                "a market by origin with its elasticities",
                "rivals(substitution(…), demand(…), supply(…)), rivals(PartialEquilibrium.armington(…)…, file)"
                        + orOff(Link.RIVALS));
    }

    private void exit() {
        String off = orOff(Link.EXIT);
        column(FirmFile.EQUITY, Link.EXIT, "equity(\"equity_usd\")" + off);
        need(said.demand != null, Link.EXIT, "demand", "demand(Demand.of(900).growth(0.02))" + off);
        need(said.horizon > 0, Link.EXIT, "a horizon", "horizon(15)" + off);
        need(
                said.exponent != null,
                Link.EXIT,
                "how the price answers capacity over demand",
                "priceExponent(assumed(0.8).because(\"…\"))" + off);
        need(said.backstop > 0, Link.EXIT, "the price at which buyers give up", "backstop(1.5)" + off);
    }

    /** Whether a number stands for the link or it is off. */
    private boolean known(Link link) {
        return said.scenario.isOff(link) || said.assumed.containsKey(link);
    }

    private static String orOff(Link link) {
        return ", or switchOff(" + link.name() + ")";
    }

    private static String orAssumed(Link link) {
        return ", assume(" + link.name() + ", assumed(…).because(\"…\"))" + orOff(link);
    }

    private void name(String column, String of, String say) {
        ask(!column.isEmpty(), Reason.MISSING_COLUMN, Link.UTILIZATION, "the column of " + of, say);
    }

    private void column(String role, Link link, String say) {
        ask(said.roles.containsKey(role), Reason.MISSING_COLUMN, link, "a column of " + role, say);
    }

    private void need(boolean holds, Link link, String what, String say) {
        ask(holds, Reason.NOT_IDENTIFIED, link, what, say);
    }

    private void ask(boolean holds, Reason reason, Link link, String what, String say) {
        problems.require(
                holds,
                reason,
                "GlutStudy has nothing for the link \"" + link.words() + "\": it needs " + what + ". Say " + say + ".");
    }
}
