package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

class FormulaTest {
    @Test
    void wholeLanguage() {
        Formula f = Formula.parse(
                "log(y) ~ x1 + log(x2) + i(year, ref = 2010) + x1:x2 + lag(x1, 0:2) | firm^product + plant[month] | w ~ z1 + z2");
        assertEquals("log(y)", f.response().name());
        assertEquals(
                "[x1, log(x2), year, x1:x2, lag(x1, 0), lag(x1, 1), lag(x1, 2)]",
                f.regressors().stream().map(Formula.Term::name).toList().toString());
        assertEquals(
                "[firm^product, plant[month]]",
                f.effects().stream().map(Formula.Effect::name).toList().toString());
        assertEquals(
                "[w]", f.endogenous().stream().map(Formula.Term::name).toList().toString());
        assertEquals(
                "[z1, z2]",
                f.instruments().stream().map(Formula.Term::name).toList().toString());
        assertTrue(f.shifts());
    }

    @Test
    void productsAndConstants() {
        assertEquals(
                "[a, b, a:b]",
                Formula.parse("y ~ a*b").regressors().stream()
                        .map(Formula.Term::name)
                        .toList()
                        .toString());
        assertEquals(false, Formula.parse("y ~ 0 + a").constant());
        assertEquals(false, Formula.parse("y ~ a - 1").constant());
        assertEquals(true, Formula.parse("y ~ 1 + a").constant());
        assertEquals("unit price", Formula.parse("`unit price` ~ a").response().name());
        assertEquals(2, Formula.parse("y ~ a | b ~ c + d").instruments().size());
    }

    /** The caret stands below the character that could not be read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y x; 3",
                "y ~; 4",
                "y ~ x +; 8",
                "y ~ x ^; 8",
                "y ~ poly(x); 11",
                "y ~ smooth(x); 5",
                "y ~ log(x; 10",
                "y ~ x |; 8",
                "y ~ x | a | b; 13",
                "y ~ x - z; 9",
                "y ~ x $ z; 7",
                "y ~ lag(x, 3:1); 15",
                "y ~ i(a, b, c); 13",
                "i(y) ~ x; 1",
                "y ~ 2 * x; 5",
                "y ~ log(i(x)); 9",
                "c(y, z ~ x; 8",
                "y ~ sw(x, z; 12",
                "y ~ x ==; 9"
            })
    void refusesWithACaret(String text, int character) {
        OverhangException e = assertThrows(OverhangException.class, () -> Formula.parse(text));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(e.lines().get(0).contains("at character " + character), e.getMessage());
        assertEquals(2 + character - 1, e.lines().get(2).indexOf('^'), e.getMessage());
    }
}
