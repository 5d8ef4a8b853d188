package org.overhang.jupyter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value in the forms a notebook can show: text by media type, images as base64, and what the page should know of them.
 *
 * @param data content by media type; {@code text/plain} is always there
 * @param metadata facts by media type, for example the width at which an image is shown
 */
public record Bundle(Map<String, String> data, Map<String, Object> metadata) {
    /** The media type every bundle has. */
    public static final String TEXT = "text/plain";

    /** The media type of a fragment of a page. */
    public static final String HTML = "text/html";

    /** The media type of pictures. */
    public static final String PNG = "image/png";

    /**
     * Copies both maps, keeping their order.
     *
     * @param data content by media type
     * @param metadata facts by media type
     */
    public Bundle {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Plain text only.
     *
     * @param text the text
     * @return the bundle
     */
    public static Bundle text(String text) {
        return new Bundle(Map.of(TEXT, text), Map.of());
    }

    /**
     * A fragment of a page with its text for readers without one.
     *
     * @param html the fragment
     * @param text the text
     * @return the bundle
     */
    public static Bundle html(String html, String text) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put(HTML, html);
        data.put(TEXT, text);
        return new Bundle(data, Map.of());
    }
}
