package org.overhang.core.time;

import java.util.OptionalLong;

/**
 * One cell's period in its own unit.
 *
 * @param unit what the notation names: never a business day
 * @param at years, half-years, quarters or months from year 0, weeks or days from 1970, or the count itself
 */
record Moment(PeriodUnit unit, long at) {
    /** The period of another unit that holds this one; empty if this one is longer, or if one of them has no date. */
    OptionalLong in(PeriodUnit wanted) {
        if (unit == wanted) {
            return OptionalLong.of(at);
        }
        if (unit == PeriodUnit.COUNT || wanted == PeriodUnit.COUNT) {
            return OptionalLong.empty();
        }
        if (unit == PeriodUnit.DAY && wanted == PeriodUnit.BUSINESS_DAY) {
            return PeriodUnit.isWeekend(at) ? OptionalLong.empty() : OptionalLong.of(PeriodUnit.businessDayOf(at));
        }
        if (unit == PeriodUnit.DAY && wanted == PeriodUnit.WEEK) {
            return OptionalLong.of(PeriodUnit.weekOf(at));
        }
        boolean inside = wanted.months() > 0 && (unit.months() == 0 || unit.months() < wanted.months());
        return inside ? OptionalLong.of(Math.floorDiv(month(), (long) wanted.months())) : OptionalLong.empty();
    }

    /** The month in which the period begins; a week is of the month of its Thursday, as ISO 8601 has it for years. */
    private long month() {
        return switch (unit) {
            case DAY -> PeriodUnit.monthOf(at);
            case WEEK -> PeriodUnit.monthOf(PeriodUnit.WEEK.firstDay(at) + 3);
            default -> at * unit.months();
        };
    }
}
