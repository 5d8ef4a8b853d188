package org.overhang.regress.survival;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.Factorization;

/**
 * Covariates of a likelihood on an orthonormal basis beside the constant, each direction with mean square one.
 *
 * @param rows one array a row, in the basis
 * @param map from coefficients on the basis to those on the covariates, upper triangular
 * @param origin what a coefficient on the basis adds to the constant
 * @param reach from least to most of each covariate
 */
record Scaling(double[][] rows, double[][] map, double[] origin, double[] reach) {

    static Scaling of(String verb, List<String> names, double[][] x) {
        int p = names.size();
        int n = x.length;
        double[][] columns = new double[p + 1][n];
        double[] reach = new double[p];
        Arrays.fill(columns[0], 1);
        for (int a = 0; a < p; a++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                columns[a + 1][i] = x[i][a];
                low = Math.min(low, x[i][a]);
                high = Math.max(high, x[i][a]);
            }
            reach[a] = high - low;
            if (!(high > low)) {
                throw varies(verb, names.get(a), low);
            }
        }
        Factorization f = Factorization.of(columns, null);
        if (f.kept().length <= p) {
            throw refusal(verb, names, f, columns);
        }
        double[][] to = f.toColumns();
        double root = Math.sqrt(n);
        double[][] map = new double[p][p];
        double[] origin = new double[p];
        double[][] rows = new double[n][p];
        double[][] basis = f.basis();
        for (int b = 0; b < p; b++) {
            origin[b] = root * to[0][b + 1];
            for (int a = 0; a < p; a++) {
                map[a][b] = root * to[a + 1][b + 1];
            }
            for (int i = 0; i < n; i++) {
                rows[i][b] = root * basis[b + 1][i];
            }
        }
        return new Scaling(rows, map, origin, reach);
    }

    private static OverhangException varies(String verb, String name, double value) {
        return new OverhangException(
                Reason.NOT_IDENTIFIED,
                verb + " needs covariates that vary, but \"" + name + "\" is " + Numbers.plain(value)
                        + " in every row used. Leave it out.");
    }

    private static OverhangException refusal(String verb, List<String> names, Factorization f, double[][] columns) {
        int gone = 1;
        while (Arrays.binarySearch(f.kept(), gone) >= 0) {
            gone++;
        }
        if (f.isVanished(gone)) {
            return varies(verb, names.get(gone - 1), columns[gone][0]);
        }
        return new OverhangException(
                Reason.NOT_IDENTIFIED,
                verb + " needs covariates that differ from one another, but \"" + names.get(gone - 1)
                        + "\" follows from "
                        + Arrays.stream(f.repeats(gone))
                                .mapToObj(j -> j == 0 ? "the constant" : names.get(j - 1))
                                .collect(Collectors.joining(" and "))
                        + ". Leave it out.");
    }

    /** A row of the basis as a row of covariates about their mean: what, times the map, is that row. */
    static double[] natural(double[][] map, double[] row) {
        double[] out = new double[row.length];
        for (int b = 0; b < out.length; b++) {
            double left = row[b];
            for (int a = 0; a < b; a++) {
                left -= out[a] * map[a][b];
            }
            out[b] = left / map[b][b];
        }
        return out;
    }
}
