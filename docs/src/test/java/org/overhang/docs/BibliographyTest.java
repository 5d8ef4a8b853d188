package org.overhang.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every citation has an entry, every entry a citation, and keys follow from names and year. */
class BibliographyTest {
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL);
    /** Names and, behind at most a journal and its volume, a year in parentheses. */
    private static final Pattern CITATION = Pattern.compile(
            "(?:\\p{Lu}\\.[\\s-]?)*((?:(?:de|van|Van de) )?\\p{Lu}[\\p{L}’'–-]+)(?:(?:, | and )(?:\\p{Lu}\\.[\\s-]?)*(?:(?:de|van|Van de) )?\\p{Lu}[\\p{L}’'–-]+)*"
                    + "(?:, (?:[\"<]|\\p{Lu}\\p{L}+ )[^;()]{0,120}?)? \\(((?:18|19|20)\\d\\d)[),]");

    private final Bibliography works = Bibliography.parse(read(Checkout.ROOT.resolve("docs/bibliography.md")));

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Comments of the library, pages and the text of notebooks, in one line each. */
    private static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : Reference.sources(Checkout.ROOT).values()) {
            StringBuilder comments = new StringBuilder();
            Matcher comment = COMMENT.matcher(read(file));
            while (comment.find()) {
                comments.append(comment.group().replaceAll("\\s*\\n\\s*\\*? ?", " "))
                        .append('\n');
            }
            texts.put(Checkout.ROOT.relativize(file).toString(), comments.toString());
        }
        for (Path page : Checkout.markdown()) {
            if (!page.endsWith("bibliography.md")) {
                texts.put(Checkout.ROOT.relativize(page).toString(), read(page).replaceAll("\\s*\\n\\s*", " "));
            }
        }
        try (Stream<Path> files = Files.list(Checkout.ROOT.resolve("notebooks"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList()) {
                StringBuilder text = new StringBuilder();
                for (JsonElement cell :
                        JsonParser.parseString(read(file)).getAsJsonObject().getAsJsonArray("cells")) {
                    if (cell.getAsJsonObject().get("cell_type").getAsString().equals("markdown")) {
                        JsonElement source = cell.getAsJsonObject().get("source");
                        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
                    }
                }
                texts.put(file.getFileName().toString(), text.toString().replaceAll("\\s*\\n\\s*", " "));
            }
        }
        return texts;
    }

    @Test
    void keysFollowFromNamesAndYearAndAreThereOnce() {
        Set<String> keys = new TreeSet<>();
        for (Bibliography.Entry entry : works.entries()) {
            assertTrue(keys.add(entry.key()), () -> "two entries have the key " + entry.key());
            assertTrue(entry.key().matches("[a-z0-9]+(-[a-z0-9]+)*"), entry::key);
            assertTrue(entry.year().isEmpty() || entry.key().endsWith("-" + entry.year()), entry::key);
            assertTrue(
                    entry.rest().length() > 10 && entry.rest().endsWith("."), () -> entry.key() + ": " + entry.rest());
        }
        long lines = read(Checkout.ROOT.resolve("docs/bibliography.md"))
                .lines()
                .filter(l -> l.startsWith("- "))
                .count();
        assertEquals(lines, works.entries().size(), "each line of the bibliography is an entry");
    }

    @Test
    void everyEntryIsCited() throws IOException {
        Map<String, String> texts = texts();
        List<String> unused = works.entries().stream()
                .filter(entry -> texts.values().stream().noneMatch(text -> Bibliography.cites(text, entry)))
                .map(Bibliography.Entry::key)
                .toList();
        assertEquals(List.of(), unused, "entries of docs/bibliography.md that nothing cites");
    }

    @Test
    void everyCitationHasAnEntry() throws IOException {
        List<String> missing = new ArrayList<>();
        texts().forEach((name, text) -> {
            if (name.startsWith("datasets/") || name.equals("CHANGELOG.md")) {
                return; // publishers, not works
            }
            String linked = works.link(text.replaceAll("`[^`]*`|\\{@code [^}]*\\}", ""), "b");
            Matcher citation = CITATION.matcher(linked);
            while (citation.find()) {
                // "Bank (2003)" behind a linked "Francois and Hall, …, World" belongs to it
                boolean known = linked.lastIndexOf("class=\"work\"", citation.start())
                        > linked.lastIndexOf(';', citation.start());
                if (!known && !notAWork(citation.group())) {
                    missing.add(name + ": " + citation.group());
                }
            }
        });
        assertEquals(List.of(), missing, "citations without an entry in docs/bibliography.md");
    }

    /** A case or a law with its year. */
    private static boolean notAWork(String words) {
        return words.matches("(Brown|Commission|DS\\d|EC|US|Lumber|Zeroing|Machines|Methodology|Policy Brief|WKP|OJ).*")
                || words.contains("DS");
    }

    @Test
    void aCitationIsLinkedInTheFormsInWhichWorksAreCited() {
        for (String cited : List.of(
                "Corrado and Mattey (1997), \"Capacity utilization\"",
                "see P. Armington, IMF Staff Papers 16 (1969), 159–178",
                "S. Anderson, A. de Palma and J.-F. Thisse, \"Discrete Choice\" (1992)",
                "Zeileis, Köll and Graham, Journal of Statistical Software 95(1), 2020;",
                "(Bai 1997)",
                "Dixit and Pindyck, <i>Investment under Uncertainty</i> (1994), chapter 7",
                "Article 2 of Regulation (EU) 2016/1036")) {
            assertTrue(works.link(cited, "b.html").contains("href=\"b.html#"), cited);
        }
        String other = "Miller (1997); Corrado and Mattey (1998)";
        assertEquals(other, works.link(other, "b.html"));
    }
}
