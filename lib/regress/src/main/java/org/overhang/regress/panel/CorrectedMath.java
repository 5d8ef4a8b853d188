package org.overhang.regress.panel;

/** The middle of Beck and Katz's covariance. */
final class CorrectedMath {
    private CorrectedMath() {}

    /** {@code Σ_t X_t' Σ X_t} with Σ from residuals over the common periods of each pair. Cost: units squared times periods. */
    static double[][] meat(double[][] x, double[] e, PanelRows rows) {
        int n = rows.units();
        int t = rows.periods();
        int[][] row = new int[n][t];
        for (int i = 0; i < e.length; i++) {
            row[rows.unit()[i]][rows.period()[i]] = i + 1;
        }
        double[][] out = new double[x.length][x.length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                int common = 0;
                for (int s = 0; s < t; s++) {
                    if (row[i][s] > 0 && row[j][s] > 0) {
                        sum += e[row[i][s] - 1] * e[row[j][s] - 1];
                        common++;
                    }
                }
                for (int s = 0; s < t && common > 0; s++) {
                    if (row[i][s] > 0 && row[j][s] > 0) {
                        for (int a = 0; a < x.length; a++) {
                            for (int b = 0; b < x.length; b++) {
                                out[a][b] += sum / common * x[a][row[i][s] - 1] * x[b][row[j][s] - 1];
                            }
                        }
                    }
                }
            }
        }
        return out;
    }
}
