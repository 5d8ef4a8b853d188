package org.overhang.study;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.capacity.BreakEven;
import org.overhang.capacity.BreakEvenResult;
import org.overhang.capacity.Utilization;
import org.overhang.capacity.UtilizationResult;
import org.overhang.core.Source;
import org.overhang.dependence.Concentration;
import org.overhang.dynamics.RacePaths;
import org.overhang.equilibrium.Counterfactual;
import org.overhang.subsidy.SubsidyMargin;
import org.overhang.subsidy.SubsidyMarginResult;
import org.overhang.subsidy.Support;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One pass through all links under one draw and one scenario; each link's own result is kept for whoever asks. */
final class ChainRun {
    private final Inputs inputs;
    private final Scenario scenario;
    private final Inputs.Drawn drawn;
    private final boolean[] backed;
    private final double[] answers = new double[Term.values().length];

    /** Firms as they stand once the market of the rivals has moved, and before. */
    private final Firms before;

    private final Firms after;
    private final MarketLink market;
    private @Nullable RacePaths race;
    private Concentration.@Nullable Measured dependence;

    ChainRun(Inputs inputs, Scenario scenario, Inputs.Drawn drawn) {
        this.inputs = inputs;
        this.scenario = scenario;
        this.drawn = drawn;
        backed = inputs.firms().backed();
        before = withLinksOff(drawn.firms());
        market = new MarketLink(inputs, scenario, drawn, before, margin());
        after = market.after();
        Arrays.fill(answers, Double.NaN);
    }

    /** Runs all links and returns one number a term; NaN where a term has no value. */
    double[] answers() {
        rivals();
        utilization();
        breakEven();
        coveredLoss();
        dumping();
        exit();
        return answers;
    }

    private void set(Term term, double value) {
        answers[term.ordinal()] = value;
    }

    private Firms withLinksOff(Firms firms) {
        Map<String, double[]> cells = new LinkedHashMap<>();
        double[] none = new double[firms.count()];
        if (scenario.isOff(Link.UTILIZATION)) {
            double[] output = firms.get(FirmFile.OUTPUT);
            double[] capacity = firms.get(FirmFile.CAPACITY);
            double[] fixed = firms.get(FirmFile.FIXED).clone();
            for (int i = 0; i < fixed.length; i++) {
                fixed[i] *= output[i] / capacity[i];
            }
            cells.put(FirmFile.CAPACITY, output);
            cells.put(FirmFile.FIXED, fixed);
        }
        if (scenario.isOff(Link.BREAK_EVEN)) {
            cells.put(FirmFile.FIXED, none);
        }
        if (scenario.isOff(Link.COVERED_LOSS)) {
            cells.put(FirmFile.SUPPORT, none);
        }
        if (scenario.lacks(Cause.GROWTH)) {
            double[] growth = firms.get(FirmFile.GROWTH);
            cells.put(
                    FirmFile.GROWTH,
                    IntStream.range(0, growth.length)
                            .mapToDouble(i -> backed[i] ? 0 : growth[i])
                            .toArray());
        }
        return firms.with(cells);
    }

    private double margin() {
        return scenario.isOff(Link.DUMPING_MARGIN) ? 0 : drawn.margin();
    }

    private void rivals() {
        double weight = 0;
        double price = 0;
        double volume = 0;
        String side = inputs.said().backed;
        for (Map.Entry<String, Double> origin : inputs.trade().values().entrySet()) {
            if (!origin.getKey().equals(side)) {
                weight += origin.getValue();
                price += origin.getValue() * market.price(origin.getKey());
                volume += origin.getValue() * market.volume(origin.getKey());
            }
        }
        set(Term.EXPORT_PRICE, market.price(side) - 1);
        set(Term.RIVAL_PRICE, price / weight - 1);
        set(Term.RIVAL_VOLUME, volume / weight - 1);
    }

    private void utilization() {
        Firms side = after.side(true);
        double output = ChainMath.sum(side.get(FirmFile.OUTPUT));
        double capacity = ChainMath.sum(side.get(FirmFile.CAPACITY));
        Table pooled = Table.create(
                "backed side", DoubleColumn.create("output", output), DoubleColumn.create("capacity", capacity));
        double use = Utilization.of("output").over("capacity").measure(pooled).utilization()[0];
        set(Term.UTILIZATION, use);
        set(Term.IDLE_CAPACITY, Math.max(0, 1 - use / inputs.said().target));
    }

    private void breakEven() {
        Firms side = after.side(true);
        double output = ChainMath.sum(side.get(FirmFile.OUTPUT));
        double variable = ChainMath.sum(ChainMath.times(side.get(FirmFile.VARIABLE), side.get(FirmFile.OUTPUT)));
        Table pooled = Table.create(
                "backed side",
                DoubleColumn.create("price", ChainMath.sum(side.revenue()) / output),
                DoubleColumn.create("variable cost", variable / output),
                DoubleColumn.create("capacity", ChainMath.sum(side.get(FirmFile.CAPACITY))),
                DoubleColumn.create("fixed cost", ChainMath.sum(side.get(FirmFile.FIXED))));
        BreakEvenResult even = BreakEven.of("price")
                .less("variable cost")
                .capacity("capacity")
                .fixedCost("fixed cost")
                .measure(pooled);
        double use = answers[Term.UTILIZATION.ordinal()];
        double price = ChainMath.sum(side.revenue()) / output;
        double least = even.utilization(BreakEven.Level.CASH)[0];
        // A price that does not cover unit cost breaks even at no utilization: without a value it would leave the
        // interval.
        set(Term.BREAK_EVEN, Double.isNaN(least) && price <= variable / output ? Double.POSITIVE_INFINITY : least);
        set(Term.PRICE_SHORTFALL, even.price(BreakEven.Level.CASH, use)[0] / price - 1);
    }

    private void coveredLoss() {
        Firms side = after.side(true);
        double[] loss = side.loss();
        double[] covered = margins(side).coveredShare();
        double paid = 0;
        for (int i = 0; i < loss.length; i++) {
            paid += loss[i] > 0 ? covered[i] * loss[i] : 0;
        }
        double total = ChainMath.sum(loss);
        double revenue = ChainMath.sum(side.revenue());
        set(Term.LOSS_SHARE, total / revenue);
        set(Term.SUPPORT_SHARE, ChainMath.sum(side.get(FirmFile.SUPPORT)) / revenue);
        set(Term.COVERED_SHARE, total > 0 ? paid / total : Double.NaN);
    }

    private static SubsidyMarginResult margins(Firms side) {
        Table accounts = Table.create(
                "accounts of the backed side",
                StringColumn.create("firm", side.labels()),
                DoubleColumn.create("revenue", side.revenue()),
                DoubleColumn.create("cost", side.cost()),
                DoubleColumn.create("support", side.get(FirmFile.SUPPORT)));
        return SubsidyMargin.of("revenue")
                .less("cost")
                .support(Support.grants("support"))
                .by("firm")
                .measure(accounts);
    }

    /** Home prices stay; what the export price gains over them the margin loses. */
    private void dumping() {
        double then = (1 + margin()) / market.exportOverHome() - 1;
        set(Term.DUMPING_MARGIN, scenario.lacks(Cause.DUMPING) ? Math.min(0, then) : then);
    }

    private void exit() {
        double[][] left = {after.get(FirmFile.CAPACITY)};
        double leave = 0;
        double bill = 0;
        if (!scenario.isOff(Link.EXIT)) {
            RacePaths run = new RaceLink(inputs.said(), scenario, drawn, after).simulate();
            race = run;
            left = RaceLink.capacityLeft(run, after.labels(), drawn.paths());
            leave = ChainMath.mean(run.rivalExits());
            bill = run.stateBill();
        }
        set(Term.RIVAL_EXITS, leave);
        set(Term.STATE_BILL, bill);
        capacityLeft(left);
        SupplyLink supply = new SupplyLink(inputs, scenario.isOff(Link.DEPENDENCE), after, market, left);
        dependence = supply.concentration();
        set(Term.BACKED_SHARE, supply.backedShare());
        set(Term.HHI, supply.hhi());
    }

    private void capacityLeft(double[][] left) {
        double[] today = before.get(FirmFile.CAPACITY);
        double[] sum = new double[2];
        double[] whole = new double[2];
        int alone = 0;
        for (double[] path : left) {
            double rivals = 0;
            double home = 0;
            for (int i = 0; i < path.length; i++) {
                rivals += backed[i] ? 0 : path[i];
                home += backed[i] ? path[i] : 0;
            }
            sum[0] += rivals;
            sum[1] += home;
            alone += rivals == 0 && home > 0 ? 1 : 0;
        }
        for (int i = 0; i < today.length; i++) {
            whole[backed[i] ? 1 : 0] += today[i];
        }
        set(Term.RIVAL_CAPACITY_LEFT, sum[0] / left.length / whole[0]);
        set(Term.BACKED_CAPACITY_LEFT, sum[1] / left.length / whole[1]);
        set(Term.BACKED_ALONE, (double) alone / left.length);
    }

    /** How many firms' drawn capacity fell below their output and was raised to it. */
    int raised() {
        return drawn.raised();
    }

    /** How many firms were held at capacity. */
    int capped() {
        return market.capped();
    }

    UtilizationResult utilizationByFirm() {
        Table table = Table.create(
                "firms " + scenario.text(),
                StringColumn.create("origin", after.origins()),
                StringColumn.create("firm", after.labels()),
                DoubleColumn.create("output", after.get(FirmFile.OUTPUT)),
                DoubleColumn.create("capacity", after.get(FirmFile.CAPACITY)));
        return Utilization.of("output").over("capacity").by("origin", "firm").measure(source(table));
    }

    BreakEvenResult breakEvenByFirm() {
        Table table = Table.create(
                "firms " + scenario.text(),
                StringColumn.create("origin", after.origins()),
                StringColumn.create("firm", after.labels()),
                DoubleColumn.create("price", after.get(FirmFile.PRICE)),
                DoubleColumn.create("variable cost", after.get(FirmFile.VARIABLE)),
                DoubleColumn.create("capacity", after.get(FirmFile.CAPACITY)),
                DoubleColumn.create("fixed cost", after.get(FirmFile.FIXED)));
        return BreakEven.of("price")
                .less("variable cost")
                .capacity("capacity")
                .fixedCost("fixed cost")
                .by("origin", "firm")
                .measure(source(table));
    }

    SubsidyMarginResult marginsByFirm() {
        return margins(after.side(true));
    }

    private Source source(Table table) {
        return Source.of(table).from(inputs.provenance()[0]);
    }

    Counterfactual counterfactual() {
        return market.counterfactual();
    }

    @Nullable
    RacePaths paths() {
        return race;
    }

    Concentration.@Nullable Measured concentration() {
        return dependence;
    }
}
