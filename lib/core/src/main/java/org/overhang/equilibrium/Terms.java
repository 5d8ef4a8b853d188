package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Named numbers before and after, for results that are no table of products. */
final class Terms {
    private final List<String> names = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();

    Terms add(String name, double before, double after) {
        names.add(name);
        values.add(new double[] {before, after});
        return this;
    }

    Summary.Grid grid() {
        return Summary.grid(names.size())
                .text("", "", names::get)
                .significant("baseline", "", i -> values.get(i)[0])
                .significant("counterfactual", "", i -> values.get(i)[1])
                .significant("change", "", i -> values.get(i)[1] - values.get(i)[0]);
    }

    Table tidy(String title) {
        return Table.create(title)
                .addColumns(
                        StringColumn.create("term", names.toArray(String[]::new)),
                        DoubleColumn.create(
                                "baseline",
                                values.stream().mapToDouble(v -> v[0]).toArray()),
                        DoubleColumn.create(
                                "estimate",
                                values.stream().mapToDouble(v -> v[1]).toArray()));
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

    static void positive(String what, double value, boolean zeroAllowed) {
        if (!(value < Double.POSITIVE_INFINITY && (zeroAllowed ? value >= 0 : value > 0))) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    what + " needs a finite amount " + (zeroAllowed ? "of at least 0" : "above 0") + ", but it is "
                            + value + ".");
        }
    }
}
