package org.overhang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.overhang.capacity.GlutDating;
import org.overhang.capacity.Utilization;
import org.overhang.core.Draws;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.dataset.TableCheck;
import org.overhang.price.PriceEffects;
import org.overhang.price.TradeDiversion;
import org.overhang.price.UnitValueDecomposition;
import org.overhang.regress.Covariance;
import org.overhang.regress.PanelRegression;
import org.overhang.regress.Regression;
import org.overhang.regress.RegressionFit;
import org.overhang.regress.event.EventStudy;
import org.overhang.regress.event.SyntheticControl;
import org.overhang.regress.series.Cointegration;
import org.overhang.regress.series.LocalProjection;
import org.overhang.regress.series.UnitRoot;
import org.overhang.regress.series.VectorAutoregression;
import org.overhang.subsidy.LearningCurve;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Each notation of time through each verb gives one answer, whatever the order of the rows: the numbers of the verb with periods
 * counted 1, 2, 3 are those with the same periods as years, quarters, months, weeks or days in any notation.
 */
class TimeUnderEveryVerbTest {
    /** The same arithmetic in the same order; shuffled rows may add up in another. */
    private static final double SAME = 1e-9;

    private static final int UNITS = 3;
    private static final int PERIODS = 36;
    /** A place without rows in the panel: a gap is seen as one in every notation. */
    private static final int GAP = 20;

    private static final int FIRST_EVENT = 5;
    private static final int SECOND_EVENT = 8;

    /** Verbs that compare two periods and order none; there a word may name a period. */
    private static final Set<String> BY_NAME = Set.of("UnitValueDecomposition", "TradeDiversion");

    private static final YearMonth MONTH = YearMonth.of(2018, 10);
    private static final LocalDate MONDAY = LocalDate.of(2018, 11, 5);

    /** What stands for the k-th period. */
    private static Map<String, IntFunction<Object>> notations() {
        Map<String, IntFunction<Object>> out = new LinkedHashMap<>();
        out.put("years", k -> 1987 + k);
        out.put("years as text", k -> " " + (1987 + k));
        out.put("years as dates", k -> LocalDate.of(1987 + k, 6, 30));
        out.put("FY2001", k -> "FY" + (1987 + k));
        out.put("2001H1", k -> (1987 + k / 2) + "H" + (k % 2 + 1));
        out.put("2001Q3", k -> year4(k) + "Q" + part4(k));
        out.put("2001-Q3", k -> year4(k) + "-Q" + part4(k));
        out.put("Q3 2001", k -> "Q" + part4(k) + " " + year4(k));
        out.put("Q3-2001", k -> "Q" + part4(k) + "-" + year4(k));
        out.put("2001.25", k -> year4(k) + (part4(k) - 1) / 4.0);
        out.put("2001.25 as text", k -> Double.toString(year4(k) + (part4(k) - 1) / 4.0));
        out.put("quarter ends", k -> MONTH.plusMonths(3L * k + 2).atEndOfMonth());
        out.put("2001-01", k -> month(k).toString());
        out.put("2001M1", k -> month(k).getYear() + "M" + month(k).getMonthValue());
        out.put("200101", k -> month(k).getYear() * 100 + month(k).getMonthValue());
        out.put("200101 as text", k -> "" + (month(k).getYear() * 100 + month(k).getMonthValue()));
        out.put("Jan-2001", k -> named(k, TextStyle.SHORT) + "-" + month(k).getYear());
        out.put("January 2001", k -> named(k, TextStyle.FULL) + " " + month(k).getYear());
        out.put("01/2001", k -> "%02d/%d".formatted(month(k).getMonthValue(), month(k).getYear()));
        out.put("1974:01", k -> "%d:%02d".formatted(month(k).getYear(), month(k).getMonthValue()));
        out.put("months as decimals", k -> month(k).getYear() + (month(k).getMonthValue() - 1) / 12.0);
        out.put("month starts", k -> month(k).atDay(1));
        out.put("month ends", k -> month(k).atEndOfMonth());
        out.put("month ends as text", k -> month(k).atEndOfMonth().toString());
        out.put("timestamps", k -> month(k).atDay(15).atTime(k % 24, 30));
        out.put("2001-W05", k -> {
            LocalDate day = MONDAY.plusWeeks(k);
            return "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        });
        out.put("weeks as dates", k -> MONDAY.plusWeeks(k));
        out.put("days", k -> MONDAY.plusDays(k));
        out.put("20010131", k -> {
            LocalDate day = MONDAY.plusDays(k);
            return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
        });
        return out;
    }

    private static int year4(int k) {
        return 2011 + (k + 1) / 4;
    }

    private static int part4(int k) {
        return (k + 1) % 4 + 1;
    }

    private static YearMonth month(int k) {
        return MONTH.plusMonths(k);
    }

    private static String named(int k, TextStyle style) {
        return month(k).getMonth().getDisplayName(style, Locale.ENGLISH);
    }

    private static Column<?> column(String name, List<@Nullable Object> cells) {
        Object first = cells.stream().filter(Objects::nonNull).findFirst().orElseThrow();
        Column<?> out = first instanceof Integer
                ? IntColumn.create(name)
                : first instanceof Double
                        ? DoubleColumn.create(name)
                        : first instanceof LocalDate
                                ? DateColumn.create(name)
                                : first instanceof LocalDateTime
                                        ? DateTimeColumn.create(name)
                                        : StringColumn.create(name);
        for (Object cell : cells) {
            if (cell == null) {
                out.appendMissing();
            } else {
                out.appendObj(cell);
            }
        }
        return out;
    }

    /**
     * One data set in one notation.
     *
     * @param panel three units, in whose periods one is missing
     * @param series one unit without a gap
     * @param events units without gaps over a few periods, a third treated from one period on and a third from another
     * @param at the notation of the k-th period
     */
    private record Data(Table panel, Table series, Table events, IntFunction<Object> at) {
        String text(int k) {
            Object cell = at.apply(k);
            cell = cell instanceof LocalDateTime moment ? moment.toLocalDate() : cell;
            return cell instanceof Double d ? Numbers.plain(d) : cell.toString();
        }
    }

    private static Data data(IntFunction<Object> notation, boolean shuffled) {
        return new Data(
                table(notation, UNITS, k -> k != GAP, shuffled),
                table(notation, 1, k -> true, shuffled),
                table(notation, 24, k -> k < 12, shuffled),
                notation);
    }

    private static Table table(IntFunction<Object> notation, int units, IntPredicate keep, boolean shuffled) {
        List<int[]> rows = new ArrayList<>();
        for (int u = 0; u < units; u++) {
            for (int k = 0; k < PERIODS; k++) {
                if (keep.test(k)) {
                    rows.add(new int[] {u, k});
                }
            }
        }
        if (shuffled) {
            Collections.shuffle(rows, new java.util.Random(5));
        }
        Table out = Table.create(
                "panel",
                StringColumn.create("unit", rows.stream().map(r -> "u" + r[0]).toList()),
                column("t", rows.stream().map(r -> notation.apply(r[1])).toList()),
                column("event", rows.stream().map(r -> event(notation, r[0])).toList()));
        for (int c = 0; c < NUMBERS.size(); c++) {
            int number = c;
            out.addColumns(DoubleColumn.create(
                    NUMBERS.get(c),
                    rows.stream().mapToDouble(r -> cell(number, r[0], r[1])).toArray()));
        }
        return out;
    }

    /** The first treated period: a third, a third never, a third later; the day itself where time is the day's month. */
    private static @Nullable Object event(IntFunction<Object> notation, int unit) {
        return unit % 3 == 2 ? null : notation.apply(unit % 3 == 0 ? FIRST_EVENT : SECOND_EVENT);
    }

    private static final List<String> NUMBERS = List.of("y", "x", "u", "price", "quantity", "cost", "capacity");

    /** Numbers drawn for a place, so that they do not depend on the order of the rows. */
    private static double cell(int number, int unit, int k) {
        Draws draws = new Seed(11).stream(10_000L * number + 100L * unit + k);
        double noise = draws.uniform() - 0.5;
        return switch (NUMBERS.get(number)) {
            case "u" -> (k < 20 ? 0.9 : 0.6) + 0.02 * noise;
            case "price" -> 100 - k + 3 * noise;
            case "capacity" -> 40 + 5 * noise;
            case "quantity", "cost" -> 20 + 5 * noise;
            default -> 2 + noise + 0.3 * StrictMath.sin(k);
        };
    }

    private static double[] regression(RegressionFit fit) {
        return new double[] {
            fit.coefficient(fit.terms().get(0)), fit.standardError(fit.terms().get(0)), fit.nobs()
        };
    }

    private static Regression panel(String formula) {
        return Regression.ols(formula).time("t").unit("unit");
    }

    private static Map<String, Function<Data, double[]>> verbs() {
        Map<String, Function<Data, double[]>> out = new LinkedHashMap<>();
        out.put(
                "Newey–West",
                d -> regression(
                        panel("y ~ x - 1").covariance(Covariance.neweyWest(3)).fit(d.panel)));
        out.put(
                "Driscoll–Kraay",
                d -> regression(panel("y ~ x - 1")
                        .covariance(Covariance.driscollKraay(3))
                        .fit(d.panel)));
        out.put(
                "lag, lead and diff",
                d -> regression(
                        panel("y ~ lag(x, 1:2) + lead(x, 1) + diff(x) | unit").fit(d.panel)));
        out.put(
                "time as an effect and a cluster",
                d -> regression(panel("y ~ x | unit + t").cluster("t").fit(d.panel)));
        out.put(
                "UnitRoot",
                d -> UnitRoot.of("y")
                        .over("t")
                        .measure(d.series)
                        .tidy()
                        .doubleColumn("statistic")
                        .asDoubleArray());
        out.put(
                "VectorAutoregression",
                d -> VectorAutoregression.of("y", "x")
                        .over("t")
                        .fit(d.series)
                        .tidy()
                        .doubleColumn("estimate")
                        .asDoubleArray());
        out.put("GlutDating", d -> {
            var got = GlutDating.of("u").over("t").bootstrap(99, new Seed(1)).measure(d.series);
            assertEquals(d.text(19).strip(), got.breaks().get(0).lastOld().strip());
            return new double[] {
                got.breaks().get(0).before(), got.breaks().get(0).after(), got.supF("utilization")
            };
        });
        out.put("PriceEffects", d -> {
            var got = PriceEffects.of("price")
                    .quantity("quantity")
                    .cost("cost")
                    .by("unit")
                    .period("t")
                    .measure(d.panel);
            return new double[] {got.depression(), got.suppression(), got.costRatioTrend()};
        });
        moreVerbs(out);
        return out;
    }

    private static void moreVerbs(Map<String, Function<Data, double[]>> out) {
        for (EventStudy.Estimator estimator : EventStudy.Estimator.values()) {
            out.put("EventStudy, " + estimator, d -> {
                var got = EventStudy.of("y")
                        .unit("unit")
                        .time("t")
                        .event("event")
                        .estimator(estimator)
                        .bootstrap(199, new Seed(1))
                        .fit(d.events);
                return got.tidy().doubleColumn("estimate").asDoubleArray();
            });
        }
        out.put(
                "SyntheticControl",
                d -> SyntheticControl.of("y")
                        .unit("unit")
                        .time("t")
                        .treated("u1")
                        .from(d.text(FIRST_EVENT))
                        .fit(d.events)
                        .tidy()
                        .doubleColumn("gap")
                        .asDoubleArray());
        out.put(
                "PanelRegression",
                d -> PanelRegression.of("y")
                        .on("x")
                        .unit("unit")
                        .time("t")
                        .fit(d.panel)
                        .tidy()
                        .doubleColumn("estimate")
                        .asDoubleArray());
        out.put(
                "LocalProjection, panel",
                d -> LocalProjection.of("y")
                        .shock("x")
                        .over("t")
                        .unit("unit")
                        .timeEffects()
                        .horizons(2)
                        .lags(1)
                        .fit(d.panel)
                        .tidy()
                        .doubleColumn("estimate")
                        .asDoubleArray());
        out.put(
                "LocalProjection, series",
                d -> LocalProjection.of("y")
                        .shock("x")
                        .over("t")
                        .horizons(2)
                        .lags(1)
                        .fit(d.series)
                        .tidy()
                        .doubleColumn("estimate")
                        .asDoubleArray());
        out.put(
                "Cointegration",
                d -> Cointegration.of("y", "x")
                        .over("t")
                        .lags(2)
                        .measure(d.series)
                        .tidy()
                        .doubleColumn("eigenvalue")
                        .asDoubleArray());
        out.put("TableCheck", d -> new double[] {
            TableCheck.keys("unit", "t")
                    .everyYear("t")
                    .jumps("price", 1.02)
                    .measure(d.panel)
                    .tidy()
                    .rowCount()
        });
        out.put("LearningCurve", d -> {
            Table rising = d.series.copy();
            var got = LearningCurve.of("price")
                    .cumulative("quantity")
                    .with("cost")
                    .over("t")
                    .fit(rising);
            return got.decomposition().doubleColumn("estimate").asDoubleArray();
        });
        out.put(
                "chained Utilization",
                d -> Utilization.of("quantity")
                        .over("capacity")
                        .by("t")
                        .valueAdded("price")
                        .chained("unit")
                        .measure(d.panel)
                        .utilization());
        out.put(
                "UnitValueDecomposition",
                d -> UnitValueDecomposition.of("price")
                        .quantity("quantity")
                        .by("unit")
                        .period("t")
                        .between(d.text(2), d.text(30))
                        .measure(d.panel)
                        .tidy()
                        .doubleColumn("estimate")
                        .asDoubleArray());
        out.put(
                "TradeDiversion",
                d -> TradeDiversion.of("quantity")
                        .by("unit")
                        .from("u0")
                        .period("t")
                        .between(d.text(2), d.text(30))
                        .measure(d.panel)
                        .tidy()
                        .doubleColumn("estimate")
                        .asDoubleArray());
    }

    @TestFactory
    List<DynamicTest> oneAnswer() {
        List<DynamicTest> out = new ArrayList<>();
        Data counted = data(k -> k + 1, false);
        verbs().forEach((verb, run) -> {
            double[] want = run.apply(counted);
            assertTrue(want.length > 0, verb);
            notations().forEach((notation, at) -> {
                for (boolean shuffled : new boolean[] {false, true}) {
                    String name = verb + ", " + notation + (shuffled ? ", shuffled" : "");
                    out.add(DynamicTest.dynamicTest(
                            name, () -> assertArrayEquals(want, run.apply(data(at, shuffled)), SAME, name)));
                }
            });
        });
        return out;
    }

    @TestFactory
    List<DynamicTest> whatIsNoPeriodIsRefused() {
        List<DynamicTest> out = new ArrayList<>();
        Data words = data(k -> "the " + k + "th", false);
        verbs().forEach((verb, run) -> {
            if (!BY_NAME.contains(verb)) {
                out.add(DynamicTest.dynamicTest(verb, () -> {
                    OverhangException e = assertThrows(OverhangException.class, () -> run.apply(words));
                    assertEquals(Reason.BAD_VALUE, e.reason());
                    assertTrue(
                            e.lines()
                                    .get(0)
                                    .contains(
                                            "column, but \"t\" in table \"panel\" holds \"the 0th\" in row 1. Periods are written"),
                            e.getMessage());
                }));
            }
        });
        return out;
    }
}
