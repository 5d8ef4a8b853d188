package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.regress.absorb.Absorber;
import org.overhang.regress.absorb.Components;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.Sample;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Levels of absorbed effects, as far as the data identify them.
 *
 * <p>With one effect each level is identified. With more, only contrasts within a connected component and the sum of all
 * effects of a row are: a constant can move from one effect to another in each component. The normalisation: effects after
 * the first have weighted mean zero over the rows of each component of the first two effects.
 */
public final class FixedEffects {
    /** Tighter than for regressors: levels are answers themselves. */
    private static final double TOLERANCE = 1e-12;

    private final List<String> names;
    private final List<List<String>> labels;
    private final double[][] levels;
    private final int[][] component;
    private final int components;
    private final double[] sums;

    private FixedEffects(
            List<String> names,
            List<List<String>> labels,
            double[][] levels,
            int[][] component,
            int components,
            double[] sums) {
        this.names = names;
        this.labels = labels;
        this.levels = levels;
        this.component = component;
        this.components = components;
        this.sums = sums;
    }

    static FixedEffects of(RegressionFit fit) {
        Sample sample = fit.core.scores().sample();
        EffectSet effects = sample.effects();
        if (effects.size() == 0 || effects.hasSlopes()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Levels of effects need absorbed effects without slopes, but this regression has "
                            + (effects.size() == 0 ? "no effects" : "slopes by group")
                            + ". Absorb effects after \"|\".");
        }
        double[] sums = effectSums(fit, sample);
        Absorber solver = new Absorber(effects.codes(), effects.counts());
        double[] weights = fit.core.counts() == null ? sample.weights() : null;
        if (weights != null) {
            solver.weigh(weights);
        }
        double[][] levels = solver.levels(sums, TOLERANCE);
        int[][] component = components(effects);
        int count = 1 + Arrays.stream(component[0]).max().orElse(-1);
        normalize(effects, levels, component, count);
        List<List<String>> labels = new ArrayList<>();
        for (int e = 0; e < effects.size(); e++) {
            labels.add(labels(sample, e));
        }
        return new FixedEffects(effects.names(), labels, levels, component, count, sample.spread(sums));
    }

    /** Fitted linear index less the regressors' part. */
    private static double[] effectSums(RegressionFit fit, Sample sample) {
        int n = sample.size();
        double[] out = new double[n];
        PointEstimates.Counts counts = fit.core.counts();
        double[] offset = sample.offset();
        for (int i = 0; i < n; i++) {
            out[i] = counts == null
                    ? sample.y()[i] - fit.core.residuals()[i]
                    : counts.index()[i] - (offset == null ? 0 : offset[i]);
        }
        for (int j = 0; j < fit.core.names().size(); j++) {
            String name = fit.core.names().get(j);
            int at = sample.names().indexOf(name);
            double[] column = at >= 0
                    ? sample.x()[at]
                    : sample.endogenous()[sample.endogenousNames().indexOf(name)];
            for (int i = 0; i < n; i++) {
                out[i] -= fit.core.beta()[j] * column[i];
            }
        }
        return out;
    }

    /** Component of each level of the first two effects; further effects, and one alone, are all in component 0. */
    private static int[][] components(EffectSet effects) {
        int[][] out = new int[effects.size()][];
        for (int e = 0; e < out.length; e++) {
            out[e] = new int[effects.counts()[e]];
        }
        if (out.length > 1) {
            int a = effects.counts()[0];
            int[] all = Components.of(effects.codes()[0], a, effects.codes()[1], effects.counts()[1]);
            System.arraycopy(all, 0, out[0], 0, a);
            System.arraycopy(all, a, out[1], 0, out[1].length);
        }
        return out;
    }

    private static void normalize(EffectSet effects, double[][] levels, int[][] component, int count) {
        for (int e = 1; e < levels.length; e++) {
            double[] sum = new double[count];
            int[] rows = new int[count];
            for (int c : effects.codes()[e]) {
                sum[component[e][c]] += levels[e][c];
                rows[component[e][c]]++;
            }
            for (int g = 0; g < levels[e].length; g++) {
                levels[e][g] -= sum[component[e][g]] / rows[component[e][g]];
            }
            for (int g = 0; g < levels[0].length; g++) {
                int c = e == 1 ? component[0][g] : 0;
                levels[0][g] += sum[c] / rows[c];
            }
        }
    }

    private static List<String> labels(Sample sample, int e) {
        String[] out = new String[sample.effects().counts()[e]];
        int[] all = sample.effectKeys().get(e).codes();
        for (int i = 0; i < sample.size(); i++) {
            int g = sample.effects().codes()[e][i];
            if (out[g] == null) {
                out[g] = sample.effectKeys().get(e).label(all[sample.rows()[i]]);
            }
        }
        return List.of(out);
    }

    /**
     * Connected components of the first two effects.
     *
     * @return the number; 1 with one effect
     */
    public int components() {
        return components;
    }

    /**
     * The level of one group.
     *
     * @param effect the effect as the formula writes it
     * @param group the group's label, for example {@code China, 2019}
     * @return the level under the normalisation
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is no such effect or group
     */
    public double level(String effect, String group) {
        int e = names.indexOf(effect);
        int g = e < 0 ? -1 : labels.get(e).indexOf(group);
        if (g < 0) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN,
                    "A level was asked for, but "
                            + (e < 0
                                    ? "there is no effect \"" + effect + "\""
                                    : "\"" + effect + "\" has no group \"" + group + "\"")
                            + ". Effects: " + String.join(", ", names) + ".");
        }
        return levels[e][g];
    }

    /** Whether the fit has seen a group. */
    boolean has(String effect, String group) {
        int e = names.indexOf(effect);
        return e >= 0 && labels.get(e).contains(group);
    }

    /**
     * The sum of all effects of each row, identified whatever the normalisation.
     *
     * @return one number a row of the source, NaN where left out
     */
    public double[] sums() {
        return sums.clone();
    }

    /**
     * One row a group: {@code effect group component level}.
     *
     * @return a fresh table
     */
    public Table tidy() {
        StringColumn effect = StringColumn.create("effect");
        StringColumn group = StringColumn.create("group");
        IntColumn part = IntColumn.create("component");
        DoubleColumn level = DoubleColumn.create("level");
        for (int e = 0; e < names.size(); e++) {
            for (int g = 0; g < levels[e].length; g++) {
                effect.append(names.get(e));
                group.append(labels.get(e).get(g));
                part.append(component[e][g] + 1);
                level.append(levels[e][g]);
            }
        }
        return Table.create("fixed effects", effect, group, part, level);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("Fixed effects");
        for (int e = 0; e < names.size(); e++) {
            out.append(e == 0 ? " · " : ", ")
                    .append(names.get(e))
                    .append(" (")
                    .append(Numbers.fixed(levels[e].length, 0))
                    .append(" groups)");
        }
        return out.append("; ")
                .append(components)
                .append(components == 1 ? " component" : " components")
                .append(". Compare levels within a component.")
                .toString();
    }
}
