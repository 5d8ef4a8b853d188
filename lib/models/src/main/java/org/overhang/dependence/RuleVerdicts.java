package org.overhang.dependence;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.overhang.core.Interval;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a content rule says about every node of a bill of materials on a day; made by {@link Content#under}.
 *
 * <p>The finding is what the rule would say if it is in force; the verdict joins it with the rule's status on the day. Where the
 * status is not known the verdict is "unknown: verify", whatever the share.
 */
public final class RuleVerdicts implements Result {
    private final ContentRule rule;
    private final LocalDate day;
    private final List<String> names;
    private final double[] low;
    private final double[] high;
    private final Finding[] found;

    RuleVerdicts(ContentRule rule, LocalDate day, List<String> names, double[] low, double[] high, Finding[] found) {
        this.rule = rule;
        this.day = day;
        this.names = names;
        this.low = low;
        this.high = high;
        this.found = found;
    }

    private int at(String node) {
        int at = names.indexOf(node);
        if (at < 0) {
            throw new OverhangException(Reason.OUT_OF_RANGE, "The bill of materials has no node \"" + node + "\".");
        }
        return at;
    }

    /**
     * The rule's status on the day.
     *
     * @return the status
     */
    public ContentRule.Status status() {
        return rule.status(day);
    }

    /**
     * Whether the rule's share is reached, if the rule is in force.
     *
     * @param node its name
     * @return yes, no, or unknown where the range reaches over the threshold
     */
    public Finding finding(String node) {
        return found[at(node)];
    }

    /**
     * The share that the rule looks at.
     *
     * @param node its name
     * @return its range
     */
    public Interval ratio(String node) {
        int i = at(node);
        return new Interval(
                Math.min(low[i], high[i]), high[i], 1, "bounds over unit values, origin and unknown content");
    }

    /**
     * Finding and status in one.
     *
     * @param node its name
     * @return {@code caught}, {@code not caught}, {@code undecided}, {@code suspended}, {@code not in force} or {@code unknown:
     *     verify}
     */
    public String verdict(String node) {
        return verdict(at(node));
    }

    private String verdict(int i) {
        return switch (status()) {
            case NOT_MADE -> "not in force";
            case SUSPENDED -> "suspended";
            case UNKNOWN -> "unknown: verify";
            case IN_FORCE ->
                switch (found[i]) {
                    case YES -> "caught";
                    case NO -> "not caught";
                    case UNKNOWN -> "undecided";
                };
        };
    }

    /**
     * The nodes whose share is reached for certain, if the rule is in force.
     *
     * @return their names, in the order of the table
     */
    public List<String> reached() {
        return IntStream.range(0, found.length)
                .filter(i -> found[i] == Finding.YES)
                .mapToObj(names::get)
                .toList();
    }

    /**
     * One row a node: {@code node ratio_low ratio_high finding verdict}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        return Table.create(
                "Content rule",
                StringColumn.create("node", names),
                DoubleColumn.create("ratio_low", low.clone()),
                DoubleColumn.create("ratio_high", high.clone()),
                StringColumn.create(
                        "finding", Arrays.stream(found).map(Finding::text).toList()),
                StringColumn.create(
                        "verdict",
                        IntStream.range(0, found.length).mapToObj(this::verdict).toList()));
    }

    private int count(Finding finding) {
        return (int) Arrays.stream(found).filter(f -> f == finding).count();
    }

    @Override
    public Table glance() {
        return Table.create(
                "Content rule",
                IntColumn.create("nobs", new int[] {names.size()}),
                IntColumn.create("dropped", new int[] {0}),
                StringColumn.create("status", status().name().toLowerCase(Locale.ROOT)),
                IntColumn.create("reached", new int[] {count(Finding.YES)}),
                IntColumn.create("undecided", new int[] {count(Finding.UNKNOWN)}));
    }

    @Override
    public Summary summary() {
        int shown = Math.min(names.size(), 40);
        Summary.Builder out = Summary.of("Content rule")
                .choice("rule", rule.name())
                .choice("threshold", rule.thresholdText())
                .choice("reach", rule.reach().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .choice("day", day.toString())
                .choice(
                        "status",
                        switch (status()) {
                            case NOT_MADE -> "not in force yet";
                            case IN_FORCE -> "in force as far as known here";
                            case SUSPENDED -> "suspended";
                            case UNKNOWN -> "unknown: verify";
                        })
                .grid(Summary.grid(shown)
                        .text("node", "", names::get)
                        .percent("share, low", "base", 3, i -> low[i])
                        .percent("share, high", "base", 3, i -> high[i])
                        .text("threshold reached", "", i -> found[i].text())
                        .text("verdict", "", this::verdict));
        if (shown < names.size()) {
            out.paragraph("", "and " + (names.size() - shown) + " more nodes in tidy()");
        }
        return out.paragraph("Text", rule.citation())
                .identifies("The lists, origins and values as stated in the bill.")
                .breaks(
                        "A list read at another level: whether the oxide, the alloy or the magnet is listed changes the share.")
                .doesNotShow("Legal advice. Verify the rule's text and status.")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
