package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;
import org.overhang.capacity.FrontierMath.Plants;
import org.overhang.core.Draws;
import org.overhang.core.Seed;

/** Our linear programs against ojAlgo 57.1.0 on simulated plants. */
class FrontierAgainstOjAlgoTest {
    /** ojAlgo's own feasibility tolerance is 1e-8 or better on data of mean one. */
    private static final double SOLVERS = 1e-7;

    private static Plants plants(int n, int outputs, int fixed, int variable, long seed, boolean rounded) {
        Draws draws = new Seed(seed).stream(1);
        double[][] rows = new double[outputs + fixed + variable][n];
        for (int k = 0; k < n; k++) {
            double size = StrictMath.exp(draws.normal());
            for (double[] row : rows) {
                double amount = size * StrictMath.exp(0.4 * draws.normal());
                row[k] = rounded ? Math.ceil(4 * amount) / 4 : amount;
            }
        }
        return new Plants(rows, outputs, fixed, variable);
    }

    /** Rounded amounts tie, so the programs are degenerate. */
    @ParameterizedTest
    @CsvSource({
        "VARIABLE, 60, 2, 3, 0, false",
        "CONSTANT, 60, 1, 2, 2, false",
        "NON_INCREASING, 60, 2, 1, 2, true",
        "VARIABLE, 80, 3, 2, 2, true",
        "CONSTANT, 80, 2, 2, 0, true"
    })
    void scoresAgree(Returns returns, int n, int outputs, int fixed, int variable, boolean rounded) {
        Plants plants = plants(n, outputs, fixed, variable, 5 + n + outputs, rounded);
        double[] out = FrontierMath.outputScores(plants, returns).score();
        double[] in =
                FrontierMath.inputScores(plants, returns, false, new double[0]).score();
        for (int o = 0; o < n; o += 3) {
            assertEquals(score(plants, returns, o, true), out[o], SOLVERS * out[o]);
            assertEquals(score(plants, returns, o, false), in[o], SOLVERS);
        }
    }

    private static double score(Plants plants, Returns returns, int o, boolean outward) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        int n = plants.count();
        Variable[] z = new Variable[n];
        for (int k = 0; k < n; k++) {
            z[k] = model.newVariable("z" + k).lower(0);
        }
        Variable score = model.newVariable("score").lower(0).weight(1);
        for (int r = 0; r < plants.rows().length; r++) {
            boolean output = r < plants.outputs();
            double own = plants.rows()[r][o];
            Expression row = model.newExpression("r" + r);
            for (int k = 0; k < n; k++) {
                row.set(z[k], plants.rows()[r][k] / own);
            }
            if (output == outward) {
                row.set(score, -1);
            }
            double side = output == outward ? 0 : 1;
            if (output) {
                row.lower(side);
            } else {
                row.upper(side);
            }
        }
        if (returns != Returns.CONSTANT) {
            Expression sum = model.newExpression("sum").upper(1);
            for (Variable weight : z) {
                sum.set(weight, 1);
            }
            if (returns == Returns.VARIABLE) {
                sum.lower(1);
            }
        }
        Optimisation.Result result = outward ? model.maximise() : model.minimise();
        assertTrue(result.getState().isOptimal());
        return result.doubleValue(n);
    }
}
