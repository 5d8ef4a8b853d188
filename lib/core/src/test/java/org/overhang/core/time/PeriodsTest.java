package org.overhang.core.time;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Every notation is read by the calendar, and what is none is refused with its cell. */
class PeriodsTest {
    private static Periods read(Object cells) {
        return Periods.of("Regression", "time", "t", "table", cells, null);
    }

    private static Periods texts(@Nullable String... cells) {
        return read(cells);
    }

    private static Periods numbers(double... cells) {
        return read(cells);
    }

    private static Periods days(String... dates) {
        return read(Arrays.stream(dates)
                .mapToInt(d -> (int) LocalDate.parse(d).toEpochDay())
                .toArray());
    }

    private static OverhangException refused(Object cells) {
        OverhangException e = assertThrows(OverhangException.class, () -> read(cells));
        assertEquals(Reason.BAD_VALUE, e.reason());
        return e;
    }

    @ParameterizedTest
    @CsvSource({
        "2001, 2002, YEAR, 1",
        "FY2001, 2003FY, YEAR, 2",
        "2001H1, 2002H2, HALF_YEAR, 3",
        "2001-S2, 2002-S1, HALF_YEAR, 1",
        "H2 2001, H1 2002, HALF_YEAR, 1",
        "2001Q3, 2002Q2, QUARTER, 3",
        "2001-Q4, 2002-Q1, QUARTER, 1",
        "Q4 2001, Q1 2002, QUARTER, 1",
        "Q4-2001, Q1-2002, QUARTER, 1",
        "4Q2001, 1Q2002, QUARTER, 1",
        "2001q4, 2002q1, QUARTER, 1",
        "2001-12, 2002-02, MONTH, 2",
        "2001/12, 2002/01, MONTH, 1",
        "2001M9, 2001M10, MONTH, 1",
        "2001M09, 2001M10, MONTH, 1",
        "200112, 200201, MONTH, 1",
        "Dec-2001, Jan-2002, MONTH, 1",
        "December 2001, January 2002, MONTH, 1",
        "Sept. 2001, Oct 2001, MONTH, 1",
        "2001 Dec, 2002 Jan, MONTH, 1",
        "12/2001, 01/2002, MONTH, 1",
        "12/2001, 1/2002, MONTH, 1",
        "1974:12, 1975:01, MONTH, 1",
        "2001-W52, 2002-W01, WEEK, 1",
        "2020W53, 2021W01, WEEK, 1",
        "2001-12-31, 2002-01-02, DAY, 2",
        "20011231, 20020102, DAY, 2",
        "2001/12/31, 2002/01/02, DAY, 2",
        "31-Dec-2001, 2 January 2002, DAY, 2",
        "'December 31, 2001', 'January 2, 2002', DAY, 2",
        "2001-12-31T23:59, 2002-01-02 00:00:01, DAY, 2",
        "2001.75, 2002.25, HALF_YEAR, 1",
        "2001.75, 2002, QUARTER, 1",
        "2001.917, 2002, MONTH, 1",
        "1, 4, COUNT, 3",
        "-1, 2, COUNT, 3"
    })
    void aNotationIsReadByTheCalendar(String first, String second, PeriodUnit unit, long distance) {
        for (Periods p : new Periods[] {texts(first, second), texts(second, first), texts(" " + first, second + " ")}) {
            assertEquals(unit, p.unit());
            assertEquals(distance, p.ordinal(1) - p.ordinal(0));
            assertEquals(first, p.label(0).strip());
            assertEquals(p.ordinal(0), p.find(first).getAsLong());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2001-01-01, 2001-02-01, 2001-03-01, MONTH",
        "2001-01-31, 2001-02-28, 2001-04-30, MONTH",
        "2000-01-30, 2000-02-29, 2000-03-30, MONTH",
        "2001-01-15, 2001-02-15, 2001-06-15, MONTH",
        "2020-01-31, 2020-02-28, 2020-05-29, MONTH",
        "2020-02-03, 2020-03-02, 2020-04-01, MONTH",
        "2001-03-31, 2001-06-30, 2001-12-31, QUARTER",
        "2001-01-01, 2001-07-01, 2002-07-01, HALF_YEAR",
        "2001-06-30, 2002-06-30, 2004-06-30, YEAR",
        "2001-01-05, 2001-01-12, 2001-01-26, WEEK",
        "2001-01-05, 2001-01-08, 2001-01-09, DAY"
    })
    void datesStepAsTheCalendarHasThem(String a, String b, String c, PeriodUnit unit) {
        Periods p = days(c, a, b);
        assertEquals(unit, p.unit());
        assertEquals(1, p.ordinal(1) - p.ordinal(0) > 1 ? 1 : p.ordinal(1) - p.ordinal(0));
        assertArrayEquals(new int[] {2, 0, 1}, p.codes());
        assertEquals(a, p.label(0));
        assertEquals(unit, texts(a, b, c).unit());
    }

    @Test
    void monthsOfQuarterEndsAreQuartersWhateverTheirNotation() {
        for (Periods p : new Periods[] {
            texts("2001-03", "2001-06", "2001-12"), numbers(200103, 200106, 200112), numbers(2001.25, 2001.5, 2002),
        }) {
            assertEquals(PeriodUnit.QUARTER, p.unit());
            assertArrayEquals(new int[] {1}, p.gaps());
        }
    }

    @Test
    void twoNotationsOfOnePeriodAreOnePeriod() {
        Periods p = texts("Jan-2020", "2020-01", null, "2020M2", "Feb 2020");
        assertArrayEquals(new int[] {0, 0, -1, 1, 1}, p.codes());
        assertEquals("2020-01", p.label(0));
        assertEquals(Periods.MISSING, p.at(2));
    }

    @Test
    void businessDaysAreAsked() {
        int[] cells = Arrays.stream(new String[] {"2020-01-03", "2020-01-06", "2020-01-08"})
                .mapToInt(d -> (int) LocalDate.parse(d).toEpochDay())
                .toArray();
        Periods asked = Periods.of("Regression", "time", "t", "table", cells, PeriodUnit.BUSINESS_DAY);
        assertEquals(1, asked.ordinal(1) - asked.ordinal(0));
        assertEquals(2, asked.ordinal(2) - asked.ordinal(1));
        assertEquals("2020-01-07", asked.labelOf(asked.ordinal(1) + 1));
        assertEquals(3, read(cells).ordinal(1) - read(cells).ordinal(0));
        int[] saturday = {(int) LocalDate.parse("2020-01-04").toEpochDay()};
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Periods.of("Regression", "time", "t", "table", saturday, PeriodUnit.BUSINESS_DAY));
        assertTrue(e.lines().get(0).contains("\"2020-01-04\" in row 1, which is no business day"), e.getMessage());
    }

    @Test
    void aStatedCountTakesNumbersAsTheyAre() {
        Periods p = Periods.of("Regression", "time", "t", "table", new double[] {200112, 200113}, PeriodUnit.COUNT);
        assertEquals(1, p.ordinal(1) - p.ordinal(0));
    }

    @Test
    void whatIsNoPeriodIsRefusedWithItsCell() {
        assertEquals(
                "Regression needs periods in its time column, but \"t\" in table \"table\" holds \"spring\" in row 2. "
                        + "Periods are written 2001, 2001H1, 2001Q3, 2001-Q3, Q3 2001, 2001-01, 2001M1, 200101, Jan-2001, "
                        + "01/2001, 1974:01, 2001-W05, 2001-01-31, 2001.25 (if every cell is such a quarter or month) or "
                        + "numbers that count 1, 2, 3. Correct the cell, make it missing, or read days in another order "
                        + "with .date(column, pattern).",
                refused(new String[] {"2001Q1", "spring"}).lines().get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "2001M13, 2001M1",
        "2001-13, 2001-11",
        "2001Q5, 2001Q1",
        "2001H3, 2001H1",
        "2001-W53, 2001-W01",
        "2001-02-30, 2001-02-28",
        "01/02/2001, 02/02/2001",
        "Jan-01, Feb-2001",
        "2001-Q, 2001-Q1",
        "02001, 2001",
        "Tri 1 2001, Tri 2 2001"
    })
    void outsideTheCalendar(String bad, String good) {
        assertTrue(refused(new String[] {good, bad}).lines().get(0).contains("\"" + bad + "\" in row 2"), bad);
    }

    @Test
    void numbersThatFitNoneOrTwoThingsAreRefused() {
        assertTrue(refused(new double[] {200112, 200113, 200201}).lines().get(0).contains("\"200113\" in row 2"));
        assertTrue(refused(new double[] {2001, 2001.3}).lines().get(0).contains("\"2001.3\" in row 2"));
        assertTrue(refused(new double[] {2001, 200102}).lines().get(0).contains("\"2001\" in row 1"));
        assertTrue(refused(new String[] {"1974:1", "1974:2"}).lines().get(0).contains("a month or a quarter"));
        assertTrue(refused(new String[] {"2009-10", "2010-11"}).lines().get(0).contains("the next year"));
        assertEquals(
                "Regression needs periods of one length in its time column, but \"t\" in table \"table\" holds \"2001Q1\" in "
                        + "row 2, a quarter, and \"2002\" in row 1, a year. Keep the rows of one length, or correct the cells.",
                refused(new String[] {"2002", "2001Q1"}).lines().get(0));
        assertEquals(PeriodUnit.MONTH, texts("1974:9", "1974:10").unit());
        assertEquals(PeriodUnit.COUNT, numbers(1, 2, 300000).unit());
    }

    @Test
    void aNamedPeriodIsFoundOnTheColumnsCalendar() {
        Periods months = texts("2001-01", "2001-02", "2001-04");
        assertEquals(months.ordinal(2) - 1, months.place("an event", "Mar-2001"));
        assertEquals(months.ordinal(1), months.place("an event", "2001-02-17"));
        assertEquals("2001-03", months.labelOf(months.ordinal(2) - 1));
        OverhangException e = assertThrows(OverhangException.class, () -> months.place("an event", "2001"));
        assertEquals(
                "Regression needs a month for an event, since \"t\" in table \"table\" holds such periods, but it is \"2001\". "
                        + "Write it as \"2001-01\".",
                e.lines().get(0));
        long[] at = months.place("event", "e", new double[] {0, Double.NaN, 200102});
        assertArrayEquals(new long[] {Periods.MISSING, Periods.MISSING, months.ordinal(1)}, at);
        Periods quarters = numbers(2001, 2001.25, 2001.5);
        assertEquals(quarters.ordinal(0), quarters.find(2001.0).getAsLong());
    }

    @Test
    void nothingIsAColumnWithoutPeriods() {
        Periods none = texts(null, null);
        assertEquals(0, none.count());
        assertEquals("none", none.describe());
        assertArrayEquals(new double[] {Double.NaN, Double.NaN}, none.numbers());
    }
}
