package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.Sample;

/** From a formula and a source to the rows and arrays of an estimate; counts what it leaves out. */
final class SampleBuilder {
    /** Columns that a line names before it only counts. */
    private static final int MOST_NAMED = 20;

    private final Formula formula;
    private final Source source;
    private final Formula.@Nullable Node weight;
    private final Formula.@Nullable Node offsetBy;
    private final Formula.@Nullable Node subset;
    private final String splitColumn;
    private final @Nullable String group;
    private final String timeColumn;
    private final String unitColumn;
    private final boolean dropSingletons;
    private final boolean counts;
    private final boolean binary;
    private final List<String> also;
    private final List<Sample.LeftOut> leftOut = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    SampleBuilder(Regression spec, Source source) {
        this.formula = spec.formula;
        this.source = source;
        weight = expression(spec.weights);
        offsetBy = expression(spec.offset);
        subset = expression(spec.subset);
        splitColumn = spec.splitColumn();
        group = spec.group;
        timeColumn = spec.time;
        unitColumn = spec.unit;
        dropSingletons = !spec.keepSingletons;
        counts = spec.kind == Regression.Kind.POISSON;
        binary = spec.kind == Regression.Kind.LOGIT || spec.kind == Regression.Kind.PROBIT;
        also = spec.covariance.kind == Covariance.Kind.CLUSTER ? spec.covariance.columns : List.of();
    }

    private static Formula.@Nullable Node expression(String text) {
        return text.isEmpty() ? null : Formula.expression(text);
    }

    private Stream<Formula.Node> extras() {
        return Stream.of(Optional.ofNullable(weight), Optional.ofNullable(offsetBy), Optional.ofNullable(subset))
                .flatMap(Optional::stream);
    }

    Sample build() {
        Columns columns = read();
        int n = columns.rows();
        double[] time = null;
        int[] unit = null;
        boolean shifts = formula.shifts() || extras().anyMatch(Formula::shifts);
        if (shifts && !timeColumn.isEmpty()) {
            time = columns.periods(timeColumn).numbers();
            unit = unitColumn.isEmpty()
                    ? new int[n]
                    : columns.keys(List.of(unitColumn)).codes();
        }
        FrameMath frame = new FrameMath(formula, columns, time, unit);
        List<Named> numbers = new ArrayList<>();
        numbers.add(new Named(formula.response().name(), frame.value(formula.response())));
        List<String> names = new ArrayList<>();
        List<double[]> x = new ArrayList<>();
        formula.regressors().forEach(t -> frame.term(t, names, x));
        List<String> endogenousNames = new ArrayList<>();
        List<double[]> endogenous = new ArrayList<>();
        formula.endogenous().forEach(t -> frame.term(t, endogenousNames, endogenous));
        List<String> instrumentNames = new ArrayList<>();
        List<double[]> instruments = new ArrayList<>();
        formula.instruments().forEach(t -> frame.term(t, instrumentNames, instruments));
        name(numbers, names, x);
        name(numbers, endogenousNames, endogenous);
        name(numbers, instrumentNames, instruments);
        double[] weights = weight == null ? null : frame.value(weight);
        double[] offset = offsetBy == null ? null : frame.value(offsetBy);
        List<Keys> keys = new ArrayList<>();
        List<int[]> codes = new ArrayList<>();
        for (Formula.Effect effect : formula.effects()) {
            Keys key = columns.keys(effect.columns());
            keys.add(key);
            codes.add(key.codes());
            effect.slopes().forEach(s -> numbers.add(new Named(s, columns.number(s))));
        }
        boolean[] inside = inside(columns, frame);
        boolean[] keep = complete(n, inside, numbers, weights, offset, codes, columns);
        requireRange(numbers.get(0).cells, weights, keep);
        removeLevels(keep, codes, numbers.get(0).cells);
        boolean holdsConstant = formula.effects().stream().anyMatch(Formula.Effect::level);
        if (formula.constant() || holdsConstant) {
            frame.indicators().forEach(i -> moveBase(i, keep, names, x));
        }
        return assemble(
                keep,
                numbers.get(0).cells,
                x,
                names,
                endogenous,
                endogenousNames,
                instruments,
                instrumentNames,
                weights,
                offset,
                keys,
                codes,
                columns);
    }

    private Columns read() {
        Columns.Request request = Columns.neededBy("Regression");
        Set<String> response = new LinkedHashSet<>();
        Formula.collect(formula.response(), response);
        response.forEach(c -> request.number("outcome", c));
        formula.numbers().stream().filter(c -> !response.contains(c)).forEach(c -> request.number("regressor", c));
        Set<String> keys = new LinkedHashSet<>(formula.groups());
        Set<String> more = new LinkedHashSet<>();
        extras().forEach(e -> {
            Formula.collect(e, more);
            keys.addAll(Formula.keys(e));
        });
        more.removeAll(formula.numbers());
        more.forEach(c ->
                request.number(weight instanceof Formula.Column w && w.name().equals(c) ? "weight" : "number", c));
        if (!splitColumn.isEmpty()) {
            keys.add(splitColumn);
        }
        also.forEach(c -> keys.addAll(List.of(c.split("\\^"))));
        if (!unitColumn.isEmpty()) {
            request.unit(unitColumn);
        }
        if (!timeColumn.isEmpty()) {
            request.time("time", timeColumn);
        }
        return request.keys(keys).read(source);
    }

    /** Rows of the subset and of the group asked for. */
    private boolean[] inside(Columns columns, FrameMath frame) {
        int n = columns.rows();
        boolean[] inside = new boolean[n];
        Arrays.fill(inside, true);
        if (group != null) {
            Keys keys = columns.keys(List.of(splitColumn));
            int[] codes = keys.codes();
            for (int i = 0; i < n; i++) {
                inside[i] = codes[i] >= 0 && keys.label(codes[i]).equals(group);
            }
            note(n - count(inside), "rows of other " + splitColumn + " than " + group);
        }
        if (subset != null) {
            int before = count(inside);
            double[] holds = frame.value(subset);
            for (int i = 0; i < n; i++) {
                inside[i] &= Math.abs(holds[i]) > 0;
            }
            note(before - count(inside), "rows outside the subset " + subset.name());
            if (count(inside) == 0) {
                throw FrameMath.allDropped("no row is in the subset " + subset.name());
            }
        }
        return inside;
    }

    private boolean[] complete(
            int n,
            boolean[] inside,
            List<Named> numbers,
            double @Nullable [] weights,
            double @Nullable [] offset,
            List<int[]> codes,
            Columns columns) {
        boolean[] keep = inside.clone();
        List<Named> all = new ArrayList<>(numbers);
        if (offset != null && offsetBy != null) {
            all.add(new Named(offsetBy.name(), offset));
        }
        if (weights != null && weight != null) {
            all.add(new Named(weight.name(), weights));
        }
        Map<String, Integer> missing = new LinkedHashMap<>();
        for (Named column : all) {
            count(missing, column.name, inside, keep, i -> !(Math.abs(column.cells[i]) <= Double.MAX_VALUE));
        }
        for (int e = 0; e < codes.size(); e++) {
            int[] code = codes.get(e);
            count(missing, formula.effects().get(e).name(), inside, keep, i -> code[i] < 0);
        }
        for (String cluster : also) {
            int[] code = columns.keys(List.of(cluster.split("\\^"))).codes();
            count(missing, cluster, inside, keep, i -> code[i] < 0);
        }
        String where = missing.entrySet().stream()
                .limit(MOST_NAMED)
                .map(m -> m.getKey() + " " + Numbers.fixed(m.getValue(), 0))
                .collect(Collectors.joining(", "));
        String more = missing.size() > MOST_NAMED ? ", and " + (missing.size() - MOST_NAMED) + " more" : "";
        note(count(inside) - count(keep), "rows with a missing value (" + where + more + ")");
        if (n == 0) {
            throw FrameMath.allDropped("table \"" + source.name() + "\" has no rows");
        }
        if (weights != null) {
            int before = count(keep);
            for (int i = 0; i < n; i++) {
                keep[i] &= weights[i] != 0;
            }
            note(before - count(keep), "rows with weight zero");
            if (before > 0 && count(keep) == 0) {
                throw FrameMath.allDropped("the weight " + (weight == null ? "" : weight.name()) + " is zero in all "
                        + before + " complete rows. Check the column of weights");
            }
        }
        if (count(keep) == 0) {
            throw FrameMath.allDropped(n + " rows were read and each misses a value it needs, or has an infinite one ("
                    + where + more + " of " + count(inside) + ")");
        }
        return keep;
    }

    /** A column of numbers that a row needs, by the name that the formula gives it. */
    private record Named(String name, double[] cells) {}

    private static void count(
            Map<String, Integer> missing, String name, boolean[] inside, boolean[] keep, IntPredicate isMissing) {
        int found = 0;
        for (int i = 0; i < keep.length; i++) {
            if (inside[i] && isMissing.test(i)) {
                found++;
                keep[i] = false;
            }
        }
        if (found > 0) {
            missing.merge(name, found, Math::max);
        }
    }

    private static void name(List<Named> to, List<String> names, List<double[]> cells) {
        for (int i = 0; i < cells.size(); i++) {
            to.add(new Named(names.get(i), cells.get(i)));
        }
    }

    /** Where no row of the base is left, the first group that has one becomes the base, and the summary says so. */
    private void moveBase(FrameMath.Indicators of, boolean[] keep, List<String> names, List<double[]> x) {
        boolean[] present = new boolean[of.labels().size()];
        for (int i = 0; i < keep.length; i++) {
            if (keep[i] && of.codes()[i] >= 0) {
                present[of.codes()[i]] = true;
            }
        }
        if (present[of.base()]) {
            return;
        }
        for (int g = 0; g < present.length; g++) {
            int at = present[g] ? names.indexOf(of.name(g)) : -1;
            if (at >= 0) {
                names.remove(at);
                x.remove(at);
                notes.add("No row of \"" + of.labels().get(of.base()) + "\" is left to be the base of i("
                        + of.category().name() + "): the base is \""
                        + of.labels().get(g) + "\".");
                return;
            }
        }
    }

    private void note(int count, String what) {
        if (count > 0) {
            leftOut.add(new Sample.LeftOut(count, what));
        }
    }

    private static int count(boolean[] keep) {
        int total = 0;
        for (boolean b : keep) {
            total += b ? 1 : 0;
        }
        return total;
    }

    private void requireRange(double[] y, double @Nullable [] weights, boolean[] keep) {
        List<Integer> negative = new ArrayList<>();
        List<Integer> light = new ArrayList<>();
        for (int i = 0; i < y.length; i++) {
            if (keep[i] && (counts && !(y[i] >= 0) || binary && y[i] != 0 && y[i] != 1)) {
                negative.add(i + 1);
            }
            if (keep[i] && weights != null && !(weights[i] > 0)) {
                light.add(i + 1);
            }
        }
        if (!light.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Regression needs weights of 0 or more, but column \"" + (weight == null ? "" : weight.name())
                            + "\" is negative in "
                            + Columns.rowNumbers(light) + ". Correct the weights.");
        }
        if (!negative.isEmpty() && binary) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Regression.logit and probit need an outcome of 0 or 1, but \""
                            + formula.response().name() + "\" is neither in " + Columns.rowNumbers(negative)
                            + ". Write a comparison, such as exit > 0, or use Regression.ols or poisson.");
        }
        if (!negative.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Regression.poisson needs an outcome of 0 or more, but \""
                            + formula.response().name() + "\" is negative in " + Columns.rowNumbers(negative)
                            + ". Use Regression.ols, or correct the cells.");
        }
    }

    /**
     * Groups of one row explain it fully; in a Poisson regression groups without a positive
     * outcome too, in a binary one groups without both. Until none is left.
     */
    private void removeLevels(boolean[] keep, List<int[]> codes, double[] y) {
        int single = 0;
        int zero = 0;
        boolean again = dropSingletons || counts || binary;
        while (again) {
            again = false;
            for (int e = 0; e < codes.size(); e++) {
                int[] code = codes.get(e);
                int[] size = new int[EffectSet.count(code)];
                boolean[] positive = new boolean[size.length];
                boolean[] zeros = new boolean[size.length];
                for (int i = 0; i < code.length; i++) {
                    if (keep[i]) {
                        size[code[i]]++;
                        positive[code[i]] |= y[i] > 0;
                        zeros[code[i]] |= y[i] == 0;
                    }
                }
                boolean slopesOnly = !formula.effects().get(e).level();
                for (int i = 0; i < code.length; i++) {
                    if (!keep[i]) {
                        continue;
                    }
                    boolean apart = (counts || binary) && !positive[code[i]] || binary && !zeros[code[i]];
                    if (apart && !slopesOnly) {
                        keep[i] = false;
                        zero++;
                        again = true;
                    } else if (dropSingletons && !slopesOnly && size[code[i]] == 1) {
                        keep[i] = false;
                        single++;
                        again = true;
                    }
                }
            }
        }
        note(single, "rows alone in a group of an absorbed effect (singletons)");
        String same = binary ? "never changes" : "is always zero";
        note(zero, "rows in groups whose outcome " + same + " (separated by an absorbed effect)");
        if (count(keep) == 0) {
            throw FrameMath.allDropped(
                    single == 0
                            ? "the outcome " + (binary ? "never changes" : "is zero")
                                    + " in every group of an absorbed effect, in " + zero + " rows. Check the outcome"
                            : zero == 0
                                    ? "every row is alone in a group of an absorbed effect. Absorb fewer effects"
                                    : zero
                                            + " rows are in groups of an absorbed effect whose outcome " + same
                                            + " and "
                                            + single + " are alone in theirs. Absorb fewer effects");
        }
    }

    private Sample assemble(
            boolean[] keep,
            double[] y,
            List<double[]> x,
            List<String> names,
            List<double[]> endogenous,
            List<String> endogenousNames,
            List<double[]> instruments,
            List<String> instrumentNames,
            double @Nullable [] weights,
            double @Nullable [] offset,
            List<Keys> keys,
            List<int[]> codes,
            Columns columns) {
        int[] rows = new int[count(keep)];
        for (int i = 0, at = 0; i < keep.length; i++) {
            if (keep[i]) {
                rows[at++] = i;
            }
        }
        int effects = codes.size();
        int[][] dense = new int[effects][];
        int[] sizes = new int[effects];
        double[][][] slopes = new double[effects][][];
        boolean[] level = new boolean[effects];
        List<String> effectNames = new ArrayList<>();
        for (int e = 0; e < effects; e++) {
            int[] part = rows.length == keep.length ? codes.get(e) : Sample.pick(codes.get(e), rows);
            dense[e] = EffectSet.dense(part);
            sizes[e] = EffectSet.count(dense[e]);
            Formula.Effect effect = formula.effects().get(e);
            level[e] = effect.level();
            effectNames.add(effect.name());
            slopes[e] = effect.slopes().stream()
                    .map(s -> chosen(columns.number(s), rows))
                    .toArray(double[][]::new);
        }
        EffectSet set = new EffectSet(List.copyOf(effectNames), dense, sizes, slopes, level);
        List<String> allNames = new ArrayList<>();
        List<double[]> regressors = new ArrayList<>();
        if (formula.constant() && !set.holdsConstant()) {
            double[] ones = new double[rows.length];
            Arrays.fill(ones, 1);
            allNames.add("(Intercept)");
            regressors.add(ones);
        }
        allNames.addAll(names);
        x.forEach(c -> regressors.add(chosen(c, rows)));
        return new Sample(
                source,
                rows,
                keep.length,
                chosen(y, rows),
                regressors.toArray(double[][]::new),
                List.copyOf(allNames),
                endogenous.stream().map(c -> chosen(c, rows)).toArray(double[][]::new),
                List.copyOf(endogenousNames),
                instruments.stream().map(c -> chosen(c, rows)).toArray(double[][]::new),
                List.copyOf(instrumentNames),
                weights == null ? null : chosen(weights, rows),
                offset == null ? null : chosen(offset, rows),
                set,
                List.copyOf(keys),
                timeColumn,
                unitColumn,
                List.copyOf(leftOut),
                List.copyOf(notes));
    }

    private static double[] chosen(double[] column, int[] rows) {
        if (rows.length == column.length) {
            return column;
        }
        double[] out = new double[rows.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = column[rows[i]];
        }
        return out;
    }
}
