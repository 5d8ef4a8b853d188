package org.overhang.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** One file of text: in which encoding, from which line on and with which delimiter its cells are cut. */
final class TextFile {
    private final TableSettings settings;
    private final FileBytes bytes;
    private final String name;
    private Charset encoding = StandardCharsets.UTF_8;
    private String firstSkipped = "";
    private char delimiter;

    TextFile(TableSettings settings, FileBytes bytes) {
        this.settings = settings;
        this.bytes = bytes;
        this.name = String.valueOf(settings.file.getFileName());
    }

    char delimiter() {
        return delimiter;
    }

    /** Finds encoding and delimiter and says what was found. */
    void find(List<String> notes) throws IOException {
        encoding = encoding(notes);
        delimiter = settings.delimiter == 0 ? foundDelimiter() : settings.delimiter;
        if (settings.skip > 0) {
            notes.add("Left out " + settings.skip + (settings.skip == 1 ? " line" : " lines")
                    + " above the header line, the first of them: " + firstSkipped);
        }
        if (delimiter != ',') {
            notes.add("Cells are separated by " + (delimiter == '\t' ? "tabs" : "\"" + delimiter + "\"") + ".");
        }
    }

    /** Whether the first column holds several keys, as in the tab-separated files of Eurostat. */
    boolean holdsKeys() throws IOException {
        try (BufferedReader in = new BufferedReader(open())) {
            String first = in.readLine();
            return first != null && first.matches("[^\\t\"]+,[^\\t\"]*\\\\[^\\t]*\\t.*");
        }
    }

    /** Hands on all cells; answers with the line of a quote that is never closed, or 0. */
    long read(CellSink to, List<String> notes) throws IOException {
        try (Reader in = open()) {
            CsvTokens tokens = new CsvTokens(in, delimiter, settings.skip + 1L, settings.comment);
            long unclosed = tokens.read(to);
            if (!settings.comment.isEmpty()) {
                notes.add(
                        tokens.comments() == 0
                                ? "No line begins with \"" + settings.comment + "\"."
                                : "Left out " + tokens.comments() + (tokens.comments() == 1 ? " line" : " lines")
                                        + " that " + (tokens.comments() == 1 ? "begins" : "begin") + " with \""
                                        + settings.comment + "\", the first of them: " + tokens.firstComment());
            }
            return unclosed;
        }
    }

    private Charset encoding(List<String> says) throws IOException {
        Charset declared = settings.encoding;
        if (declared != null) {
            if (declared.equals(StandardCharsets.UTF_8) && bytes.notUtf8Line() > 0) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "File \"" + name + "\" needs to be UTF-8 as declared, but line " + bytes.notUtf8Line()
                                + " is not. Declare its encoding, for example encoding(ISO_8859_1).");
            }
            return declared;
        }
        Charset found = bytes.found();
        if (bytes.isUnmarkedUtf16()) {
            says.add("Read as " + found.name() + ", since every second byte of its beginning is zero.");
        } else if (bytes.markBytes() == 0 && bytes.notUtf8Line() > 0) {
            try (InputStream in = FileContent.open(settings.file, settings.inside)) {
                found = Encodings.of(in, found);
            }
            boolean western = found.equals(bytes.found());
            says.add("Read as " + found.name() + ", since line " + bytes.notUtf8Line() + " is not UTF-8"
                    + (western
                            ? "."
                            : " and its bytes pair as in " + found.name()
                                    + ". If words look wrong, declare another: encoding(Charset.forName(\"Big5\"))."));
        }
        return found;
    }

    private Reader open() throws IOException {
        InputStream in = FileContent.open(settings.file, settings.inside);
        in.skipNBytes(bytes.markBytes());
        Reader text = new InputStreamReader(in, encoding.newDecoder().onMalformedInput(CodingErrorAction.REPORT));
        if (settings.skip == 0) {
            return text;
        }
        BufferedReader lines = new BufferedReader(text);
        firstSkipped = "";
        for (int i = 0; i < settings.skip; i++) {
            String left = lines.readLine();
            firstSkipped = firstSkipped.isEmpty() && left != null ? left.strip() : firstSkipped;
        }
        return lines;
    }

    private char foundDelimiter() throws IOException {
        try (Reader in = open()) {
            char found = Delimiters.found(in, settings.comment);
            String lower = name.toLowerCase(Locale.ROOT);
            if (found == 0 && (lower.contains(".tsv") || lower.contains(".tab") || holdsKeys())) {
                return '\t';
            }
            if (found != 0) {
                return found;
            }
        }
        throw new OverhangException(
                Reason.BAD_VALUE,
                "File \"" + name + "\" needs its delimiter declared, since its header line holds more than one of"
                        + " comma, semicolon, tab and bar. Say delimiter(',') or delimiter(';').");
    }
}
