package org.overhang.dumping.respondents;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.overhang.core.Fraction;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * The rates of all exporters of a proceeding: their own, that of those not examined, that of those who did not cooperate.
 *
 * <pre>{@code
 * others = \sum_i m_i w_i / \sum_i w_i   (i examined, without zero, de minimis and wholly facts-available margins)
 * }</pre>
 *
 * <p>{@code m} margin, {@code w} value or quantity. If nobody is left the simple mean of all rates is taken, zero and
 * facts-available ones included, and the summary says so. The United Kingdom leaves out the non-cooperating only. Those who did not
 * cooperate get the highest margin found or the petition's; in India the highest normal value against the lowest export price; under UK
 * rules the rate that is stated.
 *
 * <p>Defaults: no petition rate. Nothing is rounded but what {@code rate_shown} prints.
 *
 * <p>Errors: no examined exporter, a name given twice, rules that need prices or a stated rate and have none.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Respondents.under(RespondentRules.US_NON_MARKET)
 *         .examined(Exporter.named("Alpha").margin(0.1234, 500), Exporter.named("Beta").margin(0.0321, 1500))
 *         .notExamined("Delta", "Epsilon").notCooperating("Zeta").petition(0.92).measure();
 * }</pre>
 *
 * <p>Sources: those of {@link RespondentRules}.
 */
public final class Respondents {
    private final RespondentRules rules;
    private List<Exporter> examined = List.of();
    private List<String> notExamined = List.of();
    private List<String> notCooperating = List.of();
    private double petition = Double.NaN;
    private double stated = Double.NaN;

    private Respondents(RespondentRules rules) {
        this.rules = rules;
    }

    private Respondents(Respondents o) {
        rules = o.rules;
        examined = o.examined;
        notExamined = o.notExamined;
        notCooperating = o.notCooperating;
        petition = o.petition;
        stated = o.stated;
    }

    /**
     * Starts with the rules.
     *
     * @param rules whose law sets the other rates
     * @return exporters, none so far
     */
    public static Respondents under(RespondentRules rules) {
        return new Respondents(rules);
    }

    /**
     * The exporters with a rate of their own.
     *
     * @param exporters calculated, or wholly on facts available
     * @return these respondents
     */
    public Respondents examined(Exporter... exporters) {
        Respondents next = new Respondents(this);
        next.examined = List.of(exporters);
        return next;
    }

    /**
     * Exporters that cooperated, or showed that they are separate from the state, and were not examined.
     *
     * @param names their names
     * @return these respondents
     */
    public Respondents notExamined(String... names) {
        Respondents next = new Respondents(this);
        next.notExamined = List.of(names);
        return next;
    }

    /**
     * Exporters that did not cooperate; under {@link RespondentRules#US_NON_MARKET} the entity of the country.
     *
     * @param names their names
     * @return these respondents
     */
    public Respondents notCooperating(String... names) {
        Respondents next = new Respondents(this);
        next.notCooperating = List.of(names);
        return next;
    }

    /**
     * The highest margin that the petition alleges and that stands up; see {@link FactsAvailable#corroborate}.
     *
     * @param rate a fraction, at least 0
     * @return these respondents
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is no such fraction
     */
    public Respondents petition(double rate) {
        Respondents next = new Respondents(this);
        next.petition = Fraction.DUTY.of("A petition's margin", rate);
        return next;
    }

    /**
     * The rate of those who did not cooperate, in place of what the rules would take.
     *
     * @param rate a fraction, at least 0
     * @return these respondents
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is no such fraction
     */
    public Respondents residual(double rate) {
        Respondents next = new Respondents(this);
        next.stated = Fraction.DUTY.of("A residual rate", rate);
        return next;
    }

    /**
     * Sets the rates.
     *
     * @return the rates
     * @throws OverhangException see the class
     */
    public RespondentRates measure() {
        check();
        double[] weights = examined.stream().mapToDouble(Exporter::weight).toArray();
        double mean = RespondentMath.mean(examined, rules, weights);
        boolean nobodyLeft = Double.isNaN(mean);
        double others = nobodyLeft ? RespondentMath.simpleMeanOfAll(examined) : mean;
        return new RespondentRates(
                rules, examined, notExamined, notCooperating, others, nobodyLeft, residualRate(), how());
    }

    private double residualRate() {
        if (!Double.isNaN(stated)) {
            return stated;
        }
        return switch (rules.residual()) {
            case HIGHEST -> {
                double found = RespondentMath.highest(examined);
                yield Double.isNaN(petition) ? found : Math.max(found, petition);
            }
            case EXTREME_PRICES -> RespondentMath.extreme(examined);
            case STATED -> Double.NaN;
        };
    }

    private String how() {
        if (!Double.isNaN(stated)) {
            return "as stated";
        }
        return switch (rules.residual()) {
            case HIGHEST ->
                Double.isNaN(petition) || RespondentMath.highest(examined) >= petition
                        ? "the highest margin found"
                        : "the petition's margin";
            case EXTREME_PRICES -> "the highest normal value against the lowest export price";
            case STATED -> "";
        };
    }

    private void check() {
        Problems problems = new Problems();
        problems.require(
                !examined.isEmpty(),
                Reason.NOT_IDENTIFIED,
                "Respondents need at least one exporter with a rate of its own, but there is none. Add"
                        + " .examined(Exporter.named(…)…).");
        Set<String> seen = new LinkedHashSet<>();
        List<String> twice = new ArrayList<>();
        for (Exporter e : examined) {
            List<String> names = new ArrayList<>(e.members());
            names.add(e.name());
            names.stream().filter(n -> !seen.add(n)).forEach(twice::add);
        }
        notExamined.stream().filter(n -> !seen.add(n)).forEach(twice::add);
        notCooperating.stream().filter(n -> !seen.add(n)).forEach(twice::add);
        problems.require(
                twice.isEmpty(),
                Reason.BAD_VALUE,
                "Respondents need each exporter once, but found twice: " + String.join(", ", twice)
                        + ". Firms treated as one go into one Exporter with .together(…).");
        problems.require(
                notCooperating.isEmpty() || !examined.isEmpty() && !Double.isNaN(residualRate()),
                Reason.NOT_IDENTIFIED,
                "The rate of exporters that did not cooperate needs "
                        + (rules.residual() == RespondentRules.Residual.EXTREME_PRICES
                                ? "mean prices of every examined exporter, but one has none. Add .prices(…), or state"
                                        + " it with .residual(…)."
                                : "to be stated, but it is not. Add .residual(…)."));
        problems.throwIfAny();
    }
}
