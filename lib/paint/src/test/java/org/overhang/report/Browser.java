package org.overhang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium that opens a page, runs a script in it and says what came out, or takes a picture. */
final class Browser {
    private static final long MOST_SECONDS = 90;
    private static final Pattern ANSWER = Pattern.compile("<pre id=\"answer\">(.*?)</pre>", Pattern.DOTALL);

    private final Path program;
    private final Path folder;

    private Browser(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** The machine's browser; the test is skipped where there is none. */
    static Browser in(Path folder) {
        Path program = Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(program != null, "no Chromium on this machine; install the package chromium");
        return new Browser(program, folder);
    }

    /** What an expression of JavaScript, which may be a promise, gives in a page of that width. */
    JsonElement evaluate(String page, int width, String script) throws IOException, InterruptedException {
        String asking = """
                <script>
                (async () => {
                  let answer;
                  try { answer = await (async () => { %s })(); } catch (e) { answer = "failed: " + e + e.stack; }
                  const pre = document.createElement("pre");
                  pre.id = "answer"; pre.textContent = encodeURIComponent(JSON.stringify(answer)); document.body.append(pre);
                })();
                </script></body>""".formatted(script);
        int end = page.lastIndexOf("</body>");
        Path file = Files.writeString(
                folder.resolve("page.html"), page.substring(0, end) + asking + page.substring(end + 7));
        Path dom = folder.resolve("dom.html");
        run(
                List.of(
                        "--window-size=" + width + ",900",
                        "--virtual-time-budget=30000",
                        "--dump-dom",
                        file.toUri().toString()),
                dom);
        Matcher answer = ANSWER.matcher(Files.readString(dom, StandardCharsets.UTF_8));
        assertTrue(answer.find(), "the page gave no answer");
        return JsonParser.parseString(
                java.net.URLDecoder.decode(answer.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    /** A picture of the page, one pixel a pixel. */
    BufferedImage picture(String page, int width, int height, String... options)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("page.html"), page);
        Path png = folder.resolve("page.png");
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of(
                "--window-size=" + width + "," + height,
                "--force-device-scale-factor=1",
                "--hide-scrollbars",
                "--screenshot=" + png,
                file.toUri().toString()));
        run(arguments, folder.resolve("log.txt"));
        BufferedImage image = ImageIO.read(png.toFile());
        assertNotNull(image);
        assertEquals(width, image.getWidth());
        return image;
    }

    private void run(List<String> arguments, Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(arguments);
        Process browser = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(browser.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "the browser did not end");
    }
}
