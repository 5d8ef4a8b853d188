package org.overhang.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Rows that have other cells than the names, and what their form tells of the file. */
final class RaggedRows {
    private static final int SHOWN = 3;

    private record Row(long number, long line, int cells) {}

    private final List<Row> first = new ArrayList<>();
    private int count;
    private int fitting;
    private boolean allShort = true;
    private long trailing;
    private long rows;
    private long sinceFit;
    private int wide;
    private long wideLine;
    private long wideRows;

    void row(long number, long line, int cells, boolean fits, boolean trails) {
        rows = number;
        trailing += trails ? 1 : 0;
        sinceFit = fits ? 0 : sinceFit + 1;
        if (fits) {
            fitting = cells;
            return;
        }
        allShort &= cells < fitting;
        count++;
        if (first.size() < SHOWN) {
            first.add(new Row(number, line, cells));
        }
        if (cells > wide) {
            wide = cells;
            wideLine = line;
            wideRows = 0;
        }
        wideRows += cells == wide ? 1 : 0;
    }

    int count() {
        return count;
    }

    /** Whether every row ends in a delimiter that the names do not end in, and nothing else is wrong. */
    boolean onlyTrails() {
        return trailing > 0 && trailing == rows;
    }

    String words(LongFunction<String> where) {
        List<String> words = new ArrayList<>();
        first.forEach(row -> words.add("row " + row.number + where.apply(row.line) + " has " + row.cells));
        return String.join(", ", words) + TableRows.more(count);
    }

    /** What probably helps: names further down, notes under the table, else quotes. */
    String advice(TableSettings settings) {
        boolean excel = settings.format == TableSettings.Format.EXCEL;
        boolean single = settings.layout.headerRows() == 1;
        if (single && wide > 2 && 2 * wideRows > rows) {
            return ". If the names stand in line " + wideLine + ", say "
                    + (excel ? "headerRow(" + wideLine + ")." : "skip(" + (wideLine - 1) + ").");
        }
        if (!settings.layout.footer() && allShort && sinceFit == count && count < rows) {
            return ". If these are notes under the table, say footer().";
        }
        return excel
                ? ". Name the column in the header row, or clear the cell."
                : ". Quote cells that hold the delimiter, or declare another delimiter.";
    }
}
