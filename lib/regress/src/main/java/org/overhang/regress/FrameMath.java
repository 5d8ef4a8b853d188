package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Evaluates the expressions of a formula over all rows of a source. */
final class FrameMath {
    private final Formula formula;
    private final Columns columns;
    private final double @Nullable [] time;
    private final int @Nullable [] unit;

    private final List<Indicators> indicators = new ArrayList<>();

    FrameMath(Formula formula, Columns columns, double @Nullable [] time, int @Nullable [] unit) {
        this.formula = formula;
        this.columns = columns;
        this.time = time;
        this.unit = unit;
    }

    /** Columns of a term; a term with indicators gives several. */
    void term(Formula.Term term, List<String> names, List<double[]> out) {
        List<String> labels = new ArrayList<>(List.of(""));
        List<double[]> parts = new ArrayList<>();
        double[] ones = new double[columns.rows()];
        Arrays.fill(ones, 1);
        parts.add(ones);
        for (Formula.Node node : term.factors()) {
            List<String> nodeNames = new ArrayList<>();
            List<double[]> values = new ArrayList<>();
            if (node instanceof Formula.Category c) {
                category(c, term.factors().size() == 1 && c.by() == null, nodeNames, values);
            } else {
                nodeNames.add(node.name());
                values.add(value(node));
            }
            List<String> nextLabels = new ArrayList<>();
            List<double[]> next = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                for (int j = 0; j < values.size(); j++) {
                    nextLabels.add(labels.get(i).isEmpty() ? nodeNames.get(j) : labels.get(i) + ":" + nodeNames.get(j));
                    next.add(times(parts.get(i), values.get(j)));
                }
            }
            labels = nextLabels;
            parts = next;
        }
        names.addAll(labels);
        out.addAll(parts);
    }

    private static double[] times(double[] a, double[] b) {
        double[] out = new double[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] * b[i];
        }
        return out;
    }

    /**
     * Indicators of a column that stand alone, so that one of its groups is the base.
     *
     * @param codes group of each row
     * @param base the group left away
     * @param labels labels of the groups
     * @param category where it stands
     */
    record Indicators(int[] codes, int base, List<String> labels, Formula.Category category) {
        String name(int group) {
            return category.name() + "::" + labels.get(group);
        }
    }

    /** Indicators that stand alone among the terms asked for so far. */
    List<Indicators> indicators() {
        return List.copyOf(indicators);
    }

    double[] value(Formula.Node node) {
        return new ExpressionMath(formula.text(), columns, this::shifted).value(node);
    }

    private double[] shifted(double[] of, int by, int at) {
        double[] when = time;
        int[] who = unit;
        if (when == null || who == null) {
            throw FormulaText.refusal(
                    formula.text(),
                    at,
                    "needs a time column for a lag",
                    "none was named",
                    "add .time(\"year\") and, in a panel, .unit(\"plant\") before fit()");
        }
        Map<Key, Integer> place = new HashMap<>(2 * of.length);
        for (int i = 0; i < of.length; i++) {
            if (who[i] < 0 || Double.isNaN(when[i])) {
                continue;
            }
            Integer other = place.put(new Key(who[i], when[i] + 0.0), i);
            if (other != null) {
                throw FormulaText.refusal(
                        formula.text(),
                        at,
                        "needs each period once in a unit for a lag",
                        Columns.rowNumbers(List.of(other + 1, i + 1)) + " share one",
                        "name the unit with .unit(...), or aggregate the rows first");
            }
        }
        double[] out = new double[of.length];
        for (int i = 0; i < of.length; i++) {
            Integer then = who[i] < 0 ? null : place.get(new Key(who[i], when[i] - by + 0.0));
            out[i] = then == null ? Double.NaN : of[then];
        }
        return out;
    }

    private record Key(int unit, double time) {}

    /** Indicators: all values but the references; alone and without a reference, all but the first. */
    private void category(Formula.Category c, boolean alone, List<String> names, List<double[]> out) {
        Groups groups = Groups.of(columns.keys(c.columns()), c, formula.text());
        boolean[] skip = groups.skipped(c, formula.text());
        if (c.references().isEmpty() && alone) {
            skip[0] = true;
        }
        int[] codes = groups.codes();
        for (int g = 0; g < skip.length && alone; g++) {
            if (skip[g]) {
                indicators.add(new Indicators(codes, g, groups.labels(), c));
                break;
            }
        }
        if ((long) skip.length * codes.length > 400_000_000L) {
            throw FormulaText.refusal(
                    formula.text(),
                    c.at(),
                    "needs fewer values in i()",
                    skip.length + " were found in \"" + c.name() + "\"",
                    "absorb the column after \"|\" instead");
        }
        Formula.Node by = c.by();
        double[] times = by == null ? new double[0] : value(by);
        for (int g = 0; g < skip.length; g++) {
            if (skip[g]) {
                continue;
            }
            double[] indicator = new double[codes.length];
            for (int i = 0; i < codes.length; i++) {
                double on = by == null ? 1 : times[i];
                indicator[i] = codes[i] < 0 ? Double.NaN : codes[i] == g ? on : 0 * on;
            }
            names.add(c.name() + "::" + groups.labels().get(g) + (by == null ? "" : ":" + by.name()));
            out.add(indicator);
        }
    }

    /** Groups of an i() with their labels, bins joined. */
    private record Groups(int[] codes, List<String> labels) {
        static Groups of(Keys keys, Formula.Category c, String text) {
            List<String> labels = new ArrayList<>();
            int[] place = new int[keys.count()];
            for (int g = 0; g < place.length; g++) {
                String own = keys.label(g);
                String label = c.bins().entrySet().stream()
                        .filter(b -> b.getValue().contains(own))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseGet(() -> c.width() == 0 ? own : first(own, c, text));
                if (!labels.contains(label)) {
                    labels.add(label);
                }
                place[g] = labels.indexOf(label);
            }
            List<String> all = new ArrayList<>();
            for (int g = 0; g < place.length; g++) {
                all.add(keys.label(g));
            }
            c.bins()
                    .values()
                    .forEach(values -> values.stream()
                            .filter(v -> !all.contains(v))
                            .findFirst()
                            .ifPresent(v -> {
                                throw absent(v, "value", all, c, text);
                            }));
            int[] codes = keys.codes().clone();
            for (int i = 0; i < codes.length; i++) {
                codes[i] = codes[i] < 0 ? -1 : place[codes[i]];
            }
            return new Groups(codes, List.copyOf(labels));
        }

        /** The first number of the bin that a number falls into: its largest multiple of the width below. */
        private static String first(String own, Formula.Category c, String text) {
            try {
                return Numbers.plain(c.width() * Math.floor(Double.parseDouble(own) / c.width()));
            } catch (NumberFormatException e) {
                throw FormulaText.refusal(
                        text,
                        c.at(),
                        "needs numbers for bins of a width",
                        "\"" + c.name() + "\" has \"" + own + "\"",
                        "name the bins: bin = list(new = c(a, b))");
            }
        }

        boolean[] skipped(Formula.Category c, String text) {
            boolean[] out = new boolean[labels.size()];
            for (String reference : c.references()) {
                int at = labels.indexOf(reference);
                if (at < 0) {
                    throw absent(reference, "reference", labels, c, text);
                }
                out[at] = true;
            }
            return out;
        }

        private static OverhangException absent(
                String value, String what, List<String> labels, Formula.Category c, String text) {
            return FormulaText.refusal(
                    text,
                    c.at(),
                    "needs a " + what + " that occurs in \"" + c.name() + "\"",
                    "\"" + value + "\" does not",
                    Nearest.hint(value, labels) + "it has " + labels.size() + " values");
        }
    }

    static OverhangException allDropped(String why) {
        return new OverhangException(
                Reason.NOT_IDENTIFIED, "Regression needs rows to estimate from, but none is left: " + why + ".");
    }
}
