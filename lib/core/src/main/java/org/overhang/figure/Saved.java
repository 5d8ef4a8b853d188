package org.overhang.figure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.WholeFile;

/** The five files of a figure. */
final class Saved {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*+");

    private Saved() {}

    static void write(Figure figure, String id, Path folder) {
        requireId(id);
        figure.checked();
        Renderer renderer = Renderers.found();
        // All are made before the first is written, so that a figure that cannot be drawn leaves no half of its files.
        Map<Path, byte[]> files = new LinkedHashMap<>();
        files.put(folder.resolve(id + ".svg"), renderer.svg(figure).getBytes(StandardCharsets.UTF_8));
        files.put(folder.resolve(id + ".png"), renderer.png(figure));
        files.put(folder.resolve(id + ".pdf"), renderer.pdf(figure));
        files.put(folder.resolve(id + ".csv"), figure.csv().getBytes(StandardCharsets.UTF_8));
        files.put(folder.resolve(id + ".json"), figure.json().getBytes(StandardCharsets.UTF_8));
        WholeFile.writeAll(files);
    }

    static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A figure's id consists of lower-case letters, digits and single hyphens, but it is \"" + id
                            + "\". For example: steel-utilization.");
        }
    }
}
