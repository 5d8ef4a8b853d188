package org.overhang.equilibrium;

import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Correlated draws of parameters: lognormal sizes and logit-normal shares with the stated means and standard errors. */
final class Uncertainty {
    private static final int MOST_STEPS = 60;
    private static final int NODES = 320;
    private static final double WIDTH = 8;
    private static final double MATCHED = 1e-12;

    /** Location and scale of each parameter on its log or log-odds line. */
    private final double[] location;

    private final double[] scale;
    private final double[] exact;
    private final boolean[] share;
    private final double[][] root;

    private Uncertainty(double[][] root, int k) {
        this.root = root;
        location = new double[k];
        scale = new double[k];
        exact = new double[k];
        share = new boolean[k];
    }

    static Uncertainty of(List<? extends Parameter> parameters, double[][] correlation) {
        int k = parameters.size();
        Uncertainty out = new Uncertainty(root(correlation, k), k);
        for (int i = 0; i < k; i++) {
            Parameter p = parameters.get(i);
            out.exact[i] = p.value();
            out.share[i] = p instanceof ModelInput a && a.share();
            if (p.standardError() > 0) {
                double[] line = out.share[i]
                        ? logitNormal(p.value(), p.standardError(), p.text())
                        : logNormal(Math.abs(p.value()), p.standardError());
                out.location[i] = line[0];
                out.scale[i] = line[1];
            }
        }
        return out;
    }

    static boolean any(List<? extends Parameter> parameters) {
        return parameters.stream().anyMatch(p -> p.standardError() > 0);
    }

    static double[][] independent(int k) {
        double[][] out = new double[k][k];
        for (int i = 0; i < k; i++) {
            out[i][i] = 1;
        }
        return out;
    }

    /** A copy of a correlation matrix of {@code k} parameters, checked. */
    static double[][] correlation(double[][] matrix, int k) {
        root(matrix, k);
        double[][] copy = new double[k][];
        for (int i = 0; i < k; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    /** A correlation of the first parameters, the others independent of them. */
    static double[][] padded(double[][] correlation, int k) {
        if (correlation.length >= k) {
            return correlation;
        }
        double[][] out = independent(k);
        for (int i = 0; i < correlation.length; i++) {
            System.arraycopy(correlation[i], 0, out[i], 0, Math.min(correlation[i].length, k));
        }
        return out;
    }

    double[] draw(Draws stream) {
        int k = exact.length;
        double[] z = new double[k];
        double[] out = new double[k];
        for (int i = 0; i < k; i++) {
            z[i] = stream.normal();
        }
        for (int i = 0; i < k; i++) {
            double mixed = 0;
            for (int m = 0; m <= i; m++) {
                mixed += root[i][m] * z[m];
            }
            out[i] = at(i, mixed);
        }
        return out;
    }

    /** The parameter at a standard normal score. */
    double at(int i, double z) {
        if (!(scale[i] > 0)) {
            return exact[i];
        }
        double line = location[i] + scale[i] * z;
        return share[i] ? 1 / (1 + FastMath.exp(-line)) : Math.copySign(FastMath.exp(line), exact[i]);
    }

    private static double[] logNormal(double size, double error) {
        double variance = FastMath.log1p(error * error / (size * size));
        return new double[] {FastMath.log(size) - variance / 2, Math.sqrt(variance)};
    }

    /** Newton's method on mean and standard deviation, which have no closed form. */
    private static double[] logitNormal(double mean, double error, String text) {
        double[] line = {FastMath.log(mean / (1 - mean)), error / (mean * (1 - mean))};
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] at = moments(line[0], line[1]);
            double[] miss = {at[0] - mean, at[1] - error};
            if (Math.abs(miss[0]) + Math.abs(miss[1]) <= MATCHED) {
                return line;
            }
            double h = 1e-6;
            double[] a = moments(line[0] + h, line[1]);
            double[] b = moments(line[0] - h, line[1]);
            double[] c = moments(line[0], line[1] + h);
            double[] d = moments(line[0], line[1] - h);
            double[][] slope = {
                {(a[0] - b[0]) / (2 * h), (c[0] - d[0]) / (2 * h)}, {(a[1] - b[1]) / (2 * h), (c[1] - d[1]) / (2 * h)}
            };
            if (!Dense.solve(slope, miss)) {
                break;
            }
            line[0] -= miss[0];
            line[1] = Math.max(line[1] / 4, line[1] - miss[1]);
        }
        throw new OverhangException(
                Reason.OUT_OF_RANGE,
                "An uncertain share needs a standard error that leaves it between 0 and 1, but found " + text
                        + ". State a smaller one.");
    }

    private static double[] moments(double location, double scale) {
        double weight = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i <= NODES; i++) {
            double z = WIDTH * (2.0 * i / NODES - 1);
            double w = FastMath.exp(-z * z / 2);
            double x = 1 / (1 + FastMath.exp(-location - scale * z));
            weight += w;
            first += w * x;
            second += w * x * x;
        }
        double mean = first / weight;
        return new double[] {mean, Math.sqrt(Math.max(0, second / weight - mean * mean))};
    }

    /** Cholesky factor of a correlation matrix; refuses what is none. */
    static double[][] root(double[][] correlation, int k) {
        double[][] l = new double[k][k];
        boolean fits = correlation.length == k;
        for (int i = 0; fits && i < k; i++) {
            fits = correlation[i].length == k && Math.abs(correlation[i][i] - 1) < 1e-12;
            for (int j = 0; fits && j <= i; j++) {
                double rest = correlation[i][j];
                fits = Math.abs(rest - correlation[j][i]) < 1e-12;
                for (int m = 0; m < j; m++) {
                    rest -= l[i][m] * l[j][m];
                }
                if (i == j) {
                    fits &= rest > -1e-10;
                    l[i][i] = Math.sqrt(Math.max(0, rest));
                } else {
                    l[i][j] = l[j][j] > 1e-8 ? rest / l[j][j] : 0;
                    fits &= l[j][j] > 1e-8 || Math.abs(rest) < 1e-8;
                }
            }
        }
        if (!fits) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A simulation needs a symmetric, positive semidefinite correlation matrix of " + k
                            + " rows with ones on its diagonal. Its order is that of parameters().");
        }
        return l;
    }
}
