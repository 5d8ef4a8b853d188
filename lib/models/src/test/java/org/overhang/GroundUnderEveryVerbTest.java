package org.overhang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.TableSource;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Keys, units, money and signs under every verb of the subjects: one table of verbs, each fault tried on each. */
class GroundUnderEveryVerbTest {
    /** The same arithmetic in the same order. */
    private static final double SAME = 1e-12;

    /** Codes that differ by one and are one double. */
    private static final long CODE = 911100008021004330L;

    private static Stream<DynamicTest> each(java.util.function.Consumer<GroundVerbs.Verb> test) {
        return GroundVerbs.all().stream().map(v -> dynamicTest(v.name(), () -> test.accept(v)));
    }

    private static List<Double> numbers(Result result) {
        List<Double> out = new ArrayList<>();
        Table tidy = result.tidy();
        for (Column<?> column : tidy.columns()) {
            if (column instanceof NumericColumn<?> numeric
                    && !column.name().startsWith("key")
                    && !column.name().equals("year")) {
                for (int i = 0; i < numeric.size(); i++) {
                    out.add(numeric.getDouble(i));
                }
            }
        }
        return out;
    }

    private static void assertSame(GroundVerbs.Verb verb, Table other) {
        List<Double> expected = numbers(verb.verb().apply(Source.of(GroundVerbs.rows())));
        List<Double> found = numbers(verb.verb().apply(Source.of(other)));
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            double size = Math.abs(expected.get(i));
            assertEquals(expected.get(i), found.get(i), SAME * (size > 1 ? size : 1));
        }
    }

    private static Table withKey(UnaryOperator<String> change) {
        Table table = GroundVerbs.rows();
        StringColumn key = StringColumn.create("key");
        int row = 0;
        for (String cell : table.stringColumn("key")) {
            key.append(row++ % 3 == 0 ? change.apply(cell) : cell);
        }
        table.replaceColumn("key", key);
        return table;
    }

    @TestFactory
    Stream<DynamicTest> measuresAtAll() {
        return each(
                v -> assertNotNull(v.verb().apply(Source.of(GroundVerbs.rows())).toString()));
    }

    @TestFactory
    Stream<DynamicTest> blanksMakeNoOtherKey() {
        return each(v -> {
            assertSame(v, withKey(k -> k + " "));
            assertSame(v, withKey(k -> "\u00a0" + k));
            assertSame(v, withKey(k -> k + "\u2007\ufeff"));
        });
    }

    @TestFactory
    Stream<DynamicTest> codesOfEighteenDigitsStayApart() {
        return each(v -> {
            if (v.name().equals("TradeDiversion")) {
                return; // its target is a key by name
            }
            Table table = GroundVerbs.rows();
            table.replaceColumn("key", LongColumn.create("key", CODE, CODE + 1, CODE, CODE + 1));
            assertSame(v, table);
        });
    }

    @TestFactory
    Stream<DynamicTest> aNegativeAmountIsRefusedWithItsRow() {
        return each(v -> {
            for (String amount : v.amounts()) {
                Table table = GroundVerbs.rows();
                table.doubleColumn(amount).set(1, -4);
                OverhangException e =
                        assertThrows(OverhangException.class, () -> v.verb().apply(Source.of(table)), amount);
                assertEquals(Reason.BAD_VALUE, e.reason(), e.getMessage());
                assertTrue(e.getMessage().contains(amount) || e.getMessage().contains("\"B"), e.getMessage());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> twoUnitsAreRefusedWithTheFactor() {
        return each(v -> v.alike().forEach((a, b) -> {
            TableSource mixed = Source.of(GroundVerbs.rows()).unit(a, "kt").unit(b, "mt");
            OverhangException e =
                    assertThrows(OverhangException.class, () -> v.verb().apply(mixed), a + " " + b);
            assertEquals(Reason.WRONG_UNIT, e.reason(), e.getMessage());
            assertTrue(
                    e.getMessage().contains("kt") && e.getMessage().matches("(?s).*\\b(1000|0\\.001)\\b.*"),
                    e.getMessage());
            TableSource money = Source.of(GroundVerbs.rows()).unit(a, "usd").unit(b, "eur");
            assertEquals(
                    Reason.WRONG_UNIT,
                    assertThrows(OverhangException.class, () -> v.verb().apply(money))
                            .reason());
            TableSource one = Source.of(GroundVerbs.rows()).unit(a, "rmb").unit(b, "cny");
            assertNotNull(v.verb().apply(one).toString());
            TableSource unknown =
                    Source.of(GroundVerbs.rows()).unit(a, "bushel").unit(b, "kt");
            assertEquals(
                    Reason.WRONG_UNIT,
                    assertThrows(OverhangException.class, () -> v.verb().apply(unknown))
                            .reason());
        }));
    }

    /** Here the quantity only weighs the price, so that its size does not matter. */
    private static final Set<String> WEIGHED = Set.of("Underselling", "PriceEffects");

    @TestFactory
    Stream<DynamicTest> aPriceIsPerUnitOfItsQuantity() {
        return each(v -> v.priced().forEach((price, quantity) -> {
            for (String[] wrong : new String[][] {{"usd/t", "mwh"}, {"usd/kwh", "mwh"}, {"eur/kg", "t"}}) {
                if (WEIGHED.contains(v.name()) && !wrong[0].equals("usd/t")) {
                    continue;
                }
                TableSource mixed =
                        Source.of(GroundVerbs.rows()).unit(price, wrong[0]).unit(quantity, wrong[1]);
                OverhangException e = assertThrows(
                        OverhangException.class, () -> v.verb().apply(mixed), price + " " + wrong[0] + " " + wrong[1]);
                assertEquals(Reason.WRONG_UNIT, e.reason(), e.getMessage());
            }
            assertNotNull(v.verb()
                    .apply(Source.of(GroundVerbs.rows()).unit(price, "usd/t").unit(quantity, "t"))
                    .toString());
        }));
    }

    @TestFactory
    Stream<DynamicTest> timeIsNoQuantity() {
        return each(v -> {
            for (String amount : v.amounts()) {
                OverhangException e = assertThrows(
                        OverhangException.class,
                        () -> v.verb().apply(Source.of(GroundVerbs.rows()).unit(amount, "year")),
                        amount);
                assertTrue(e.getMessage().contains("is time"), e.getMessage());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aColumnWithoutAFilledCellIsNoText() {
        return each(v -> {
            for (String amount : v.amounts()) {
                Table table = GroundVerbs.rows();
                table.replaceColumn(amount, StringColumn.create(amount, "", "", "", ""));
                try {
                    assertNotNull(v.verb().apply(Source.of(table)).toString());
                } catch (OverhangException e) {
                    assertTrue(e.reason() != Reason.WRONG_TYPE, e.getMessage());
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> keysMayBeCalledLikeResults() {
        return each(v -> {
            List<String> names =
                    v.verb().apply(Source.of(GroundVerbs.rows())).tidy().columnNames();
            for (String name : names) {
                List<String> found = v.named(name).tidy().columnNames();
                assertEquals(
                        names.size(),
                        found.stream().map(String::toLowerCase).distinct().count(),
                        found.toString());
            }
            assertTrue(names.size() > 1);
        });
    }
}
