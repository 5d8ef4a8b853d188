package org.overhang.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    private KernelSpec() {}

    /**
     * Writes {@code kernels/overhang/kernel.json}.
     *
     * @param arguments the folder that is to stand on {@code JUPYTER_PATH}
     * @throws org.overhang.core.OverhangException if it cannot be written
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]).resolve("kernels").resolve(NAME);
        WholeFile.write(folder.resolve("kernel.json"), (Json.write(spec()) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static JsonObject spec() {
        JsonArray command = new JsonArray();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.awt.headless=true");
        List.of(Redefinition.OPTIONS).forEach(command::add);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("overhang."))
                .sorted()
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        List.of("-cp", classPath(), Kernel.class.getName(), "{connection_file}").forEach(command::add);
        JsonObject spec = new JsonObject();
        spec.add("argv", command);
        spec.addProperty("display_name", "Java (Overhang)");
        spec.addProperty("language", "java");
        spec.addProperty("interrupt_mode", "message");
        return spec;
    }

    /** Jupyter starts a kernel in the notebook's folder, so no entry may depend on this one. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
