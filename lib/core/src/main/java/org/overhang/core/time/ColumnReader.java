package org.overhang.core.time;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** The distinct cells of a column as moments of one unit, or a refusal that names the cell. */
final class ColumnReader {
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?");
    private static final int SHOWN = 60;

    private ColumnReader() {}

    static boolean isNumber(String plain) {
        return NUMBER.matcher(plain).matches();
    }

    /** A stated count takes whole numbers as they are, even those that look like months. */
    static Moment[] read(Periods.Cells where, Keys levels, @Nullable PeriodUnit stated) {
        @Nullable Moment[] found = new Moment[levels.count()];
        if (stated == PeriodUnit.COUNT) {
            Arrays.setAll(found, i -> count(Notation.plain(levels.label(i))));
        } else if (where.array() instanceof int[]) {
            Arrays.setAll(found, i -> new Moment(PeriodUnit.DAY, (long) levels.value(i, 0)));
        } else if (where.array() instanceof double[]) {
            found = NumberCells.of(IntStream.range(0, found.length)
                    .mapToDouble(i -> levels.value(i, 0))
                    .toArray());
        } else {
            texts(where, levels, found);
        }
        Moment[] out = new Moment[found.length];
        for (int i = 0; i < out.length; i++) {
            Moment moment = found[i];
            if (moment == null) {
                throw refusal(where, levels, i, "");
            }
            if (moment.unit() != java.util.Objects.requireNonNull(found[0]).unit()) {
                throw mixed(where, levels, i, found);
            }
            out[i] = moment;
        }
        return out;
    }

    private static @Nullable Moment count(String plain) {
        boolean whole = plain.matches("[-+]?\\d{1,15}");
        return whole ? new Moment(PeriodUnit.COUNT, Long.parseLong(plain)) : null;
    }

    private static void texts(Periods.Cells where, Keys levels, @Nullable Moment[] found) {
        String[] plain = new String[found.length];
        boolean longMonth = false;
        for (int i = 0; i < plain.length; i++) {
            plain[i] = Notation.plain(levels.label(i));
            found[i] = Notation.of(plain[i]);
        }
        numbers(plain, found);
        for (int i = 0; i < plain.length; i++) {
            Moment one = Notation.ambiguous(plain[i]);
            longMonth |= found[i] != null && found[i].unit() == PeriodUnit.MONTH || one != null && one.at() % 12 >= 4;
        }
        for (int i = 0; i < plain.length; i++) {
            Moment one = Notation.ambiguous(plain[i]);
            if (one != null && !longMonth) {
                throw refusal(where, levels, i, "which may be a month or a quarter");
            }
            found[i] = found[i] == null ? one : found[i];
        }
        if (plain.length > 1 && Arrays.stream(plain).allMatch(Notation::mayBeFiscal)) {
            throw refusal(where, levels, 0, "and, as in every cell, its second part may be a month or the next year");
        }
    }

    private static void numbers(String[] plain, @Nullable Moment[] found) {
        int[] at =
                IntStream.range(0, plain.length).filter(i -> isNumber(plain[i])).toArray();
        @Nullable
        Moment[] read = NumberCells.of(
                IntStream.of(at).mapToDouble(i -> Double.parseDouble(plain[i])).toArray());
        for (int j = 0; j < at.length; j++) {
            Moment moment = read[j];
            // 001 may count, but no year or month is written with a zero before it
            boolean padded = plain[at[j]].startsWith("0") && moment != null && moment.unit() != PeriodUnit.COUNT;
            found[at[j]] = padded ? null : moment;
        }
    }

    static OverhangException refusal(Periods.Cells where, Keys levels, int level, String why) {
        return new OverhangException(
                Reason.BAD_VALUE,
                where.verb() + " needs periods in its " + where.role() + " column, but \"" + where.column()
                        + "\" in table \"" + where.table() + "\" holds " + cell(levels, level)
                        + (why.isEmpty() ? "" : ", " + why) + ". Periods are written " + Notation.LIST
                        + ". Correct the cell, make it missing, or read days in another order with .date(column, pattern).");
    }

    private static OverhangException mixed(Periods.Cells where, Keys levels, int level, @Nullable Moment[] found) {
        String first = java.util.Objects.requireNonNull(found[0]).unit().word();
        String other = java.util.Objects.requireNonNull(found[level]).unit().word();
        return new OverhangException(
                Reason.BAD_VALUE,
                where.verb() + " needs periods of one length in its " + where.role() + " column, but \""
                        + where.column() + "\" in table \"" + where.table() + "\" holds " + cell(levels, 0) + ", a "
                        + first + ", and " + cell(levels, level) + ", a " + other
                        + ". Keep the rows of one length, or correct the cells.");
    }

    private static String cell(Keys levels, int level) {
        int[] codes = levels.codes();
        int row = IntStream.range(0, codes.length)
                .filter(i -> codes[i] == level)
                .findFirst()
                .orElse(-1);
        String label = levels.label(level);
        String shown = label.length() > SHOWN ? label.substring(0, SHOWN) + "…" : label;
        return "\"" + shown + "\" in row " + Numbers.fixed(row + 1, 0);
    }
}
