package org.overhang.jupyter;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.overhang.core.Summary;
import org.overhang.core.WholeFile;

/** A gallery: every figure that the notebooks save, small, by notebook; each leads to the one in the report that answers to a pointer. */
final class ReportPage {
    private static final Pattern SAVED = Pattern.compile("\\.save\\(\\s*\"([\\w./-]+)\"\\s*\\)");
    private static final String REPORT = "overcapacity.html";
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Overhang: gallery of figures</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            :root { color-scheme: light; }
            body { font: 16px/1.5 "Liberation Sans", Arial, sans-serif; max-width: 1180px; margin: 2em auto; padding: 0 1em; color: #1f2933;
              background: #fff; }
            a { color: #1f5a8c; } :focus-visible { outline: 3px solid #1f5a8c; outline-offset: 2px; }
            .skip { position: absolute; left: -9999px; } .skip:focus { left: 8px; top: 8px; background: #fff; padding: 6px; }
            .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); gap: 24px; }
            figure { margin: 0; border: 1px solid #d5dade; padding: 10px; } img { width: 100%; height: auto; display: block; }
            figcaption { font-size: 14px; color: #4a5661; margin-top: 8px; } summary { cursor: pointer; color: #1f5a8c; }
            @media print { figure { break-inside: avoid; } details, .skip { display: none; } }
            </style></head><body>
            <a class="skip" href="#main">Skip to the figures</a>
            <header><h1>Gallery of figures</h1></header><main id="main" tabindex="-1">
            <p>A figure leads to the one in <a href="overcapacity.html">the report</a> that answers to the pointer and the keys, with its
            numbers as a table and a file. Each heading leads to the notebook that draws it.</p>
            """;

    private ReportPage() {}

    static void write(Path page, List<Path> notebooks) throws IOException {
        Path figures = Path.of(System.getProperty("overhang.figures", "figures"));
        Path folder = page.toAbsolutePath().resolveSibling("");
        StringBuilder out = new StringBuilder(HEAD);
        for (Path notebook : notebooks) {
            if (saved(notebook).isEmpty()) {
                continue;
            }
            String link =
                    folder.relativize(notebook.toAbsolutePath()).toString().replace('\\', '/');
            String name = notebook.getFileName().toString().replaceFirst("\\.ipynb$", "");
            out.append("<h2><a href=\"").append(Summary.escape(link)).append("\">");
            out.append(Summary.escape(name)).append("</a></h2>\n");
            out.append("<div class=\"grid\">\n");
            for (String id : saved(notebook)) {
                figure(out, figures, id);
            }
            out.append("</div>\n");
        }
        Files.createDirectories(folder);
        WholeFile.write(page, out.append("</main></body></html>\n").toString().getBytes(StandardCharsets.UTF_8));
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
        String title = Summary.escape(words.get("title").getAsString());
        out.append("<figure id=\"")
                .append(id)
                .append("\"><a href=\"")
                .append(REPORT)
                .append("#figure-")
                .append(id);
        out.append("\"><img loading=\"lazy\" alt=\"").append(title);
        out.append("\" src=\"data:image/png;base64,");
        out.append(Base64.getEncoder().encodeToString(Files.readAllBytes(picture)));
        out.append("\"></a><figcaption><details><summary>What it shows</summary>")
                .append(alt);
        for (JsonElement source : facts.getAsJsonArray("sources")) {
            JsonObject from = source.getAsJsonObject();
            out.append("<br>Source: ")
                    .append(Summary.escape(from.get("publisher").getAsString()));
            out.append("; ").append(Summary.escape(from.get("licence").getAsString()));
        }
        out.append("</details></figcaption></figure>\n");
    }
}
