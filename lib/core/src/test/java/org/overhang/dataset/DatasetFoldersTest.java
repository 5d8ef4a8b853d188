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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    private static JsonObject facts(Path folder) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("datapackage.json")))
                .getAsJsonObject();
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }
}
