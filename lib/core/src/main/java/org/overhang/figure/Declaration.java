package org.overhang.figure;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.internal.LazilyParsedNumber;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * The declaration of a figure as JSON and back.
 *
 * <p>Every part of a figure is a record of texts, numbers, lists and records, so one walk over records writes and reads all
 * forms, in the order of their components. NaN is written as null.
 */
final class Declaration {
    private static final String FORMAT = "overhang-figure-1";
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();
    private static final Map<String, Form.Kind<?>> KINDS = kinds();
    /** A figure nests a few parts in one another; what nests deeper is no figure, and would only exhaust the stack. */
    private static final int DEEPEST = 64;

    private Declaration() {}

    /** The kinds of all forms there are, so that a new form is named nowhere else. */
    private static Map<String, Form.Kind<?>> kinds() {
        Map<String, Form.Kind<?>> kinds = new HashMap<>();
        for (Class<?> form : Form.class.getPermittedSubclasses()) {
            try {
                Form.Kind<?> kind = (Form.Kind<?>) form.getDeclaredField("KIND").get(null);
                kinds.put(kind.name(), kind);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return Map.copyOf(kinds);
    }

    static String write(Figure figure) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("alt_text", figure.altText());
        json.add("figure", tree(figure.drawing()));
        StringBuilder out = new StringBuilder();
        print(json, "\n", out);
        return out.append('\n').toString();
    }

    /** As Gson prints it, two blanks a level, but arrays of numbers on one line, where they read better. */
    private static void print(JsonElement json, String line, StringBuilder out) {
        String inner = line + "  ";
        if (json.isJsonObject() && json.getAsJsonObject().size() > 0) {
            char before = '{';
            for (Map.Entry<String, JsonElement> part : json.getAsJsonObject().entrySet()) {
                out.append(before)
                        .append(inner)
                        .append(GSON.toJson(part.getKey()))
                        .append(": ");
                print(part.getValue(), inner, out);
                before = ',';
            }
            out.append(line).append('}');
        } else if (json.isJsonArray() && json.getAsJsonArray().size() > 0) {
            boolean numbers = json.getAsJsonArray().asList().stream().allMatch(Declaration::isNumber);
            String between = numbers ? " " : inner;
            String before = numbers ? "[" : "[" + inner;
            for (JsonElement part : json.getAsJsonArray()) {
                out.append(before);
                print(part, inner, out);
                before = "," + between;
            }
            out.append(numbers ? "]" : line + "]");
        } else {
            out.append(isNumber(json) && !json.isJsonNull() ? json.getAsString() : GSON.toJson(json));
        }
    }

    private static boolean isNumber(JsonElement json) {
        return json.isJsonNull()
                || json.isJsonPrimitive() && json.getAsJsonPrimitive().isNumber();
    }

    static Figure read(String text) {
        requireShallow(text);
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            if (!json.has("format") || !FORMAT.equals(json.get("format").getAsString())) {
                throw refused("its format is not \"" + FORMAT + "\"", null);
            }
            return Figure.of((Drawing) value(json.get("figure"), Drawing.class));
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException
                | NumberFormatException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireShallow(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                quoted = c != '"';
                i += c == '\\' ? 1 : 0;
            } else if (c == '"') {
                quoted = true;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            }
            if (depth > DEEPEST) {
                throw refused("it nests more than " + DEEPEST + " parts in one another", null);
            }
        }
    }

    private static OverhangException refused(String found, @Nullable Throwable cause) {
        String message = "A figure is read from the JSON that Figure.json() or save(id) wrote, but " + found
                + ". Save the figure again.";
        return cause == null
                ? new OverhangException(Reason.BAD_VALUE, message)
                : new OverhangException(Reason.BAD_VALUE, message, cause);
    }

    private static JsonElement tree(Object value) {
        if (value instanceof Form form) {
            JsonObject object = new JsonObject();
            object.addProperty("form", form.kind().name());
            tree(form.state()).getAsJsonObject().entrySet().forEach(e -> object.add(e.getKey(), e.getValue()));
            return object;
        }
        if (value instanceof Axis axis) {
            return tree(axis.state());
        }
        if (value instanceof Record record) {
            JsonObject object = new JsonObject();
            for (RecordComponent part : record.getClass().getRecordComponents()) {
                object.add(part.getName(), tree(component(record, part)));
            }
            return object;
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(e -> array.add(tree(e)));
            return array;
        }
        if (value instanceof double[] numbers) {
            JsonArray array = new JsonArray();
            for (double n : numbers) {
                array.add(tree(n));
            }
            return array;
        }
        if (value instanceof Double number) {
            return number.isNaN()
                    ? JsonNull.INSTANCE
                    : new JsonPrimitive(new LazilyParsedNumber(Numbers.plain(number)));
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        return value instanceof Boolean truth ? new JsonPrimitive(truth) : new JsonPrimitive((String) value);
    }

    private static Object component(Record record, RecordComponent part) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(JsonElement json, Type type) {
        if (type instanceof ParameterizedType list) {
            List<Object> values = new ArrayList<>();
            json.getAsJsonArray().forEach(e -> values.add(value(e, list.getActualTypeArguments()[0])));
            return List.copyOf(values);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == Form.class) {
            return form(json.getAsJsonObject());
        }
        if (raw == Axis.class) {
            return Axis.read((Axis.State) record(json.getAsJsonObject(), Axis.State.class));
        }
        if (raw.isRecord()) {
            return record(json.getAsJsonObject(), raw);
        }
        if (raw == double[].class) {
            JsonArray array = json.getAsJsonArray();
            double[] numbers = new double[array.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] =
                        array.get(i).isJsonNull() ? Double.NaN : array.get(i).getAsDouble();
            }
            return numbers;
        }
        if (raw == double.class) {
            return json.isJsonNull() ? Double.NaN : json.getAsDouble();
        }
        if (raw == int.class) {
            return json.getAsInt();
        }
        if (raw == long.class) {
            return json.getAsLong();
        }
        return raw == boolean.class ? (Object) json.getAsBoolean() : json.getAsString();
    }

    private static Form form(JsonObject json) {
        String kind = json.get("form").getAsString();
        Form.Kind<?> known = KINDS.get(kind);
        if (known == null) {
            throw refused("its form is \"" + kind + "\"", null);
        }
        return form(known, json);
    }

    private static <S extends Record> Form form(Form.Kind<S> kind, JsonObject json) {
        return kind.make().apply(kind.state().cast(record(json, kind.state())));
    }

    private static Object record(JsonObject json, Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        Class<?>[] types = new Class<?>[parts.length];
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            JsonElement part = json.get(parts[i].getName());
            if (part == null) {
                throw refused("it has no \"" + parts[i].getName() + "\"", null);
            }
            types[i] = parts[i].getType();
            values[i] = value(part, parts[i].getGenericType());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw refused(String.valueOf(e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
