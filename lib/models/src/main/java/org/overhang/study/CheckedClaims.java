package org.overhang.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;
import tech.tablesaw.api.Table;

/** Several statements side by side; made by {@link PressClaims#measure}. */
public final class CheckedClaims implements Result {
    /** Beyond this factor a part is named and not drawn. */
    private static final double FAR = 2.5;

    private final List<CheckedClaim> claims;

    CheckedClaims(List<CheckedClaim> claims) {
        this.claims = List.copyOf(claims);
    }

    /**
     * The statements in their order.
     *
     * @return each with its verdict
     */
    public List<CheckedClaim> claims() {
        return claims;
    }

    /**
     * One statement.
     *
     * @param id its short name
     * @return the statement with its verdict
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is none, with the nearest name
     */
    public CheckedClaim claim(String id) {
        return claims.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow(() -> {
            List<String> ids = claims.stream().map(CheckedClaim::id).toList();
            return new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "There is no statement \"" + id + "\". " + Nearest.hint(id, ids) + "There are: "
                            + String.join(", ", ids) + ".");
        });
    }

    /**
     * How many statements have each verdict, those that occur, from best to worst.
     *
     * @return counts by verdict
     */
    public Map<Verdict, Integer> counts() {
        Map<Verdict, Integer> out = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            int n = (int) claims.stream().filter(c -> c.verdict() == verdict).count();
            if (n > 0) {
                out.put(verdict, n);
            }
        }
        return out;
    }

    /**
     * What was found over what was stated, for every part that states one number and of which figures are known: from the smallest
     * figure of the subject to the largest; one means as stated. Parts with a figure of zero or below have no place there; parts that
     * miss by more than a factor of 2.5 are named in the note with their ratio, so that the others can be told apart.
     *
     * @return a figure with a plain title
     */
    public Figure figure() {
        Coefficients rows = Figure.coefficients();
        List<String> far = new ArrayList<>();
        int shown = 0;
        for (CheckedClaim claim : claims) {
            for (VerdictMath.Finding f : claim.findings()) {
                double[] ratios = ratios(f);
                if (ratios.length == 0) {
                    continue;
                }
                double low = ratios[0];
                double high = ratios[ratios.length - 1];
                String name = claim.id()
                        + (claim.findings().size() > 1 ? ", " + f.part().what() : "");
                if (low < 1 / FAR || high > FAR) {
                    far.add(name + " at " + Numbers.significant(StrictMath.sqrt(low * high), 2));
                } else {
                    rows = rows.term(name, StrictMath.sqrt(low * high), low, high);
                    shown++;
                }
            }
        }
        Figure figure = rows.title("Stated and found")
                .subtitle("Figures found over the number stated, by statement")
                .interval("from the smallest figure of the subject to the largest; dot at their geometric middle")
                .reference(1, "as stated")
                .x(Axis.number("found over stated"))
                .source(Provenance.cited("datasets and methods that each statement names"))
                .sampleSize(shown);
        return far.isEmpty() ? figure : figure.note("Not drawn: " + String.join(", ", far));
    }

    /** Figures of the subject over the number stated, in order; none if one of them is not above zero or a bound is stated. */
    private static double[] ratios(VerdictMath.Finding f) {
        double stated = f.part().stated().low();
        double[] ratios =
                f.own().stream().mapToDouble(r -> r.value() / stated).sorted().toArray();
        boolean all = f.part().stated().isNumber() && ratios.length > 0 && ratios[0] > 0;
        return all ? ratios : new double[0];
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of("Statements checked")
                .choice("statements", Numbers.fixed(claims.size(), 0))
                .choice("agreement", "at the precision of the number stated")
                .grid(Summary.grid(claims.size())
                        .text("statement", "", i -> claims.get(i).id())
                        .text("verdict", "", i -> claims.get(i).verdictText())
                        .number(
                                "figures",
                                "compared",
                                0,
                                i -> claims.get(i).findings().stream()
                                        .mapToInt(f -> f.own().size())
                                        .sum()));
        out.paragraph(
                "Together",
                counts().entrySet().stream()
                        .map(e -> e.getKey().text() + " " + e.getValue())
                        .collect(Collectors.joining("; ")));
        for (CheckedClaim claim : claims) {
            out.paragraph(claim.id(), claim.wording() + " – " + claim.why());
        }
        int missing = claims.stream()
                .flatMap(c -> c.findings().stream())
                .mapToInt(VerdictMath.Finding::missing)
                .sum();
        return out.identifies("The tables named with each statement, and one rule from figures to a verdict.")
                .breaks("A table that lacks the figure; a number that two subjects share by chance.")
                .doesNotShow("That a statement not found is false; how many people believe it.")
                .leftOut(missing, missing == 1 ? "figure that is not known" : "figures that are not known")
                .build();
    }

    /**
     * One row a figure, as {@link CheckedClaim#tidy()}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        return stacked(claims.stream().map(CheckedClaim::tidy).toList());
    }

    /**
     * One row a statement, as {@link CheckedClaim#glance()}.
     *
     * @return a fresh table
     */
    @Override
    public Table glance() {
        return stacked(claims.stream().map(CheckedClaim::glance).toList());
    }

    private static Table stacked(List<Table> tables) {
        List<Table> rest = new ArrayList<>(tables);
        Table out = rest.remove(0);
        rest.forEach(out::append);
        return out;
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
