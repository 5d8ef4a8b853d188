package org.overhang.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel behind Jupyter's own client (Debian: python3-jupyter-client, python3-zmq); skipped where that is not installed. */
@Tag("slow")
class RealClientTest {
    /** The python that has the client: the system's own where another stands first on the path. */
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    @Test
    void jupytersOwnClientIsAnsweredWhateverItSends(@TempDir Path folder) throws Exception {
        String python =
                PYTHONS.stream().filter(RealClientTest::hasClient).findFirst().orElse(null);
        assumeTrue(python != null, "no python3 with jupyter_client and zmq");
        List<String> spec = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                KernelClient.classPath(),
                "org.overhang.jupyter.KernelSpec",
                folder.toString());
        assertEquals(0, new ProcessBuilder(spec).inheritIO().start().waitFor());
        Path log = folder.resolve("client.log");
        Process client = new ProcessBuilder(python, "src/test/python/real_client.py", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = client.waitFor(10, TimeUnit.MINUTES);
        client.destroyForcibly();
        assertEquals("", wrong(log), "what the client found wrong");
        assertEquals(0, ended ? client.exitValue() : -1, Files.readString(log));
    }

    private static String wrong(Path log) throws IOException {
        return String.join(
                "\n",
                Files.readAllLines(log).stream()
                        .filter(line -> line.startsWith("WRONG"))
                        .toList());
    }

    private static boolean hasClient(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import zmq, jupyter_client")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
