package org.overhang.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What stands around a page: the way to its content, to the other parts and to its neighbours. */
final class Template {
    private Template() {}

    static String resource(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("There is no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A whole page.
     *
     * @param title the title of the page, as text
     * @param up the way to the site's first folder, for example {@code ../}
     * @param parts links to the parts of the site
     * @param neighbours links to the other pages of this part; may be empty
     * @param body the content
     */
    static String page(String title, String up, String parts, String neighbours, String body) {
        String shown = title.equals("Overhang") ? title : title + " · Overhang";
        String beside = neighbours.isEmpty()
                ? ""
                : "<nav class=\"pages\" aria-label=\"Pages of this part\">" + neighbours + "</nav>\n";
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="%sstyle.css">
                </head>
                <body>
                <a class="skip" href="#content">Skip to the content</a>
                <header><nav class="parts" aria-label="Parts of the documentation">%s</nav></header>
                <div class="%s">
                <main id="content" tabindex="-1">
                %s
                </main>
                %s</div>
                <footer><p>Overhang measures and does not adjudicate. Apache-2.0.</p></footer>
                </body>
                </html>
                """.formatted(
                        org.overhang.core.Summary.escape(shown),
                        up,
                        parts,
                        beside.isEmpty() ? "page alone" : "page",
                        body,
                        beside);
    }
}
