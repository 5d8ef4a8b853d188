package org.overhang.figure;

import org.overhang.core.Result;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/** A figure drawn from the columns of a table: where its numbers may come from is the same for all of them. */
public abstract sealed class TablePlot
        permits LinePlot, AreaPlot, BarPlot, DotPlot, BoxPlot, DensityPlot, HistogramPlot, ScatterPlot {

    TablePlot() {}

    /**
     * Draws from a table.
     *
     * @param table where the columns are
     * @return the figure, whose source is not stated
     */
    public final Figure draw(Table table) {
        return drawSource(Source.of(table));
    }

    /**
     * Draws from a source of the library, with its units and provenance, or from the estimates of a result.
     *
     * @param result a source, or a result whose {@code tidy()} holds the columns
     * @return the figure
     */
    public final Figure draw(Result result) {
        return drawSource(FromTable.source(result));
    }

    /**
     * Draws from a source of one's own, which is no result; those of the library go to {@link #draw(Result)}.
     *
     * @param source any table with its units and provenance
     * @return the figure
     */
    public abstract Figure drawSource(Source source);
}
