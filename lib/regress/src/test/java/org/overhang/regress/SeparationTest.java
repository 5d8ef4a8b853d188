package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Separated rows of 90 small samples against a linear program (reference/separation/make.py, scipy 1.17.1 with HiGHS). */
class SeparationTest {
    private static final String[] FORMULAS = {"y ~ x1 + x2 + x3", "y ~ x1 + x2 + x3 | a", "y ~ x1 + x2 + x3 | a + b"};

    private static Table data() throws IOException {
        try (var in = new InputStreamReader(
                SeparationTest.class.getResourceAsStream("/reference/separation/separation.csv"),
                StandardCharsets.UTF_8)) {
            return Table.read().usingOptions(CsvReadOptions.builder(in).tableName("separation"));
        }
    }

    @Test
    void rowsAreThoseOfTheLinearProgram() throws IOException {
        Table all = data();
        List<String> wrong = new ArrayList<>();
        int separated = 0;
        for (int s = 1; s <= 90; s++) {
            Table t = all.where(all.intColumn("sample").isEqualTo(s));
            int effects = t.intColumn("effects").get(0);
            var fit = Regression.poisson(FORMULAS[effects]).keepSingletons().fit(t);
            double[] residuals = fit.residuals();
            boolean same = true;
            boolean any = false;
            for (int i = 0; i < residuals.length; i++) {
                boolean gone = t.intColumn("separated").get(i) == 1;
                any |= gone;
                same &= Double.isNaN(residuals[i]) == gone;
            }
            separated += any ? 1 : 0;
            if (!same) {
                wrong.add("sample " + s);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(separated >= 25, separated + " samples have separated rows");
    }
}
