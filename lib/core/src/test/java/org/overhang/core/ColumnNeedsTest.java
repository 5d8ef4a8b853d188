package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ColumnNeedsTest {
    private static final CodeList AFFILIATION =
            CodeList.of("unaffiliated", "1", "no").and("affiliated", "2", "yes");

    private static Table sales() {
        return Table.create(
                "sales",
                StringColumn.create("affiliation", "1", "2 ", "YES", ""),
                DoubleColumn.create("freight_usd", 1, -4, Double.NaN, 2),
                DoubleColumn.create("price_usd_t", 5, 6, 7, 8),
                DoubleColumn.create("output_kt", 5, 6, 7, 8),
                DoubleColumn.create("cost_eur", 5, 6, 7, 8),
                DoubleColumn.create("year", 2019, 2020, 2021, 2022),
                StringColumn.create("nothing", "", "", "", ""));
    }

    private static OverhangException refusal(Columns.Request request) {
        return assertThrows(OverhangException.class, () -> request.read(Source.of(sales())));
    }

    @Test
    void aWrongSignIsRefusedWithItsValueAndRow() {
        OverhangException e = refusal(Columns.neededBy("Test").amount("freight", "freight_usd", Sign.NOT_NEGATIVE));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertEquals(
                "Test needs freight at or above zero, but \"freight_usd\" in table \"sales\" holds -4 in row 2."
                        + " Correct the cells, or make them missing so that they are left out.",
                e.getMessage());
    }

    @Test
    void blanksCountAsZeroWhenAskedAndAreCounted() {
        Columns in = Columns.neededBy("Test").number("freight", "freight_usd").read(Source.of(sales()));
        assertArrayEquals(new double[] {1, -4, 0, 2}, in.zeroIfBlank("freight_usd"));
        assertEquals(1, in.blanks("freight_usd"));
        String text = Summary.of("Test")
                .countedAsZero(Map.of("freight_usd", 1, "credit", 0).entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .collect(java.util.stream.Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, java.util.LinkedHashMap::new)))
                .build()
                .toString();
        assertTrue(text.contains("Blank cells counted as zero: 1 of freight_usd."), text);
    }

    @Test
    void codesAreAClosedList() {
        Columns in = Columns.neededBy("Test")
                .code("affiliation", "affiliation", AFFILIATION)
                .read(Source.of(sales()));
        assertArrayEquals(
                new String[] {"unaffiliated", "affiliated", "affiliated", null}, in.codes("affiliation", AFFILIATION));
        OverhangException e = refusal(
                Columns.neededBy("Test").code("affiliation", "affiliation", CodeList.of("unaffiliated", "1", "2")));
        assertEquals(
                "Test needs an affiliation of 1 or 2, but \"affiliation\" in table \"sales\" holds \"YES\" in row 3."
                        + " Correct the cells, or leave them blank.",
                e.getMessage());
    }

    @Test
    void aColumnWithoutAFilledCellFitsEveryRole() {
        Columns in =
                Columns.neededBy("Test").number("x", "nothing").keys("nothing").read(Source.of(sales()));
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN}, in.number("nothing"));
        assertEquals(0, in.keys().count());
        assertEquals(4, in.blanks("nothing"));
        assertArrayEquals(
                new int[] {Batch.NO_DAY, Batch.NO_DAY, Batch.NO_DAY, Batch.NO_DAY},
                Columns.neededBy("Test")
                        .date("day", "nothing")
                        .read(Source.of(sales()))
                        .date("nothing"));
    }

    @Test
    void aKeyOrTimeIsNoQuantity() {
        assertEquals(
                "Test needs a quantity as its capacity column, but \"year\" in table \"sales\" is time."
                        + " Name the column that holds the capacity.",
                refusal(Columns.neededBy("Test").amount("capacity", "year", Sign.POSITIVE))
                        .getMessage());
        assertEquals(
                "Test needs a quantity as its output column, but \"output_kt\" in table \"sales\" is a key."
                        + " Name the column that holds the output.",
                refusal(Columns.neededBy("Test")
                                .amount("output", "output_kt", Sign.ANY)
                                .keys("output_kt"))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "price_usd_t | output_kt | Test needs \"price_usd_t\" per unit of \"output_kt\", but they are in usd/t and kt."
                        + " Convert one of them, for example \"output_kt\" times 1000.",
                "price_usd_t | power_mwh | Test needs \"price_usd_t\" per unit of \"power_mwh\", but they are in usd/t and mwh."
                        + " They measure different things (mass and energy); choose columns that go together."
            })
    void aPriceGoesWithItsQuantity(String price, String quantity, String message) {
        Table table = sales().addColumns(DoubleColumn.create("power_mwh", 1, 2, 3, 4));
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Columns.neededBy("Test")
                        .number("price", price)
                        .number("quantity", quantity)
                        .perUnit(price, quantity)
                        .read(Source.of(table)));
        assertEquals(Reason.WRONG_UNIT, e.reason());
        assertEquals(message, e.getMessage());
    }

    @Test
    void moneysAreNotMixed() {
        assertEquals(
                "Test needs \"price_usd_t\" and \"cost_eur\" in one money, but they are in usd/t and eur."
                        + " Convert one of them at the rate of its date; no rate is assumed.",
                refusal(Columns.neededBy("Test")
                                .number("price", "price_usd_t")
                                .number("cost", "cost_eur")
                                .sameMoney("price_usd_t", "", "cost_eur"))
                        .getMessage());
    }

    @Test
    void longListsAndCellsAreCut() {
        Table wide = Table.create("wide");
        IntStream.range(0, 10_000).forEach(i -> wide.addColumns(DoubleColumn.create("c" + i, 1)));
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Columns.neededBy("Test").number("output", "zzz").read(Source.of(wide)));
        assertTrue(e.getMessage().endsWith("c18, c19, and 9,980 more."), e.getMessage());
        Table text = Table.create("t", StringColumn.create("x", "n".repeat(500)));
        OverhangException cut = assertThrows(
                OverhangException.class,
                () -> Columns.neededBy("Test").number("output", "x").read(Source.of(text)));
        assertTrue(cut.getMessage().contains("\"" + "n".repeat(60) + "…\" in row 1"), cut.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "capacity, capacity_kt",
        "capacity_kton, capacity_kt",
        "capacity_kt_2019, capacity_kt",
        "qqqqqqqq, ''",
        "ab, ''",
        "country, ''"
    })
    void hintsKnowPrefixesAndKeepSilentWhenFar(String typed, String meant) {
        assertEquals(
                meant.isEmpty() ? "" : "Did you mean \"" + meant + "\"? ",
                Nearest.hint(typed, java.util.List.of("production_kt", "capacity_kt", "region")));
    }
}
