package org.overhang.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.capacity.Claim;
import org.overhang.capacity.Claims;
import org.overhang.core.Draws;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.dumping.DumpingResult;
import org.overhang.dynamics.Demand;
import org.overhang.equilibrium.Elasticity;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** What a study runs on, read and checked once, and how each draw moves it. */
final class Inputs {
    /** Streams of one draw: figures, elasticities, luck in the race. */
    private static final int STREAMS = 3;

    /** Paths of the race behind the estimate, if a draw has fewer. */
    private static final int CENTRAL_PATHS = 2_000;

    /** What one draw holds fixed through all links and counterfactuals. */
    record Drawn(
            Firms firms,
            double tied,
            double covered,
            double exponent,
            double margin,
            List<Elasticity> elasticities,
            Seed luck,
            int paths,
            int raised) {}

    private final GlutStudy.Draft said;
    private final Firms firms;
    private final int draws;
    private final Seed seed;
    private final @Nullable DumpingResult dumping;
    private final double[] marginDraws;
    private final Trade trade;
    private final List<Provenance> provenance;

    private Inputs(
            GlutStudy.Draft said,
            Firms firms,
            int draws,
            Seed seed,
            @Nullable DumpingResult dumping,
            Trade trade,
            List<Provenance> provenance) {
        this.said = said;
        this.firms = firms;
        this.draws = draws;
        this.seed = seed;
        this.dumping = dumping;
        this.trade = trade;
        this.provenance = provenance;
        marginDraws = dumping == null ? new double[0] : bootstrap(dumping);
    }

    /** The draws of a margin that have a value; none where its sentence did not ask for resampling. */
    private static double[] bootstrap(DumpingResult result) {
        try {
            return Arrays.stream(result.draws()).filter(m -> !Double.isNaN(m)).toArray();
        } catch (OverhangException notAsked) {
            return new double[0];
        }
    }

    static Inputs of(GlutStudy.Draft said, Source source, int draws, Seed seed) {
        Problems problems = new Problems();
        Wanted.check(said, problems);
        problems.throwIfAny();
        Firms firms = new FirmFile(said.roles, said.firm, said.origin, said.backed).read(source);
        firms = assumed(said, firms);
        GlutStudy.Prices prices = said.prices;
        DumpingResult dumping = prices == null || said.scenario.isOff(Link.DUMPING_MARGIN)
                ? null
                : prices.method().measure(prices.files());
        List<Provenance> provenance = new ArrayList<>(List.of(source.provenance()));
        GlutStudy.Rivals rivals = said.rivals;
        Source market = rivals == null ? null : rivals.file();
        if (market != null && !market.provenance().equals(source.provenance())) {
            provenance.add(market.provenance());
        }
        Inputs out = new Inputs(said, firms, draws, seed, dumping, Trade.of(rivals, firms), provenance);
        out.refuseContradictions();
        out.requireMeasuredCoverage();
        return out;
    }

    /** Puts assumed shares of revenue where a column is missing. */
    private static Firms assumed(GlutStudy.Draft said, Firms firms) {
        Assumption fixed = said.assumed.get(Link.BREAK_EVEN);
        Assumption support = said.assumed.get(Link.COVERED_LOSS);
        Firms out = firms;
        if (fixed != null && !firms.has(FirmFile.FIXED)) {
            double[] full = ChainMath.times(firms.get(FirmFile.PRICE), firms.get(FirmFile.CAPACITY));
            out = out.with(Map.of(FirmFile.FIXED, ChainMath.scaled(full, fixed.value())));
        }
        if (support != null && !firms.has(FirmFile.SUPPORT)) {
            double[] revenue = ChainMath.times(firms.get(FirmFile.PRICE), firms.get(FirmFile.OUTPUT));
            double[] given = ChainMath.scaled(revenue, support.value());
            out = out.with(Map.of(FirmFile.SUPPORT, ChainMath.where(firms.backed(), given, 0)));
        }
        return out;
    }

    private void refuseContradictions() {
        double output = ChainMath.sum(firms.get(FirmFile.OUTPUT));
        double capacity = ChainMath.sum(firms.get(FirmFile.CAPACITY));
        Set<Claim> places = new LinkedHashSet<>();
        places.add(Claim.utilization(0));
        said.claims.forEach(c -> places.add(Claim.utilization(0).in(c.year()).covering(c.coverage())));
        Problems problems = new Problems();
        for (Claim place : places) {
            List<Claim> all = new ArrayList<>();
            all.add(Claim.utilization(output / capacity).source("the firm file"));
            Demand demand = said.demand;
            if (demand != null) {
                all.add(Claim.multiple(capacity / demand.first()).source("demand as stated"));
            }
            all.replaceAll(c -> c.in(place.year()).covering(place.coverage()));
            for (Claim claim : said.claims) {
                if (claim.year() == place.year() && claim.coverage().equals(place.coverage())) {
                    all.add(claim);
                }
            }
            refuse(all, problems);
        }
        problems.throwIfAny();
    }

    private static void refuse(List<Claim> all, Problems problems) {
        if (all.size() < 2) {
            return;
        }
        Claims claims = Claims.about("the study");
        for (Claim claim : all) {
            claims = claims.claim(claim);
        }
        Table pairs = claims.solve().tidy();
        for (Row pair : pairs) {
            problems.require(
                    pair.getBoolean("holds"),
                    Reason.BAD_VALUE,
                    "GlutStudy needs claims that can hold together, but \"" + pair.getString("first") + "\" and \""
                            + pair.getString("second") + "\" cannot (" + pair.getString("test") + ", missed by "
                            + Numbers.significant(pair.getDouble("miss"), 3)
                            + "). Correct one of them, or claim the stock build that explains it.");
        }
    }

    private void requireMeasuredCoverage() {
        if (!said.expectedBecause.isEmpty() && Double.isNaN(measured(firms, value(said.tied)))) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "GlutStudy cannot take coverage as measured: no firm of \"" + said.backed
                            + "\" has a loss beyond the support that comes with each unit. Say covered(assumed(…).because(\"…\")).");
        }
    }

    /** The share of the loss left by tied support that the rest of the support covers, as accounts show it. */
    private static double measured(Firms firms, double tied) {
        Firms side = firms.side(true);
        return ChainMath.coveredShare(side.loss(), side.get(FirmFile.SUPPORT), tied);
    }

    /** What owners expect of a loss; a draw without a loss to measure keeps what the figures as given show. */
    private double expected(Firms drawn, double tied, double stated) {
        if (said.expectedBecause.isEmpty()) {
            return stated;
        }
        double here = measured(drawn, tied);
        return Double.isNaN(here) ? measured(firms, value(said.tied)) : here;
    }

    /** The figures as given. */
    Drawn central() {
        return new Drawn(
                firms,
                value(said.tied),
                expected(firms, value(said.tied), value(said.covered)),
                value(said.exponent),
                centralMargin(),
                trade.elasticities(),
                new Seed(seed.stream(-1).bits()),
                Math.max(CENTRAL_PATHS, said.paths),
                0);
    }

    private static double value(@Nullable Assumption number) {
        return number == null ? 0 : number.value();
    }

    private double centralMargin() {
        if (dumping != null) {
            return dumping.margin();
        }
        return value(said.assumed.get(Link.DUMPING_MARGIN));
    }

    /** Draw {@code d}: firms in the order of their labels, three scores each whether used or not, then the assumptions. */
    Drawn drawn(int d) {
        Draws scores = seed.stream((long) STREAMS * d);
        int n = firms.count();
        double[] capacity = new double[n];
        double[] cost = new double[n];
        double[] support = new double[n];
        for (int i = 0; i < n; i++) {
            capacity[i] = scores.normal();
            cost[i] = scores.normal();
            support[i] = scores.normal();
        }
        double tied = Math.min(1, drawn(said.tied, scores.normal()));
        double covered = Math.min(1, drawn(said.covered, scores.normal()));
        double exponent = drawn(said.exponent, scores.normal());
        double fixedScore = scores.normal();
        double supportScore = scores.normal();
        double marginScore = scores.normal();
        double[] revenue = firms.revenue();
        boolean[] backed = firms.backed();
        capacity = TruthMath.factors(
                over(firms.get(FirmFile.CAPACITY), firms.get(FirmFile.OUTPUT)),
                backed,
                said.capacityError,
                said.capacityShared,
                capacity,
                scores);
        cost = TruthMath.factors(over(firms.cost(), revenue), backed, said.costError, said.costShared, cost, scores);
        support = TruthMath.factors(
                over(firms.get(FirmFile.SUPPORT), revenue),
                backed,
                said.supportError,
                said.supportShared,
                support,
                scores);
        double[] room = firms.get(FirmFile.OUTPUT);
        double[] drawnCapacity = ChainMath.times(firms.get(FirmFile.CAPACITY), capacity);
        int raised = 0;
        for (int i = 0; i < n; i++) {
            if (drawnCapacity[i] < room[i]) {
                drawnCapacity[i] = room[i];
                raised++;
            }
        }
        double[] fixed = ChainMath.scaled(
                firms.get(FirmFile.FIXED), ratio(said.assumed.get(Link.BREAK_EVEN), FirmFile.FIXED, fixedScore));
        double[] given = ChainMath.scaled(
                firms.get(FirmFile.SUPPORT),
                ratio(said.assumed.get(Link.COVERED_LOSS), FirmFile.SUPPORT, supportScore));
        Firms moved = firms.with(Map.of(
                FirmFile.CAPACITY, drawnCapacity,
                FirmFile.VARIABLE, ChainMath.times(firms.get(FirmFile.VARIABLE), cost),
                FirmFile.FIXED, ChainMath.times(fixed, cost),
                FirmFile.SUPPORT, ChainMath.times(given, support)));
        return new Drawn(
                moved,
                tied,
                expected(moved, tied, covered),
                exponent,
                marginDraws.length > 0
                        ? marginDraws[d % marginDraws.length]
                        : dumping != null
                                ? dumping.margin()
                                : drawn(said.assumed.get(Link.DUMPING_MARGIN), marginScore),
                trade.drawn(seed.stream((long) STREAMS * d + 1)),
                new Seed(seed.stream((long) STREAMS * d + 2).bits()),
                said.paths,
                raised);
    }

    /** A figure over another of the same firm; zero where there is none, which has no error. */
    private static double[] over(double[] figure, double[] base) {
        double[] out = new double[figure.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = base[i] > 0 ? figure[i] / base[i] : 0;
        }
        return out;
    }

    private static double drawn(@Nullable Assumption number, double score) {
        return number == null ? 0 : number.drawn(score);
    }

    /** A draw over the stated number where it stands for a missing column. */
    private double ratio(@Nullable Assumption number, String role, double score) {
        boolean used = number != null && !said.roles.containsKey(role) && number.value() > 0;
        return used ? Objects.requireNonNull(number).drawn(score) / number.value() : 1;
    }

    GlutStudy.Draft said() {
        return said;
    }

    Firms firms() {
        return firms;
    }

    int draws() {
        return draws;
    }

    Seed seed() {
        return seed;
    }

    @Nullable
    DumpingResult dumping() {
        return dumping;
    }

    /** How many draws of the margin its own bootstrap gave; 0 if it gave none. */
    int marginDraws() {
        return marginDraws.length;
    }

    Trade trade() {
        return trade;
    }

    /** Where the firms come from, and the market of the rivals if it has a file of its own. */
    Provenance[] provenance() {
        return provenance.toArray(Provenance[]::new);
    }
}
