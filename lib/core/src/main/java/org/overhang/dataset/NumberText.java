package org.overhang.dataset;

/** Numbers out of characters: exact, with a declared decimal mark, and nothing that only looks like a number. */
final class NumberText {
    private static final int EXACT_DIGITS = 15;
    private static final int EXACT_POWER = 22;
    private static final double[] POWERS = powers();

    private NumberText() {}

    private static double[] powers() {
        double[] powers = new double[EXACT_POWER + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /**
     * The number that the characters write, or NaN if they write none.
     *
     * <p>Up to fifteen digits are scaled by an exact power of ten, which is correctly rounded (one rounding); longer ones go
     * through {@link Double#parseDouble}.
     */
    static double parse(char[] text, int length, char decimal, char grouping) {
        int from = 0;
        int to = length;
        while (from < to && text[from] == ' ') {
            from++;
        }
        while (to > from && text[to - 1] == ' ') {
            to--;
        }
        boolean negative = from < to && text[from] == '-';
        int i = negative || (from < to && text[from] == '+') ? from + 1 : from;
        long digits = 0;
        int count = 0;
        int wholeDigits = 0;
        int decimals = 0;
        int sinceGroup = -1;
        boolean afterPoint = false;
        int exponentAt = -1;
        for (; i < to; i++) {
            char c = text[i];
            if (c >= '0' && c <= '9') {
                digits = count < EXACT_DIGITS + 3 ? 10 * digits + (c - '0') : digits;
                count += digits == 0 ? 0 : 1;
                decimals += afterPoint ? 1 : 0;
                wholeDigits++;
                sinceGroup += sinceGroup >= 0 && !afterPoint ? 1 : 0;
            } else if (c == decimal && !afterPoint) {
                afterPoint = true;
            } else if (grouping != 0 && c == grouping && !afterPoint && groupMayStart(wholeDigits, sinceGroup)) {
                sinceGroup = 0;
            } else if ((c == 'e' || c == 'E') && wholeDigits > 0) {
                exponentAt = i;
                break;
            } else {
                return Double.NaN;
            }
        }
        if (wholeDigits == 0 || (sinceGroup >= 0 && sinceGroup != 3)) {
            return Double.NaN;
        }
        if (exponentAt < 0 && count <= EXACT_DIGITS && decimals <= EXACT_POWER) {
            double value = digits / POWERS[decimals];
            return negative ? -value : value;
        }
        return slow(text, from, to, decimal, grouping, exponentAt);
    }

    private static boolean groupMayStart(int wholeDigits, int sinceGroup) {
        return sinceGroup < 0 ? wholeDigits >= 1 && wholeDigits <= 3 : sinceGroup == 3;
    }

    private static double slow(char[] text, int from, int to, char decimal, char grouping, int exponentAt) {
        StringBuilder plain = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text[i];
            boolean inExponent = exponentAt >= 0 && i > exponentAt;
            boolean sign = (c == '-' || c == '+') && (i == from || i == exponentAt + 1);
            if (inExponent && !sign && (c < '0' || c > '9')) {
                return Double.NaN;
            }
            if (c == grouping && grouping != 0) {
                continue;
            }
            plain.append(c == decimal ? '.' : c);
        }
        try {
            double value = Double.parseDouble(plain.toString());
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Whether the characters are a whole number as people write one: an optional minus and digits. */
    static boolean isWhole(char[] text, int length) {
        int from = length > 1 && text[0] == '-' ? 1 : 0;
        for (int i = from; i < length; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return length > from;
    }
}
