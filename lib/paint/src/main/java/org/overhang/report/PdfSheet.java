package org.overhang.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;

/** Pages of A4 that fill from top to bottom: lines of words in the bundled fonts, each piece tagged with what it is. */
final class PdfSheet {
    static final float MARGIN = 57;
    static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    static final float LEADING = 1.4f;
    private static final float LINK_RED = 0x1F / 255f;
    private static final float LINK_GREEN = 0x5A / 255f;
    private static final float LINK_BLUE = 0x8C / 255f;

    /** The faces of the bundled family. */
    enum Face {
        REGULAR("Sans-Regular"),
        BOLD("Sans-Bold"),
        ITALIC("Sans-Italic"),
        BOLD_ITALIC("Sans-BoldItalic"),
        MONO("Mono-Regular");

        private final String file;

        Face(String file) {
            this.file = file;
        }

        Face bold() {
            return this == ITALIC || this == BOLD_ITALIC ? BOLD_ITALIC : this == MONO ? MONO : BOLD;
        }

        Face italic() {
            return this == BOLD || this == BOLD_ITALIC ? BOLD_ITALIC : this == MONO ? MONO : ITALIC;
        }
    }

    /** Words of one face; {@code link} is where they lead, or empty. */
    record Run(String text, Face face, String link) {
        static List<Run> plain(String text, Face face) {
            return List.of(new Run(text, face, ""));
        }
    }

    /** A place in the document that links and bookmarks lead to. */
    record Place(PDPage page, float y) {
        PDPageXYZDestination destination() {
            PDPageXYZDestination to = new PDPageXYZDestination();
            to.setPage(page);
            to.setTop((int) Math.min(PDRectangle.A4.getHeight(), y + 24));
            return to;
        }
    }

    private record Pending(PDAnnotationLink link, String anchor) {}

    final PdfTags tags;
    private final PDDocument document;
    private final Map<Face, PDFont> fonts = new EnumMap<>(Face.class);
    private final List<Pending> pending = new ArrayList<>();
    private PDPage page;
    private PDPageContentStream content;
    private float y;

    PdfSheet(PDDocument document, PdfTags tags) throws IOException {
        this.document = document;
        this.tags = tags;
        this.page = new PDPage(PDRectangle.A4);
        this.content = begin();
    }

    private PDPageContentStream begin() throws IOException {
        document.addPage(page);
        y = PDRectangle.A4.getHeight() - MARGIN;
        return new PDPageContentStream(document, page);
    }

    void newPage() throws IOException {
        content.close();
        page = new PDPage(PDRectangle.A4);
        content = begin();
    }

    void close() throws IOException {
        content.close();
    }

    PDPage page() {
        return page;
    }

    float y() {
        return y;
    }

    void down(float height) {
        y -= height;
    }

    /** Begins a page unless so much room is left on this one; true if it did. */
    boolean room(float height) throws IOException {
        if (y - height >= MARGIN) {
            return false;
        }
        newPage();
        return true;
    }

    PDFont font(Face face) {
        return fonts.computeIfAbsent(face, f -> {
            try (InputStream in = PdfSheet.class.getResourceAsStream("/liberation/Liberation" + f.file + ".ttf")) {
                return PDType0Font.load(document, Objects.requireNonNull(in), true);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    float width(String text, Face face, float size) throws IOException {
        return font(face).getStringWidth(printable(text, face)) / 1000 * size;
    }

    /** Characters that the font lacks would stop the printing; a question mark stands for them. */
    private String printable(String text, Face face) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(code -> {
            String one = Character.isISOControl(code) ? " " : Character.toString(code);
            try {
                font(face).encode(one);
                out.append(one);
            } catch (IOException | IllegalArgumentException e) {
                out.append('?');
            }
        });
        return out.toString();
    }

    /** Fills lines with words, each line inside the open tag. */
    void words(List<Run> runs, float size, float indent) throws IOException {
        List<List<Run>> lines = lines(runs, size, WIDTH - indent);
        for (List<Run> line : lines) {
            room(LEADING * size);
            y -= LEADING * size;
            line(line, size, MARGIN + indent, y);
        }
    }

    /** Draws one line at a place of one's own. */
    void line(List<Run> line, float size, float x, float at) throws IOException {
        float from = x;
        for (Run run : line) {
            float width = width(run.text, run.face, size);
            if (run.link.isEmpty()) {
                piece(run, size, from, at);
            } else {
                tags.open("Link");
                link(run.link, from, at, width, size);
                piece(run, size, from, at);
                tags.close();
            }
            from += width;
        }
    }

    private void piece(Run run, float size, float x, float at) throws IOException {
        tags.mark(content, page, () -> show(run, size, x, at));
    }

    /** Draws what is no part of the text, such as a page number. */
    void artifact(String text, float size, float x, float at) throws IOException {
        PdfTags.artifact(content, () -> show(new Run(text, Face.REGULAR, ""), size, x, at));
    }

    private void show(Run run, float size, float x, float at) throws IOException {
        boolean colored = !run.link.isEmpty();
        if (colored) {
            content.setNonStrokingColor(LINK_RED, LINK_GREEN, LINK_BLUE);
        }
        content.beginText();
        content.setFont(font(run.face), size);
        content.newLineAtOffset(x, at);
        content.showText(printable(run.text, run.face));
        content.endText();
        if (colored) {
            content.setNonStrokingColor(0f, 0f, 0f);
        }
    }

    private void link(String to, float x, float at, float width, float size) throws IOException {
        PDAnnotationLink link = new PDAnnotationLink();
        link.setRectangle(new PDRectangle(x, at - 0.25f * size, width, 1.2f * size));
        link.setBorder(new COSArray(List.of(COSInteger.ZERO, COSInteger.ZERO, COSInteger.ZERO)));
        link.setPrinted(true);
        if (to.startsWith("#")) {
            link.setContents("Goes to " + to.substring(1));
            pending.add(new Pending(link, to.substring(1)));
        } else {
            link.setContents(to);
            PDActionURI action = new PDActionURI();
            action.setURI(to);
            link.setAction(action);
        }
        tags.annotate(page, link);
    }

    /** Lets links inside the document lead to their places, which are known last. */
    void connect(Map<String, Place> places) {
        for (Pending each : pending) {
            Place place = places.get(each.anchor);
            if (place != null) {
                each.link.setDestination(place.destination());
            }
        }
    }

    PDPageContentStream content() {
        return content;
    }

    // --- words into lines

    /** Cuts runs into lines not wider than a width; a line feed begins a new one. */
    List<List<Run>> lines(List<Run> runs, float size, float most) throws IOException {
        List<List<Run>> lines = new ArrayList<>();
        List<Run> line = new ArrayList<>();
        float used = 0;
        for (List<Run> word : words(runs)) {
            if (word.isEmpty()) {
                lines.add(line);
                line = new ArrayList<>();
                used = 0;
                continue;
            }
            for (List<Run> part : fitting(word, size, most)) {
                float wide = width(part, size);
                float space = line.isEmpty() ? 0 : width(" ", part.get(0).face, size);
                if (!line.isEmpty() && used + space + wide > most) {
                    lines.add(line);
                    line = new ArrayList<>();
                    used = 0;
                    space = 0;
                }
                if (!line.isEmpty()) {
                    Run next = part.get(0);
                    Run before = line.get(line.size() - 1);
                    Face face = next.face == Face.MONO ? before.face : next.face;
                    append(line, new Run(" ", face, before.link.equals(next.link) ? next.link : ""));
                }
                for (Run run : part) {
                    append(line, run);
                }
                used += space + wide;
            }
        }
        lines.add(line);
        return lines;
    }

    private static void append(List<Run> line, Run run) {
        Run last = line.isEmpty() ? null : line.get(line.size() - 1);
        if (last != null && last.face == run.face && last.link.equals(run.link)) {
            line.set(line.size() - 1, new Run(last.text + run.text, run.face, run.link));
        } else {
            line.add(run);
        }
    }

    private float width(List<Run> word, float size) throws IOException {
        float sum = 0;
        for (Run run : word) {
            sum += width(run.text, run.face, size);
        }
        return sum;
    }

    /** Words: pieces without a space between them; an empty one is a line feed. */
    private static List<List<Run>> words(List<Run> runs) {
        List<List<Run>> words = new ArrayList<>();
        List<Run> word = new ArrayList<>();
        for (Run run : runs) {
            StringBuilder piece = new StringBuilder();
            for (char c : run.text.toCharArray()) {
                if (c == ' ' || c == '\n' || c == '\t') {
                    end(word, piece, run);
                    if (!word.isEmpty()) {
                        words.add(word);
                        word = new ArrayList<>();
                    }
                    if (c == '\n') {
                        words.add(List.of());
                    }
                } else {
                    piece.append(c);
                }
            }
            end(word, piece, run);
        }
        if (!word.isEmpty()) {
            words.add(word);
        }
        return words;
    }

    private static void end(List<Run> word, StringBuilder piece, Run run) {
        if (!piece.isEmpty()) {
            word.add(new Run(piece.toString(), run.face, run.link));
            piece.setLength(0);
        }
    }

    /** A word that is wider than a line, such as a hash, in pieces that fit. */
    private List<List<Run>> fitting(List<Run> word, float size, float most) throws IOException {
        if (width(word, size) <= most) {
            return List.of(word);
        }
        List<List<Run>> parts = new ArrayList<>();
        for (Run run : word) {
            int from = 0;
            while (from < run.text.length()) {
                int to = from + 1;
                while (to < run.text.length() && width(run.text.substring(from, to + 1), run.face, size) <= most) {
                    to++;
                }
                parts.add(List.of(new Run(run.text.substring(from, to), run.face, run.link)));
                from = to;
            }
        }
        return parts;
    }
}
