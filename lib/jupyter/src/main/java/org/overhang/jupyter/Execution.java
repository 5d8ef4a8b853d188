package org.overhang.jupyter;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Executes a notebook's cells in a session, and compares two executions. */
final class Execution {
    /** What the kernel says of its language; a constant, so that notebooks are the same on every JDK. */
    static final Map<String, String> LANGUAGE = Map.of(
            "codemirror_mode", "text/x-java",
            "file_extension", ".java",
            "mimetype", "text/x-java-source",
            "name", "java",
            "pygments_lexer", "java",
            "version", "17");

    /** The tag of a cell that is meant to fail. */
    private static final String MAY_FAIL = "raises-exception";

    private Execution() {}

    /**
     * A cell's failure.
     *
     * @param id the cell's id
     * @param count the number it has in messages
     * @param error the report
     */
    record Failure(String id, int count, CellError error) {}

    /** Told before each cell runs, by the number it has in messages. */
    interface Watcher {
        void starts(int count);
    }

    /** Fills in the outputs and ends the session; stops at the first cell that fails and was not meant to, unless told to go on. */
    static List<Failure> execute(
            NotebookFile notebook, CellEngine session, Duration limit, boolean keepGoing, Watcher watcher) {
        List<Failure> failures = new ArrayList<>();
        notebook.root().getAsJsonObject("metadata").add("language_info", new Gson().toJsonTree(LANGUAGE));
        List<JsonObject> cells = notebook.cells();
        int count = 0;
        try (CellEngine engine = session) {
            for (int i = 0; i < cells.size(); i++) {
                JsonObject cell = cells.get(i);
                if (!NotebookFile.isCode(cell)) {
                    continue;
                }
                String code = NotebookFile.text(cell.get("source"));
                if (code.isBlank()) {
                    empty(cell);
                    continue;
                }
                count++;
                watcher.starts(count);
                CellError error = execute(engine, cell, code, count, limit);
                if (error != null && !NotebookFile.hasTag(cell, MAY_FAIL)) {
                    failures.add(new Failure(cell.get("id").getAsString(), count, error));
                    if (!keepGoing) {
                        return failures;
                    }
                }
            }
        }
        return failures;
    }

    private static void empty(JsonObject cell) {
        if (!cell.has("outputs")) {
            cell.add("outputs", new JsonArray());
        }
        if (!cell.has("execution_count")) {
            cell.add("execution_count", JsonNull.INSTANCE);
        }
    }

    private static @Nullable CellError execute(
            CellEngine engine, JsonObject cell, String code, int count, Duration limit) {
        Recorder recorder = new Recorder();
        CellError failure = null;
        try {
            Bundle value = engine.run(code, count, recorder, limit, null);
            if (value != null) {
                recorder.result(value, count);
            }
        } catch (CellError e) {
            recorder.error(e);
            failure = e;
        }
        cell.addProperty("execution_count", count);
        cell.add("outputs", recorder.outputs());
        return failure;
    }

    /**
     * Takes over the bytes of pictures whose pixels have not changed: another machine may pack the same pixels otherwise.
     *
     * @param committed what the notebook was before
     * @param now the notebook just executed, which is changed
     */
    static void keepPictures(NotebookFile committed, NotebookFile now) {
        List<JsonObject> before = committed.cells();
        List<JsonObject> after = now.cells();
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            JsonArray old = outputs(before.get(i));
            JsonArray fresh = outputs(after.get(i));
            for (int o = 0; o < Math.min(old.size(), fresh.size()); o++) {
                JsonObject data = fresh.get(o).getAsJsonObject().getAsJsonObject("data");
                JsonObject kept = old.get(o).getAsJsonObject().getAsJsonObject("data");
                if (data != null && kept != null && data.has(Bundle.PNG) && kept.has(Bundle.PNG)) {
                    String bytes = NotebookFile.text(kept.get(Bundle.PNG));
                    if (Pictures.same(bytes, NotebookFile.text(data.get(Bundle.PNG)))) {
                        data.addProperty(Bundle.PNG, bytes);
                    }
                }
            }
        }
    }

    private static JsonArray outputs(JsonObject cell) {
        return cell.has("outputs") ? cell.getAsJsonArray("outputs") : new JsonArray();
    }

    /** The first difference between what is committed and what came out now, or null if there is none. */
    static @Nullable String difference(String committed, String now) {
        if (committed.equals(now)) {
            return null;
        }
        List<JsonObject> before = NotebookFile.parse("committed", committed).cells();
        List<JsonObject> after = NotebookFile.parse("now", now).cells();
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            JsonObject a = before.get(i);
            JsonObject b = after.get(i);
            if (!a.equals(b)) {
                return "cell " + (i + 1) + " (" + NotebookFile.text(b.get("id")) + "): " + inCell(a, b);
            }
        }
        return "its format: " + firstLine(committed, now);
    }

    private static String inCell(JsonObject a, JsonObject b) {
        JsonArray before = outputs(a);
        JsonArray after = outputs(b);
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            if (!before.get(i).equals(after.get(i))) {
                return "output " + (i + 1) + ": " + firstLine(readable(before.get(i)), readable(after.get(i)));
            }
        }
        if (before.size() != after.size()) {
            return "it has " + before.size() + " outputs committed and " + after.size() + " now";
        }
        return firstLine(readable(a), readable(b));
    }

    /** One line of the file a line of text, so that a difference is short. */
    private static String readable(JsonElement element) {
        return Json.write(element);
    }

    private static String firstLine(String a, String b) {
        List<String> before = new ArrayList<>(a.lines().toList());
        List<String> after = new ArrayList<>(b.lines().toList());
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            String x = i < before.size() ? before.get(i) : "(nothing)";
            String y = i < after.size() ? after.get(i) : "(nothing)";
            if (!Objects.equals(x, y)) {
                return "\n    committed: " + brief(x) + "\n    now:       " + brief(y);
            }
        }
        return "line breaks differ";
    }

    private static String brief(String line) {
        String text = line.strip();
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
