package org.overhang.dumping;

import java.time.LocalDate;
import org.overhang.core.Batch;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * How finely the days of a case are told apart: by what sales match (fine), by what export sales are averaged (coarse), and by
 * what costs are stated (slots).
 *
 * <p>Reviews match and average by month. Quarterly costs match by quarter, and average by quarter in reviews too; high
 * inflation matches by month and averages as ever. So fine time is a month or a quarter or nothing, and coarse time is the
 * same, or a quarter above months, or nothing above months.
 */
final class Times {
    private final int[] monthOfDay;
    private final int firstDay;
    private final int firstMonth;
    private final int months;
    private final int startMonth;
    private final int firstQuarter;
    private final int quarters;
    private final boolean monthly;
    private final boolean byQuarter;
    private final boolean inflation;

    /** The two lists of days and the first day of the period span the calendar. */
    Times(int[] first, int[] second, CaseFacts facts, boolean monthly) {
        int[] range = dayRange(first, second, facts.periodStart);
        firstDay = range[0];
        monthOfDay = months(range[0], range[1]);
        firstMonth = monthOfDay[0];
        months = monthOfDay[monthOfDay.length - 1] - firstMonth + 1;
        startMonth = facts.periodStart == Batch.NO_DAY ? firstMonth : month(facts.periodStart);
        firstQuarter = quarterOfMonth(firstMonth);
        quarters = quarterOfMonth(firstMonth + months - 1) - firstQuarter + 1;
        this.monthly = monthly;
        byQuarter = facts.materialPrices != null;
        inflation = facts.priceIndex != null;
    }

    private static int[] dayRange(int[] first, int[] second, int start) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int[] days : new int[][] {first, second, {start}}) {
            for (int day : days) {
                if (day != Batch.NO_DAY) {
                    low = Math.min(low, day);
                    high = Math.max(high, day);
                }
            }
        }
        return low > high ? new int[] {0, 0} : new int[] {low, high};
    }

    private static int[] months(int low, int high) {
        if ((long) high - low > 40_000_000L) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    Intake.VERB + " needs dates of sale within some centuries, but they run from "
                            + LocalDate.ofEpochDay(low) + " to " + LocalDate.ofEpochDay(high) + ". Correct them.");
        }
        int[] out = new int[high - low + 1];
        for (int k = 0; k < out.length; k++) {
            LocalDate date = LocalDate.ofEpochDay(low + k);
            out[k] = date.getYear() * 12 + date.getMonthValue() - 1;
        }
        return out;
    }

    /** Months since year 0 of a day. */
    int month(int day) {
        return monthOfDay[day - firstDay];
    }

    /** Quarter of a month, the period's first quarter being 1; before it 0, −1 … */
    int quarterOfMonth(int month) {
        return Math.floorDiv(month - startMonth, 3) + 1;
    }

    boolean byQuarter() {
        return byQuarter;
    }

    boolean inflation() {
        return inflation;
    }

    private boolean fineIsMonth() {
        return monthly || inflation;
    }

    int fine(int day) {
        return fineIsMonth() ? month(day) - firstMonth : byQuarter ? quarterOfMonth(month(day)) - firstQuarter : 0;
    }

    int fines() {
        return fineIsMonth() ? months : byQuarter ? quarters : 1;
    }

    /** The month of a fine time; 0 where months are not told apart. */
    int monthOf(int fine) {
        return fineIsMonth() ? fine + firstMonth : 0;
    }

    /** The quarter of a fine time; 0 where quarters are not told apart. */
    int quarterOf(int fine) {
        return !byQuarter ? 0 : fineIsMonth() ? quarterOfMonth(fine + firstMonth) : fine + firstQuarter;
    }

    /** The slot of the cost table that a fine time falls into. */
    int slot(int fine) {
        return byQuarter ? quarterOf(fine) - firstQuarter : inflation ? fine : 0;
    }

    int slots() {
        return byQuarter ? quarters : inflation ? months : 1;
    }

    int quarterOfSlot(int slot) {
        return slot + firstQuarter;
    }

    int monthOfSlot(int slot) {
        return slot + firstMonth;
    }

    /** The time by which export sales are averaged. */
    int coarse(int fine) {
        return byQuarter ? slot(fine) : monthly ? fine : 0;
    }

    int coarses() {
        return byQuarter ? quarters : monthly ? months : 1;
    }

    /** The month of an averaging group; 0 where months are not told apart in it. */
    int monthOfCoarse(int coarse) {
        return monthly && !byQuarter ? coarse + firstMonth : 0;
    }

    /** Whether a home time may meet an export time, both fine: same quarter of costs, same month of inflation, the window. */
    boolean meet(int export, int home) {
        return slot(export) == slot(home) && windowOrder(export, home) >= 0;
    }

    /** Place of a home time in the contemporaneous window of an export time; 0 where there is none, −1 outside. */
    int windowOrder(int export, int home) {
        return monthly ? MatchMath.windowOrder(monthOf(export), monthOf(home)) : 0;
    }
}
