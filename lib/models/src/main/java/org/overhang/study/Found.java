package org.overhang.study;

import org.overhang.core.Numbers;

/**
 * A figure that bears on a statement: of whom, of what, how counted, and where it stands.
 *
 * @param subject who or what it is of
 * @param measure what is measured
 * @param concept how it is counted; empty if there is one way only
 * @param value the figure; NaN if it is not known
 * @param from the table, or the method and its tables, that gave it
 * @param simulated whether it comes from a simulation
 */
public record Found(String subject, String measure, String concept, double value, String from, boolean simulated) {
    /**
     * A figure of a dataset.
     *
     * @param subject who or what it is of
     * @param measure what is measured
     * @param concept how it is counted
     * @param value the figure
     * @param from where it stands
     * @return the reading, not simulated
     */
    static Found of(String subject, String measure, String concept, double value, String from) {
        return new Found(subject, measure, concept, value, from, false);
    }

    /** The figure in print: whole numbers as they are, others with three digits. */
    String figure() {
        return value == Math.rint(value) ? Numbers.fixed(value, 0) : Numbers.significant(value, 3);
    }

    /** In words: the figure, its subject, measure and concept. */
    String words() {
        StringBuilder out = new StringBuilder(figure()).append(" (");
        String between = "";
        for (String part : new String[] {subject, measure, concept}) {
            if (!part.isEmpty()) {
                out.append(between).append(part);
                between = ", ";
            }
        }
        return out.append(')').toString();
    }
}
