package org.overhang.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * A statement as an object: its numbers, whom and what they are of, where to look, and a verdict by one rule.
 *
 * <pre>agrees(x)  ⇔  |x − s| ≤ h/2</pre>
 *
 * <p>{@code s} is the stated number, {@code h} its precision ({@link Stated}), {@code x} a figure found. For each part of a statement, in
 * this order:
 *
 * <ol>
 *   <li>the part gives its own inputs and they do not yield its number: <em>arithmetic slip</em>;
 *   <li>figures of its subject and measure: all agree, <em>holds</em> (<em>generously rounded</em> if each misses by more than two
 *       percent); some agree, <em>holds for one concept</em>, or <em>depends on what is assumed</em> if every one is simulated;
 *   <li>none agrees, but all do at ten, a hundred or a thousand times the number, or as much below: <em>arithmetic slip</em>;
 *   <li>figures on both sides of the number: <em>not confirmed</em>; on one side only: <em>contradicted</em>;
 *   <li>no figure of its subject, but one of the same measure of another subject agrees: <em>misattributed</em>;
 *   <li>none at all: <em>not found</em>.
 * </ol>
 *
 * <p>Parts of which nothing is found are set aside if others have figures; parts with one verdict give it; a mixture with some
 * agreement <em>holds in part</em>; otherwise the worst counts. Missing figures (NaN) are counted and not compared. A verdict that
 * rests on a simulated figure says so.
 *
 * <pre>{@code
 * ClaimCheck.of("China's panels are up to 65 % cheaper").states("cost below", Stated.number(0.65).toNearest(0.05))
 *         .about("United States").found(evidence -> List.of(new Found("United States", "cost below", "", 0.625, "my table", false)))
 *         .measure(Evidence.shipped());
 * }</pre>
 *
 * <p>The rule finds what the tables hold: <em>not found</em> is no refutation, and a number that two subjects of
 * one measure share by chance reads as misattributed. Errors: {@link Reason#OUT_OF_RANGE} for a statement without a part or a part without a place to look.
 */
public final class ClaimCheck {
    /** One number of a statement. */
    record Part(
            String what,
            Stated stated,
            String subject,
            String measure,
            List<Function<Evidence, List<Found>>> places,
            boolean ownInputs) {
        boolean isOwn(Found reading) {
            return (subject.isEmpty() || subject.equals(reading.subject()))
                    && (measure.isEmpty() || measure.equals(reading.measure()));
        }
    }

    private final String wording;
    private final String id;
    private final String said;
    private final List<Part> parts;

    private ClaimCheck(String wording, String id, String said, List<Part> parts) {
        this.wording = wording;
        this.id = id;
        this.said = said;
        this.parts = parts;
    }

    /**
     * A statement.
     *
     * @param wording as it is made
     * @return the statement, without a number yet
     */
    public static ClaimCheck of(String wording) {
        return new ClaimCheck(wording, wording, "", List.of());
    }

    /** The same statement in other words. */
    ClaimCheck worded(String other) {
        return new ClaimCheck(other, id, said, parts);
    }

    /**
     * A short name for tables.
     *
     * @param name the name
     * @return the statement with that name; its wording stands for it otherwise
     */
    public ClaimCheck named(String name) {
        return new ClaimCheck(wording, name, said, parts);
    }

    /**
     * Who makes the statement, and when: printed with it, since a statement without both can be of anything.
     *
     * @param speaker who says it
     * @param when the year or the day
     * @return the statement with its speaker
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if one of them is empty
     */
    public ClaimCheck said(String speaker, String when) {
        if (speaker.isBlank() || when.isBlank()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "ClaimCheck needs a speaker and a time, but " + (speaker.isBlank() ? "the speaker" : "the time")
                            + " is empty. Say \"not stated\" where it is not.");
        }
        return new ClaimCheck(wording, id, speaker + ", " + when, parts);
    }

    /**
     * Adds a number that the statement gives; what follows is said of this part.
     *
     * @param what what the number is of, in words
     * @param stated the number and its precision
     * @return the statement with that part
     */
    public ClaimCheck states(String what, Stated stated) {
        List<Part> more = new ArrayList<>(parts);
        more.add(new Part(what, stated, "", "", List.of(), false));
        return new ClaimCheck(wording, id, said, List.copyOf(more));
    }

    /**
     * Whom the last part is about; figures of others count only as places where its number may come from.
     *
     * @param subject the subject as tables write it; any if this is not said
     * @return the statement
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} before the first part
     */
    public ClaimCheck about(String subject) {
        Part p = last();
        return replaced(new Part(p.what, p.stated, subject, p.measure, p.places, p.ownInputs));
    }

    /**
     * What the last part measures, as tables write it.
     *
     * @param measure the measure; any if this is not said
     * @return the statement
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} before the first part
     */
    public ClaimCheck as(String measure) {
        Part p = last();
        return replaced(new Part(p.what, p.stated, p.subject, measure, p.places, p.ownInputs));
    }

    /**
     * Where figures for the last part are found; more than one place may be said.
     *
     * @param place from the evidence to its readings, of every subject that it holds
     * @return the statement
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} before the first part
     */
    public ClaimCheck found(Function<Evidence, List<Found>> place) {
        Part p = last();
        List<Function<Evidence, List<Found>>> more = new ArrayList<>(p.places);
        more.add(place);
        return replaced(new Part(p.what, p.stated, p.subject, p.measure, List.copyOf(more), p.ownInputs));
    }

    /**
     * What the statement's own inputs give for the last part: if that is another number, the slip is in the arithmetic.
     *
     * @param reckoning from the evidence to the number that follows from the inputs
     * @return the statement
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} before the first part
     */
    public ClaimCheck reckoned(Function<Evidence, Found> reckoning) {
        Part p = last();
        List<Function<Evidence, List<Found>>> more = new ArrayList<>(p.places);
        more.add(evidence -> List.of(reckoning.apply(evidence)));
        return replaced(new Part(p.what, p.stated, p.subject, p.measure, List.copyOf(more), true));
    }

    private Part last() {
        if (parts.isEmpty()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "ClaimCheck needs a number before what is said about it, but \"" + wording
                            + "\" has none yet. Begin with states(…).");
        }
        return parts.get(parts.size() - 1);
    }

    private ClaimCheck replaced(Part part) {
        List<Part> changed = new ArrayList<>(parts.subList(0, parts.size() - 1));
        changed.add(part);
        return new ClaimCheck(wording, id, said, List.copyOf(changed));
    }

    /**
     * The statement as it is made.
     *
     * @return its wording
     */
    public String wording() {
        return wording;
    }

    /**
     * The statement's short name.
     *
     * @return its name
     */
    public String id() {
        return id;
    }

    /**
     * Looks the figures up, or computes them, and gives the verdict.
     *
     * @param evidence where to look
     * @return the verdict with all that it rests on
     * @throws OverhangException see the class
     */
    public CheckedClaim measure(Evidence evidence) {
        Problems problems = new Problems();
        problems.require(
                !parts.isEmpty(),
                Reason.OUT_OF_RANGE,
                "ClaimCheck needs at least one number, but \"" + wording + "\" has none. Add states(…).");
        for (Part part : parts) {
            problems.require(
                    !part.places.isEmpty(),
                    Reason.OUT_OF_RANGE,
                    "ClaimCheck needs a place to look for \"" + part.what + "\", but none is said. Add found(…).");
        }
        problems.throwIfAny();
        List<VerdictMath.Finding> findings = new ArrayList<>();
        for (Part part : parts) {
            List<Found> all = new ArrayList<>();
            part.places.forEach(place -> all.addAll(place.apply(evidence)));
            findings.add(VerdictMath.finding(part, all));
        }
        return new CheckedClaim(id, wording, said, findings);
    }

    @Override
    public String toString() {
        return wording;
    }
}
