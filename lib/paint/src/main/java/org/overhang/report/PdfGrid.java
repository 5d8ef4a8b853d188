package org.overhang.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.report.PdfSheet.Face;
import org.overhang.report.PdfSheet.Run;

/** A table on paper: columns as wide as their cells where there is room, words broken into lines where there is not. */
final class PdfGrid {
    private static final float SIZE = 8;
    private static final float LEAST = 5.5f;
    private static final float GAP = 8;
    private static final int ROWS_SHOWN = 60;

    private final PdfSheet sheet;
    private final List<List<String>> rows;
    private final boolean[] numbers;
    private final float[] widths;
    private float size = SIZE;

    PdfGrid(PdfSheet sheet, List<List<String>> rows) throws IOException {
        this.sheet = sheet;
        this.rows = rows.subList(0, Math.min(rows.size(), ROWS_SHOWN + 1)).stream()
                .map(row -> row.stream().map(Numbers::shown).toList())
                .toList();
        this.numbers = new boolean[rows.get(0).size()];
        this.widths = new float[numbers.length];
        measure();
    }

    /** Shares the width: a column that needs less than an equal share gives the rest to the others. */
    private void measure() throws IOException {
        float needed = 0;
        for (int c = 0; c < widths.length; c++) {
            int column = c;
            numbers[c] = rows.size() > 1
                    && rows.subList(1, rows.size()).stream()
                            .allMatch(row -> row.get(column).matches("|[-−]?[0-9][0-9,.]*(e-?[0-9]+)?( %)?"));
            for (int r = 0; r < rows.size(); r++) {
                widths[c] = Math.max(widths[c], sheet.width(rows.get(r).get(c), face(r), SIZE) + GAP);
            }
            needed += widths[c];
        }
        if (needed <= PdfSheet.WIDTH) {
            return;
        }
        size = Math.max(LEAST, SIZE * PdfSheet.WIDTH / needed);
        for (int c = 0; c < widths.length; c++) {
            widths[c] = (widths[c] - GAP) * size / SIZE + GAP;
        }
        float limit = limit(PdfSheet.WIDTH);
        for (int c = 0; c < widths.length; c++) {
            widths[c] = Math.min(widths[c], limit);
        }
    }

    /** The width above which columns are cut so that all fit. */
    private float limit(float room) {
        float[] sorted = widths.clone();
        java.util.Arrays.sort(sorted);
        float left = room;
        for (int c = 0; c < sorted.length; c++) {
            float equal = left / (sorted.length - c);
            if (sorted[c] > equal) {
                return equal;
            }
            left -= sorted[c];
        }
        return Float.MAX_VALUE;
    }

    private static Face face(int row) {
        return row == 0 ? Face.BOLD : Face.REGULAR;
    }

    void draw() throws IOException {
        sheet.tags.open("Table");
        for (int r = 0; r < rows.size(); r++) {
            row(r);
        }
        sheet.tags.close();
    }

    /** The words that tell of rows not printed; empty if all are. */
    static String shortened(List<List<String>> rows) {
        int all = rows.size() - 1;
        return all <= ROWS_SHOWN
                ? ""
                : "The first " + ROWS_SHOWN + " of " + all + " rows; the web page holds them all.";
    }

    private void row(int r) throws IOException {
        List<List<List<Run>>> cells = new ArrayList<>();
        int lines = 1;
        for (int c = 0; c < widths.length; c++) {
            List<Run> runs = Run.plain(rows.get(r).get(c), face(r));
            cells.add(sheet.lines(runs, size, widths[c] - GAP + 0.01f));
            lines = Math.max(lines, cells.get(c).size());
        }
        float height = lines * PdfSheet.LEADING * size;
        sheet.room(r == 0 ? height + 3 * PdfSheet.LEADING * size : height);
        sheet.tags.open("TR");
        float x = PdfSheet.MARGIN;
        for (int c = 0; c < widths.length; c++) {
            cell(cells.get(c), r == 0, x, c);
            x += widths[c];
        }
        sheet.tags.close();
        sheet.down(height);
    }

    private void cell(List<List<Run>> lines, boolean head, float x, int c) throws IOException {
        var tag = sheet.tags.open(head ? "TH" : "TD");
        if (head) {
            PdfTags.headsColumn(tag);
        }
        float y = sheet.y();
        for (List<Run> line : lines) {
            y -= PdfSheet.LEADING * size;
            if (!line.isEmpty()) {
                float spare = widths[c]
                        - GAP
                        - sheet.width(line.get(0).text(), line.get(0).face(), size);
                sheet.line(line, size, numbers[c] ? x + Math.max(0, spare) : x, y);
            }
        }
        sheet.tags.close();
    }
}
