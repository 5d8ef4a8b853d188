package org.overhang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the installer says and where it goes; that Jupyter runs what it installs is tried with Jupyter itself (.ci/try-install). */
class InstallerTest {
    private static final Map<String, String> HOME = Map.of("HOME", "/home/anna");

    @TempDir
    private Path folder;

    private String said = "";

    private int run(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = Installer.run(
                List.of(arguments),
                Map.of("JUPYTER_DATA_DIR", folder.toString()),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
        said = bytes.toString(StandardCharsets.UTF_8).strip();
        return code;
    }

    @Test
    void theFolderIsTheOneJupyterLooksInto() {
        assertEquals(Path.of("/home/anna/.local/share/jupyter"), Installer.userFolder(HOME, "Linux", "/home/ben"));
        assertEquals(Path.of("/home/anna/Library/Jupyter"), Installer.userFolder(HOME, "Mac OS X", "/home/ben"));
        assertEquals(Path.of("/home/ben/.local/share/jupyter"), Installer.userFolder(Map.of(), "Linux", "/home/ben"));
        assertEquals(
                Path.of("/data/jupyter"), Installer.userFolder(Map.of("XDG_DATA_HOME", "/data"), "Linux", "/home/ben"));
        assertEquals(
                Path.of("/x"),
                Installer.userFolder(Map.of("JUPYTER_DATA_DIR", "/x", "XDG_DATA_HOME", "/data"), "Linux", "/home/ben"));
        assertEquals(
                Path.of("/roaming/jupyter"),
                Installer.userFolder(Map.of("APPDATA", "/roaming", "HOME", "/no"), "Windows 11", "/home/ben"));
    }

    @Test
    void whatIsWrongIsSaidAndChangesNothing() throws Exception {
        assertEquals(0, run("--help"));
        assertTrue(said.contains("install [--user | --prefix DIR]"), said);
        assertEquals(2, run());
        assertEquals(2, run("instal"));
        assertEquals("There is no \"instal\"; see --help.", said);
        assertEquals(2, run("--user"));
        assertEquals("install or uninstall is needed; see --help.", said);
        assertEquals(2, run("install", "uninstall"));
        assertEquals("One of install and uninstall is needed, not install and uninstall.", said);
        assertEquals(2, run("install", "--prefix"));
        assertEquals("--prefix needs a path behind it; see --help.", said);
        assertEquals(2, run("install", "--user", "--prefix", folder.toString()));
        assertEquals("--user and --prefix name two places; one of them is needed.", said);
        assertEquals(1, run("install", "--with", folder.resolve("none.jar").toString()));
        assertEquals("There is no jar at " + folder.resolve("none.jar") + ".", said);
        assertEquals(1, run("uninstall"));
        assertTrue(said.startsWith("There is no kernel at " + folder.resolve("kernels")), said);
        assertFalse(Files.exists(folder.resolve("kernels").resolve("overhang")));
    }

    /** Started from a folder of classes it has nothing to install; what was installed before stays. */
    @Test
    void whatIsInstalledOutlivesAFailure() throws Exception {
        Path spec = Files.createDirectories(folder.resolve("kernels").resolve("overhang"))
                .resolve("kernel.json");
        Files.writeString(spec, "{}");
        assertEquals(1, run("install", "--user"));
        assertEquals("The kernel installs itself from its jar: java -jar overhang-kernel.jar install.", said);
        assertEquals("{}", Files.readString(spec));
        try (var left = Files.list(folder.resolve("kernels"))) {
            assertEquals(1, left.count(), "nothing half-made is left");
        }
        assertEquals(0, run("uninstall"));
        assertFalse(Files.exists(spec));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("a-file"), "");
        assertEquals(1, run("install", "--prefix", file.toString()));
        assertTrue(said.startsWith("The kernel could not be installed at " + file), said);
        assertTrue(said.endsWith("Name a folder you may write with --prefix."), said);
    }
}
