package org.overhang.regress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the lags of one regressor among the terms of a regression. */
final class LagTerms {
    private LagTerms() {}

    /** Terms {@code column}, {@code lag(column, k)} and {@code lead(column, k)}, from the longest lead to the longest lag. */
    static List<String> of(String column, List<String> terms) {
        List<String> found = new ArrayList<>();
        for (String term : terms) {
            if (position(column, term) != Integer.MIN_VALUE) {
                found.add(term);
            }
        }
        found.sort(Comparator.comparingInt(t -> position(column, t)));
        return found;
    }

    private static int position(String column, String term) {
        if (term.equals(column)) {
            return 0;
        }
        for (String function : new String[] {"lag", "lead"}) {
            String start = function + "(" + column + ", ";
            if (term.startsWith(start) && term.endsWith(")")) {
                String number = term.substring(start.length(), term.length() - 1);
                if (number.matches("[0-9]+")) {
                    return function.equals("lag") ? Integer.parseInt(number) : -Integer.parseInt(number);
                }
            }
        }
        return Integer.MIN_VALUE;
    }
}
