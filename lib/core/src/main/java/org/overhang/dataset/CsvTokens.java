package org.overhang.dataset;

import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.util.Arrays;

/** Cuts comma-separated text into cells in one pass, by RFC 4180: quotes may hold delimiters, quotes and line breaks. */
final class CsvTokens {
    private static final int CHUNK = 1 << 16;
    private static final int END = -1;

    private final Reader in;
    private final char delimiter;
    private final char[] chunk = new char[CHUNK];
    private int at;
    private int filled;
    private char[] cell = new char[256];
    private int length;
    private boolean quoted;
    private int column;
    private int width;
    private int empty;
    private long line;
    private final String comment;
    private boolean commented;
    private long comments;
    private String firstComment = "";

    /** Cells from here on, where the first line to come has this number in the file. */
    CsvTokens(Reader in, char delimiter, long firstLine) {
        this(in, delimiter, firstLine, "");
    }

    /** Cells without the lines that begin with a comment's mark, if there is one. */
    CsvTokens(Reader in, char delimiter, long firstLine, String comment) {
        this.in = in;
        line = firstLine;
        this.delimiter = delimiter;
        this.comment = comment;
    }

    /** How many lines were comments. */
    long comments() {
        return comments;
    }

    /** The first comment, with its mark. */
    String firstComment() {
        return firstComment;
    }

    private int next() throws IOException {
        if (at == filled) {
            filled = in.read(chunk, 0, CHUNK);
            at = 0;
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return chunk[at++];
    }

    private void add(char c) {
        if (length == cell.length) {
            cell = Arrays.copyOf(cell, 2 * length);
        }
        cell[length++] = c;
    }

    /**
     * Reads to the end.
     *
     * @return the line on which a quote was opened and never closed, or 0 if all were closed
     */
    long read(CellSink to) throws IOException {
        long rowLine = line;
        to.line(rowLine);
        int c = next();
        while (c != END) {
            if (c == '"' && length == 0 && !quoted) {
                quoted = true;
                long opened = line;
                if (!quote()) {
                    return opened;
                }
            } else if (c == delimiter) {
                end(to);
            } else if (c == '\n' || c == '\r') {
                line++;
                int after = next();
                if (c == '\r' && after == '\n') {
                    after = next();
                }
                endRow(to, rowLine);
                rowLine = line;
                to.line(rowLine);
                c = after;
                continue;
            } else {
                add((char) c);
                if (isComment()) {
                    c = passOver();
                    continue;
                }
            }
            c = next();
        }
        endRow(to, rowLine);
        return 0;
    }

    private boolean isComment() {
        int marks = comment.length();
        return marks > 0
                && column == 0
                && !quoted
                && length == marks
                && cell[marks - 1] == comment.charAt(marks - 1)
                && comment.contentEquals(CharBuffer.wrap(cell, 0, length));
    }

    /** To the end of the line, which is then an empty one. */
    private int passOver() throws IOException {
        int c = next();
        while (c != END && c != '\n' && c != '\r') {
            if (comments == 0) {
                add((char) c);
            }
            c = next();
        }
        firstComment = comments == 0 ? new String(cell, 0, length) : firstComment;
        comments++;
        length = 0;
        commented = true;
        return c;
    }

    /** Inside quotes, up to the closing one; a doubled quote is a quote. */
    private boolean quote() throws IOException {
        int c = next();
        while (c != END) {
            if (c == '"') {
                c = next();
                if (c != '"') {
                    if (c != END) {
                        at--;
                    }
                    return true;
                }
                add('"');
            } else {
                if (c == '\n') {
                    line++;
                }
                add((char) c);
            }
            c = next();
        }
        return false;
    }

    private void end(CellSink to) {
        to.cell(column++, cell, length);
        length = 0;
        quoted = false;
    }

    /** An empty line is no row, except between the rows of a single column, where it is an empty cell. */
    private void endRow(CellSink to, long rowLine) {
        if (column == 0 && length == 0 && !quoted) {
            empty += width == 1 && !commented ? 1 : 0;
            commented = false;
            return;
        }
        for (; empty > 0; empty--) {
            to.cell(0, cell, 0);
            to.row(1, rowLine - empty);
        }
        end(to);
        to.row(column, rowLine);
        width = width == 0 ? column : width;
        column = 0;
    }
}
