package org.overhang.paint;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.KerningSubtable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * A face of the bundled font, read as outlines.
 *
 * <p>Java's own fonts need the machine's font configuration even for a bundled file, and fail where there is none; the
 * outlines read here are the same everywhere.
 */
final class Type {
    private static final class Faces {
        static final Type REGULAR = load("Regular");
        static final Type BOLD = load("Bold");
        static final Type ITALIC = load("Italic");
    }

    /** Kerning takes away far less than this many letters' widths from a line. */
    private static final double SLACK = 40;

    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final KerningSubtable kerning;
    private final double unitsPerEm;

    private Type(TrueTypeFont font) throws IOException {
        this.font = font;
        this.characters = font.getUnicodeCmapLookup();
        this.kerning = font.getKerning().getHorizontalKerningSubtable();
        this.unitsPerEm = font.getUnitsPerEm();
    }

    static Type regular() {
        return Faces.REGULAR;
    }

    static Type bold() {
        return Faces.BOLD;
    }

    static Type italic() {
        return Faces.ITALIC;
    }

    private static Type load(String face) {
        String path = "/liberation/LiberationSans-" + face + ".ttf";
        try (InputStream in = Type.class.getResourceAsStream(path)) {
            Objects.requireNonNull(in, "The font " + path + " is missing from the class path (openpdf-fonts-extra).");
            return new Type(new TTFParser().parse(new RandomAccessReadBuffer(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The advance of a text in the given size. */
    synchronized double width(String text, double size) {
        return walk(text, size, null, 0, 0);
    }

    /** The outline of a text whose baseline starts at a point. */
    synchronized GeneralPath outline(String text, double size, double x, double y) {
        GeneralPath path = new GeneralPath();
        walk(text, size, path, x, y);
        return path;
    }

    private double walk(
            String text, double size, @org.jspecify.annotations.Nullable GeneralPath into, double x, double y) {
        double scale = size / unitsPerEm;
        double pen = 0;
        int before = 0;
        try {
            for (int code : text.codePoints().toArray()) {
                int glyph = characters.getGlyphId(code);
                if (before != 0 && kerning != null) {
                    pen += kerning.getKerning(before, glyph);
                }
                GlyphData data = into == null ? null : font.getGlyph().getGlyph(glyph);
                if (data != null && into != null) {
                    into.append(
                            data.getPath()
                                    .createTransformedShape(
                                            new AffineTransform(scale, 0, 0, -scale, x + pen * scale, y)),
                            false);
                }
                pen += font.getAdvanceWidth(glyph);
                before = glyph;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pen * scale;
    }

    /** The text broken into lines no wider than the given width; a longer word stays whole. */
    List<String> wrap(String text, double size, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** How much of a text is certainly enough to fill a width, so that a text of any length is not measured again and again. */
    private synchronized int reach(String text, double size, double width) {
        double pen = 0;
        int end = 0;
        try {
            while (end < text.length() && pen <= width + SLACK * size) {
                int code = text.codePointAt(end);
                pen += font.getAdvanceWidth(characters.getGlyphId(code)) * size / unitsPerEm;
                end += Character.charCount(code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return end;
    }

    /** The text, or as much of it as fits before an ellipsis. */
    String fit(String text, double size, double width) {
        if (width(text, size) <= width) {
            return text;
        }
        int end = reach(text, size, width);
        while (end > 1 && width(text.substring(0, end).stripTrailing() + "…", size) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).stripTrailing() + "…";
    }
}
