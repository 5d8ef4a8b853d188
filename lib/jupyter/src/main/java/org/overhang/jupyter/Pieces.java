package org.overhang.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Cuts a cell into the snippets and magics it consists of. */
final class Pieces {
    private static final Pattern MAGIC = Pattern.compile("(?m)^[ \\t]*%[A-Za-z].*$");

    private Pieces() {}

    /**
     * A snippet or a line that begins with a percent sign.
     *
     * @param start where it begins in the cell
     * @param source its text
     * @param magic whether it is a magic
     * @param complete whether it can stand alone
     */
    record Piece(int start, String source, boolean magic, boolean complete) {}

    static List<Piece> of(String cell, SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        Matcher magic = MAGIC.matcher(cell);
        int at = 0;
        while (magic.find()) {
            if (magic.start() < at) {
                continue;
            }
            List<Piece> before = java(cell, at, magic.start(), analysis);
            if (before.stream().allMatch(Piece::complete)) {
                pieces.addAll(before);
                pieces.add(new Piece(magic.start(), magic.group().strip(), true, true));
                at = magic.end();
            }
        }
        pieces.addAll(java(cell, at, cell.length(), analysis));
        return pieces;
    }

    private static List<Piece> java(String cell, int from, int to, SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        int at = from;
        while (true) {
            while (at < to && Character.isWhitespace(cell.charAt(at))) {
                at++;
            }
            String rest = cell.substring(at, to);
            if (rest.isEmpty()) {
                return pieces;
            }
            CompletionInfo info = analysis.analyzeCompletion(rest);
            Completeness completeness = info.completeness();
            if (completeness == Completeness.EMPTY) {
                return pieces;
            }
            if (completeness == Completeness.CONSIDERED_INCOMPLETE) {
                pieces.add(new Piece(at, rest, false, true));
                return pieces;
            }
            String source = info.source() == null ? rest : info.source();
            pieces.add(new Piece(at, source, false, completeness.isComplete()));
            String remaining = info.remaining() == null ? "" : info.remaining();
            if (!completeness.isComplete() || remaining.isBlank()) {
                return pieces;
            }
            at = to - remaining.length();
        }
    }
}
