package org.overhang.capacity;

import java.util.Arrays;
import org.overhang.capacity.FrontierMath.Peers;

/**
 * One plant's distance to the frontier that other plants span, as a linear program that is filled again for each plant.
 *
 * <p>Columns: one weight a plant, the score, one slack a row. Rows: outputs, inputs, and the sum of the weights unless returns
 * are constant. Rows are divided by the plant's own amounts, so units cancel.
 */
final class RadialProgram {
    private static final double PEER = 1e-14;

    private final int plants;
    private final int outputs;
    private final int inputs;
    private final Returns returns;
    private final Simplex lp;

    RadialProgram(int plants, int outputs, int inputs, Returns returns) {
        this.plants = plants;
        this.outputs = outputs;
        this.inputs = inputs;
        this.returns = returns;
        int rows = outputs + inputs + (returns == Returns.CONSTANT ? 0 : 1);
        int slacks = outputs + inputs + (returns == Returns.NON_INCREASING ? 1 : 0);
        lp = new Simplex(rows, plants + 1 + slacks);
    }

    /**
     * The largest factor by which the outputs {@code y} can grow with the inputs {@code x}.
     *
     * @param reference outputs and inputs of the reference plants, by row
     * @param own the plant's outputs, then inputs
     * @param start a reference plant whose weight alone is feasible
     * @param without a reference plant to leave out, or −1
     */
    double outputScore(double[][] reference, double[] own, int start, int without) {
        fill(reference, own);
        for (int r = 0; r < outputs; r++) {
            lp.a[plants * lp.rows + r] = own[r] > 0 ? -1 : 0;
        }
        for (int r = 0; r < inputs; r++) {
            lp.b[outputs + r] = own[outputs + r] > 0 ? 1 : 0;
        }
        int tight = -1;
        for (int r = 0; r < outputs; r++) {
            boolean tighter =
                    own[r] > 0 && (tight < 0 || reference[r][start] * own[tight] < reference[tight][start] * own[r]);
            tight = tighter ? r : tight;
        }
        lp.cost[plants] = -1;
        int weightRow = returns == Returns.CONSTANT ? fullest(reference, own, start, outputs, outputs + inputs) : -1;
        return -solve(start, without, tight, weightRow);
    }

    /**
     * The smallest factor to which the radial inputs can shrink while the outputs stay.
     *
     * @param reference outputs and inputs of the reference plants, by row
     * @param own the plant's outputs, then inputs
     * @param fixed how many of the first inputs may not shrink
     * @param start a reference plant whose weight alone is feasible
     * @param without a reference plant to leave out, or −1
     */
    double inputScore(double[][] reference, double[] own, int fixed, int start, int without) {
        fill(reference, own);
        for (int r = 0; r < outputs; r++) {
            lp.b[r] = own[r] > 0 ? 1 : 0;
        }
        int tight = -1;
        for (int r = outputs; r < outputs + inputs; r++) {
            if (r < outputs + fixed) {
                lp.b[r] = own[r] > 0 ? 1 : 0;
            } else {
                lp.a[plants * lp.rows + r] = own[r] > 0 ? -1 : 0;
                boolean tighter = own[r] > 0
                        && (tight < 0 || reference[r][start] * own[tight] > reference[tight][start] * own[r]);
                tight = tighter ? r : tight;
            }
        }
        lp.cost[plants] = 1;
        int weightRow = returns == Returns.CONSTANT ? emptiest(reference, own, start) : -1;
        return solve(start, without, tight, weightRow);
    }

    /** The smallest and largest value of a sum of weights times {@code worth} over all optimal weights; call it after a score. */
    double[] range(double[] worth) {
        lp.keepOptimalFace();
        Arrays.fill(lp.cost, 0);
        System.arraycopy(worth, 0, lp.cost, 0, plants);
        lp.minimize();
        double least = lp.objective();
        for (int j = 0; j < plants; j++) {
            lp.cost[j] = -worth[j];
        }
        lp.minimize();
        return new double[] {least, Math.max(least, -lp.objective())};
    }

    /** The plants with a weight at the optimum. */
    Peers peers() {
        double[] x = lp.solution();
        int count = 0;
        for (int k = 0; k < plants; k++) {
            count += x[k] > PEER ? 1 : 0;
        }
        Peers peers = new Peers(new int[count], new double[count]);
        for (int k = 0, at = 0; k < plants; k++) {
            if (x[k] > PEER) {
                peers.plant()[at] = k;
                peers.weight()[at++] = x[k];
            }
        }
        return peers;
    }

    private void fill(double[][] reference, double[] own) {
        lp.clear();
        int rows = lp.rows;
        for (int r = 0; r < outputs + inputs; r++) {
            double factor = 1 / (own[r] > 0 ? own[r] : mean(reference[r]));
            double[] row = reference[r];
            for (int k = 0, at = r; k < plants; k++, at += rows) {
                lp.a[at] = row[k] * factor;
            }
            lp.a[slack(r) * rows + r] = r < outputs ? -1 : 1;
        }
        if (returns != Returns.CONSTANT) {
            int row = rows - 1;
            for (int k = 0; k < plants; k++) {
                lp.a[k * rows + row] = 1;
            }
            lp.b[row] = 1;
            if (returns == Returns.NON_INCREASING) {
                lp.a[(lp.columns - 1) * rows + row] = 1;
            }
        }
    }

    private static double mean(double[] row) {
        double sum = 0;
        for (double v : row) {
            sum += v;
        }
        return sum > 0 ? sum / row.length : 1;
    }

    private int slack(int row) {
        return plants + 1 + row;
    }

    /** The row in which the start plant alone uses up the most, which its weight then fills. */
    private static int fullest(double[][] reference, double[] own, int start, int from, int to) {
        int best = -1;
        for (int r = from; r < to; r++) {
            boolean fuller = reference[r][start] > 0
                    && (best < 0 || reference[r][start] * own[best] > reference[best][start] * own[r]);
            best = fuller ? r : best;
        }
        return best;
    }

    /** The output of which the start plant alone has least to spare. */
    private int emptiest(double[][] reference, double[] own, int start) {
        int best = -1;
        for (int r = 0; r < outputs; r++) {
            boolean emptier = reference[r][start] > 0
                    && (best < 0 || own[r] * reference[best][start] > own[best] * reference[r][start]);
            best = emptier ? r : best;
        }
        return best;
    }

    private double solve(int start, int without, int scoreRow, int weightRow) {
        int at = 0;
        lp.basis[at++] = start;
        lp.basis[at++] = plants;
        for (int r = 0; r < outputs + inputs; r++) {
            if (r != scoreRow && r != weightRow) {
                lp.basis[at++] = slack(r);
            }
        }
        if (without >= 0) {
            lp.banned[without] = true;
        }
        lp.start();
        lp.minimize();
        return lp.objective();
    }
}
