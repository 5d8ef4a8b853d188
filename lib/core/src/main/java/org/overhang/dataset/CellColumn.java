package org.overhang.dataset;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** Takes the cells of one column as its declared type and keeps what would not parse. */
abstract class CellColumn {
    private static final int SHOWN = 3;

    /** 2^53: from here on two whole numbers can be one double. */
    private static final double LAST_EXACT = 0x1p53;

    /** A cell that is not of the column's type. */
    record Bad(long row, long line, String text) {}

    final String name;
    private final Set<String> missing;
    private final List<Bad> bad = new ArrayList<>();
    private int badCount;
    private int rows;
    private int missingCount;

    CellColumn(String name, Set<String> missing) {
        this.name = name;
        this.missing = missing;
    }

    abstract boolean take(char[] text, int length);

    abstract void takeMissing();

    abstract Column<?> column();

    /** What the cells must look like, for messages. */
    abstract String needed();

    /** Takes a cell; blanks around it count in text only, and a cell of blanks is empty. */
    final void cell(char[] text, int length, long line) {
        rows++;
        boolean pads = Blanks.pad(text, length);
        char[] bare = pads ? Blanks.stripped(text, length) : text;
        Flags marks = flagsBehindNumbers();
        int bareLength = pads ? bare.length : length;
        bareLength = marks == null ? bareLength : marks.take(bare, bareLength);
        if (bareLength == 0 || (!missing.isEmpty() && missing.contains(new String(bare, 0, bareLength)))) {
            missingCount++;
            takeMissing();
        } else if (keepsBlanks() ? !take(text, length) : !take(bare, bareLength)) {
            takeMissing();
            badCount++;
            if (bad.size() < SHOWN) {
                bad.add(new Bad(rows, line, new String(text, 0, length)));
            }
        }
    }

    /** Whether blanks at the ends of a cell belong to it. */
    boolean keepsBlanks() {
        return false;
    }

    /** Where marks behind numbers are put while cells come in; null if they are no matter of this column. */
    @Nullable
    Flags flagsBehindNumbers() {
        return null;
    }

    /** The marks that stood behind the numbers of this column; null if it has none of its own. */
    @Nullable
    Flags flags() {
        return flagsBehindNumbers();
    }

    /** A cell that is a number already; text columns take it as people write it. */
    void number(double value, long line) {
        String text = Numbers.plain(value);
        cell(text.toCharArray(), text.length(), line);
    }

    /** A cell that is a day already. */
    void day(LocalDate day, long line) {
        String text = day.toString();
        cell(text.toCharArray(), text.length(), line);
    }

    /** Counts a cell that needs no reading, where no cell means missing. */
    final boolean counted() {
        if (!missing.isEmpty()) {
            return false;
        }
        rows++;
        return true;
    }

    /** Whether the column is to be numbers, or would be if its cells allow. */
    boolean canBeNumbers() {
        return false;
    }

    /** Whether a number of this column shows that the point is the decimal mark. */
    boolean showsPoint() {
        return false;
    }

    /**
     * The first number whose point may as well part thousands; null if there is none or the column shows which it is. Between
     * commas a point is a decimal one unless a number without one stands beside it: 850 beside 1.200.
     */
    @Nullable
    Bad undecided(boolean betweenCommas) {
        return null;
    }

    /** The first cell that kept this column from being numbers; null if none did or it was not asked to be. */
    @Nullable
    String notANumber() {
        return null;
    }

    final List<Bad> bad() {
        return bad;
    }

    final int badCount() {
        return badCount;
    }

    final int missingCount() {
        return missingCount;
    }

    /** Text, kept as it stands. */
    static final class Texts extends CellColumn {
        private final StringColumn cells;
        private final String[] recent = new String[1 << 12];

        Texts(String name, Set<String> missing) {
            super(name, missing);
            cells = StringColumn.create(name);
        }

        @Override
        boolean take(char[] text, int length) {
            int hash = 0;
            for (int i = 0; i < length; i++) {
                hash = 31 * hash + text[i];
            }
            int slot = (hash ^ (hash >>> 15)) & (recent.length - 1);
            String known = recent[slot];
            if (known == null || !same(known, text, length)) {
                known = new String(text, 0, length);
                recent[slot] = known;
            }
            cells.append(known);
            return true;
        }

        private static boolean same(String known, char[] text, int length) {
            if (known.length() != length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (known.charAt(i) != text[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        void takeMissing() {
            cells.appendMissing();
        }

        @Override
        boolean keepsBlanks() {
            return true;
        }

        @Override
        Column<?> column() {
            return cells;
        }

        @Override
        String needed() {
            return "text";
        }
    }

    /** Numbers with a declared decimal mark and, if declared, a mark between thousands. */
    static final class Figures extends CellColumn {
        private final char decimal;
        private final char grouping;
        private final @Nullable Flags flags;
        private double[] cells = new double[1024];
        private int count;
        private boolean whole = true;
        private @Nullable String maybeThousands;
        private long maybeRow;
        private boolean pointShown;
        private boolean longWhole;
        private boolean shortWhole;
        private boolean merges;
        private final Map<Double, String> large = new HashMap<>();

        Figures(String name, Set<String> missing, char decimal, char grouping, @Nullable Flags flags) {
            super(name, missing);
            this.flags = flags;
            this.decimal = decimal;
            this.grouping = grouping;
        }

        @Override
        boolean take(char[] text, int length) {
            double value = NumberText.parse(text, length, decimal, grouping);
            if (Double.isNaN(value)) {
                return false;
            }
            boolean wholeCell = (whole || Math.abs(value) >= LAST_EXACT) && NumberText.isWhole(text, length);
            if (wholeCell && Math.abs(value) >= LAST_EXACT) {
                String cell = new String(text, 0, length);
                String known = large.putIfAbsent(value, cell);
                if (known != null && !known.equals(cell)) {
                    merges = true;
                    return false;
                }
            }
            whole = whole && wholeCell && Math.abs(value) < Integer.MAX_VALUE;
            if (!pointShown && decimal == '.' && grouping == 0) {
                marks(text, length);
            }
            add(value);
            return true;
        }

        /** Notes whether a point is a decimal one, or one that may part thousands. */
        private void marks(char[] text, int length) {
            int point = 0;
            while (point < length && text[point] != '.') {
                point++;
            }
            if (point == length) {
                boolean isLong = length > (text[0] == '-' ? 4 : 3);
                longWhole |= isLong;
                shortWhole |= !isLong;
            } else if (NumberMarks.mayBeThousands(text, length)) {
                maybeRow = maybeThousands == null ? count + 1 : maybeRow;
                maybeThousands = maybeThousands == null ? new String(text, 0, length) : maybeThousands;
            } else {
                pointShown = true;
            }
        }

        /** Whether a cell shows that the point is a decimal one: by its digits, or as 1234 beside 1.200. */
        @Override
        boolean showsPoint() {
            return pointShown || (maybeThousands != null && longWhole);
        }

        @Override
        @Nullable
        Bad undecided(boolean betweenCommas) {
            return showsPoint() || maybeThousands == null || (betweenCommas && !shortWhole)
                    ? null
                    : new Bad(maybeRow, 0, maybeThousands);
        }

        @Override
        @Nullable
        Flags flagsBehindNumbers() {
            return flags;
        }

        @Override
        boolean canBeNumbers() {
            return true;
        }

        @Override
        @Nullable
        String notANumber() {
            return bad().isEmpty() ? null : bad().get(0).text();
        }

        @Override
        void number(double value, long line) {
            if (counted()) {
                whole = whole && value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE;
                add(value);
            } else if (decimal == '.' && grouping == 0) {
                super.number(value, line);
            } else {
                String text = Numbers.plain(value).replace('.', decimal);
                cell(text.toCharArray(), text.length(), line);
            }
        }

        @Override
        void takeMissing() {
            add(Double.NaN);
        }

        private void add(double value) {
            if (count == cells.length) {
                cells = Arrays.copyOf(cells, 2 * count);
            }
            cells[count++] = value;
        }

        @Override
        Column<?> column() {
            if (!whole) {
                return DoubleColumn.create(name, Arrays.copyOf(cells, count));
            }
            IntColumn column = IntColumn.create(name);
            for (int i = 0; i < count; i++) {
                if (Double.isNaN(cells[i])) {
                    column.appendMissing();
                } else {
                    column.append((int) cells[i]);
                }
            }
            return column;
        }

        @Override
        String needed() {
            return (merges
                            ? "numbers that stay apart (a double holds whole numbers to 2^53; declare codes as text)"
                            : "a number")
                    + (decimal == ',' ? " with a decimal comma" : "")
                    + (grouping == 0 ? "" : " with \"" + grouping + "\" between thousands");
        }
    }

    /** Calendar days by one explicit pattern. */
    static final class Days extends CellColumn {
        private final DateColumn cells;
        private final DateTimeFormatter format;
        private final String pattern;
        private @Nullable String lastText;
        private @Nullable LocalDate lastDay;

        Days(String name, Set<String> missing, String pattern, DateTimeFormatter format) {
            super(name, missing);
            this.pattern = pattern;
            this.format = format;
            cells = DateColumn.create(name);
        }

        @Override
        boolean take(char[] text, int length) {
            String cell = new String(text, 0, length);
            if (!cell.equals(lastText)) {
                try {
                    lastDay = LocalDate.parse(cell, format);
                    lastText = cell;
                } catch (DateTimeParseException e) {
                    return false;
                }
            }
            cells.append(lastDay);
            return true;
        }

        @Override
        void day(LocalDate day, long line) {
            String text = format.format(day);
            cell(text.toCharArray(), text.length(), line);
        }

        @Override
        void takeMissing() {
            cells.appendMissing();
        }

        @Override
        Column<?> column() {
            return cells;
        }

        @Override
        String needed() {
            return "a date as " + pattern;
        }
    }

    /** A column that nobody wants. */
    static final class PassedOver extends CellColumn {
        PassedOver(String name) {
            super(name, Set.of());
        }

        @Override
        boolean take(char[] text, int length) {
            return true;
        }

        @Override
        void number(double value, long line) {}

        @Override
        void day(LocalDate day, long line) {}

        @Override
        void takeMissing() {}

        @Override
        Column<?> column() {
            return StringColumn.create(name);
        }

        @Override
        String needed() {
            return "anything";
        }
    }
}
