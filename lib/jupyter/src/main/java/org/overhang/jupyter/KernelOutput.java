package org.overhang.jupyter;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;

/** Sends a cell's output to Jupyter; a bar of progress is taken back at its end, so that no notebook keeps one. */
final class KernelOutput implements CellOutput {
    private static final String BAR = "overhang-progress";

    private final Publisher publisher;
    private final List<Runnable> sent = new ArrayList<>();
    private boolean bar;

    /** Sends news about the cell. */
    interface Publisher {
        void publish(String type, JsonObject content);
    }

    KernelOutput(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public synchronized void stream(String name, String text) {
        JsonObject content = new JsonObject();
        content.addProperty("name", name);
        content.addProperty("text", text);
        send("stream", content);
    }

    @Override
    public synchronized void display(Bundle value) {
        send("display_data", data(value));
    }

    @Override
    public boolean takesLate() {
        return true;
    }

    private void send(String type, JsonObject content) {
        sent.add(() -> publisher.publish(type, content));
        publisher.publish(type, content);
    }

    @Override
    public synchronized void progress(double fraction, long seconds) {
        boolean known = !Double.isNaN(fraction);
        String text =
                known ? Numbers.percent(fraction, 0) + ", about " + seconds + " s left" : "working, " + seconds + " s";
        String value = known ? " value=\"" + Numbers.fixed(fraction, 3) + "\"" : "";
        JsonObject content = data(Bundle.html("<progress max=\"1\"" + value + "></progress> " + text, text));
        content.getAsJsonObject("transient").addProperty("display_id", BAR);
        publisher.publish(bar ? "update_display_data" : "display_data", content);
        bar = true;
    }

    /** Jupyter cannot take one output back, only all: what the cell has shown besides is sent once more. */
    @Override
    public synchronized void progressEnds() {
        if (bar) {
            bar = false;
            JsonObject content = new JsonObject();
            content.addProperty("wait", !sent.isEmpty());
            publisher.publish("clear_output", content);
            sent.forEach(Runnable::run);
        }
    }

    static JsonObject data(Bundle bundle) {
        JsonObject content = new JsonObject();
        JsonObject data = new JsonObject();
        bundle.data().forEach(data::addProperty);
        content.add("data", data);
        content.add("metadata", new Gson().toJsonTree(bundle.metadata()));
        content.add("transient", new JsonObject());
        return content;
    }
}
