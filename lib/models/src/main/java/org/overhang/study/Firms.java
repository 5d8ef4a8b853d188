package org.overhang.study;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Firms in the order of their labels, one number a firm and role; money is price times quantity.
 *
 * @param labels what each is called
 * @param origins where each stands
 * @param home the backed origin
 * @param cells numbers by role
 * @param leftOut rows with a missing cell
 * @param money what amounts are counted in
 */
record Firms(
        List<String> labels,
        List<String> origins,
        String home,
        Map<String, double[]> cells,
        int leftOut,
        String money) {
    int count() {
        return labels.size();
    }

    /** One number a firm; zeros for a role without a column. */
    double[] get(String role) {
        double[] there = cells.get(role);
        return there == null ? new double[count()] : there;
    }

    boolean has(String role) {
        return cells.containsKey(role);
    }

    double[] revenue() {
        return ChainMath.times(get(FirmFile.PRICE), get(FirmFile.OUTPUT));
    }

    /** Loss before support, 0 where there is a profit. */
    double[] loss() {
        double[] revenue = revenue();
        double[] cost = cost();
        double[] out = new double[revenue.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.max(0, cost[i] - revenue[i]);
        }
        return out;
    }

    double[] cost() {
        double[] out = ChainMath.times(get(FirmFile.VARIABLE), get(FirmFile.OUTPUT));
        double[] fixed = get(FirmFile.FIXED);
        for (int i = 0; i < out.length; i++) {
            out[i] += fixed[i];
        }
        return out;
    }

    boolean[] backed() {
        boolean[] out = new boolean[count()];
        for (int i = 0; i < out.length; i++) {
            out[i] = origins.get(i).equals(home);
        }
        return out;
    }

    /** The same firms with other numbers in some roles. */
    Firms with(Map<String, double[]> other) {
        Map<String, double[]> more = new LinkedHashMap<>(cells);
        more.putAll(other);
        return new Firms(labels, origins, home, more, leftOut, money);
    }

    /** The firms of one side only. */
    Firms side(boolean wanted) {
        boolean[] is = backed();
        int[] kept = IntStream.range(0, count()).filter(i -> is[i] == wanted).toArray();
        Map<String, double[]> fewer = new LinkedHashMap<>();
        cells.forEach((role, all) ->
                fewer.put(role, Arrays.stream(kept).mapToDouble(i -> all[i]).toArray()));
        return new Firms(
                Arrays.stream(kept).mapToObj(labels::get).toList(),
                Arrays.stream(kept).mapToObj(origins::get).toList(),
                home,
                fewer,
                leftOut,
                money);
    }

    /** The share of output that is sold in the market of the rivals; all of it unless exports are known. */
    double[] exposure() {
        double[] out = new double[count()];
        Arrays.fill(out, 1);
        if (has(FirmFile.EXPORTED)) {
            double[] exported = get(FirmFile.EXPORTED);
            double[] output = get(FirmFile.OUTPUT);
            for (int i = 0; i < out.length; i++) {
                out[i] = Math.min(1, exported[i] / output[i]);
            }
        }
        return out;
    }
}
