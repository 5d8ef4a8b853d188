package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableCheckTest {
    private static final TableCheck CHECK = TableCheck.keys("plant", "year")
            .complete("output_kt")
            .positive("capacity_kt")
            .between("output_kt", 0, 1000)
            .ratio("output_kt")
            .to("capacity_kt")
            .between(0, 1.3)
            .everyYear("year")
            .jumps("capacity_kt", 5);

    private static Table plants(double... changed) {
        double[] output = {80, 82, 84, 50, 51, 52};
        double[] capacity = {100, 100, 100, 60, 60, 60};
        int[] year = {2020, 2021, 2022, 2020, 2021, 2022};
        for (int i = 0; i + 2 < changed.length; i += 3) {
            int row = (int) changed[i + 1];
            if (changed[i] == 0) {
                output[row] = changed[i + 2];
            } else if (changed[i] == 1) {
                capacity[row] = changed[i + 2];
            } else {
                year[row] = (int) changed[i + 2];
            }
        }
        return Table.create(
                "plants.csv",
                StringColumn.create("plant", "Alpha", "Alpha", "Alpha", "Beta", "Beta", "Beta"),
                IntColumn.create("year", year),
                DoubleColumn.create("output_kt", output),
                DoubleColumn.create("capacity_kt", capacity));
    }

    private static void fails(Table table, String... expected) {
        assertEquals(List.of(expected), CHECK.measure(table).failures());
    }

    @Test
    void aSoundTablePasses() {
        TableCheck.Checked checked = CHECK.measure(plants());
        assertTrue(checked.holds());
        assertEquals(0, checked.tidy().rowCount());
        assertTrue(checked.orThrow() == checked);
    }

    /** Each fault is named by its row, its keys and its cell, with what to do; several are named together. */
    @Test
    void eachFaultIsNamed() {
        fails(
                plants(0, 1, Double.NaN),
                "complete: output_kt, but row 2 (Alpha, 2021) has no output_kt. Fill in the cell, or say that the row is"
                        + " left out.");
        fails(
                plants(2, 2, 2021),
                "keys are unique: plant, year, but row 3 (Alpha, 2021) repeats row 2. Add the rows up, leave one out, or"
                        + " name another key.");
        fails(
                plants(2, 5, 2024),
                "a row for every year, but Beta has no 2022, 2023. Add the row, or do not compare across the gap.");
        fails(
                plants(0, 0, 140),
                "output_kt over capacity_kt from 0 to 1.3, but row 1 (Alpha, 2020) gives 140 / 100 = 1.40. Look for two"
                        + " units or two concepts in one table.");
        TableCheck.Checked slipped = CHECK.measure(plants(1, 2, 100_000, 0, 4, -3));
        assertEquals(3, slipped.failures().size());
        assertTrue(slipped.failures()
                .get(2)
                .contains("row 3 (Alpha, 2022) holds 100000 after 100. Look for a change of unit"));
        assertFalse(slipped.holds());
    }

    @Test
    void theOrderOfRowsDoesNotMatterToGapsAndJumps() {
        Table sorted = plants(1, 2, 100_000).sortDescendingOn("year");
        sorted.setName("plants.csv");
        assertEquals(1, CHECK.measure(sorted).failures().size());
    }

    @Test
    void aTableThatFailsIsRefusedWithEverything() {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> CHECK.measure(plants(0, 1, Double.NaN, 1, 4, -60)).orThrow());
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertEquals(4, e.lines().size(), e.getMessage());
        assertTrue(e.lines().get(0).startsWith("Table \"plants.csv\" needs complete: output_kt, but row 2"));
        OverhangException column = assertThrows(
                OverhangException.class,
                () -> TableCheck.keys("plant").positive("capacity").measure(plants()));
        assertEquals(Reason.MISSING_COLUMN, column.reason());
        assertThrows(OverhangException.class, () -> CHECK.jumps("output_kt", 1));
    }
}
