package org.overhang.jupyter;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.overhang.core.Internal;

/**
 * What a cell may name without an import: every package of Overhang on the class path, and the lines of each {@code
 * META-INF/overhang/imports}.
 *
 * <p>A line is an import without its keyword, for example {@code java.util.*} or {@code static org.overhang.core.Seed.seed}.
 * A line whose class or package is not on the class path is passed over, so that a module can name what comes later.
 */
final class Imports {
    static final String RESOURCE = "META-INF/overhang/imports";
    private static final String ROOT = "org/overhang/";
    private static final String OWN = "org.overhang.jupyter";

    private Imports() {}

    static List<String> all() {
        List<String> imports = new ArrayList<>();
        for (String name : packages()) {
            imports.add("import " + name + ".*;");
        }
        for (String line : lines()) {
            if (exists(line)) {
                imports.add("import " + line + ";");
            }
        }
        return imports;
    }

    static List<String> lines() {
        Set<String> lines = new LinkedHashSet<>();
        try {
            List<URL> resources = Collections.list(loader().getResources(RESOURCE));
            resources.sort(Comparator.comparing(URL::toString));
            for (URL resource : resources) {
                try (BufferedReader reader =
                        new BufferedReader(new InputStreamReader(resource.openStream(), StandardCharsets.UTF_8))) {
                    reader.lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .forEach(lines::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(lines);
    }

    /** The public classes' packages below {@code org.overhang}, in alphabetical order; the notebook machinery is not among them. */
    static Set<String> packages() {
        Set<String> names = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            try {
                if (Files.isDirectory(path.resolve(ROOT))) {
                    try (Stream<Path> files = Files.walk(path.resolve(ROOT))) {
                        files.map(file -> path.relativize(file).toString().replace(File.separatorChar, '/'))
                                .forEach(file -> add(names, file));
                    }
                } else if (path.getFileName().toString().startsWith("overhang") && Files.isRegularFile(path)) {
                    try (JarFile jar = new JarFile(path.toFile())) {
                        jar.stream().map(JarEntry::getName).forEach(file -> add(names, file));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        names.remove(OWN);
        names.removeIf(Imports::isInternal);
        return names;
    }

    /** Rooms that are public for the other jars only are not imported. */
    private static boolean isInternal(String name) {
        try {
            return Class.forName(name + ".package-info", false, loader()).isAnnotationPresent(Internal.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void add(Set<String> names, String file) {
        int slash = file.lastIndexOf('/');
        if (file.startsWith(ROOT) && slash > ROOT.length() && file.endsWith(".class")) {
            names.add(file.substring(0, slash).replace('/', '.'));
        }
    }

    private static boolean exists(String line) {
        String name =
                line.startsWith("static ") ? line.substring("static ".length()).strip() : line;
        if (!line.startsWith("static ") && name.endsWith(".*")) {
            return isPackage(name.substring(0, name.length() - 2));
        }
        String type = line.startsWith("static ") ? name.substring(0, name.lastIndexOf('.')) : name;
        return isClass(type);
    }

    private static boolean isPackage(String name) {
        boolean inJdk = ModuleLayer.boot().modules().stream()
                .anyMatch(m -> m.getPackages().contains(name));
        return inJdk || loader().getResource(name.replace('.', '/')) != null;
    }

    /** A nested class is written with a dot in an import and with a dollar in its file's name. */
    private static boolean isClass(String name) {
        String file = name.replace('.', '/');
        while (true) {
            if (loader().getResource(file + ".class") != null) {
                return true;
            }
            int slash = file.lastIndexOf('/');
            if (slash < 0) {
                return false;
            }
            file = file.substring(0, slash) + "$" + file.substring(slash + 1);
        }
    }

    private static ClassLoader loader() {
        return Imports.class.getClassLoader();
    }
}
