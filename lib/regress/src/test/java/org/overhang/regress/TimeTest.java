package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.core.time.PeriodUnit;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** A lag is a period: not a day, a row or a rank. */
class TimeTest {
    /** Printed digits of the reference. */
    private static final double PRINTED = 5e-6;

    private static final double EXACT = 1e-12;

    private static Table read(String name) {
        return Table.read().csv(TimeTest.class.getResourceAsStream("/reference/time/" + name + ".csv"));
    }

    private static OverhangException refused(Reason reason, org.junit.jupiter.api.function.Executable run) {
        OverhangException e = assertThrows(OverhangException.class, run);
        assertEquals(reason, e.reason(), e.getMessage());
        return e;
    }

    @Test
    void neweyWestCountsMonthsWhenTimeIsADate() {
        Table months = read("monthly");
        assertEquals(ColumnType.LOCAL_DATE, months.column("date").type());
        Regression spec = Regression.ols("y ~ x")
                .covariance(Covariance.neweyWest(2))
                .unit("id")
                .smallSample(SmallSample.SANDWICH);
        assertEquals(0.085276, spec.time("date").fit(months).standardError("x"), PRINTED);
        assertEquals(0.085276, spec.time("m").fit(months).standardError("x"), PRINTED);
        assertEquals(0.085276, spec.time("ym").fit(months).standardError("x"), PRINTED);
    }

    @Test
    void aLagOfADateIsTheMonthBefore() {
        RegressionFit fit =
                Regression.ols("y ~ lag(x, 1)").time("date").unit("id").fit(read("monthly"));
        assertEquals(0.58243, fit.coefficient(fit.terms().get(1)), PRINTED);
        assertEquals(48, fit.nobs());
    }

    /** Bartlett weights by distance: without a gap the sums of the textbook, written out here over ranks. */
    @Test
    void driscollKraayLeavesAGapAPlace() {
        Table all = read("nw_index");
        Table gap = all.where(all.intColumn("t").isNotEqualTo(30));
        Regression spec = Regression.ols("y ~ x").time("t").smallSample(SmallSample.NONE);
        double byDistance = spec.covariance(Covariance.neweyWest(3)).fit(gap).standardError("x");
        assertEquals(
                byDistance,
                spec.covariance(Covariance.driscollKraay(3)).fit(gap).standardError("x"),
                EXACT);
    }

    @Test
    void asManyLagsAsPeriodsAreRefused() {
        Table series = read("nw_index");
        Regression spec = Regression.ols("y ~ x").time("t");
        assertTrue(spec.covariance(Covariance.neweyWest(59)).fit(series).standardError("x") > 0);
        assertEquals(
                "Newey–West needs fewer lags than periods, but has 60 lags and 60 periods. Take fewer lags.",
                refused(
                                Reason.OUT_OF_RANGE,
                                () -> spec.covariance(Covariance.neweyWest(60)).fit(series))
                        .lines()
                        .get(0));
        assertEquals(
                "Driscoll–Kraay needs fewer lags than periods, but has 60 lags and 60 periods. Take fewer lags.",
                refused(
                                Reason.OUT_OF_RANGE,
                                () -> spec.covariance(Covariance.driscollKraay(60))
                                        .fit(series))
                        .lines()
                        .get(0));
    }

    @Test
    void businessDaysAreNeighborsWhenAsked() {
        Table series = read("nw_index");
        DateColumn day = DateColumn.create("day");
        LocalDate monday = LocalDate.of(2020, 3, 2);
        IntStream.range(0, series.rowCount()).forEach(i -> day.append(monday.plusDays(7L * (i / 5) + i % 5)));
        series.addColumns(day);
        Regression spec = Regression.ols("y ~ lag(x, 1)").time("day");
        assertEquals(48, spec.fit(series).nobs(), "in calendar days no Monday has a day before");
        assertEquals(
                59,
                spec.fit(Source.of(series).every("day", PeriodUnit.BUSINESS_DAY))
                        .nobs());
    }

    @Test
    void timeIsNoUnitAndAUnitMayBeCrossed() {
        Table months = read("monthly");
        Regression spec = Regression.ols("y ~ lag(x, 1)").time("date");
        assertEquals(
                "Regression needs a unit that is not its time, but \"date\" is named as both. Name the column that tells the units "
                        + "apart.",
                refused(Reason.BAD_VALUE, () -> spec.unit("id^date").fit(months))
                        .lines()
                        .get(0));
        Table split = months.copy();
        split.addColumns(
                DoubleColumn.create("a", months.intColumn("id").asDoubleArray())
                        .divide(4)
                        .roundInt()
                        .setName("a"),
                months.intColumn("id").remainder(4).setName("b"));
        RegressionFit one = spec.unit("id").covariance(Covariance.neweyWest(2)).fit(split);
        RegressionFit two = spec.unit("a^b").covariance(Covariance.neweyWest(2)).fit(split);
        assertEquals(
                one.standardError(one.terms().get(1)),
                two.standardError(two.terms().get(1)),
                EXACT);
    }

    @Test
    void aBlockOfTheBootstrapIsOfCalendarPeriods() {
        Table all = read("nw_index");
        Table gap = all.where(all.intColumn("t").isNotEqualTo(30));
        RegressionFit fit = Regression.ols("y ~ x").time("t").fit(gap);
        assertTrue(fit.blockBootstrap(4, 50, Seed.seed(3)).standardError("x") > 0);
        Table far = all.copy();
        far.intColumn("t").set(0, -1000);
        RegressionFit sparse = Regression.ols("y ~ x").time("t").fit(far);
        assertTrue(refused(Reason.NOT_IDENTIFIED, () -> sparse.blockBootstrap(4, 50, Seed.seed(3)))
                .lines()
                .get(0)
                .contains("60 of 1,061 have rows"));
    }
}
