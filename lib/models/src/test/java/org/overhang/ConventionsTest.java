package org.overhang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.overhang.core.Internal;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.Table;

/** What CONTRIBUTING asks of a method: its shape, its answer, its documentation and that it is tested. */
class ConventionsTest {
    /** The jars that a user's program sees stand beside this one. */
    private static final List<Path> JARS = List.of(Path.of("../core"), Path.of("../regress"), Path.of("../models"));

    private static final Set<String> VERBS = Set.of("measure", "fit", "calibrate", "solve", "simulate");

    /** The packages whose classes are for others to build on; they hold helpers that work by effect. */
    private static final Set<String> MACHINERY =
            Set.of("org.overhang.core", "org.overhang.dataset", "org.overhang.figure");

    /** Made data are a source and no answer. */
    private static final Set<String> MAKES_DATA = Set.of("SimulatedCase", "SimulatedMarket");

    private static final Map<String, String> TEXTS = texts();
    private static final List<Class<?>> PUBLIC = publicClasses();

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path jar : JARS) {
            Path sources = jar.resolve("src/main/java");
            for (Path file : javaFiles(sources)) {
                if (!file.endsWith("package-info.java")) {
                    String name = sources.relativize(file).toString().replaceAll("[/\\\\]", ".");
                    texts.put(name.substring(0, name.length() - ".java".length()), read(file));
                }
            }
        }
        return texts;
    }

    private static List<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Class<?>> publicClasses() {
        List<Class<?>> classes = new ArrayList<>();
        try {
            for (String name : TEXTS.keySet()) {
                addPublic(classes, Class.forName(name, false, ConventionsTest.class.getClassLoader()));
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(classes);
    }

    private static void addPublic(List<Class<?>> classes, Class<?> type) {
        boolean internal =
                type.isAnnotationPresent(Internal.class) || type.getPackage().isAnnotationPresent(Internal.class);
        if (Modifier.isPublic(type.getModifiers()) && !internal) {
            classes.add(type);
            for (Class<?> nested : type.getDeclaredClasses()) {
                addPublic(classes, nested);
            }
        }
    }

    private static List<Method> verbs(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic() && VERBS.contains(m.getName()))
                .toList();
    }

    private static boolean takes(Method method, Class<?> type) {
        return Arrays.asList(method.getParameterTypes()).contains(type);
    }

    /** Top-level classes that read a user's data with one of the five verbs. */
    private static List<Class<?>> methods() {
        return PUBLIC.stream()
                .filter(type -> type.getEnclosingClass() == null && !MACHINERY.contains(type.getPackageName()))
                .filter(type -> verbs(type).stream().anyMatch(verb -> takes(verb, Source.class)))
                .toList();
    }

    private static String documentation(Class<?> type) {
        Matcher comment = Pattern.compile(
                        "(/\\*\\*(?:(?!\\*/).)*?\\*/)\\s*(?:@\\w+\\s*)*public (?:final )?class " + type.getSimpleName()
                                + "\\b",
                        Pattern.DOTALL)
                .matcher(TEXTS.get(type.getName()));
        assertTrue(comment.find(), () -> type.getSimpleName() + " has no documentation");
        return comment.group(1).replaceAll("\\s*\\n\\s*\\* ?", " ");
    }

    private static void everyMethodSays(String what, Predicate<String> says) {
        List<String> silent = methods().stream()
                .filter(type -> !says.test(documentation(type)))
                .map(Class::getSimpleName)
                .toList();
        assertEquals(List.of(), silent, "classes whose documentation does not say: " + what);
    }

    @Test
    void everyClassIsFinalAndBuiltOnlyByItsFactories() {
        List<String> open = new ArrayList<>();
        for (Class<?> type : PUBLIC) {
            boolean isClass = !type.isInterface() && !type.isEnum() && !type.isRecord();
            if (!isClass || Throwable.class.isAssignableFrom(type) || type.isSealed()) {
                continue;
            }
            boolean builtByAnybody = !type.getName().equals("org.overhang.core.Problems")
                    && Arrays.stream(type.getDeclaredConstructors())
                            .map(Constructor::getModifiers)
                            .anyMatch(m -> Modifier.isPublic(m) || Modifier.isProtected(m));
            if (!Modifier.isFinal(type.getModifiers()) || builtByAnybody) {
                open.add(type.getName());
            }
        }
        assertEquals(List.of(), open);
        assertTrue(methods().size() > 40, "methods found: " + methods().size());
    }

    /** A step that returned nothing would have changed the object it was asked of. */
    @Test
    void everyStepReturnsSomethingNew() {
        List<String> changing = PUBLIC.stream()
                .filter(type -> !MACHINERY.contains(type.getPackageName()))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic() && m.getReturnType() == void.class)
                .map(Method::toString)
                .toList();
        assertEquals(List.of(), changing);
    }

    /** Two strings in a row are two columns that can be swapped unseen; each has a role by name. */
    @Test
    void noFactoryTakesTwoStringsInARow() {
        List<String> swappable = new ArrayList<>();
        for (Class<?> type : PUBLIC) {
            for (Method m : type.getDeclaredMethods()) {
                Class<?>[] in = m.getParameterTypes();
                for (int i = 0; i + 1 < in.length; i++) {
                    boolean factory = Modifier.isPublic(m.getModifiers())
                            && Modifier.isStatic(m.getModifiers())
                            && m.getReturnType() == type
                            && !m.isAnnotationPresent(Internal.class);
                    if (factory && in[i] == String.class && in[i + 1] == String.class) {
                        swappable.add(m.toString());
                    }
                }
            }
        }
        assertEquals(List.of(), swappable);
    }

    @Test
    void everyVerbAnswersWithAResult() {
        List<String> others = PUBLIC.stream()
                .filter(type -> !MAKES_DATA.contains(type.getSimpleName()))
                .flatMap(type -> verbs(type).stream())
                .filter(verb -> verb.getParameterCount() > 0 || verb.getName().equals("solve"))
                .filter(verb -> !Result.class.isAssignableFrom(verb.getReturnType())
                        && verbs(verb.getReturnType()).isEmpty())
                .map(Method::toString)
                .toList();
        assertEquals(List.of(), others);
    }

    @Test
    void everyVerbThatTakesASourceTakesATable() {
        List<String> oneOnly = methods().stream()
                .filter(type -> verbs(type).stream().noneMatch(verb -> takes(verb, Table.class)))
                .map(Class::getName)
                .toList();
        assertEquals(List.of(), oneOnly);
    }

    @Test
    void everySummarySaysWhatWasLeftOut() {
        assertTrue(Summary.of("Anything").build().toString().endsWith("Left out: nothing"));
        assertTrue(Summary.of("Anything").build().html().contains("Left out"));
    }

    /** Where a class writes the summary of an estimate, it says what that rests on, what would break it and what it does not show. */
    @Test
    void everySummaryOfAMethodStatesItsLimits() {
        Set<String> noEstimate = Set.of("Explanation", "SpecificationCurve", "RegressionTable");
        List<String> silent = new ArrayList<>();
        TEXTS.forEach((name, text) -> {
            String simple = name.substring(name.lastIndexOf('.') + 1);
            boolean estimates =
                    text.contains("Summary.of(") && !MACHINERY.contains(name.substring(0, name.lastIndexOf('.')));
            if (estimates && !noEstimate.contains(simple)) {
                for (String limit : List.of(".identifies(", ".breaks(", ".doesNotShow(")) {
                    if (!text.contains(limit)) {
                        silent.add(simple + " without " + limit + "…)");
                    }
                }
            }
        });
        assertEquals(List.of(), silent);
    }

    @Test
    void everyMethodsDocumentationHasAnExample() {
        everyMethodSays("an example", text -> text.contains("<pre>{@code"));
    }

    @Test
    void everyMethodsDocumentationSaysWhatIsRefused() {
        everyMethodSays(
                "errors",
                text -> Pattern.compile("Errors?:|@throws|[Rr]efuse|Reason#")
                        .matcher(text)
                        .find());
    }

    @Test
    void everyMethodsDocumentationSaysWhatMissingCellsDo() {
        everyMethodSays(
                "missing",
                text -> Pattern.compile("[Mm]issing|left out").matcher(text).find());
    }

    @Test
    void everyMethodsDocumentationStatesItsDefaults() {
        everyMethodSays(
                "defaults", text -> Pattern.compile("[Dd]efault").matcher(text).find());
    }

    @Test
    void everyMethodsDocumentationNamesItsSource() {
        everyMethodSays(
                "source",
                text -> Pattern.compile("Source:|\\((?:18|19|20)\\d\\d\\)|Article \\d|USC|this library")
                        .matcher(text)
                        .find());
    }

    @Test
    void everyMethodIsNamedByATest() {
        StringBuilder tests = new StringBuilder();
        for (Path jar : JARS) {
            for (Path file : javaFiles(jar.resolve("src/test/java"))) {
                if (file.toString().endsWith("Test.java") && !file.endsWith("ConventionsTest.java")) {
                    tests.append(read(file));
                }
            }
        }
        List<String> untested = methods().stream()
                .map(Class::getSimpleName)
                .filter(name ->
                        !Pattern.compile("\\b" + name + "\\b").matcher(tests).find())
                .toList();
        assertEquals(List.of(), untested);
    }
}
