package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Estimate;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Numbers before and after, for models that are no table of products. */
final class Terms {
    private final List<Term> names = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();

    Terms add(Term name, double before, double after) {
        names.add(name);
        values.add(new double[] {before, after});
        return this;
    }

    List<Term> names() {
        return List.copyOf(names);
    }

    double before(int i) {
        return values.get(i)[0];
    }

    double after(int i) {
        return values.get(i)[1];
    }

    /** Refuses accounts that do not close to 1e-10 of what is at stake. */
    static double closed(String model, double ledger, double independent, double scale) {
        if (!(Math.abs(ledger - independent) <= 1e-10 * scale)) {
            throw new OverhangException(
                    Reason.NOT_CONVERGED,
                    model + " needs its welfare ledger to equal gross utility less resource cost, but they are "
                            + ledger + " and " + independent + ".");
        }
        return ledger;
    }

    static Estimate positive(String what, Estimate estimate, boolean zeroAllowed) {
        double value = estimate.value();
        if (!(value < Double.POSITIVE_INFINITY && (zeroAllowed ? value >= 0 : value > 0))) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    what + " needs a finite amount " + (zeroAllowed ? "of at least 0" : "above 0") + ", but it is "
                            + value + ".");
        }
        return estimate;
    }
}
