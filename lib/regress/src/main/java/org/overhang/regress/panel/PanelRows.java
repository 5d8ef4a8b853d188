package org.overhang.regress.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.math.SmallLeastSquares;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.LinearFit;
import org.overhang.regress.absorb.Sample;

/**
 * The complete rows of a panel, sorted by unit and period.
 *
 * @param y outcome
 * @param x regressors
 * @param names of the regressors
 * @param unit of each row, dense from 0
 * @param labels what the units are called
 * @param at place of each row on the calendar
 * @param period of each row, dense from 0
 * @param left rows of the source that are not complete
 * @param grid the calendar
 */
record PanelRows(
        double[] y,
        double[][] x,
        List<String> names,
        int[] unit,
        List<String> labels,
        int[] at,
        int[] period,
        int left,
        PanelGrid grid) {

    static PanelRows read(String verb, Source source, NeedsUnit.Axes axes, String outcome, List<String> on) {
        PanelGrid grid = PanelGrid.read(verb, source, axes, List.of(outcome), on);
        double[][] y = grid.column(outcome);
        List<double[][]> x = on.stream().map(grid::column).toList();
        List<int[]> places = new ArrayList<>();
        for (int i = 0; i < grid.unitCount(); i++) {
            for (int t = 0; t < grid.periodCount(); t++) {
                int unit = i;
                int period = t;
                if (!Double.isNaN(y[i][t]) && x.stream().noneMatch(c -> Double.isNaN(c[unit][period]))) {
                    places.add(new int[] {i, t});
                }
            }
        }
        if (places.isEmpty()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    verb + " needs complete rows, but each of " + grid.rows() + " in table \"" + source.name()
                            + "\" misses \"" + outcome + "\" or a regressor. Fill the cells.");
        }
        int[] at = places.stream().mapToInt(p -> p[1]).toArray();
        return new PanelRows(
                places.stream().mapToDouble(p -> y[p[0]][p[1]]).toArray(),
                x.stream()
                        .map(c ->
                                places.stream().mapToDouble(p -> c[p[0]][p[1]]).toArray())
                        .toArray(double[][]::new),
                on,
                EffectSet.dense(places.stream().mapToInt(p -> p[0]).toArray()),
                places.stream()
                        .mapToInt(p -> p[0])
                        .distinct()
                        .mapToObj(i -> grid.units().get(i))
                        .toList(),
                at,
                EffectSet.dense(at),
                grid.rows() + grid.unplaced() - places.size(),
                grid);
    }

    int size() {
        return y.length;
    }

    int units() {
        return EffectSet.count(unit);
    }

    int periods() {
        return EffectSet.count(period);
    }

    /** Rows of each group, in order. */
    static int[][] groups(int[] codes) {
        int[][] out = new int[EffectSet.count(codes)][];
        for (int g = 0; g < out.length; g++) {
            int group = g;
            out[g] = IntStream.range(0, codes.length)
                    .filter(i -> codes[i] == group)
                    .toArray();
        }
        return out;
    }

    static double[] pick(double[] v, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> v[i]).toArray();
    }

    /** Whether a row's predecessor in its unit stands one period before it. */
    boolean follows(int row) {
        return row > 0 && unit[row] == unit[row - 1] && at[row] == at[row - 1] + 1;
    }

    /** Least squares with a constant, or with effects; regressors that the effects hold are left out. */
    LinearFit fit(int[]... effects) {
        double[][] columns = x;
        List<String> named = names;
        if (effects.length == 0) {
            columns = new double[x.length + 1][];
            columns[0] = SmallLeastSquares.constant(size());
            System.arraycopy(x, 0, columns, 1, x.length);
            named = new ArrayList<>(List.of("constant"));
            named.addAll(names);
        }
        return LinearFit.of(Sample.of(y, columns, named, null, EffectSet.of(effects)), LinearFit.TOLERANCE);
    }
}
