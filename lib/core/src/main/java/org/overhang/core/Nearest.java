package org.overhang.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The nearest name to a misspelt one, for the "Did you mean" of error messages. */
public final class Nearest {
    private static final int SHORTEST = 3;

    private Nearest() {}

    /**
     * The candidate that begins with the name or begins it, else the one with the smallest edit distance, if it is near enough to
     * be meant.
     *
     * @param name what was typed
     * @param candidates what there is
     * @return the nearest candidate, or empty if all are further than a third of the name's length, and more than two letters
     */
    public static Optional<String> to(String name, Collection<String> candidates) {
        String typed = name.toLowerCase(Locale.ROOT);
        Optional<String> prefixed = candidates.stream()
                .filter(c -> isPrefix(typed, c.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt(String::length));
        if (prefixed.isPresent()) {
            return prefixed;
        }
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(typed, candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return least <= Math.max(2, name.length() / 3) && least < name.length()
                ? Optional.ofNullable(best)
                : Optional.empty();
    }

    /**
     * The sentence "Did you mean …? " or nothing.
     *
     * @param name what was typed
     * @param candidates what there is
     * @return the sentence with a trailing blank, or an empty string
     */
    public static String hint(String name, Collection<String> candidates) {
        return to(name, candidates).map(c -> "Did you mean \"" + c + "\"? ").orElse("");
    }

    /** "capacity" for "capacity_mt", "production_mt_2019" for "production_mt"; a letter or two begin too much. */
    private static boolean isPrefix(String typed, String candidate) {
        int least = Math.min(typed.length(), candidate.length());
        return least >= SHORTEST && (candidate.startsWith(typed) || typed.startsWith(candidate));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
