package org.overhang.figure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A description of a figure made from its numbers, for those who do not see it; each form brings its own words. */
final class AltText {
    /** With more names than these, not each is told by itself. */
    static final int NAMED = 6;

    private AltText() {}

    static String of(Drawing drawing) {
        List<String> sentences = new ArrayList<>();
        String subtitle = drawing.words().subtitle();
        sentences.add(drawing.form().what() + (subtitle.isEmpty() ? "" : ": " + subtitle) + ".");
        sentences.addAll(drawing.form().findings(drawing));
        for (Drawing.Reference r : drawing.guides().references()) {
            sentences.add("A line marks " + r.label() + " at " + drawing.y().show(r.value()) + ".");
        }
        return String.join(" ", sentences);
    }

    /** With many names only the highlighted ones, or the first few, are told one by one. */
    static Predicate<String> told(Drawing drawing, Form form, int count) {
        if (count <= NAMED) {
            return name -> true;
        }
        List<String> highlight = drawing.guides().highlight();
        List<String> names = form.names();
        Set<String> told =
                new HashSet<>(highlight.isEmpty() ? names.subList(0, Math.min(NAMED, names.size())) : highlight);
        return told::contains;
    }

    /** The lowest and the highest number, NaN without any. */
    static double[] ends(double[] values) {
        double low = Double.NaN;
        double high = Double.NaN;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                low = low <= v ? low : v;
                high = high >= v ? high : v;
            }
        }
        return new double[] {low, high};
    }
}
