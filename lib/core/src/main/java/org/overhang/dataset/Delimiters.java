package org.overhang.dataset;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Finds the character between cells. */
final class Delimiters {
    private static final char[] KNOWN = {',', ';', '\t', '|'};

    /** Lines looked at where the header line alone does not tell. */
    private static final int LINES = 50;

    private Delimiters() {}

    /**
     * The delimiter that occurs in the header line outside quotes, a comma if none does; of several the one that occurs as often in
     * each of the first lines.
     *
     * @return the delimiter, or 0 if it cannot be told
     */
    static char found(Reader in, String comment) throws IOException {
        List<int[]> counts = new ArrayList<>();
        for (int[] line = next(in, comment); line.length > 0 && counts.size() < LINES; line = next(in, comment)) {
            counts.add(line);
        }
        int inHeader = 0;
        int steady = 0;
        char first = KNOWN[0];
        char last = 0;
        for (int d = 0; d < KNOWN.length && !counts.isEmpty(); d++) {
            int at = d;
            int times = counts.get(0)[at];
            if (times > 0) {
                inHeader++;
                first = inHeader == 1 ? KNOWN[d] : first;
                boolean same = counts.stream().allMatch(line -> line[at] == times);
                steady += same ? 1 : 0;
                last = same ? KNOWN[d] : last;
            }
        }
        return inHeader <= 1 ? first : steady == 1 ? last : 0;
    }

    /** How often each delimiter occurs outside quotes up to the next line that is not empty; nothing at the end. */
    private static int[] next(Reader in, String comment) throws IOException {
        int[] counts = new int[KNOWN.length];
        boolean quoted = false;
        int length = 0;
        StringBuilder start = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            boolean ends = !quoted && (c == '\n' || c == '\r');
            if (ends && length > 0) {
                if (!isComment(start, comment)) {
                    return counts;
                }
                java.util.Arrays.fill(counts, 0);
                start.setLength(0);
                length = 0;
                continue;
            }
            length += ends ? 0 : 1;
            if (!ends && start.length() < comment.length()) {
                start.append((char) c);
            }
            quoted ^= c == '"' && !isComment(start, comment);
            for (int d = 0; d < counts.length; d++) {
                counts[d] += !quoted && c == KNOWN[d] ? 1 : 0;
            }
        }
        return length > 0 && !isComment(start, comment) ? counts : new int[0];
    }

    private static boolean isComment(StringBuilder start, String comment) {
        return !comment.isEmpty() && comment.contentEquals(start);
    }
}
