package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.regress.event.EventEffects;
import org.overhang.regress.event.EventStudy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class SpecificationsTest {
    private static final double NORMAL_975 = 1.959963984540054;

    private static CoefficientEstimate estimate(double value, double error) {
        return CoefficientEstimate.of("x", value, error * error, Double.POSITIVE_INFINITY, 0.95);
    }

    private static Specifications three() {
        return Specifications.of("effect of the duty")
                .add("wide", "little", () -> estimate(0.5, 1))
                .add("refuses", "never-treated units", () -> {
                    throw new OverhangException(Reason.NOT_IDENTIFIED, "There are no never-treated units.");
                })
                .add("negative", "much", () -> estimate(-2, 0.5))
                .add("positive", "parallel trends", () -> estimate(3, 1));
    }

    @Test
    void answersAreSortedAndRefusalsAreListedWithTheirMessage() {
        var curve = three().fit();
        Table tidy = curve.tidy();
        assertEquals(
                java.util.List.of("negative", "wide", "positive", "refuses"),
                tidy.stringColumn("specification").asList());
        assertEquals(
                "There are no never-treated units.",
                tidy.stringColumn("refused").get(3));
        assertTrue(tidy.doubleColumn("estimate").isMissing(3));
        assertEquals(-2 - NORMAL_975 / 2, tidy.doubleColumn("conf_low").get(0), 1e-12);
        assertEquals(2.0 / 3, curve.excludingZero(), 0);
        assertEquals(0.5, curve.median(), 0);
        assertEquals(3, curve.estimate("positive").estimate(), 0);
        assertEquals(1, curve.glance().intColumn("refused").get(0));
        String text = curve.toString();
        for (String said : java.util.List.of(
                "67 % of 3 intervals exclude zero",
                "not independent draws",
                "assumes parallel trends",
                "There are no never-treated units.",
                "1 specifications that gave no number")) {
            assertTrue(
                    text.replace('\u202f', ' ')
                            .replace('\u00a0', ' ')
                            .replaceAll("\\s+", " ")
                            .contains(said),
                    text);
        }
    }

    @Test
    void anIntervalThatEndsAtZeroDoesNotExcludeIt() {
        var touching = new CoefficientEstimate(
                "x", 1, 0.5, 2, 0.05, new CoefficientEstimate.Range(0, 2, 0.95), Double.POSITIVE_INFINITY);
        assertEquals(
                0, Specifications.of("q").add("a", "b", () -> touching).fit().excludingZero(), 0);
    }

    @Test
    void anEvenNumberHasItsMedianBetweenTheTwoInTheMiddle() {
        var curve = Specifications.of("q")
                .add("a", "b", () -> estimate(4, 1))
                .add("c", "d", () -> estimate(1, 1))
                .fit();
        assertEquals(2.5, curve.median(), 0);
    }

    @Test
    void theFigureShowsTheAnswersAndNamesTheRefusals() {
        String json = three().fit().figure().json();
        assertTrue(json.contains("Gave no number: refuses."));
        assertTrue(json.indexOf("negative") < json.indexOf("positive"));
        assertFalse(Specifications.of("q")
                .add("a", "b", () -> estimate(1, 1))
                .fit()
                .figure()
                .json()
                .contains("Gave no number"));
    }

    @Test
    void estimatorsOfOnePanelAgreeWithTheirOwnResults() {
        Source panel = Source.of(TimeSeriesReference.table("did"));
        var study = EventStudy.of("y").unit("plant").time("year").event("g");
        var curve = Specifications.of("average effect")
                .add("Sun–Abraham", "parallel trends", () -> study.fit(panel).overallEstimate())
                .add(
                        "imputation",
                        "parallel trends of all groups",
                        () -> study.estimator(EventStudy.Estimator.IMPUTATION)
                                .fit(panel)
                                .overallEstimate())
                .fit();
        EventEffects direct = study.fit(panel);
        assertEquals(direct.overall(), curve.estimate("Sun–Abraham").estimate(), 0);
        assertEquals(
                direct.overallInterval().low(),
                curve.estimate("Sun–Abraham").interval().low(),
                1e-12);
    }

    @Test
    void aNumberThatIsNoneIsARefusal() {
        var curve =
                three().add("broken", "nothing", () -> estimate(Double.NaN, 1)).fit();
        assertEquals(2, curve.glance().intColumn("refused").get(0));
        var e = assertThrows(OverhangException.class, () -> curve.estimate("broken"));
        assertTrue(String.valueOf(e.getMessage()).startsWith("Specification \"broken\" gave no number: "));
    }

    @Test
    void otherExceptionsArePassedOn() {
        assertThrows(
                ArithmeticException.class,
                () -> three().add("bug", "x", () -> estimate(1 / (int) zero(), 1))
                        .fit());
    }

    private static double zero() {
        return Math.floor(0.5);
    }

    private static void refused(Reason reason, String first, Specifications what) {
        var e = assertThrows(OverhangException.class, what::fit);
        assertEquals(reason, e.reason());
        assertTrue(String.valueOf(e.getMessage()).startsWith(first), e.getMessage());
    }

    @Test
    void nothingToCompareIsRefused() {
        refused(Reason.OUT_OF_RANGE, "Specifications need at least one way to answer", Specifications.of("q"));
        refused(
                Reason.OUT_OF_RANGE,
                "Specifications need names of their own, but \"wide\" was added 2 times.",
                three().add("wide", "again", () -> estimate(1, 1)));
        refused(
                Reason.OUT_OF_RANGE,
                "Specifications need intervals of one level, but \"wide\" has",
                three().add("other", "x", () -> CoefficientEstimate.of("x", 1, 1, Double.POSITIVE_INFINITY, 0.9)));
        refused(
                Reason.NOT_IDENTIFIED,
                "Specifications need at least one that gives a number, but all 1 refused.",
                Specifications.of("q").add("a", "b", () -> estimate(Double.POSITIVE_INFINITY, 1)));
        assertTrue(assertThrows(OverhangException.class, () -> three().fit().estimate("postive"))
                .getMessage()
                .contains("positive"));
    }

    @Test
    void aRefusalOfAnEstimatorIsCaught() {
        Table empty = Table.create("empty", DoubleColumn.create("y"), IntColumn.create("unit"));
        var curve = three().add(
                        "no column",
                        "x",
                        () -> EventStudy.of("y")
                                .unit("unit")
                                .time("t")
                                .event("g")
                                .fit(Source.of(empty))
                                .overallEstimate())
                .fit();
        assertEquals(2, curve.glance().intColumn("refused").get(0));
    }
}
