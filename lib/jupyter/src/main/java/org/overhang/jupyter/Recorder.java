package org.overhang.jupyter;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Progress;

/** A cell's outputs as the notebook file keeps them: runs of one stream joined, overwritten lines gone, as Jupyter does it. */
final class Recorder implements CellOutput {
    private static final Progress.Display TERMINAL = Progress.terminal();

    private final JsonArray outputs = new JsonArray();
    private @Nullable String stream;
    private final StringBuilder text = new StringBuilder();

    @Override
    public void stream(String name, String piece) {
        if (!Objects.equals(name, stream)) {
            endStream();
            stream = name;
        }
        text.append(piece);
    }

    @Override
    public void display(Bundle value) {
        endStream();
        outputs.add(shown("display_data", value));
    }

    /** The file keeps none of it; whoever waits for the notebooks at a terminal sees it. */
    @Override
    public void progress(double fraction, long seconds) {
        TERMINAL.show(fraction, seconds);
    }

    @Override
    public void progressEnds() {
        TERMINAL.end();
    }

    void result(Bundle value, int count) {
        endStream();
        JsonObject output = shown("execute_result", value);
        output.addProperty("execution_count", count);
        outputs.add(output);
    }

    void error(CellError error) {
        endStream();
        JsonObject output = new JsonObject();
        output.addProperty("output_type", "error");
        output.addProperty("ename", error.name());
        output.addProperty("evalue", Objects.requireNonNullElse(error.getMessage(), ""));
        JsonArray lines = new JsonArray();
        error.lines().forEach(lines::add);
        output.add("traceback", lines);
        outputs.add(output);
    }

    JsonArray outputs() {
        endStream();
        return outputs;
    }

    private void endStream() {
        if (stream != null && !text.isEmpty()) {
            JsonObject output = new JsonObject();
            output.addProperty("output_type", "stream");
            output.addProperty("name", stream);
            output.addProperty("text", lastWritten(text));
            outputs.add(output);
        }
        stream = null;
        text.setLength(0);
    }

    /** A line without what a carriage return in it has overwritten; one at its end overwrites nothing. */
    static String lastWritten(CharSequence text) {
        StringBuilder kept = new StringBuilder(text.length());
        int line = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean overwrites = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) != '\n';
            if (overwrites) {
                kept.setLength(line);
            } else {
                kept.append(c);
            }
            line = c == '\n' ? kept.length() : line;
        }
        return kept.toString();
    }

    private static JsonObject shown(String type, Bundle value) {
        JsonObject output = new JsonObject();
        output.addProperty("output_type", type);
        JsonObject data = new JsonObject();
        value.data().forEach(data::addProperty);
        output.add("data", data);
        output.add("metadata", new Gson().toJsonTree(value.metadata()));
        return output;
    }
}
