package org.overhang.docs;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Javadoc of the library, with its formulas drawn and its citations linked. */
final class Reference {
    static final String FOLDER = "reference";
    private static final Pattern PRE = Pattern.compile("<pre><code>(.*?)</code></pre>", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("<code>([^<]*)</code>");
    private static final Pattern COMMENT = Pattern.compile("<div class=\"block\">.*?</div>", Pattern.DOTALL);
    private static final Pattern IN_COMMENT = Pattern.compile("<pre>.*?</pre>", Pattern.DOTALL);

    private Reference() {}

    /** Where the sources of the jars stand that a user's program sees. */
    static List<Path> libraries(Path root) throws IOException {
        try (Stream<Path> jars = Files.list(root.resolve("lib"))) {
            return jars.filter(jar -> !jar.endsWith("bench") && !jar.endsWith("jupyter"))
                    .map(jar -> jar.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    /** Every source of those jars, by the path that its package gives it. */
    static Map<Path, Path> sources(Path root) throws IOException {
        Map<Path, Path> found = new TreeMap<>();
        for (Path library : libraries(root)) {
            try (Stream<Path> files = Files.walk(library)) {
                files.filter(f -> f.toString().endsWith(".java")).forEach(f -> found.put(library.relativize(f), f));
            }
        }
        return found;
    }

    static void write(Path root, Path site, Bibliography works) throws IOException {
        Path folder = site.resolve(FOLDER);
        Path style = Files.createTempFile("overhang", ".css");
        Files.writeString(style, Template.resource("reference.css"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new IllegalStateException("This Java has no javadoc; a JDK is needed, 17 or newer."))
                .run(
                        out,
                        out,
                        "-quiet",
                        "-Xdoclint:none",
                        "-notimestamp",
                        "-encoding",
                        "UTF-8",
                        "-locale",
                        "en_US",
                        "-windowtitle",
                        "Overhang",
                        "-doctitle",
                        "Overhang: reference",
                        "-header",
                        "<a style=\"color:#FFFFFF\" href=\"{@docRoot}/../index.html\">Documentation</a>",
                        "--add-stylesheet",
                        style.toString(),
                        "-sourcepath",
                        libraries(root).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                        "-subpackages",
                        "org.overhang",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString());
        Files.delete(style);
        if (code != 0) {
            throw new IllegalStateException("javadoc failed:\n" + said);
        }
        try (Stream<Path> pages = Files.walk(folder)) {
            for (Path page : pages.filter(Reference::isPage).toList()) {
                String html = Files.readString(page);
                String up = "../".repeat(folder.relativize(page).getNameCount());
                String made = COMMENT.matcher(html)
                        .replaceAll(comment -> Matcher.quoteReplacement(comment(comment.group(), works, up)));
                if (page.endsWith("constant-values.html")) {
                    // JDK 17 lists the common beginning of all packages among them, and links to nothing
                    made = made.replaceAll("<li><a href=\"#org\\.overhang\">[^<]*</a></li>", "");
                }
                if (!made.equals(html)) {
                    Files.writeString(page, made);
                }
            }
        }
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".html");
    }

    /** A comment without its examples, which stay as they are. */
    static String comment(String html, Bibliography works, String up) {
        StringBuilder out = new StringBuilder();
        Matcher pre = IN_COMMENT.matcher(html);
        int at = 0;
        while (pre.find()) {
            out.append(sentences(html.substring(at, pre.start()), works, up));
            Matcher block = PRE.matcher(pre.group());
            String text = block.matches() ? unescape(block.group(1)) : "";
            String plain = pre.group().replace("<pre>", "<pre tabindex=\"0\">");
            out.append(Formula.is(text) ? orPlain(() -> Formula.block(text), plain) : plain);
            at = pre.end();
        }
        return out.append(sentences(html.substring(at), works, up)).toString();
    }

    private static String sentences(String html, Bibliography works, String up) {
        String drawn = CODE.matcher(html).replaceAll(code -> {
            String text = unescape(code.group(1));
            return Matcher.quoteReplacement(
                    Formula.isSymbol(text) ? orPlain(() -> Formula.symbol(text), code.group()) : code.group());
        });
        return works.link(drawn, up + "bibliography.html");
    }

    /** A formula that cannot be drawn is read as it stands; the tests name it. */
    private static String orPlain(Supplier<String> drawn, String plain) {
        try {
            return drawn.get();
        } catch (IllegalArgumentException e) {
            return plain;
        }
    }

    static String unescape(String html) {
        return org.jsoup.parser.Parser.unescapeEntities(html, false);
    }

    /** Where each public class has its page, by its simple name; a name that two classes share has none. */
    static Map<String, String> classes(Path root) throws IOException {
        Map<String, String> pages = new TreeMap<>();
        for (Map.Entry<Path, Path> source : sources(root).entrySet()) {
            String name = source.getKey().getFileName().toString().replace(".java", "");
            if (Pattern.compile("^public .*\\b" + name + "\\b", Pattern.MULTILINE)
                    .matcher(Files.readString(source.getValue()))
                    .find()) {
                String page = FOLDER + "/"
                        + source.getKey().toString().replace(".java", ".html").replace('\\', '/');
                pages.merge(name, page, (one, other) -> "");
            }
        }
        pages.values().removeIf(String::isEmpty);
        return pages;
    }
}
