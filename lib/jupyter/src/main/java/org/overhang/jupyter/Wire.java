package org.overhang.jupyter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Jupyter's wire protocol: frames to messages and back, signed. What is not signed with the key is as if it had not come. */
final class Wire {
    static final String VERSION = "5.4";
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int PARTS = 5;
    private static final int REMEMBERED = 1 << 16;
    private static final Gson JSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final SecretKeySpec key;
    private final String session = UUID.randomUUID().toString();
    private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    Wire(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** The message, or null for what is unsigned, torn, seen before or no message. Called by one thread. */
    @Nullable
    Message read(List<byte[]> frames) {
        int at = 0;
        while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) {
            at++;
        }
        if (frames.size() < at + 1 + PARTS) {
            return null;
        }
        byte[] stated = frames.get(at + 1);
        List<byte[]> parts = frames.subList(at + 2, at + 1 + PARTS);
        if (!MessageDigest.isEqual(stated, signature(parts))
                || !seen.add(new String(stated, StandardCharsets.US_ASCII))) {
            return null;
        }
        JsonObject header = object(parts.get(0));
        JsonObject content = object(parts.get(3));
        if (header == null || content == null || !isText(header, "msg_type") || !isText(header, "msg_id")) {
            return null;
        }
        return new Message(frames.subList(0, at).toArray(byte[][]::new), header, content, System.nanoTime());
    }

    private static boolean isText(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isString();
    }

    private static @Nullable JsonObject object(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JsonParser.parseString(text) instanceof JsonObject object ? object : null;
        } catch (CharacterCodingException | JsonParseException | IllegalStateException | StackOverflowError e) {
            return null;
        }
    }

    /** The frames of an answer or of news about a request. */
    byte[][] write(byte[][] identities, String type, @Nullable JsonObject parent, JsonObject content) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", UUID.randomUUID().toString());
        header.addProperty("session", session);
        header.addProperty("username", "kernel");
        header.addProperty("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", VERSION);
        List<byte[]> parts = List.of(
                bytes(header),
                bytes(parent == null ? new JsonObject() : parent),
                bytes(new JsonObject()),
                bytes(content));
        byte[][] frames = Arrays.copyOf(identities, identities.length + 1 + PARTS);
        frames[identities.length] = DELIMITER;
        frames[identities.length + 1] = signature(parts);
        for (int i = 0; i < parts.size(); i++) {
            frames[identities.length + 2 + i] = parts.get(i);
        }
        return frames;
    }

    private static byte[] bytes(JsonElement element) {
        return JSON.toJson(element).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] signature(List<byte[]> parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
