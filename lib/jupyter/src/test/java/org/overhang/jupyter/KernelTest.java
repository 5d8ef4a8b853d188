package org.overhang.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real kernel process spoken to over its sockets, as Jupyter does. */
class KernelTest {
    @TempDir
    private static Path folder;

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(folder, List.of());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static String value(String code) {
        List<String> values = new ArrayList<>();
        client.execute(code, message -> {
            if (message.type().equals("execute_result")) {
                values.add(message.content()
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString());
            }
        });
        return String.join("", values);
    }

    @Test
    void theLanguageIsAConstant() {
        JsonObject language = client.ask("kernel_info_request", Map.of()).getAsJsonObject("language_info");
        Execution.LANGUAGE.forEach(
                (key, fact) -> assertEquals(fact, language.get(key).getAsString()));
        assertEquals(Execution.LANGUAGE.size(), language.size());
    }

    @Test
    void anInterruptKeepsTheSession() {
        value("int kept = 42;");
        String id = client.sendCell("while (true) { Thread.sleep(10); }", false);
        sleep(400);
        assertEquals("ok", status(client.askControl("interrupt_request"), "ok"));
        JsonObject reply = client.awaitReply(id);
        assertEquals("Interrupted", reply.get("ename").getAsString());
        assertEquals("42", value("kept"));
    }

    /** A job on all cores, whose tasks are long loops themselves. */
    @Test
    void anInterruptStopsALongJobOnAllCores() {
        String id = client.sendCell("Parallel.forEach(100, i -> Parallel.forEach(Integer.MAX_VALUE, j -> {}));", false);
        sleep(400);
        client.askControl("interrupt_request");
        JsonObject reply = client.awaitReply(id);
        assertEquals("Interrupted", reply.get("ename").getAsString());
        assertEquals("Interrupted.", reply.get("evalue").getAsString(), "it reacted, nothing was left running");
        assertEquals(
                "1",
                value("Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals(\"cell\")).count()"),
                "this cell's thread and no other");
        assertEquals("100000.0", value("Parallel.sum(100_000, (from, to) -> to - from)"));
    }

    @Test
    void evenADeafCellGivesTheSessionBack() {
        // JShell drops "volatile": compiled code would read a plain field once and burn on in later tests.
        value("int before = 7; var go = new java.util.concurrent.atomic.AtomicBoolean(true);");
        String id = client.sendCell("long n = 0;\nwhile (go.get()) { n++; }", false);
        sleep(1_500);
        client.askControl("interrupt_request");
        JsonObject reply = client.awaitReply(id);
        assertTrue(reply.get("evalue").getAsString().contains("did not react"), reply.toString());
        assertEquals("7", value("go.set(false);\nbefore"));
    }

    private static String status(JsonObject reply, String otherwise) {
        return reply.has("status") ? reply.get("status").getAsString() : otherwise;
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void cellsSentWithAFailedOneDoNotRun() {
        String bad = client.sendCell("int[] none = {};\nnone[0]", true);
        String after = client.sendCell("int mustNotRun = 1;", true);
        assertEquals("error", client.awaitReply(bad).get("status").getAsString());
        assertEquals("Aborted", client.awaitReply(after).get("ename").getAsString());
        sleep(300);
        assertEquals(
                "error",
                client.execute("mustNotRun", message -> {}).get("status").getAsString());
    }

    @Test
    void completesNamesMethodsAndMagics() {
        value("var mills = Table.create(\"mills\");");
        assertTrue(matches("mills.rowC", 10).contains("rowCount()"));
        assertTrue(matches("int x = 1;\nSeed.se", 18).contains("seed("));
        assertEquals(List.of("%jars"), matches("%ja", 3));
        JsonObject reply = client.ask("complete_request", Map.of("code", "\"𝛼\"; mills.rowC", "cursor_pos", 15));
        assertEquals(11, reply.get("cursor_start").getAsInt());
        assertEquals(15, reply.get("cursor_end").getAsInt());
    }

    private static List<String> matches(String code, int at) {
        List<String> found = new ArrayList<>();
        JsonArray matches = client.ask("complete_request", Map.of("code", code, "cursor_pos", at))
                .getAsJsonArray("matches");
        for (JsonElement match : matches) {
            found.add(match.getAsString());
        }
        return found;
    }

    @Test
    void documentsAMethodFromItsSource() {
        String text = inspect("Nearest.to(\"a\", List.of())", 9);
        assertTrue(text.contains("Nearest.to(String name, Collection<String> candidates)"), text);
        assertTrue(text.contains("smallest edit distance"), text);
        assertTrue(text.contains("name: what was typed"), text);
        assertTrue(inspect("Seed.seed(", 10).contains("Seed"), "inside the brackets");
        assertTrue(inspect("Summary", 7).contains("A result in words and aligned numbers"), "a class");
    }

    private static String inspect(String code, int at) {
        JsonObject reply = client.ask("inspect_request", Map.of("code", code, "cursor_pos", at, "detail_level", 0));
        return reply.getAsJsonObject("data").get("text/plain").getAsString();
    }

    @Test
    void saysWhetherACellIsWhole() {
        assertEquals("complete", whole("int a = 1;"));
        assertEquals("incomplete", whole("for (int i = 0; i < 3; i++) {"));
        assertEquals("invalid", whole("int a = );"));
    }

    private static String whole(String code) {
        return client.ask("is_complete_request", Map.of("code", code))
                .get("status")
                .getAsString();
    }

    @Test
    void aBarOfProgressIsTakenBack() {
        List<String> types = new ArrayList<>();
        client.execute(
                "System.out.println(\"before\");\nfor (int i = 1; i <= 30; i++) { Thread.sleep(100); Progress.report(i, 30); }\n"
                        + "System.out.println(\"after\");",
                message -> types.add(message.type()));
        int cleared = types.indexOf("clear_output");
        assertTrue(types.indexOf("display_data") > 0 && types.contains("update_display_data"), types.toString());
        assertTrue(cleared > types.lastIndexOf("update_display_data"), types.toString());
        assertEquals(
                List.of("stream", "stream"),
                types.subList(cleared + 1, types.size()).stream()
                        .filter(type -> type.equals("stream") || type.equals("display_data"))
                        .toList());
    }

    @Test
    void aSecondCellAnswersAtOnce() {
        value("1");
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            value("1 + " + i);
        }
        assertTrue((System.nanoTime() - start) / 5e9 < 1.0, "far above the 0.2 s it takes on an idle machine");
    }

    @Test
    void endsWhenItIsToldTo(@TempDir Path own) throws Exception {
        try (KernelClient other = new KernelClient(own, List.of())) {
            other.execute("1", message -> {});
            JsonObject reply = other.askControl("shutdown_request");
            assertFalse(reply.isEmpty());
            assertTrue(other.process().waitFor(10, TimeUnit.SECONDS));
        }
    }
}
