package org.overhang.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Where figures come from: it follows a column from its file to the footer of the figure.
 *
 * @param title what the table is called
 * @param publisher the original publisher
 * @param licence terms of use, in words
 * @param url where the original stands, or an empty string
 * @param accessed date of access as ISO 8601 text, or an empty string
 * @param kind {@code real}, {@code simulated} or {@code user}
 * @param sha256 hash of the file in lower-case hexadecimal, or an empty string
 * @param notes caveats that must travel with the figures
 */
public record Provenance(
        String title,
        String publisher,
        String licence,
        String url,
        String accessed,
        String kind,
        String sha256,
        List<String> notes) {

    /** A source that nobody has described. */
    public static final Provenance UNSTATED = new Provenance("", "", "", "", "", "user", "", List.of());

    /**
     * Copies the notes so that the record does not change.
     *
     * @param title what the table is called
     * @param publisher the original publisher
     * @param licence terms of use, in words
     * @param url where the original stands, or an empty string
     * @param accessed date of access as ISO 8601 text, or an empty string
     * @param kind {@code real}, {@code simulated} or {@code user}
     * @param sha256 hash of the file in lower-case hexadecimal, or an empty string
     * @param notes caveats that must travel with the figures
     */
    public Provenance {
        notes = List.copyOf(notes);
    }

    /**
     * A provenance that is one line of citation.
     *
     * @param citation the citation
     * @return the provenance of a user's own table
     */
    public static Provenance cited(String citation) {
        return new Provenance("", citation, "", "", "", "user", "", List.of());
    }

    /**
     * Where figures made from this source and another come from: each part once, the later day of access, every note; simulated
     * if one of them is.
     *
     * @param other the other source's
     * @return the provenance of both
     */
    public Provenance and(Provenance other) {
        return Tables.merged(this, other);
    }

    /**
     * The same with one more note.
     *
     * @param note a caveat that must travel with the figures
     * @return the provenance
     */
    public Provenance noted(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Provenance(title, publisher, licence, url, accessed, kind, sha256, more);
    }

    /**
     * One line for the footer of a figure or a summary: publisher, licence, date of access, and "simulated" where it is so.
     *
     * @return the line
     */
    public String footer() {
        List<String> parts = new ArrayList<>();
        parts.add(publisher.isEmpty() ? "Source: not stated" : "Source: " + publisher);
        if (!licence.isEmpty()) {
            parts.add(licence);
        }
        if (!accessed.isEmpty()) {
            parts.add("accessed " + accessed);
        }
        if (kind.equals("simulated")) {
            parts.add("simulated data");
        }
        return String.join("; ", parts);
    }
}
