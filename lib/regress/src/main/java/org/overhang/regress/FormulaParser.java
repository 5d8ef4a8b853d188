package org.overhang.regress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;

/**
 * Reads a formula by descent; whatever it does not know it refuses with a caret at the place.
 *
 * <p>The idea. Between terms {@code + - * : ^} have R's meaning for models; inside a function's brackets, on the left side and
 * under {@code /} and comparisons they are arithmetic, which {@link ExpressionParser} reads. Several outcomes and stepwise parts
 * make alternatives: a part is a list of lists of terms, and the formulas are all combinations, in the order effects, outcome,
 * regressors, as fixest has it.
 */
final class FormulaParser {
    private static final List<String> STEPWISE = List.of("csw0", "sw0", "mvsw", "csw", "sw");
    private static final int MOST = 1_000;

    private final FormulaText in;
    private final ExpressionParser expressions;
    private boolean constant = true;

    FormulaParser(String text) {
        in = new FormulaText(text);
        expressions = new ExpressionParser(in);
    }

    List<Formula> formulas() {
        in.blanks();
        List<Formula.Node> responses = responses();
        in.expect('~', "\"~\" after the left side");
        List<List<Formula.Term>> regressors = terms(true);
        List<List<Formula.Effect>> effects = List.of(List.of());
        List<Formula.Term> endogenous = List.of();
        List<Formula.Term> instruments = List.of();
        for (int part = 0; in.take('|'); part++) {
            if (partHasTilde()) {
                endogenous = only(terms(false));
                in.expect('~', "\"~\" between the instrumented regressors and their instruments");
                instruments = only(terms(false));
                break;
            }
            if (part > 0) {
                throw in.refusal("a part \"instrumented ~ instruments\"", "effects in one part only, joined by \"+\"");
            }
            effects = effects();
        }
        if (!in.isDone()) {
            throw in.refusal("the end of the formula", "terms joined by \"+\" and parts divided by \"|\"");
        }
        long count = (long) responses.size() * regressors.size() * effects.size();
        if (count > MOST) {
            throw in.refusal("at most " + MOST + " models", "it asks for " + count);
        }
        List<Formula> out = new ArrayList<>();
        for (List<Formula.Effect> absorbed : effects) {
            for (Formula.Node response : responses) {
                for (List<Formula.Term> right : regressors) {
                    out.add(new Formula(
                            in.text(), response, constant, right, absorbed, endogenous, instruments, count > 1));
                }
            }
        }
        return out;
    }

    private <T> List<T> only(List<List<T>> alternatives) {
        if (alternatives.size() > 1) {
            throw in.refusal("one set of instruments", "stepwise parts stand among regressors and effects");
        }
        return alternatives.get(0);
    }

    private boolean partHasTilde() {
        int bar = in.text().indexOf('|', in.at());
        int tilde = in.text().indexOf('~', in.at());
        return tilde >= 0 && (bar < 0 || tilde < bar);
    }

    private List<Formula.Node> responses() {
        int from = in.at();
        if (in.startsWith("c(")) {
            in.take('c');
            in.take('(');
            List<Formula.Node> out = new ArrayList<>();
            do {
                out.add(response(in.at()));
            } while (in.take(','));
            in.expect(')', "\")\" to close c(");
            return out;
        }
        return List.of(response(from));
    }

    private Formula.Node response(int from) {
        Formula.Node node = expressions.expression();
        if (node instanceof Formula.Constant || node instanceof Formula.Text) {
            in.back(from);
            throw in.refusal(
                    "one numeric column on the left side", "a column or a function of one, such as log(price)");
        }
        return node;
    }

    private List<List<Formula.Term>> terms(boolean mayHaveConstant) {
        List<List<Formula.Term>> out = new ArrayList<>(List.of(List.of()));
        boolean minus = in.take('-');
        do {
            in.blanks();
            int from = in.at();
            boolean bare = (in.peek() == '0' || in.peek() == '1') && mayHaveConstant;
            if (bare && isBareDigit()) {
                constant = (in.number() > 0) != minus;
            } else if (minus) {
                in.back(from);
                throw in.refusal("1 after \"-\"", "only the constant can be taken out, as in \"- 1\"");
            } else {
                String stepwise = stepwise();
                out = stepwise.isEmpty()
                        ? combined(out, List.of(product()), FormulaParser::isSame)
                        : combined(out, alternatives(stepwise, this::plus), FormulaParser::isSame);
            }
            minus = in.peek() == '-';
        } while (in.take('+') || in.take('-'));
        return out;
    }

    private boolean isBareDigit() {
        int from = in.at();
        in.number();
        boolean bare = in.isDone() || "+-|~".indexOf(in.peek()) >= 0;
        in.back(from);
        return bare;
    }

    private static boolean isSame(Formula.Term a, Formula.Term b) {
        return a.isSame(b);
    }

    private interface Same<T> {
        boolean are(T a, T b);
    }

    /** Every list so far with every alternative after it, each thing once. */
    private static <T> List<List<T>> combined(List<List<T>> before, List<List<T>> alternatives, Same<T> same) {
        List<List<T>> out = new ArrayList<>();
        for (List<T> start : before) {
            for (List<T> more : alternatives) {
                List<T> all = new ArrayList<>(start);
                for (T next : more) {
                    if (all.stream().noneMatch(t -> same.are(t, next))) {
                        all.add(next);
                    }
                }
                out.add(List.copyOf(all));
            }
        }
        return out;
    }

    /** The stepwise function that stands here; empty if none does. */
    private String stepwise() {
        for (String name : STEPWISE) {
            if (in.startsWith(name + "(")) {
                in.take(name);
                in.take('(');
                return name;
            }
        }
        return "";
    }

    private <T> List<List<T>> alternatives(String name, Supplier<List<T>> argument) {
        List<List<T>> parts = new ArrayList<>();
        do {
            parts.add(argument.get());
        } while (in.take(','));
        in.expect(')', "\")\" to close " + name + "(");
        if (name.equals("mvsw")) {
            if (parts.size() > 9) {
                throw in.refusal("at most nine parts in mvsw()", "each further one doubles the models");
            }
            List<List<T>> out = new ArrayList<>();
            for (int set = 0; set < 1 << parts.size(); set++) {
                List<T> all = new ArrayList<>();
                for (int p = 0; p < parts.size(); p++) {
                    if ((set >> p & 1) == 1) {
                        all.addAll(parts.get(p));
                    }
                }
                out.add(all);
            }
            return out;
        }
        List<List<T>> out = new ArrayList<>();
        if (name.endsWith("0")) {
            out.add(List.of());
        }
        List<T> sum = new ArrayList<>();
        for (List<T> part : parts) {
            sum.addAll(part);
            out.add(name.startsWith("c") ? List.copyOf(sum) : part);
        }
        return out;
    }

    /** Terms joined by "+" inside brackets. */
    private List<Formula.Term> plus() {
        List<Formula.Term> out = new ArrayList<>();
        do {
            in.blanks();
            for (Formula.Term term : product()) {
                if (out.stream().noneMatch(t -> t.isSame(term))) {
                    out.add(term);
                }
            }
        } while (in.take('+'));
        return out;
    }

    /** Interactions joined by "*": each, and all their products, the shorter ones first. */
    private List<Formula.Term> product() {
        List<Formula.Term> all = new ArrayList<>(interaction());
        while (in.take('*')) {
            List<Formula.Term> right = interaction();
            List<Formula.Term> crossed = crossed(all, right);
            all.addAll(right);
            all.addAll(crossed);
        }
        all.sort(Comparator.comparingInt(t -> t.factors().size()));
        return all;
    }

    private static List<Formula.Term> crossed(List<Formula.Term> left, List<Formula.Term> right) {
        List<Formula.Term> out = new ArrayList<>();
        left.forEach(a -> right.forEach(b -> out.add(a.times(b))));
        return out;
    }

    /** Factors joined by ":"; a factor may stand for several (lags 0 to 4, a sum in brackets). */
    private List<Formula.Term> interaction() {
        List<Formula.Term> all = factor();
        while (in.take(':')) {
            all = crossed(all, factor());
        }
        return all;
    }

    private List<Formula.Term> factor() {
        int from = in.at();
        if (in.peek() == '(') {
            List<Formula.Term> group = group();
            if (!group.isEmpty()) {
                return group;
            }
            in.back(from);
        }
        List<Formula.Node> category = category();
        if (!category.isEmpty()) {
            return category.stream().map(n -> new Formula.Term(List.of(n))).toList();
        }
        if (in.isNumber()) {
            throw in.refusal(
                    "a column or a function", "the constant is 1 or 0, alone; arithmetic with numbers goes into I()");
        }
        List<Formula.Node> nodes = expressions.primary();
        if (nodes.size() == 1) {
            Formula.Node node = expressions.power(nodes.get(0));
            while (in.peek() == '/') {
                int at = in.at();
                in.take('/');
                node = new Formula.Binary("/", node, expressions.power(one()), at);
            }
            nodes = List.of(expressions.compared(node));
        }
        return nodes.stream().map(n -> new Formula.Term(List.of(n))).toList();
    }

    private Formula.Node one() {
        List<Formula.Node> nodes = expressions.primary();
        if (nodes.size() != 1) {
            throw in.refusal("one column here", "several lags stand alone as terms");
        }
        return nodes.get(0);
    }

    /** {@code (a + b)}, or {@code (a + b + c)^2} with all products up to two; empty if the brackets are arithmetic. */
    private List<Formula.Term> group() {
        in.take('(');
        List<Formula.Term> inner;
        try {
            inner = plus();
        } catch (OverhangException e) {
            return List.of();
        }
        if (!in.take(')') || "/<>=!%".indexOf(in.peek()) >= 0 && !in.isDone()) {
            return List.of();
        }
        if (in.peek() != '^') {
            return inner;
        }
        in.take('^');
        int power = in.whole("a whole power", "(a + b + c)^2 holds all terms and their products of two");
        List<Formula.Term> all = new ArrayList<>(inner);
        List<Formula.Term> last = inner;
        for (int p = 2; p <= power; p++) {
            last = crossed(last, inner);
            for (Formula.Term term : last) {
                Set<String> names = new LinkedHashSet<>(
                        term.factors().stream().map(Formula.Node::name).toList());
                if (names.size() == term.factors().size() && all.stream().noneMatch(t -> t.isSame(term))) {
                    all.add(term);
                }
            }
        }
        all.sort(Comparator.comparingInt(t -> t.factors().size()));
        return all;
    }

    /**
     * {@code i(column)}, {@code i(a^b)}, {@code i(column, x)}, with {@code ref = value}, {@code ref = c(…)}, {@code bin = list(…)};
     * {@code factor(column)} and {@code C(column)} are the same. Empty if something else stands here.
     */
    private List<Formula.Node> category() {
        int from = in.at();
        String word = ExpressionParser.CATEGORIES.stream()
                .filter(c -> in.startsWith(c + "("))
                .findFirst()
                .orElse("");
        if (word.isEmpty()) {
            return List.of();
        }
        in.take(word);
        in.take('(');
        List<String> columns = new ArrayList<>(List.of(in.name("a column inside " + word + "()")));
        while (in.take('^')) {
            columns.add(in.name("a column after \"^\""));
        }
        List<String> references = new ArrayList<>();
        Map<String, List<String>> bins = new LinkedHashMap<>();
        int width = 0;
        Formula.@Nullable Node by = null;
        while (in.take(',')) {
            if (takeOption("ref")) {
                references.addAll(values());
            } else if (takeOption("bin")) {
                width = bins(bins);
            } else if (by == null) {
                by = expressions.expression();
            } else {
                throw in.refusal(
                        "\"ref =\" or \"bin =\" inside i()", "i(column, x, ref = value, bin = list(new = c(a, b)))");
            }
        }
        in.expect(')', "\")\" to close " + word + "(");
        return List.of(
                new Formula.Category(List.copyOf(columns), List.copyOf(references), Map.copyOf(bins), width, by, from));
    }

    private boolean takeOption(String name) {
        int from = in.at();
        if (in.take(name) && in.peek() == '=' && !in.startsWith("==")) {
            in.take('=');
            return true;
        }
        in.back(from);
        return false;
    }

    /** One value, or several in {@code c(…)}; {@code 1:3} stands for its whole numbers. */
    private List<String> values() {
        List<String> out = new ArrayList<>();
        if (!in.startsWith("c(")) {
            addValue(out);
            return out;
        }
        in.take('c');
        in.take('(');
        do {
            addValue(out);
        } while (in.take(','));
        in.expect(')', "\")\" to close c(");
        return out;
    }

    private void addValue(List<String> out) {
        int from = in.at();
        boolean quoted = in.peek() == '"' || in.peek() == '\'';
        String value = in.value("a value");
        if (quoted || !value.matches("-?[0-9]{1,6}:-?[0-9]{1,6}")) {
            out.add(value);
            return;
        }
        int low = Integer.parseInt(value.substring(0, value.indexOf(':')));
        int high = Integer.parseInt(value.substring(value.indexOf(':') + 1));
        if (high < low) {
            in.back(from);
            throw in.refusal("a range of values from low to high", "for example 2016:2019");
        }
        for (int v = low; v <= high; v++) {
            out.add(Integer.toString(v));
        }
    }

    /**
     * Bins by name, {@code list(old = c(…))}; one bin named by its first value, {@code c(…)}; or as many numbers a bin, {@code
     * "bin::3"}, whose width it returns.
     */
    private int bins(Map<String, List<String>> into) {
        if (in.peek() == '"' || in.peek() == '\'') {
            int from = in.at();
            String word = in.value("a width");
            if (!word.matches("bin::[1-9][0-9]{0,5}")) {
                in.back(from);
                throw in.refusal(
                        "a width such as \"bin::3\"", "it joins the numbers by three, each bin named by its first");
            }
            return Integer.parseInt(word.substring(5));
        }
        if (in.startsWith("c(")) {
            List<String> joined = values();
            into.put(joined.get(0), joined);
            return 0;
        }
        if (!in.take("list")) {
            throw in.refusal(
                    "list(new = c(…)), c(…) or \"bin::3\" after \"bin =\"",
                    "for example bin = list(old = c(2001, 2002))");
        }
        in.expect('(', "\"(\" after list");
        do {
            int from = in.at();
            String name = in.peek() == '"' ? in.value("a name") : in.name("a name for the bin");
            in.expect('=', "\"=\" after the name of a bin");
            if (into.put(name, values()) != null) {
                in.back(from);
                throw in.refusal("each bin once", "name the second one otherwise");
            }
        } while (in.take(','));
        in.expect(')', "\")\" to close list(");
        return 0;
    }

    private List<List<Formula.Effect>> effects() {
        List<List<Formula.Effect>> out = new ArrayList<>(List.of(List.of()));
        do {
            in.blanks();
            String stepwise = stepwise();
            List<List<Formula.Effect>> next =
                    stepwise.isEmpty() ? List.of(List.of(effect())) : alternatives(stepwise, this::effectsInBrackets);
            List<List<Formula.Effect>> all = new ArrayList<>();
            for (List<Formula.Effect> start : out) {
                for (List<Formula.Effect> more : next) {
                    List<Formula.Effect> merged = new ArrayList<>(start);
                    more.forEach(e -> add(merged, e));
                    all.add(List.copyOf(merged));
                }
            }
            out = all;
        } while (in.take('+'));
        return out;
    }

    private List<Formula.Effect> effectsInBrackets() {
        List<Formula.Effect> out = new ArrayList<>();
        do {
            in.blanks();
            out.add(effect());
        } while (in.take('+'));
        return out;
    }

    private Formula.Effect effect() {
        int from = in.at();
        List<String> columns = new ArrayList<>(List.of(in.name("a key column to absorb")));
        while (in.take('^')) {
            columns.add(in.name("a key column after \"^\""));
        }
        List<String> slopes = new ArrayList<>();
        boolean level = true;
        if (in.take('[')) {
            level = !in.take('[');
            do {
                slopes.add(in.name("a slope column"));
            } while (in.take(','));
            in.expect(']', "\"]\" after the slopes");
            if (!level) {
                in.expect(']', "\"]]\" after the slopes");
            }
        }
        return new Formula.Effect(List.copyOf(columns), List.copyOf(slopes), level, from);
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
}
