package org.overhang.jupyter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.TypeDeclSnippet;
import org.jspecify.annotations.Nullable;

/**
 * Variables that have no value although they are declared: whoever reads one is told, since Java would hand out a 0 or null.
 *
 * <p>A variable is read by a snippet that names it, or that names a method or class of an earlier cell whose text does.
 */
final class Lost {
    private static final String[][] QUOTES = {{"\"\"\"", "\"\"\""}, {"\"", "\""}, {"'", "'"}, {"//", "\n"}, {"/*", "*/"}
    };

    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*+");

    private final Map<String, String> words = new LinkedHashMap<>();

    void add(String variable, String why) {
        words.put(variable, why);
    }

    void found(String variable) {
        words.remove(variable);
    }

    /** Why a snippet must not run, or null if it reads nothing lost. */
    @Nullable
    String refusal(String source, JShell shell) {
        if (words.isEmpty()) {
            return null;
        }
        String code = withoutText(source);
        String set = assigned(code);
        Set<String> read = names(set == null ? code : code.substring(code.indexOf('=') + 1));
        Map<String, Set<String>> bodies = bodies(shell);
        Deque<String> open = new ArrayDeque<>(read);
        while (!open.isEmpty()) {
            String name = open.pop();
            String why = words.get(name);
            if (why != null) {
                return why;
            }
            bodies.getOrDefault(name, Set.of()).stream().filter(read::add).forEach(open::push);
        }
        return null;
    }

    /** The variable that a snippet sets and does nothing else with: {@code name = …} or {@code Type name = …}. */
    @Nullable
    String assigned(String source) {
        for (String variable : words.keySet()) {
            if (Pattern.compile("\\A\\s*+(?:[\\w.<>\\[\\],?\\s]+\\s)?" + Pattern.quote(variable)
                                    + "\\s*+(?:=(?!=)|;|\\z)")
                            .matcher(source)
                            .lookingAt()
                    && (source.indexOf('=') >= 0 || source.strip().contains(" "))) {
                return variable;
            }
        }
        return null;
    }

    private static Map<String, Set<String>> bodies(JShell shell) {
        Map<String, Set<String>> bodies = new HashMap<>();
        shell.snippets()
                .filter(snippet -> snippet instanceof MethodSnippet || snippet instanceof TypeDeclSnippet)
                .filter(snippet -> shell.status(snippet).isActive())
                .forEach(snippet -> bodies.computeIfAbsent(
                                ((PersistentSnippet) snippet).name(), name -> new LinkedHashSet<>())
                        .addAll(names(withoutText(snippet.source()))));
        return bodies;
    }

    private static Set<String> names(String code) {
        Set<String> names = new LinkedHashSet<>();
        Matcher name = NAME.matcher(code);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    /** The code alone: in a literal or a comment a name means nothing. By hand, since a pattern recurses once a character. */
    static String withoutText(String source) {
        StringBuilder code = new StringBuilder(source.length());
        int at = 0;
        while (at < source.length()) {
            int end = endOfText(source, at);
            code.append(end > at ? ' ' : source.charAt(at));
            at = Math.max(end, at + 1);
        }
        return code.toString();
    }

    private static int endOfText(String source, int at) {
        for (String[] quotes : QUOTES) {
            if (source.startsWith(quotes[0], at)) {
                int end = at + quotes[0].length();
                boolean escapes = !quotes[0].startsWith("/");
                while (end < source.length() && !source.startsWith(quotes[1], end)) {
                    end += escapes && source.charAt(end) == '\\' ? 2 : 1;
                }
                return Math.min(source.length(), end + quotes[1].length());
            }
        }
        return at;
    }
}
