package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.dataset.ShippedRows.number;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels: that a figure is of the countries, the year, the unit and the definition that stand beside it. */
class DatasetFactsTest {
    /** American mills neither built nor closed more than this share of their capability in a year; a short ton is 10 % off. */
    private static final double CAPABILITY_A_YEAR = 0.075;

    /** Two counts of one country's output (worldsteel and USGS, with and without Puerto Rico) lie closer than this. */
    private static final double SAME_OUTPUT = 0.025;

    /** Half a unit in the last printed digit of a share with four digits. */
    private static final double PRINTED = 0.5e-4;

    @Test
    void aSeriesInOneUnitDoesNotJumpByATenth() {
        Map<Integer, Double> capacity = new HashMap<>();
        for (Map<String, String> row :
                ShippedRows.of("us-steel-market", "market").rows()) {
            if (!row.get("capacity_mt").isEmpty()) {
                capacity.put(Integer.parseInt(row.get("year")), number(row, "capacity_mt"));
            }
        }
        assertTrue(
                capacity.size() >= 28, () -> "printed of every year from 1995 to 2021, and 2023: " + capacity.keySet());
        capacity.forEach((year, now) -> {
            Double before = capacity.get(year - 1);
            assertTrue(
                    before == null || Math.abs(now / before - 1) < CAPABILITY_A_YEAR,
                    () -> "capacity of " + year + " is " + now + " after " + before);
        });
    }

    /** A row whose unit was changed says so, and is no longer what the publisher printed. */
    @Test
    void convertedRowsAreMarked() {
        for (Map<String, String> row :
                ShippedRows.of("us-steel-market", "capability").rows()) {
            boolean converted = !row.get("printed_million_tons").equals(row.get("capacity_mt"));
            assertEquals(converted, row.get("unit_judged").equals("short tons"), row::toString);
            assertEquals(converted ? "B" : "A", row.get("trust"), row::toString);
            Map<String, String> used =
                    ShippedRows.of("us-steel-market", "market").only("year", row.get("year"));
            assertEquals(row.get("capacity_mt"), used.get("capacity_mt"), used::toString);
            assertEquals(row.get("unit_judged"), used.get("capacity_unit_printed"), used::toString);
        }
    }

    @Test
    void employmentIsPrintedByTheEditionItNames() {
        Set<String> printed = new TreeSet<>();
        for (String table : List.of("vintages", "reposted")) {
            for (Map<String, String> row :
                    ShippedRows.of("us-steel-market", table).rows()) {
                printed.add(row.get("year") + " " + row.get("edition") + " " + row.get("employment_persons"));
            }
        }
        for (Map<String, String> row :
                ShippedRows.of("us-steel-market", "market").rows()) {
            String said = row.get("year") + " " + row.get("employment_edition") + " " + row.get("employment_persons");
            assertTrue(printed.contains(said), () -> "no edition prints " + said);
        }
    }

    /** Output over capacity: both of the same countries, under one name. */
    @Test
    void outputAndCapacityAreOfTheSameCountries() {
        ShippedRows output = ShippedRows.of("steel-capacity", "output");
        for (Map<String, String> row :
                ShippedRows.of("steel-capacity", "capacity").rows()) {
            assertFalse(row.get("region").equals("EU"), () -> "the EU had 28 members and has 27: say which, in " + row);
            if (!row.get("production_mt").isEmpty()) {
                Map<String, String> made = output.only("region", row.get("region"), "year", row.get("year"));
                assertEquals(made.get("production_mt"), row.get("production_mt"), row::toString);
            }
        }
        Map<String, String> union =
                ShippedRows.of("steel-capacity", "capacity").only("region", "EU-27", "year", "2019");
        assertEquals(0.705, number(union, "production_mt") / number(union, "capacity_mt"), 0.002);
    }

    @Test
    void capacityAndOutputOfAmericanCementAgreeInBothDatasets() {
        ShippedRows world = ShippedRows.of("cement-capacity", "capacity");
        int both = 0;
        for (Map<String, String> row :
                ShippedRows.of("us-cement-market", "market").rows()) {
            if (!row.get("clinker_capacity_kt").isEmpty()) {
                Map<String, String> same = world.only("country", "United States", "year", row.get("year"));
                assertEquals(same.get("clinker_capacity_kt"), row.get("clinker_capacity_kt"), row::toString);
                assertEquals(1, number(same, "production_kt") / number(row, "cement_kt"), SAME_OUTPUT, row::toString);
                both++;
            }
        }
        assertEquals(28, both, "years 1994 to 2021");
    }

    @Test
    void americanAndWorldSteelAgreeInBothDatasets() {
        ShippedRows countries = ShippedRows.of("steel-output", "countries");
        for (Map<String, String> row :
                ShippedRows.of("us-steel-market", "market").rows()) {
            int year = Integer.parseInt(row.get("year"));
            if (year >= 2000 && year <= 2018) {
                Map<String, String> same = countries.only("country", "United States", "year", row.get("year"));
                assertEquals(
                        1, number(same, "production_mt") / number(row, "production_mt"), SAME_OUTPUT, row::toString);
            }
        }
        ShippedRows world = ShippedRows.of("steel-output", "world");
        for (Map<String, String> row :
                ShippedRows.of("steel-capacity", "capacity").rows()) {
            if (row.get("region").equals("World")) {
                Map<String, String> same =
                        world.only("year", row.get("year"), "vintage", row.get("production_vintage"));
                assertEquals(same.get("production_mt"), row.get("production_mt"), row::toString);
            }
        }
    }

    @Test
    void theBalanceOfModulesNamesWhoseInstallationsItTakes() {
        ShippedRows balance = ShippedRows.of("solar-capacity-demand", "china-balance");
        Map<String, String> cpia =
                ShippedRows.of("solar-capacity-demand", "china-additions").only("year", "2024", "publisher", "CPIA");
        Map<String, String> row = balance.only("year", "2024");
        assertEquals(cpia.get("additions_gw"), row.get("installations_gw"));
        assertTrue(row.get("source").contains("CPIA (installations)"), row::toString);
        for (String year : List.of("2023", "2024")) {
            assertEquals(
                    ShippedRows.of("solar-capacity-demand", "china-output")
                            .only("year", year, "stage", "module")
                            .get("production_gw"),
                    balance.only("year", year).get("production_gw"));
        }
    }

    /** Which cases a mean is over belongs in the title, as in the key. */
    @ParameterizedTest
    @ValueSource(strings = {"durations", "products"})
    void aPopulationStandsInTheTitle(String table) {
        String title = ShippedRows.of("antidumping-durations", table).title();
        for (String word : List.of("against China", "2000–2009", "HS6 product")) {
            assertTrue(title.contains(word), () -> title + " does not say " + word);
        }
    }

    @Test
    void anOrderCitesItsOwnNotice() {
        for (Map<String, String> row :
                ShippedRows.of("trade-remedy-rates", "us-solar-orders").rows()) {
            String notice = row.get("type").equals("AD") ? "90 FR 26786" : "90 FR 26791";
            assertTrue(row.get("source").startsWith(notice), row::toString);
        }
        for (Map<String, String> row :
                ShippedRows.of("trade-remedy-rates", "us-solar").rows()) {
            assertFalse(
                    row.get("type").equals("AD") && row.values().stream().anyMatch(c -> c.contains("26791")),
                    () -> "26791 is the countervailing notice: " + row);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "final, Jinko Solar, 0.0859",
        "final, all others, 0.0859",
        "final, Hanwha Q Cells, 0",
        "'preliminary, amended', Jinko Solar, 0.099"
    })
    void malaysianRatesAreThoseOfTheDetermination(String stage, String firm, double rate) {
        List<Map<String, String>> found = ShippedRows.of("trade-remedy-rates", "us-solar").rows().stream()
                .filter(r ->
                        r.get("country").equals("Malaysia") && r.get("type").equals("AD"))
                .filter(r -> r.get("stage").equals(stage) && r.get("firm").equals(firm))
                .toList();
        assertEquals(1, found.size(), found::toString);
        assertEquals(rate, number(found.get(0), "rate"));
    }

    /** A deposit is a margin less an offset; one above every margin wants a word. */
    @Test
    void aDepositAboveTheMarginSaysWhy() {
        ShippedRows rates = ShippedRows.of("trade-remedy-rates", "aluminium-extrusions");
        for (Map<String, String> row : rates.rows()) {
            if (row.get("measure").equals("cash deposit")) {
                Map<String, String> margin = rates.only(
                        "country",
                        row.get("country"),
                        "stage",
                        row.get("stage"),
                        "type",
                        row.get("type"),
                        "measure",
                        "margin");
                assertTrue(
                        number(row, "rate_high") <= number(margin, "rate_high")
                                || row.get("note").contains("not reconciled"),
                        row::toString);
            }
        }
    }

    @Test
    void theCarCaseHasItsFourStages() {
        Map<String, Set<String>> dates = ShippedRows.of("ev-countervailing-duties", "rates").rows().stream()
                .collect(Collectors.groupingBy(
                        r -> r.get("stage"), Collectors.mapping(r -> r.get("date"), Collectors.toSet())));
        assertEquals(
                Map.of(
                        "pre-disclosure", Set.of("2024-06-12"),
                        "provisional", Set.of("2024-07-04"),
                        "definitive disclosure", Set.of("2024-08-20"),
                        "definitive", Set.of("2024-10-29")),
                dates);
    }

    /** A site books write-downs into cost: its gross margin is another thing than the firm's, and has another name. */
    @ParameterizedTest
    @CsvSource({
        "LONGi, 2021, 0.2019, 0.1986",
        "LONGi, 2023, 0.1826, 0.145",
        "LONGi, 2024, 0.074, -0.0003",
        "Jinko Solar, 2024, 0.0734, 0.0643",
        "BYD, 2024, 0.1944, 0.1907"
    })
    void grossMarginsOfFirmsAndOfSitesStandApart(String firm, String year, double reported, double site) {
        ShippedRows margins = ShippedRows.of("firm-accounts", "margins");
        assertFalse(margins.has("gross_margin"), "a gross margin says whose");
        Map<String, String> row = margins.only("firm", firm, "year", year);
        assertEquals(reported, number(row, "gross_margin_reported"));
        assertEquals(site, number(row, "gross_margin_site"));
        assertFalse(row.get("gross_margin_basis").isBlank());
    }

    @Test
    void netMarginsFollowFromTheAccounts() {
        for (Map<String, String> row :
                ShippedRows.of("firm-accounts", "margins").rows()) {
            String unit = row.get("currency").toLowerCase(java.util.Locale.ROOT);
            Map<String, String> account =
                    ShippedRows.of("firm-accounts", unit).only("firm", row.get("firm"), "year", row.get("year"));
            String net = account.get("net_income_" + unit + "_million");
            assertEquals(net.isEmpty(), row.get("net_margin").isEmpty(), row::toString);
            if (!net.isEmpty()) {
                double margin = Double.parseDouble(net) / number(account, "revenue_" + unit + "_million");
                assertEquals(margin, number(row, "net_margin"), PRINTED + 1e-9, row::toString);
            }
        }
        Map<String, String> trina = ShippedRows.of("firm-accounts", "cny").only("firm", "Trina Solar", "year", "2024");
        assertEquals("80282", trina.get("revenue_cny_million"));
        assertEquals("-3443", trina.get("net_income_cny_million"));
    }

    /** A yearbook reports on its own year, the summaries on the years before. */
    @Test
    void yearbooksAreOfTheirYear() {
        for (Map<String, String> row : ShippedRows.of("aluminium", "idle").rows()) {
            assertEquals(row.get("year"), row.get("edition"), row::toString);
            assertTrue(row.get("source").contains(row.get("year") + " Minerals Yearbook"), row::toString);
        }
    }

    /** Who may allow what: a contractor's report is no work of the government, and a licence covers its giver's own part. */
    @Test
    void licencesAreNotWiderThanTheirGiver() {
        assertFalse(licence("module-prices", "us-global").contains("US public domain"));
        assertFalse(licence("polysilicon-prices", "usd").contains("US public domain"));
        assertTrue(licence("module-prices", "world").contains("third-party"));
        assertTrue(licence("pv-production", "production").startsWith("CC BY 4.0"));
    }

    private static String licence(String dataset, String table) {
        String said = Datasets.load(dataset).table(table).provenance().licence();
        assertNotNull(said);
        return said;
    }
}
