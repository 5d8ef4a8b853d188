package org.overhang.regress.survival;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.reference.ReferenceFiles;
import org.overhang.regress.survival.AcceleratedFailure.Distribution;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Accelerated failure times against R's survival 3.5-3 (survreg in ref_survival.R), identities and known truth. */
class AcceleratedFailureTest {
    /** The file holds 14 digits; survreg was run to a relative change of 1e-14 in the likelihood, 1e-7 in coefficients. */
    private static final double REFERENCE = 1e-7;
    /** Two Newton runs on one surface: rounding in a few hundred terms. */
    private static final double ROUNDING = 1e-9;
    /** Central differences of a log-likelihood near −200 with steps of 1e-4 keep about six digits. */
    private static final double DIFFERENCES = 1e-5;

    private static final JsonObject R = ReferenceFiles.json("survival/survival.json");

    private static Table firms() {
        return ReferenceFiles.table("survival/data/exit.csv");
    }

    private static AcceleratedFailure method(Distribution distribution) {
        return AcceleratedFailure.of("dur")
                .event("event")
                .on("gap", "state", "size")
                .distribution(distribution);
    }

    private static double[] column(Table table, String name) {
        return table.numberColumn(name).asDoubleArray();
    }

    private static void close(double expected, double actual, double relative, String what) {
        assertEquals(expected, actual, relative * Math.abs(expected), what);
    }

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void everyDistributionAsR(Distribution distribution) {
        JsonObject expected = R.getAsJsonObject("aft_" + distribution.name().toLowerCase(Locale.ROOT));
        AcceleratedFailure.Fit fit = method(distribution).fit(firms());
        expected.getAsJsonObject("coef")
                .entrySet()
                .forEach(e -> close(
                        e.getValue().getAsDouble(),
                        fit.coefficient(e.getKey()),
                        REFERENCE,
                        "coefficient " + e.getKey()));
        expected.getAsJsonObject("se")
                .entrySet()
                .forEach(e -> close(
                        e.getValue().getAsDouble(), fit.standardError(e.getKey()), REFERENCE, "error " + e.getKey()));
        assertEquals(expected.getAsJsonObject("se").size(), fit.tidy().rowCount());
        close(expected.get("scale").getAsDouble(), fit.scale(), REFERENCE, "scale");
        close(expected.get("loglik").getAsDouble(), fit.logLikelihood(), 1e-12, "log-likelihood");
        close(
                expected.get("loglik_null").getAsDouble(),
                fit.glance().doubleColumn("loglik_without_covariates").get(0),
                1e-12,
                "log-likelihood without covariates");
    }

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void theUnitOfTimeMovesOnlyTheIntercept(Distribution distribution) {
        AcceleratedFailure.Fit years = method(distribution).fit(firms());
        for (double unit : new double[] {1e-3, 1e3, 1e9}) {
            Table other = firms();
            double[] dur = other.numberColumn("dur").asDoubleArray();
            other.replaceColumn(DoubleColumn.create(
                    "dur", Arrays.stream(dur).map(v -> unit * v).toArray()));
            AcceleratedFailure.Fit fit = method(distribution).fit(other);
            assertEquals(years.coefficient("(Intercept)") + Math.log(unit), fit.coefficient("(Intercept)"), ROUNDING);
            for (String term : years.tidy().stringColumn("term")) {
                if (!term.equals("(Intercept)")) {
                    close(years.coefficient(term), fit.coefficient(term), ROUNDING, term);
                }
                close(years.standardError(term), fit.standardError(term), ROUNDING, term);
            }
            int exits = years.glance().intColumn("events").get(0);
            assertEquals(years.logLikelihood() - exits * Math.log(unit), fit.logLikelihood(), 1e-8);
        }
    }

    @Test
    void unitsOfACovariateOnlyScaleItsCoefficient() {
        Table grams = firms();
        double[] size = grams.numberColumn("size").asDoubleArray();
        grams.replaceColumn(DoubleColumn.create(
                "size", Arrays.stream(size).map(v -> 1e9 * v + 7e9).toArray()));
        AcceleratedFailure.Fit plain = method(Distribution.LOGLOGISTIC).fit(firms());
        AcceleratedFailure.Fit fit = method(Distribution.LOGLOGISTIC).fit(grams);
        close(plain.coefficient("size"), 1e9 * fit.coefficient("size"), ROUNDING, "size");
        close(plain.standardError("size"), 1e9 * fit.standardError("size"), ROUNDING, "size");
        close(plain.scale(), fit.scale(), ROUNDING, "scale");
    }

    @Test
    void rowOrderDoesNotMatter() {
        AcceleratedFailure clustered = method(Distribution.LOGNORMAL).cluster("sector");
        Table shuffled = firms().sortDescendingOn("size");
        assertEquals(clustered.fit(firms()).toString(), clustered.fit(shuffled).toString());
        assertArrayEquals(
                column(method(Distribution.LOGNORMAL).fit(firms()).tidy(), "estimate"),
                column(method(Distribution.LOGNORMAL).fit(shuffled).tidy(), "estimate"),
                0);
    }

    /** Log-likelihood written out from hazards: log h(t) for an exit, minus the hazard added up from entry to t. */
    private static double proportional(Table firms, double shape, double[] b, String clock, boolean late) {
        double[] t = column(firms, clock);
        double[] event = column(firms, "event");
        double[] entry = column(firms, "entry");
        double[] gap = column(firms, "gap");
        double[] state = column(firms, "state");
        double[] size = column(firms, "size");
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            double factor = Math.exp(b[0] + b[1] * gap[i] + b[2] * state[i] + b[3] * size[i]);
            double start = late ? Math.pow(entry[i], shape) : 0;
            sum += event[i] * Math.log(factor * shape * Math.pow(t[i], shape - 1))
                    - factor * (Math.pow(t[i], shape) - start);
        }
        return sum;
    }

    /** The Weibull in its other form, h(t) = e^{b'x} k t^{k−1} with k = 1/σ and b = −β/σ, with and without late entry. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theWeibullIsAProportionalHazard(boolean late) {
        Table firms = firms();
        String clock = late ? "stop" : "dur";
        AcceleratedFailure plain = AcceleratedFailure.of(clock).event("event").on("gap", "state", "size");
        AcceleratedFailure.Fit fit = (late ? plain.entry("entry") : plain).fit(firms);
        double shape = 1 / fit.scale();
        double[] b = Arrays.stream(new String[] {"(Intercept)", "gap", "state", "size"})
                .mapToDouble(term -> -shape * fit.coefficient(term))
                .toArray();
        close(proportional(firms, shape, b, clock, late), fit.logLikelihood(), 1e-12, "log-likelihood");
        close(Math.exp(b[1]), fit.hazardRatio("gap"), 1e-12, "hazard ratio");
        double step = 1e-4;
        for (int a = 0; a < 4; a++) {
            double[] up = b.clone();
            double[] down = b.clone();
            up[a] += step;
            down[a] -= step;
            double slope = (proportional(firms, shape, up, clock, late) - proportional(firms, shape, down, clock, late))
                    / (2 * step);
            assertEquals(0, slope, DIFFERENCES, "slope in coefficient " + a);
        }
        double slope =
                (proportional(firms, shape + step, b, clock, late) - proportional(firms, shape - step, b, clock, late))
                        / (2 * step);
        assertEquals(0, slope, DIFFERENCES, "slope in the shape");
    }

    /** Without memory a firm seen from entry to exit is one seen from 0 for the difference. */
    @Test
    void theExponentialForgetsItsEntry() {
        AcceleratedFailure.Fit late = AcceleratedFailure.of("stop")
                .event("event")
                .on("gap", "state", "size")
                .entry("entry")
                .distribution(Distribution.EXPONENTIAL)
                .fit(firms());
        AcceleratedFailure.Fit since = method(Distribution.EXPONENTIAL).fit(firms());
        for (String term : since.tidy().stringColumn("term")) {
            close(since.coefficient(term), late.coefficient(term), ROUNDING, term);
            close(since.standardError(term), late.standardError(term), ROUNDING, term);
        }
    }

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void anEntryOfZeroIsNoLateEntry(Distribution distribution) {
        Table firms = firms();
        firms.addColumns(DoubleColumn.create("zero", new double[firms.rowCount()]));
        assertArrayEquals(
                column(method(distribution).fit(firms).tidy(), "estimate"),
                column(method(distribution).entry("zero").fit(firms).tidy(), "estimate"),
                0);
    }

    /** One firm a cluster, each twice: the sandwich of pairs is that of single firms, the information is twice as large. */
    @Test
    void clustersKnowThatARepeatedFirmIsOneFirm() {
        Table twice = firms().append(firms());
        AcceleratedFailure.Fit once = method(Distribution.WEIBULL).cluster("id").fit(firms());
        AcceleratedFailure.Fit pairs =
                method(Distribution.WEIBULL).cluster("id").fit(twice);
        for (String term : once.tidy().stringColumn("term")) {
            close(once.standardError(term), pairs.standardError(term), ROUNDING, term);
        }
        close(
                method(Distribution.WEIBULL).fit(firms()).standardError("gap"),
                Math.sqrt(2) * method(Distribution.WEIBULL).fit(twice).standardError("gap"),
                ROUNDING,
                "information");
    }

    @Test
    void theExponentialIsNestedInTheWeibull() {
        AcceleratedFailure.Fit weibull = method(Distribution.WEIBULL).fit(firms());
        AcceleratedFailure.Fit exponential = method(Distribution.EXPONENTIAL).fit(firms());
        double ratio = 2 * (weibull.logLikelihood() - exponential.logLikelihood());
        double wald = Math.pow(weibull.coefficient("Log(scale)") / weibull.standardError("Log(scale)"), 2);
        // Both are chi-squared with one degree of freedom and agree up to the curvature of the surface
        assertTrue(ratio > 0, "a free scale cannot fit worse");
        assertEquals(wald, ratio, 0.15 * wald);
        assertEquals(1, exponential.scale(), 0);
    }

    private static double error(Distribution distribution, Draws draws) {
        double u = draws.uniform();
        return switch (distribution) {
            case WEIBULL, EXPONENTIAL -> Math.log(-Math.log(u));
            case LOGNORMAL -> draws.normal();
            case LOGLOGISTIC -> Math.log(u / (1 - u));
        };
    }

    /** Firms of known law, seen only if they last to a random entry, and censored after a random time. */
    @ParameterizedTest
    @EnumSource(Distribution.class)
    void recoversAKnownLawThroughLateEntryAndCensoring(Distribution distribution) {
        Draws draws = Seed.seed(11).stream(0);
        double sigma = distribution == Distribution.EXPONENTIAL ? 1 : 0.6;
        Table table = Table.create(
                "known",
                DoubleColumn.create("x"),
                DoubleColumn.create("from"),
                DoubleColumn.create("t"),
                DoubleColumn.create("e"));
        while (table.rowCount() < 4_000) {
            double x = draws.normal();
            double exit = Math.exp(2 + 0.5 * x + sigma * error(distribution, draws));
            double from = Math.max(0, 10 * draws.uniform() - 5);
            double until = from + 20 * draws.uniform();
            if (exit > from) {
                SurvivalColumns.append(
                        table.columns().toArray(DoubleColumn[]::new),
                        x,
                        from,
                        Math.min(exit, until),
                        exit <= until ? 1 : 0);
            }
        }
        AcceleratedFailure plain = AcceleratedFailure.of("t").event("e").on("x").distribution(distribution);
        AcceleratedFailure.Fit fit = plain.entry("from").fit(table);
        // Four standard errors: a miss has a chance of 6e-5
        assertEquals(2, fit.coefficient("(Intercept)"), 4 * fit.standardError("(Intercept)"));
        assertEquals(0.5, fit.coefficient("x"), 4 * fit.standardError("x"));
        if (distribution != Distribution.EXPONENTIAL) {
            assertEquals(Math.log(sigma), fit.coefficient("Log(scale)"), 4 * fit.standardError("Log(scale)"));
        }
        // Where the law is right the sandwich and the information estimate one error; 4,000 firms tell them apart by a
        // few percent
        double[] firm = java.util.stream.IntStream.range(0, table.rowCount())
                .asDoubleStream()
                .toArray();
        AcceleratedFailure.Fit robust =
                plain.entry("from").cluster("firm").fit(table.copy().addColumns(DoubleColumn.create("firm", firm)));
        for (String term : fit.tidy().stringColumn("term")) {
            close(fit.standardError(term), robust.standardError(term), 0.1, term);
        }
        AcceleratedFailure.Fit deaf = plain.fit(table);
        assertTrue(
                deaf.coefficient("(Intercept)") > 2 + 4 * deaf.standardError("(Intercept)"),
                "those who were not seen left early, and forgetting it lengthens lives");
    }

    /**
     * A firm censored some fifty deviations above its fit, where the tail of the normal has underflowed: the likelihood written
     * out with the continued fraction of the tail, and its slopes in the intercept and the log scale, which are 0.
     */
    @Test
    void theLognormalStandsFarTails() {
        Draws draws = Seed.seed(5).stream(0);
        int n = 20_000;
        double[] log = new double[n];
        double[] x = new double[n];
        double[] event = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = draws.normal();
            log[i] = i == 0 ? 60 : draws.normal();
            event[i] = i == 0 ? 0 : 1;
        }
        Table table = Table.create(
                "far",
                DoubleColumn.create("t", Arrays.stream(log).map(Math::exp).toArray()),
                DoubleColumn.create("e", event),
                DoubleColumn.create("x", x));
        AcceleratedFailure.Fit fit = AcceleratedFailure.of("t")
                .event("e")
                .on("x")
                .distribution(Distribution.LOGNORMAL)
                .fit(table);
        double total = 0;
        double intercept = 0;
        double scale = 0;
        for (int i = 0; i < n; i++) {
            double z = (log[i] - fit.coefficient("(Intercept)") - fit.coefficient("x") * x[i]) / fit.scale();
            double slope = z;
            double density = -z * z / 2 - Math.log(2 * Math.PI) / 2;
            if (i == 0) {
                assertTrue(z > 40, "the firm is far out: " + z);
                slope = z;
                for (int k = 60; k > 0; k--) {
                    slope = z + k / slope;
                }
                total += density - Math.log(slope);
            } else {
                total += density - Math.log(fit.scale()) - log[i];
            }
            intercept += slope;
            scale += slope * z - event[i];
        }
        close(total, fit.logLikelihood(), 1e-12, "log-likelihood");
        assertEquals(0, intercept, 1e-6, "slope in the intercept");
        assertEquals(0, scale, 1e-6, "slope in the log scale");
    }

    @Test
    void refusals() {
        Table bad = Table.create(
                "bad",
                DoubleColumn.create("t", new double[] {1, 2, 3, 4, 5, 6}),
                DoubleColumn.create("zero", new double[] {1, 2, 0, 4, 5, 6}),
                DoubleColumn.create("negative", new double[] {1, 2, -3, 4, 5, 6}),
                DoubleColumn.create("same", new double[] {4, 4, 4, 4, 4, 4}),
                DoubleColumn.create("early", new double[] {0, -1, 0, 0, 0, 0}),
                DoubleColumn.create("e", new double[] {1, 0, 1, 1, 0, 1}),
                DoubleColumn.create("none", new double[] {0, 0, 0, 0, 0, 0}),
                DoubleColumn.create("other", new double[] {1, 2, 0, 1, 0, 1}),
                DoubleColumn.create("x", new double[] {0, 3, 1, 1, 2, 5}),
                DoubleColumn.create("twin", new double[] {1, 7, 3, 3, 5, 11}),
                DoubleColumn.create(
                        "log", new double[] {0, Math.log(2), Math.log(3), Math.log(4), Math.log(5), Math.log(6)}),
                DoubleColumn.create("stays", new double[] {0, 1, 0, 0, 1, 0}),
                DoubleColumn.create("c", new double[] {5, 5, 5, 5, 5, 5}));
        refuse(Reason.NOT_IDENTIFIED, "at least one exit", bad, "t", "none", "x");
        refuse(
                Reason.BAD_VALUE,
                "times above 0, whose logarithm it takes, but \"zero\" is not in row 3",
                bad,
                "zero",
                "e",
                "x");
        refuse(Reason.BAD_VALUE, "row 3", bad, "negative", "e", "x");
        refuse(Reason.BAD_VALUE, "event column of 0", bad, "t", "other", "x");
        refuse(Reason.NOT_IDENTIFIED, "times that differ", bad, "same", "e", "x");
        refuse(Reason.NOT_IDENTIFIED, "covariates that vary, but \"c\" is 5", bad, "t", "e", "c");
        refuse(Reason.NOT_IDENTIFIED, "\"twin\" follows from x", bad, "t", "e", "x", "twin");
        refuse(Reason.NOT_IDENTIFIED, "exits that scatter", bad, "t", "e", "log");
        for (Distribution distribution : Distribution.values()) {
            OverhangException e = assertThrows(
                    OverhangException.class,
                    () -> AcceleratedFailure.of("t")
                            .event("e")
                            .on("stays")
                            .distribution(distribution)
                            .fit(bad));
            assertEquals(Reason.NOT_IDENTIFIED, e.reason());
            assertTrue(
                    e.lines().get(0).contains("finite effect of \"stays\""),
                    e.lines().get(0));
        }
        OverhangException early = assertThrows(
                OverhangException.class,
                () -> AcceleratedFailure.of("t")
                        .event("e")
                        .on("x")
                        .entry("early")
                        .fit(bad));
        assertEquals(Reason.BAD_VALUE, early.reason());
        assertTrue(early.lines().get(0).contains("entries of 0 or more, but \"early\" is below in row 2"));
        Table unseen = bad.copy();
        unseen.doubleColumn("x").setMissing(2);
        assertEquals(
                1,
                AcceleratedFailure.of("zero")
                        .event("e")
                        .on("x")
                        .fit(unseen)
                        .glance()
                        .intColumn("dropped")
                        .get(0),
                "a row that is left out anyway may hold what it likes");
        OverhangException ratio = assertThrows(
                OverhangException.class,
                () -> method(Distribution.LOGNORMAL).fit(firms()).hazardRatio("gap"));
        assertEquals(Reason.OUT_OF_RANGE, ratio.reason());
        assertTrue(ratio.lines().get(0).contains("needs the Weibull or exponential"));
    }

    private static void refuse(Reason reason, String words, Table table, String time, String event, String... on) {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> AcceleratedFailure.of(time).event(event).on(on).fit(table));
        assertEquals(reason, e.reason());
        assertTrue(e.lines().get(0).contains(words), e.lines().get(0));
    }

    @Test
    void theSummarySaysWhatWasChosenAndLeftOut() {
        Table table = firms();
        table.doubleColumn("gap").setMissing(3);
        String text =
                AcceleratedFailure.of("dur").event("event").on("gap").fit(table).toString();
        for (String words : new String[] {
            "distribution weibull",
            "entry from the start",
            "observed information",
            "Rests on",
            "Would break it",
            "Does not show",
            "Left out: 1 rows with a missing cell"
        }) {
            assertTrue(text.contains(words), text);
        }
    }
}
