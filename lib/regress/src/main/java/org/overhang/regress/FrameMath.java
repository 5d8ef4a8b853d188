package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.Nearest;
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
                category(c, term.factors().size() == 1, nodeNames, values);
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
     * @param keys labels of the groups
     * @param category where it stands
     */
    record Indicators(int[] codes, int base, Keys keys, Formula.Category category) {
        String name(int group) {
            return category.name() + "::" + keys.label(group);
        }
    }

    /** Indicators that stand alone among the terms asked for so far. */
    List<Indicators> indicators() {
        return List.copyOf(indicators);
    }

    double[] value(Formula.Node node) {
        if (node instanceof Formula.Call call) {
            return call.function().equals("diff") ? difference(value(call.of()), call) : mapped(call, value(call.of()));
        }
        if (node instanceof Formula.Shift shift) {
            return shifted(value(shift.of()), shift.by(), shift.at());
        }
        return columns.number(node.name());
    }

    private double[] mapped(Formula.Call call, double[] of) {
        double[] out = new double[of.length];
        List<Integer> bad = new ArrayList<>();
        for (int i = 0; i < out.length; i++) {
            double v = of[i];
            out[i] = switch (call.function()) {
                case "log" -> FastMath.log(v);
                case "exp" -> FastMath.exp(v);
                case "sqrt" -> Math.sqrt(v);
                default -> Math.abs(v);
            };
            boolean outside =
                    call.function().equals("log") ? !(v > 0) : call.function().equals("sqrt") && !(v >= 0);
            if (!Double.isNaN(v) && (outside || Double.isInfinite(out[i]))) {
                bad.add(i + 1);
            }
        }
        if (!bad.isEmpty()) {
            String range = call.function().equals("log") ? "numbers above 0" : "numbers in its range";
            throw FormulaParser.refusal(
                    formula.text(),
                    call.at(),
                    "needs " + range + " in " + call.name(),
                    "they are not in " + Columns.rowNumbers(bad),
                    "filter the rows, make the cells missing, or use Regression.poisson for an outcome with zeros");
        }
        return out;
    }

    private double[] difference(double[] of, Formula.Call call) {
        double[] before = shifted(of, 1, call.at());
        double[] out = new double[of.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = of[i] - before[i];
        }
        return out;
    }

    private double[] shifted(double[] of, int by, int at) {
        double[] when = time;
        int[] who = unit;
        if (when == null || who == null) {
            throw FormulaParser.refusal(
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
                throw FormulaParser.refusal(
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

    /** Indicators: all values but the reference; alone and without a reference, all but the first. */
    private void category(Formula.Category c, boolean alone, List<String> names, List<double[]> out) {
        Keys keys = columns.keys(List.of(c.name()));
        int[] codes = keys.codes();
        String reference = c.reference();
        int skip = alone ? 0 : -1;
        if (reference != null) {
            skip = -2;
            List<String> labels = new ArrayList<>();
            for (int g = 0; g < keys.count(); g++) {
                labels.add(keys.label(g));
                skip = keys.label(g).equals(reference) ? g : skip;
            }
            if (skip < 0) {
                throw FormulaParser.refusal(
                        formula.text(),
                        c.at(),
                        "needs a reference that occurs in \"" + c.name() + "\"",
                        "\"" + reference + "\" does not",
                        Nearest.hint(reference, labels) + "it has " + keys.count() + " values");
            }
        }
        if (alone && skip >= 0) {
            indicators.add(new Indicators(codes, skip, keys, c));
        }
        if ((long) keys.count() * codes.length > 400_000_000L) {
            throw FormulaParser.refusal(
                    formula.text(),
                    c.at(),
                    "needs fewer values in i()",
                    keys.count() + " were found in \"" + c.name() + "\"",
                    "absorb the column after \"|\" instead");
        }
        for (int g = 0; g < keys.count(); g++) {
            if (g == skip) {
                continue;
            }
            double[] indicator = new double[codes.length];
            for (int i = 0; i < codes.length; i++) {
                indicator[i] = codes[i] < 0 ? Double.NaN : codes[i] == g ? 1 : 0;
            }
            names.add(c.name() + "::" + keys.label(g));
            out.add(indicator);
        }
    }

    static OverhangException allDropped(String why) {
        return new OverhangException(
                Reason.NOT_IDENTIFIED, "Regression needs rows to estimate from, but none is left: " + why + ".");
    }
}
