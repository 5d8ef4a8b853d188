package org.overhang.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.core.OverhangException;

/** Figures where nothing is on the class path that draws them, as in this jar alone. */
class NoPainterTest {
    private static final Figure FIGURE = Figure.line()
            .series("China", new double[] {2020, 2021}, new double[] {0.8, 0.7})
            .title("It fell")
            .y(Axis.percent());

    @Test
    void aPictureSaysWhatToAdd(@TempDir Path folder) {
        for (Executable use : new Executable[] {
            FIGURE::png, FIGURE::svg, FIGURE::pdf, () -> FIGURE.html("it-fell"), () -> FIGURE.save("it-fell", folder)
        }) {
            OverhangException e = assertThrows(OverhangException.class, use);
            assertEquals(
                    "A picture needs something that draws it, but no org.overhang.figure.Renderer is on the class path. Add "
                            + "org.overhang:overhang-paint in the version of overhang-core; the numbers and the declaration, "
                            + "csv() and json(), need none.",
                    e.lines().get(0));
        }
        assertFalse(Files.exists(folder.resolve("it-fell.csv")));
    }

    @Test
    void everythingElseNeedsNone() {
        assertEquals("series,x,y\nChina,2020,0.8\nChina,2021,0.7\n", FIGURE.csv());
        assertEquals(FIGURE.json(), Figure.read(FIGURE.json()).json());
        assertEquals("Line chart. China goes from 80 % at 2020 to 70 % at 2021.", FIGURE.altText());
    }

    @Test
    void aKindOfFormHasOneName() {
        assertEquals(
                Form.class.getPermittedSubclasses().length,
                java.util.Arrays.stream(Form.class.getPermittedSubclasses())
                        .map(NoPainterTest::name)
                        .distinct()
                        .count());
    }

    private static String name(Class<?> form) {
        try {
            return ((Form.Kind<?>) form.getDeclaredField("KIND").get(null)).name();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
