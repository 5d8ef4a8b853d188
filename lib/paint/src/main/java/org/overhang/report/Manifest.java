package org.overhang.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;

/** What a report rests on, and the comparison of two such lists. */
final class Manifest {
    private static final String FORMAT = "overhang-report-1";
    private static final List<String> KINDS = List.of("figures", "tables", "values");
    private static final int SHORT = 12;

    private Manifest() {}

    static String version() {
        try (InputStream in = Manifest.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(Report.State state) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("report", state.id());
        json.addProperty("title", state.title());
        json.addProperty("version", version());
        JsonObject figures = new JsonObject();
        state.figures().forEach((id, figure) -> {
            JsonObject entry = entry(figure.title(), figure.sources(), figure.rows());
            entry.addProperty("alt_text", figure.altText());
            figures.add(id, entry);
        });
        json.add("figures", figures);
        JsonObject tables = new JsonObject();
        state.tables().forEach((id, grid) -> tables.add(id, entry(grid.caption(), grid.sources(), grid.rows())));
        json.add("tables", tables);
        JsonObject values = new JsonObject();
        state.values().forEach((id, value) -> {
            List<List<String>> rows = List.of(List.of("value"), List.of(value.exact()));
            values.add(id, entry(id, value.sources(), rows));
        });
        json.add("values", values);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(json) + "\n";
    }

    private static JsonObject entry(String title, List<Provenance> from, List<List<String>> rows) {
        JsonObject entry = new JsonObject();
        entry.addProperty("title", title);
        JsonArray sources = new JsonArray();
        from.forEach(s -> sources.add(source(s)));
        entry.add("sources", sources);
        entry.add("numbers", rows(rows));
        return entry;
    }

    private static JsonObject source(Provenance source) {
        JsonObject entry = new JsonObject();
        entry.addProperty("title", source.title().isEmpty() ? source.publisher() : source.title());
        entry.addProperty("licence", source.licence());
        entry.addProperty("sha256", source.sha256());
        return entry;
    }

    /** Cells of a row are joined by tabs, so that a row is a line of the file. */
    private static JsonArray rows(List<List<String>> rows) {
        JsonArray array = new JsonArray();
        rows.forEach(row -> array.add(String.join("\t", row)));
        return array;
    }

    static String read(Path manifest) {
        try {
            return Files.readString(manifest);
        } catch (IOException e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "verify needs the manifest that save wrote, but \"" + manifest
                            + "\" cannot be read. Save the report once.",
                    e);
        }
    }

    static Verification compare(String before, String now, double tolerance) {
        JsonObject old = parsed(before);
        JsonObject fresh = parsed(now);
        List<String> moved = new ArrayList<>();
        String versions = old.get("version").equals(fresh.get("version"))
                ? "with the same version of the package"
                : "with version " + fresh.get("version").getAsString() + " of the package instead of "
                        + old.get("version").getAsString();
        List<String> changed = changedDatasets(old, fresh);
        for (String kind : KINDS) {
            JsonObject a = old.getAsJsonObject(kind);
            JsonObject b = fresh.getAsJsonObject(kind);
            TreeSet<String> ids = new TreeSet<>(a.keySet());
            ids.addAll(b.keySet());
            String noun =
                    kind.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + kind.substring(1, kind.length() - 1);
            for (String id : ids) {
                if (!a.has(id) || !b.has(id)) {
                    moved.add(noun + " \"" + id + "\" is " + (a.has(id) ? "gone" : "new") + ".");
                    continue;
                }
                String what = difference(a.getAsJsonObject(id), b.getAsJsonObject(id), tolerance);
                if (what != null) {
                    moved.add(noun + " \"" + id + "\" moved: " + what + ", "
                            + why(a.getAsJsonObject(id), b.getAsJsonObject(id), changed, versions) + ".");
                }
                for (String words : List.of("title", "alt_text")) {
                    moved.addAll(reworded(noun, id, words, a.getAsJsonObject(id), b.getAsJsonObject(id)));
                }
            }
        }
        String said = String.join("\n", moved);
        for (String dataset : changed) {
            if (!said.contains(dataset)) {
                moved.add("The report rests on " + dataset
                        + ", though no number moved. If only its rows were shuffled, take "
                        + "the file from a fresh copy; if it was revised, save the report again.");
            }
        }
        return new Verification(moved);
    }

    /** Words are not numbers: they are compared only where the numbers below them are the same, since they quote those. */
    private static List<String> reworded(String noun, String id, String words, JsonObject a, JsonObject b) {
        boolean same = a.has(words) == b.has(words)
                && (!a.has(words)
                        || a.get(words).equals(b.get(words))
                        || !a.get("numbers").equals(b.get("numbers")));
        return same
                ? List.of()
                : List.of(noun + " \"" + id + "\" has the same numbers under another "
                        + (words.equals("title") ? "title" : "description") + ": \""
                        + (a.has(words) ? a.get(words).getAsString() : "") + "\" became \""
                        + (b.has(words) ? b.get(words).getAsString() : "") + "\".");
    }

    private static JsonObject parsed(String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            boolean whole = json.has("format")
                    && json.get("format").getAsString().equals(FORMAT)
                    && List.of("version", "figures", "tables", "values").stream()
                            .allMatch(json::has);
            if (whole) {
                return json;
            }
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw refused(e);
        }
        throw refused(null);
    }

    private static OverhangException refused(@Nullable Throwable cause) {
        String message = "verify needs the manifest that save wrote, but the file is not one (format \"" + FORMAT
                + "\"). Save the report again.";
        return cause == null
                ? new OverhangException(Reason.BAD_VALUE, message)
                : new OverhangException(Reason.BAD_VALUE, message, cause);
    }

    /** Why an entry moved: the datasets under it that changed, or else the result. Some tables and values name no dataset. */
    private static String why(JsonObject a, JsonObject b, List<String> changedAnywhere, String versions) {
        boolean named = !a.getAsJsonArray("sources").isEmpty()
                && !b.getAsJsonArray("sources").isEmpty();
        List<String> changed = named ? changedSources(a, b) : changedAnywhere;
        if (!changed.isEmpty()) {
            return (named ? "because of " : "perhaps because of ") + String.join(" and ", changed);
        }
        return "because the result moved: no dataset under it changed, " + versions;
    }

    private static List<String> changedDatasets(JsonObject old, JsonObject fresh) {
        TreeSet<String> changed = new TreeSet<>();
        for (String kind : KINDS) {
            for (String id : old.getAsJsonObject(kind).keySet()) {
                JsonObject b = fresh.getAsJsonObject(kind).getAsJsonObject(id);
                if (b != null) {
                    changed.addAll(changedSources(old.getAsJsonObject(kind).getAsJsonObject(id), b));
                }
            }
        }
        return List.copyOf(changed);
    }

    private static List<String> changedSources(JsonObject a, JsonObject b) {
        List<String> changed = new ArrayList<>();
        for (JsonElement now : b.getAsJsonArray("sources")) {
            String title = now.getAsJsonObject().get("title").getAsString();
            String hash = now.getAsJsonObject().get("sha256").getAsString();
            String before = null;
            for (JsonElement then : a.getAsJsonArray("sources")) {
                if (then.getAsJsonObject().get("title").getAsString().equals(title)) {
                    before = then.getAsJsonObject().get("sha256").getAsString();
                }
            }
            if (before == null) {
                changed.add("dataset \"" + title + "\", which is new under it");
            } else if (!before.equals(hash)) {
                changed.add("dataset \"" + title + "\" (sha256 " + cut(before) + " became " + cut(hash) + ")");
            }
        }
        return changed;
    }

    private static String cut(String hash) {
        return hash.length() > SHORT ? hash.substring(0, SHORT) + "…" : hash.isEmpty() ? "none" : hash;
    }

    /** How the numbers of two entries differ, in words; null if they do not. */
    private static @Nullable String difference(JsonObject a, JsonObject b, double tolerance) {
        JsonArray before = a.getAsJsonArray("numbers");
        JsonArray now = b.getAsJsonArray("numbers");
        if (before.size() != now.size()) {
            return now.size() - 1 + " rows instead of " + (before.size() - 1);
        }
        String[] head = before.get(0).getAsString().split("\t", -1);
        boolean alone = now.size() == 2 && head.length == 1;
        int cells = 0;
        int different = 0;
        double most = -1;
        String largest = "";
        for (int i = 0; i < now.size(); i++) {
            String[] x = before.get(i).getAsString().split("\t", -1);
            String[] y = now.get(i).getAsString().split("\t", -1);
            if (x.length != y.length) {
                return "row " + i + " has " + y.length + " columns instead of " + x.length;
            }
            for (int c = 0; c < x.length; c++) {
                cells += i == 0 ? 0 : 1;
                double relative = relative(x[c], y[c]);
                if (relative > tolerance) {
                    different++;
                    if (relative > most) {
                        most = relative;
                        String place = "row " + i + " (" + x[0] + "), column " + (c < head.length ? head[c] : c) + ": ";
                        largest = (alone ? "" : place) + x[c] + " became " + y[c]
                                + (Double.isInfinite(relative)
                                        ? ""
                                        : ", by " + Numbers.significant(100 * relative, 3) + " %");
                    }
                }
            }
        }
        if (different == 0) {
            return null;
        }
        return alone ? largest : different + " of " + cells + " cells, most in " + largest;
    }

    /** Relative difference of two cells: 0 if equal, infinite if one of them is not a number. */
    private static double relative(String x, String y) {
        if (x.equals(y)) {
            return 0;
        }
        try {
            double a = Double.parseDouble(x);
            double b = Double.parseDouble(y);
            return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
