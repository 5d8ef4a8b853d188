package org.overhang.regress;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * Reference answers for time series: timeseries.json by ref_ts.R (R 4.2.2, urca 1.3-3, vars 1.6-1), p-values in
 * check_statsmodels.json by check_statsmodels.py (statsmodels 0.13.5), both on synthetic data/ts.csv.
 */
public final class TimeSeriesReference {
    private static final String FOLDER = "/reference/regress/";

    private TimeSeriesReference() {}

    private static InputStreamReader open(String file) {
        return new InputStreamReader(
                Objects.requireNonNull(TimeSeriesReference.class.getResourceAsStream(FOLDER + file), file),
                StandardCharsets.UTF_8);
    }

    public static JsonElement json(String file, String... path) {
        JsonElement at = JsonParser.parseReader(open(file));
        for (String step : path) {
            at = Objects.requireNonNull(at.getAsJsonObject().get(step), step);
        }
        return at;
    }

    public static double number(String... path) {
        return json("timeseries.json", path).getAsDouble();
    }

    public static Table table() {
        return table("ts");
    }

    public static Table table(String name) {
        Table table = Table.read()
                .csv(CsvReadOptions.builder(open("data/" + name + ".csv")).build());
        table.setName(name);
        return table;
    }

    public static Source source() {
        return Source.of(table());
    }
}
