package org.overhang.regress;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 */
record Formula(
        String text,
        Node response,
        boolean constant,
        List<Term> regressors,
        List<Effect> effects,
        List<Term> endogenous,
        List<Term> instruments) {

    /** A numeric expression of a row. */
    sealed interface Node permits Column, Call, Shift, Category {
        /** Where it stands in the text. */
        int at();

        /** How tables print it. */
        String name();
    }

    /** A column. */
    record Column(String name, int at) implements Node {}

    /** A function of one expression. */
    record Call(String function, Node of, int at) implements Node {
        @Override
        public String name() {
            return function + "(" + of.name() + ")";
        }
    }

    /** An expression a number of periods ago (negative: ahead). */
    record Shift(Node of, int by, int at) implements Node {
        @Override
        public String name() {
            return by >= 0 ? "lag(" + of.name() + ", " + by + ")" : "lead(" + of.name() + ", " + -by + ")";
        }
    }

    /** Indicators of the values of a column but one. */
    record Category(String name, @Nullable String reference, int at) implements Node {}

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
        return new FormulaParser(text).formula();
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

    static void collect(Node node, Set<String> into) {
        if (node instanceof Column c) {
            into.add(c.name());
        } else if (node instanceof Call c) {
            collect(c.of(), into);
        } else if (node instanceof Shift s) {
            collect(s.of(), into);
        }
    }

    /** Columns that name groups. */
    Set<String> groups() {
        Set<String> out = new LinkedHashSet<>();
        effects.forEach(e -> out.addAll(e.columns()));
        for (List<Term> part : List.of(regressors, endogenous, instruments)) {
            part.forEach(t -> t.factors().forEach(f -> {
                if (f instanceof Category c) {
                    out.add(c.name());
                }
            }));
        }
        return out;
    }

    /** Whether some expression looks at another period. */
    boolean shifts() {
        boolean found = shifts(response);
        for (List<Term> part : List.of(regressors, endogenous, instruments)) {
            found |= part.stream().anyMatch(t -> t.factors().stream().anyMatch(Formula::shifts));
        }
        return found;
    }

    private static boolean shifts(Node node) {
        return node instanceof Shift || (node instanceof Call c && (c.function().equals("diff") || shifts(c.of())));
    }
}
