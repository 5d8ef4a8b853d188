package org.overhang.jupyter;

import org.jspecify.annotations.Nullable;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.Table;

/**
 * How a notebook shows a value: results and summaries as pages of text, tables and sources by their first rows, everything
 * else as text; the same bytes on every run.
 */
public final class Renderings {
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
        if (value instanceof Table table) {
            return Preview.of(table).bundle();
        }
        if (value instanceof Source source) {
            return Preview.of(source).bundle();
        }
        return Bundle.text(Values.text(value));
    }

    /** What a dataset says of itself, and then its first rows. */
    private static Bundle both(Bundle first, Bundle second) {
        return Bundle.html(
                first.data().get(Bundle.HTML) + "\n" + second.data().get(Bundle.HTML),
                first.data().get(Bundle.TEXT) + "\n\n" + second.data().get(Bundle.TEXT));
    }
}
