package org.overhang.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.overhang.equilibrium.Counterfactual;
import org.overhang.equilibrium.Outcome;
import org.overhang.policy.Change;
import org.overhang.policy.Closure;
import org.overhang.policy.Coverage;
import org.overhang.policy.FairPrice;
import org.overhang.policy.Measure;
import org.overhang.policy.Policy;
import org.overhang.policy.Removal;

/** Link five: what support, dumping, duties and closures do to prices and volumes, and the firms as they stand after it. */
final class MarketLink {
    private final Inputs inputs;
    private final Scenario scenario;
    private final Inputs.Drawn drawn;
    private final Firms before;
    private final boolean[] backed;
    private final double margin;
    private final double subsidy;
    private final double closed;
    private final @Nullable Counterfactual counterfactual;
    /** Volume and price over today's, by origin, before closures lift all prices. */
    private final Map<String, Double> price = new LinkedHashMap<>();

    private final Map<String, Double> volume = new LinkedHashMap<>();
    private final double lift;
    private final Firms after;
    private int capped;

    MarketLink(Inputs inputs, Scenario scenario, Inputs.Drawn drawn, Firms before, double margin) {
        this.inputs = inputs;
        this.scenario = scenario;
        this.drawn = drawn;
        this.before = before;
        this.margin = margin;
        backed = before.backed();
        subsidy = subsidyRate();
        closed = closedShare();
        boolean off = scenario.isOff(Link.RIVALS);
        counterfactual = off ? null : solved();
        for (String origin : origins()) {
            Counterfactual found = counterfactual;
            price.put(origin, found == null ? 1 : 1 + found.change(Outcome.PRODUCER_PRICE, origin));
            volume.put(origin, found == null ? 1 : 1 + found.change(Outcome.QUANTITY, origin));
        }
        lift = off ? 1 : lift();
        if (closed > 0 && !off) {
            handToRivals();
        }
        after = moved();
    }

    /** Tied support of the backed side over its revenue. */
    private double subsidyRate() {
        Firms side = before.side(true);
        return drawn.tied() * ChainMath.sum(side.get(FirmFile.SUPPORT)) / ChainMath.sum(side.revenue());
    }

    private double closedShare() {
        Closure closure = scenario.closure();
        if (closure == null) {
            return 0;
        }
        if (closure.relative()) {
            return closure.amount();
        }
        double there = ChainMath.sum(before.side(true).get(FirmFile.CAPACITY));
        return Math.max(0, 1 - closure.amount() / there);
    }

    private @Nullable Counterfactual solved() {
        List<Change> changes = changes();
        return changes.isEmpty()
                ? null
                : inputs.trade()
                        .at(drawn.elasticities(), inputs.said().backed, subsidy)
                        .solve(changes.toArray(Change[]::new));
    }

    private List<Change> changes() {
        String side = inputs.said().backed;
        List<Change> out = new ArrayList<>();
        if (scenario.lacks(Cause.SUPPORT) && subsidy > 0) {
            out.add(Removal.remove(Measure.SUBSIDY).from(side));
        }
        if (scenario.lacks(Cause.DUMPING) && margin > 0) {
            out.add(FairPrice.margin(margin).on(side));
        }
        for (Policy policy : scenario.policies()) {
            if (!(policy instanceof Coverage)) {
                out.add(policy.on(side));
            }
        }
        return out;
    }

    private Set<String> origins() {
        Set<String> out = new TreeSet<>(before.origins());
        out.addAll(inputs.trade().values().keySet());
        return out;
    }

    /** Closed capacity lifts every price by the rule that the race follows too, so that a closure counts once. */
    private double lift() {
        double capacity = ChainMath.sum(before.get(FirmFile.CAPACITY));
        double gone = closed * ChainMath.sum(before.side(true).get(FirmFile.CAPACITY));
        return FastMath.pow(1 - gone / capacity, -drawn.exponent());
    }

    /** What closed capacity can no longer make, rivals sell as far as they have room. */
    private void handToRivals() {
        double[] exposure = before.exposure();
        double[] there = before.get(FirmFile.CAPACITY);
        double[] output = before.get(FirmFile.OUTPUT);
        double lost = 0;
        double room = 0;
        double sold = 0;
        for (int i = 0; i < there.length; i++) {
            double factor = of(volume, before.origins().get(i));
            double wanted = output[i] * (1 + exposure[i] * (factor - 1));
            lost += backed[i] ? Math.max(0, wanted - (1 - closed) * there[i]) : 0;
            room += backed[i] ? 0 : Math.max(0, there[i] - wanted);
            sold += backed[i] ? 0 : output[i] * exposure[i] * factor;
        }
        double gain = sold > 0 ? Math.min(lost, room) / sold : 0;
        volume.replaceAll((origin, factor) -> origin.equals(inputs.said().backed) ? factor : factor * (1 + gain));
    }

    /** Firms after the market's answer; closed capacity takes its fixed cost along. */
    private Firms moved() {
        double[] exposure = before.exposure();
        double[] paid = before.get(FirmFile.PRICE).clone();
        double[] output = before.get(FirmFile.OUTPUT).clone();
        double[] capacity = before.get(FirmFile.CAPACITY).clone();
        double[] fixed = before.get(FirmFile.FIXED).clone();
        double[] support = before.get(FirmFile.SUPPORT).clone();
        Map<String, double[]> sold = new LinkedHashMap<>();
        for (int i = 0; i < paid.length; i++) {
            String origin = before.origins().get(i);
            double exported = output[i] * exposure[i];
            double atHome = output[i] - exported;
            paid[i] *= lift * (1 + exposure[i] * (of(price, origin) - 1));
            output[i] = atHome + exported * of(volume, origin);
            if (backed[i]) {
                capacity[i] *= 1 - closed;
                fixed[i] *= 1 - closed;
                support[i] = scenario.lacks(Cause.SUPPORT) ? 0 : support[i];
            }
            // Volumes that fill a firm to the last digit are not held back
            capped += output[i] > capacity[i] * (1 + 1e-9) ? 1 : 0;
            output[i] = Math.min(output[i], capacity[i]);
            double[] flows = sold.computeIfAbsent(origin, o -> new double[2]);
            flows[0] += exported;
            flows[1] += Math.max(0, output[i] - atHome);
        }
        sold.forEach((origin, flows) -> volume.put(origin, flows[0] > 0 ? flows[1] / flows[0] : 1));
        return before.with(Map.of(
                FirmFile.PRICE, paid,
                FirmFile.OUTPUT, output,
                FirmFile.CAPACITY, capacity,
                FirmFile.FIXED, fixed,
                FirmFile.SUPPORT, support));
    }

    private static double of(Map<String, Double> factors, String origin) {
        return Objects.requireNonNull(factors.get(origin));
    }

    Firms after() {
        return after;
    }

    /** Price of an origin over today's, closures included. */
    double price(String origin) {
        return of(price, origin) * lift;
    }

    /** Export price over home price, over today's: a closure lifts both. */
    double exportOverHome() {
        return of(price, inputs.said().backed);
    }

    /** Volume of an origin in the common market over today's. */
    double volume(String origin) {
        return of(volume, origin);
    }

    /** How many firms would sell more than they can make and were held at capacity. */
    int capped() {
        return capped;
    }

    /** The market as it is where nothing in it changes, else its answer. */
    Counterfactual counterfactual() {
        Counterfactual found = counterfactual;
        return found != null
                ? found
                : inputs.trade()
                        .at(drawn.elasticities(), inputs.said().backed, subsidy)
                        .solve();
    }
}
