package org.overhang.study;

import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.policy.Coverage;

/**
 * A made-up industry with a known truth: a capacity race, covered losses, two markets, rivals and exits, written as the files that
 * every estimator of the library reads.
 *
 * <p>Each year: capacity and demand make utilization {@code u = \min(1, D/K)} and the export price
 * {@code p = 1000 (K/D)^{-0.8}}; the backed firms' home price is {@code p (1 + m)}, m the dumping margin; rivals sell at
 * {@code p/(1 - g)}, g the underselling. The state pays share {@code \kappa} of a backed firm's loss as a grant; a firm whose
 * equity is gone leaves. A rival plant leaves in a year with chance {@code 1 - \exp(-\exp(a + b x + c s + 0.8 (1000/p - 1)))}, x its
 * own cost gap and s whether a state owns it; a quarter of exits are takeovers.
 *
 * <p>Beside the industry stand forty markets that buy from two origins behind changing duties, which the buyer pays in full, with
 * a substitution of 4; and the yearly price as an average of sales, from which the exponent 0.8 can be estimated. The firms of the
 * last year are written in one file for {@link GlutStudy}.
 *
 * <p>Defaults: {@code \kappa = 0.8}, m = 0.30, g = 0.12, b = 0.5, c = −0.7, five backed firms that grow 8 % a year, 400 rival plants,
 * twelve years. Switches turn parts off: {@link #covered}, {@link #dumpingMargin}, {@link #growth}, {@link #withoutNoise}.
 *
 * <pre>{@code
 * var world = SimulatedMarket.standard().covered(share(0.8)).simulate(seed(1));
 * SubsidyMargin.of("revenue_usd_thousand").less("cost_usd_thousand").support(grants("grants_usd_thousand"))
 *         .by("firm", "year").measure(world.accounts());     // covered share 0.8 in every loss year
 * }</pre>
 *
 * <p>Everything it makes says that it is simulated. Errors: {@link Reason#OUT_OF_RANGE} for arguments.
 */
public final class SimulatedMarket {
    record Settings(
            double covered,
            double margin,
            double underselling,
            double gapEffect,
            double stateEffect,
            double growth,
            int plants,
            int years,
            double noise) {}

    private final Settings settings;

    private SimulatedMarket(Settings settings) {
        this.settings = settings;
    }

    /**
     * The world with its defaults.
     *
     * @return the world
     */
    public static SimulatedMarket standard() {
        return new SimulatedMarket(new Settings(0.8, 0.30, 0.12, 0.5, -0.7, 0.08, 400, 12, 0.03));
    }

    private static void check(boolean holds, String needed, double found) {
        if (!holds) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "SimulatedMarket needs " + needed + ", but it is " + found + ".");
        }
    }

    /**
     * The share of backed firms' losses that the state pays; 0 switches cover off.
     *
     * @param share of each loss
     * @return the world
     */
    public SimulatedMarket covered(Coverage share) {
        Settings s = settings;
        return new SimulatedMarket(new Settings(
                share.share(),
                s.margin,
                s.underselling,
                s.gapEffect,
                s.stateEffect,
                s.growth,
                s.plants,
                s.years,
                s.noise));
    }

    /**
     * Home price over export price less one; 0 switches dumping off.
     *
     * @param rate at least 0
     * @return the world
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative
     */
    public SimulatedMarket dumpingMargin(double rate) {
        check(rate >= 0 && rate < 10, "a dumping margin of 0 or more", rate);
        Settings s = settings;
        return new SimulatedMarket(new Settings(
                s.covered, rate, s.underselling, s.gapEffect, s.stateEffect, s.growth, s.plants, s.years, s.noise));
    }

    /**
     * Growth of the backed firms' capacity; 0 switches the race off.
     *
     * @param rate a year, 0 to 0.5
     * @return the world
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside this range
     */
    public SimulatedMarket growth(double rate) {
        check(rate >= 0 && rate <= 0.5, "growth from 0 to 0.5", rate);
        Settings s = settings;
        return new SimulatedMarket(new Settings(
                s.covered, s.margin, s.underselling, s.gapEffect, s.stateEffect, rate, s.plants, s.years, s.noise));
    }

    /**
     * How many rival plants there are.
     *
     * @param plants at least 2
     * @return the world
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if fewer
     */
    public SimulatedMarket rivals(int plants) {
        check(plants >= 2, "at least two rival plants", plants);
        Settings s = settings;
        return new SimulatedMarket(new Settings(
                s.covered, s.margin, s.underselling, s.gapEffect, s.stateEffect, s.growth, plants, s.years, s.noise));
    }

    /**
     * Prices of single sales without noise.
     *
     * @return the world
     */
    public SimulatedMarket withoutNoise() {
        Settings s = settings;
        return new SimulatedMarket(new Settings(
                s.covered, s.margin, s.underselling, s.gapEffect, s.stateEffect, s.growth, s.plants, s.years, 0));
    }

    /**
     * Makes the world.
     *
     * @param seed where its draws start
     * @return the files and the truth
     */
    public SimulatedWorld simulate(Seed seed) {
        return new SimulatedWorld(settings, seed);
    }
}
