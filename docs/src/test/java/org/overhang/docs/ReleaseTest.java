package org.overhang.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How the library is cited, and how its changes are told. */
class ReleaseTest {
    private static String read(String file) throws IOException {
        return Files.readString(Checkout.ROOT.resolve(file));
    }

    /** The fields that the Citation File Format 1.2.0 requires, and those by which a release is known. */
    @Test
    void theCitationIsCompleteAndOfThisVersion() throws IOException {
        String citation = read("CITATION.cff");
        assertEquals("1.2.0", field(citation, "cff-version"));
        assertEquals("software", field(citation, "type"));
        for (String field : List.of("title", "message", "version", "date-released", "license", "abstract")) {
            assertTrue(!field(citation, field).isBlank(), field);
        }
        assertTrue(
                Pattern.compile("(?m)^authors:\\n  - (name|family-names): ")
                        .matcher(citation)
                        .find(),
                "an author");
        assertTrue(Pattern.compile("(?m)^keywords:\\n  - ").matcher(citation).find(), "keywords");
        assertEquals(
                NamesTest.element(read("pom.xml"), "version").replace("-SNAPSHOT", ""), field(citation, "version"));
        assertEquals(
                NamesTest.element(read("pom.xml").replaceFirst("(?s).*<licenses>", ""), "name"),
                field(citation, "license"));
        assertTrue(LocalDate.parse(field(citation, "date-released")).getYear() >= 2026);
        assertTrue(citation.lines().noneMatch(line -> line.contains("\t")), "YAML has no tabs");
    }

    @Test
    void theCatalogNamesTheVersionOfTheBuild() throws IOException {
        String version = NamesTest.element(read("pom.xml"), "version");
        String catalog = read("jbang-catalog.json");
        assertTrue(catalog.contains("\"org.overhang:overhang-kernel:" + version + "\""), catalog);
    }

    private static String field(String yaml, String name) {
        Matcher field = Pattern.compile("(?m)^" + name + ": *(>-?\\n +)?(.+)$").matcher(yaml);
        assertTrue(field.find(), () -> "CITATION.cff lacks " + name);
        return field.group(2).replaceAll("^\"|\"$", "");
    }

    /** Newest release first, and in each of them the numbers that changed before all else, "Nothing" if none did. */
    @Test
    void everyReleaseTellsItsChangedNumbersFirst() throws IOException {
        String log = read("CHANGELOG.md");
        assertTrue(log.startsWith("# Changelog\n"));
        String[] releases = log.split("(?m)^## ");
        assertTrue(releases.length > 1, "a release");
        String version = NamesTest.element(read("pom.xml"), "version").replace("-SNAPSHOT", "");
        assertTrue(releases[1].startsWith(version + " ("), () -> "the first release is that of the build, " + version);
        for (int i = 1; i < releases.length; i++) {
            String release = releases[i];
            Matcher head = Pattern.compile("(\\d+\\.\\d+\\.\\d+) \\((unreleased|\\d{4}-\\d\\d-\\d\\d)\\)\\n")
                    .matcher(release);
            assertTrue(
                    head.lookingAt(),
                    () -> "a release is a version and a day: " + release.lines().findFirst());
            String[] parts = release.split("(?m)^### ");
            assertTrue(
                    parts.length > 1 && parts[1].startsWith("Changed numbers\n"),
                    () -> head.group(1) + " begins with Changed numbers");
            assertTrue(parts[0].strip().equals(head.group().strip()), () -> head.group(1) + " says nothing before it");
            String changed = parts[1].replaceFirst("Changed numbers\\n", "").strip();
            boolean nothing = changed.startsWith("Nothing");
            // each: which figure, from what to what, and why
            assertTrue(
                    nothing
                            || changed.lines().filter(l -> l.startsWith("- ")).allMatch(l -> l.matches("- .*\\d.*"))
                                    && changed.contains("- "),
                    () -> head.group(1) + ": each changed number is an item that says what it was and is, or Nothing");
            for (int k = 1; k < parts.length; k++) {
                assertTrue(
                        List.of("Changed numbers", "New", "Changed", "Removed", "Mended")
                                .contains(parts[k].lines().findFirst().orElse("")),
                        parts[k]);
            }
        }
    }
}
