package org.overhang.dataset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** What the engine says of a query, in the words of this library: what is wrong, where, and what there is. */
final class SqlErrors {
    private SqlErrors() {}

    /** What the parser refuses. */
    static OverhangException parser(JsonObject said, String text, SqlTables tables) {
        String type = SqlText.string(said, "error_type");
        String message = SqlText.string(said, "error_message");
        if (type.equals("not implemented")) {
            boolean pivot = text.strip().toLowerCase(Locale.ROOT).matches("(?s)(with\\b.*)?\\b(pivot|unpivot)\\b.*");
            return new OverhangException(
                    Reason.BAD_VALUE,
                    "Query needs one select, but its text is another statement. "
                            + (pivot
                                    ? "Write a pivot as a select that lists its columns: select * from trade pivot"
                                            + " (sum(value) for year in (2022, 2023))."
                                    : "It answers questions; tables are made by .named(…), files by TableExport."));
        }
        return new OverhangException(
                Reason.BAD_VALUE,
                "Query needs SQL that parses, but " + (message.isEmpty() ? "its text is empty" : first(message))
                        + at(text, characters(text, said.get("position"))) + ". " + tables.listed());
    }

    /**
     * What the engine refuses when it binds or runs the query. It is no cause of the exception: its own words are for programs.
     *
     * @param before how many bytes of what ran stand before the query
     */
    static OverhangException of(SQLException e, String text, int before, SqlTables tables) {
        JsonObject said = json(e);
        if (said == null) {
            return new OverhangException(
                    Reason.BAD_VALUE,
                    "Query needs an answer, but DuckDB says: " + first(String.valueOf(e.getMessage())) + ". "
                            + tables.listed());
        }
        String message = SqlText.string(said, "exception_message");
        int position = characters(text, shifted(said.get("position"), before));
        String subtype = SqlText.string(said, "error_subtype");
        String called = SqlText.string(said, "name");
        if (subtype.equals("COLUMN_NOT_FOUND")) {
            return new OverhangException(
                    Reason.MISSING_COLUMN,
                    "Query needs the column \"" + called + "\"" + at(text, position)
                            + ", but no table that it reads there has it. "
                            + Nearest.hint(called, tables.allColumns()) + tables.listed());
        }
        if (subtype.equals("NO_MATCHING_FUNCTION")) {
            return new OverhangException(
                    Reason.WRONG_TYPE,
                    "Query needs arguments that its functions take, but found " + SqlText.string(said, "call")
                            + at(text, position) + ". Cast them, for example cast(hs6 as integer).");
        }
        return new OverhangException(
                SqlText.string(said, "exception_type").equals("Conversion") ? Reason.WRONG_TYPE : Reason.BAD_VALUE,
                "Query needs an answer, but DuckDB says: " + first(message) + at(text, position) + ". "
                        + tables.listed());
    }

    static String noTable(String called, String text, int position, SqlTables tables) {
        return "Query needs the table \"" + called + "\"" + at(text, position) + ", but nothing of that name is named. "
                + Nearest.hint(called, tables.names()) + tables.listed();
    }

    /** " in line 2, column 14"; nothing if the position is not known. */
    static String at(String text, int position) {
        if (position < 0 || position > text.length()) {
            return "";
        }
        String head = text.substring(0, position);
        long line = head.chars().filter(c -> c == '\n').count() + 1;
        int column = head.codePointCount(head.lastIndexOf('\n') + 1, head.length()) + 1;
        return " in line " + line + ", column " + column;
    }

    /** The engine counts bytes. */
    static int characters(String text, @Nullable JsonElement position) {
        if (position == null || !position.isJsonPrimitive()) {
            return -1;
        }
        try {
            long at = Long.parseLong(position.getAsString());
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return at < 0 || at > bytes.length ? -1 : new String(bytes, 0, (int) at, StandardCharsets.UTF_8).length();
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static @Nullable JsonElement shifted(@Nullable JsonElement position, int before) {
        if (before == 0 || position == null) {
            return position;
        }
        return new com.google.gson.JsonPrimitive(String.valueOf(Long.parseLong(position.getAsString()) - before));
    }

    private static @Nullable JsonObject json(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int from = message.indexOf('{');
        try {
            return from < 0
                    ? null
                    : JsonParser.parseString(message.substring(from)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException notJson) {
            return null;
        }
    }

    /** The same in plain words: the engine's own JSON is for programs. */
    static SQLException plain(SQLException e) {
        JsonObject said = json(e);
        return said == null ? e : new SQLException(SqlText.string(said, "exception_message"), e);
    }

    private static String first(String message) {
        String line = message.split("\n", 2)[0].strip();
        return line.endsWith(".") || line.endsWith("!") ? line.substring(0, line.length() - 1) : line;
    }
}
