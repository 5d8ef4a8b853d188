package org.overhang.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds how a file writes decimals and thousands where nobody said so: the one way in which every column that can be numbers is.
 *
 * <p>A column counts if one way reads all of its cells. If ways with a point and ways with a comma are left, as for {@code 1,234}
 * alone, nothing is found and the column stays text.
 */
final class NumberMarks implements CellSink {
    private static final char[] DECIMALS = {'.', ','};

    /** Marks between thousands; 0 for none, first so that it is preferred. */
    private static final char[] GROUPINGS = {0, '.', ',', ' ', '\u00A0', '\u202F', '\'', '\u2019'};

    private static final int ALL = (1 << DECIMALS.length * GROUPINGS.length) - 1;

    private final List<@Nullable Set<String>> missing;
    private final int[] ways;
    private final boolean[] seen;
    private final boolean flags;
    private boolean inHeader = true;

    /** For each column the cells that mean missing and are passed over; null where the column is not looked at. Flags are cut off. */
    NumberMarks(List<@Nullable Set<String>> missing, boolean flags) {
        this.missing = missing;
        this.flags = flags;
        ways = new int[missing.size()];
        seen = new boolean[missing.size()];
        Arrays.fill(ways, ALL);
    }

    @Override
    public void cell(int column, char[] text, int length) {
        if (inHeader || length == 0 || column >= ways.length || ways[column] == 0) {
            return;
        }
        Set<String> markers = missing.get(column);
        if (markers == null) {
            return;
        }
        boolean pads = Blanks.pad(text, length);
        char[] cell = pads ? Blanks.stripped(text, length) : text;
        int end = pads ? cell.length : length;
        end = flags ? Flags.numberLength(cell, end) : end;
        if (end == 0 || (!markers.isEmpty() && markers.contains(new String(cell, 0, end)))) {
            return;
        }
        seen[column] = true;
        ways[column] &= ways(cell, end);
    }

    @Override
    public void row(int cells, long line) {
        inHeader = false;
    }

    /** The ways in which characters are a number, one bit each. */
    static int ways(char[] text, int length) {
        int out = 0;
        for (int d = 0; d < DECIMALS.length; d++) {
            for (int g = 0; g < GROUPINGS.length; g++) {
                char grouping = GROUPINGS[g];
                if (grouping != DECIMALS[d]
                        && !zeroGroup(text, length, grouping)
                        && !Double.isNaN(NumberText.parse(text, length, DECIMALS[d], grouping))) {
                    out |= 1 << (d * GROUPINGS.length + g);
                }
            }
        }
        return out;
    }

    /** A group of thousands never begins with a zero: 0.123 is no way to write 123. */
    private static boolean zeroGroup(char[] text, int length, char grouping) {
        int from = text[0] == '-' || text[0] == '+' ? 1 : 0;
        return grouping != 0 && length > from + 1 && text[from] == '0' && text[from + 1] == grouping;
    }

    /** Whether the characters are whole thousands if a point parts them: 1.200 and 12.345.678, not 0.123 or 1234.5. */
    static boolean mayBeThousands(char[] text, int length) {
        return !zeroGroup(text, length, '.') && !Double.isNaN(NumberText.parse(text, length, ',', '.'));
    }

    private int common() {
        int common = ALL;
        for (int c = 0; c < ways.length; c++) {
            common &= seen[c] && ways[c] != 0 ? ways[c] : ALL;
        }
        return common;
    }

    /** The decimal mark, or 0 if none can be told or a plain point does. */
    char decimal() {
        int common = common();
        int half = (1 << GROUPINGS.length) - 1;
        boolean point = (common & half) != 0;
        boolean comma = (common >> GROUPINGS.length) != 0;
        return point == comma || (common & 1) != 0 ? 0 : point ? '.' : ',';
    }

    /** The mark between thousands that goes with the decimal mark, 0 for none. */
    char grouping() {
        int from = decimal() == ',' ? GROUPINGS.length : 0;
        return GROUPINGS[Integer.numberOfTrailingZeros(common() >> from)];
    }
}
