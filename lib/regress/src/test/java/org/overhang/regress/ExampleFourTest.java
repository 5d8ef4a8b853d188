package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.overhang.core.Draws;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The regression of the pass-through example, as a user types it, on imports whose pass-through is known. */
class ExampleFourTest {
    private static final double TRUE_PASS_THROUGH = 0.7;

    private static Table imports() {
        Draws d = Seed.seed(11).stream(0);
        Table t = Table.create(
                "imports",
                StringColumn.create("product"),
                StringColumn.create("origin"),
                IntColumn.create("year"),
                DoubleColumn.create("log_price"),
                DoubleColumn.create("log_duty_factor"),
                DoubleColumn.create("log_cost"));
        for (int p = 0; p < 40; p++) {
            for (int o = 0; o < 6; o++) {
                double pair = d.normal();
                for (int y = 2010; y < 2020; y++) {
                    double duty = d.uniform() < 0.3 ? StrictMath.log(1 + 0.4 * d.uniform()) : 0;
                    double cost = d.normal();
                    t.stringColumn("product").append("p" + p);
                    t.stringColumn("origin").append("o" + o);
                    t.intColumn("year").append(y);
                    t.doubleColumn("log_duty_factor").append(duty);
                    t.doubleColumn("log_cost").append(cost);
                    t.doubleColumn("log_price")
                            .append(pair
                                    + 0.1 * p * (y - 2010)
                                    + TRUE_PASS_THROUGH * duty
                                    + 0.4 * cost
                                    + 0.1 * d.normal());
                }
            }
        }
        return t;
    }

    @Test
    void worksLiterally() {
        var imports = Source.of(imports());
        var fit = Regression.ols("log_price ~ log_duty_factor + log_cost | product^origin + product^year")
                .cluster("product")
                .fit(imports);
        CoefficientEstimate e = fit.estimate("log_duty_factor");
        assertEquals(TRUE_PASS_THROUGH, e.estimate(), 4 * e.standardError());
        assertTrue(e.standardError() < 0.05);
        assertEquals(39, fit.degrees());
        String text = fit.toString();
        assertTrue(text.startsWith("Least squares · formula log_price ~"), text);
        assertTrue(text.contains("cluster by product") && text.contains("fixest (G/(G−1), G = 40"), text);
        assertTrue(text.contains("Left out: nothing"), text);
        assertTrue(fit.summary().html().contains("<table>"));
    }
}
