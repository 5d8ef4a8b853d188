package org.overhang.jupyter;

import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.overhang.core.Numbers;

/** Sends a cell's output to Jupyter; a bar of progress is taken back at its end, so that no notebook keeps one. */
final class KernelOutput implements CellOutput {
    private static final String BAR = "overhang-progress";

    private final ShellReplyEnvironment environment;
    private final List<Runnable> sent = new ArrayList<>();
    private boolean bar;

    KernelOutput(ShellReplyEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public synchronized void stream(String name, String text) {
        PublishStream.StreamType type =
                name.equals("stderr") ? PublishStream.StreamType.ERR : PublishStream.StreamType.OUT;
        send(new PublishStream(type, text));
    }

    @Override
    public synchronized void display(Bundle value) {
        send(new PublishDisplayData(data(value)));
    }

    private <T extends ContentType<T>> void send(T content) {
        sent.add(() -> environment.publish(content));
        environment.publish(content);
    }

    @Override
    public synchronized void progress(double fraction, long seconds) {
        boolean known = !Double.isNaN(fraction);
        String text =
                known ? Numbers.percent(fraction, 0) + ", about " + seconds + " s left" : "working, " + seconds + " s";
        String value = known ? " value=\"" + Numbers.fixed(fraction, 3) + "\"" : "";
        DisplayData data = data(Bundle.html("<progress max=\"1\"" + value + "></progress> " + text, text));
        data.setDisplayId(BAR);
        if (bar) {
            environment.publish(new PublishUpdateDisplayData(data));
        } else {
            environment.publish(new PublishDisplayData(data));
        }
        bar = true;
    }

    /** Jupyter cannot take one output back, only all: what the cell has shown besides is sent once more. */
    @Override
    public synchronized void progressEnds() {
        if (bar) {
            bar = false;
            environment.publish(sent.isEmpty() ? PublishClearOutput.NOW : PublishClearOutput.BEFORE_NEXT_OUTPUT);
            sent.forEach(Runnable::run);
        }
    }

    static DisplayData data(Bundle bundle) {
        DisplayData data = new DisplayData();
        bundle.data().forEach(data::putData);
        bundle.metadata().forEach(data::putMetaData);
        return data;
    }
}
