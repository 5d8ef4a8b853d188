package org.overhang.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.WholeFile;

/** A notebook as a tree, read and written byte for byte as Jupyter's own tools write it. */
final class NotebookFile {
    private static final int MINOR_WITH_IDS = 5;
    private static final String ID = "[A-Za-z0-9_-]{1,64}";

    private final String name;
    private final JsonObject root;

    private NotebookFile(String name, JsonObject root) {
        this.name = name;
        this.root = root;
    }

    static NotebookFile read(Path file) throws IOException {
        return parse(file.getFileName().toString(), Files.readString(file));
    }

    static NotebookFile parse(String name, String text) {
        JsonElement read;
        try {
            read = JsonParser.parseString(text);
        } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A notebook is a JSON object with \"cells\", but \"" + name
                            + "\" is not. Write it with Jupyter, or copy another notebook and change its cells.",
                    e);
        }
        return new NotebookFile(name, NotebookShape.checked(name, read));
    }

    String name() {
        return name;
    }

    JsonObject root() {
        return root;
    }

    List<JsonObject> cells() {
        List<JsonObject> cells = new ArrayList<>();
        root.getAsJsonArray("cells").forEach(cell -> cells.add(cell.getAsJsonObject()));
        return cells;
    }

    List<String> codeCells() {
        return cells().stream()
                .filter(NotebookFile::isCode)
                .map(cell -> text(cell.get("source")))
                .toList();
    }

    static boolean isCode(JsonObject cell) {
        return cell.get("cell_type").getAsString().equals("code");
    }

    /** Text that the format allows as one string or as a list of lines. */
    static String text(JsonElement source) {
        if (source == null || source.isJsonNull()) {
            return "";
        }
        if (!source.isJsonArray()) {
            return source.getAsString();
        }
        StringBuilder text = new StringBuilder();
        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }

    static boolean hasTag(JsonObject cell, String tag) {
        JsonElement tags =
                cell.has("metadata") ? cell.getAsJsonObject("metadata").get("tags") : null;
        if (tags == null || !tags.isJsonArray()) {
            return false;
        }
        for (JsonElement each : tags.getAsJsonArray()) {
            if (each.getAsString().equals(tag)) {
                return true;
            }
        }
        return false;
    }

    /** The identifiers by which a cell keeps its place in a comparison; a cell without one is given its number. */
    void requireIds(boolean mayAdd) {
        boolean stated =
                root.has("nbformat_minor") && root.get("nbformat_minor").getAsInt() >= MINOR_WITH_IDS;
        Set<String> used = new HashSet<>();
        List<JsonObject> cells = cells();
        for (JsonObject cell : cells) {
            String id = cell.has("id") ? cell.get("id").getAsString() : "";
            if (!id.isEmpty() && (!id.matches(ID) || !used.add(id))) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Each cell needs an id of its own of letters, digits, - and _, but \"" + name + "\" has \"" + id
                                + "\" " + (id.matches(ID) ? "twice" : "") + ". Change it.");
            }
        }
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).has("id")) {
                String id = "cell-" + (i + 1);
                if (!mayAdd || !used.add(id)) {
                    throw new OverhangException(
                            Reason.BAD_VALUE,
                            "Each cell needs an id, but cell " + (i + 1) + " of \"" + name
                                    + "\" has none. Execute the notebook once without --check, or write one.");
                }
                cells.get(i).addProperty("id", id);
            }
        }
        if (!stated) {
            root.addProperty("nbformat_minor", MINOR_WITH_IDS);
        }
    }

    /** A copy that shares nothing with this one. */
    NotebookFile copy() {
        return new NotebookFile(name, root.deepCopy());
    }

    /** The file's text: keys sorted, one blank a level, long text as lists of lines, a line break at the end. */
    String write() {
        JsonObject tree = root.deepCopy();
        JsonObject metadata = tree.has("metadata") ? tree.getAsJsonObject("metadata") : new JsonObject();
        tree.add("metadata", metadata);
        List.of("orig_nbformat", "orig_nbformat_minor", "signature").forEach(metadata::remove);
        for (JsonElement element : tree.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            cell.add("source", lines(text(cell.get("source"))));
            if (!cell.has("metadata")) {
                cell.add("metadata", new JsonObject());
            }
            cell.getAsJsonObject("metadata").remove("trusted");
            if (isCode(cell)) {
                cell.getAsJsonArray("outputs").forEach(output -> splitOutput(output.getAsJsonObject()));
            }
        }
        return Json.write(tree) + "\n";
    }

    void save(Path file) {
        WholeFile.write(file, write().getBytes(StandardCharsets.UTF_8));
    }

    private static void splitOutput(JsonObject output) {
        if (output.has("text")) {
            output.add("text", lines(text(output.get("text"))));
        }
        if (output.has("data")) {
            JsonObject data = output.getAsJsonObject("data");
            for (String type : Set.copyOf(data.keySet())) {
                boolean split = type.startsWith("text/")
                        || type.equals("application/javascript")
                        || type.equals("image/svg+xml");
                if (split) {
                    data.add(type, lines(text(data.get(type))));
                }
            }
        }
    }

    static JsonArray lines(String text) {
        JsonArray lines = new JsonArray();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (endsLine(c)) {
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                lines.add(text.substring(from, i + 1));
                from = i + 1;
            }
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    /** What Python, which writes these files elsewhere, takes for the end of a line. */
    private static boolean endsLine(char c) {
        return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }
}
