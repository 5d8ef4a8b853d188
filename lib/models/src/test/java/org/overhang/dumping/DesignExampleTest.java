package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;
import static org.overhang.dumping.Resampling.draws;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The sentence of the documentation, word for word. */
class DesignExampleTest {
    private static Table table(String name, String text, ColumnType... types) {
        return Table.read()
                .usingOptions(CsvReadOptions.builderFromString(text)
                        .columnTypes(types)
                        .tableName(name));
    }

    static final Table EXPORTS = table(
            "exports",
            """
            control_number,customer,sale_date,quantity_t,gross_price,freight,credit
            A-12,Atlas,2024-02-03,10,820,40,6
            A-12,Borealis,2024-05-14,20,860,42,7
            A-12,Atlas,2024-08-21,15,790,41,6
            B-07,Corona,2024-03-30,12,1150,45,9
            B-07,Borealis,2024-11-02,18,1080,44,8
            """,
            ColumnType.STRING,
            ColumnType.STRING,
            ColumnType.LOCAL_DATE,
            ColumnType.DOUBLE,
            ColumnType.DOUBLE,
            ColumnType.DOUBLE,
            ColumnType.DOUBLE);

    static final Table HOME =
            table("home", """
            control_number,sale_date,quantity_t,gross_price
            A-12,2024-01-20,40,880
            A-12,2024-06-11,25,905
            B-07,2024-04-05,30,1190
            B-07,2024-09-17,22,1010
            """, ColumnType.STRING, ColumnType.LOCAL_DATE, ColumnType.DOUBLE, ColumnType.DOUBLE);

    static final Table COSTS = table("costs", """
            control_number,made_t,unit_cost
            A-12,100,760
            B-07,80,1040
            """, ColumnType.STRING, ColumnType.DOUBLE, ColumnType.DOUBLE);

    static DumpingResult example() {
        var exports = EXPORTS;
        var home = HOME;
        var costs = COSTS;
        var files = CaseFiles.exports(
                        ExportSales.of("gross_price")
                                .quantity("quantity_t")
                                .soldOn("sale_date")
                                .movement("freight")
                                .credit("credit"),
                        exports)
                .home(HomeSales.of("gross_price").quantity("quantity_t").soldOn("sale_date"), home)
                .costs(ProductionCosts.of("unit_cost").quantity("made_t"), costs);
        return DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                .by("control_number")
                .bootstrap(draws(2_000).by("customer"), seed(42))
                .measure(files);
    }

    @Test
    void runsAsWritten() {
        var dumping = example();
        assertEquals(2, dumping.normalValue().rowCount());
        assertEquals(2, dumping.exportPrice().rowCount());
        assertTrue(dumping.allMethods().rowCount() >= 9);
        assertEquals("model A-12", dumping.explain("A-12").subject());
        assertEquals(2_000, dumping.draws().length);
        assertTrue(dumping.interval().low() <= dumping.interval().high());
        assertTrue(dumping.toString().startsWith("Dumping margin · rules US investigation"), dumping.toString());
        assertTrue(dumping.toString().contains("Left out: 1 home sales below cost"), dumping.toString());
        assertEquals(9, dumping.influence().rowCount());
        assertTrue(dumping.bounds().lowest() <= dumping.margin());
    }

    /**
     * By hand. B-07's sale at 1,010 is below cost 1,040 with 22 of 52 tonnes, so it drops. Normal value of A-12 is
     * (40 × 880 + 25 × 905) / 65 + its mean credit; averages offset.
     */
    @Test
    void agreesWithTheSumByHand() {
        double nvA = (40 * 880.0 + 25 * 905.0) / 65 + (10 * 6.0 + 20 * 7 + 15 * 6) / 45;
        double netA = (10 * 780.0 + 20 * 818.0 + 15 * 749.0) / 45;
        double nvB = 1190 + (12 * 9.0 + 18 * 8) / 30;
        double netB = (12 * 1105.0 + 18 * 1036.0) / 30;
        double expected = ((nvA - netA) * 45 + (nvB - netB) * 30) / (netA * 45 + netB * 30);
        assertEquals(expected, example().margin(Comparison.AVERAGE_TO_AVERAGE), 1e-12);
    }
}
