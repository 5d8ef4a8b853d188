package org.overhang.regress.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * The stacked equations of a dynamic panel, one block a unit: transformed rows, for the system also level rows, with their
 * instruments kept sparse, since a row meets only the instruments of its own period.
 */
final class DynamicRows {
    /** Columns above which instruments are a mistake: each weight matrix then takes minutes, and no panel has as many units. */
    private static final int MOST = 4_000;

    /** Which equations are stacked. */
    enum Form {
        DIFFERENCE,
        DEVIATIONS,
        SYSTEM
    }

    /**
     * A variable whose own past is its instrument.
     *
     * @param cells by unit and period
     * @param from first lag used in the differenced equation
     * @param to last lag used, as far as the panel reaches
     */
    record Past(double[][] cells, int from, int to) {}

    /**
     * What is estimated.
     *
     * @param y outcome by unit and period
     * @param x regressors by unit and period, lags of the outcome first
     * @param past variables with instruments of their own past
     * @param standard exogenous regressors, their own instruments
     * @param form which equations
     * @param collapse one instrument a lag instead of one a lag and period
     * @param periods whether each period has an effect
     */
    record Design(
            double[][] y,
            double[][][] x,
            List<Past> past,
            double[][][] standard,
            Form form,
            boolean collapse,
            boolean periods) {}

    /**
     * One unit's equations.
     *
     * @param z instruments that are not zero: their columns, then their values, by row
     * @param x regressors by row
     * @param y outcome by row
     * @param period the period of each row
     * @param transformed rows that are transformed; those after them are levels
     * @param dx differenced regressors for the tests of serial correlation
     * @param dy differenced outcome for them
     * @param dPeriod periods of the differences
     */
    record Block(
            int[][] at,
            double[][] z,
            double[][] x,
            double[] y,
            int[] period,
            int transformed,
            double[][] dx,
            double[] dy,
            int[] dPeriod) {}

    private final Design d;
    private final int t;
    private final boolean[][] complete;
    private final int[] effects;
    private final boolean constant;
    private final int[] first;
    private final int levelFirst;
    private final int standardFirst;
    private final int all;

    private DynamicRows(Design design) {
        d = design;
        t = design.y[0].length;
        complete = complete(design);
        constant = design.form == Form.SYSTEM;
        effects = effects();
        first = new int[design.past.size()];
        long at = 0;
        for (int g = 0; g < first.length; g++) {
            first[g] = (int) at;
            at += (long) lags(g) * (design.collapse ? 1 : t);
            refuseMany(at);
        }
        levelFirst = (int) at;
        at += constant ? (long) first.length * (design.collapse ? 1 : t) : 0;
        standardFirst = (int) at;
        all = standardFirst + design.standard.length + (constant ? 1 : 0) + effects.length;
    }

    private static void refuseMany(long columns) {
        if (columns > MOST * 64L) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "DynamicPanel needs fewer instruments than " + columns
                            + ", which lags in each period would make. Use collapse() or mostLags(2).");
        }
    }

    private int lags(int g) {
        Past p = d.past.get(g);
        return Math.max(0, Math.min(p.to, t - 1) - p.from + 1);
    }

    private static boolean[][] complete(Design d) {
        boolean[][] ok = new boolean[d.y.length][d.y[0].length];
        for (int i = 0; i < ok.length; i++) {
            for (int s = 0; s < ok[i].length; s++) {
                ok[i][s] = !Double.isNaN(d.y[i][s]);
                for (double[][] x : d.x) {
                    ok[i][s] &= !Double.isNaN(x[i][s]);
                }
            }
        }
        return ok;
    }

    /** Differences tell every period with a difference apart; levels and deviations all but the first, beside the constant. */
    private int[] effects() {
        if (!d.periods) {
            return new int[0];
        }
        List<Integer> there = new ArrayList<>();
        for (int s = 0; s < t; s++) {
            boolean any = false;
            for (boolean[] unit : complete) {
                any |= unit[s] && (d.form != Form.DIFFERENCE || s > 0 && unit[s - 1]);
            }
            if (any) {
                there.add(s);
            }
        }
        return there.stream()
                .skip(d.form == Form.DIFFERENCE ? 0 : 1)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * All equations.
     *
     * @param blocks one a unit that has any
     * @param instruments columns that are somewhere not zero
     * @param effects periods with an effect of their own
     * @param constant whether there is a constant, after the regressors
     * @param complete rows whose outcome, lags and regressors are there
     */
    record Stacked(List<Block> blocks, int instruments, int[] effects, boolean constant, int complete) {
        int regressors() {
            return blocks.get(0).x[0].length;
        }
    }

    static Stacked of(Design design) {
        DynamicRows rows = new DynamicRows(design);
        List<Block> blocks = new ArrayList<>();
        int complete = 0;
        for (int i = 0; i < design.y.length; i++) {
            for (boolean there : rows.complete[i]) {
                complete += there ? 1 : 0;
            }
            Block block = rows.block(i);
            if (block.y.length > 0) {
                blocks.add(block);
            }
        }
        int used = rows.compress(blocks);
        if (used > MOST) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "DynamicPanel takes up to " + MOST + " instruments, but these lags make " + used
                            + ". Use collapse() or mostLags(2).");
        }
        return new Stacked(blocks, used, rows.effects, rows.constant, complete);
    }

    /** Columns that are zero throughout are none; the others move together. */
    private int compress(List<Block> blocks) {
        int[] to = new int[all];
        Arrays.fill(to, -1);
        blocks.forEach(b ->
                Arrays.stream(b.at).forEach(row -> Arrays.stream(row).forEach(c -> to[c] = 0)));
        int used = 0;
        for (int c = 0; c < all; c++) {
            if (to[c] == 0) {
                to[c] = used++;
            }
        }
        blocks.forEach(b -> Arrays.stream(b.at).forEach(row -> Arrays.setAll(row, k -> to[row[k]])));
        return used;
    }

    private Block block(int i) {
        List<Row> rows = new ArrayList<>();
        List<Row> differences = new ArrayList<>();
        for (int s = 1; s < t; s++) {
            if (complete[i][s] && complete[i][s - 1]) {
                differences.add(difference(i, s));
            }
        }
        if (d.form == Form.DEVIATIONS) {
            int[] there = java.util.stream.IntStream.range(0, t)
                    .filter(s -> complete[i][s])
                    .toArray();
            for (int j = 0; j + 1 < there.length; j++) {
                rows.add(deviation(i, there, j));
            }
        } else {
            rows.addAll(differences);
        }
        int transformed = rows.size();
        if (constant) {
            for (int s = 0; s < t; s++) {
                if (complete[i][s]) {
                    rows.add(level(i, s));
                }
            }
        }
        return new Block(
                rows.stream().map(Row::at).toArray(int[][]::new),
                rows.stream().map(Row::z).toArray(double[][]::new),
                rows.stream().map(Row::x).toArray(double[][]::new),
                rows.stream().mapToDouble(Row::y).toArray(),
                rows.stream().mapToInt(Row::period).toArray(),
                transformed,
                differences.stream().map(Row::x).toArray(double[][]::new),
                differences.stream().mapToDouble(Row::y).toArray(),
                differences.stream().mapToInt(Row::period).toArray());
    }

    private record Row(int period, double y, double[] x, int[] at, double[] z) {}

    /** Instruments of one row that are not zero. */
    private static final class Instruments {
        private final List<Integer> at = new ArrayList<>();
        private final List<Double> value = new ArrayList<>();

        void add(int column, double z) {
            if (z != 0 && !Double.isNaN(z)) {
                at.add(column);
                value.add(z);
            }
        }

        Row row(int period, double y, double[] x) {
            return new Row(
                    period,
                    y,
                    x,
                    at.stream().mapToInt(Integer::intValue).toArray(),
                    value.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private double[] regressors(java.util.function.ToDoubleFunction<double[][]> of, double one, double[] effect) {
        int k = d.x.length;
        double[] x = new double[k + (constant ? 1 : 0) + effects.length];
        for (int j = 0; j < k; j++) {
            x[j] = of.applyAsDouble(d.x[j]);
        }
        if (constant) {
            x[k] = one;
        }
        System.arraycopy(effect, 0, x, x.length - effects.length, effects.length);
        return x;
    }

    private double[] effect(java.util.function.IntToDoubleFunction of) {
        return Arrays.stream(effects).mapToDouble(of).toArray();
    }

    private static double is(int a, int b) {
        return a == b ? 1 : 0;
    }

    /** Instruments of the differenced equation of period s: levels of the past, by calendar. */
    private Instruments past(int i, int s) {
        Instruments z = new Instruments();
        for (int g = 0; g < first.length; g++) {
            Past p = d.past.get(g);
            int lags = lags(g);
            for (int l = 0; l < lags; l++) {
                int from = s - p.from - l;
                if (from >= 0) {
                    z.add(first[g] + (d.collapse ? l : s * lags + l), p.cells[i][from]);
                }
            }
        }
        return z;
    }

    private Row difference(int i, int s) {
        Instruments z = past(i, s);
        int at = standardFirst;
        for (double[][] v : d.standard) {
            z.add(at++, v[i][s] - v[i][s - 1]);
        }
        double[] effect = effect(q -> is(s, q) - is(s - 1, q));
        if (!constant) {
            for (double e : effect) {
                z.add(at++, e);
            }
        }
        return z.row(s, d.y[i][s] - d.y[i][s - 1], regressors(v -> v[i][s] - v[i][s - 1], 0, effect));
    }

    private Row deviation(int i, int[] there, int j) {
        int left = there.length - j - 1;
        double scale = Math.sqrt(left / (left + 1.0));
        java.util.function.ToDoubleFunction<double[]> less = v -> {
            double mean = 0;
            for (int k = j + 1; k < there.length; k++) {
                mean += v[there[k]] / left;
            }
            return scale * (v[there[j]] - mean);
        };
        // the past is dated as in the difference of the next period
        Instruments z = past(i, there[j] + 1);
        int at = standardFirst;
        for (double[][] v : d.standard) {
            z.add(at++, less.applyAsDouble(v[i]));
        }
        double[] effect = effect(q -> {
            double[] indicator = new double[t];
            indicator[q] = 1;
            return less.applyAsDouble(indicator);
        });
        for (double e : effect) {
            z.add(at++, e);
        }
        return z.row(there[j], less.applyAsDouble(d.y[i]), regressors(v -> less.applyAsDouble(v[i]), 0, effect));
    }

    private Row level(int i, int s) {
        Instruments z = new Instruments();
        for (int g = 0; g < first.length; g++) {
            Past p = d.past.get(g);
            int from = s - (p.from - 1);
            if (from >= 1) {
                z.add(levelFirst + (d.collapse ? g : g * t + s), p.cells[i][from] - p.cells[i][from - 1]);
            }
        }
        int at = standardFirst;
        for (double[][] v : d.standard) {
            z.add(at++, v[i][s]);
        }
        z.add(at++, 1);
        double[] effect = effect(q -> is(s, q));
        for (double e : effect) {
            z.add(at++, e);
        }
        return z.row(s, d.y[i][s], regressors(v -> v[i][s], 1, effect));
    }
}
