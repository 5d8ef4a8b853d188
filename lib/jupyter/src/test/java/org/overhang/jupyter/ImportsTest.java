package org.overhang.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Every public class and every announced word can be named in a cell, and means Overhang's own. */
class ImportsTest {
    private static final List<String> OTHERS =
            List.of("java.lang", "java.util", "java.util.function", "java.util.stream", "tech.tablesaw.api");

    @Test
    void everyAnnouncedWordCompiles() {
        try (CellEngine engine = CellEngine.start()) {
            assertEquals(List.of(), engine.refused());
        }
    }

    @Test
    void noPublicClassIsHiddenByAnother() throws IOException {
        TreeMap<String, Set<String>> owners = new TreeMap<>();
        for (String name : publicClasses()) {
            String simple = name.substring(name.lastIndexOf('.') + 1);
            owners.computeIfAbsent(simple, s -> new TreeSet<>()).add(name);
        }
        assertTrue(owners.size() > 10, "classes are found");
        owners.forEach((simple, names) -> OTHERS.stream()
                .map(other -> other + "." + simple)
                .filter(ImportsTest::exists)
                .forEach(names::add));
        List<String> hidden = new ArrayList<>();
        try (CellEngine engine = CellEngine.start()) {
            owners.forEach((simple, names) -> {
                if (names.size() > 1 && !means(engine, simple, names)) {
                    hidden.add(simple + " is one of " + names);
                }
            });
        }
        assertEquals(List.of(), hidden, "add the one that cells should mean to " + Imports.RESOURCE);
    }

    private static boolean means(CellEngine engine, String simple, Set<String> names) {
        try {
            Bundle value = engine.run(simple + ".class.getName()", 1, new Recorder(), Duration.ofSeconds(30), null);
            return value != null
                    && names.contains(value.data().get(Bundle.TEXT))
                    && value.data().get(Bundle.TEXT).startsWith("org.overhang.");
        } catch (CellError e) {
            return false;
        }
    }

    private static boolean exists(String name) {
        try {
            return Modifier.isPublic(Class.forName(name, false, ImportsTest.class.getClassLoader())
                    .getModifiers());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Set<String> publicClasses() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        Set<String> packages = Imports.packages();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            List<String> files = new ArrayList<>();
            if (Files.isDirectory(path) && !path.endsWith("test-classes")) {
                try (var all = Files.walk(path)) {
                    all.forEach(f -> files.add(path.relativize(f).toString().replace(File.separatorChar, '/')));
                }
            } else if (path.getFileName().toString().startsWith("overhang")) {
                try (JarFile jar = new JarFile(path.toFile())) {
                    jar.stream().forEach(f -> files.add(f.getName()));
                }
            }
            files.stream()
                    .filter(f -> f.endsWith(".class") && !f.contains("$") && !f.endsWith("package-info.class"))
                    .map(f -> f.substring(0, f.length() - ".class".length()).replace('/', '.'))
                    .filter(f -> packages.contains(f.substring(0, Math.max(0, f.lastIndexOf('.')))))
                    .filter(ImportsTest::exists)
                    .forEach(names::add);
        }
        return names;
    }
}
