package org.overhang.dataset;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;

/** One row held back until it is known what it is: texts, numbers and days as they came, null where empty. */
final class SheetRow {
    final long line;
    private final List<@Nullable Object> cells;

    SheetRow(long line, List<@Nullable Object> cells) {
        this.line = line;
        this.cells = cells;
    }

    int width() {
        return cells.size();
    }

    /** The cell as people read it, without blanks at its ends; nothing where it is empty or none. */
    String text(int column) {
        Object cell = column < cells.size() ? cells.get(column) : null;
        return cell == null
                ? ""
                : cell instanceof Double number ? Numbers.plain(number) : Blanks.strip(cell.toString());
    }

    boolean isText(int column) {
        return column < cells.size()
                && cells.get(column) instanceof String
                && !text(column).isEmpty();
    }

    int filled() {
        int count = 0;
        for (int c = 0; c < cells.size(); c++) {
            count += text(c).isEmpty() ? 0 : 1;
        }
        return count;
    }

    /** Lines that the row runs over. */
    long lines() {
        long count = 1;
        for (Object cell : cells) {
            count += cell instanceof String text
                    ? text.chars().filter(c -> c == '\n').count()
                    : 0;
        }
        return count;
    }

    /** The first words of a row, for messages. */
    String words() {
        List<String> filled = new ArrayList<>();
        for (int c = 0; c < cells.size() && filled.size() < 4; c++) {
            if (!text(c).isEmpty()) {
                filled.add(text(c).replaceAll("\\s+", " "));
            }
        }
        String all = String.join(" | ", filled);
        return all.length() > 90 ? all.substring(0, 90) + "…" : all;
    }

    /** The row with the keys in its first cell, which commas part, in columns of their own. */
    SheetRow keysApart() {
        if (cells.isEmpty() || !(cells.get(0) instanceof String keys)) {
            return this;
        }
        List<@Nullable Object> apart = new ArrayList<>(List.of((Object[]) keys.split(",", -1)));
        apart.addAll(cells.subList(1, cells.size()));
        return new SheetRow(line, apart);
    }

    void give(CellSink to) {
        to.line(line);
        for (int c = 0; c < cells.size(); c++) {
            Object cell = cells.get(c);
            if (cell instanceof Double number) {
                to.number(c, number);
            } else if (cell instanceof LocalDate day) {
                to.day(c, day);
            } else {
                char[] text = cell == null ? new char[0] : cell.toString().toCharArray();
                to.cell(c, text, text.length);
            }
        }
        to.row(cells.size(), line);
    }

    /** Takes cells and gives rows. */
    abstract static class Collector implements CellSink {
        private List<@Nullable Object> cells = new ArrayList<>();

        abstract void row(SheetRow row);

        @Override
        public final void cell(int column, char[] text, int length) {
            cells.add(length == 0 ? null : new String(text, 0, length));
        }

        @Override
        public final void number(int column, double value) {
            cells.add(value);
        }

        @Override
        public final void day(int column, LocalDate day) {
            cells.add(day);
        }

        @Override
        public final void row(int count, long line) {
            SheetRow row = new SheetRow(line, cells);
            cells = new ArrayList<>();
            row(row);
        }
    }
}
