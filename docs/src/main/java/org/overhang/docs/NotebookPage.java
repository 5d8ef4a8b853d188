package org.overhang.docs;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import org.overhang.core.Summary;

/** A notebook as a page: its text, its code, and the outputs it was committed with. */
final class NotebookPage {
    private NotebookPage() {}

    static String html(String notebook) {
        StringBuilder out = new StringBuilder();
        for (JsonElement each :
                JsonParser.parseString(notebook).getAsJsonObject().getAsJsonArray("cells")) {
            JsonObject cell = each.getAsJsonObject();
            String source = text(cell.get("source"));
            if (cell.get("cell_type").getAsString().equals("markdown")) {
                out.append(Markdown.html(source));
            } else if (cell.get("cell_type").getAsString().equals("code")) {
                out.append("<pre class=\"cell\"><code class=\"language-java\">");
                out.append(Summary.escape(source)).append("</code></pre>\n");
                cell.getAsJsonArray("outputs").forEach(output -> output(out, output.getAsJsonObject()));
            }
        }
        return out.toString();
    }

    private static void output(StringBuilder out, JsonObject output) {
        out.append("<div class=\"output\">");
        switch (output.get("output_type").getAsString()) {
            case "stream" -> plain(out, text(output.get("text")));
            case "error" -> {
                StringBuilder lines = new StringBuilder();
                output.getAsJsonArray("traceback")
                        .forEach(line -> lines.append(line.getAsString()).append('\n'));
                plain(out, lines.toString());
            }
            default -> shown(out, output.getAsJsonObject("data"), output.getAsJsonObject("metadata"));
        }
        out.append("</div>\n");
    }

    /** A picture's plain text is its alternative text. */
    private static void shown(StringBuilder out, JsonObject data, JsonObject facts) {
        if (data.has("image/png")) {
            out.append("<img alt=\"")
                    .append(Summary.escape(text(data.get("text/plain"))))
                    .append('"');
            if (facts.has("image/png")) {
                for (Map.Entry<String, JsonElement> size :
                        facts.getAsJsonObject("image/png").entrySet()) {
                    out.append(' ').append(size.getKey()).append("=\"");
                    out.append(size.getValue().getAsInt()).append('"');
                }
            }
            String picture = text(data.get("image/png")).replaceAll("\\s", "");
            out.append(" src=\"data:image/png;base64,").append(picture).append("\">");
        } else if (data.has("text/html")) {
            out.append(text(data.get("text/html")));
        } else {
            plain(out, text(data.get("text/plain")));
        }
    }

    private static void plain(StringBuilder out, String text) {
        out.append("<pre>").append(Summary.escape(text.stripTrailing())).append("</pre>");
    }

    /** Text that the format allows as one string or as a list of lines. */
    private static String text(JsonElement source) {
        if (!source.isJsonArray()) {
            return source.getAsString();
        }
        StringBuilder text = new StringBuilder();
        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }
}
