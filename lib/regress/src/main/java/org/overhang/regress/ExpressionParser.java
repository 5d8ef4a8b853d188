package org.overhang.regress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.overhang.core.Nearest;

/**
 * Reads arithmetic, comparisons and functions of columns by descent, with R's precedence: {@code ^}, unary minus, {@code * /},
 * {@code + -}, comparisons and {@code %in%}, {@code !}, {@code &}, {@code |}.
 */
final class ExpressionParser {
    /** Functions of numbers with the count of their arguments. */
    static final Map<String, Integer> FUNCTIONS = Map.ofEntries(
            Map.entry("log", 1),
            Map.entry("log10", 1),
            Map.entry("log1p", 1),
            Map.entry("exp", 1),
            Map.entry("sqrt", 1),
            Map.entry("abs", 1),
            Map.entry("floor", 1),
            Map.entry("ceiling", 1),
            Map.entry("round", 1),
            Map.entry("I", 1),
            Map.entry("is.na", 1),
            Map.entry("min", 2),
            Map.entry("max", 2),
            Map.entry("ifelse", 3));

    private static final List<String> KNOWN = List.of(
            "log", "log10", "log1p", "exp", "sqrt", "abs", "floor", "ceiling", "round", "I", "is.na", "min", "max",
            "ifelse", "lag", "lead", "diff", "i", "poly", "factor");
    private static final List<String> COMPARISONS = List.of("==", "!=", ">=", "<=", ">", "<");
    private static final Map<String, String> SHORT = Map.of("l", "lag", "f", "lead", "d", "diff");
    static final Set<String> CATEGORIES = Set.of("i", "factor", "C", "as.factor");

    private final FormulaText in;

    ExpressionParser(FormulaText in) {
        this.in = in;
    }

    Formula.Node expression() {
        Formula.Node left = conjunction();
        while (in.peek() == '|') {
            int at = in.at();
            in.take('|');
            in.take('|');
            left = new Formula.Binary("|", left, conjunction(), at);
        }
        return left;
    }

    private Formula.Node conjunction() {
        Formula.Node left = negation();
        while (in.peek() == '&') {
            int at = in.at();
            in.take('&');
            in.take('&');
            left = new Formula.Binary("&", left, negation(), at);
        }
        return left;
    }

    private Formula.Node negation() {
        int at = in.at();
        if (in.peek() == '!' && !in.startsWith("!=")) {
            in.take('!');
            return new Formula.Call("!", List.of(negation()), at);
        }
        return compared(sum(), this::sum);
    }

    /** A comparison of a term, whose right side ends at the next sign between terms. */
    Formula.Node compared(Formula.Node left) {
        return compared(left, this::signed);
    }

    private Formula.Node compared(Formula.Node left, Supplier<Formula.Node> right) {
        int at = in.at();
        for (String sign : COMPARISONS) {
            if (in.take(sign)) {
                return new Formula.Binary(sign, left, right.get(), at);
            }
        }
        if (in.take("%in%")) {
            List<Formula.Node> set = new ArrayList<>();
            if (!in.take("c")) {
                set.add(sum());
                return new Formula.In(left, List.copyOf(set), at);
            }
            in.expect('(', "\"(\" after c");
            do {
                set.add(sum());
            } while (in.take(','));
            in.expect(')', "\")\" to close c(");
            return new Formula.In(left, List.copyOf(set), at);
        }
        return left;
    }

    private Formula.Node sum() {
        Formula.Node left = product();
        while (in.peek() == '+' || in.peek() == '-') {
            int at = in.at();
            String sign = Character.toString(in.peek());
            in.take(in.peek());
            left = new Formula.Binary(sign, left, product(), at);
        }
        return left;
    }

    private Formula.Node product() {
        Formula.Node left = signed();
        while (in.peek() == '*' || in.peek() == '/') {
            int at = in.at();
            String sign = Character.toString(in.peek());
            in.take(in.peek());
            left = new Formula.Binary(sign, left, signed(), at);
        }
        return left;
    }

    private Formula.Node signed() {
        int at = in.at();
        if (in.take('-')) {
            return new Formula.Call("-", List.of(signed()), at);
        }
        return power(single());
    }

    /** A power that goes on from its base, or the base. */
    Formula.Node power(Formula.Node base) {
        int at = in.at();
        return in.take('^') ? new Formula.Binary("^", base, signed(), at) : base;
    }

    private Formula.Node single() {
        int from = in.at();
        List<Formula.Node> nodes = primary();
        if (nodes.size() != 1) {
            in.back(from);
            throw in.refusal("one column here", "several lags or powers stand alone as terms");
        }
        return nodes.get(0);
    }

    /** A number, a text, a column, brackets or a function; lags over a range and polynomials give several. */
    List<Formula.Node> primary() {
        int from = in.at();
        if (in.isNumber()) {
            return List.of(new Formula.Constant(in.number(), from));
        }
        if (in.peek() == '"' || in.peek() == '\'') {
            return List.of(new Formula.Text(in.value("a text"), from));
        }
        if (in.take('(')) {
            Formula.Node inner = expression();
            in.expect(')', "\")\"");
            return List.of(new Formula.Call("(", List.of(inner), from));
        }
        boolean quoted = in.peek() == '`';
        String name = in.name("a column or a function");
        if (in.peek() != '(') {
            return List.of(new Formula.Column(name, from));
        }
        if (quoted) {
            in.back(from);
            throw unknown(name);
        }
        return call(SHORT.getOrDefault(name, name), from);
    }

    private List<Formula.Node> call(String name, int from) {
        if (name.equals("lag") || name.equals("lead") || name.equals("diff")) {
            return shifted(name, from);
        }
        if (name.equals("poly")) {
            return polynomial(from);
        }
        Integer arguments = FUNCTIONS.get(name);
        if (arguments == null) {
            in.back(from);
            if (CATEGORIES.contains(name)) {
                throw in.refusal("a numeric column", name + "() stands alone or in a product");
            }
            throw unknown(name);
        }
        in.take('(');
        List<Formula.Node> inner = new ArrayList<>();
        do {
            inner.add(expression());
        } while (inner.size() < arguments && in.take(','));
        in.expect(')', "\")\" to close " + name + "(");
        if (inner.size() < arguments) {
            in.back(from);
            throw in.refusal(arguments + " arguments of " + name, "for example ifelse(x > 0, x, 0)");
        }
        return List.of(new Formula.Call(name, List.copyOf(inner), from));
    }

    private org.overhang.core.OverhangException unknown(String name) {
        return in.refusal(
                "a function that formulas know",
                Nearest.hint(name, KNOWN) + "They are " + String.join(", ", KNOWN)
                        + "; compute anything else as a column first");
    }

    private List<Formula.Node> shifted(String name, int from) {
        in.take('(');
        List<Formula.Node> inner = lagged();
        List<Formula.Node> out = new ArrayList<>();
        if (name.equals("diff")) {
            int by = in.take(',') ? in.whole("a number of periods", "for example diff(x, 4)") : 1;
            inner.forEach(n -> out.add(new Formula.Difference(n, by, from)));
        } else {
            int[] range = range();
            for (int by = range[0]; by <= range[1]; by++) {
                for (Formula.Node node : inner) {
                    out.add(new Formula.Shift(node, name.equals("lag") ? by : -by, from));
                }
            }
        }
        in.expect(')', "\")\" to close " + name + "(");
        return out;
    }

    /** What a lag is of: lags of lags over a range, or one expression. */
    private List<Formula.Node> lagged() {
        int from = in.at();
        List<Formula.Node> nodes = in.isNameStart() ? primary() : List.of();
        if (nodes.size() > 1 || nodes.size() == 1 && (in.peek() == ',' || in.peek() == ')')) {
            return nodes;
        }
        in.back(from);
        return List.of(expression());
    }

    /** Periods after the comma: one number, or a range such as 0:4. */
    private int[] range() {
        if (!in.take(',')) {
            return new int[] {1, 1};
        }
        int low = periods();
        if (!in.take(':')) {
            return new int[] {low, low};
        }
        int high = periods();
        if (high < low) {
            throw in.refusal("a range of periods from low to high", "for example lag(x, 0:4)");
        }
        return new int[] {low, high};
    }

    /** A number of periods; a negative lag is a lead. */
    private int periods() {
        boolean negative = in.take('-');
        int count = in.whole("a number of periods", "a whole number such as 1, or a range such as 0:4 or -2:2");
        return negative ? -count : count;
    }

    private List<Formula.Node> polynomial(int from) {
        in.take('(');
        Formula.Node of = expression();
        in.expect(',', "a degree, as in poly(x, 2)");
        int degree = in.whole("a degree from 1 to 9", "for example poly(x, 2)");
        if (degree < 1 || degree > 9) {
            in.back(from);
            throw in.refusal("a degree from 1 to 9", "for example poly(x, 2)");
        }
        in.expect(')', "\")\" to close poly(");
        List<Formula.Node> out = new ArrayList<>();
        for (int d = 1; d <= degree; d++) {
            out.add(new Formula.Polynomial(of, degree, d, from));
        }
        return out;
    }
}
