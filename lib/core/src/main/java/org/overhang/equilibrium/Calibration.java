package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Keys;
import org.overhang.core.Nearest;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/** What calibrations share: totals, names and elasticities. */
final class Calibration {
    private Calibration() {}

    /** Sum of each group; NaN where all its cells are missing. */
    static double[] totals(Keys keys, double[] values) {
        double[] out = new double[keys.count()];
        Arrays.fill(out, Double.NaN);
        int[] codes = keys.codes();
        for (int i = 0; i < values.length; i++) {
            if (codes[i] >= 0 && !Double.isNaN(values[i])) {
                out[codes[i]] = (Double.isNaN(out[codes[i]]) ? 0 : out[codes[i]]) + values[i];
            }
        }
        return out;
    }

    static int[] positive(double[] values) {
        return java.util.stream.IntStream.range(0, values.length)
                .filter(g -> values[g] > 0)
                .toArray();
    }

    /** Rows with a missing cell, and groups without spending. */
    static int[] lost(Keys keys, double[] values, double[] totals) {
        int rows = 0;
        for (int i = 0; i < values.length; i++) {
            rows += keys.codes()[i] < 0 || Double.isNaN(values[i]) ? 1 : 0;
        }
        return new int[] {rows, totals.length - positive(totals).length};
    }

    /** Substitution, demand and one supply a product, the last given winning; missing ones are problems. */
    static List<Elasticity> elasticities(String model, String[] names, List<Elasticity> given, Problems problems) {
        List<Elasticity> out = new ArrayList<>();
        add(out, model, Elasticity.Kind.SUBSTITUTION, "", given, problems);
        add(out, model, Elasticity.Kind.DEMAND, "", given, problems);
        for (String name : names) {
            add(out, model, Elasticity.Kind.SUPPLY, name, given, problems);
        }
        for (Elasticity e : given) {
            boolean known = e.product().isEmpty()
                    || e.kind() == Elasticity.Kind.SUPPLY
                            && Arrays.asList(names).contains(e.product());
            problems.require(
                    known,
                    Reason.BAD_VALUE,
                    model + " has no place for the elasticity \"" + e.text() + "\". "
                            + Nearest.hint(e.product(), Arrays.asList(names)));
        }
        return out;
    }

    private static void add(
            List<Elasticity> out,
            String model,
            Elasticity.Kind kind,
            String product,
            List<Elasticity> given,
            Problems problems) {
        @Nullable Elasticity general = null;
        @Nullable Elasticity own = null;
        for (Elasticity e : given) {
            if (e.kind() == kind && e.product().isEmpty()) {
                general = e;
            } else if (e.kind() == kind && e.product().equals(product)) {
                own = e;
            }
        }
        Elasticity found = own != null ? own : general;
        if (found == null) {
            String word = kind.name().toLowerCase(java.util.Locale.ROOT);
            problems.add(
                    Reason.NOT_IDENTIFIED,
                    model + " needs a " + word + " elasticity" + (product.isEmpty() ? "" : " for " + product)
                            + ", but none was given. Add " + word + "(…) to elasticities(…).");
        } else {
            out.add(product.isEmpty() ? found : found.of(product));
        }
    }

    static Regime regime(String model, String[] names, List<Armington.Assigned> policies, Problems problems) {
        Regime regime = new Regime(names);
        for (Armington.Assigned a : policies) {
            int j = Arrays.asList(names).indexOf(a.product());
            if (j < 0) {
                problems.add(Reason.BAD_VALUE, unknown(model, "product", a.product(), names));
            } else {
                regime.hold(a.policy(), j);
            }
        }
        return regime;
    }

    static boolean[] members(String model, String what, String[] names, List<String> chosen, Problems problems) {
        boolean[] out = new boolean[names.length];
        for (String name : chosen) {
            int j = Arrays.asList(names).indexOf(name);
            if (j < 0) {
                problems.add(Reason.BAD_VALUE, unknown(model, what, name, names));
            } else {
                out[j] = true;
            }
        }
        return out;
    }

    private static String unknown(String model, String what, String name, String[] names) {
        return model + " needs every " + what + " in its data, but there is no \"" + name + "\". "
                + Nearest.hint(name, Arrays.asList(names)) + "The data have " + String.join(", ", names) + ".";
    }
}
