package org.overhang.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Puts the kernel where Jupyter finds it: {@code java -jar overhang-kernel.jar install [--user | --prefix DIR]}.
 *
 * <p>The jar carries the library and what it needs as the jars they came in, none of them changed. They are copied into the kernel's
 * own folder, so that the downloaded file may go; {@code jupyter kernelspec uninstall overhang} takes all of it away as well. The
 * kernel runs on the JDK that installs it. Nothing is looked up on a network.
 */
public final class Installer {
    private static final String NAME = "overhang";
    private static final String CARRIED = "lib/";
    private static final String SPEC = "org.overhang.jupyter.KernelSpec";
    private static final String HELP = """
            Puts the kernel "Java (Overhang)" where Jupyter finds it.

              java -jar overhang-kernel.jar install [--user | --prefix DIR] [--with JAR]...
              java -jar overhang-kernel.jar uninstall [--user | --prefix DIR]
              java -jar overhang-kernel.jar --help

              --user        for you alone (so too if nothing is said): JUPYTER_DATA_DIR, or Jupyter's folder in your home
              --prefix DIR  below DIR/share/jupyter, for example a virtual environment or /usr/local
              --with JAR    one more jar for the kernel's class path, for example DuckDB's driver, which reads Parquet

            The kernel runs on the JDK that runs this command; 17 or newer is needed.""";

    /** What cannot be done, said in one line. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    /** What was asked for. */
    private record Wish(String verb, @Nullable Path prefix, List<Path> with) {}

    private final PrintStream out;

    private Installer(PrintStream out) {
        this.out = out;
    }

    /**
     * Installs or takes away.
     *
     * @param arguments {@code install}, {@code uninstall} or {@code --help}, and options; exit code 0 if it is done, 1 if it cannot be
     *     done, 2 if the arguments are wrong
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv(), System.out));
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
        if (arguments.isEmpty() || arguments.contains("--help") || arguments.contains("-h")) {
            out.println(HELP);
            return arguments.isEmpty() ? 2 : 0;
        }
        Wish wish;
        try {
            wish = wish(arguments);
        } catch (Refusal e) {
            out.println(e.getMessage());
            return 2;
        }
        Path data = wish.prefix() == null
                ? userFolder(environment, System.getProperty("os.name"), System.getProperty("user.home"))
                : wish.prefix().resolve("share").resolve("jupyter");
        Path kernel = data.toAbsolutePath().normalize().resolve("kernels").resolve(NAME);
        try {
            if (wish.verb().equals("install")) {
                new Installer(out).install(kernel, wish);
            } else {
                new Installer(out).uninstall(kernel);
            }
            return 0;
        } catch (Refusal e) {
            out.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            out.println("The kernel could not be " + wish.verb() + "ed at " + kernel + ": " + e
                    + ". Name a folder you may write with --prefix.");
            return 1;
        }
    }

    private static Wish wish(List<String> arguments) throws Refusal {
        String verb = null;
        Path prefix = null;
        boolean user = false;
        List<Path> with = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean valued = argument.equals("--prefix") || argument.equals("--with");
            if (valued && i + 1 == arguments.size()) {
                throw new Refusal(argument + " needs a path behind it; see --help.");
            }
            switch (argument) {
                case "install", "uninstall" -> {
                    if (verb != null) {
                        throw new Refusal(
                                "One of install and uninstall is needed, not " + verb + " and " + argument + ".");
                    }
                    verb = argument;
                }
                case "--user" -> user = true;
                case "--prefix" -> prefix = Path.of(arguments.get(++i));
                case "--with" -> with.add(Path.of(arguments.get(++i)));
                default -> throw new Refusal("There is no \"" + argument + "\"; see --help.");
            }
        }
        if (verb == null) {
            throw new Refusal("install or uninstall is needed; see --help.");
        }
        if (user && prefix != null) {
            throw new Refusal("--user and --prefix name two places; one of them is needed.");
        }
        return new Wish(verb, prefix, with);
    }

    /**
     * Where Jupyter looks for what belongs to one user ("Common Directories and File Locations" of its documentation). Python takes
     * the home from the environment, Java from the list of users; Jupyter is Python.
     */
    static Path userFolder(Map<String, String> environment, String system, String listed) {
        String data = environment.getOrDefault("JUPYTER_DATA_DIR", "");
        if (!data.isBlank()) {
            return Path.of(data);
        }
        String name = system.toLowerCase(Locale.ROOT);
        String stated = environment.getOrDefault(name.startsWith("windows") ? "USERPROFILE" : "HOME", "");
        Path home = Path.of(stated.isBlank() ? listed : stated);
        if (name.startsWith("mac")) {
            return home.resolve("Library").resolve("Jupyter");
        }
        if (name.startsWith("windows")) {
            String roaming = environment.getOrDefault("APPDATA", "");
            return (roaming.isBlank() ? home.resolve("AppData").resolve("Roaming") : Path.of(roaming))
                    .resolve("jupyter");
        }
        String shared = environment.getOrDefault("XDG_DATA_HOME", "");
        return (shared.isBlank() ? home.resolve(".local").resolve("share") : Path.of(shared)).resolve("jupyter");
    }

    private void install(Path kernel, Wish wish) throws IOException, Refusal {
        if (ToolProvider.getSystemJavaCompiler() == null
                || ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
            throw new Refusal("The kernel needs a JDK, but " + System.getProperty("java.home")
                    + " is a run time without compiler. Install a JDK, 17 or newer, and call its java.");
        }
        for (Path jar : wish.with()) {
            if (!Files.isRegularFile(jar)) {
                throw new Refusal("There is no jar at " + jar.toAbsolutePath() + ".");
            }
        }
        Files.createDirectories(kernel.getParent());
        // Made beside the old one and swapped; a temporary folder of the JDK's would be closed to other users.
        String mark = ".overhang-" + ProcessHandle.current().pid();
        Path fresh = Files.createDirectory(kernel.resolveSibling(mark + "-new"));
        Path former = kernel.resolveSibling(mark + "-former");
        try {
            copyLibraries(fresh.resolve("lib"), wish.with());
            boolean replaced = Files.exists(kernel);
            if (replaced) {
                Files.move(kernel, former);
            }
            Files.move(fresh, kernel);
            try {
                writeSpec(kernel);
            } catch (IOException | Refusal e) {
                delete(kernel);
                if (replaced) {
                    Files.move(former, kernel);
                }
                throw e;
            }
        } finally {
            delete(fresh);
            delete(former);
        }
        out.println("Kernel     Java (Overhang), at " + kernel);
        out.println("JDK        " + System.getProperty("java.home"));
        out.println(
                "Start      jupyter lab (or VS Code, or jupyter notebook), and choose the kernel \"Java (Overhang)\"");
        if (wish.prefix() != null) {
            out.println("If Jupyter does not list it, its own prefix is another: set JUPYTER_PATH=" + data(kernel));
        }
    }

    private static void copyLibraries(Path folder, List<Path> more) throws IOException, Refusal {
        Files.createDirectories(folder);
        int copied = 0;
        try (JarFile own = new JarFile(ownJar().toFile())) {
            for (JarEntry entry : own.stream().toList()) {
                if (entry.getName().startsWith(CARRIED) && entry.getName().endsWith(".jar")) {
                    try (InputStream from = own.getInputStream(entry)) {
                        Files.copy(from, folder.resolve(entry.getName().substring(CARRIED.length())));
                    }
                    copied++;
                }
            }
        }
        if (copied == 0) {
            throw new Refusal(
                    "This is not the runnable jar: it carries no library. Build it with ./mvnw package -pl lib/kernel.");
        }
        for (Path jar : more) {
            Files.copy(jar, folder.resolve(jar.getFileName()));
        }
    }

    private static Path ownJar() throws Refusal {
        try {
            Path place = Path.of(Installer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(place)) {
                return place;
            }
        } catch (URISyntaxException e) {
            // Told below: it was not started from a jar.
        }
        throw new Refusal("The kernel installs itself from its jar: java -jar overhang-kernel.jar install.");
    }

    /** The library writes the file itself, on its final class path: whoever can do that can run cells. */
    private void writeSpec(Path kernel) throws IOException, Refusal {
        String classPath;
        try (Stream<Path> jars = Files.list(kernel.resolve("lib"))) {
            classPath = jars.map(Path::toString).sorted().collect(Collectors.joining(java.io.File.pathSeparator));
        }
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        SPEC,
                        data(kernel).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(writer.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (writer.waitFor() != 0) {
                throw new Refusal("The kernel does not start: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("The installation was interrupted.");
        }
    }

    /** Jupyter's folder that the kernel's lies in. */
    private static Path data(Path kernel) {
        return kernel.resolve("../..").normalize();
    }

    private void uninstall(Path kernel) throws IOException, Refusal {
        if (!Files.exists(kernel)) {
            throw new Refusal(
                    "There is no kernel at " + kernel + "; was it installed with --user or with another --prefix?");
        }
        delete(kernel);
        out.println("Removed    " + kernel);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (DirectoryNotEmptyException e) {
            throw new IOException(
                    "something writes into " + folder + " meanwhile; close the notebooks that use the kernel", e);
        }
    }
}
