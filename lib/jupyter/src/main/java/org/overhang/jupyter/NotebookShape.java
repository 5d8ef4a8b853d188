package org.overhang.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Whether a file has the form that nbformat 4 describes, as far as it is read here; what may be left out is filled in. */
final class NotebookShape {
    private static final int MAJOR = 4;

    private final String name;

    private NotebookShape(String name) {
        this.name = name;
    }

    static JsonObject checked(String name, JsonElement read) {
        NotebookShape shape = new NotebookShape(name);
        if (!(read instanceof JsonObject root) || !(root.get("cells") instanceof JsonArray cells)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A notebook is a JSON object with \"cells\", but \"" + name
                            + "\" is not. Write it with Jupyter, or copy another notebook and change its cells.");
        }
        if (!isNumber(root.get("nbformat")) || root.get("nbformat").getAsDouble() != MAJOR) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A notebook needs format 4, but \"" + name + "\" has " + root.get("nbformat")
                            + ". Open and save it with Jupyter.");
        }
        shape.require(
                !root.has("nbformat_minor") || isNumber(root.get("nbformat_minor")),
                "a number \"nbformat_minor\"",
                "it");
        shape.object(root, "metadata", "it");
        for (int i = 0; i < cells.size(); i++) {
            shape.cell(cells.get(i), "cell " + (i + 1));
        }
        return root;
    }

    private void cell(JsonElement element, String where) {
        require(element instanceof JsonObject, "an object", where);
        JsonObject cell = element.getAsJsonObject();
        require(isText(cell.get("cell_type")), "a text \"cell_type\"", where);
        require(isTextOrLines(cell.get("source")), "text or lines of text as \"source\"", where);
        require(!cell.has("id") || isText(cell.get("id")), "a text \"id\"", where);
        object(cell, "metadata", where);
        if (cell.getAsJsonObject("metadata").get("tags") instanceof JsonArray tags) {
            tags.forEach(tag -> require(isText(tag), "texts as \"tags\"", where));
        }
        if (cell.get("cell_type").getAsString().equals("code")) {
            if (!cell.has("outputs")) {
                cell.add("outputs", new JsonArray());
            }
            require(cell.get("outputs") instanceof JsonArray, "a list \"outputs\"", where);
            cell.getAsJsonArray("outputs").forEach(output -> output(output, where));
        }
    }

    private void output(JsonElement element, String where) {
        require(element instanceof JsonObject, "objects as \"outputs\"", where);
        JsonObject output = element.getAsJsonObject();
        require(!output.has("text") || isTextOrLines(output.get("text")), "an output's \"text\" to be text", where);
        if (output.has("data")) {
            require(output.get("data") instanceof JsonObject, "an output's \"data\" to be an object", where);
            output.getAsJsonObject("data").entrySet().stream()
                    .filter(each ->
                            each.getKey().startsWith("text/") || each.getKey().startsWith("image/"))
                    .forEach(each -> require(isTextOrLines(each.getValue()), "text as " + each.getKey(), where));
        }
    }

    private void object(JsonObject parent, String key, String where) {
        if (!parent.has(key)) {
            parent.add(key, new JsonObject());
        }
        require(parent.get(key) instanceof JsonObject, "an object \"" + key + "\"", where);
    }

    private void require(boolean held, String what, String where) {
        if (!held) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A notebook needs " + what + ", but " + where + " of \"" + name
                            + "\" has none. Open and save it with Jupyter.");
        }
    }

    private static boolean isNumber(@Nullable JsonElement value) {
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isNumber()) {
            return false;
        }
        return value.getAsString().matches("\\d{1,9}");
    }

    private static boolean isText(@Nullable JsonElement value) {
        return value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isString();
    }

    private static boolean isTextOrLines(@Nullable JsonElement value) {
        if (value == null || isText(value)) {
            return true;
        }
        if (value instanceof JsonArray lines) {
            for (JsonElement line : lines) {
                if (!isText(line)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }
}
