package org.overhang.jupyter;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Documentation of a signature, read from sources: JShell itself finds those of the JDK only.
 *
 * <p>Sources are looked for beside the class path: {@code src/main/java} for {@code target/classes} and for a jar in {@code target}.
 */
final class Sources {
    private static volatile @Nullable Map<String, Path> files;

    private Sources() {}

    /** The comment on a class, a method or a field, or null; {@code signature} is as JShell writes it. */
    static @Nullable String comment(String signature) {
        int bracket = signature.indexOf('(');
        String head = bracket < 0 ? signature : signature.substring(0, bracket);
        String qualified = head.substring(head.lastIndexOf(' ') + 1).replaceAll("<[^>]*>", "");
        List<String> names = new ArrayList<>(Arrays.stream(qualified.split("\\."))
                .filter(part -> !part.isEmpty())
                .toList());
        while (names.size() > 1 && Character.isLowerCase(names.get(0).charAt(0))) {
            names.remove(0);
        }
        Path file = names.isEmpty() ? null : index().get(names.get(0));
        if (file == null) {
            return null;
        }
        try {
            return find(file, names, bracket < 0 ? null : parameters(signature.substring(bracket + 1)));
        } catch (IOException e) {
            return null;
        }
    }

    private static List<String> parameters(String rest) {
        int end = rest.indexOf(')');
        String inside = (end < 0 ? rest : rest.substring(0, end)).strip();
        if (inside.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(inside.replaceAll("<[^()]*>", "").split(","))
                .map(String::strip)
                .map(parameter -> parameter.substring(parameter.lastIndexOf(' ') + 1))
                .toList();
    }

    private static Map<String, Path> index() {
        Map<String, Path> known = files;
        if (known != null) {
            return known;
        }
        Map<String, Path> found = new HashMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path built = Path.of(entry).toAbsolutePath().resolveSibling("");
            if (!built.endsWith("target")) {
                continue;
            }
            Path sources = built.resolveSibling("src").resolve("main").resolve("java");
            try (Stream<Path> all = Files.isDirectory(sources) ? Files.walk(sources) : Stream.empty()) {
                all.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file ->
                                found.putIfAbsent(file.getFileName().toString().replace(".java", ""), file));
            } catch (IOException e) {
                // Without sources a signature stands without its comment.
            }
        }
        files = found;
        return found;
    }

    private static @Nullable String find(Path file, List<String> names, @Nullable List<String> parameters)
            throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, d -> {}, List.of(), null, manager.getJavaFileObjects(file));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                Finder finder = new Finder(names, parameters);
                finder.scan(unit, null);
                TreePath path = finder.found;
                if (path != null) {
                    return docs.getDocComment(path);
                }
            }
        }
        return null;
    }

    /** Finds a class, or a member of one, by its names from the outside in. */
    private static final class Finder extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final List<String> names;
        private final @Nullable List<String> parameters;
        private final List<String> open = new ArrayList<>();
        private @Nullable TreePath found;

        Finder(List<String> names, @Nullable List<String> parameters) {
            this.names = names;
            this.parameters = parameters;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
            open.add(tree.getSimpleName().toString());
            take(parameters == null && open.equals(names));
            super.visitClass(tree, nothing);
            open.remove(open.size() - 1);
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
            List<String> here = new ArrayList<>(open);
            String name = tree.getName().toString();
            if (!name.equals("<init>")) {
                here.add(name);
            }
            List<String> called = tree.getParameters().stream()
                    .map(parameter -> parameter.getName().toString())
                    .toList();
            take(here.equals(names) && called.equals(parameters));
            return null;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
            List<String> here = new ArrayList<>(open);
            here.add(tree.getName().toString());
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            take(parameters == null && parent instanceof ClassTree && here.equals(names));
            return null;
        }

        private void take(boolean matches) {
            if (matches && found == null) {
                found = getCurrentPath();
            }
        }
    }

    /** A documentation comment as text: tags in words, marks taken off. */
    static String readable(String comment) {
        return comment.replaceAll("(?m)^ ", "")
                .replaceAll("\\{@(?:code|literal|value|link|linkplain)\\s+([^{}]*)}", "$1")
                .replaceAll("(?s)<pre>\\s*(?:\\{@code)?(.*?)(?:})?\\s*</pre>", "$1")
                .replaceAll("(?m)^\\s*<p>\\s*", "\n")
                .replaceAll("</?[a-zA-Z][^<>]*>", "")
                .replaceAll("(?m)^\\s*@param (\\S+)", "  $1:")
                .replaceAll("(?m)^\\s*@return", "  Returns:")
                .replaceAll("(?m)^\\s*@throws (\\S+)", "  Throws $1:")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
