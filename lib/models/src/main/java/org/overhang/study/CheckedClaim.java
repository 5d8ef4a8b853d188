package org.overhang.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The verdict on a statement, with every figure that it rests on; made by {@link ClaimCheck#measure}. */
public final class CheckedClaim implements Result {
    private static final int SHOWN = 3;

    private final String id;
    private final String wording;
    private final String said;
    private final List<VerdictMath.Finding> findings;

    CheckedClaim(String id, String wording, String said, List<VerdictMath.Finding> findings) {
        this.id = id;
        this.wording = wording;
        this.said = said;
        this.findings = List.copyOf(findings);
    }

    /**
     * The verdict on the whole statement.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        return VerdictMath.together(findings);
    }

    /**
     * The statement's short name.
     *
     * @return its name
     */
    public String id() {
        return id;
    }

    /**
     * The statement as it is made.
     *
     * @return its wording
     */
    public String wording() {
        return wording;
    }

    /**
     * Whether a figure that the verdict rests on comes from a simulation.
     *
     * @return true if one does
     */
    public boolean simulated() {
        return findings.stream().anyMatch(f -> f.own().stream().anyMatch(Found::simulated));
    }

    /** The verdict in print. */
    String verdictText() {
        return verdict().text() + (simulated() ? " (simulated)" : "");
    }

    List<VerdictMath.Finding> findings() {
        return findings;
    }

    /**
     * Why: what was stated and what was found, one sentence a part.
     *
     * @return the sentences
     */
    public String why() {
        return findings.stream().map(CheckedClaim::why).collect(Collectors.joining(" "));
    }

    private static String why(VerdictMath.Finding f) {
        String stated = f.part().what() + " " + f.part().stated().text() + ": ";
        String missing = f.missing() == 0 ? "" : "; " + f.missing() + " not known";
        return stated
                + switch (f.verdict()) {
                    case NOT_FOUND -> "no table holds it.";
                    case MISATTRIBUTED -> "that is " + list(f.elsewhere()) + ".";
                    case ARITHMETIC_SLIP ->
                        f.factor() == 1
                                ? "its own inputs give " + list(f.own()) + "."
                                : "the figures are " + list(f.own()) + ", "
                                        + Numbers.plain(f.factor() > 1 ? f.factor() : Math.rint(1 / f.factor()))
                                        + " times as " + (f.factor() > 1 ? "much" : "little") + ".";
                    case HOLDS_FOR_ONE_CONCEPT, DEPENDS_ON_ASSUMPTIONS ->
                        f.agreeing().size() + " of " + f.own().size() + " figures agree, " + list(f.agreeing())
                                + ", and not " + list(disagreeing(f)) + missing + ".";
                    default -> "found " + list(f.own()) + missing + ".";
                };
    }

    /** Of how many readings each part holds; a part that no table holds is said to have none. */
    private String robustness() {
        return findings.stream()
                .map(f -> f.part().what()
                        + (f.own().isEmpty()
                                ? ": no reading"
                                : ": holds for " + f.agreeing().size() + " of "
                                        + f.own().size() + " readings"))
                .collect(Collectors.joining("; "));
    }

    private static List<Found> disagreeing(VerdictMath.Finding f) {
        return f.own().stream()
                .filter(r -> !f.part().stated().agrees(r.value()))
                .toList();
    }

    private static String list(List<Found> readings) {
        String shown = readings.stream().limit(SHOWN).map(Found::words).collect(Collectors.joining(", "));
        return shown + (readings.size() > SHOWN ? " and " + (readings.size() - SHOWN) + " more" : "");
    }

    /** The tables and methods that were used. */
    Set<String> from() {
        Set<String> out = new LinkedHashSet<>();
        for (VerdictMath.Finding f : findings) {
            f.own().forEach(r -> out.add(r.from()));
            f.elsewhere().forEach(r -> out.add(r.from()));
        }
        return out;
    }

    @Override
    public Summary summary() {
        List<String[]> rows = new ArrayList<>();
        for (VerdictMath.Finding f : findings) {
            for (Found r : f.own()) {
                rows.add(row(f, r, f.part().stated().agrees(r.value()) ? "agrees" : "does not"));
            }
            for (Found r : f.elsewhere()) {
                rows.add(row(f, r, "number of another"));
            }
        }
        Summary.Builder out = Summary.of("Statement")
                .choice("verdict", verdictText())
                .choice("parts", Integer.toString(findings.size()))
                .paragraph("Stated", wording + (said.isEmpty() ? "" : " (" + said + ")"))
                .grid(Summary.grid(rows.size())
                        .text("part", "", i -> rows.get(i)[0])
                        .text("stated", "", i -> rows.get(i)[1])
                        .text("found", "", i -> rows.get(i)[2])
                        .text("of", "", i -> rows.get(i)[3])
                        .text("from", "", i -> rows.get(i)[4])
                        .text("", "", i -> rows.get(i)[5]))
                .paragraph("Why", why())
                .paragraph("Robustness", robustness());
        if (simulated()) {
            out.warning("A figure of this verdict is simulated: it says what can happen under stated numbers, not what"
                    + " did.");
        }
        int missing = findings.stream().mapToInt(VerdictMath.Finding::missing).sum();
        return out.identifies(
                        "The tables named, their subjects and concepts, and the precision with which the number is"
                                + " stated.")
                .breaks("A table that lacks the figure; a number that two subjects share by chance.")
                .doesNotShow("That a statement not found is false, or what its author meant.")
                .leftOut(missing, missing == 1 ? "figure that is not known" : "figures that are not known")
                .build();
    }

    private static String[] row(VerdictMath.Finding f, Found r, String how) {
        String of = r.subject()
                + (r.measure().isEmpty() ? "" : ", " + r.measure())
                + (r.concept().isEmpty() ? "" : ", " + r.concept());
        return new String[] {f.part().what(), f.part().stated().text(), r.figure(), of, r.from(), how};
    }

    /**
     * One row a figure: {@code id part stated_low stated_high precision subject measure concept found agrees own simulated from verdict}.
     * A part of which nothing was found has one row without a figure.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        Table out = empty();
        for (VerdictMath.Finding f : findings) {
            f.own().forEach(r -> append(out, f, r, true));
            f.elsewhere().forEach(r -> append(out, f, r, false));
            if (f.own().isEmpty() && f.elsewhere().isEmpty()) {
                append(out, f, Found.of("", "", "", Double.NaN, ""), false);
            }
        }
        return out;
    }

    private static Table empty() {
        return Table.create(
                "Statements",
                StringColumn.create("id"),
                StringColumn.create("part"),
                DoubleColumn.create("stated_low"),
                DoubleColumn.create("stated_high"),
                DoubleColumn.create("precision"),
                StringColumn.create("subject"),
                StringColumn.create("measure"),
                StringColumn.create("concept"),
                DoubleColumn.create("found"),
                BooleanColumn.create("agrees"),
                BooleanColumn.create("own"),
                BooleanColumn.create("simulated"),
                StringColumn.create("from"),
                StringColumn.create("verdict"));
    }

    private void append(Table out, VerdictMath.Finding f, Found r, boolean own) {
        Stated stated = f.part().stated();
        String[] texts = {
            id,
            f.part().what(),
            r.subject(),
            r.measure(),
            r.concept(),
            r.from(),
            f.verdict().text()
        };
        String[] named = {"id", "part", "subject", "measure", "concept", "from", "verdict"};
        for (int i = 0; i < named.length; i++) {
            out.stringColumn(named[i]).append(texts[i]);
        }
        out.doubleColumn("stated_low").append(stated.low());
        out.doubleColumn("stated_high").append(stated.high());
        out.doubleColumn("precision").append(stated.step());
        out.doubleColumn("found").append(r.value());
        out.booleanColumn("agrees").append(stated.agrees(r.value()));
        out.booleanColumn("own").append(own);
        out.booleanColumn("simulated").append(r.simulated());
    }

    /**
     * One row: {@code id verdict simulated nobs dropped}, the number of figures compared and of those not known.
     *
     * @return a fresh table
     */
    @Override
    public Table glance() {
        return Table.create(
                "Statements",
                StringColumn.create("id", new String[] {id}),
                StringColumn.create("verdict", new String[] {verdict().text()}),
                BooleanColumn.create("simulated", new boolean[] {simulated()}),
                IntColumn.create("nobs", new int[] {
                    findings.stream().mapToInt(f -> f.own().size()).sum()
                }),
                IntColumn.create("dropped", new int[] {
                    findings.stream().mapToInt(VerdictMath.Finding::missing).sum()
                }));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
