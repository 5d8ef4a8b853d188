package org.overhang.jupyter;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A request that came signed with the kernel's key.
 *
 * @param identities the frames by which the answer finds its way
 * @param header its header
 * @param content its content
 * @param received when it came, in the kernel's own nanoseconds
 */
record Message(byte[][] identities, JsonObject header, JsonObject content, long received) {
    /** A field that is not what the protocol says. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    String type() {
        return header.get("msg_type").getAsString();
    }

    String text(String name) {
        JsonElement value = content.get(name);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()) {
            throw new Unusable(type() + " needs a text \"" + name + "\", but has " + value + ".");
        }
        return value.getAsString();
    }

    boolean flag(String name, boolean otherwise) {
        JsonElement value = content.get(name);
        return value != null
                        && value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isBoolean()
                ? value.getAsBoolean()
                : otherwise;
    }

    /** A whole number; one that is broken is rounded down, one that is missing or no number is the other. */
    int number(String name, int otherwise) {
        JsonElement value = content.get(name);
        return value != null
                        && value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isNumber()
                ? (int) Math.floor(value.getAsDouble())
                : otherwise;
    }

    /** A place in a text counted in code points, as Jupyter does: at least 0, at most the text's end, which is also the default. */
    int cursor(String code) {
        int end = code.codePointCount(0, code.length());
        return Math.max(0, Math.min(end, number("cursor_pos", end)));
    }

    /** Who sent it. */
    @Nullable
    String session() {
        return field("session");
    }

    @Nullable
    String field(String name) {
        JsonElement value = header.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }
}
