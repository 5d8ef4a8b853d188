package org.overhang.study;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import org.overhang.core.Summary;
import org.overhang.dumping.DumpingResult;

/** What the summaries of a chain say: choices, hand-overs, assumptions, and what would turn the sign. */
final class ChainText {
    private ChainText() {}

    static String value(Term term, double value) {
        if (term == Term.STATE_BILL) {
            return Numbers.significant(value, 4);
        }
        if (term == Term.HHI) {
            return Numbers.fixed(value, 3);
        }
        return term.isFraction() ? Numbers.percent(value, 1) : Numbers.fixed(value, 2);
    }

    static String difference(Term term, double value) {
        String sign = value > 0 ? "+" : "";
        return term.isFraction() ? sign + Numbers.fixed(100 * value, 1) : sign + value(term, value);
    }

    static Summary.Builder opening(Inputs inputs, Scenario scenario) {
        GlutStudy.Draft said = inputs.said();
        Firms firms = inputs.firms();
        Summary.Builder out = Summary.of("Chain of a glut")
                .choice("scenario", scenario.text())
                .choice("backed side", said.backed)
                .choice(
                        "firms",
                        firms.side(true).count() + " backed and "
                                + firms.side(false).count() + " rivals")
                .choice("reference utilization", Numbers.percent(said.target, 0))
                .choice("draws", Numbers.fixed(inputs.draws(), 0))
                .choice("paths a draw", Numbers.fixed(said.paths, 0))
                .choice("seed", Long.toString(inputs.seed().value()))
                .choice("interval", "middle 95 % of draws")
                .choice("money", firms.money());
        if (!scenario.isOff(Link.EXIT)) {
            out.choice("horizon", said.horizon + " years")
                    .choice("rebuilt", said.rebuildYears > 0 ? "after " + said.rebuildYears + " years" : "never");
        }
        return out;
    }

    static Summary.Builder closing(Summary.Builder out, Inputs inputs, Scenario scenario) {
        GlutStudy.Draft said = inputs.said();
        List<String> off = new ArrayList<>();
        for (Link link : Link.values()) {
            if (scenario.isOff(link)) {
                off.add(link.words() + " (" + link.whenOff() + ")");
            }
        }
        if (!off.isEmpty()) {
            out.paragraph("Switched off", String.join("; ", off));
        }
        out.paragraph("Assumed", String.join("; ", assumptions(said, scenario)));
        out.paragraph("Known within", known(inputs));
        out.paragraph("Handed over", handedOver(scenario));
        out.paragraph(
                "Turns the sign",
                "support that moves neither price nor staying (tied and covered share 0); rivals whose supply is elastic; demand "
                        + "that outgrows backed capacity; a backed side so small that its cover is only a bill");
        return out.identifies(
                        "Utilization, break-even and covered loss are accounts; the dumping margin is a comparison of "
                                + "sales; rivals' price and volume follow from elasticities, exit from the rules of the race, dependence "
                                + "from both.")
                .breaks(
                        "Owners who do not expect the covered share again; a price made by conduct and not by capacity; "
                                + "elasticities or a price exponent from another market; firms missing from the file.")
                .doesNotShow(
                        "Intent, and what happens within the year: links five and six hand over once, without time between.");
    }

    private static List<String> assumptions(GlutStudy.Draft said, Scenario scenario) {
        List<String> out = new ArrayList<>();
        said.assumed.forEach((link, number) -> out.add(link.words() + " " + number.text()));
        boolean supported = !scenario.isOff(Link.COVERED_LOSS);
        add(out, supported, "tied share of support", said.tied);
        add(out, supported, "covered share that owners expect", said.covered);
        if (supported && !said.expectedBecause.isEmpty()) {
            out.add("owners expect coverage as measured because " + said.expectedBecause);
        }
        add(out, !scenario.isOff(Link.EXIT), "price exponent", said.exponent);
        if (!scenario.isOff(Link.EXIT)) {
            out.add("buyers give up at " + Numbers.plain(said.backstop)
                    + " times the price at which capacity equals demand");
            out.add("costs in the race " + (said.costVolatility > 0 ? "known within " : "")
                    + within(said.costVolatility));
        }
        if (!said.roles.containsKey(FirmFile.EXPORTED)) {
            out.add("all output is sold where the rivals sell");
        }
        if (!said.roles.containsKey(FirmFile.GROWTH)) {
            out.add("nobody's capacity grows");
        }
        return out;
    }

    private static void add(List<String> out, boolean matters, String what, @Nullable Assumption number) {
        if (matters && number != null) {
            out.add(what + " " + number.text());
        }
    }

    private static String known(Inputs inputs) {
        GlutStudy.Draft said = inputs.said();
        List<String> out = new ArrayList<>();
        out.add("capacity " + within(said.capacityError) + together(said.capacityShared));
        out.add("cost " + within(said.costError) + together(said.costShared));
        out.add("support " + within(said.supportError) + together(said.supportShared));
        DumpingResult dumping = inputs.dumping();
        if (dumping != null) {
            out.add(
                    inputs.marginDraws() > 0
                            ? "dumping margin by " + Numbers.fixed(inputs.marginDraws(), 0)
                                    + " resamplings of its sales"
                            : "dumping margin taken as exact (its sentence asks for no bootstrap)");
        }
        inputs.trade().elasticities().forEach(e -> out.add(e.text()));
        return String.join("; ", out);
    }

    private static String together(double error) {
        return error > 0 ? ", all together " + Numbers.percent(error, 1) : "";
    }

    private static String within(double error) {
        return error > 0 ? Numbers.percent(error, 1) : "taken as exact";
    }

    private static String handedOver(Scenario scenario) {
        List<String> out = new ArrayList<>();
        out.add("output and capacity of each firm to break-even, loss and exit");
        out.add("fixed cost and unit margin to loss and exit");
        if (!scenario.isOff(Link.COVERED_LOSS)) {
            out.add("tied support as a subsidy on the price to rivals, the rest over the loss it leaves to exit");
        }
        out.add("the dumping margin to rivals as the rise of the export price, all of it, that would take it away");
        if (!scenario.isOff(Link.RIVALS)) {
            out.add("price and volume by origin to exit and dependence");
        }
        out.add("capacity left by firm and path to dependence");
        return String.join("; ", out);
    }
}
