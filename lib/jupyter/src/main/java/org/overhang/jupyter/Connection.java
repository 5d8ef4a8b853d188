package org.overhang.jupyter;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Jupyter writes into a connection file.
 *
 * @param address where sockets are bound, with {@code %d} for the port
 * @param ports by the names the file gives them
 * @param key what messages are signed with
 */
record Connection(String address, Map<String, Integer> ports, byte[] key) {
    private static final int MOST = 65_535;

    /** What is wrong with a connection file, in one line. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    static Connection read(Path file) throws Unusable {
        JsonObject root;
        try {
            root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new Unusable("The connection file " + file + " cannot be read.");
        } catch (JsonParseException | IllegalStateException e) {
            throw new Unusable("The connection file " + file + " is not a JSON object as Jupyter writes it.");
        }
        String scheme = text(root, "signature_scheme", "hmac-sha256");
        String transport = text(root, "transport", "tcp");
        String key = text(root, "key", "");
        if (key.isEmpty()) {
            throw new Unusable(
                    "The connection file " + file + " has no key; without one the kernel would run anybody's code.");
        }
        if (!scheme.equals("hmac-sha256") || !transport.equals("tcp")) {
            throw new Unusable("The kernel speaks tcp signed with hmac-sha256, but the connection file " + file
                    + " asks for " + transport + " and " + scheme + ".");
        }
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String name : new String[] {"shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"}) {
            ports.put(name, port(root, name, file));
        }
        return new Connection(
                "tcp://" + text(root, "ip", "127.0.0.1") + ":%d", ports, key.getBytes(StandardCharsets.UTF_8));
    }

    private static int port(JsonObject root, String name, Path file) throws Unusable {
        JsonElement value = root.get(name);
        if (value != null && value.isJsonPrimitive() && value.getAsString().matches("\\d{1,5}")) {
            int port = Integer.parseInt(value.getAsString());
            if (port >= 1 && port <= MOST) {
                return port;
            }
        }
        throw new Unusable("The connection file " + file + " has no usable " + name + ".");
    }

    private static String text(JsonObject root, String name, String otherwise) {
        JsonElement value = root.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : otherwise;
    }
}
