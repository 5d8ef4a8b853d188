package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Each authority owns what it reads and nothing else; what nobody reads does not exist. */
class AuthorityTest {
    private static final Path SOURCES = Path.of("src/main/java/org/overhang/dumping");

    /** A constant of an enum of the rules is read somewhere, not only declared by an authority or the rule book. */
    @Test
    void everyLimitPracticeAndReadingIsReadSomewhere() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                boolean declares = List.of(
                                "Limit.java",
                                "Practice.java",
                                "Reading.java",
                                "RuleBook.java",
                                "DumpingRules.java",
                                "UnitedStates.java",
                                "EuropeanUnion.java",
                                "UnitedKingdom.java",
                                "India.java",
                                "WorldTrade.java",
                                "ResultText.java")
                        .contains(name);
                all.append(declares ? "" : Files.readString(file));
            }
        }
        List<String> unread = new ArrayList<>();
        for (Enum<?>[] kind : new Enum<?>[][] {Limit.values(), Practice.values(), Reading.values()}) {
            for (Enum<?> constant : kind) {
                String name = constant.getDeclaringClass().getSimpleName() + "." + constant.name();
                if (!java.util.regex.Pattern.compile(java.util.regex.Pattern.quote(name) + "\\b")
                        .matcher(all)
                        .find()) {
                    unread.add(name);
                }
            }
        }
        assertEquals(List.of(), unread);
    }

    @Test
    void noAuthorityCitesAnothersLaw() {
        for (DumpingRules rules :
                List.of(DumpingRules.EU, DumpingRules.UNITED_KINGDOM, DumpingRules.INDIA, DumpingRules.WTO)) {
            for (Threshold threshold : rules.thresholds()) {
                assertFalse(threshold.clause().matches(".*(USC|CFR|FR|programs|Policy Bulletin).*"), threshold.words());
            }
        }
        for (Threshold threshold : DumpingRules.US_REVIEW_2024.thresholds()) {
            assertFalse(threshold.clause().matches(".*(Regulation|Agreement).*"), threshold.words());
        }
        for (DumpingRules rules : List.of(DumpingRules.UNITED_KINGDOM, DumpingRules.INDIA, DumpingRules.WTO)) {
            for (Threshold threshold : rules.thresholds()) {
                assertFalse(threshold.clause().contains("(EU)"), threshold.words());
            }
        }
        List<Limit> us = DumpingRules.US_INVESTIGATION_2024.thresholds().stream()
                .map(Threshold::limit)
                .toList();
        assertFalse(us.contains(Limit.PROFITABLE_SHARE) || us.contains(Limit.TARGET_PROFIT));
    }

    @Test
    void whatRulesDoNotReadIsRefused() {
        OverhangException limit =
                assertThrows(OverhangException.class, () -> DumpingRules.EU.with(Limit.COHENS_D, 0.5));
        assertEquals(Reason.OUT_OF_RANGE, limit.reason());
        assertTrue(
                limit.getMessage().startsWith("EU rules need a threshold that they read, but they read no COHENS_D."),
                limit.getMessage());
        OverhangException step =
                assertThrows(OverhangException.class, () -> DumpingRules.WTO.with(Practice.PATTERN_TEST));
        assertTrue(
                step.getMessage().startsWith("WTO rules need a step that they read, but they read no PATTERN_TEST."),
                step.getMessage());
    }

    /** The steps of an explanation stand on the law of the rules, under each of them. */
    @Test
    void anExplanationCitesItsOwnLaw() {
        CaseFiles files = CaseFiles.exports(
                        ExportSales.houseColumns(),
                        CaseFolder.csv(
                                "exports",
                                "sale_id,connum,sale_type,sale_date,quantity,gross_price,intl_move,cep_isell,packing,commission,cif_price\n"
                                        + "1,A,CEP,2024-01-05,1,80,2,3,1,1,85\n"))
                .home(
                        HomeSales.houseColumns(),
                        CaseFolder.csv(
                                "home", "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,9,100\n"));
        String wto = DumpingMargin.under(DumpingRules.WTO)
                .measure(files)
                .explain()
                .tidy()
                .toString();
        assertTrue(wto.contains("Anti-Dumping Agreement, Article 2.4"), wto);
        assertFalse(wto.contains("USC") || wto.contains("CFR"), wto);
        String eu = DumpingMargin.under(DumpingRules.EU)
                .measure(files)
                .explain()
                .tidy()
                .toString();
        assertTrue(eu.contains("Article 2(9)"), eu);
        assertFalse(eu.contains("USC") || eu.contains("CFR"), eu);
        String us = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                .measure(files)
                .explain()
                .tidy()
                .toString();
        assertTrue(us.contains("19 USC 1677a(d)"), us);
    }

    @Test
    void aChangedRuleSetSaysWhatWasChanged() {
        CaseFiles files = CaseFiles.exports(
                        ExportSales.houseColumns(),
                        CaseFolder.csv(
                                "exports", "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,1,80\n"))
                .home(
                        HomeSales.houseColumns(),
                        CaseFolder.csv(
                                "home", "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,9,100\n"));
        String summary = DumpingMargin.under(DumpingRules.EU.without(Practice.COST_TEST))
                .measure(files)
                .toString();
        assertTrue(summary.contains("without cost test"), summary);
    }

    /** 102.1 at home against 100 abroad, 110 at the frontier: 2.1 of 110 is below 2 %, 2.1 of 100 is not, and Article 9(3) asks for the latter. */
    @Test
    void theUnionTestsDeMinimisOverTheExportPriceAndPrintsTheMarginOverCif() {
        CaseFiles files = CaseFiles.exports(
                        ExportSales.houseColumns(),
                        CaseFolder.csv(
                                "vector",
                                "sale_id,connum,sale_date,quantity,gross_price,cif_price\n1,A,2024-01-05,100,100,110\n"))
                .home(
                        HomeSales.houseColumns(),
                        CaseFolder.csv(
                                "vector", "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,100,102.1\n"))
                .reportCurrency("EUR");
        DumpingResult result = DumpingMargin.under(DumpingRules.EU).measure(files);
        assertEquals(2.1 / 110, result.margin(), 1e-12);
        assertEquals(2.1 / 100, result.marginOverExportPrice(), 1e-12);
        assertFalse(result.deMinimis());
        assertEquals(result.margin(), result.cashDeposit(), 0);
        String said = result.summary().toString();
        assertTrue(said.contains("not de minimis (2.1000 % of the export price; less than 0.02"), said);
    }
}
