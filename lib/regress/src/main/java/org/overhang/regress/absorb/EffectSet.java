package org.overhang.regress.absorb;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Absorbed effects as arrays: complete codes, and slopes where they vary by group.
 *
 * <p>This is the way in for estimators that have arrays and no formula: {@code EffectSet.of(codes…)} and
 * {@link #absorber}.
 *
 * @param names how the formula writes them
 * @param codes group of each row, one array an effect, each from 0 to its count − 1 with every code present
 * @param counts groups of each effect
 * @param slopes slope columns of each effect; an empty array where there are none
 * @param level whether the effect has a level by group beside its slopes
 */
public record EffectSet(List<String> names, int[][] codes, int[] counts, double[][][] slopes, boolean[] level) {
    private static final EffectSet NONE =
            new EffectSet(List.of(), new int[0][], new int[0], new double[0][][], new boolean[0]);

    public static EffectSet none() {
        return NONE;
    }

    /** Effects without slopes from arbitrary non-negative codes, which are made dense. */
    public static EffectSet of(int[]... codes) {
        int[][] dense = new int[codes.length][];
        int[] counts = new int[codes.length];
        String[] names = new String[codes.length];
        boolean[] level = new boolean[codes.length];
        for (int e = 0; e < codes.length; e++) {
            dense[e] = dense(codes[e]);
            counts[e] = count(dense[e]);
            names[e] = "effect " + (e + 1);
            level[e] = true;
        }
        return new EffectSet(List.of(names), dense, counts, new double[codes.length][0][], level);
    }

    public static int count(int[] codes) {
        int most = -1;
        for (int c : codes) {
            most = Math.max(most, c);
        }
        return most + 1;
    }

    /** The same groups in the same order, numbered without gaps; the array itself if it has none. */
    public static int[] dense(int[] codes) {
        int[] place = new int[count(codes)];
        for (int c : codes) {
            place[c] = 1;
        }
        int next = 0;
        for (int i = 0; i < place.length; i++) {
            int present = place[i];
            place[i] = next;
            next += present;
        }
        if (next == place.length) {
            return codes;
        }
        int[] out = new int[codes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = place[codes[i]];
        }
        return out;
    }

    /** The effects on some of the rows. */
    public EffectSet at(int[] rows) {
        int[][] part = new int[codes.length][];
        int[] sizes = new int[codes.length];
        double[][][] by = new double[codes.length][][];
        for (int e = 0; e < codes.length; e++) {
            part[e] = dense(Sample.pick(codes[e], rows));
            sizes[e] = count(part[e]);
            by[e] = Sample.pick(slopes[e], rows);
        }
        return new EffectSet(names, part, sizes, by, level);
    }

    /** Rows alone in a group. */
    public boolean[] alone(int rows) {
        boolean[] out = new boolean[rows];
        for (int e = 0; e < codes.length; e++) {
            int[] sizes = new int[counts[e]];
            for (int c : codes[e]) {
                sizes[c]++;
            }
            for (int i = 0; i < rows; i++) {
                out[i] |= level[e] && sizes[codes[e][i]] == 1;
            }
        }
        return out;
    }

    public int size() {
        return codes.length;
    }

    public boolean hasSlopes() {
        return Arrays.stream(slopes).anyMatch(s -> s.length > 0);
    }

    /** Parameters of an effect. */
    public int parameters(int e) {
        return counts[e] * (slopes[e].length + (level[e] ? 1 : 0));
    }

    /** Parameters of all slopes by group. */
    public int slopeParameters() {
        int total = 0;
        for (int e = 0; e < counts.length; e++) {
            total += counts[e] * slopes[e].length;
        }
        return total;
    }

    /** Whether the effects hold a constant, so that none is estimated. */
    public boolean holdsConstant() {
        for (boolean b : level) {
            if (b) {
                return true;
            }
        }
        return false;
    }

    /** Levels of effect e that earlier effects make redundant: the most components it forms with any of them. */
    public int redundant(int e) {
        int most = 0;
        for (int f = 0; f < e; f++) {
            if (level[f]) {
                most = Math.max(most, Components.count(Components.of(codes[f], counts[f], codes[e], counts[e])));
            }
        }
        return most;
    }

    /** Something that takes these effects out of columns. */
    public Absorbing absorber(double @Nullable [] weights) {
        Absorbing out = hasSlopes() ? new SlopeAbsorber(codes, counts, slopes, level) : new Absorber(codes, counts);
        if (weights != null) {
            out.weigh(weights);
        }
        return out;
    }
}
