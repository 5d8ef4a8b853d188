package org.overhang.dataset;

/**
 * Which rows of a file are names, units and figures, and which are none of the table.
 *
 * @param headerRows rows of names, joined into one
 * @param from first line of the rows to read, 0 if all after the names
 * @param to last line of the rows to read
 * @param unitRow line of the units, 0 if there is none
 * @param footer whether notes under the table are left out
 */
record Layout(int headerRows, int from, int to, int unitRow, boolean footer) {
    static final Layout PLAIN = new Layout(1, 0, Integer.MAX_VALUE, 0, false);

    Layout withHeaderRows(int count) {
        return new Layout(count, from, to, unitRow, footer);
    }

    Layout withRows(int first, int last) {
        return new Layout(headerRows, first, last, unitRow, footer);
    }

    Layout withUnitRow(int line) {
        return new Layout(headerRows, from, to, line, footer);
    }

    Layout withFooter() {
        return new Layout(headerRows, from, to, unitRow, true);
    }

    boolean holds(long line) {
        return line >= from && line <= to;
    }
}
