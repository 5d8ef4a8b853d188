package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.overhang.policy.Change;
import org.overhang.policy.FairPrice;

/** The uncertain numbers that changes carry: the margin and the pass-through of a fair price. */
final class PolicyParameters {
    private PolicyParameters() {}

    static List<Parameter> of(List<Change> changes) {
        List<Parameter> out = new ArrayList<>();
        for (Change change : changes) {
            if (change.policy() instanceof FairPrice f) {
                String whose = change.product().isEmpty() ? "" : " of " + change.product();
                if (f.marginEstimate().isUncertain()) {
                    out.add(ModelInput.size("dumping margin" + whose, f.marginEstimate()));
                }
                if (f.passThroughEstimate().isUncertain()) {
                    out.add(ModelInput.share("pass-through" + whose, f.passThroughEstimate()));
                }
            }
        }
        return out;
    }

    /** The changes with these numbers put in, in the order of {@link #of}. */
    static List<Change> at(List<Change> changes, double[] values, int first) {
        List<Change> out = new ArrayList<>();
        int k = first;
        for (Change change : changes) {
            if (change.policy() instanceof FairPrice f) {
                double margin = f.marginEstimate().isUncertain() ? values[k++] : f.margin();
                double through = f.passThroughEstimate().isUncertain() ? values[k++] : f.passThrough();
                out.add(new Change(
                        change.product(),
                        change.market(),
                        FairPrice.margin(margin).passThrough(through)));
            } else {
                out.add(change);
            }
        }
        return out;
    }
}
