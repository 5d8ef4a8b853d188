package org.overhang.equilibrium;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reference answers, made in 40-digit arithmetic by model_references.py beside them. */
final class Reference {
    private Reference() {}

    static JsonObject read(String file) {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(Reference.class.getResourceAsStream("/reference/price-impact/" + file)),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(JsonElement list) {
        JsonArray array = list.getAsJsonArray();
        double[] out = new double[array.size()];
        for (int i = 0; i < out.length; i++) {
            String text = array.get(i).getAsString();
            out[i] = text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
        }
        return out;
    }

    static double number(JsonObject set, String key) {
        return Double.parseDouble(set.get(key).getAsString());
    }
}
