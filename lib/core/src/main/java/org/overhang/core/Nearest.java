package org.overhang.core;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The nearest name to a misspelt one, for the "Did you mean" of error messages. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate with the smallest edit distance, if it is near enough to be meant.
     *
     * @param name what was typed
     * @param candidates what there is
     * @return the nearest candidate, or empty if all are further than half the name's length
     */
    public static Optional<String> to(String name, Collection<String> candidates) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return least <= Math.max(2, name.length() / 2) ? Optional.ofNullable(best) : Optional.empty();
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
