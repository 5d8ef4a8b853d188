package org.overhang.figure;

import java.util.List;
import org.overhang.core.Provenance;

/**
 * Everything that a figure is, for whoever draws it. Arrays inside are the figure's own: read them, never write them.
 *
 * @param form the shape with its numbers
 * @param words the words around it
 * @param claims what it claims
 * @param failedShown whether a failed claim is printed instead of refused
 * @param guides what guides the eye
 * @param x how positions count
 * @param y how the numbers drawn count
 * @param sources where the numbers come from
 * @param width pixels
 * @param height pixels
 */
public record Drawing(
        Form form,
        Words words,
        List<Claim> claims,
        boolean failedShown,
        Guides guides,
        Axis x,
        Axis y,
        List<Provenance> sources,
        int width,
        int height) {
    /**
     * What a figure claims.
     *
     * @param text the claim in words; empty for what the title says
     * @param holds whether the data bear it out
     */
    public record Claim(String text, boolean holds) {}

    /**
     * A labelled line.
     *
     * @param value where it lies on its axis
     * @param label what it is
     */
    public record Reference(double value, String label) {}

    /**
     * A labelled stretch of the horizontal axis.
     *
     * @param from where it begins
     * @param to where it ends
     * @param label what it is; may be empty
     */
    public record Shade(double from, double to, String label) {}

    /**
     * The words around a figure, each empty if not given.
     *
     * @param title the sentence above it
     * @param subtitle what, in which unit, over which period
     * @param interval what bars and bands around estimates mean
     * @param note a sentence at the foot
     * @param alt the given description
     * @param sampleSize observations behind it, 0 if not given
     */
    public record Words(String title, String subtitle, String interval, String note, String alt, long sampleSize) {}

    /**
     * What guides the eye.
     *
     * @param highlight names drawn in color
     * @param references lines at values
     * @param markers lines at positions
     * @param shades stretches of the horizontal axis
     */
    public record Guides(
            List<String> highlight, List<Reference> references, List<Reference> markers, List<Shade> shades) {}

    /** The parts of a figure while one of them changes. */
    static final class Draft {
        final Form form;
        String title = "";
        String subtitle = "";
        String interval = "";
        String note = "";
        String alt = "";
        long sampleSize;
        List<Claim> claims = List.of();
        boolean failedShown;
        List<String> highlight = List.of();
        List<Reference> references = List.of();
        List<Reference> markers = List.of();
        List<Shade> shades = List.of();
        Axis x;
        Axis y = Axis.number();
        List<Provenance> sources = List.of();
        int width = Figure.DEFAULT_WIDTH;
        int height = Figure.DEFAULT_HEIGHT;

        Draft(Form form) {
            this.form = form;
            this.x = form.looksLikeYears() ? Axis.years() : Axis.number();
        }

        Draft(Drawing s) {
            form = s.form;
            title = s.words.title;
            subtitle = s.words.subtitle;
            interval = s.words.interval;
            note = s.words.note;
            alt = s.words.alt;
            sampleSize = s.words.sampleSize;
            claims = s.claims;
            failedShown = s.failedShown;
            highlight = s.guides.highlight;
            references = s.guides.references;
            markers = s.guides.markers;
            shades = s.guides.shades;
            x = s.x;
            y = s.y;
            sources = s.sources;
            width = s.width;
            height = s.height;
        }

        Drawing done() {
            Words words = new Words(title, subtitle, interval, note, alt, sampleSize);
            Guides guides = new Guides(highlight, references, markers, shades);
            return new Drawing(form, words, claims, failedShown, guides, x, y, sources, width, height);
        }
    }
}
