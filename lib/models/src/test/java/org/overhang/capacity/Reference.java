package org.overhang.capacity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Reference answers under {@code reference/capacity}, made by the scripts beside them. */
final class Reference {
    private Reference() {}

    private static InputStreamReader open(String file) {
        return new InputStreamReader(
                Objects.requireNonNull(Reference.class.getResourceAsStream("/reference/capacity/" + file), file),
                StandardCharsets.UTF_8);
    }

    static JsonObject json(String file) {
        try (InputStreamReader reader = open(file)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Table csv(String file) {
        try (InputStreamReader reader = open("data/" + file)) {
            return Table.read().usingOptions(CsvReadOptions.builder(reader).tableName(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonElement at(JsonElement json, String... path) {
        JsonElement out = json;
        for (String step : path) {
            out = Objects.requireNonNull(out.getAsJsonObject().get(step), step);
        }
        return out;
    }

    static double number(JsonElement json, String... path) {
        return at(json, path).getAsDouble();
    }

    /** An array of numbers; "NA" reads as NaN. */
    static double[] numbers(JsonElement json, String... path) {
        return StreamSupport.stream(at(json, path).getAsJsonArray().spliterator(), false)
                .mapToDouble(e -> e.getAsJsonPrimitive().isNumber() ? e.getAsDouble() : Double.NaN)
                .toArray();
    }
}
