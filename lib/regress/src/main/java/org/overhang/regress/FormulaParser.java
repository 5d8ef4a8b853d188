package org.overhang.regress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Reads a formula by descent; whatever it does not know it refuses with a caret at the place. */
final class FormulaParser {
    private static final Set<String> FUNCTIONS = Set.of("log", "exp", "sqrt", "abs");
    private static final List<String> KNOWN = List.of("log", "exp", "sqrt", "abs", "lag", "lead", "diff", "i");

    private final String text;
    private int at;
    private boolean constant = true;

    FormulaParser(String text) {
        this.text = text;
    }

    Formula formula() {
        blanks();
        Formula.Node response = single();
        expect('~', "\"~\" after the left side");
        List<Formula.Term> regressors = terms(true);
        List<Formula.Effect> effects = new ArrayList<>();
        List<Formula.Term> endogenous = new ArrayList<>();
        List<Formula.Term> instruments = new ArrayList<>();
        for (int part = 0; take('|'); part++) {
            if (partHasTilde()) {
                endogenous.addAll(terms(false));
                expect('~', "\"~\" between the instrumented regressors and their instruments");
                instruments.addAll(terms(false));
                break;
            }
            if (part > 0) {
                throw refusal("a part \"instrumented ~ instruments\"", "effects in one part only, joined by \"+\"");
            }
            effects.addAll(effects());
        }
        if (at < text.length()) {
            throw refusal("the end of the formula", "terms joined by \"+\" and parts divided by \"|\"");
        }
        return new Formula(
                text,
                response,
                constant,
                List.copyOf(regressors),
                List.copyOf(effects),
                List.copyOf(endogenous),
                List.copyOf(instruments));
    }

    private boolean partHasTilde() {
        int bar = text.indexOf('|', at);
        int tilde = text.indexOf('~', at);
        return tilde >= 0 && (bar < 0 || tilde < bar);
    }

    private Formula.Node single() {
        int from = at;
        List<Formula.Node> nodes = factor();
        if (nodes.size() != 1 || nodes.get(0) instanceof Formula.Category) {
            at = from;
            throw refusal("one numeric column on the left side", "a column or a function of one, such as log(price)");
        }
        return nodes.get(0);
    }

    private List<Formula.Term> terms(boolean mayHaveConstant) {
        List<Formula.Term> out = new ArrayList<>();
        boolean minus = take('-');
        do {
            blanks();
            if (mayHaveConstant && (peek() == '0' || peek() == '1')) {
                constant = (peek() == '1') != minus;
                at++;
                blanks();
            } else if (minus) {
                throw refusal("1 after \"-\"", "only the constant can be taken out, as in \"- 1\"");
            } else {
                product(out);
            }
            minus = peek() == '-';
        } while (take('+') || take('-'));
        return out;
    }

    /** Interactions joined by "*": each, and all their products, the shorter ones first. */
    private void product(List<Formula.Term> out) {
        List<Formula.Term> all = new ArrayList<>(interaction());
        while (take('*')) {
            List<Formula.Term> right = interaction();
            List<Formula.Term> crossed = new ArrayList<>();
            all.forEach(left -> right.forEach(term -> crossed.add(left.times(term))));
            all.addAll(right);
            all.addAll(crossed);
        }
        all.sort(Comparator.comparingInt(t -> t.factors().size()));
        for (Formula.Term term : all) {
            if (out.stream().noneMatch(t -> t.isSame(term))) {
                out.add(term);
            }
        }
    }

    /** Factors joined by ":"; a factor may stand for several (lags 0 to 4). */
    private List<Formula.Term> interaction() {
        List<Formula.Term> all = new ArrayList<>();
        factor().forEach(n -> all.add(new Formula.Term(List.of(n))));
        while (take(':')) {
            List<Formula.Node> right = factor();
            List<Formula.Term> crossed = new ArrayList<>();
            all.forEach(left -> right.forEach(n -> crossed.add(left.times(new Formula.Term(List.of(n))))));
            all.clear();
            all.addAll(crossed);
        }
        return all;
    }

    private List<Formula.Node> factor() {
        int from = at;
        String name = name("a column or a function");
        if (peek() != '(') {
            return List.of(new Formula.Column(name, from));
        }
        if (text.charAt(from) == '`' || !KNOWN.contains(name)) {
            at = from;
            throw refusal(
                    "a function that formulas know",
                    Nearest.hint(name, KNOWN) + "They are " + String.join(", ", KNOWN)
                            + "; compute anything else as a column first");
        }
        at++;
        blanks();
        if (name.equals("i")) {
            return category(from);
        }
        List<Formula.Node> inner = factor();
        List<Formula.Node> out = new ArrayList<>();
        if (name.equals("lag") || name.equals("lead")) {
            int[] range = range();
            for (int by = range[0]; by <= range[1]; by++) {
                for (Formula.Node node : inner) {
                    out.add(new Formula.Shift(node, name.equals("lag") ? by : -by, from));
                }
            }
        } else if (FUNCTIONS.contains(name) || name.equals("diff")) {
            inner.forEach(n -> out.add(new Formula.Call(name, n, from)));
        }
        if (inner.stream().anyMatch(n -> n instanceof Formula.Category)) {
            at = from;
            throw refusal("a numeric column inside " + name + "()", "i() stands alone or in a product");
        }
        expect(')', "\")\" to close " + name + "(");
        return out;
    }

    /** Periods after the comma: one number, or a range such as 0:4. */
    private int[] range() {
        if (!take(',')) {
            return new int[] {1, 1};
        }
        blanks();
        int low = whole();
        if (!take(':')) {
            return new int[] {low, low};
        }
        blanks();
        int high = whole();
        if (high < low) {
            throw refusal("a range of periods from low to high", "for example lag(x, 0:4)");
        }
        return new int[] {low, high};
    }

    private int whole() {
        int from = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (at == from || at - from > 6) {
            at = from;
            throw refusal("a number of periods", "a whole number such as 1, or a range such as 0:4");
        }
        int value = Integer.parseInt(text.substring(from, at));
        blanks();
        return value;
    }

    /** {@code i(column)}, with {@code ref = value} and with a numeric column to multiply by. */
    private List<Formula.Node> category(int from) {
        String column = name("a column inside i()");
        String reference = null;
        while (take(',')) {
            blanks();
            if (!text.startsWith("ref", at)) {
                throw refusal(
                        "\"ref = value\" inside i()",
                        "write a product as i(" + column + "):x, a reference as ref = 2010");
            }
            at += 3;
            blanks();
            expect('=', "\"=\" after ref");
            reference = value();
        }
        expect(')', "\")\" to close i(");
        return List.of(new Formula.Category(column, reference, from));
    }

    private String value() {
        int from = at;
        if (peek() == '"' || peek() == '\'') {
            char quote = text.charAt(at);
            int end = text.indexOf(quote, at + 1);
            if (end < 0) {
                throw refusal("a closing quotation mark", "for example ref = \"China\"");
            }
            at = end + 1;
            String out = text.substring(from + 1, end);
            blanks();
            return out;
        }
        while (at < text.length() && ",) ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == from) {
            throw refusal("a value after \"ref =\"", "for example ref = 2010");
        }
        String out = text.substring(from, at);
        blanks();
        return out;
    }

    private List<Formula.Effect> effects() {
        List<Formula.Effect> out = new ArrayList<>();
        do {
            blanks();
            int from = at;
            List<String> columns = new ArrayList<>(List.of(name("a key column to absorb")));
            while (take('^')) {
                blanks();
                columns.add(name("a key column after \"^\""));
            }
            List<String> slopes = new ArrayList<>();
            boolean level = true;
            if (take('[')) {
                level = !take('[');
                do {
                    blanks();
                    slopes.add(name("a slope column"));
                } while (take(','));
                expect(']', "\"]\" after the slopes");
                if (!level) {
                    expect(']', "\"]]\" after the slopes");
                }
            }
            add(out, new Formula.Effect(List.copyOf(columns), List.copyOf(slopes), level, from));
        } while (take('+'));
        return out;
    }

    /** Effects of the same groups are one effect, with the slopes of all. */
    private static void add(List<Formula.Effect> out, Formula.Effect effect) {
        for (int e = 0; e < out.size(); e++) {
            Formula.Effect before = out.get(e);
            if (Set.copyOf(before.columns()).equals(Set.copyOf(effect.columns()))) {
                Set<String> slopes = new LinkedHashSet<>(before.slopes());
                slopes.addAll(effect.slopes());
                out.set(
                        e,
                        new Formula.Effect(
                                before.columns(), List.copyOf(slopes), before.level() || effect.level(), before.at()));
                return;
            }
        }
        out.add(effect);
    }

    private String name(String needed) {
        int from = at;
        if (peek() == '`') {
            int end = text.indexOf('`', at + 1);
            if (end < 0) {
                throw refusal("a closing backquote", "for example `unit price`");
            }
            at = end + 1;
            String out = text.substring(from + 1, end);
            blanks();
            return out;
        }
        if (at < text.length()
                && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_' || text.charAt(at) == '.')) {
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at))
                            || text.charAt(at) == '_'
                            || text.charAt(at) == '.')) {
                at++;
            }
            String out = text.substring(from, at);
            blanks();
            return out;
        }
        throw refusal(needed, "names with blanks or signs go in backquotes");
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        blanks();
        return true;
    }

    private void expect(char c, String needed) {
        if (!take(c)) {
            throw refusal(needed, "the form is y ~ x1 + log(x2) + i(year) | firm^product + year | w ~ z1 + z2");
        }
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private OverhangException refusal(String needed, String advice) {
        return refusal(text, at, "needs " + needed, found(), advice);
    }

    private String found() {
        return at < text.length() ? "found \"" + text.charAt(at) + "\"" : "it ends";
    }

    /** A refusal with the formula and a caret below the place. */
    static OverhangException refusal(String text, int at, String needed, @Nullable String found, String advice) {
        String first = "The formula " + needed + " at character " + (at + 1) + (found == null ? "" : ", but " + found)
                + "; " + advice + ".";
        String line = text.replaceAll("\\s", " ");
        return new OverhangException(Reason.BAD_VALUE, first + "\n  " + line + "\n  " + " ".repeat(at) + "^");
    }
}
