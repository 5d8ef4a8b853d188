package org.overhang.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * Hands on the rows that are the table, its names in one row, and keeps what the others say.
 *
 * <p>Notes under a table are told from rows by their form: after the last row that fills more than its first column, those that are empty,
 * that have fewer cells than there are columns, or that fill the first column alone after an empty line or with more text than
 * any row before. A row that looks so but is followed by another is a row.
 */
final class LayoutRows extends SheetRow.Collector {
    private static final int NAMED = 3;

    private final CellSink to;
    private final Layout layout;
    private final boolean keys;
    private final boolean padded;
    private final List<SheetRow> names = new ArrayList<>();
    private final List<SheetRow> held = new ArrayList<>();
    private final List<String> outside = new ArrayList<>();
    private List<String> units = List.of();
    private long outsideCount;
    private long nextLine;
    private int width;
    private int longest;

    /** Rows of a file in which empty cells at the end of a row are not written are padded. */
    LayoutRows(CellSink to, Layout layout, boolean keys, boolean padded) {
        this.to = to;
        this.layout = layout;
        this.keys = keys;
        this.padded = padded;
    }

    static boolean isNeeded(TableSettings settings) {
        return settings.keys || !settings.layout.equals(Layout.PLAIN);
    }

    @Override
    void row(SheetRow raw) {
        SheetRow row = keys ? raw.keysApart() : raw;
        boolean gap = nextLine > 0 && row.line > nextLine;
        nextLine = row.line + row.lines();
        if (names.size() < layout.headerRows()) {
            names.add(row);
            if (names.size() == layout.headerRows()) {
                giveNames();
            }
        } else if (row.line == layout.unitRow()) {
            units = texts(row);
        } else if (!layout.holds(row.line)) {
            outsideCount++;
            if (outside.size() < NAMED) {
                outside.add(row.words());
            }
        } else if (layout.footer() && looksLikeNote(row, gap)) {
            held.add(row);
        } else {
            release();
            longest = Math.max(longest, row.isText(0) ? row.text(0).length() : 0);
            row.give(to);
        }
    }

    private void release() {
        held.forEach(row -> row.give(to));
        held.clear();
    }

    private List<String> texts(SheetRow row) {
        List<String> out = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            out.add(row.text(c));
        }
        return out;
    }

    private boolean looksLikeNote(SheetRow row, boolean gap) {
        int filled = row.filled();
        if (filled == 0) {
            return true;
        }
        if (width < 2 || !row.isText(0) || !Double.isNaN(number(row.text(0)))) {
            return false;
        }
        boolean after = gap || !held.isEmpty();
        if (!padded && row.width() != width) {
            return row.width() < width || after;
        }
        return filled == 1 && (after || row.text(0).length() > longest);
    }

    private static double number(String text) {
        return NumberText.parse(text.toCharArray(), text.length(), '.', '\0');
    }

    /** A title over several names holds for those to its right that have none of their own, if it has a name under it. */
    private void giveNames() {
        width = names.stream().mapToInt(SheetRow::width).max().orElse(0);
        List<String> joined = new ArrayList<>();
        String[] over = new String[names.size()];
        java.util.Arrays.fill(over, "");
        for (int c = 0; c < width; c++) {
            StringBuilder name = new StringBuilder();
            String last = "";
            for (int r = 0; r < names.size(); r++) {
                String own = names.get(r).text(c);
                if (!own.isEmpty() || !hasNameUnder(r, c)) {
                    over[r] = hasNameUnder(r, c) ? own : "";
                    for (int deeper = r + 1; deeper < names.size(); deeper++) {
                        over[deeper] = "";
                    }
                }
                String part = own.isEmpty() ? over[r] : own;
                if (!part.isEmpty() && !part.equals(last)) {
                    name.append(name.isEmpty() ? "" : " ").append(part);
                    last = part;
                }
            }
            // Eurostat writes what its columns are behind the last key: geo\TIME_PERIOD.
            joined.add(keys ? name.toString().replaceFirst("\\\\.*", "") : name.toString());
        }
        new SheetRow(names.get(names.size() - 1).line, new ArrayList<>(joined)).give(to);
    }

    private boolean hasNameUnder(int row, int column) {
        for (int r = row + 1; r < names.size(); r++) {
            if (!names.get(r).text(column).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The units that stand in a row of their own, by column; none where there is no such row. */
    List<String> units() {
        return units;
    }

    /** Ends the table, and says what was no row of it. */
    List<String> finish() {
        List<String> notes = new ArrayList<>();
        if (names.size() < layout.headerRows() && !names.isEmpty()) {
            giveNames();
        }
        if (layout.headerRows() > 1) {
            notes.add("Names are joined from " + layout.headerRows() + " rows.");
        }
        if (outsideCount > 0) {
            notes.add("Left out " + rows(outsideCount) + " outside of lines " + layout.from() + " to "
                    + (layout.to() == Integer.MAX_VALUE ? "the end" : layout.to()) + ": "
                    + some(outside, outsideCount));
        }
        if (layout.footer()) {
            List<String> said = held.stream()
                    .map(SheetRow::words)
                    .filter(words -> !words.isEmpty())
                    .limit(NAMED)
                    .toList();
            notes.add(
                    held.isEmpty()
                            ? "No notes were found under the table."
                            : "Left out " + rows(held.size()) + " under the table, from line " + held.get(0).line
                                    + " on" + (said.isEmpty() ? "." : ": " + some(said, said.size())));
        }
        return notes;
    }

    private static String rows(long count) {
        return count + (count == 1 ? " row" : " rows");
    }

    private static String some(List<String> words, long count) {
        return String.join("; ", words) + (count > words.size() ? "; …" : "");
    }

    boolean hasUnits() {
        return layout.unitRow() == 0 || !units.isEmpty();
    }
}
