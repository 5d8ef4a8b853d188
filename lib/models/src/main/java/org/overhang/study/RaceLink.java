package org.overhang.study;

import java.util.List;
import java.util.Objects;
import org.apache.commons.math3.util.FastMath;
import org.overhang.dynamics.AccountingCoverage;
import org.overhang.dynamics.CapacityPrice;
import org.overhang.dynamics.Demand;
import org.overhang.dynamics.ExitRace;
import org.overhang.dynamics.RacePaths;
import org.overhang.policy.Coverage;
import org.overhang.policy.Policy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Link six: the race opens at the prices and volumes that the market of the rivals leaves, and moves from there. */
final class RaceLink {
    private final GlutStudy.Draft said;
    private final Scenario scenario;
    private final Inputs.Drawn drawn;
    private final Firms after;
    private final double price;
    private final double use;

    RaceLink(GlutStudy.Draft said, Scenario scenario, Inputs.Drawn drawn, Firms after) {
        this.said = said;
        this.scenario = scenario;
        this.drawn = drawn;
        this.after = after;
        double output = ChainMath.sum(after.get(FirmFile.OUTPUT));
        price = ChainMath.sum(after.revenue()) / output;
        use = output / ChainMath.sum(after.get(FirmFile.CAPACITY));
    }

    RacePaths simulate() {
        return covered(race()).simulate(firmTable(), drawn.paths(), drawn.luck());
    }

    /** Capacity at the horizon by path and firm. */
    static double[][] capacityLeft(RacePaths run, List<String> firms, int paths) {
        double[][] left = new double[paths][firms.size()];
        for (int i = 0; i < firms.size(); i++) {
            double[] capacity = run.capacityAtEnd(firms.get(i));
            for (int path = 0; path < paths; path++) {
                left[path][i] = capacity[path];
            }
        }
        return left;
    }

    /** What owners of the backed side expect of each loss that tied support leaves. */
    private ExitRace covered(ExitRace race) {
        for (Policy policy : scenario.policies()) {
            if (policy instanceof Coverage coverage) {
                return race.covered(coverage);
            }
        }
        if (scenario.lacks(Cause.SUPPORT) || scenario.isOff(Link.COVERED_LOSS)) {
            return race.covered(Coverage.share(0));
        }
        return said.expectedBecause.isEmpty()
                ? race.covered(Coverage.share(drawn.covered()))
                : race.covered(new AccountingCoverage(drawn.covered()).asBehavior(said.expectedBecause));
    }

    private ExitRace race() {
        double output = ChainMath.sum(after.get(FirmFile.OUTPUT));
        Demand demand = Objects.requireNonNull(said.demand);
        double balanced = price * FastMath.pow(use, -drawn.exponent());
        ExitRace race = ExitRace.of("variable_cost")
                .capacity("capacity")
                .fixedCost("fixed_cost")
                .equity("equity")
                .backed("backed")
                .demand(new Demand(output, demand.growth(), demand.volatility(), demand.persistence()))
                .price(CapacityPrice.of(balanced).exponent(drawn.exponent()).backstop(balanced * said.backstop))
                .horizon(said.horizon)
                .growth("growth")
                .receiving("received")
                .using("used")
                .costVolatility(said.costVolatility)
                .by("firm");
        return said.rebuildYears > 0 ? race.rebuildYears(said.rebuildYears) : race;
    }

    private Table firmTable() {
        boolean[] backed = after.backed();
        double tied = scenario.lacks(Cause.SUPPORT) ? 0 : drawn.tied();
        int n = after.count();
        double[] fixed = new double[n];
        double[] received = new double[n];
        double[] used = new double[n];
        double[] mark = new double[n];
        for (int i = 0; i < n; i++) {
            double q = after.get(FirmFile.OUTPUT)[i];
            double k = after.get(FirmFile.CAPACITY)[i];
            double aUnit = backed[i] ? tied * after.get(FirmFile.SUPPORT)[i] / q : 0;
            fixed[i] = after.get(FirmFile.FIXED)[i] / k;
            received[i] = (after.get(FirmFile.PRICE)[i] + aUnit) / price;
            used[i] = q / k / use;
            mark[i] = backed[i] ? 1 : 0;
        }
        return Table.create(
                "firms",
                StringColumn.create("firm", after.labels()),
                DoubleColumn.create("variable_cost", after.get(FirmFile.VARIABLE)),
                DoubleColumn.create("capacity", after.get(FirmFile.CAPACITY)),
                DoubleColumn.create("fixed_cost", fixed),
                DoubleColumn.create("equity", after.get(FirmFile.EQUITY)),
                DoubleColumn.create("backed", mark),
                DoubleColumn.create("growth", after.get(FirmFile.GROWTH)),
                DoubleColumn.create("received", received),
                DoubleColumn.create("used", used));
    }
}
