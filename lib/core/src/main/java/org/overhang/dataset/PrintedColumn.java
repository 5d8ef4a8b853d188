package org.overhang.dataset;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.overhang.core.Numbers;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.columns.Column;

/** One column of a table as a writer sees it: what it holds and its cells as text, exact or for print. */
final class PrintedColumn {
    /** What the cells are. */
    enum Kind {
        NUMBER,
        DAY,
        FLAG,
        TEXT
    }

    private static final double MANY_DIGITS = 1e15;

    private final Column<?> cells;
    private final Kind kind;
    private final boolean whole;

    PrintedColumn(Column<?> cells) {
        this.cells = cells;
        this.kind = cells instanceof NumericColumn<?>
                ? Kind.NUMBER
                : cells instanceof DateColumn ? Kind.DAY : cells instanceof BooleanColumn ? Kind.FLAG : Kind.TEXT;
        this.whole = kind == Kind.NUMBER && isWhole();
    }

    private boolean isWhole() {
        if (cells instanceof IntColumn || cells instanceof LongColumn || cells instanceof ShortColumn) {
            return true;
        }
        for (int row = 0; row < cells.size(); row++) {
            double value = missing(row) ? 0 : number(row);
            if (value != Math.rint(value) || Math.abs(value) >= MANY_DIGITS) {
                return false;
            }
        }
        return true;
    }

    String name() {
        return cells.name();
    }

    Kind kind() {
        return kind;
    }

    boolean isLong() {
        return cells instanceof LongColumn;
    }

    /** Whether the column holds whole numbers that are stored as such, not as decimals. */
    boolean storedWhole() {
        return cells instanceof IntColumn || cells instanceof LongColumn || cells instanceof ShortColumn;
    }

    boolean missing(int row) {
        return cells.isMissing(row)
                || (kind == Kind.TEXT && cells.getString(row).isEmpty());
    }

    double number(int row) {
        return ((NumericColumn<?>) cells).getDouble(row);
    }

    LocalDate day(int row) {
        return java.util.Objects.requireNonNull(((DateColumn) cells).get(row));
    }

    boolean flag(int row) {
        return Boolean.TRUE.equals(((BooleanColumn) cells).get(row));
    }

    /** Every digit; empty where missing. */
    String exact(int row) {
        if (missing(row)) {
            return "";
        }
        return switch (kind) {
            case NUMBER -> cells instanceof LongColumn longs ? Long.toString(longs.getLong(row)) : exact(number(row));
            case DAY -> day(row).toString();
            case FLAG -> flag(row) ? "true" : "false";
            case TEXT -> String.valueOf(cells.get(row));
        };
    }

    /** Plain digits, with an exponent from 1e15 on: more digits would read as a code and not as a number. */
    private static String exact(double value) {
        String plain = Numbers.plain(value);
        if (Double.isInfinite(value) || Math.abs(value) < MANY_DIGITS) {
            return plain;
        }
        BigDecimal digits = new BigDecimal(plain).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        return digits.scaleByPowerOfTen(-exponent).toPlainString() + "E" + exponent;
    }

    /** Rounded for people; "–" where missing. */
    String print(int row, int digits) {
        if (missing(row)) {
            return "–";
        }
        boolean rounded = kind == Kind.NUMBER && !whole;
        return rounded ? Numbers.significant(number(row), digits) : exact(row);
    }
}
