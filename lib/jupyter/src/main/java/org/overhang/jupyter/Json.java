package org.overhang.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Locale;
import java.util.TreeSet;

/** JSON as Python writes it with sorted keys and an indent of one, which is how notebooks are kept. */
final class Json {
    private Json() {}

    static String write(JsonElement element) {
        StringBuilder out = new StringBuilder();
        write(element, out, 0);
        return out.toString();
    }

    private static void write(JsonElement element, StringBuilder out, int level) {
        if (element instanceof JsonObject object) {
            object(object, out, level);
        } else if (element instanceof JsonArray array) {
            array(array, out, level);
        } else if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            string(primitive.getAsString(), out);
        } else {
            out.append(element);
        }
    }

    private static void object(JsonObject object, StringBuilder out, int level) {
        if (object.isEmpty()) {
            out.append("{}");
            return;
        }
        char lead = '{';
        for (String key : new TreeSet<>(object.keySet())) {
            out.append(lead).append('\n').append(" ".repeat(level + 1));
            string(key, out);
            out.append(": ");
            write(object.get(key), out, level + 1);
            lead = ',';
        }
        out.append('\n').append(" ".repeat(level)).append('}');
    }

    private static void array(JsonArray array, StringBuilder out, int level) {
        if (array.isEmpty()) {
            out.append("[]");
            return;
        }
        char lead = '[';
        for (JsonElement element : array) {
            out.append(lead).append('\n').append(" ".repeat(level + 1));
            write(element, out, level + 1);
            lead = ',';
        }
        out.append('\n').append(" ".repeat(level)).append(']');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
