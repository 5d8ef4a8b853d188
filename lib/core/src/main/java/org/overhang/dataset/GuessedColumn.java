package org.overhang.dataset;

import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Field;
import org.overhang.core.Numbers;
import tech.tablesaw.columns.Column;

/**
 * A column that nobody declared: numbers or ISO days if every cell is one, else text as it stands.
 *
 * <p>A code is never turned into a number: a leading zero or more than fifteen digits keep the column text. {@code NA} is
 * missing only if the reader says so, and then only where the rest is numbers or days. A date other than yyyy-MM-dd stays
 * text, since day and month cannot be told apart.
 */
final class GuessedColumn extends CellColumn {
    private static final int EXACT_DIGITS = 15;

    private static final String EITHER =
            " may hold thousands or decimals: declare thousands(…), decimalComma() or decimalPoint()";

    private final Texts texts;
    private final Figures figures;
    private final Days days;
    private final @Nullable Flags flags;
    private boolean numbersPossible = true;
    private boolean daysPossible = true;
    private boolean anyNumber;
    private boolean anyDay;
    private final char decimal;
    private boolean isNumber;
    private long row;
    private @Nullable String reason;
    private @Nullable String breaking;

    GuessedColumn(
            String name, Set<String> own, Set<String> missing, char decimal, char grouping, @Nullable Flags flags) {
        super(name, own);
        this.flags = flags;
        this.decimal = decimal;
        texts = new Texts(name, Set.of());
        figures = new Figures(name, missing, decimal, grouping, flags);
        days = new Days(name, missing, "yyyy-MM-dd", DateTimeFormatter.ISO_LOCAL_DATE);
    }

    /** A number of a workbook is a number, however many digits it has. */
    @Override
    void number(double value, long line) {
        isNumber = true;
        String text = Numbers.plain(value).replace('.', decimal);
        cell(text.toCharArray(), text.length(), line);
        isNumber = false;
    }

    @Override
    boolean take(char[] text, int length) {
        row++;
        texts.take(text, length);
        if (numbersPossible) {
            boolean pads = Blanks.pad(text, length);
            char[] bare = pads ? Blanks.stripped(text, length) : text;
            boolean code = !isNumber && isCode(bare, pads ? bare.length : length);
            if (!code) {
                figures.cell(text, length, 0);
            }
            numbersPossible = !code && figures.badCount() == 0;
            if (numbersPossible) {
                anyNumber |= figures.missingCount() < row;
            } else {
                breaking = code ? null : new String(text, 0, length);
                reason = why(new String(text, 0, length), code);
            }
        }
        if (daysPossible) {
            days.cell(text, length, 0);
            daysPossible = days.badCount() == 0;
            anyDay |= daysPossible && days.missingCount() < row;
        }
        return true;
    }

    @Override
    void takeMissing() {
        row++;
        texts.takeMissing();
        if (numbersPossible) {
            figures.cell(new char[0], 0, 0);
        }
        if (daysPossible) {
            days.cell(new char[0], 0, 0);
        }
    }

    private static boolean isCode(char[] text, int length) {
        int from = text[0] == '-' ? 1 : 0;
        boolean leadingZero = length > from + 1 && text[from] == '0' && text[from + 1] >= '0' && text[from + 1] <= '9';
        return leadingZero || (length > EXACT_DIGITS && NumberText.isWhole(text, length));
    }

    private String why(String cell, boolean code) {
        String where = "\"" + cell + "\" in row " + row;
        if (cell.matches("\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}")) {
            return where + " may be day or month first: declare its pattern";
        }
        if (code) {
            boolean zero = cell.replaceFirst("^-", "").charAt(0) == '0';
            return where + (zero ? " begins with a zero" : " has more than fifteen digits");
        }
        if (cell.matches("-?\\d{1,3}([.,]\\d{3})+")) {
            return where + EITHER;
        }
        char[] text = cell.toCharArray();
        int number = Flags.numberLength(text, text.length);
        boolean flagged = flags == null
                && number < text.length
                && (anyNumber || Blanks.is(text[number]))
                && !Double.isNaN(NumberText.parse(text, number, decimal, '\0'));
        return anyNumber || flagged
                ? where + " is no number" + (flagged ? ": say flags() if it is one with a mark" : "")
                : "";
    }

    @Override
    boolean canBeNumbers() {
        return true;
    }

    @Override
    boolean showsPoint() {
        return numbersPossible && figures.showsPoint();
    }

    @Override
    @Nullable
    Bad undecided(boolean betweenCommas) {
        return numbersPossible ? figures.undecided(betweenCommas) : null;
    }

    @Override
    boolean keepsBlanks() {
        return true;
    }

    /** The marks behind the numbers, if it is one of numbers. */
    @Override
    @Nullable
    Flags flags() {
        return flags != null && settled() == Field.Kind.NUMBER ? flags : null;
    }

    /** Leaves the column text, since its points may part thousands. */
    void leaveUndecided(Bad cell) {
        numbersPossible = false;
        reason = "\"" + cell.text() + "\" in row " + cell.row() + EITHER;
    }

    @Override
    @Nullable
    String notANumber() {
        return breaking;
    }

    private Field.Kind settled() {
        if (numbersPossible && anyNumber && !codes()) {
            return Field.Kind.NUMBER;
        }
        return daysPossible && anyDay ? Field.Kind.DATE : Field.Kind.TEXT;
    }

    private boolean codes() {
        return flags != null && flags.looksLikeCodes((int) row - figures.missingCount());
    }

    /** The guess in words. */
    String guess() {
        return switch (settled()) {
            case NUMBER -> name + ": numbers";
            case DATE -> name + ": dates";
            case TEXT ->
                name + ": text"
                        + (numbersPossible && anyNumber
                                ? ", since most cells end in a letter as codes do: declare it a number if they are none"
                                : reason == null || reason.isEmpty() ? "" : ", since " + reason);
        };
    }

    @Override
    Column<?> column() {
        return switch (settled()) {
            case NUMBER -> figures.column();
            case DATE -> days.column();
            case TEXT -> texts.column();
        };
    }

    @Override
    String needed() {
        return "anything";
    }
}
