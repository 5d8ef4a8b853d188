package org.overhang.dumping.respondents;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The rates of all exporters of a proceeding; rates are fractions. */
public final class RespondentRates implements Result {
    private record Line(String exporter, String kind, double margin, boolean deMinimis, String clause) {}

    private final RespondentRules rules;
    private final List<Exporter> examined;
    private final double others;
    private final boolean nobodyLeft;
    private final double residual;
    private final String how;
    private final List<Line> lines = new ArrayList<>();

    RespondentRates(
            RespondentRules rules,
            List<Exporter> examined,
            List<String> notExamined,
            List<String> notCooperating,
            double others,
            boolean nobodyLeft,
            double residual,
            String how) {
        this.rules = rules;
        this.examined = examined;
        this.others = others;
        this.nobodyLeft = nobodyLeft;
        this.residual = residual;
        this.how = how;
        for (Exporter e : examined) {
            List<String> names = new ArrayList<>(List.of(e.name()));
            names.addAll(e.members());
            boolean small = rules.deMinimis().holds(e.margin());
            String clause =
                    e.facts() ? rules.residualClause() : rules.deMinimis().clause();
            for (String name : names) {
                lines.add(new Line(name, e.facts() ? "facts available" : "examined", e.margin(), small, clause));
            }
        }
        for (String name : notExamined) {
            lines.add(new Line(name, "not examined", others, rules.deMinimis().holds(others), rules.othersClause()));
        }
        for (String name : notCooperating) {
            lines.add(new Line(name, "not cooperating", residual, false, rules.residualClause()));
        }
    }

    /**
     * The rate of cooperating exporters that were not examined: all others, separate rate, non-sampled.
     *
     * @return a fraction
     */
    public double others() {
        return others;
    }

    /**
     * The rate of those who did not cooperate; under {@link RespondentRules#US_NON_MARKET} of the entity of the country.
     *
     * @return a fraction; NaN under rules that need it stated if it is not
     */
    public double residual() {
        return residual;
    }

    /**
     * The rate of those not examined that a public notice can state: of the simple mean and the mean weighted by ranged values, the one
     * closer to the confidential weighted mean (spread of values by {@link PublicVersion#ranged}).
     *
     * @param seed of the ranging
     * @return a fraction; the mean itself if nobody is left in it
     */
    public double othersForThePublic(Seed seed) {
        if (nobodyLeft) {
            return others;
        }
        double[] weights = examined.stream().mapToDouble(Exporter::weight).toArray();
        double[] ones = new double[weights.length];
        java.util.Arrays.fill(ones, 1);
        double simple = RespondentMath.mean(examined, rules, ones);
        double ranged = RespondentMath.mean(examined, rules, PublicVersion.ranged(weights, seed));
        return Math.abs(simple - others) < Math.abs(ranged - others) ? simple : ranged;
    }

    /**
     * Cash deposits as an instruction lists them, member by member where firms are treated as one; a margin that is de minimis has none.
     *
     * @return columns exporter, kind, dumping_margin, cash_deposit, rate_shown (percent, two decimals), clause
     */
    public Table cashDeposits() {
        return Table.create("cash deposits")
                .addColumns(
                        StringColumn.create("exporter", lines.stream().map(Line::exporter)),
                        StringColumn.create("kind", lines.stream().map(Line::kind)),
                        DoubleColumn.create(
                                "dumping_margin",
                                lines.stream().mapToDouble(Line::margin).toArray()),
                        DoubleColumn.create(
                                "cash_deposit",
                                lines.stream()
                                        .mapToDouble(RespondentRates::deposit)
                                        .toArray()),
                        StringColumn.create(
                                "rate_shown",
                                lines.stream()
                                        .map(l ->
                                                Numbers.percent(deposit(l), 2) + (l.deMinimis ? " (de minimis)" : ""))),
                        StringColumn.create("clause", lines.stream().map(Line::clause)));
    }

    private static double deposit(Line line) {
        return line.deMinimis ? 0 : line.margin;
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of("Rates of a proceeding")
                .choice("rules", rules.name())
                .choice("weights", "value or quantity as given")
                .choice("residual", how.isEmpty() ? "none" : how)
                .grid(Summary.grid(lines.size())
                        .text("exporter", "", i -> lines.get(i).exporter)
                        .text("kind", "", i -> lines.get(i).kind)
                        .percent("margin", "its base", 2, i -> lines.get(i).margin)
                        .percent("deposit", "its base", 2, i -> deposit(lines.get(i))))
                .paragraph(
                        "Not examined",
                        Numbers.percent(others, 2) + ", "
                                + (nobodyLeft
                                        ? "the simple mean of all rates, since every one is zero, de minimis or wholly"
                                                + " on facts available"
                                        : "the weighted mean of those that count")
                                + " (" + rules.othersClause() + ").");
        if (!Double.isNaN(residual)) {
            out.paragraph(
                    "Not cooperating",
                    Numbers.percent(residual, 2) + ", " + how + " (" + rules.residualClause() + ").");
        }
        int left = 0;
        for (Exporter e : examined) {
            left += RespondentMath.counts(e, rules) ? 0 : 1;
        }
        return out.identifies("The margins given, and the clauses named above.")
                .breaks("Exporters treated as one whose files were not measured together; weights of unlike kind.")
                .doesNotShow("How the margins themselves were found.")
                .leftOut(nobodyLeft ? 0 : left, "examined exporters that the mean leaves out")
                .build();
    }

    @Override
    public Table tidy() {
        return Table.create("rates")
                .addColumns(
                        StringColumn.create("term", lines.stream().map(Line::exporter)),
                        DoubleColumn.create(
                                "estimate",
                                lines.stream().mapToDouble(Line::margin).toArray()),
                        StringColumn.create("kind", lines.stream().map(Line::kind)));
    }

    @Override
    public Table glance() {
        return Table.create("rates")
                .addColumns(
                        IntColumn.create("nobs", new int[] {lines.size()}),
                        IntColumn.create("dropped", new int[] {0}),
                        DoubleColumn.create("others", others),
                        DoubleColumn.create("residual", residual));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
