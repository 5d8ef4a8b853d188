package org.overhang.core.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Field;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Sign;
import org.overhang.core.math.ExactSums;

/**
 * Sums by group inside the engine that are the true sums rounded once, the same bits as {@link ExactSums} gives in memory.
 *
 * <p>Idea. A first pass without groups finds what is refused, and the size of the largest and smallest term; that chooses how terms are
 * cut ({@link ExactSums.Cut}). The second pass cuts them in SQL, by sums and differences that round as Java's do, and adds the pieces
 * as whole numbers by group, which have no order. Terms too small for the cut are fetched and added apart. No floating sum of the
 * engine reaches a result.
 *
 * <p>Invariants: a row adds to a group or to one of the two counts of rows left out; a key that is missing is a group; texts that are
 * one key here (blanks at their ends, Unicode forms) are one group, merged before rounding.
 *
 * <p>Cost: two scans of the columns asked for; one group-by of two whole numbers a term. State in Java: some 300 bytes a group and 100 more a term.
 */
final class Adding {
    private static final int ROWS_SHOWN = 5;

    private final StoredSource source;
    private final Plan plan;
    private final Engine engine;
    private final ExactSums.Cut[] cuts;
    private final boolean[] odd;
    private final boolean[] tiny;

    Adding(StoredSource source, Plan plan, Engine engine) {
        this.source = source;
        this.plan = plan;
        this.engine = engine;
        int terms = plan.terms().size();
        cuts = new ExactSums.Cut[terms];
        odd = new boolean[terms];
        tiny = new boolean[terms];
    }

    Totals run() throws SQLException {
        requireNumbers();
        if (!glance()) {
            look();
        }
        Groups groups = groups();
        for (int t = 0; t < cuts.length; t++) {
            if (tiny[t]) {
                groups.apart(t);
            }
        }
        return groups.totals();
    }

    private void requireNumbers() {
        Problems problems = new Problems();
        for (String column : numbers()) {
            problems.require(
                    source.field(column).orElseThrow().kind() == Field.Kind.NUMBER,
                    Reason.WRONG_TYPE,
                    plan.verb() + " needs numbers in column \"" + column + "\" of \"" + source.name()
                            + "\", but it holds no numbers. Cast it with Query.sql, or write the files again.");
        }
        problems.throwIfAny();
    }

    private Set<String> numbers() {
        Set<String> columns = new LinkedHashSet<>(plan.complete());
        columns.addAll(plan.positive());
        plan.terms().forEach(term -> {
            columns.add(term.value());
            if (!term.weight().isEmpty()) {
                columns.add(term.weight());
            }
        });
        plan.checks().forEach(check -> columns.add(check.column()));
        return columns;
    }

    /** The columns of numbers, NaN as null, and the keys as they lie. */
    private String rows() {
        List<String> cells = new ArrayList<>();
        for (String column : numbers()) {
            String cell = Cells.cell(column, source.types());
            boolean real = Set.of("DOUBLE", "FLOAT")
                    .contains(Objects.requireNonNull(source.types().get(column)));
            cells.add((real ? "CASE WHEN isnan(" + cell + ") THEN NULL ELSE " + cell + " END" : cell) + " AS "
                    + number(column));
        }
        for (int k = 0; k < plan.keys().size(); k++) {
            cells.add(Engine.name(plan.keys().get(k)) + " AS k" + k);
        }
        return "SELECT " + String.join(", ", cells) + " FROM " + source.relation();
    }

    private String number(String column) {
        return "x" + List.copyOf(numbers()).indexOf(column);
    }

    private String term(int t) {
        Plan.Term term = plan.terms().get(t);
        String value = number(term.value());
        return term.weight().isEmpty() ? value : "(" + number(term.weight()) + " * " + value + ")";
    }

    private String complete() {
        return all(plan.complete().stream().map(c -> number(c) + " IS NOT NULL").toList());
    }

    private String positive() {
        return all(plan.positive().stream().map(c -> number(c) + " > 0").toList());
    }

    private static String all(List<String> conditions) {
        return conditions.isEmpty() ? "true" : "(" + String.join(" AND ", conditions) + ")";
    }

    /**
     * What the heads of the files say of the least and largest number of each column is often enough: no cell is refused and no term
     * can be odd. False if a scan has to tell.
     */
    private boolean glance() throws SQLException {
        List<String> columns = List.copyOf(numbers());
        List<String> asked = new ArrayList<>();
        for (String column : columns) {
            String cell = Cells.cell(column, source.types());
            asked.add("min(" + cell + "), max(" + cell + ")");
        }
        double[] low = new double[columns.size()];
        double[] top = new double[columns.size()];
        try (Statement statement = engine.connection().createStatement();
                ResultSet one =
                        statement.executeQuery("SELECT " + String.join(", ", asked) + " FROM " + source.relation())) {
            one.next();
            for (int c = 0; c < low.length; c++) {
                low[c] = one.getDouble(2 * c + 1);
                boolean empty = one.wasNull();
                top[c] = one.getDouble(2 * c + 2);
                // Written so that NaN fails; a sum of nothing is left to the scan as well
                if (empty || !(low[c] >= 0 && top[c] <= Double.MAX_VALUE && top[c] > 0)) {
                    return false;
                }
            }
        }
        for (Plan.Check check : plan.checks()) {
            if (!check.sign().allows(low[columns.indexOf(check.column())])) {
                return false;
            }
        }
        for (int t = 0; t < cuts.length; t++) {
            if (!cut(t, columns, low, top)) {
                return false;
            }
        }
        return true;
    }

    /** The cut of a term of columns that are never negative; false if the least term is not known or a cell may be missing. */
    private boolean cut(int t, List<String> columns, double[] low, double[] top) {
        Plan.Term term = plan.terms().get(t);
        double least = 1;
        double most = 1;
        for (String column : term.weight().isEmpty() ? List.of(term.value()) : List.of(term.value(), term.weight())) {
            least *= low[columns.indexOf(column)];
            most *= top[columns.indexOf(column)];
            if (!plan.complete().contains(column)) {
                return false;
            }
        }
        if (!(least >= Double.MIN_NORMAL && most <= Double.MAX_VALUE)) {
            return false;
        }
        cuts[t] = ExactSums.Cut.of(most, least);
        odd[t] = false;
        tiny[t] = least < cuts[t].least() || most >= cuts[t].most();
        return true;
    }

    /** The first pass. */
    private void look() throws SQLException {
        List<String> asked = new ArrayList<>();
        asked.add("count(*)");
        for (Plan.Check check : plan.checks()) {
            asked.add("count(*) FILTER (WHERE " + bad(check) + ")");
        }
        for (int t = 0; t < cuts.length; t++) {
            asked.add("max(abs(t" + t + ")) FILTER (WHERE keep AND isfinite(t" + t + "))");
            asked.add("min(abs(t" + t + ")) FILTER (WHERE keep AND t" + t + " <> 0)");
            asked.add("count(*) FILTER (WHERE keep AND (t" + t + " IS NULL OR NOT isfinite(t" + t + ")))");
        }
        List<String> terms = new ArrayList<>();
        for (int t = 0; t < cuts.length; t++) {
            terms.add(", " + term(t) + " AS t" + t);
        }
        String query = "SELECT " + String.join(", ", asked) + " FROM (SELECT *" + String.join("", terms) + ", "
                + complete() + " AND " + positive() + " AS keep FROM (" + rows() + "))";
        try (Statement statement = engine.connection().createStatement();
                ResultSet one = statement.executeQuery(query)) {
            one.next();
            int at = 2;
            for (Plan.Check check : plan.checks()) {
                refuse(check, one.getLong(at++));
            }
            for (int t = 0; t < cuts.length; t++) {
                double top = one.getDouble(at++);
                double low = one.getDouble(at++);
                odd[t] = one.getLong(at++) > 0;
                cuts[t] = ExactSums.Cut.of(top, low > 0 ? low : top);
                tiny[t] = low > 0 && (low < cuts[t].least() || top >= cuts[t].most());
            }
        }
    }

    private String bad(Plan.Check check) {
        String x = number(check.column());
        String infinite = "isinf(" + x + ")";
        return switch (check.sign()) {
            case ANY -> infinite;
            case NOT_NEGATIVE -> "(" + x + " < 0 OR " + infinite + ")";
            case POSITIVE -> "(" + x + " <= 0 OR " + infinite + ")";
        };
    }

    /** Refuses cells by their rows, counted through all files. */
    private void refuse(Plan.Check check, long count) throws SQLException {
        if (count == 0) {
            return;
        }
        List<String> shown = new ArrayList<>();
        String query = "SELECT n, " + number(check.column()) + " FROM (SELECT *, row_number() OVER () AS n FROM ("
                + rows() + ")) WHERE " + bad(check) + " ORDER BY n LIMIT " + ROWS_SHOWN;
        try (Statement statement = engine.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                shown.add(Numbers.plain(rows.getDouble(2)) + " in row " + Numbers.fixed(rows.getLong(1), 0));
            }
        }
        String more = count > ROWS_SHOWN ? " and " + Numbers.fixed(count - ROWS_SHOWN, 0) + " more" : "";
        String needed = check.sign() == Sign.ANY
                ? "finite numbers"
                : check.role() + " " + (check.sign() == Sign.POSITIVE ? "above zero" : "of zero or more") + ", finite";
        throw new OverhangException(
                Reason.BAD_VALUE,
                plan.verb() + " needs " + needed + ", but \"" + check.column() + "\" in \"" + source.name()
                        + "\" holds "
                        + String.join(", ", shown) + more
                        + ". Correct the cells, or make them missing so that they are left out.");
    }

    /** The pieces of a term, zero where it adds nothing. */
    private List<String> pieces(int t) {
        ExactSums.Cut cut = cuts[t];
        String x = "v" + t;
        String q = "((" + x + " + " + number(cut.big()) + ") - " + number(cut.big()) + ")";
        String rest = "(" + x + " - " + q + ")";
        List<String> pieces = new ArrayList<>();
        pieces.add("CAST(" + q + " * " + number(Math.scalb(1.0, -cut.k())) + " AS BIGINT)");
        String p = cut.pieces() == 2
                ? rest
                : "((" + rest + " + " + number(cut.small()) + ") - " + number(cut.small()) + ")";
        pieces.add("CAST(" + p + " * " + number(Math.scalb(1.0, 50 - cut.k())) + " AS BIGINT)");
        if (cut.pieces() == 3) {
            // In two steps: the power of two itself may be too large for a double
            pieces.add("CAST((" + rest + " - " + p + ") * " + number(Math.scalb(1.0, 50 - cut.k())) + " * "
                    + number(0x1p50) + " AS BIGINT)");
        }
        return pieces;
    }

    /** A double as SQL reads it back to the bit. */
    private static String number(double value) {
        return "CAST('" + value + "' AS DOUBLE)";
    }

    /** A term where it fits the cut, else zero; nulls, infinities and tiny terms are counted or fetched apart. */
    private String fitted(int t) {
        List<String> fits = new ArrayList<>(List.of("keep"));
        if (odd[t]) {
            fits.add("isfinite(t" + t + ")");
        }
        if (tiny[t]) {
            fits.add("abs(t" + t + ") >= " + number(cuts[t].least()));
            fits.add("abs(t" + t + ") < " + number(cuts[t].most()));
        }
        return "CASE WHEN " + String.join(" AND ", fits) + " THEN t" + t + " ELSE CAST(0 AS DOUBLE) END AS v" + t;
    }

    private static String oddness(int t) {
        String x = "t" + t;
        return "bit_or(CASE WHEN NOT keep THEN 0 WHEN " + x + " IS NULL OR isnan(" + x + ") THEN 1 WHEN " + x
                + " = CAST('inf' AS DOUBLE) THEN 2 WHEN " + x + " = CAST('-inf' AS DOUBLE) THEN 4 ELSE 0 END)";
    }

    /** The second pass. */
    private Groups groups() throws SQLException {
        List<Chunks.Form> forms = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int k = 0; k < plan.keys().size(); k++) {
            forms.add(keyForm(k));
            keys.add("k" + k);
            asked.add(keyCell(k));
        }
        for (String count : List.of("keep", "NOT complete", "complete AND NOT keep")) {
            forms.add(Chunks.Form.INTEGER);
            asked.add("count(*) FILTER (WHERE " + count + ")");
        }
        List<String> terms = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int t = 0; t < cuts.length; t++) {
            terms.add(term(t) + " AS t" + t);
            values.add(fitted(t));
            for (String piece : pieces(t)) {
                forms.add(Chunks.Form.HUGE);
                asked.add("CAST(sum(" + piece + ") AS HUGEINT)");
            }
            forms.add(Chunks.Form.INTEGER);
            asked.add(odd[t] ? "CAST(" + oddness(t) + " AS BIGINT)" : "CAST(0 AS BIGINT)");
        }
        String by = keys.isEmpty() ? "" : ", " + String.join(", ", keys);
        String query = "SELECT " + String.join(", ", asked) + " FROM (SELECT *, " + String.join(", ", values)
                + " FROM (SELECT " + String.join(", ", terms) + by + ", " + complete() + " AS complete, "
                + complete() + " AND " + positive() + " AS keep FROM (" + rows() + ")))"
                + (keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys));
        Groups groups = new Groups(forms);
        Chunks.read(engine, query, forms, batch -> groups.take((Chunks.Rows) batch));
        return groups;
    }

    private Chunks.Form keyForm(int key) throws SQLException {
        String column = plan.keys().get(key);
        if (Cells.isWide(source.types().get(column)) && source.isWide(engine, column)) {
            return Chunks.Form.INTEGER;
        }
        return switch (source.field(column).orElseThrow().kind()) {
            case NUMBER -> Chunks.Form.NUMBER;
            case TEXT -> Chunks.Form.TEXT;
            case DATE -> Chunks.Form.DAY;
        };
    }

    private String keyCell(int key) throws SQLException {
        String cell = "k" + key;
        return switch (keyForm(key)) {
            case NUMBER -> "CAST(" + cell + " AS DOUBLE)";
            case TEXT -> "CAST(" + cell + " AS VARCHAR)";
            case DAY -> "CAST(" + cell + " - DATE '1970-01-01' AS BIGINT)";
            default -> cell;
        };
    }

    /** The groups as they come, merged where their keys are one. */
    private final class Groups {
        private final List<Chunks.Form> forms;
        private final Map<List<Object>, Integer> place = new HashMap<>();
        private final List<List<Object>> keys = new ArrayList<>();
        private final List<long[]> counts = new ArrayList<>();
        private final List<BigInteger[]> totals = new ArrayList<>();
        private final List<@Nullable BigDecimal[]> apart = new ArrayList<>();

        Groups(List<Chunks.Form> forms) {
            this.forms = forms;
        }

        private int place(Chunks.Rows batch, int row) {
            List<Object> key = GroupKeys.of(batch, forms, plan.keys().size(), row);
            Integer at = place.get(key);
            if (at == null) {
                at = keys.size();
                place.put(key, at);
                keys.add(key);
                counts.add(new long[3 + cuts.length]);
                BigInteger[] zero = new BigInteger[cuts.length];
                Arrays.fill(zero, BigInteger.ZERO);
                totals.add(zero);
                apart.add(new BigDecimal[cuts.length]);
            }
            return at;
        }

        void take(Chunks.Rows batch) {
            for (int i = 0; i < batch.rows(); i++) {
                int g = place(batch, i);
                int c = plan.keys().size();
                long[] count = counts.get(g);
                for (int n = 0; n < 3; n++) {
                    count[n] += ((long[]) batch.columns()[c++])[i];
                }
                for (int t = 0; t < cuts.length; t++) {
                    BigInteger q = ((BigInteger[]) batch.columns()[c++])[i];
                    BigInteger p = ((BigInteger[]) batch.columns()[c++])[i];
                    BigInteger s = cuts[t].pieces() == 2 ? BigInteger.ZERO : ((BigInteger[]) batch.columns()[c++])[i];
                    totals.get(g)[t] = totals.get(g)[t].add(cuts[t].total(q, p, s));
                    count[3 + t] |= ((long[]) batch.columns()[c++])[i];
                }
            }
        }

        /** Fetches the terms that do not fit the cut. */
        void apart(int t) throws SQLException {
            List<Chunks.Form> fetched =
                    new ArrayList<>(forms.subList(0, plan.keys().size()));
            fetched.add(Chunks.Form.NUMBER);
            List<String> asked = new ArrayList<>();
            for (int k = 0; k < plan.keys().size(); k++) {
                asked.add(keyCell(k));
            }
            asked.add(term(t));
            String query = "SELECT " + String.join(", ", asked) + " FROM (" + rows() + ") WHERE " + complete()
                    + " AND " + positive() + " AND isfinite(" + term(t) + ") AND " + term(t) + " <> 0 AND (abs("
                    + term(t)
                    + ") < " + number(cuts[t].least()) + " OR abs(" + term(t) + ") >= " + number(cuts[t].most()) + ")";
            Chunks.read(engine, query, fetched, batch -> {
                double[] terms = batch.numbers(plan.keys().size());
                for (int i = 0; i < batch.rows(); i++) {
                    @Nullable BigDecimal[] sums = apart.get(place((Chunks.Rows) batch, i));
                    BigDecimal term = new BigDecimal(terms[i]);
                    sums[t] = sums[t] == null
                            ? term
                            : Objects.requireNonNull(sums[t]).add(term);
                }
            });
        }

        Totals totals() {
            int n = keys.size();
            double[][] sums = new double[cuts.length][n];
            long[][] parts = new long[3][n];
            for (int g = 0; g < n; g++) {
                for (int part = 0; part < 3; part++) {
                    parts[part][g] = counts.get(g)[part];
                }
                for (int t = 0; t < cuts.length; t++) {
                    sums[t][g] = sum(g, t);
                }
            }
            return new Totals(GroupKeys.source(source, plan.keys(), forms, keys), sums, parts[0], parts[1], parts[2]);
        }

        private double sum(int group, int t) {
            long flags = counts.get(group)[3 + t];
            if ((flags & 1) != 0 || (flags & 6) == 6) {
                return Double.NaN;
            }
            if (flags != 0) {
                return flags == 2 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            }
            return ExactSums.value(totals.get(group)[t], cuts[t].unit(), apart.get(group)[t]);
        }
    }
}
