package org.overhang.regress.panel;

import java.util.List;
import java.util.Set;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/** Refusals that panel methods share. */
final class PanelChecks {
    private PanelChecks() {}

    static List<String> regressors(String verb, String outcome, String[] names) {
        List<String> on = List.of(names);
        if (on.isEmpty()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, verb + " needs a regressor at least, but got none. Name its column in on(…).");
        }
        if (on.contains(outcome) || Set.copyOf(on).size() < on.size()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    verb + " needs regressors that differ from the outcome and from one another, but got "
                            + String.join(", ", on) + " for outcome \"" + outcome + "\".");
        }
        return on;
    }

    static void requireTwice(String verb, PanelRows rows, NeedsUnit.Axes axes, Source source) {
        if (rows.units() == rows.size() || rows.units() < 2) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    verb + " needs two units at least, and units seen twice, but table \"" + source.name() + "\" has "
                            + rows.units() + " units in " + rows.size() + " complete rows. Check the unit column \""
                            + axes.unit() + "\".");
        }
    }
}
