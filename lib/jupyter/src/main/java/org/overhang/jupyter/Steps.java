package org.overhang.jupyter;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Nearest;

/** What an object offers where a cell asked it for a step it does not have, and which step comes first. */
final class Steps {
    private static final Pattern METHOD = Pattern.compile("symbol:\\s+method (\\w++)\\(");
    private static final Pattern OWNER =
            Pattern.compile("location:\\s+(?:variable \\w++ of type|class|interface|enum) ([\\w.$]++)");
    private static final int MOST = 20;
    private static final int DEEPEST = 3;

    /** A misspelling keeps the length, give or take two letters. */
    private static final int NEAR = 3;

    private Steps() {}

    /** Lines to stand below the compiler's own; none if the message is of something else. */
    static List<String> hints(String message) {
        Matcher method = METHOD.matcher(message);
        Matcher owner = OWNER.matcher(message);
        if (!method.find() || !owner.find()) {
            return List.of();
        }
        Class<?> type = named(owner.group(1));
        if (type == null || !Modifier.isPublic(type.getModifiers())) {
            return List.of();
        }
        String asked = method.group(1);
        Set<String> offered = new TreeSet<>();
        methods(type).forEach(each -> offered.add(each.getName()));
        if (offered.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        String first = before(type, asked);
        List<String> alike = offered.stream()
                .filter(name -> name.startsWith(asked) || Math.abs(name.length() - asked.length()) < NEAR)
                .toList();
        String near = first == null ? Nearest.hint(asked, alike).strip() : "";
        if (first != null) {
            lines.add("." + asked + "(…) comes after " + first + ".");
        } else if (!near.isEmpty()) {
            lines.add(near);
        }
        String more = offered.size() > MOST ? ", … (" + offered.size() + " in all; Tab lists them)" : "";
        String name =
                type.getName().substring(type.getName().lastIndexOf('.') + 1).replace('$', '.');
        lines.add(name + " offers "
                + String.join(", ", offered.stream().limit(MOST).toList()) + more + ".");
        return lines;
    }

    /** The shortest chain of steps whose end has the one that was asked for; among equals the first by name. */
    private static @Nullable String before(Class<?> type, String asked) {
        record At(Class<?> type, String path, int depth) {}
        Deque<At> open = new ArrayDeque<>(List.of(new At(type, "", 0)));
        Set<Class<?>> seen = new HashSet<>(Set.of(type));
        while (!open.isEmpty()) {
            At at = open.remove();
            for (Method step : methods(at.type())) {
                Class<?> next = step.getReturnType();
                if (!next.getName().startsWith("org.overhang.") || Modifier.isStatic(step.getModifiers())) {
                    continue;
                }
                String path = at.path() + "." + step.getName() + "(…)";
                if (methods(next).stream().anyMatch(m -> m.getName().equals(asked))) {
                    return path;
                }
                if (at.depth() + 1 < DEEPEST && seen.add(next)) {
                    open.add(new At(next, path, at.depth() + 1));
                }
            }
        }
        return null;
    }

    /** Public ones in the order of their names, without those of every object. */
    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class && !method.isSynthetic())
                .filter(method -> !Set.of("equals", "hashCode", "toString").contains(method.getName()))
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .toList();
    }

    /** A class as the compiler writes it; nested ones stand behind a dollar in their own names. */
    private static @Nullable Class<?> named(String written) {
        String name = written;
        while (name.contains(".")) {
            try {
                return Class.forName(name, false, Steps.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                int dot = name.lastIndexOf('.');
                name = name.substring(0, dot) + "$" + name.substring(dot + 1);
            }
        }
        return null;
    }
}
