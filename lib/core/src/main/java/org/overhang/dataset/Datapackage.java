package org.overhang.dataset;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.overhang.core.Hierarchy;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** What {@code datapackage.json} says of a dataset. */
record Datapackage(String name, String title, String description, List<TableSheet> tables) {

    /** A column with its unit. */
    record ColumnSheet(String name, String type, String unit, String description) {}

    /** A table with its source, key, columns and checks. */
    record TableSheet(
            String name,
            String file,
            String title,
            String kind,
            String source,
            String publisher,
            String licence,
            String url,
            String accessed,
            String vintage,
            String coverage,
            List<String> key,
            String sha256,
            List<String> notes,
            List<Hierarchy> hierarchies,
            List<ColumnSheet> columns,
            List<CheckSheet> checks) {}

    /** A row that a check passes over, with the reason. */
    record Exemption(Map<String, String> match, String why) {}

    /** A declared check; the body holds what its kind needs. */
    record CheckSheet(String kind, String why, List<Exemption> except, JsonObject body) {}

    static Datapackage parse(String dataset, String json) {
        try {
            JsonObject root = new Gson().fromJson(json, JsonObject.class);
            List<TableSheet> tables = new ArrayList<>();
            for (JsonElement table : root.getAsJsonArray("tables")) {
                tables.add(table(table.getAsJsonObject()));
            }
            return new Datapackage(text(root, "name"), text(root, "title"), text(root, "description"), tables);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Dataset \"" + dataset + "\" needs a readable datapackage.json, but it does not parse: "
                            + e.getMessage() + ". Take the file from a fresh copy of the datasets.",
                    e);
        }
    }

    private static TableSheet table(JsonObject t) {
        List<ColumnSheet> columns = new ArrayList<>();
        for (JsonElement c : t.getAsJsonArray("columns")) {
            JsonObject o = c.getAsJsonObject();
            columns.add(new ColumnSheet(text(o, "name"), text(o, "type"), text(o, "unit"), text(o, "description")));
        }
        List<CheckSheet> checks = new ArrayList<>();
        for (JsonElement c : t.getAsJsonArray("checks")) {
            checks.add(check(c.getAsJsonObject()));
        }
        return new TableSheet(
                text(t, "name"),
                text(t, "file"),
                text(t, "title"),
                text(t, "kind"),
                text(t, "source"),
                text(t, "publisher"),
                text(t, "licence"),
                text(t, "url"),
                text(t, "accessed"),
                text(t, "vintage"),
                text(t, "coverage"),
                texts(t.getAsJsonArray("key")),
                text(t, "sha256"),
                texts(t.getAsJsonArray("notes")),
                hierarchies(t),
                columns,
                checks);
    }

    /** A level with no words holds the rest; a hierarchy without levels is one in which each word is a level. */
    private static List<Hierarchy> hierarchies(JsonObject t) {
        List<Hierarchy> out = new ArrayList<>();
        if (t.has("hierarchy")) {
            for (JsonElement e : t.getAsJsonArray("hierarchy")) {
                JsonObject o = e.getAsJsonObject();
                JsonObject levels = o.getAsJsonObject("levels");
                Hierarchy hierarchy =
                        levels.size() == 0 ? Hierarchy.each(text(o, "column")) : Hierarchy.of(text(o, "column"));
                for (Map.Entry<String, JsonElement> level : levels.entrySet()) {
                    List<String> words = texts(level.getValue().getAsJsonArray());
                    hierarchy = words.isEmpty()
                            ? hierarchy.rest(level.getKey())
                            : hierarchy.level(level.getKey(), words.toArray(String[]::new));
                }
                out.add(hierarchy);
            }
        }
        return List.copyOf(out);
    }

    private static CheckSheet check(JsonObject c) {
        List<Exemption> except = new ArrayList<>();
        if (c.has("except")) {
            for (JsonElement e : c.getAsJsonArray("except")) {
                JsonObject o = e.getAsJsonObject();
                except.add(new Exemption(map(o.getAsJsonObject("match")), text(o, "why")));
            }
        }
        return new CheckSheet(text(c, "check"), text(c, "why"), except, c);
    }

    static String text(JsonObject o, String member) {
        JsonElement value = o.get(member);
        if (value == null) {
            throw new JsonParseException("\"" + member + "\" is missing");
        }
        return value.getAsString();
    }

    static List<String> texts(JsonArray array) {
        List<String> out = new ArrayList<>();
        array.forEach(e -> out.add(e.getAsString()));
        return List.copyOf(out);
    }

    static Map<String, String> map(JsonObject o) {
        Map<String, String> out = new LinkedHashMap<>();
        o.entrySet().forEach(e -> out.put(e.getKey(), e.getValue().getAsString()));
        return out;
    }
}
