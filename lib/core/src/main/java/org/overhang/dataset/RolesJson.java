package org.overhang.dataset;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Column roles as a JSON file that a person can read and change. */
final class RolesJson {
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final Set<String> MEMBERS = Set.of("role", "column", "holds", "pattern", "unit", "into", "missing");

    private RolesJson() {}

    static String text(List<ColumnRoles.Role> roles) {
        JsonArray list = new JsonArray();
        for (ColumnRoles.Role role : roles) {
            JsonObject o = new JsonObject();
            o.addProperty("role", role.name());
            o.addProperty("column", role.column());
            if (role.kind() != null) {
                o.addProperty("holds", role.kind().name().toLowerCase(Locale.ROOT));
            }
            put(o, "pattern", role.pattern());
            put(o, "unit", role.unit());
            put(o, "into", role.into());
            if (!role.missing().isEmpty()) {
                JsonArray markers = new JsonArray();
                role.missing().forEach(markers::add);
                o.add("missing", markers);
            }
            list.add(o);
        }
        JsonObject root = new JsonObject();
        root.add("roles", list);
        return JSON.toJson(root) + "\n";
    }

    private static void put(JsonObject o, String member, String text) {
        if (!text.isEmpty()) {
            o.addProperty(member, text);
        }
    }

    static ColumnRoles load(Path file) {
        try {
            JsonObject root = JSON.fromJson(Files.readString(file), JsonObject.class);
            ColumnRoles out = new ColumnRoles(List.of());
            for (JsonElement each : root.getAsJsonArray("roles")) {
                out = read(out, each.getAsJsonObject());
            }
            if (out.names().isEmpty()) {
                throw new JsonParseException("it names no role");
            }
            return out;
        } catch (NoSuchFileException e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "ColumnRoles needs the file \"" + file + "\", but there is none. It looked for "
                            + file.toAbsolutePath() + ".",
                    e);
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | ClassCastException
                | NullPointerException e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "File \"" + file.getFileName()
                            + "\" needs {\"roles\": [{\"role\": …, \"column\": …, \"holds\": text, number or"
                            + " date}]}, but it does not read so: " + e.getMessage() + ".",
                    e);
        }
    }

    private static ColumnRoles read(ColumnRoles before, JsonObject o) {
        for (String member : o.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new JsonParseException("\"" + member + "\" means nothing there");
            }
        }
        ColumnRoles out = before.and(Datapackage.text(o, "role"));
        out = o.has("column") ? out.column(o.get("column").getAsString()) : out;
        String holds = o.has("holds") ? o.get("holds").getAsString() : "";
        out = switch (holds) {
            case "text" -> out.text();
            case "number" -> out.number();
            case "date" -> out.date(o.has("pattern") ? o.get("pattern").getAsString() : "yyyy-MM-dd");
            case "" -> out;
            default -> throw new JsonParseException("\"holds\" is \"" + holds + "\"");
        };
        out = o.has("unit") ? out.unit(o.get("unit").getAsString()) : out;
        out = o.has("into") ? out.into(o.get("into").getAsString()) : out;
        return o.has("missing")
                ? out.missing(Datapackage.texts(o.getAsJsonArray("missing")).toArray(String[]::new))
                : out;
    }
}
