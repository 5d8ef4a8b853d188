package org.overhang.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.store.Engine;

/**
 * A query as DuckDB's own parser reads it, and what it may not hold: more than one statement or anything but a select, tables
 * that nobody named, functions that answer otherwise on the next run (a clock, a random number), a sample without a seed.
 *
 * <p>The engine would stop most of it, but with words that help nobody; and it would run a clock.
 */
final class SqlText {
    /** Words that are a clock or the machine where no column has their name. */
    private static final Set<String> CLOCKS = Set.of(
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "current_user",
            "session_user",
            "current_role",
            "user");

    /** Random, though the engine does not call it so. */
    private static final Set<String> RANDOM = Set.of("reservoir_quantile");

    private static final Set<String> TABLE_FUNCTIONS = Set.of("range", "generate_series", "unnest");

    /** Functions whose answer has the unit of their first argument. */
    private static final Set<String> KEEPS_UNIT = Set.of(
            "sum",
            "min",
            "max",
            "avg",
            "mean",
            "median",
            "quantile",
            "quantile_cont",
            "quantile_disc",
            "mode",
            "first",
            "last",
            "any_value",
            "arg_min",
            "arg_max",
            "min_by",
            "max_by",
            "lag",
            "lead",
            "first_value",
            "last_value",
            "nth_value",
            "round",
            "abs",
            "stddev",
            "stddev_samp",
            "stddev_pop",
            "mad",
            "fsum",
            "kahan_sum",
            "sum_kahan");

    private final String text;
    private final SqlTables tables;
    private final Set<String> unstable;
    private final Problems problems = new Problems();
    private final Set<String> common = new HashSet<>();
    private final Set<String> renewed = new LinkedHashSet<>();
    private final Set<String> read = new HashSet<>();
    private boolean ordered;

    private SqlText(String text, SqlTables tables, Set<String> unstable) {
        this.text = text;
        this.tables = tables;
        this.unstable = unstable;
    }

    /** Reads and checks a query. */
    static SqlText of(String text, Engine engine, SqlTables tables) throws SQLException {
        JsonObject tree = tree(text, engine);
        if (tree.get("error").getAsBoolean()) {
            throw SqlErrors.parser(tree, text, tables);
        }
        JsonArray statements = tree.getAsJsonArray("statements");
        if (statements.isEmpty()) {
            throw SqlErrors.parser(new JsonObject(), text, tables);
        }
        if (statements.size() > 1) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Query needs one select, but its text holds " + statements.size()
                            + " statements. Give each a query of its own, or join them by with … as (…).");
        }
        SqlText out = new SqlText(text, tables, unstable(engine));
        JsonObject node = statements.get(0).getAsJsonObject().getAsJsonObject("node");
        for (JsonElement modifier : node.getAsJsonArray("modifiers")) {
            out.ordered |= string(modifier.getAsJsonObject(), "type").equals("ORDER_MODIFIER");
        }
        out.names(node);
        out.walk(node);
        out.problems.throwIfAny();
        return out;
    }

    /** Whether the query states the order of its rows. */
    boolean ordered() {
        return ordered;
    }

    /** Whether the query asks of a table. */
    boolean reads(String table) {
        return read.contains(table.toLowerCase(Locale.ROOT));
    }

    /** Names, in lower case, that the query gives to something computed: the unit of a column of that name is not theirs. */
    Set<String> renewed() {
        return renewed;
    }

    private static JsonObject tree(String text, Engine engine) throws SQLException {
        try (PreparedStatement statement =
                engine.connection().prepareStatement("SELECT json_serialize_sql(CAST(? AS VARCHAR))")) {
            statement.setString(1, text);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return JsonParser.parseString(rows.getString(1)).getAsJsonObject();
            }
        }
    }

    private static Set<String> unstable(Engine engine) throws SQLException {
        Set<String> names = new HashSet<>(RANDOM);
        try (PreparedStatement statement = engine.connection()
                        .prepareStatement("SELECT DISTINCT function_name FROM duckdb_functions()"
                                + " WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY')");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Gathers the names of common table expressions: they are tables too. */
    private void names(JsonElement element) {
        if (element instanceof JsonArray list) {
            list.forEach(this::names);
        } else if (element instanceof JsonObject object) {
            if (object.get("cte_map") instanceof JsonObject map && map.get("map") instanceof JsonArray entries) {
                entries.forEach(
                        e -> common.add(string(e.getAsJsonObject(), "key").toLowerCase(Locale.ROOT)));
            }
            object.entrySet().forEach(e -> names(e.getValue()));
        }
    }

    private void walk(JsonElement element) {
        if (element instanceof JsonArray list) {
            list.forEach(this::walk);
        } else if (element instanceof JsonObject object) {
            check(object);
            object.entrySet().forEach(e -> walk(e.getValue()));
        }
    }

    private void check(JsonObject node) {
        switch (string(node, "type")) {
            case "BASE_TABLE" -> table(node);
            case "TABLE_FUNCTION" -> tableFunction(node);
            case "COLUMN_REF" -> column(node);
            default -> {
                String called = string(node, "function_name").toLowerCase(Locale.ROOT);
                boolean age =
                        called.equals("age") && node.get("arguments") instanceof JsonArray given && given.size() == 1;
                if (age || unstable.contains(called)) {
                    unstable(called + "(…)", node);
                }
            }
        }
        if (node.get("sample") instanceof JsonObject sample
                && !sample.get("repeatable").getAsBoolean()) {
            problems.add(
                    Reason.BAD_VALUE,
                    "Query needs a sample that a re-run draws again, but the sample" + SqlErrors.at(text, -1)
                            + " has no seed. Write using sample reservoir(1000 rows) repeatable (7).");
        }
        if (node.get("select_list") instanceof JsonArray items) {
            items.forEach(item -> renew(item.getAsJsonObject()));
        }
    }

    private void table(JsonObject node) {
        String called = string(node, "table_name");
        read.add(called.toLowerCase(Locale.ROOT));
        boolean plain = string(node, "schema_name").isEmpty()
                && string(node, "catalog_name").isEmpty();
        boolean known = tables.holds(called) || common.contains(called.toLowerCase(Locale.ROOT));
        if (!plain || !known) {
            problems.add(Reason.MISSING_COLUMN, SqlErrors.noTable(called, text, position(node), tables));
        }
    }

    private void tableFunction(JsonObject node) {
        JsonObject function = node.getAsJsonObject("function");
        String called = string(function, "function_name").toLowerCase(Locale.ROOT);
        problems.require(
                TABLE_FUNCTIONS.contains(called),
                Reason.BAD_VALUE,
                "Query needs tables that are named, but \"" + called + "(…)\"" + SqlErrors.at(text, position(node))
                        + " reads or lists something else. Name the source or file: .named(\"sales\","
                        + " Path.of(\"sales.parquet\")).");
    }

    private void column(JsonObject node) {
        JsonArray path = node.getAsJsonArray("column_names");
        if (path != null && path.size() == 1) {
            String called = path.get(0).getAsString().toLowerCase(Locale.ROOT);
            if (CLOCKS.contains(called) && !tables.hasColumn(called)) {
                unstable(called, node);
            }
        }
    }

    private void unstable(String called, JsonObject node) {
        problems.add(
                Reason.BAD_VALUE,
                "Query needs to answer the same on every run, but \"" + called + "\""
                        + SqlErrors.at(text, position(node))
                        + " does not: it asks a clock, a random number or the machine. Write the day or the number itself.");
    }

    private void renew(JsonObject item) {
        String alias = string(item, "alias").toLowerCase(Locale.ROOT);
        if (string(item, "type").equals("STAR") && item.get("replace_list") instanceof JsonArray replaced) {
            replaced.forEach(each -> {
                if (each instanceof JsonObject entry) {
                    renewed.add(string(entry, "key").toLowerCase(Locale.ROOT));
                }
            });
        }
        if (!alias.isEmpty() && !alias.equals(kept(item))) {
            renewed.add(alias);
        }
    }

    /** The column whose unit an expression has; empty if it has none of a column's. */
    private static String kept(JsonObject expression) {
        JsonArray path = expression.getAsJsonArray("column_names");
        if (string(expression, "type").equals("COLUMN_REF") && path != null) {
            return path.get(path.size() - 1).getAsString().toLowerCase(Locale.ROOT);
        }
        if (string(expression, "type").equals("OPERATOR_COALESCE")) {
            return kept(expression.getAsJsonArray("children").get(0).getAsJsonObject());
        }
        String function = string(expression, "function_name").toLowerCase(Locale.ROOT);
        if (KEEPS_UNIT.contains(function)
                && expression.get("arguments") instanceof JsonArray given
                && !given.isEmpty()) {
            return kept(given.get(0).getAsJsonObject().getAsJsonObject("expression"));
        }
        return "";
    }

    /** Where a node begins in the text, in characters; −1 if the parser does not say. */
    private int position(JsonObject node) {
        return SqlErrors.characters(text, node.get("query_location"));
    }

    static String string(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    /** The query on one line, for notes. */
    String line() {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** What is run: the query itself, or the query with its rows in order. */
    String run() {
        return ordered ? text : SORTED_BEFORE + text.strip().replaceAll("[;\\s]+$", "") + "\n) ORDER BY ALL";
    }

    /** How many bytes of {@link #run} stand before the query. */
    int before() {
        return ordered ? 0 : SORTED_BEFORE.getBytes(StandardCharsets.UTF_8).length;
    }

    private static final String SORTED_BEFORE = "SELECT * FROM (\n";
}
