package org.overhang.regress;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;

/**
 * A parsed regression formula: {@code y ~ x1 + log(x2) + i(year) + x1:x2 + lag(x, 1) | firm^product + year | w ~ z1 + z2}.
 *
 * @param text as typed
 * @param response left side
 * @param constant whether a constant is asked for where no effect is absorbed
 * @param regressors right side, instrumented regressors not included
 * @param effects absorbed effects
 * @param endogenous regressors to be instrumented; empty without an instrument part
 * @param instruments excluded instruments
 * @param several whether what was typed asks for more models than this
 */
record Formula(
        String text,
        Node response,
        boolean constant,
        List<Term> regressors,
        List<Effect> effects,
        List<Term> endogenous,
        List<Term> instruments,
        boolean several) {

    /** A numeric expression of a row. */
    sealed interface Node permits Column, Constant, Text, Call, Binary, In, Shift, Difference, Polynomial, Category {
        /** Where it stands in the text. */
        int at();

        /** How tables print it. */
        String name();

        /** What it is made of. */
        default List<Node> parts() {
            return List.of();
        }
    }

    /** A column. */
    record Column(String name, int at) implements Node {}

    /** A number. */
    record Constant(double value, int at) implements Node {
        @Override
        public String name() {
            return Numbers.plain(value);
        }
    }

    /** A text that a column is compared with. */
    record Text(String value, int at) implements Node {
        @Override
        public String name() {
            return "\"" + value + "\"";
        }
    }

    /** A function of expressions; brackets, minus and not are among them. */
    record Call(String function, List<Node> of, int at) implements Node {
        @Override
        public String name() {
            String inner = String.join(", ", of.stream().map(Node::name).toList());
            return switch (function) {
                case "(" -> "(" + inner + ")";
                case "-", "!" -> function + inner;
                default -> function + "(" + inner + ")";
            };
        }

        @Override
        public List<Node> parts() {
            return of;
        }
    }

    /** Two expressions with a sign between them. */
    record Binary(String sign, Node left, Node right, int at) implements Node {
        @Override
        public String name() {
            boolean close = sign.equals("/") || sign.equals("^");
            return left.name() + (close ? sign : " " + sign + " ") + right.name();
        }

        @Override
        public List<Node> parts() {
            return List.of(left, right);
        }
    }

    /** Whether an expression is one of some values. */
    record In(Node of, List<Node> set, int at) implements Node {
        @Override
        public String name() {
            return of.name() + " %in% c("
                    + String.join(", ", set.stream().map(Node::name).toList()) + ")";
        }

        @Override
        public List<Node> parts() {
            List<Node> all = new ArrayList<>(List.of(of));
            all.addAll(set);
            return all;
        }
    }

    /** An expression a number of periods ago (negative: ahead). */
    record Shift(Node of, int by, int at) implements Node {
        @Override
        public String name() {
            return by >= 0 ? "lag(" + of.name() + ", " + by + ")" : "lead(" + of.name() + ", " + -by + ")";
        }

        @Override
        public List<Node> parts() {
            return List.of(of);
        }
    }

    /** An expression less itself a number of periods ago. */
    record Difference(Node of, int by, int at) implements Node {
        @Override
        public String name() {
            return by == 1 ? "diff(" + of.name() + ")" : "diff(" + of.name() + ", " + by + ")";
        }

        @Override
        public List<Node> parts() {
            return List.of(of);
        }
    }

    /** One of the orthogonal polynomials of an expression, as R's poly. */
    record Polynomial(Node of, int degree, int which, int at) implements Node {
        @Override
        public String name() {
            return "poly(" + of.name() + ", " + degree + ")" + which;
        }

        @Override
        public List<Node> parts() {
            return List.of(of);
        }
    }

    /**
     * Indicators of the values of columns but some.
     *
     * @param columns key columns, crossed if there are several
     * @param references values left away; empty for the default
     * @param bins values joined under a new name
     * @param width numbers joined by as many, each bin named by its first; 0 for none
     * @param by what the indicators are multiplied by; null for nothing
     * @param at where it stands
     */
    record Category(
            List<String> columns,
            List<String> references,
            Map<String, List<String>> bins,
            int width,
            @Nullable Node by,
            int at)
            implements Node {
        @Override
        public String name() {
            return String.join("^", columns);
        }

        @Override
        public List<Node> parts() {
            return by == null ? List.of() : List.of(by);
        }
    }

    /** A product of expressions. */
    record Term(List<Node> factors) {
        /** The product with another term; a factor of both counts once, as R has it. */
        Term times(Term other) {
            List<Node> all = new ArrayList<>(factors);
            other.factors.stream()
                    .filter(f -> factors.stream().noneMatch(g -> g.name().equals(f.name()) && g instanceof Category))
                    .forEach(all::add);
            return new Term(List.copyOf(all));
        }

        /** Whether the factors are the same in any order. */
        boolean isSame(Term other) {
            return factors.stream()
                    .map(Node::name)
                    .sorted()
                    .toList()
                    .equals(other.factors.stream().map(Node::name).sorted().toList());
        }

        String name() {
            List<String> names = new ArrayList<>();
            factors.forEach(f -> names.add(f.name()));
            return String.join(":", names);
        }
    }

    /** An absorbed effect: crossed key columns, with slopes by group and with or without a level by group. */
    record Effect(List<String> columns, List<String> slopes, boolean level, int at) {
        String name() {
            String key = String.join("^", columns);
            if (slopes.isEmpty()) {
                return key;
            }
            String by = String.join(", ", slopes);
            return level ? key + "[" + by + "]" : key + "[[" + by + "]]";
        }
    }

    static Formula parse(String text) {
        return parseAll(text).get(0);
    }

    /** One formula a model: several outcomes and stepwise terms ask for more than one. */
    static List<Formula> parseAll(String text) {
        return new FormulaParser(text).formulas();
    }

    /** An expression by itself, such as a subset or weights. */
    static Node expression(String text) {
        FormulaText in = new FormulaText(text);
        in.blanks();
        Node out = new ExpressionParser(in).expression();
        if (!in.isDone()) {
            throw in.refusal("the end of the expression", "for example year >= 2018 & origin != \"China\"");
        }
        return out;
    }

    /** Columns that must be numbers. */
    Set<String> numbers() {
        Set<String> out = new LinkedHashSet<>();
        collect(response, out);
        for (List<Term> part : List.of(regressors, endogenous, instruments)) {
            part.forEach(t -> t.factors().forEach(f -> collect(f, out)));
        }
        effects.forEach(e -> out.addAll(e.slopes()));
        return out;
    }

    /** Columns of numbers under an expression; those compared with a text are keys. */
    static void collect(Node node, Set<String> into) {
        if (node instanceof Column c) {
            into.add(c.name());
        } else if (!isOfText(node)) {
            node.parts().forEach(p -> collect(p, into));
        }
    }

    /** Whether a column is compared with a text. */
    static boolean isOfText(Node node) {
        return node instanceof Binary b && (b.left() instanceof Text || b.right() instanceof Text)
                || node instanceof In in && in.set().stream().anyMatch(v -> v instanceof Text)
                || node instanceof Call c && c.function().equals("is.na") && c.of().get(0) instanceof Column;
    }

    private static void collectKeys(Node node, Set<String> into) {
        if (node instanceof Category c) {
            into.addAll(c.columns());
        }
        if (isOfText(node)) {
            node.parts().stream().filter(p -> p instanceof Column).forEach(p -> into.add(p.name()));
        } else {
            node.parts().forEach(p -> collectKeys(p, into));
        }
    }

    /** Key columns under an expression. */
    static Set<String> keys(Node node) {
        Set<String> out = new LinkedHashSet<>();
        collectKeys(node, out);
        return out;
    }

    private Stream<Node> nodes() {
        return Stream.concat(
                Stream.of(response),
                Stream.of(regressors, endogenous, instruments)
                        .flatMap(List::stream)
                        .flatMap(t -> t.factors().stream()));
    }

    /** Columns that name groups. */
    Set<String> groups() {
        Set<String> out = new LinkedHashSet<>();
        effects.forEach(e -> out.addAll(e.columns()));
        nodes().forEach(n -> collectKeys(n, out));
        return out;
    }

    /** Whether some expression looks at another period. */
    boolean shifts() {
        return nodes().anyMatch(Formula::shifts);
    }

    static boolean shifts(Node node) {
        return node instanceof Shift
                || node instanceof Difference
                || node.parts().stream().anyMatch(Formula::shifts);
    }

    /** The formula of this model alone: as typed, or written out where what was typed asks for several. */
    String shown() {
        if (!several) {
            return text.trim();
        }
        StringBuilder out = new StringBuilder(response.name()).append(" ~ ");
        List<String> terms =
                new ArrayList<>(regressors.stream().map(Formula::shown).toList());
        if (!constant) {
            terms.add(0, "0");
        }
        out.append(terms.isEmpty() ? "1" : String.join(" + ", terms));
        if (!effects.isEmpty()) {
            out.append(" | ")
                    .append(String.join(
                            " + ", effects.stream().map(Effect::name).toList()));
        }
        if (!endogenous.isEmpty()) {
            out.append(" | ")
                    .append(String.join(
                            " + ", endogenous.stream().map(Formula::shown).toList()))
                    .append(" ~ ")
                    .append(String.join(
                            " + ", instruments.stream().map(Formula::shown).toList()));
        }
        return out.toString();
    }

    private static String shown(Term term) {
        return String.join(
                ":",
                term.factors().stream()
                        .map(f -> f instanceof Category ? "i(" + f.name() + ")" : f.name())
                        .toList());
    }
}
