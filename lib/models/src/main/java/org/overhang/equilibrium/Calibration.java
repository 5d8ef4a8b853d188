package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Keys;
import org.overhang.core.Nearest;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.policy.InForce;

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

    /** Elasticities without repetition: one given for all is one number, however many products use it. */
    static final class Chosen {
        private final String model;
        private final List<Elasticity> given;
        private final Problems problems;
        private final List<Elasticity> distinct = new ArrayList<>();

        Chosen(String model, List<Elasticity> given, Problems problems) {
            this.model = model;
            this.given = given;
            this.problems = problems;
        }

        /** Where each subject's elasticity stands: its own, else the general one, the last given winning. */
        int[] places(Elasticity.Kind kind, String... subjects) {
            int[] out = new int[subjects.length];
            for (int j = 0; j < out.length; j++) {
                out[j] = place(kind, subjects[j]);
            }
            return out;
        }

        private int place(Elasticity.Kind kind, String subject) {
            @Nullable Elasticity general = null;
            @Nullable Elasticity own = null;
            for (Elasticity e : given) {
                if (e.kind() == kind && e.product().isEmpty()) {
                    general = e;
                } else if (e.kind() == kind && e.product().equals(subject)) {
                    own = e;
                }
            }
            Elasticity found = own != null ? own : general;
            if (found == null) {
                String word = kind.name().toLowerCase(Locale.ROOT);
                problems.add(
                        Reason.NOT_IDENTIFIED,
                        model + " needs a " + word + " elasticity" + (subject.isEmpty() ? "" : " for " + subject)
                                + ", but none was given. Add " + word + "(…) to elasticities(…).");
                return 0;
            }
            if (!distinct.contains(found)) {
                distinct.add(found);
            }
            return distinct.indexOf(found);
        }

        /** Refuses elasticities for names that the data do not have. */
        void refuseStrangers(String[] names, boolean supplyOnly) {
            for (Elasticity e : given) {
                boolean known = e.product().isEmpty()
                        || (!supplyOnly || e.kind() == Elasticity.Kind.SUPPLY)
                                && Arrays.asList(names).contains(e.product());
                problems.require(
                        known,
                        Reason.BAD_VALUE,
                        model + " has no place for the elasticity \"" + e.text() + "\". "
                                + Nearest.hint(e.product(), Arrays.asList(names)));
            }
        }

        List<Elasticity> distinct() {
            return List.copyOf(distinct);
        }
    }

    /** The same elasticities with other values, in their order from the first value on. */
    static List<Elasticity> at(List<Elasticity> elasticities, double[] values) {
        List<Elasticity> out = new ArrayList<>(elasticities.size());
        for (int k = 0; k < elasticities.size(); k++) {
            out.add(elasticities.get(k).withValue(values[k]));
        }
        return out;
    }

    /** What the baseline holds, product by product. */
    static InForce[] held(String model, String[] names, List<Armington.Assigned> policies, Problems problems) {
        InForce[] held = new InForce[names.length];
        Arrays.fill(held, InForce.none());
        for (Armington.Assigned a : policies) {
            int j = Arrays.asList(names).indexOf(a.product());
            if (j < 0) {
                problems.add(Reason.BAD_VALUE, unknown(model, "product", a.product(), names));
            } else {
                held[j] = held[j].with(a.policy(), 0, 0);
            }
        }
        return held;
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
