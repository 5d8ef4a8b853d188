package org.overhang.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.overhang.core.Estimate;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.policy.Duty;

class SensitivityTest {
    /** Indices of 4,000 draws of this function have a standard error of about 0.02. */
    private static final double SAMPLED = 0.08;

    private static final double MEAN = 2;
    private static final double ERROR = 0.5;

    /** {@code a z_1 + b z_2 + c z_1 z_3} of the parameters' normal scores, whose indices are known. */
    private static TypedExperiment known(double a, double b, double c) {
        List<Parameter> parameters = List.of(
                ModelInput.size("x", new Estimate(MEAN, ERROR, "")),
                ModelInput.size("y", new Estimate(MEAN, ERROR, "")),
                ModelInput.size("w", new Estimate(MEAN, ERROR, "")),
                ModelInput.size("exact", Estimate.estimate(3)));
        double scale = Math.sqrt(Math.log(1 + ERROR * ERROR / MEAN / MEAN));
        double place = Math.log(MEAN) - scale * scale / 2;
        return new TypedExperiment(
                "Known", "none", List.of(), parameters, Uncertainty.independent(4), List.of(Term.PRICE), values -> {
                    double[] z = new double[3];
                    for (int k = 0; k < 3; k++) {
                        z[k] = (Math.log(values[k]) - place) / scale;
                    }
                    return new Terms().add(Term.PRICE, 0, a * z[0] + b * z[1] + c * z[0] * z[2]);
                });
    }

    @Test
    void knownIndicesComeBack() {
        double variance = 9 + 4 + 2.25;
        Sensitivity found = Sensitivity.of(known(3, 2, 1.5), 4_000, new Seed(5), Term.PRICE, "");
        assertEquals(9 / variance, found.first(0), SAMPLED);
        assertEquals(4 / variance, found.first(1), SAMPLED);
        assertEquals(0, found.first(2), SAMPLED);
        assertEquals((9 + 2.25) / variance, found.total(0), SAMPLED);
        assertEquals(4 / variance, found.total(1), SAMPLED);
        assertEquals(2.25 / variance, found.total(2), SAMPLED);
        assertEquals(3, found.tidy().rowCount(), "the exact parameter has no index");
        assertTrue(found.toString().contains("Left out"));
        assertEquals(
                Reason.NOT_IDENTIFIED,
                assertThrows(OverhangException.class, () -> found.first(3)).reason());
    }

    /** Of 60 seeds 95 % intervals hold the truth in 50 to 60: four standard deviations of a binomial below 57 is 50. */
    @Test
    void intervalsHoldTheTruth() {
        int first = 0;
        int total = 0;
        for (int s = 0; s < 60; s++) {
            Sensitivity found = Sensitivity.of(known(3, 2, 1.5), 400, new Seed(100 + s), Term.PRICE, "");
            first += found.firstInterval(0).contains(9 / 15.25) ? 1 : 0;
            total += found.totalInterval(0).contains(11.25 / 15.25) ? 1 : 0;
        }
        assertTrue(first >= 50 && total >= 50, first + " and " + total + " of 60");
    }

    /** Where errors are small an effect is linear in them, and an index is a share of the delta method's variance. */
    @Test
    void smallErrorsGiveTheSharesOfTheDeltaMethod() {
        Market market = Markets.armington(1, 1);
        Simulation drawn =
                market.simulate(2_000, new Seed(9), Duty.exclusive(0.3).on("Subject"));
        Sensitivity found = drawn.sensitivity(Outcome.PRODUCER_PRICE, "HomeA");
        Counterfactual solved = market.solve(Duty.exclusive(0.3).on("Subject"));
        double variance = 0;
        double[] part = new double[3];
        for (int k = 0; k < 3; k++) {
            double moved = solved.derivative(Outcome.PRODUCER_PRICE, "HomeA", k)
                    * solved.parameters().get(k).standardError();
            part[k] = moved * moved;
            variance += part[k];
        }
        for (int k = 0; k < 3; k++) {
            assertEquals(part[k] / variance, found.first(k), SAMPLED);
            assertEquals(part[k] / variance, found.total(k), SAMPLED);
        }
    }

    @Test
    void refusals() {
        Market market = Markets.armington(1, 1);
        double[][] together = {{1, 0.5, 0}, {0.5, 1, 0}, {0, 0, 1}};
        Simulation drawn =
                market.simulate(50, new Seed(9), together, Duty.exclusive(0.3).on("Subject"));
        OverhangException e =
                assertThrows(OverhangException.class, () -> drawn.sensitivity(Outcome.PRODUCER_PRICE, "HomeA"));
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
        assertTrue(
                e.lines().get(0).startsWith("Sensitivity needs parameters whose errors are independent"),
                e.getMessage());
        OverhangException flat = assertThrows(
                OverhangException.class, () -> Sensitivity.of(known(0, 0, 0), 40, new Seed(1), Term.PRICE, ""));
        assertEquals(Reason.NOT_IDENTIFIED, flat.reason());
    }
}
