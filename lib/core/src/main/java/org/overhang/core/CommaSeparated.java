package org.overhang.core;

import java.util.List;

/** Rows of text as comma-separated values. */
public final class CommaSeparated {
    private CommaSeparated() {}

    /**
     * Joins cells by commas and ends each row with a line feed; a cell that holds a comma, a quote or a line break is quoted,
     * as in RFC 4180.
     *
     * @param rows rows of cells, the heading row first
     * @return the text
     */
    public static String write(List<List<String>> rows) {
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                out.append(i == 0 ? "" : ",").append(quoted(row.get(i)));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
