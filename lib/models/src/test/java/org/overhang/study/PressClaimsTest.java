package org.overhang.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.dataset.Datasets;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The verdicts follow from the tables: they are what the evidence says, and another table gives another verdict. */
class PressClaimsTest {
    private static CheckedClaims shipped;

    @BeforeAll
    static void check() {
        shipped = PressClaims.measure(Evidence.shipped());
    }

    /** As the column "evidence" of the dataset reads, row by row. */
    @ParameterizedTest
    @CsvSource({
        "solar-multiple, HOLDS",
        "auto-59, NOT_CONFIRMED",
        "negative-margins, HOLDS_FOR_ONE_CONCEPT",
        "state-covers, NOT_FOUND",
        "centres-33, HOLDS",
        "centres-300bn, MISATTRIBUTED",
        "digitization-37, HOLDS",
        "fraunhofer-20x, ARITHMETIC_SLIP",
        "domestic-80, HOLDS_FOR_ONE_CONCEPT",
        "rare-earth-0.1, PARTLY",
        "panels-65, ROUNDED",
        "lfp-30, MISATTRIBUTED",
        "solar-28gw, ARITHMETIC_SLIP",
        "chips-self-sufficiency, PARTLY",
        "chips-60-13, HOLDS_FOR_ONE_CONCEPT",
        "quectel-40, HOLDS",
        "bigfund-50bn, ROUNDED",
        "capacity-decline, HOLDS_FOR_ONE_CONCEPT",
        "sole-supplier, DEPENDS_ON_ASSUMPTIONS"
    })
    void theVerdictIsWhatTheEvidenceSays(String id, Verdict verdict) {
        assertEquals(
                verdict, shipped.claim(id).verdict(), () -> shipped.claim(id).why());
    }

    @Test
    void everyStatementOfTheDatasetIsCheckedInItsOwnWords() {
        Table said = Datasets.load("press-claims").table();
        assertEquals(
                said.stringColumn("id").asList(),
                shipped.claims().stream().map(CheckedClaim::id).toList());
        assertEquals(
                said.stringColumn("claim").asList(),
                shipped.claims().stream().map(CheckedClaim::wording).toList());
        assertEquals(19, shipped.counts().values().stream().mapToInt(n -> n).sum());
    }

    @Test
    void onlyModelsWithDrawsOrMadeUpProductsAreSimulated() {
        for (CheckedClaim claim : shipped.claims()) {
            boolean model = List.of("sole-supplier", "rare-earth-0.1").contains(claim.id());
            assertEquals(model, claim.simulated(), claim.id());
            assertEquals(model, claim.toString().contains("(simulated)"), claim.id());
        }
    }

    /** The figures that the evidence column prints, computed. */
    @ParameterizedTest
    @CsvSource({
        "panels-65, 0.625, 0.5",
        "fraunhofer-20x, 14.4925, 14.4925",
        "solar-28gw, 277.17, 277.57",
        "bigfund-50bn, 47.5, 47.5138",
        "chips-self-sufficiency, 0.70, 0.216667"
    })
    void theFiguresAreThoseOfTheSources(String id, double first, double last) {
        DoubleColumn found = shipped.claim(id).tidy().doubleColumn("found");
        assertTrue(found.asList().stream().anyMatch(v -> Math.abs(v - first) < 1e-4), id);
        assertTrue(found.asList().stream().anyMatch(v -> Math.abs(v - last) < 1e-4), id);
    }

    /** One cell of a table changed, another verdict. */
    @ParameterizedTest
    @CsvSource({
        // a gap of 75 % is above what "up to 65 %" says
        "panels-65, module-prices/costs, region, Europe, cost_usd_w, 0.60, CONTRADICTED",
        "centres-33, policy-facts/counts, measure, set up, count, 27, PARTLY",
        "centres-300bn, policy-facts/money, subject, Made in China 2025 as a whole, amount_usd_billion, 900, NOT_FOUND",
        "fraunhofer-20x, policy-facts/ratios, subject, United States over Germany, ratio, 8.6, HOLDS",
        "solar-28gw, solar-capacity-demand/china-additions, publisher, CPIA, additions_gw, 28.4, HOLDS_FOR_ONE_CONCEPT",
        "domestic-80, policy-facts/shares, concept, some products, share, 0.70, CONTRADICTED",
        "auto-59, auto-utilization-by-definition/definitions, concept, nameplate plant capacity, utilization, 0.59,"
                + " HOLDS_FOR_ONE_CONCEPT",
        "bigfund-50bn, policy-facts/money, subject, Big Fund III, amount_cny_billion, 500, HOLDS_FOR_ONE_CONCEPT",
        "quectel-40, policy-facts/shares, concept, count of ABI, share, 0.60, HOLDS_FOR_ONE_CONCEPT",
        "chips-self-sufficiency, policy-facts/shares, measure, target of chip self-sufficiency, share, 0.50,"
                + " CONTRADICTED"
    })
    void anotherCellGivesAnotherVerdict(
            String id, String table, String key, String row, String column, double value, Verdict verdict) {
        Evidence changed =
                Evidence.shipped().with(table, changed(Evidence.shipped().table(table), key, row, column, value));
        CheckedClaim claim = PressClaims.check(id, changed);
        assertEquals(verdict, claim.verdict(), claim::why);
        assertFalse(claim.toString().equals(shipped.claim(id).toString()), "the changed cell reaches what is printed");
    }

    private static Table changed(Table table, String key, String row, String column, double value) {
        int hits = 0;
        for (int i = 0; i < table.rowCount(); i++) {
            if (table.stringColumn(key).get(i).equals(row)) {
                hits++;
                Column<?> cells = table.column(column);
                if (cells instanceof IntColumn whole) {
                    whole.set(i, (int) value);
                } else {
                    ((DoubleColumn) cells).set(i, value);
                }
            }
        }
        assertTrue(hits > 0, "the row to change is there");
        return table;
    }

    /** Without the survey nothing is found, with one of its two figures half of it is. */
    @Test
    void aFigureThatArrivesIsFound() {
        Table shares = Evidence.shipped().table("policy-facts/shares");
        Table none = shares.where(shares.stringColumn("measure")
                .isNotIn("manufacturers with basic digitization", "manufacturers that lead in digitization"));
        assertEquals(
                Verdict.NOT_FOUND,
                PressClaims.check("digitization-37", Evidence.shipped().with("policy-facts/shares", none))
                        .verdict());
        Table one =
                shares.where(shares.stringColumn("measure").isNotEqualTo("manufacturers that lead in digitization"));
        CheckedClaim claim =
                PressClaims.check("digitization-37", Evidence.shipped().with("policy-facts/shares", one));
        assertEquals(Verdict.HOLDS, claim.verdict(), claim::why);
        assertTrue(claim.why().contains("no table holds it"), "the other part is still not found");
    }

    /** Round numbers stand under many measures by chance: an invented share of something that no table measures belongs to nobody. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9})
    void aRoundNumberOfAnotherMeasureIsNoMisattribution(double invented) {
        CheckedClaim claim = ClaimCheck.of("an invented share")
                .states("share", Stated.number(invented))
                .about("the moon")
                .as("made of cheese")
                .found(e -> e.readings(
                        "policy-facts/shares",
                        new Evidence.Layout("subject", "measure", "concept", "share"),
                        row -> true))
                .measure(Evidence.shipped());
        assertEquals(Verdict.NOT_FOUND, claim.verdict(), claim::why);
    }

    /** Who says it and when is part of a statement. */
    @Test
    void theSpeakerAndTheYearStandWithTheStatement() {
        assertTrue(
                shipped.claim("solar-28gw")
                        .toString()
                        .contains("in 2024 (the press, unnamed, 2023 to 2025, year not stated)"),
                () -> shipped.claim("solar-28gw").toString());
        OverhangException e = assertThrows(
                OverhangException.class, () -> ClaimCheck.of("a statement").said("somebody", " "));
        assertTrue(e.getMessage().startsWith("ClaimCheck needs a speaker and a time, but the time is empty."));
    }

    /** What hangs on made-up firms is asked of more than one of them, and called an assumption. */
    @Test
    void theSoleSupplierIsAskedOfSeveralIndustries() {
        CheckedClaim claim = shipped.claim("sole-supplier");
        assertEquals(12, claim.tidy().rowCount());
        assertTrue(claim.toString().contains("depends on what is assumed (simulated)"), claim::toString);
        DoubleColumn found = claim.tidy().doubleColumn("found");
        for (int costs = 0; costs < 3; costs++) {
            for (int cover = 1; cover < 4; cover++) {
                assertTrue(
                        found.get(4 * costs + cover) >= found.get(4 * costs + cover - 1),
                        "more cover does not lower the chance");
            }
        }
    }

    /** The fall and the gap share a number; once the table says that LFP fell by it, the statement holds. */
    @Test
    void misattributionEndsWithTheFigureOfTheSubject() {
        Table changes = Evidence.shipped().table("battery-prices/changes");
        for (int i = 0; i < changes.rowCount(); i++) {
            if (changes.stringColumn("item").get(i).equals("LFP")) {
                changes.stringColumn("measure").set(i, "price against the year before");
            }
        }
        CheckedClaim claim = PressClaims.check("lfp-30", Evidence.shipped().with("battery-prices/changes", changes));
        assertEquals(Verdict.HOLDS, claim.verdict(), claim::why);
    }

    /** With every firm in profit nobody sells at a negative margin; with every firm at a loss all do. */
    @ParameterizedTest
    @CsvSource({"0.02, CONTRADICTED", "-0.02, HOLDS"})
    void marginsDecideTheStatementOnMargins(double margin, Verdict verdict) {
        Table margins = Evidence.shipped().table("firm-accounts/margins");
        for (int i = 0; i < margins.rowCount(); i++) {
            margins.doubleColumn("net_margin").set(i, margin);
        }
        Evidence changed = Evidence.shipped().with("firm-accounts/margins", margins);
        assertEquals(verdict, PressClaims.check("negative-margins", changed).verdict());
    }

    @Test
    void countsOrderAndTablesAgree() {
        Map<Verdict, Integer> counts = shipped.counts();
        assertEquals(List.copyOf(counts.keySet()).stream().sorted().toList(), List.copyOf(counts.keySet()));
        assertEquals(19, shipped.glance().rowCount());
        assertEquals(
                shipped.claims().stream().mapToInt(c -> c.tidy().rowCount()).sum(),
                shipped.tidy().rowCount());
    }

    /** "Up to" is the most that something comes to: nothing above it, and somebody there. */
    @ParameterizedTest
    @CsvSource({
        "0.65, 0.10, HOLDS",
        "0.63, 0.50, ROUNDED",
        "0.70, 0.50, CONTRADICTED",
        "0.50, 0.10, CONTRADICTED",
        "0.65, 0.65, HOLDS"
    })
    void upToAsksForTheLargest(double one, double other, Verdict verdict) {
        CheckedClaim claim = ClaimCheck.of("up to 65 %")
                .states("gap", Stated.upTo(0.65).toNearest(0.05))
                .found(e -> List.of(Found.of("a", "gap", "", one, "t"), Found.of("b", "gap", "", other, "t")))
                .measure(Evidence.shipped());
        assertEquals(verdict, claim.verdict(), claim::why);
        assertTrue(claim.toString().contains("up to 0.65"), claim::toString);
        assertTrue(claim.toString().contains("Robustness: gap: holds for "), claim::toString);
    }

    @Test
    void refusals() {
        OverhangException unknown =
                assertThrows(OverhangException.class, () -> PressClaims.check("lfp30", Evidence.shipped()));
        assertEquals(Reason.OUT_OF_RANGE, unknown.reason());
        assertTrue(unknown.getMessage().startsWith("PressClaims has no statement \"lfp30\". Did you mean \"lfp-30\"?"));
        OverhangException table = assertThrows(
                OverhangException.class, () -> Evidence.shipped().with("module-prices/cost", Table.create("x")));
        assertEquals(Reason.MISSING_COLUMN, table.reason());
        Table less = Evidence.shipped().table("policy-facts/shares");
        less.removeColumns("share");
        OverhangException column = assertThrows(
                OverhangException.class,
                () -> PressClaims.check("quectel-40", Evidence.shipped().with("policy-facts/shares", less)));
        assertEquals(Reason.MISSING_COLUMN, column.reason());
        assertTrue(column.getMessage().startsWith("Evidence needs the column \"share\", but table"));
    }
}
