package org.overhang.regress;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.overhang.core.Internal;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The coefficients of an estimate as every result shows them: looked up by name, as a tidy table, as a grid of the summary.
 *
 * @param rows one estimate a coefficient
 */
@Internal
public record CoefficientList(List<CoefficientEstimate> rows) {
    /**
     * Estimates of several coefficients.
     *
     * @param terms their names
     * @param beta the coefficients
     * @param covariance of them
     * @param degrees of the t distribution; infinite for the normal
     * @param level of intervals, as a fraction
     * @return the list
     */
    public static CoefficientList of(
            List<String> terms, double[] beta, double[][] covariance, double degrees, double level) {
        return new CoefficientList(IntStream.range(0, beta.length)
                .mapToObj(j -> CoefficientEstimate.of(terms.get(j), beta[j], covariance[j][j], degrees, level))
                .toList());
    }

    /**
     * One coefficient, refused with the nearest name where there is none.
     *
     * @param who says so
     * @param term its name
     * @return the coefficient
     */
    public CoefficientEstimate of(String who, String term) {
        return rows.get(at(who, term));
    }

    /**
     * The place of a term.
     *
     * @param who refuses
     * @param term its name
     * @return the place from 0
     */
    public int at(String who, String term) {
        List<String> terms = rows.stream().map(CoefficientEstimate::term).toList();
        int at = terms.indexOf(term);
        if (at < 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    who + " has no term \"" + term + "\". " + Nearest.hint(term, terms) + "Terms: "
                            + String.join(", ", terms) + ".");
        }
        return at;
    }

    /**
     * The coefficients in broom's words.
     *
     * @param name of the table
     * @return a fresh table
     */
    public Table tidy(String name) {
        Table table = Table.create(
                name,
                StringColumn.create(
                        "term", rows.stream().map(CoefficientEstimate::term).toList()));
        add(table, "estimate", CoefficientEstimate::estimate);
        add(table, "std_error", CoefficientEstimate::standardError);
        add(table, "statistic", CoefficientEstimate::statistic);
        add(table, "p_value", CoefficientEstimate::pValue);
        add(table, "conf_low", e -> e.interval().low());
        add(table, "conf_high", e -> e.interval().high());
        return table;
    }

    private void add(Table table, String column, ToDoubleFunction<CoefficientEstimate> of) {
        table.addColumns(DoubleColumn.create(column, rows.stream().mapToDouble(of)));
    }

    /**
     * The coefficients as a summary shows them.
     *
     * @return the grid
     */
    public Summary.Grid grid() {
        return Summary.grid(rows.size())
                .text("term", "", i -> rows.get(i).term())
                .significant("estimate", "", i -> rows.get(i).estimate())
                .significant("std_error", "", i -> rows.get(i).standardError())
                .number("statistic", "", 3, i -> rows.get(i).statistic())
                .number("p_value", "", 4, i -> rows.get(i).pValue())
                .significant("conf_low", "", i -> rows.get(i).interval().low())
                .significant("conf_high", "", i -> rows.get(i).interval().high());
    }
}
