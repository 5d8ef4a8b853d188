package org.overhang.core.time;

import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** Periods as the longer ones that they lie in. */
final class CoarserPeriods {
    private CoarserPeriods() {}

    /** A month is written 2024-03, a quarter 2024Q1, a half-year 2024H1; a year is a number. */
    static Column<?> column(Periods periods, int rows, PeriodUnit unit) {
        PeriodUnit own = periods.unit();
        boolean days = own == PeriodUnit.DAY || own == PeriodUnit.BUSINESS_DAY;
        boolean parts = own.months() > 0 && unit.months() > 0 && unit.months() % own.months() == 0;
        if (unit.months() == 0 || !(days || parts)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "period needs periods that make up a " + unit.word() + ", but the column holds "
                            + periods.describe() + ". Say a month, quarter, half-year or year that is not shorter.");
        }
        IntColumn years = IntColumn.create(unit.word());
        StringColumn labels = StringColumn.create(unit.word());
        for (int row = 0; row < rows; row++) {
            long at = periods.at(row);
            boolean missing = at == Periods.MISSING;
            long ordinal = missing ? 0 : Math.floorDiv(PeriodUnit.monthOf(own.firstDay(at)), (long) unit.months());
            if (unit == PeriodUnit.YEAR) {
                if (missing) {
                    years.appendMissing();
                } else {
                    years.append(Math.toIntExact(ordinal));
                }
            } else if (missing) {
                labels.appendMissing();
            } else {
                labels.append(Periods.written(unit, ordinal));
            }
        }
        return unit == PeriodUnit.YEAR ? years : labels;
    }
}
