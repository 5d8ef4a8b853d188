package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.TableSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ColumnRolesTest {
    private static final ColumnRoles ROLES = ColumnRoles.of("plant")
            .column("Werk")
            .text()
            .and("month")
            .column("Monat")
            .date("MM/yyyy")
            .and("output_kt")
            .column("Produktion (t)")
            .number()
            .unit("t")
            .into("kt")
            .missing("k.A.");

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.writeString(path, text);
        return path;
    }

    @Test
    void aFileIsReadByItsRoles() throws IOException {
        Path path = file("werke.csv", "Werk;Monat;Produktion (t);Notiz\n007;01/2024;1.234,5;a\n008;02/2024;k.A.;b\n");
        TableSource source =
                TableFile.of(path).decimalComma().thousands('.').roles(ROLES).read();
        Table t = source.table();
        assertEquals(List.of("plant", "month", "output_kt", "Notiz"), t.columnNames());
        assertEquals("007", t.stringColumn("plant").get(0));
        assertEquals(LocalDate.of(2024, 2, 1), t.dateColumn("month").get(1));
        assertEquals(1.2345, t.doubleColumn("output_kt").get(0), "1234.5 t, divided once");
        assertTrue(t.column("output_kt").isMissing(1));
        assertEquals("kt", source.field("output_kt").orElseThrow().unit());
        assertTrue(source.provenance()
                .notes()
                .contains(
                        "Roles: plant is \"Werk\"; month is \"Monat\"; output_kt is \"Produktion (t)\" (t into kt)."));
    }

    @Test
    void savedAndLoadedTheyAreTheSame() throws IOException {
        Path path = folder.resolve("werke.roles.json");
        ROLES.save(path);
        assertEquals(ROLES.toString(), ColumnRoles.load(path).toString());
        String saved = Files.readString(path);
        ColumnRoles.load(path).save(path);
        assertEquals(saved, Files.readString(path));
    }

    @Test
    void everyMissingRoleIsNamed() throws IOException {
        Path path = file("werke.csv", "Werke;Datum\n1;2\n");
        OverhangException e = assertThrows(
                OverhangException.class, () -> TableFile.of(path).roles(ROLES).read());
        assertEquals(Reason.MISSING_COLUMN, e.reason());
        assertEquals(3, e.lines().size());
        assertEquals(
                "TableFile needs the declared column \"Werk\" for role \"plant\", but file \"werke.csv\" has no column of that"
                        + " name. Did you mean \"Werke\"? Its columns: Werke, Datum.",
                e.lines().get(0));
    }

    @Test
    void theyAreAppliedToWhatWasReadAlready() {
        Table t = Table.create(
                "werke",
                StringColumn.create("Werk", "A"),
                DoubleColumn.create("Produktion (t)", new double[] {2500}),
                DoubleColumn.create("x", new double[] {1}));
        ColumnRoles roles = ColumnRoles.of("plant")
                .column("Werk")
                .and("output")
                .column("Produktion (t)")
                .number()
                .unit("t")
                .into("kt");
        TableSource source = roles.apply(Source.of(t));
        assertEquals(List.of("plant", "output", "x"), source.table().columnNames());
        assertEquals(2.5, source.table().doubleColumn("output").get(0));
        OverhangException wrong = assertThrows(
                OverhangException.class,
                () -> ColumnRoles.of("output").column("Werk").number().apply(Source.of(t)));
        assertEquals(Reason.WRONG_TYPE, wrong.reason());
        assertTrue(wrong.getMessage().startsWith("ColumnRoles needs numbers for role \"output\", but column \"Werk\""));
        OverhangException taken = assertThrows(
                OverhangException.class,
                () -> ColumnRoles.of("x").column("Werk").apply(Source.of(t)));
        assertEquals(Reason.BAD_VALUE, taken.reason());
        assertTrue(
                taken.getMessage().startsWith("Role \"x\" is played by column \"Werk\", but table \"werke\" also has"));
    }

    @Test
    void aRoleMayBeTheColumnInOtherLetters() throws IOException {
        Path path = file("plants.csv", "Plant,Year\na,2020\n");
        assertEquals(
                List.of("plant", "year"),
                TableFile.of(path)
                        .roles(ColumnRoles.of("plant")
                                .column("Plant")
                                .and("year")
                                .column("Year"))
                        .read()
                        .table()
                        .columnNames());
    }

    @Test
    void unitsOfTwoDimensionsDoNotConvert() {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> ColumnRoles.of("output").number().unit("t").into("gw"));
        assertEquals(Reason.WRONG_UNIT, e.reason());
        assertThrows(OverhangException.class, () -> ColumnRoles.of("output").into("kt"));
        assertThrows(OverhangException.class, () -> ColumnRoles.of("a").and("a"));
        assertThrows(OverhangException.class, () -> ColumnRoles.of("a").date("nonsense"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"roles\": []}",
                "{\"roles\": [{\"column\": \"a\"}]}",
                "{\"roles\": [{\"role\": \"a\", \"holds\": \"money\"}]}",
                "{\"roles\": [{\"role\": \"a\", \"colum\": \"b\"}]}",
                "{\"roles\": 3}",
                "not json"
            })
    void aFileOfRolesThatDoesNotReadIsRefused(String text) throws IOException {
        Path path = file("bad.roles.json", text);
        OverhangException e = assertThrows(OverhangException.class, () -> ColumnRoles.load(path));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(e.getMessage().startsWith("File \"bad.roles.json\" needs {\"roles\""), e.getMessage());
    }
}
