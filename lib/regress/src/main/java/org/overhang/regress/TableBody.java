package org.overhang.regress;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.overhang.core.Numbers;

/** What a regression table prints, cell by cell, whatever it is printed as. */
record TableBody(List<Row> rows, List<String> notes) {
    /**
     * A cell: what stands before the point's column, and what hangs over to its right without width.
     *
     * @param number a number, or words
     * @param hanging stars or a closing bracket; empty for none
     * @param isNumber whether it is set as a number
     */
    record Cell(String number, String hanging, boolean isNumber) {
        static final Cell EMPTY = new Cell("", "", false);

        String text() {
            return number + hanging;
        }
    }

    /** One line of cells; a rule is drawn above it. */
    record Row(String label, List<Cell> cells, boolean rule) {}

    static TableBody of(List<RegressionFit> fits, RegressionTable.Options o) {
        List<Row> out = new ArrayList<>();
        out.add(new Row(
                "outcome", cells(fits, f -> words(name(f.spec.formula.response().name(), o))), false));
        List<String> all = terms(fits);
        List<String> shown = chosen(all, o);
        boolean rule = true;
        for (String term : shown) {
            out.add(new Row(name(term, o), cells(fits, f -> estimate(f, term, o)), rule));
            out.add(new Row("", cells(fits, f -> error(f, term, o)), false));
            rule = false;
        }
        Set<String> effects = new LinkedHashSet<>();
        fits.forEach(f -> effects.addAll(f.core.scores().sample().effects().names()));
        rule = true;
        for (String effect : effects) {
            out.add(new Row(
                    name(effect, o) + " effects",
                    cells(
                            fits,
                            f -> words(
                                    f.core.scores().sample().effects().names().contains(effect) ? "yes" : "")),
                    rule));
            rule = false;
        }
        out.add(new Row("errors", cells(fits, f -> words(f.spec.covariance.toString())), rule));
        for (RegressionTable.Statistic statistic : statistics(fits, o)) {
            List<Cell> cells = cells(fits, f -> statistic(f, statistic));
            out.add(new Row(statistic.words, cells, false));
        }
        return new TableBody(List.copyOf(out), notes(fits, all.size() - shown.size(), o));
    }

    private static List<Cell> cells(List<RegressionFit> fits, Function<RegressionFit, Cell> cell) {
        return fits.stream().map(cell).toList();
    }

    private static Cell words(String text) {
        return new Cell(text, "", false);
    }

    private static List<String> terms(List<RegressionFit> fits) {
        Set<String> terms = new LinkedHashSet<>();
        fits.forEach(f -> terms.addAll(f.terms()));
        fits.forEach(f -> terms.addAll(f.removedTerms()));
        return new ArrayList<>(terms);
    }

    /** The terms that a table shows, in its order. */
    static List<String> shown(List<RegressionFit> fits, RegressionTable.Options o) {
        return chosen(terms(fits), o);
    }

    private static List<String> chosen(List<String> terms, RegressionTable.Options o) {
        List<String> out = new ArrayList<>(terms);
        if (!o.keep.isEmpty()) {
            out.removeIf(t -> !matches(t, o.keep, o));
        }
        out.removeIf(t -> matches(t, o.drop, o));
        List<String> first = new ArrayList<>();
        for (String pattern : o.order) {
            out.stream()
                    .filter(t -> !first.contains(t) && matches(t, List.of(pattern), o))
                    .forEach(first::add);
        }
        out.removeAll(first);
        first.addAll(out);
        return first;
    }

    private static boolean matches(String term, List<String> patterns, RegressionTable.Options o) {
        return patterns.stream()
                .map(Pattern::compile)
                .anyMatch(
                        p -> p.matcher(term).find() || p.matcher(name(term, o)).find());
    }

    /** The label of a term; that of each factor where the product has none. */
    static String name(String term, RegressionTable.Options o) {
        String whole = o.labels.get(term);
        if (whole != null) {
            return whole;
        }
        String[] parts = term.split("(?<!:):(?!:)", -1);
        if (parts.length > 1) {
            List<String> out = new ArrayList<>();
            for (String part : parts) {
                out.add(name(part, o));
            }
            return String.join(" × ", out);
        }
        int level = term.indexOf("::");
        if (level > 0 && o.labels.containsKey(term.substring(0, level))) {
            return o.labels.get(term.substring(0, level)) + " " + term.substring(level + 2);
        }
        return term;
    }

    private static Cell estimate(RegressionFit f, String term, RegressionTable.Options o) {
        if (!f.terms().contains(term)) {
            return f.removedTerms().contains(term) ? words("–") : Cell.EMPTY;
        }
        double p = f.pValue(term);
        String stars = !o.stars ? "" : p < 0.01 ? "***" : p < 0.05 ? "**" : p < 0.1 ? "*" : "";
        return new Cell(Numbers.fixed(f.coefficient(term), o.decimals), stars, true);
    }

    private static Cell error(RegressionFit f, String term, RegressionTable.Options o) {
        return f.terms().contains(term)
                ? new Cell("(" + Numbers.fixed(f.standardError(term), o.decimals), ")", true)
                : Cell.EMPTY;
    }

    private static List<RegressionTable.Statistic> statistics(List<RegressionFit> fits, RegressionTable.Options o) {
        if (!o.statistics.isEmpty()) {
            return o.statistics;
        }
        List<RegressionTable.Statistic> out = new ArrayList<>(List.of(RegressionTable.Statistic.ROWS));
        if (fits.stream().anyMatch(f -> f.core.counts() == null)) {
            out.add(RegressionTable.Statistic.R2);
        }
        if (fits.stream().anyMatch(f -> f.core.counts() != null)) {
            out.add(RegressionTable.Statistic.DEVIANCE);
        }
        return out;
    }

    private static Cell statistic(RegressionFit f, RegressionTable.Statistic which) {
        return switch (which) {
            case ROWS -> words(Numbers.fixed(f.nobs(), 0));
            case R2 -> share(f.rSquared());
            case ADJUSTED_R2 -> share(f.rSquaredAdjusted());
            case WITHIN_R2 -> share(f.rSquaredWithin());
            case PSEUDO_R2 -> share(f.rSquaredPseudo());
            case DEVIANCE -> large(f.deviance());
            case LOG_LIKELIHOOD -> large(f.logLikelihood());
            case AIC -> large(f.aic());
            case BIC -> large(f.bic());
            case MEAN_OUTCOME -> large(f.meanOutcome());
            case CLUSTERS -> {
                List<String> counts = new ArrayList<>();
                for (int g : f.covariance.clusters()) {
                    counts.add(Numbers.fixed(g, 0));
                }
                yield words(String.join(", ", counts));
            }
        };
    }

    private static Cell share(double v) {
        return Double.isNaN(v) ? Cell.EMPTY : words(Numbers.fixed(v, 3));
    }

    private static Cell large(double v) {
        return Double.isNaN(v) ? Cell.EMPTY : words(Numbers.significant(v, 5));
    }

    private static List<String> notes(List<RegressionFit> fits, int hidden, RegressionTable.Options o) {
        List<String> out = new ArrayList<>();
        Set<String> corrections = new TreeSet<>();
        fits.forEach(f -> corrections.add(f.spec.smallSample.toString()));
        out.add("Standard errors in brackets; small-sample correction: " + String.join(", ", corrections) + ".");
        if (o.stars) {
            out.add("* p < 0.1, ** p < 0.05, *** p < 0.01.");
        }
        Set<String> removed = new LinkedHashSet<>();
        for (int m = 0; m < fits.size(); m++) {
            for (String r : fits.get(m).core.removed()) {
                removed.add(r + " in " + o.names.get(m));
            }
        }
        if (!removed.isEmpty()) {
            out.add("–: left out, " + String.join("; ", removed) + ".");
        }
        if (hidden > 0) {
            out.add(hidden + (hidden == 1 ? " term is" : " terms are") + " not shown.");
        }
        out.addAll(o.notes);
        return List.copyOf(out);
    }
}
