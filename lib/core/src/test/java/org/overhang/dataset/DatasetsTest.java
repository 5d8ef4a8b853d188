package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overhang.core.Columns;
import org.overhang.core.Field;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import tech.tablesaw.api.Table;

class DatasetsTest {
    static Stream<String> names() {
        return Datasets.list().stream();
    }

    @Test
    void thereAreAtLeastTwentyInAlphabeticalOrder() {
        assertTrue(Datasets.list().size() >= 20);
        assertEquals(Datasets.list().stream().sorted().toList(), List.copyOf(Datasets.list()));
        assertTrue(Datasets.list().toString().startsWith("Datasets · shipped "));
        assertEquals(
                Datasets.list().size(),
                Datasets.list().glance().intColumn("datasets").get(0));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyDeclaredCheckHolds(String name) {
        DatasetCheck check = Datasets.load(name).check();
        assertTrue(check.holds(), () -> String.join("\n", check.failures()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTableSaysWhereItComesFrom(String name) {
        Dataset dataset = Datasets.load(name);
        assertEquals(name, dataset.name());
        for (String table : dataset.tables()) {
            var p = dataset.table(table).provenance();
            for (String said : List.of(p.title(), p.publisher(), p.licence(), p.url(), p.accessed(), p.sha256())) {
                assertTrue(!said.isBlank(), () -> name + "/" + table + " leaves something unsaid: " + p);
            }
            assertTrue(Pattern.matches("(19|20)\\d\\d", p.accessed()), p.accessed());
            assertTrue(p.kind().equals("real") || p.kind().equals("simulated"));
            assertTrue(dataset.readme().contains("`" + table + "`"), "README names table " + table);
        }
        assertTrue(dataset.readme().contains("## Caveats"));
    }

    /** Every physical or money column ends in its unit; shares, prices and counts name theirs in the data package. */
    @ParameterizedTest
    @MethodSource("names")
    void everyNumberHasAUnit(String name) {
        Dataset dataset = Datasets.load(name);
        for (String table : dataset.tables()) {
            for (Field field : dataset.table(table).fields()) {
                boolean bare = field.name().equals("quarter");
                assertTrue(
                        field.kind() != Field.Kind.NUMBER
                                || bare
                                || !field.unit().isEmpty(),
                        () -> name + "/" + table + " has no unit for " + field.name());
            }
        }
    }

    @Test
    void theFirstExampleReadsItsColumns() {
        Dataset steel = Datasets.load("steel-capacity");
        Columns in = Columns.neededBy("Utilization")
                .number("output", "production_mt")
                .number("capacity", "capacity_mt")
                .keys("region", "year")
                .read(steel);
        assertEquals(in.rows(), in.keys().count());
        assertEquals("mt", in.unit("capacity_mt"));
        double[] capacity = in.number("capacity_mt");
        Table table = steel.table();
        int world2023 = 0;
        while (!(table.stringColumn("region").get(world2023).equals("World")
                && table.intColumn("year").get(world2023) == 2023)) {
            world2023++;
        }
        // OECD 2023 capacity paper; worldsteel as restated in January 2025.
        assertEquals(2498.6, capacity[world2023]);
        assertEquals(1897.9, in.number("production_mt")[world2023]);
    }

    @Test
    void aCopyOfATableDoesNotChangeTheDataset() {
        Dataset steel = Datasets.load("steel-capacity");
        steel.table().doubleColumn("capacity_mt").set(0, -1.0);
        steel.table("vintages").table().doubleColumn("capacity_mt").set(0, -1.0);
        assertTrue(steel.table().doubleColumn("capacity_mt").min() > 0);
        assertTrue(steel.table("vintages").table().doubleColumn("capacity_mt").min() > 0);
    }

    @Test
    void codesAndPeriodsStayText() {
        Table panels = Datasets.load("solar-panel-exports").table();
        assertEquals("85414020", panels.stringColumn("hs_code").get(0));
        assertEquals(
                java.time.LocalDate.of(2024, 6, 12),
                Datasets.load("ev-countervailing-duties")
                        .table()
                        .dateColumn("date")
                        .get(0));
    }

    @Test
    void trustIsCountedInTheNotes() {
        var notes = Datasets.load("firm-accounts").table("margins").provenance().notes();
        assertTrue(
                notes.stream().anyMatch(n -> n.startsWith("80 of 80 rows have trust B")),
                () -> String.join("\n", notes));
    }

    @Test
    void aMisspeltNameSuggestsTheNearest() {
        OverhangException e = assertThrows(OverhangException.class, () -> Datasets.load("steel-capacty"));
        assertEquals(Reason.MISSING_COLUMN, e.reason());
        assertTrue(
                e.getMessage()
                        .startsWith("Datasets has no dataset \"steel-capacty\". Did you mean \"steel-capacity\"? "),
                e::getMessage);
    }

    @Test
    void aMisspeltTableSuggestsTheNearest() {
        OverhangException e = assertThrows(
                OverhangException.class, () -> Datasets.load("steel-capacity").table("vintage"));
        assertEquals(
                "Dataset \"steel-capacity\" has no table \"vintage\". Did you mean \"vintages\"?"
                        + " Its tables: capacity, vintages, excess, output.",
                e.getMessage());
    }

    @Test
    void aDamagedFileIsRefusedByName() {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Dataset.read("steel-capacity", file -> {
                    byte[] bytes = Resources.bytes("steel-capacity/" + file);
                    if (file.equals("vintages.csv")) {
                        bytes[bytes.length / 2] ^= 1;
                    }
                    return bytes;
                }));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(e.getMessage()
                .startsWith("Dataset \"steel-capacity\" needs its file \"vintages.csv\" as it was published,"
                        + " but the file is damaged or changed"));
    }

    /** The shipped table after somebody's edit, under a data package that states the edited file's hash. */
    private static Dataset edited(UnaryOperator<List<String>> edit, boolean restated) {
        String csv = new String(Resources.bytes("steel-output/countries.csv"), StandardCharsets.UTF_8);
        String changed = String.join("\n", edit.apply(csv.lines().toList())) + "\n";
        byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
        return Dataset.read("steel-output", file -> {
            byte[] as = Resources.bytes("steel-output/" + file);
            if (file.equals("countries.csv")) {
                return bytes;
            }
            String text = new String(as, StandardCharsets.UTF_8);
            String before = Sha256.of(Resources.bytes("steel-output/countries.csv"));
            return (restated ? text.replace(before, Sha256.of(bytes)) : text).getBytes(StandardCharsets.UTF_8);
        });
    }

    private static String refusal(UnaryOperator<List<String>> edit, boolean restated) {
        OverhangException e = assertThrows(OverhangException.class, () -> edited(edit, restated));
        assertEquals(Reason.BAD_VALUE, e.reason());
        return e.getMessage();
    }

    @Test
    void shuffledRowsAreNotTheFileThatWasPublished() {
        UnaryOperator<List<String>> swap = lines -> {
            List<String> out = new ArrayList<>(lines);
            Collections.swap(out, 1, 2);
            return out;
        };
        String said = refusal(swap, false);
        assertTrue(
                said.startsWith(
                        "Dataset \"steel-output\" needs its file \"countries.csv\" as it was published, but the file is "
                                + "damaged or changed: its sha256 is "),
                said);
        assertTrue(said.endsWith(". Take the file from a fresh copy of the datasets."), said);
        assertTrue(edited(swap, true).check().holds(), "the order of rows is no part of what they say");
    }

    @Test
    void aMissingColumnIsNamed() {
        List<String> columns = Datasets.load("steel-output").table().columnNames();
        String last = columns.get(columns.size() - 1);
        String said = refusal(
                lines -> lines.stream()
                        .map(l -> l.substring(0, l.lastIndexOf(',')))
                        .toList(),
                true);
        assertEquals(
                "Dataset \"steel-output\" needs the columns " + columns
                        + " of the stated types in \"countries.csv\", but it has no [" + last
                        + "]. Correct the file, or its datapackage.json if the file is right.",
                said);
    }

    @Test
    void aRenamedColumnACellOfAnotherTypeAndARaggedRowAreNamed() {
        assertTrue(refusal(lines -> replaced(lines, 0, l -> l.replace("year", "yr")), true)
                .contains(", but it has no [year] and it has [yr], which nothing declares. Correct"));
        assertTrue(refusal(lines -> replaced(lines, 1, l -> l.replaceFirst(",[0-9]{4},", ",soon,")), true)
                .contains(", but cells of [year] are of another type. Correct"));
        assertTrue(refusal(lines -> replaced(lines, 1, l -> l + ",1"), true)
                .contains(", but some rows have more or fewer cells. Correct"));
    }

    private static List<String> replaced(List<String> lines, int at, UnaryOperator<String> edit) {
        List<String> out = new ArrayList<>(lines);
        out.set(at, edit.apply(out.get(at)));
        return out;
    }

    @Test
    void aRepeatedKeyIsFoundWithItsRows() {
        DatasetCheck check = edited(
                        lines -> {
                            List<String> out = new ArrayList<>(lines);
                            out.add(lines.get(1));
                            return out;
                        },
                        true)
                .check();
        int rows = Datasets.load("steel-output").table().rowCount();
        assertFalse(check.holds());
        String said = check.failures().get(0);
        assertTrue(said.contains("is complete and unique: row " + (rows + 1) + " repeats the key ["), said);
        assertTrue(
                said.endsWith("] of row 1: keep one of them, or name the column that tells them apart in the key"),
                said);
        assertTrue(check.toString().contains("Warning"), check.toString());
    }

    @Test
    void aDamagedDataPackageIsRefused() {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Dataset.read("broken", file -> "{\"name\": 3".getBytes(StandardCharsets.UTF_8)));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(e.getMessage().startsWith("Dataset \"broken\" needs a readable datapackage.json"));
    }

    @Test
    void aSummaryPrintsUnitsCoverageAndSource() {
        String text = Datasets.load("us-steel-market").toString();
        assertTrue(text.startsWith("The United States steel market · dataset us-steel-market · tables 4 · kind real"));
        assertTrue(text.contains("Source: US Geological Survey; US public domain; accessed 2024"), text);
        assertTrue(text.endsWith("Left out: nothing"));
        assertTrue(Datasets.load("steel-capacity").summary().html().contains("<strong>Table vintages.</strong>"));
    }
}
