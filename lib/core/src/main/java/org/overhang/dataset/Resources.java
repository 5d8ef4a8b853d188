package org.overhang.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** The files of the datasets jar. */
final class Resources {
    private static final String FOLDER = "/org/overhang/datasets/";

    private Resources() {}

    static byte[] bytes(String path) {
        try (InputStream in = Resources.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Datasets needs its file \"" + path
                                + "\", but it is not on the class path. Add the jar overhang-datasets.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }
}
