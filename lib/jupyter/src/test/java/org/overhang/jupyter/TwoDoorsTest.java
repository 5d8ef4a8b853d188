package org.overhang.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.core.OverhangException;

/** One notebook through the embedded runner and through a real kernel: the files must be the same, byte for byte. */
class TwoDoorsTest {
    private static String resource(String name) throws IOException {
        try (InputStream in = TwoDoorsTest.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String committed() throws IOException {
        return resource("two-doors.ipynb");
    }

    @Test
    void theRunnerGivesWhatIsCommitted() throws IOException {
        assertNull(Execution.difference(committed(), NotebookRunner.execute(committed(), "two-doors")));
    }

    @Test
    void theKernelGivesWhatIsCommitted(@TempDir Path folder) throws IOException {
        assertNull(Execution.difference(committed(), throughKernel(committed(), folder)));
    }

    @Test
    void figuresAndDatasetsAreShownAlike(@TempDir Path folder) throws IOException {
        String bare = resource("shown.ipynb");
        String embedded = NotebookRunner.execute(bare, "shown");
        assertNull(Execution.difference(embedded, throughKernel(bare, folder)));
        JsonObject picture = NotebookFile.parse("shown", embedded)
                .cells()
                .get(0)
                .getAsJsonArray("outputs")
                .get(0)
                .getAsJsonObject();
        assertTrue(picture.getAsJsonObject("data").has(Bundle.PNG));
        assertEquals(
                "{\"height\":450,\"width\":720}",
                picture.getAsJsonObject("metadata").get(Bundle.PNG).toString());
    }

    private static String throughKernel(String text, Path folder) throws IOException {
        NotebookFile notebook = NotebookFile.parse("notebook", text);
        try (KernelClient client = new KernelClient(folder, List.of())) {
            for (JsonObject cell : notebook.cells()) {
                String code = NotebookFile.text(cell.get("source"));
                if (NotebookFile.isCode(cell) && !code.isBlank()) {
                    execute(client, cell, code);
                }
            }
            notebook.root()
                    .getAsJsonObject("metadata")
                    .add(
                            "language_info",
                            client.ask("kernel_info_request", Map.of()).get("language_info"));
        }
        return notebook.write();
    }

    private static void execute(KernelClient client, JsonObject cell, String code) {
        Recorder recorder = new Recorder();
        client.execute(code, message -> take(message, cell, recorder));
        cell.add("outputs", recorder.outputs());
    }

    private static void take(KernelClient.Message message, JsonObject cell, Recorder recorder) {
        JsonObject content = message.content();
        switch (message.type()) {
            case "execute_input" -> cell.add("execution_count", content.get("execution_count"));
            case "stream" ->
                recorder.stream(
                        content.get("name").getAsString(), content.get("text").getAsString());
            case "display_data" -> recorder.display(bundle(content));
            case "execute_result" ->
                recorder.result(bundle(content), content.get("execution_count").getAsInt());
            case "error" -> {
                List<String> lines = new ArrayList<>();
                content.getAsJsonArray("traceback").forEach(line -> lines.add(line.getAsString()));
                recorder.error(new CellError(
                        content.get("ename").getAsString(),
                        content.get("evalue").getAsString(),
                        lines,
                        null));
            }
            default -> assertTrue(List.of("status").contains(message.type()), message.type());
        }
    }

    private static Bundle bundle(JsonObject content) {
        Map<String, String> data = new LinkedHashMap<>();
        content.getAsJsonObject("data")
                .entrySet()
                .forEach(e -> data.put(e.getKey(), e.getValue().getAsString()));
        Map<String, Object> metadata = new LinkedHashMap<>();
        content.getAsJsonObject("metadata").entrySet().forEach(e -> metadata.put(e.getKey(), e.getValue()));
        return new Bundle(data, metadata);
    }

    @Test
    void aDifferenceIsToldByItsCell() throws IOException {
        String committed = committed();
        String told = Execution.difference(committed, committed.replace("größer", "kleiner"));
        assertNotNull(told);
        assertTrue(
                told.startsWith("cell 3 (print): output 3: \n    committed: \"größer ≥ 𝛼\\n\"\n    now:       "),
                told);
    }

    @Test
    void aPictureIsComparedByItsPixels() throws IOException {
        BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
        image.setRGB(5, 5, 0xFFB5482A);
        BufferedImage packedOtherwise = new BufferedImage(30, 20, BufferedImage.TYPE_4BYTE_ABGR);
        packedOtherwise.createGraphics().drawImage(image, 0, 0, null);
        NotebookFile before = withPicture(base64(image));
        NotebookFile after = withPicture(base64(packedOtherwise));
        assertNotNull(Execution.difference(before.write(), after.write()), "other bytes");
        Execution.keepPictures(before, after);
        assertEquals(before.write(), after.write());
        packedOtherwise.setRGB(3, 3, 0xFFFFFFFF);
        NotebookFile changed = withPicture(base64(packedOtherwise));
        Execution.keepPictures(before, changed);
        assertNotNull(Execution.difference(before.write(), changed.write()), "another pixel");
    }

    private static NotebookFile withPicture(String base64) throws IOException {
        NotebookFile notebook = NotebookFile.parse("shown", resource("shown.ipynb"));
        Recorder recorder = new Recorder();
        recorder.display(new Bundle(Map.of(Bundle.PNG, base64, Bundle.TEXT, "a picture"), Map.of()));
        notebook.cells().get(0).add("outputs", recorder.outputs());
        return notebook;
    }

    private static String base64(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    @Test
    void theFileIsWrittenAsItWasRead() throws IOException {
        assertEquals(committed(), NotebookFile.parse("two-doors", committed()).write());
    }

    @Test
    void whatIsNoNotebookIsRefused() {
        assertTrue(refusal("{}").startsWith("A notebook is a JSON object with \"cells\", but \"x\" is not."));
        assertTrue(refusal("nonsense").startsWith("A notebook is a JSON object"));
        assertTrue(refusal("{\"cells\": [], \"nbformat\": 3}").startsWith("A notebook needs format 4"));
    }

    private static String refusal(String text) {
        return assertThrows(OverhangException.class, () -> NotebookFile.parse("x", text))
                .getMessage();
    }

    @Test
    void idsAreNeededOnceAndAddedOnce() throws IOException {
        NotebookFile twice = NotebookFile.parse("x", committed().replace("\"id\": \"print\"", "\"id\": \"sum\""));
        assertTrue(assertThrows(OverhangException.class, () -> twice.requireIds(true))
                .getMessage()
                .contains("\"sum\" twice"));
        NotebookFile without = NotebookFile.parse("x", committed().replace("   \"id\": \"print\",\n", ""));
        assertTrue(assertThrows(OverhangException.class, () -> without.requireIds(false))
                .getMessage()
                .contains("cell 3 of \"x\" has none"));
        without.requireIds(true);
        JsonArray cells = without.root().getAsJsonArray("cells");
        JsonElement id = cells.get(2).getAsJsonObject().get("id");
        assertEquals("cell-3", id.getAsString());
    }

    @Test
    void aCellThatFailsStopsTheNotebook() {
        String bad =
                "{\"cells\": [{\"cell_type\": \"code\", \"id\": \"bad\", \"execution_count\": null, \"metadata\": {},"
                        + " \"outputs\": [], \"source\": \"1 / 0\"}], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}";
        CellError error = assertThrows(CellError.class, () -> NotebookRunner.execute(bad, "bad"));
        assertEquals("ArithmeticException: / by zero", error.lines().get(0));
    }
}
