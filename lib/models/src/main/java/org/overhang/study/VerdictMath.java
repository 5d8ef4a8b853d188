package org.overhang.study;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rule from figures to a verdict. */
final class VerdictMath {
    /** Beyond this a figure that still agrees was rounded generously. */
    private static final double CLOSE = 0.02;

    private static final double[] SLIPS = {10, 100, 1000, 0.1, 0.01, 0.001};

    private VerdictMath() {}

    /**
     * What was found about one part.
     *
     * @param part the part
     * @param own figures of its subject and measure
     * @param elsewhere figures of others that agree with its number, where that decided
     * @param missing figures that are not known
     * @param factor the power of ten by which the number misses; 1 if that did not decide
     * @param verdict the verdict
     */
    record Finding(
            ClaimCheck.Part part, List<Found> own, List<Found> elsewhere, int missing, double factor, Verdict verdict) {
        List<Found> agreeing() {
            return own.stream().filter(r -> part.stated().agrees(r.value())).toList();
        }
    }

    static Finding finding(ClaimCheck.Part part, List<Found> all) {
        List<Found> own = new ArrayList<>();
        List<Found> others = new ArrayList<>();
        int missing = 0;
        for (Found reading : all) {
            if (Double.isNaN(reading.value())) {
                missing++;
            } else if (part.isOwn(reading)) {
                own.add(reading);
            } else if (belongsElsewhere(part, reading)) {
                others.add(reading);
            }
        }
        long agree = own.stream().filter(r -> part.stated().agrees(r.value())).count();
        double factor = agree == 0 && !part.ownInputs() ? slip(part.stated(), own) : 1;
        Verdict verdict;
        if (part.stated().isMost() && !own.isEmpty()) {
            verdict = most(part.stated(), own);
        } else if (agree > 0) {
            boolean assumed = own.stream().allMatch(Found::simulated);
            verdict = agree == own.size()
                    ? holds(part.stated(), own)
                    : assumed ? Verdict.DEPENDS_ON_ASSUMPTIONS : Verdict.HOLDS_FOR_ONE_CONCEPT;
        } else if (!own.isEmpty() && (part.ownInputs() || factor != 1)) {
            verdict = Verdict.ARITHMETIC_SLIP;
        } else if (own.isEmpty()) {
            verdict = others.isEmpty() ? Verdict.NOT_FOUND : Verdict.MISATTRIBUTED;
        } else {
            verdict = missed(part.stated(), own);
        }
        List<Found> elsewhere = verdict == Verdict.MISATTRIBUTED ? List.copyOf(others) : List.of();
        return new Finding(part, List.copyOf(own), elsewhere, missing, factor, verdict);
    }

    /**
     * Whether a figure is the number of somebody else: the same measure of another subject. Round numbers agree by chance with figures of
     * any other measure (of nine invented shares six did), so those say nothing.
     */
    private static boolean belongsElsewhere(ClaimCheck.Part part, Found reading) {
        return part.stated().isNumber()
                && !part.measure().isEmpty()
                && part.measure().equals(reading.measure())
                && part.stated().agrees(reading.value());
    }

    private static Verdict holds(Stated stated, List<Found> own) {
        boolean generous = stated.isNumber()
                && own.stream().allMatch(r -> Math.abs(r.value() - stated.low()) > CLOSE * Math.abs(r.value()));
        return generous ? Verdict.ROUNDED : Verdict.HOLDS;
    }

    /** "Up to": nothing above it, and the largest reaches it. */
    private static Verdict most(Stated stated, List<Found> own) {
        double largest = own.stream().mapToDouble(Found::value).max().orElseThrow();
        if (!stated.agrees(largest) || !stated.reaches(largest)) {
            return Verdict.CONTRADICTED;
        }
        return Math.abs(largest - stated.high()) > CLOSE * Math.abs(largest) ? Verdict.ROUNDED : Verdict.HOLDS;
    }

    private static double slip(Stated stated, List<Found> own) {
        if (!stated.isNumber() || stated.low() == 0 || own.isEmpty()) {
            return 1;
        }
        for (double factor : SLIPS) {
            Stated moved = stated.times(factor);
            if (own.stream().allMatch(r -> moved.agrees(r.value()))) {
                return factor;
            }
        }
        return 1;
    }

    private static Verdict missed(Stated stated, List<Found> own) {
        boolean above = own.stream().anyMatch(r -> r.value() > stated.high());
        boolean below = own.stream().anyMatch(r -> r.value() < stated.low());
        return above && below ? Verdict.NOT_CONFIRMED : Verdict.CONTRADICTED;
    }

    /** The verdict on a statement from those on its parts. */
    static Verdict together(List<Finding> findings) {
        Set<Verdict> seen = EnumSet.noneOf(Verdict.class);
        findings.forEach(f -> seen.add(f.verdict()));
        if (seen.size() > 1) {
            seen.remove(Verdict.NOT_FOUND);
        }
        boolean someAgreement = seen.contains(Verdict.HOLDS)
                || seen.contains(Verdict.ROUNDED)
                || seen.contains(Verdict.HOLDS_FOR_ONE_CONCEPT)
                || seen.contains(Verdict.DEPENDS_ON_ASSUMPTIONS);
        Verdict worst = seen.stream().reduce(Verdict.HOLDS, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        return seen.size() > 1 && someAgreement && worst.compareTo(Verdict.PARTLY) > 0 ? Verdict.PARTLY : worst;
    }
}
