package org.overhang.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.overhang.core.WholeFile;

/**
 * Writes the file by which Jupyter finds the kernel, for one project: {@code java -cp … -Dname=value …
 * org.overhang.jupyter.KernelSpec folder} and then {@code JUPYTER_PATH=folder}.
 *
 * <p>The kernel runs on the JDK and the class path of this call, with its {@code overhang.…} properties; nothing is looked up
 * on a network or in a home directory.
 */
public final class KernelSpec {
    private static final String NAME = "overhang";
    static final String REHEARSE = "--rehearse";

    private KernelSpec() {}

    /**
     * Writes {@code kernels/overhang/kernel.json}, and beside it what makes a session start faster ({@code start.archive}).
     *
     * @param arguments the folder that is to stand on {@code JUPYTER_PATH}
     * @throws org.overhang.core.OverhangException if it cannot be written
     */
    public static void main(String[] arguments) {
        if (arguments[0].equals(REHEARSE)) {
            StartArchive.rehearse();
            System.exit(0);
        }
        Path folder = Path.of(arguments[0])
                .resolve("kernels")
                .resolve(NAME)
                .toAbsolutePath()
                .normalize();
        Path archive = folder.resolve("start.archive");
        WholeFile.write(
                folder.resolve("kernel.json"), (Json.write(spec(archive)) + "\n").getBytes(StandardCharsets.UTF_8));
        if (StartArchive.isPossible(classPath()) && StartArchive.isMissing(archive, classPath())) {
            StartArchive.make(archive, command());
        }
    }

    static JsonObject spec(Path archive) {
        List<String> plain = command();
        JsonArray command = new JsonArray();
        command.add(plain.get(0));
        if (StartArchive.isPossible(classPath())) {
            StartArchive.options(archive).forEach(command::add);
        }
        plain.subList(1, plain.size()).forEach(command::add);
        command.add(Kernel.class.getName());
        command.add("{connection_file}");
        JsonObject spec = new JsonObject();
        spec.add("argv", command);
        spec.addProperty("display_name", "Java (Overhang)");
        spec.addProperty("language", "java");
        spec.addProperty("interrupt_mode", "message");
        return spec;
    }

    /** Everything of the kernel's command line but its class. */
    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.awt.headless=true");
        List.of(Redefinition.OPTIONS).forEach(command::add);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("overhang."))
                .sorted()
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.add("-cp");
        command.add(classPath());
        return command;
    }

    /** Jupyter starts a kernel in the notebook's folder, so no entry may depend on this one. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
