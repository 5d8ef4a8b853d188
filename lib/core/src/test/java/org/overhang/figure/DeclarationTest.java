package org.overhang.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** The declaration of a figure: large, odd and hostile ones. */
class DeclarationTest {
    /** A quadratic or recursive walk over a million characters takes minutes or ends the stack; this allows a very busy machine. */
    private static final Duration SOON = Duration.ofSeconds(300);

    private static Figure simple(String title) {
        return Figure.line()
                .series("China", new double[] {2020, 2021}, new double[] {0.8, Double.NaN})
                .title(title);
    }

    @Test
    void aHundredThousandPointsAreWrittenAndRead() {
        double[] x = new Random(3).doubles(100_000).toArray();
        Figure figure = Figure.scatter().points("Mills", x, x).title("Many");
        assertTimeoutPreemptively(SOON, () -> {
            String json = figure.json();
            assertEquals(1, json.lines().filter(l -> l.contains("\"x\": [0.")).count());
            assertEquals(figure.csv(), Figure.read(json).csv());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sample [ 1 ]", "[\n1,\n2\n]", "[ null, 3 ]", "{{ \"x\" }} \\ <b> \u2028 \ud800"})
    void aTitleStaysAsItIs(String title) {
        String json = simple(title).json();
        assertEquals(title, Figure.read(json).title());
        assertEquals(json, Figure.read(json).json());
    }

    static Stream<String> hostile() {
        String json = simple("t").json();
        return Stream.of(
                "",
                "null",
                "[1]",
                "{\"format\": \"overhang-figure-1\", \"figure\": null}",
                json.replace("\"title\": \"t\"", "\"title\": null"),
                json.replace("\"title\": \"t\"", "\"title\": [\"a\", \"b\"]"),
                json.replace("[2020, 2021]", "[2020]"),
                json.replace("[2020, 2021]", "[2020, \"x\"]"),
                json.replace("[2020, 2021]", "[2020, 1e999]"),
                json.replace("[2020, 2021]", "2020"),
                json.replace("\"form\": \"line\"", "\"form\": \"pie\""),
                json.replace("\"kind\": \"years\"", "\"kind\": \"moons\""),
                json.replace("\"width\": 720", "\"width\": 1e9"),
                json.replace("\"highlight\": []", "\"highlight\": [\"Nobody\"]"),
                "[".repeat(1_000_000),
                "{\"format\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                "{\"format\": \"overhang-figure-1\", \"figure\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatIsNoDeclarationIsRefused(String json) {
        assertTimeoutPreemptively(SOON, () -> {
            OverhangException e = assertThrows(OverhangException.class, () -> Figure.read(json));
            assertTrue(e.reason() == Reason.BAD_VALUE || e.reason() == Reason.OUT_OF_RANGE, e::getMessage);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-", "-", "A", " "})
    void aLongIdTakesNoLongerThanItsLength(String piece) {
        String id = piece.repeat(1_000_000 / piece.length());
        assertTimeoutPreemptively(SOON, () -> {
            if (piece.equals("a")) {
                Saved.requireId(id);
            } else {
                assertThrows(OverhangException.class, () -> Saved.requireId(id));
            }
        });
    }
}
