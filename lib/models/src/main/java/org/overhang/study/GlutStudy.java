package org.overhang.study;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overhang.capacity.Claim;
import org.overhang.core.Fraction;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.dumping.CaseFiles;
import org.overhang.dumping.DumpingMargin;
import org.overhang.dynamics.Demand;
import org.overhang.equilibrium.Armington;
import org.overhang.equilibrium.Elasticity;
import tech.tablesaw.api.Table;

/**
 * The whole chain in one study: utilization → break-even → covered loss → dumping margin → rivals' price and volume → exit →
 * dependence, with one set of draws through all links.
 *
 * <p>What each link hands to the next:
 *
 * <pre>
 * utilization   u = Q/K of every firm                       → break-even, loss, exit
 * break-even    cash fixed cost F, unit margin p − v        → loss, exit
 * covered loss  L = max(0, F + vQ − pQ), support S          → tied share θ: subsidy rate θS/(pQ) → rivals; the rest of S over
 *                                                              the rest of L: covered share κ → exit
 * dumping       m, home over export price less 1            → the rise that takes dumping away → rivals
 * rivals        price factor f and volume factor h by origin → p, Q of every firm in exit; h → dependence
 * exit          capacity left by firm, path and year        → dependence
 * dependence    h × capacity left, by origin                → shares, HHI
 * </pre>
 *
 * <p>Each link is the subject's own: {@code Utilization}, {@code BreakEven}, {@code SubsidyMargin}, {@code DumpingMargin},
 * {@code Armington}, {@code ExitRace}, {@code Concentration}; the result gives each back. In the race the price of the first year
 * is what the market of link five says; from there it follows {@code (K/D)^{-\epsilon}}, so that a closure counts once. Exports
 * carry {@code f} and {@code h} in the share of output that is exported, all output if no column says so.
 *
 * <p>A draw moves, in this order and the same for every counterfactual: capacity, cost and support of each firm within their
 * stated error, the assumptions, the dumping margin's own bootstrap, the elasticities, and luck in the race. The estimate is the
 * chain at the figures as given; the interval is the middle 95 % of draws. What is drawn is the truth given a figure, not the figure with
 * one more error: firms of one side scatter around a common level, and of their scatter as much is error as is stated. A loss is one-sided,
 * so errors make the estimate too large; where it falls outside its interval the summary says so.
 *
 * <p>Accounting coverage and coverage that owners expect are two things: {@link #coveredAsMeasured} wants the reason for taking
 * one for the other, {@link #covered} a number with its reason. What reverses the sign: {@code \theta = 0} and {@code \kappa = 0}
 * (support moves nothing), elastic supply of rivals, demand that outgrows the backed side's capacity, a backed side so small that
 * its cover is only a bill.
 *
 * <p>Rows with a missing cell are left out and counted. A link without data is asked for by name; it can be assumed ({@link
 * #assume}) or switched off ({@link #switchOff}), and either is printed. Defaults: reference utilization 0.80, no errors, 50
 * paths a draw, nobody rebuilt, no volatility, nobody grows, all output sold where the rivals sell.
 *
 * <pre>{@code
 * var study = GlutStudy.of("production_kt").capacity("capacity_kt").by("firm").origin("origin").backed("China")
 *         .price("price_usd_t").variableCost("variable_cost_usd_t").fixedCost("fixed_cost_usd_thousand")
 *         .support("support_usd_thousand").tied(assumed(0.4).because("rebates fall with each tonne"))
 *         .coveredAsMeasured("the ministry has paid since 2019").prices(DumpingMargin.under(rules).by("model"), files)
 *         .rivals(substitution(4.2).standardError(0.7), demand(-0.8), supply(6.0)).equity("equity_usd_thousand")
 *         .demand(Demand.of(900).growth(0.02)).horizon(15).priceExponent(assumed(0.8).because("…")).backstop(1.5)
 *         .simulate(firms, 2_000, seed(1));
 * study.without(SUPPORT).carriers();
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for negative capacity, cost, support or equity, output above capacity,
 * support above revenue, exports above output, claims that contradict one another; {@link Reason#NOT_IDENTIFIED} for a link
 * without data, no backed firm, no rivals; {@link Reason#WRONG_UNIT}; {@link Reason#OUT_OF_RANGE} for arguments.
 *
 * <p>Source: the joining is this library's own; each link's source stands with its class.
 */
public final class GlutStudy {
    /** Utilization above which capacity counts as used, unless said otherwise. */
    static final double REFERENCE_UTILIZATION = 0.80;

    /** The home and export sales of link four. */
    record Prices(DumpingMargin method, CaseFiles files) {}

    /** The market of link five: a sentence and its file, or elasticities alone for the firms' own sales. */
    record Rivals(@Nullable Armington method, @Nullable Source file, List<Elasticity> elasticities) {}

    /** What the user said; open for one change while a method runs. */
    static final class Draft {
        final Map<String, String> roles = new LinkedHashMap<>();
        String firm = "";
        String origin = "";
        String backed = "";
        double target = REFERENCE_UTILIZATION;

        @Nullable
        Prices prices;

        @Nullable
        Rivals rivals;

        final Map<Link, Assumption> assumed = new EnumMap<>(Link.class);

        @Nullable
        Assumption tied;

        @Nullable
        Assumption covered;

        String expectedBecause = "";

        @Nullable
        Demand demand;

        int horizon;

        @Nullable
        Assumption exponent;

        double backstop;
        double costVolatility;
        int rebuildYears;
        int paths = 50;
        double capacityError;
        double costError;
        double supportError;
        double capacityShared;
        double costShared;
        double supportShared;
        final List<Claim> claims = new ArrayList<>();
        Scenario scenario = Scenario.TODAY;

        Draft() {}

        private Draft(Draft o) {
            roles.putAll(o.roles);
            firm = o.firm;
            origin = o.origin;
            backed = o.backed;
            target = o.target;
            prices = o.prices;
            rivals = o.rivals;
            assumed.putAll(o.assumed);
            tied = o.tied;
            covered = o.covered;
            expectedBecause = o.expectedBecause;
            demand = o.demand;
            horizon = o.horizon;
            exponent = o.exponent;
            backstop = o.backstop;
            costVolatility = o.costVolatility;
            rebuildYears = o.rebuildYears;
            paths = o.paths;
            capacityError = o.capacityError;
            costError = o.costError;
            supportError = o.supportError;
            capacityShared = o.capacityShared;
            costShared = o.costShared;
            supportShared = o.supportShared;
            claims.addAll(o.claims);
            scenario = o.scenario;
        }
    }

    private final Draft said;

    private GlutStudy(Draft said) {
        this.said = said;
    }

    /** Output whose capacity is still to be named. */
    public static final class NeedsCapacity {
        private final String output;

        private NeedsCapacity(String output) {
            this.output = output;
        }

        /**
         * Names the column of capacities.
         *
         * @param column units of output a year
         * @return a study whose other columns are still to be named
         */
        public GlutStudy capacity(String column) {
            Draft draft = new Draft();
            draft.roles.put(FirmFile.OUTPUT, output);
            draft.roles.put(FirmFile.CAPACITY, column);
            return new GlutStudy(draft);
        }
    }

    /**
     * Starts with the column of output.
     *
     * @param output units a year
     * @return a study that still needs capacity
     */
    public static NeedsCapacity of(String output) {
        return new NeedsCapacity(output);
    }

    private GlutStudy change(Consumer<Draft> one) {
        Draft draft = new Draft(said);
        one.accept(draft);
        return new GlutStudy(draft);
    }

    private GlutStudy role(String role, String column) {
        return change(d -> d.roles.put(role, column));
    }

    /**
     * Names the firms.
     *
     * @param column column of their names
     * @return the study
     */
    public GlutStudy by(String column) {
        return change(d -> d.firm = column);
    }

    /**
     * Names where firms stand.
     *
     * @param column column of countries or groups, as the market of the rivals names its origins
     * @return the study
     */
    public GlutStudy origin(String column) {
        return change(d -> d.origin = column);
    }

    /**
     * Says whose capacity, support and dumping the study is about.
     *
     * @param side one value of the origin column; all others are rivals
     * @return the study
     */
    public GlutStudy backed(String side) {
        return change(d -> d.backed = side);
    }

    /**
     * Names prices.
     *
     * @param column average price a unit, net of freight and value-added tax
     * @return the study
     */
    public GlutStudy price(String column) {
        return role(FirmFile.PRICE, column);
    }

    /**
     * Names variable costs.
     *
     * @param column cost a unit, in the unit of the price
     * @return the study
     */
    public GlutStudy variableCost(String column) {
        return role(FirmFile.VARIABLE, column);
    }

    /**
     * Names cash fixed costs.
     *
     * @param column amount a year, in the currency of the price
     * @return the study
     */
    public GlutStudy fixedCost(String column) {
        return role(FirmFile.FIXED, column);
    }

    /**
     * Names explicit support; a {@code SubsidyMargin} with several instruments measures what to put here.
     *
     * @param column amount a year, in the currency of the price
     * @return the study
     */
    public GlutStudy support(String column) {
        return role(FirmFile.SUPPORT, column);
    }

    /**
     * Names equity, which losses eat.
     *
     * @param column amount, in the currency of the price
     * @return the study
     */
    public GlutStudy equity(String column) {
        return role(FirmFile.EQUITY, column);
    }

    /**
     * Names growth of capacity.
     *
     * @param column rate a year
     * @return the study
     */
    public GlutStudy growth(String column) {
        return role(FirmFile.GROWTH, column);
    }

    /**
     * Names what of output is sold where the rivals sell; the rest keeps its price and volume when that market moves.
     *
     * @param column units a year, at most output
     * @return the study
     */
    public GlutStudy exported(String column) {
        return role(FirmFile.EXPORTED, column);
    }

    /**
     * Sets the utilization above which capacity counts as used.
     *
     * @param utilization a fraction, default 0.80
     * @return the study
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside 0 to 1
     */
    public GlutStudy target(double utilization) {
        return change(d -> d.target = share("A reference utilization", utilization));
    }

    /**
     * Says which share of support moves the price because it falls or rises with each unit sold; the rest covers losses.
     *
     * @param share 0 to 1, with its reason
     * @return the study
     */
    public GlutStudy tied(Assumption share) {
        share("A tied share of support", share.value());
        return change(d -> d.tied = reasoned("the tied share of support", share));
    }

    /**
     * Says which share of future losses owners of the backed side expect to be covered.
     *
     * @param share 0 to 1, with its reason
     * @return the study
     */
    public GlutStudy covered(Assumption share) {
        share("A covered share", share.value());
        return change(d -> {
            d.covered = reasoned("the covered share", share);
            d.expectedBecause = "";
        });
    }

    /**
     * Takes the measured coverage, less what is tied to units, for what owners expect.
     *
     * @param because why owners expect it, in words
     * @return the study
     */
    public GlutStudy coveredAsMeasured(String because) {
        reasoned("coverage as measured", Assumption.assumed(0).because(because));
        return change(d -> {
            d.covered = null;
            d.expectedBecause = because;
        });
    }

    /**
     * Gives the home and export sales of the backed side; with {@code bootstrap(…)} its draws are the study's.
     *
     * @param method the sentence of a dumping margin
     * @param files its files
     * @return the study
     */
    public GlutStudy prices(DumpingMargin method, CaseFiles files) {
        return change(d -> d.prices = new Prices(method, files));
    }

    /**
     * Gives the market in which rivals meet the backed side, by origin.
     *
     * @param method the sentence of a market, without the backed side's subsidy, which the study adds
     * @param file its file; its origins must hold those of the firms
     * @return the study
     */
    public GlutStudy rivals(Armington method, Source file) {
        return change(d -> d.rivals = new Rivals(method, file, List.of()));
    }

    /**
     * Takes the firms' own sales abroad, by origin, for the market in which rivals meet the backed side.
     *
     * @param elasticities substitution, demand and supply
     * @return the study
     */
    public GlutStudy rivals(Elasticity... elasticities) {
        return change(d -> d.rivals = new Rivals(null, null, List.of(elasticities)));
    }

    /**
     * Gives demand for all firms together.
     *
     * @param demand its first value must be able to take the output of the file; growth and shocks drive the race
     * @return the study
     */
    public GlutStudy demand(Demand demand) {
        return change(d -> d.demand = demand);
    }

    /**
     * Sets how far exit looks.
     *
     * @param years at least 1
     * @return the study
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if below 1
     */
    public GlutStudy horizon(int years) {
        return change(d -> d.horizon = count("A horizon", years));
    }

    /**
     * Says by how many percent the price falls for each percent of capacity over demand.
     *
     * @param exponent above 0, with its reason
     * @return the study
     */
    public GlutStudy priceExponent(Assumption exponent) {
        require(exponent.value() > 0, "A price exponent needs to be above 0", exponent.value());
        return change(d -> d.exponent = reasoned("the price exponent", exponent));
    }

    /**
     * Says at which price buyers turn to something else.
     *
     * @param times the price at which capacity equals demand, at least 1
     * @return the study
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if below 1
     */
    public GlutStudy backstop(double times) {
        require(times >= 1 && times < Double.POSITIVE_INFINITY, "A backstop needs to be 1 or more", times);
        return change(d -> d.backstop = times);
    }

    /**
     * In the race each firm's cost is drawn once a path around its figure.
     *
     * @param deviation standard deviation of its logarithm
     * @return the study
     */
    public GlutStudy costVolatility(double deviation) {
        return change(d -> d.costVolatility = error("A volatility of costs", deviation));
    }

    /**
     * After so many years of a sole supplier the cheapest rival that left is rebuilt.
     *
     * @param years at least 1
     * @return the study
     */
    public GlutStudy rebuildYears(int years) {
        return change(d -> d.rebuildYears = count("The years to rebuild", years));
    }

    /**
     * Sets how many paths of the race each draw averages over.
     *
     * @param paths at least 1, default 50
     * @return the study
     */
    public GlutStudy paths(int paths) {
        return change(d -> d.paths = count("The number of paths", paths));
    }

    /**
     * States how well capacity is known.
     *
     * @param error standard error of each firm's figure over the figure
     * @return the study
     */
    public GlutStudy capacityWithin(double error) {
        return change(d -> d.capacityError = error("An error of capacity", error));
    }

    /**
     * States how well variable and fixed cost are known; a draw moves both of a firm together.
     *
     * @param error standard error of each firm's figure over the figure
     * @return the study
     */
    public GlutStudy costWithin(double error) {
        return change(d -> d.costError = error("An error of cost", error));
    }

    /**
     * States how well support is known.
     *
     * @param error standard error of each firm's figure over the figure
     * @return the study
     */
    public GlutStudy supportWithin(double error) {
        return change(d -> d.supportError = error("An error of support", error));
    }

    /**
     * States by how much all capacities may be off together: a concept that is not this one, a survey that asks all alike. More firms do not take
     * such an error away.
     *
     * @param error standard error of what all figures have in common, over the figures
     * @return the study
     */
    public GlutStudy capacityAllWithin(double error) {
        return change(d -> d.capacityShared = error("An error of all capacities", error));
    }

    /**
     * States by how much all costs may be off together: an exchange rate, a rule of accounting.
     *
     * @param error standard error of what all figures have in common, over the figures
     * @return the study
     */
    public GlutStudy costAllWithin(double error) {
        return change(d -> d.costShared = error("An error of all costs", error));
    }

    /**
     * States by how much all support may be off together.
     *
     * @param error standard error of what all figures have in common, over the figures
     * @return the study
     */
    public GlutStudy supportAllWithin(double error) {
        return change(d -> d.supportShared = error("An error of all support", error));
    }

    /**
     * Adds what somebody states about the same industry; the study refuses to run beside a claim that its file contradicts.
     *
     * @param claim utilization, capacity over demand, or a stock build
     * @return the study
     */
    public GlutStudy claim(Claim claim) {
        return change(d -> d.claims.add(claim));
    }

    /**
     * Sets a link without data to a stated number: for break-even fixed cost over revenue at full use, for covered loss support
     * over revenue, for dumping the margin. Other links cannot be assumed, only switched off.
     *
     * @param link which
     * @param number a fraction with its reason
     * @return the study
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for another link
     */
    public GlutStudy assume(Link link, Assumption number) {
        boolean can = link == Link.BREAK_EVEN || link == Link.COVERED_LOSS || link == Link.DUMPING_MARGIN;
        if (!can) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "One number cannot stand for the link \"" + link.words()
                            + "\". Give its data, or switch it off: then " + link.whenOff() + ".");
        }
        if (link == Link.DUMPING_MARGIN) {
            Fraction.DUTY.notPercent("An assumed dumping margin", number.value());
        }
        require(
                link == Link.DUMPING_MARGIN || number.value() < 1,
                "An assumed share of revenue needs to be below 1",
                number.value());
        return change(d -> d.assumed.put(link, reasoned("the link \"" + link.words() + "\"", number)));
    }

    /**
     * Cuts a link out of the chain.
     *
     * @param link which; {@link Link#whenOff} says what holds instead
     * @return the study
     */
    public GlutStudy switchOff(Link link) {
        return change(d -> d.scenario = d.scenario.switchOff(link));
    }

    /**
     * Runs the chain.
     *
     * @param firms one row a firm of one year
     * @param draws how many times through all links, at least 20
     * @param seed where the draws start; counterfactuals use the same ones
     * @return the chain as it is
     * @throws OverhangException see the class
     */
    public GlutChain simulate(Source firms, int draws, Seed seed) {
        require(draws >= 20, "A study needs 20 draws or more", draws);
        Draft settled = new Draft(said);
        Inputs inputs = Inputs.of(settled, firms, draws, seed);
        return GlutChain.run(inputs, settled.scenario, null);
    }

    /**
     * Runs the chain on a Tablesaw table.
     *
     * @param firms one row a firm of one year
     * @param draws how many times through all links
     * @param seed where the draws start
     * @return the chain as it is
     */
    public GlutChain simulate(Table firms, int draws, Seed seed) {
        return simulate(Source.of(firms), draws, seed);
    }

    private static void require(boolean holds, String needed, double found) {
        if (!holds) {
            throw new OverhangException(Reason.OUT_OF_RANGE, needed + ", but it is " + found + ".");
        }
    }

    private static double share(String what, double value) {
        require(value >= 0 && value <= 1, what + " needs to lie from 0 to 1", value);
        return value;
    }

    private static double error(String what, double value) {
        require(value >= 0 && value < 1, what + " needs a share of the figure from 0 to below 1", value);
        return value;
    }

    private static int count(String what, int value) {
        require(value >= 1, what + " needs to be 1 or more", value);
        return value;
    }

    private static Assumption reasoned(String what, Assumption number) {
        if (number.why().isBlank()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "An assumption about " + what + " needs a reason, but none is given. Say because(\"…\").");
        }
        return number;
    }
}
