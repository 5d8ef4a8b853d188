package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.time.PeriodUnit;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Time is a key that holds periods, whatever its name and notation. */
class UtilizationTimeTest {
    /** Sums of a few terms. */
    private static final double EXACT = 1e-12;

    private static Table mills(String name, String... periods) {
        return Table.create(
                "mills",
                StringColumn.create(name, periods),
                DoubleColumn.create("output_t", 90, 80, 70),
                DoubleColumn.create("capacity_t", 100, 100, 100));
    }

    private static double trend(String name, String... periods) {
        return Utilization.of("output_t")
                .over("capacity_t")
                .by(name)
                .measure(mills(name, periods))
                .trend("utilization");
    }

    @Test
    void aTrendIsPerYearWhateverTheColumnIsCalled() {
        assertEquals(-0.1, trend("jahr", "2001", "2002", "2003"), EXACT);
        assertEquals(-0.4, trend("quartal", "Q4 2001", "Q1 2002", "Q2 2002"), EXACT);
        assertEquals(-1.2, trend("mois", "Dec-2001", "Jan-2002", "Feb-2002"), 1e-9);
    }

    @Test
    void groupsStandInTheOrderOfTheCalendar() {
        Table tidy = Utilization.of("output_t")
                .over("capacity_t")
                .by("mois")
                .measure(mills("mois", "2001M10", "2001M9", "2001M11"))
                .tidy();
        assertEquals(
                "[2001M9, 2001M10, 2001M11]", tidy.stringColumn("mois").asList().toString());
    }

    @Test
    void twoKeysThatReadAsTimesAreToldApartByTheSource() {
        Table table = mills("year", "2001", "2002", "2003");
        table.addColumns(IntColumn.create("hs4", 2001, 2001, 2001));
        Utilization by = Utilization.of("output_t").over("capacity_t").by("hs4", "year");
        OverhangException e =
                assertThrows(OverhangException.class, () -> by.measure(table).trend("utilization"));
        assertEquals(Reason.NOT_IDENTIFIED, e.reason());
        assertEquals(
                "A trend needs one key of time, but hs4 and year both read as periods. State which is the time: "
                        + "Source.of(table).every(\"year\", PeriodUnit.YEAR).",
                e.lines().get(0));
        assertEquals(
                -0.1,
                by.measure(Source.of(table).every("year", PeriodUnit.YEAR)).trend("utilization"),
                EXACT);
    }

    @Test
    void aTrendWithoutTimeIsRefused() {
        OverhangException e = assertThrows(OverhangException.class, () -> trend("mill", "A", "B", "C"));
        assertEquals(
                "A trend needs a key of time such as 2019, 2019Q3 or 2019-05, but none of the keys mill holds such periods "
                        + "throughout. Add it to by(…).",
                e.lines().get(0));
    }
}
