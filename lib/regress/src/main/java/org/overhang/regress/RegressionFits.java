package org.overhang.regress;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The models that one {@link Regression} asked for: several outcomes, stepwise regressors or effects, groups of rows.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var all = Regression.ols("c(log(value), log(quantity)) ~ sw(duty, l(duty)) | product^origin + month")
 *         .time("month").unit("product").cluster("product").fitAll(panel);
 * all.get(1);
 * all.table();
 * }</pre>
 */
public final class RegressionFits implements Result {
    private final List<RegressionFit> fits;
    private final List<String> failed;

    private RegressionFits(List<RegressionFit> fits, List<String> failed) {
        this.fits = fits;
        this.failed = failed;
    }

    static RegressionFits of(List<Regression> each, String split, Source source) {
        List<RegressionFit> out = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        @Nullable OverhangException first = null;
        for (Regression one : each) {
            try {
                out.add(RegressionFit.of(one, source));
            } catch (OverhangException e) {
                if (e.reason() != Reason.NOT_IDENTIFIED) {
                    throw e;
                }
                first = first == null ? e : first;
                String group = one.group == null ? "" : " for " + split + " " + one.group;
                failed.add(one.formula.shown() + group + ": " + e.lines().get(0));
            }
        }
        if (out.isEmpty() && first != null) {
            throw first;
        }
        return new RegressionFits(List.copyOf(out), List.copyOf(failed));
    }

    /**
     * Models that are not identified in their rows, each with the reason.
     *
     * @return a sentence a model; empty if all were estimated
     */
    public List<String> notIdentified() {
        return failed;
    }

    /**
     * The models in order: group of rows, effects, outcome, regressors.
     *
     * @return the estimates
     */
    public List<RegressionFit> list() {
        return fits;
    }

    /**
     * One model.
     *
     * @param number its number, from 1 as tables print it
     * @return the estimate
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is none
     */
    public RegressionFit get(int number) {
        if (number < 1 || number > fits.size()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "There are models 1 to " + fits.size() + ", but " + number + " was asked for. Count from 1.");
        }
        return fits.get(number - 1);
    }

    /**
     * The models side by side.
     *
     * @return the table
     */
    public RegressionTable table() {
        return RegressionTable.of(fits.toArray(RegressionFit[]::new));
    }

    private static String group(RegressionFit fit) {
        @Nullable String group = fit.spec.group;
        return group == null ? "" : group;
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of("Regressions")
                .choice("models", Integer.toString(fits.size()))
                .choice("standard errors", fits.get(0).spec.covariance.toString())
                .choice("small-sample correction", fits.get(0).spec.smallSample.toString());
        List<int[]> rows = new ArrayList<>();
        for (int m = 0; m < fits.size(); m++) {
            for (int t = 0; t < fits.get(m).terms().size(); t++) {
                rows.add(new int[] {m, t});
            }
        }
        out.grid(Summary.grid(rows.size())
                .text("model", "", i -> "(" + (rows.get(i)[0] + 1) + ")")
                .text("sample", "", i -> group(fits.get(rows.get(i)[0])))
                .text("outcome", "", i -> outcome(fits.get(rows.get(i)[0])))
                .text("term", "", i -> estimate(rows.get(i)).term())
                .significant("estimate", "", i -> estimate(rows.get(i)).estimate())
                .significant("std. error", "", i -> estimate(rows.get(i)).standardError())
                .number("p-value", "", 3, i -> estimate(rows.get(i)).pValue())
                .text("rows", "", i -> Integer.toString(fits.get(rows.get(i)[0]).nobs())));
        for (int m = 0; m < fits.size(); m++) {
            RegressionFit fit = fits.get(m);
            String model = "in model " + (m + 1) + ": ";
            fit.core.scores().sample().leftOut().forEach(l -> out.leftOut(l.count(), model + l.what()));
            if (!fit.core.removed().isEmpty()) {
                out.leftOut(fit.core.removed().size(), model + "regressors " + String.join(", ", fit.core.removed()));
            }
            fit.core.scores().sample().notes().forEach(n -> out.warning(model + n));
        }
        failed.forEach(f -> out.warning("Not identified and left out: " + f));
        return out.identifies("What each model by itself identifies; see its own summary.")
                .breaks("Choosing the model by its p-value: with many models some are small by chance.")
                .doesNotShow("A test across models: estimates of the same rows are not independent.")
                .build();
    }

    private CoefficientEstimate estimate(int[] at) {
        RegressionFit fit = fits.get(at[0]);
        return fit.estimate(fit.terms().get(at[1]));
    }

    private static String outcome(RegressionFit fit) {
        return fit.spec.formula.response().name();
    }

    @Override
    public Table tidy() {
        return stacked(RegressionFit::tidy, "regressions");
    }

    @Override
    public Table glance() {
        return stacked(RegressionFit::glance, "regressions");
    }

    private Table stacked(java.util.function.Function<RegressionFit, Table> part, String name) {
        @Nullable Table out = null;
        for (int m = 0; m < fits.size(); m++) {
            Table one = part.apply(fits.get(m));
            int n = one.rowCount();
            int number = m + 1;
            String group = group(fits.get(m));
            String outcome = outcome(fits.get(m));
            Table next = Table.create(
                    name,
                    IntColumn.create(
                            "model",
                            java.util.stream.IntStream.generate(() -> number)
                                    .limit(n)
                                    .toArray()),
                    StringColumn.create("sample", java.util.Collections.nCopies(n, group)),
                    StringColumn.create("outcome", java.util.Collections.nCopies(n, outcome)));
            next.addColumns(one.columns().toArray(tech.tablesaw.columns.Column<?>[]::new));
            out = out == null ? next : out.append(next);
        }
        return out == null ? Table.create(name) : out;
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
