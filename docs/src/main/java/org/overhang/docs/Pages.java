package org.overhang.docs;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which files become which pages, and in which order. */
final class Pages {
    private static final Pattern TITLE = Pattern.compile("^# +(.+?)\\s*$", Pattern.MULTILINE);
    private static final Pattern QUESTION =
            Pattern.compile("\\*\\*The question\\.?\\*\\*\\s*(.+?)\\n\\s*\\n", Pattern.DOTALL);
    private static final String INDEX = "index.html";

    private final Path root;
    private final Map<Path, Page> pages = new LinkedHashMap<>();
    private final Map<Path, String> copies = new TreeMap<>();

    /**
     * A page.
     *
     * @param source the file it is made from
     * @param out its place in the site
     * @param markdown its text, if it is made from Markdown
     * @param notebook its text, if it is made from a notebook
     */
    record Page(
            Path source,
            String out,
            @Nullable String markdown,
            @Nullable String notebook) {
        String part() {
            return out.contains("/") ? out.substring(0, out.indexOf('/')) : "";
        }

        boolean isIndex() {
            return out.equals(INDEX) || out.endsWith("/" + INDEX);
        }

        /** The first heading, without marks. */
        String title() {
            String text = markdown != null ? markdown : firstText(String.valueOf(notebook));
            Matcher title = TITLE.matcher(text);
            return title.find()
                    ? title.group(1).replaceAll("[*`]", "")
                    : source.getFileName().toString();
        }

        String up() {
            return "../".repeat(out.length() - out.replace("/", "").length());
        }
    }

    private Pages(Path root) {
        this.root = root;
    }

    static Pages of(Path root) throws IOException {
        Pages pages = new Pages(root);
        Path docs = root.resolve("docs");
        for (Path file : files(docs, ".md")) {
            pages.add(file, docs.relativize(file).toString().replace('\\', '/').replace(".md", ".html"));
        }
        for (Path file : files(root.resolve("notebooks"), ".ipynb")) {
            String name = file.getFileName().toString();
            if (Character.isDigit(name.charAt(0))) {
                pages.add(file, "tutorials/" + name.replace(".ipynb", ".html"));
            }
        }
        pages.add(root.resolve("datasets/README.md"), "datasets/index.html");
        for (String name : Files.readAllLines(root.resolve("datasets/index.txt"))) {
            if (!name.isBlank()) {
                pages.add(
                        root.resolve("datasets/" + name.strip() + "/README.md"), "datasets/" + name.strip() + ".html");
            }
        }
        pages.add(root.resolve("README.md"), "project/index.html");
        pages.add(root.resolve("CONTRIBUTING.md"), "project/contributing.html");
        pages.add(root.resolve("CHANGELOG.md"), "project/changelog.html");
        pages.add(root.resolve("lib/bench/README.md"), "project/speed.html");
        pages.add(root.resolve("lib/jupyter/README.md"), "project/notebooks.html");
        for (String file : List.of("LICENSE", "NOTICE", "CITATION.cff")) {
            pages.copies.put(root.resolve(file), "project/" + (file.contains(".") ? file : file + ".txt"));
        }
        for (Path picture : files(root.resolve("notebooks/figures"), ".png")) {
            pages.copies.put(picture, "figures/" + picture.getFileName());
        }
        return pages;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(ending))
                    .filter(f -> {
                        String inside = folder.relativize(f).toString();
                        return !inside.startsWith("target")
                                && !inside.startsWith("src")
                                && !inside.contains(".ipynb_checkpoints");
                    })
                    .sorted()
                    .toList();
        }
    }

    private void add(Path source, String out) throws IOException {
        String text = Files.readString(source);
        boolean notebook = source.toString().endsWith(".ipynb");
        pages.put(source, new Page(source, out, notebook ? null : text, notebook ? text : null));
    }

    List<Page> all() {
        return List.copyOf(pages.values());
    }

    Map<Path, String> copies() {
        return copies;
    }

    /** Where a file of the checkout stands in the site, or null if it is no part of it. */
    @Nullable
    String out(Path file) {
        Page page = pages.get(file);
        if (page == null && Files.isDirectory(file)) {
            page = pages.get(file.resolve("README.md"));
        }
        return page != null ? page.out() : copies.get(file);
    }

    boolean inCheckout(Path file) {
        return file.startsWith(root) && Files.exists(file);
    }

    /** The pages of a part: in the order in which its first page links them, others after it by name. */
    List<Page> part(String part) {
        List<Page> inPart = new ArrayList<>(
                all().stream().filter(page -> page.part().equals(part)).toList());
        String index = inPart.stream()
                .filter(Page::isIndex)
                .map(page -> String.valueOf(page.markdown()))
                .findFirst()
                .orElse("");
        inPart.sort(Comparator.comparing((Page page) -> !page.isIndex())
                .thenComparing(page -> place(index, page))
                .thenComparing(Page::out));
        return inPart;
    }

    private static int place(String index, Page page) {
        int at = index.indexOf("(" + page.source().getFileName() + ")");
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    /** The list of notebooks for the tutorials' first page: title and question of each. */
    String notebookList() {
        StringBuilder out = new StringBuilder();
        for (Page page : part("tutorials")) {
            if (page.notebook() != null) {
                String text = firstText(page.notebook());
                Matcher question = QUESTION.matcher(text + "\n\n");
                String name = page.source().getFileName().toString();
                out.append("1. [")
                        .append(page.title())
                        .append("](../../notebooks/")
                        .append(name)
                        .append(")");
                out.append(question.find() ? ": " + question.group(1).replaceAll("\\s+", " ") : "")
                        .append('\n');
            }
        }
        return out.toString();
    }

    /** The list of datasets with publisher and terms, from their data packages. */
    String datasetList() throws IOException {
        StringBuilder out = new StringBuilder("| dataset | what | publisher | terms |\n|---|---|---|---|\n");
        for (Page page : part("datasets")) {
            Path data = page.source().resolveSibling("datapackage.json");
            if (!Files.exists(data)) {
                continue;
            }
            JsonObject facts = JsonParser.parseString(Files.readString(data)).getAsJsonObject();
            out.append("| [")
                    .append(text(facts, "name"))
                    .append("](")
                    .append(text(facts, "name"))
                    .append("/README.md) | ");
            out.append(text(facts, "title")).append(" | ").append(distinct(facts, "publisher"));
            out.append(" | ").append(distinct(facts, "licence")).append(" |\n");
        }
        return out.toString();
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }

    private static String distinct(JsonObject facts, String name) {
        List<String> said = new ArrayList<>();
        for (JsonElement table : facts.getAsJsonArray("tables")) {
            String text = text(table.getAsJsonObject(), name);
            if (!said.contains(text)) {
                said.add(text);
            }
        }
        return String.join("<br>", said);
    }

    private static String firstText(String notebook) {
        for (JsonElement each :
                JsonParser.parseString(notebook).getAsJsonObject().getAsJsonArray("cells")) {
            JsonObject cell = each.getAsJsonObject();
            if (cell.get("cell_type").getAsString().equals("markdown")) {
                JsonElement source = cell.get("source");
                StringBuilder text = new StringBuilder();
                if (source.isJsonArray()) {
                    source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
                } else {
                    text.append(source.getAsString());
                }
                return text.toString();
            }
        }
        return "";
    }
}
