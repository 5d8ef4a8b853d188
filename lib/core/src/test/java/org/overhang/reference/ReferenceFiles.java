package org.overhang.reference;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Reads the reference answers under src/test/resources/reference. */
public final class ReferenceFiles {
    private ReferenceFiles() {}

    private static Reader open(String path) {
        InputStream in = Objects.requireNonNull(
                ReferenceFiles.class.getResourceAsStream("/reference/" + path), "no reference file " + path);
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    public static Table table(String path) {
        try (Reader reader = open(path)) {
            return Table.read().usingOptions(CsvReadOptions.builder(reader).tableName(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonObject json(String path) {
        try (Reader reader = open(path)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An array of numbers, NaN where the file says NA or null. */
    public static double[] numbers(JsonElement element) {
        JsonArray array = element.getAsJsonArray();
        double[] out = new double[array.size()];
        for (int i = 0; i < out.length; i++) {
            JsonElement cell = array.get(i);
            out[i] = cell.isJsonNull() || cell.getAsString().equals("NA") ? Double.NaN : cell.getAsDouble();
        }
        return out;
    }
}
