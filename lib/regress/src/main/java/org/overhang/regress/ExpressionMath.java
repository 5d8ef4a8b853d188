package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.math.Factorization;

/** Values of expressions over all rows; a missing cell makes the expression missing, a cell outside its range is refused by row. */
final class ExpressionMath {
    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private final String text;
    private final Columns columns;
    private final Shifts shifts;

    /** Values some periods ago. */
    interface Shifts {
        double[] shifted(double[] of, int by, int at);
    }

    ExpressionMath(String text, Columns columns, Shifts shifts) {
        this.text = text;
        this.columns = columns;
        this.shifts = shifts;
    }

    double[] value(Formula.Node node) {
        if (node instanceof Formula.Column c) {
            return columns.number(c.name());
        }
        if (node instanceof Formula.Constant c) {
            double[] out = new double[columns.rows()];
            Arrays.fill(out, c.value());
            return out;
        }
        if (node instanceof Formula.Shift s) {
            return shifts.shifted(value(s.of()), s.by(), s.at());
        }
        if (node instanceof Formula.Difference d) {
            double[] now = value(d.of());
            double[] before = shifts.shifted(now, d.by(), d.at());
            return each(now, before, (a, b) -> a - b);
        }
        if (node instanceof Formula.Polynomial p) {
            return polynomial(p);
        }
        if (node instanceof Formula.Binary b) {
            return Formula.isOfText(b) ? compared(b) : binary(b);
        }
        if (node instanceof Formula.In in) {
            return isIn(in);
        }
        if (node instanceof Formula.Call c) {
            return call(c);
        }
        throw FormulaText.refusal(
                text,
                node.at(),
                "needs a number",
                "found " + node.name(),
                "a text stands in a comparison with a column");
    }

    private static double[] each(double[] a, double[] b, DoubleBinaryOperator f) {
        double[] out = new double[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = f.applyAsDouble(a[i], b[i]);
        }
        return out;
    }

    private double[] binary(Formula.Binary b) {
        double[] left = value(b.left());
        double[] right = value(b.right());
        double[] out = each(left, right, operator(b.sign()));
        List<Integer> bad = new ArrayList<>();
        for (int i = 0; i < out.length; i++) {
            boolean known = Math.abs(left[i]) <= Double.MAX_VALUE && Math.abs(right[i]) <= Double.MAX_VALUE;
            if (known && !(Math.abs(out[i]) <= Double.MAX_VALUE)) {
                bad.add(i + 1);
            }
        }
        if (!bad.isEmpty()) {
            throw outside(b, b.sign().equals("/") ? "a divisor other than 0" : "numbers in its range", bad);
        }
        return out;
    }

    private static DoubleBinaryOperator operator(String sign) {
        return switch (sign) {
            case "+" -> (a, b) -> a + b;
            case "-" -> (a, b) -> a - b;
            case "*" -> (a, b) -> a * b;
            case "/" -> (a, b) -> a / b;
            case "^" -> FastMath::pow;
            case "&" -> (a, b) -> known(a, b, a != 0 && b != 0);
            case "|" -> (a, b) -> known(a, b, a != 0 || b != 0);
            case "==" -> (a, b) -> known(a, b, a == b);
            case "!=" -> (a, b) -> known(a, b, a != b);
            case ">=" -> (a, b) -> known(a, b, a >= b);
            case "<=" -> (a, b) -> known(a, b, a <= b);
            case ">" -> (a, b) -> known(a, b, a > b);
            default -> (a, b) -> known(a, b, a < b);
        };
    }

    private static double known(double a, double b, boolean holds) {
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : holds ? 1 : 0;
    }

    /** A column against a text: equal or not, and for days in order. */
    private double[] compared(Formula.Binary b) {
        boolean turned = b.left() instanceof Formula.Text;
        Formula.Node column = turned ? b.right() : b.left();
        if (!(column instanceof Formula.Column) || !((turned ? b.left() : b.right()) instanceof Formula.Text other)) {
            throw FormulaText.refusal(
                    text,
                    b.at(),
                    "needs a column to compare with a text",
                    "found " + column.name(),
                    "for example origin == \"China\"");
        }
        boolean equality = b.sign().equals("==") || b.sign().equals("!=");
        if (!equality && !other.value().matches(DAY)) {
            throw FormulaText.refusal(
                    text,
                    b.at(),
                    "needs == or != for a text",
                    "found \"" + b.sign() + "\"",
                    "only numbers and days such as \"2018-03-01\" have an order");
        }
        DoubleBinaryOperator operator = operator(b.sign());
        return byLabel(column.name(), label -> {
            int order = Integer.signum(label.compareTo(other.value()));
            return operator.applyAsDouble(turned ? 0 : order, turned ? order : 0);
        });
    }

    private double[] byLabel(String column, java.util.function.ToDoubleFunction<String> f) {
        Keys keys = columns.keys(List.of(column));
        double[] by = new double[keys.count()];
        for (int g = 0; g < by.length; g++) {
            by[g] = f.applyAsDouble(keys.label(g));
        }
        int[] codes = keys.codes();
        double[] out = new double[codes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = codes[i] < 0 ? Double.NaN : by[codes[i]];
        }
        return out;
    }

    private double[] isIn(Formula.In in) {
        if (Formula.isOfText(in)) {
            if (!(in.of() instanceof Formula.Column c)) {
                throw FormulaText.refusal(
                        text,
                        in.at(),
                        "needs a column before %in%",
                        "found " + in.of().name(),
                        "for example origin %in% c(\"CN\", \"KR\")");
            }
            List<String> wanted = in.set().stream()
                    .map(v -> v instanceof Formula.Text t ? t.value() : v.name())
                    .toList();
            return byLabel(c.name(), label -> wanted.contains(label) ? 1 : 0);
        }
        double[] of = value(in.of());
        double[] out = new double[of.length];
        List<double[]> set = in.set().stream().map(this::value).toList();
        for (int i = 0; i < out.length; i++) {
            out[i] = Double.isNaN(of[i]) ? Double.NaN : 0;
            for (double[] v : set) {
                out[i] = v[i] == of[i] ? 1 : out[i];
            }
        }
        return out;
    }

    private double[] call(Formula.Call call) {
        if (call.function().equals("is.na") && call.of().get(0) instanceof Formula.Column c) {
            int[] codes = columns.keys(List.of(c.name())).codes();
            return Arrays.stream(codes).mapToDouble(g -> g < 0 ? 1 : 0).toArray();
        }
        List<double[]> of = call.of().stream().map(this::value).toList();
        double[] a = of.get(0);
        return switch (call.function()) {
            case "(", "I" -> a;
            case "-" -> Arrays.stream(a).map(v -> -v).toArray();
            case "!" -> Arrays.stream(a).map(v -> known(v, v, v == 0)).toArray();
            case "is.na" -> Arrays.stream(a).map(v -> Double.isNaN(v) ? 1 : 0).toArray();
            case "min" -> each(a, of.get(1), Math::min);
            case "max" -> each(a, of.get(1), Math::max);
            case "ifelse" -> {
                double[] out = new double[a.length];
                for (int i = 0; i < out.length; i++) {
                    out[i] = Double.isNaN(a[i]) ? Double.NaN : a[i] != 0 ? of.get(1)[i] : of.get(2)[i];
                }
                yield out;
            }
            default -> mapped(call, a);
        };
    }

    private double[] mapped(Formula.Call call, double[] of) {
        double[] out = new double[of.length];
        List<Integer> bad = new ArrayList<>();
        for (int i = 0; i < out.length; i++) {
            double v = of[i];
            out[i] = switch (call.function()) {
                case "log" -> FastMath.log(v);
                case "log10" -> FastMath.log10(v);
                case "log1p" -> FastMath.log1p(v);
                case "exp" -> FastMath.exp(v);
                case "sqrt" -> Math.sqrt(v);
                case "floor" -> Math.floor(v);
                case "ceiling" -> Math.ceil(v);
                case "round" -> Math.rint(v);
                default -> Math.abs(v);
            };
            if (!Double.isNaN(v) && !(Math.abs(out[i]) <= Double.MAX_VALUE)) {
                bad.add(i + 1);
            }
        }
        if (!bad.isEmpty()) {
            boolean log = call.function().startsWith("log") && !call.function().equals("log1p");
            throw outside(call, log ? "numbers above 0" : "numbers in its range", bad);
        }
        return out;
    }

    private org.overhang.core.OverhangException outside(Formula.Node node, String range, List<Integer> bad) {
        return FormulaText.refusal(
                text,
                node.at(),
                "needs " + range + " in " + node.name(),
                "they are not in " + Columns.rowNumbers(bad),
                "filter the rows, make the cells missing, or use Regression.poisson for an outcome with zeros");
    }

    /** Orthogonal over the rows that have a number, each of length one and rising in its leading power, as R's poly. */
    private double[] polynomial(Formula.Polynomial p) {
        double[] of = value(p.of());
        int[] rows = java.util.stream.IntStream.range(0, of.length)
                .filter(i -> !Double.isNaN(of[i]))
                .toArray();
        double mean = Arrays.stream(rows).mapToDouble(i -> of[i]).average().orElse(0);
        double[][] powers = new double[p.degree() + 1][rows.length];
        for (int d = 0; d < powers.length; d++) {
            for (int i = 0; i < rows.length; i++) {
                powers[d][i] = d == 0 ? 1 : powers[d - 1][i] * (of[rows[i]] - mean);
            }
        }
        Factorization f = Factorization.of(powers, null);
        if (f.kept().length < powers.length) {
            throw FormulaText.refusal(
                    text,
                    p.at(),
                    "needs more than " + p.degree() + " different values in " + p.of().name(),
                    "it has fewer",
                    "lower the degree");
        }
        double[] out = new double[of.length];
        Arrays.fill(out, Double.NaN);
        double[] basis = f.basis()[p.which()];
        for (int i = 0; i < rows.length; i++) {
            out[rows[i]] = basis[i];
        }
        return out;
    }
}
