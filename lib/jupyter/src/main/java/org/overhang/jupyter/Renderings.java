package org.overhang.jupyter;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import tech.tablesaw.api.Table;

/**
 * How a notebook shows a value: results and summaries as pages of text, figures as pictures, tables and sources by their first rows, everything
 * else as text; the same bytes on every run.
 */
public final class Renderings {
    private static final int PNG_WIDTH_AT = 16;

    private Renderings() {}

    /**
     * The forms of a value.
     *
     * @param value any value, or null
     * @return its forms; plain text is always among them
     */
    public static Bundle of(@Nullable Object value) {
        if (value instanceof Bundle bundle) {
            return bundle;
        }
        if (value instanceof Result result && value instanceof Source source) {
            return both(of(result.summary()), Preview.of(source).bundle());
        }
        if (value instanceof Result result) {
            return of(result.summary());
        }
        if (value instanceof Summary summary) {
            return Bundle.html(summary.html(), summary.toString());
        }
        if (value instanceof Figure figure) {
            return picture(figure.png(), figure.altText());
        }
        if (value instanceof Table table) {
            return Preview.of(table).bundle();
        }
        if (value instanceof Source source) {
            return Preview.of(source).bundle();
        }
        return Bundle.text(Values.text(value));
    }

    /** A picture drawn at twice its size, for sharp screens; the page is told the size at which to show it. */
    private static Bundle picture(byte[] png, String alt) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put(Bundle.PNG, Base64.getEncoder().encodeToString(png));
        data.put(Bundle.TEXT, alt);
        ByteBuffer header = ByteBuffer.wrap(png);
        Map<String, Integer> size = new LinkedHashMap<>();
        size.put("height", header.getInt(PNG_WIDTH_AT + Integer.BYTES) / 2);
        size.put("width", header.getInt(PNG_WIDTH_AT) / 2);
        return new Bundle(data, Map.of(Bundle.PNG, size));
    }

    /** What a dataset says of itself, and then its first rows. */
    private static Bundle both(Bundle first, Bundle second) {
        return Bundle.html(
                first.data().get(Bundle.HTML) + "\n" + second.data().get(Bundle.HTML),
                first.data().get(Bundle.TEXT) + "\n\n" + second.data().get(Bundle.TEXT));
    }
}
