package org.overhang.core;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text, the same on every machine and in every locale. */
public final class Numbers {
    private static final int EXACT_INTEGERS_BELOW = 1 << 30;
    private static final int LONG_CELL = 9;
    private static final int FEW_DECIMALS = 6;
    private static final double EXACT_DIGITS = 1e15;
    private static final long MANTISSA = 0xF_FFFF_FFFF_FFFFL;
    /** Of one or two digits a JDK prints at least two, though one may do. */
    private static final int SURE_DIGITS = 3;

    private static final boolean SHORTEST_PRINTED = Runtime.version().feature() >= 19;

    private Numbers() {}

    /**
     * A number with a fixed count of decimals and commas between thousands; "–" for NaN, "∞" and "-∞" for the infinities.
     *
     * @param value the number
     * @param decimals digits after the point, 0 to 12
     * @return the text
     */
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        String digits =
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        boolean negative = digits.startsWith("-");
        String unsigned = negative ? digits.substring(1) : digits;
        int point = unsigned.indexOf('.');
        int whole = point < 0 ? unsigned.length() : point;
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < whole; i++) {
            if (i > 0 && (whole - i) % 3 == 0) {
                out.append(',');
            }
            out.append(unsigned.charAt(i));
        }
        out.append(unsigned, whole, unsigned.length());
        boolean isZero = out.chars().noneMatch(c -> c >= '1' && c <= '9');
        return negative && !isZero ? "-" + out : out.toString();
    }

    /**
     * A number with the given count of significant digits, for columns whose scale is not known beforehand.
     *
     * @param value the number
     * @param digits significant digits, at least 1
     * @return the text, with commas between thousands; scientific below 1e-4 and from 1e15
     */
    public static String significant(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return fixed(value, 0);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= 15) {
            BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros();
            return mantissa.toPlainString() + "e" + exponent;
        }
        return fixed(rounded.doubleValue(), Math.max(0, digits - 1 - exponent));
    }

    /**
     * A cell of a table as people read it: a long number with six significant digits, everything else as it is. Full precision
     * is for programs.
     *
     * @param cell a number at full precision, or any text
     * @return the text
     */
    public static String shown(String cell) {
        if (cell.length() < LONG_CELL) {
            return cell;
        }
        try {
            return significant(Double.parseDouble(cell), 6);
        } catch (NumberFormatException e) {
            return cell;
        }
    }

    /**
     * A rate as percent, "59.3 %": the only place where a fraction turns into percent is print.
     *
     * @param fraction the rate, 1 is one hundred percent
     * @param decimals digits after the point
     * @return the text
     */
    public static String percent(double fraction, int decimals) {
        return Double.isNaN(fraction) ? "–" : fixed(100 * fraction, decimals) + " %";
    }

    /**
     * A number in as few correctly rounded digits as read back: "2019" and not "2019.0"; an empty string for NaN.
     *
     * @param value the number
     * @return the text, without exponent or grouping
     */
    public static String plain(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS_BELOW) {
            return Long.toString((long) value);
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return shortest(value);
    }

    /**
     * A number that was typed, for messages: as {@link #plain}, and NaN as "NaN".
     *
     * @param value the number
     * @return the text
     */
    public static String argument(double value) {
        return Double.isNaN(value) ? "NaN" : plain(value);
    }

    /** JDK 19 changed {@link Double#toString(double)}; the fewest correctly rounded digits that read back are the same on all. */
    private static String shortest(double value) {
        long power = 1;
        for (int decimals = 0; decimals <= FEW_DECIMALS; decimals++) {
            // At most fifteen digits name one double only, and the division rounds once: the same text, sooner.
            double digits = Math.rint(value * power);
            if (Math.abs(digits) < EXACT_DIGITS && digits / power == value) {
                return BigDecimal.valueOf((long) digits, decimals).toPlainString();
            }
            power *= 10;
        }
        return printed(value);
    }

    /**
     * What {@link #searched(double)} gives, sooner: the digits that the JDK prints are enough on every JDK, so the search starts
     * from their count and goes down. Where a count of digits reads back, the next higher one comes nearer still and reads back
     * too, except next to a power of two, below which doubles lie twice as close.
     */
    private static String printed(double value) {
        boolean power = (Double.doubleToRawLongBits(value) & MANTISSA) == 0;
        BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (power || printed.precision() < SURE_DIGITS || Math.abs(value) < Double.MIN_NORMAL) {
            return searched(value);
        }
        if (SHORTEST_PRINTED) {
            return printed.toPlainString();
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal best = exact.round(new MathContext(printed.precision(), RoundingMode.HALF_EVEN));
        if (best.doubleValue() != value) {
            return searched(value);
        }
        for (int digits = printed.precision() - 1; digits > 0; digits--) {
            BigDecimal fewer = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (fewer.doubleValue() != value) {
                break;
            }
            best = fewer;
        }
        return best.stripTrailingZeros().toPlainString();
    }

    static String searched(double value) {
        for (int digits = 1; digits <= 17; digits++) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros().toPlainString();
            }
        }
        return new BigDecimal(value).toPlainString();
    }
}
