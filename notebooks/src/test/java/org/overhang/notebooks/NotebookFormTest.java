package org.overhang.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every notebook has the form of the course and was committed with what it shows; nothing is executed here. */
class NotebookFormTest {
    /** What a page that shows notebooks still opens without asking. */
    private static final long LARGEST_BYTES = 1_500_000;

    private static final int EXERCISES = 3;

    static List<Path> notebooks() {
        try (Stream<Path> files = Files.list(Path.of("").toAbsolutePath())) {
            return files.filter(f -> f.getFileName().toString().matches("[0-9].*\\.ipynb"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonArray cells(Path notebook) throws IOException {
        return new Gson().fromJson(Files.readString(notebook), JsonObject.class).getAsJsonArray("cells");
    }

    private static String text(JsonElement source) {
        StringBuilder out = new StringBuilder();
        source.getAsJsonArray().forEach(line -> out.append(line.getAsString()));
        return out.toString();
    }

    private static String words(Path notebook) throws IOException {
        StringBuilder out = new StringBuilder();
        for (JsonElement cell : cells(notebook)) {
            if (cell.getAsJsonObject().get("cell_type").getAsString().equals("markdown")) {
                out.append(text(cell.getAsJsonObject().get("source"))).append("\n\n");
            }
        }
        return out.toString();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void itOpensWithQuestionIdeaAndFormula(Path notebook) throws IOException {
        String first = text(cells(notebook).get(0).getAsJsonObject().get("source"));
        assertTrue(first.startsWith("# "), "a title");
        assertTrue(first.contains("**The question.**"), "the question");
        assertTrue(first.contains("**The idea.**"), "the idea in words");
        assertTrue(words(notebook).contains("$$"), "a formula");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void itSaysWhatItShowsAndWhatNotAndItsSources(Path notebook) throws IOException {
        String words = words(notebook).toLowerCase(java.util.Locale.ROOT);
        assertTrue(words.contains("what this shows, and what it does not"), "what it does and does not show");
        assertTrue(words.contains("sources"), "sources");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void threeExercisesHideTheirSolutions(Path notebook) throws IOException {
        String words = words(notebook);
        int at = Math.max(words.indexOf("## Exercises"), words.indexOf("**Exercises"));
        assertTrue(at >= 0, "exercises");
        String exercises = words.substring(at);
        long numbered = Pattern.compile("(?m)^\\s*(\\*\\*)?[1-9]\\.")
                .matcher(exercises.replaceAll("(?s)<details>.*?</details>", ""))
                .results()
                .count();
        assertTrue(numbered >= EXERCISES, () -> "three exercises, found " + numbered);
        assertTrue(exercises.contains("<details>") && exercises.contains("<summary>Solution"), "hidden solutions");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void itWasCommittedWithItsOutputs(Path notebook) throws IOException {
        assertTrue(Files.size(notebook) <= LARGEST_BYTES, () -> "smaller than " + LARGEST_BYTES + " bytes");
        Set<String> ids = new HashSet<>();
        List<String> pictures = new ArrayList<>();
        for (JsonElement element : cells(notebook)) {
            JsonObject cell = element.getAsJsonObject();
            assertTrue(ids.add(cell.get("id").getAsString()), "an id of its own");
            if (cell.get("cell_type").getAsString().equals("code")) {
                assertFalse(cell.get("execution_count").isJsonNull(), () -> "executed: " + cell.get("id"));
                for (JsonElement output : cell.getAsJsonArray("outputs")) {
                    boolean error = output.getAsJsonObject()
                            .get("output_type")
                            .getAsString()
                            .equals("error");
                    boolean meant = cell.getAsJsonObject("metadata").has("tags")
                            && cell.getAsJsonObject("metadata")
                                    .get("tags")
                                    .toString()
                                    .contains("raises-exception");
                    assertEquals(error && meant, error, () -> "no error that is not meant: " + cell.get("id"));
                    if (output.toString().contains("image/png")) {
                        pictures.add(cell.get("id").getAsString());
                    }
                }
            }
        }
        assertFalse(pictures.isEmpty(), "a figure");
    }
}
