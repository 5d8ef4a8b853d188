package org.overhang.regress;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The synthetic reference pack: data as CSV, answers of R packages as JSON (README.md beside them). */
public final class RegressReference {
    private RegressReference() {}

    public static JsonObject answers(String name) {
        return answers("regress", name);
    }

    /** Answers of a pack. */
    public static JsonObject answers(String pack, String name) {
        var in = RegressReference.class.getResourceAsStream("/reference/" + pack + "/" + name + ".json");
        return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    /** All columns as doubles, so that the cells are the digits of the file. */
    public static Table data(String name) {
        return data("regress", name);
    }

    /** Data of a pack. */
    public static Table data(String pack, String name) {
        try (var in = RegressReference.class.getResourceAsStream("/reference/" + pack + "/data/" + name + ".csv")) {
            Table text = Table.read()
                    .usingOptions(CsvReadOptions.builder(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .columnTypesPartial(c -> java.util.Optional.of(tech.tablesaw.api.ColumnType.DOUBLE))
                            .tableName(name));
            return text;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonElement at(JsonObject root, String... path) {
        JsonElement at = root;
        for (String p : path) {
            at = at.getAsJsonObject().get(p);
            if (at == null) {
                throw new IllegalArgumentException(String.join("/", path));
            }
        }
        return at;
    }

    public static double number(JsonObject root, String... path) {
        JsonElement e = at(root, path);
        return e.isJsonNull() ? Double.NaN : e.getAsDouble();
    }

    public static DoubleColumn column(String name, double[] cells) {
        return DoubleColumn.create(name, cells);
    }
}
