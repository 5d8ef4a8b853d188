package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What CONTRIBUTING asks of a dataset's folder, before anything of it is loaded. */
class DatasetFoldersTest {
    private static final Path DATASETS = Path.of("../../datasets");

    static Stream<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(DATASETS)) {
            return folders
                    .filter(Files::isDirectory)
                    .filter(f -> !f.endsWith("target") && !f.endsWith("src"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void theIndexNamesEveryFolderInOrder() throws IOException {
        List<String> names = folders().map(f -> f.getFileName().toString()).toList();
        List<String> index = Files.readAllLines(DATASETS.resolve("index.txt")).stream()
                .filter(l -> !l.isBlank())
                .toList();
        assertEquals(names, index);
        assertTrue(names.size() >= 24, names::toString);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyFolderHoldsItsPackageItsPageAndItsTables(Path folder) throws IOException {
        assertTrue(Files.exists(folder.resolve("datapackage.json")) && Files.exists(folder.resolve("README.md")));
        JsonObject facts = facts(folder);
        assertEquals(folder.getFileName().toString(), text(facts, "name"));
        Set<String> declared = new TreeSet<>();
        facts.getAsJsonArray("tables").forEach(table -> declared.add(text(table.getAsJsonObject(), "file")));
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> there = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".csv"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(declared, there, "tables declared, and files in the folder");
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyTableNamesPublisherTermsVintageKeyAndEveryColumn(Path folder) throws IOException {
        String page = Files.readString(folder.resolve("README.md"));
        for (JsonElement each : facts(folder).getAsJsonArray("tables")) {
            JsonObject table = each.getAsJsonObject();
            for (String said : List.of(
                    "title", "publisher", "licence", "url", "vintage", "accessed", "coverage", "sha256", "kind")) {
                assertTrue(
                        table.has(said) && !text(table, said).isBlank(),
                        () -> folder + ", " + text(table, "name") + ": " + said);
            }
            assertTrue(table.getAsJsonArray("key").size() > 0, "key");
            assertTrue(
                    page.contains("Terms: " + text(table, "licence")),
                    () -> "README says the terms of " + text(table, "name"));
            assertTrue(
                    page.contains("Publisher: " + text(table, "publisher")),
                    () -> "README says the publisher of " + text(table, "name"));
            for (JsonElement one : table.getAsJsonArray("columns")) {
                JsonObject column = one.getAsJsonObject();
                assertFalse(text(column, "description").isBlank(), () -> "what " + text(column, "name") + " is");
                assertTrue(
                        page.contains("| `" + text(column, "name") + "` |"),
                        () -> "README names column " + text(column, "name"));
            }
        }
        assertTrue(page.contains("## Caveats"));
    }

    /** A check that a file of any numbers would pass is none. */
    @ParameterizedTest
    @MethodSource("folders")
    void everyTableHasChecks(Path folder) throws IOException {
        for (JsonElement each : facts(folder).getAsJsonArray("tables")) {
            JsonObject table = each.getAsJsonObject();
            assertTrue(
                    table.has("checks") && table.getAsJsonArray("checks").size() > 0,
                    () -> folder + ", " + text(table, "name"));
        }
    }

    /** Who says a figure, and where: in each row, since rows of one table come from several places. */
    @ParameterizedTest
    @MethodSource("folders")
    void everyRowNamesItsSourceAndItsAddress(Path folder) {
        for (ShippedRows table : ShippedRows.of(folder.getFileName().toString())) {
            for (Map<String, String> row : table.rows()) {
                for (String said : List.of("source", "url")) {
                    assertFalse(
                            row.getOrDefault(said, "").isBlank(), () -> table.name() + " has no " + said + ": " + row);
                }
            }
        }
    }

    /** A copy, a repost or a page that retells may have changed a figure: trust A is for the publisher's own file. */
    @ParameterizedTest
    @MethodSource("folders")
    void trustIsNeverAOnARepost(Path folder) {
        Pattern retold = Pattern.compile(
                "(?i)\\b(via|copy|compiled|digitised)\\b|repost|github|scribd|lexology|readkong|pitchsend|fdocuments|"
                        + "pdfslide|read through|customsmobile");
        for (ShippedRows table : ShippedRows.of(folder.getFileName().toString())) {
            for (Map<String, String> row : table.rows()) {
                String from = row.get("source") + " " + row.get("url");
                assertFalse(
                        "A".equals(row.get("trust")) && retold.matcher(from).find(),
                        () -> table.name() + " trusts a repost: " + row);
            }
        }
    }

    /** A year is printed until a later year pushes it out, so the edition of a later year is not an earlier one. */
    @ParameterizedTest
    @MethodSource("folders")
    void editionsDoNotGoBack(Path folder) {
        for (ShippedRows table : ShippedRows.of(folder.getFileName().toString())) {
            if (table.key().contains("year")
                    && table.has("edition")
                    && !table.key().contains("edition")) {
                Map<String, Integer> last = new HashMap<>();
                for (Map<String, String> row : table.sorted("year")) {
                    String group = table.group(row, "year");
                    int edition = Integer.parseInt(row.get("edition"));
                    assertTrue(
                            edition >= last.getOrDefault(group, 0),
                            () -> table.name() + " goes back to edition " + edition + ": " + row);
                    last.put(group, edition);
                }
            }
        }
    }

    /** Where every edition is kept, the other table holds what the latest of them prints, of every year that one of them prints. */
    @ParameterizedTest
    @MethodSource("folders")
    void aRowIsOfTheLatestEditionThatPrintsIt(Path folder) {
        List<ShippedRows> tables = ShippedRows.of(folder.getFileName().toString());
        ShippedRows every = tables.stream()
                .filter(t -> t.key().contains("edition"))
                .findFirst()
                .orElse(null);
        if (every == null) {
            return;
        }
        ShippedRows chosen = tables.get(0);
        // an edition read through a repost stands apart, and is later than the others
        Map<String, Map<String, String>> latest = new HashMap<>();
        Stream.concat(
                        every.sorted("edition").stream(),
                        tables.stream()
                                .filter(t -> t.name().endsWith("/reposted"))
                                .flatMap(t -> t.rows().stream()))
                .forEach(row ->
                        latest.put(chosen.key().stream().map(row::get).toList().toString(), row));
        Set<String> there = new TreeSet<>();
        for (Map<String, String> row : chosen.rows()) {
            String key = chosen.key().stream().map(row::get).toList().toString();
            there.add(key);
            Map<String, String> printed = latest.get(key);
            assertTrue(printed != null, () -> chosen.name() + ": no edition prints " + row);
            for (String column : List.of(
                    "edition",
                    "production_kt",
                    "clinker_capacity_kt",
                    "cement_kt",
                    "production_mt",
                    "imports_mt",
                    "exports_mt",
                    "exports_kt",
                    "consumption_mt",
                    "consumption_kt",
                    "price_index_1982")) {
                if (printed.containsKey(column) && row.containsKey(column)) {
                    assertEquals(printed.get(column), row.get(column), () -> chosen.name() + " " + key + " " + column);
                }
            }
        }
        assertEquals(new TreeSet<>(latest.keySet()), there, "every year that an edition prints");
    }

    private static JsonObject facts(Path folder) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("datapackage.json")))
                .getAsJsonObject();
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }
}
