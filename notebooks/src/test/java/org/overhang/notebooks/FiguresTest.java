package org.overhang.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What CONTRIBUTING asks of a figure: files, words in place of the picture, a source, and a claim under each finding. */
class FiguresTest {
    private static final Path FIGURES = Path.of("figures");
    /** A figure has an id, other things that are saved a file with its ending. */
    private static final Pattern SAVED = Pattern.compile("\\.save\\(\\s*\"([\\w-]+)\"\\s*\\)");

    static Stream<String> ids() throws IOException {
        try (Stream<Path> files = Files.list(FIGURES)) {
            return files
                    .map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".json"))
                    .map(f -> f.replace(".json", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.filter(f -> f.getFileName().toString().matches("\\d.*\\.ipynb"))
                    .sorted()
                    .toList();
        }
    }

    /** All cells of one kind in one text. */
    private static String cells(Path notebook, String kind) throws IOException {
        StringBuilder text = new StringBuilder();
        JsonArray cells = JsonParser.parseString(Files.readString(notebook))
                .getAsJsonObject()
                .getAsJsonArray("cells");
        for (JsonElement cell : cells) {
            if (cell.getAsJsonObject().get("cell_type").getAsString().equals(kind)) {
                cell.getAsJsonObject().get("source").getAsJsonArray().forEach(line -> text.append(line.getAsString()));
                text.append('\n');
            }
        }
        return text.toString();
    }

    @Test
    void everyFigureIsSavedByANotebookAndEverySavedOneIsThere() throws IOException {
        Set<String> saved = new TreeSet<>();
        for (Path notebook : notebooks()) {
            Matcher id = SAVED.matcher(cells(notebook, "code"));
            while (id.find()) {
                assertTrue(saved.add(id.group(1)), () -> "two figures are saved as " + id.group(1));
            }
        }
        assertEquals(saved, new TreeSet<>(ids().toList()));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyFigureHasItsFilesItsWordsItsSourceAndItsClaim(String id) throws IOException {
        for (String kind : List.of("svg", "png", "pdf", "csv")) {
            assertTrue(Files.size(FIGURES.resolve(id + "." + kind)) > 0, kind);
        }
        JsonObject declared = JsonParser.parseString(Files.readString(FIGURES.resolve(id + ".json")))
                .getAsJsonObject();
        JsonObject figure = declared.getAsJsonObject("figure");
        JsonObject words = figure.getAsJsonObject("words");
        assertTrue(declared.get("alt_text").getAsString().length() > 40, "text in place of the picture");
        assertFalse(words.get("title").getAsString().isBlank(), "title");
        assertFalse(words.get("subtitle").getAsString().isBlank(), "what, unit and period under the title");
        assertTrue(figure.getAsJsonArray("sources").size() > 0, "source");
        figure.getAsJsonArray("sources")
                .forEach(source ->
                        assertFalse((text(source, "publisher") + text(source, "title")).isBlank(), "who published it"));
        List<String> failed = new ArrayList<>();
        figure.getAsJsonArray("claims").forEach(claim -> {
            if (!claim.getAsJsonObject().get("holds").getAsBoolean()) {
                failed.add(text(claim, "text"));
            }
        });
        boolean shown = figure.get("failedShown").getAsBoolean();
        assertTrue(shown || failed.isEmpty(), () -> "claims that do not hold: " + failed);
        assertTrue(
                figure.getAsJsonArray("claims").size() > 0,
                () -> "the title states " + words.get("title") + ", and nothing checks it");
    }

    private static String text(JsonElement object, String name) {
        return object.getAsJsonObject().get(name).getAsString();
    }
}
