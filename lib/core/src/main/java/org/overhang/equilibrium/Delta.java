package org.overhang.equilibrium;

import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Derivatives of effects with respect to parameters by the implicit function theorem: {@code dy/d\theta = -F_y^{-1} F_\theta}.
 *
 * <p>{@code F_y} is analytic; {@code F_\theta} and the last step from solution to effect are central differences at the fixed
 * solution, with the calibration redone at each, so that nothing is solved twice.
 */
final class Delta {
    private static final double RELATIVE_STEP = 1e-5;

    private final Market market;
    private final Equilibrium after;
    private final List<Elasticity> parameters;
    /** Equilibria one step up and down along each parameter, to first order. */
    private final Equilibrium[][] moved;

    Delta(Market market, Equilibrium after) {
        this.market = market;
        this.after = after;
        this.parameters = market.model().parameters();
        this.moved = new Equilibrium[parameters.size()][];
        for (int k = 0; k < moved.length; k++) {
            if (parameters.get(k).standardError() > 0) {
                moved[k] = move(k);
            }
        }
    }

    static boolean applies(Market market) {
        return market.model().parameters().stream().anyMatch(e -> e.standardError() > 0);
    }

    /** Before and after at the parameter one step up, then one step down. */
    private Equilibrium[] move(int k) {
        double h = step(k);
        Equilibrium before = market.baseline();
        Equilibrium[] up = along(k, h, before);
        Equilibrium[] upAfter = along(k, h, after);
        return new Equilibrium[] {up[0], upAfter[0], up[1], upAfter[1]};
    }

    private double step(int k) {
        return RELATIVE_STEP * Math.abs(parameters.get(k).value());
    }

    private Equilibrium[] along(int k, double h, Equilibrium at) {
        int n = at.unknowns().length;
        Model high = market.model().with(shifted(k, h));
        Model low = market.model().with(shifted(k, -h));
        double[] plus = new double[n];
        double[] minus = new double[n];
        double[][] jacobian = new double[n][n];
        high.system(at.regime(), at.modes()).at(at.unknowns(), plus, null);
        low.system(at.regime(), at.modes()).at(at.unknowns(), minus, null);
        market.model().system(at.regime(), at.modes()).at(at.unknowns(), new double[n], jacobian);
        double[] slope = new double[n];
        for (int i = 0; i < n; i++) {
            slope[i] = -(plus[i] - minus[i]) / 2;
        }
        if (!Dense.solve(jacobian, slope)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED, market.model().name() + " needs a regular solution for standard errors.");
        }
        double[] up = at.unknowns().clone();
        double[] down = at.unknowns().clone();
        for (int i = 0; i < n; i++) {
            up[i] += slope[i];
            down[i] -= slope[i];
        }
        return new Equilibrium[] {
            high.assemble(at.regime(), at.modes(), new Dense.Root(up, 0, 0)),
            low.assemble(at.regime(), at.modes(), new Dense.Root(down, 0, 0))
        };
    }

    private double[] shifted(int k, double h) {
        double[] values = parameters.stream().mapToDouble(Elasticity::value).toArray();
        values[k] += h;
        return values;
    }

    double derivative(Outcome outcome, int product, int k) {
        Equilibrium[] m = moved[k];
        return (outcome.of(product, m[0], m[1]) - outcome.of(product, m[2], m[3])) / (2 * step(k));
    }

    /** Standard error of an effect when parameters are independent. */
    double standardError(Outcome outcome, int product) {
        double variance = 0;
        for (int k = 0; k < moved.length; k++) {
            if (moved[k] != null) {
                double part =
                        derivative(outcome, product, k) * parameters.get(k).standardError();
                variance += part * part;
            }
        }
        return Math.sqrt(variance);
    }
}
