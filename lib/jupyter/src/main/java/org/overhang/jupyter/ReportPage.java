package org.overhang.jupyter;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.overhang.core.Summary;

/** One page with every figure that the notebooks save: title, alt text, source, and a link to the notebook. */
final class ReportPage {
    private static final Pattern SAVED = Pattern.compile("\\.save\\(\\s*\"([\\w./-]+)\"\\s*\\)");
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Overhang: figures</title>
            <meta name="viewport" content="width=device-width">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 760px; margin: 2em auto; padding: 0 1em; color: #1F2933; }
            img { max-width: 100%; } figure { margin: 2em 0; } figcaption { color: #52606D; font-size: 14px; }
            </style></head><body>
            <h1>Figures</h1>
            """;

    private ReportPage() {}

    static void write(Path page, List<Path> notebooks) throws IOException {
        Path figures = Path.of(System.getProperty("overhang.figures", "figures"));
        Path folder = page.toAbsolutePath().resolveSibling("");
        StringBuilder out = new StringBuilder(HEAD);
        for (Path notebook : notebooks) {
            String link =
                    folder.relativize(notebook.toAbsolutePath()).toString().replace('\\', '/');
            String name = notebook.getFileName().toString().replaceFirst("\\.ipynb$", "");
            out.append("<h2><a href=\"").append(Summary.escape(link)).append("\">");
            out.append(Summary.escape(name)).append("</a></h2>\n");
            for (String id : saved(notebook)) {
                figure(out, figures, id);
            }
        }
        Files.createDirectories(folder);
        Files.writeString(page, out.append("</body></html>\n"));
    }

    private static Set<String> saved(Path notebook) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        for (String code : NotebookFile.read(notebook).codeCells()) {
            Matcher matcher = SAVED.matcher(code);
            while (matcher.find()) {
                ids.add(matcher.group(1));
            }
        }
        return ids;
    }

    private static void figure(StringBuilder out, Path figures, String id) throws IOException {
        Path picture = figures.resolve(id + ".png");
        Path declared = figures.resolve(id + ".json");
        if (!Files.exists(picture) || !Files.exists(declared)) {
            return;
        }
        JsonObject declaration =
                JsonParser.parseString(Files.readString(declared)).getAsJsonObject();
        JsonObject facts = declaration.getAsJsonObject("figure");
        JsonObject words = facts.getAsJsonObject("words");
        String alt = Summary.escape(declaration.get("alt_text").getAsString());
        out.append("<figure id=\"").append(id).append("\"><img alt=\"").append(alt);
        out.append("\" src=\"data:image/png;base64,");
        out.append(Base64.getEncoder().encodeToString(Files.readAllBytes(picture)));
        out.append("\"><figcaption><strong>")
                .append(Summary.escape(words.get("title").getAsString()));
        out.append("</strong><br>").append(alt);
        for (JsonElement source : facts.getAsJsonArray("sources")) {
            JsonObject from = source.getAsJsonObject();
            out.append("<br>Source: ")
                    .append(Summary.escape(from.get("publisher").getAsString()));
            out.append("; ").append(Summary.escape(from.get("licence").getAsString()));
        }
        out.append("</figcaption></figure>\n");
    }
}
