package org.overhang.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;
import static org.overhang.study.Assumption.assumed;

import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.capacity.BreakEven;
import org.overhang.capacity.Claim;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.dynamics.Demand;
import org.overhang.equilibrium.Elasticity;
import org.overhang.equilibrium.Outcome;
import org.overhang.equilibrium.PartialEquilibrium;
import org.overhang.policy.Closure;
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import org.overhang.policy.Removal;
import org.overhang.policy.Subsidy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The chain's accounts by hand, its identities, signs, invariance and refusals on a small industry. */
class GlutStudyTest {
    private static final int DRAWS = 60;

    private static GlutChain chain(UnaryOperator<GlutStudy> more) {
        return more.apply(Studies.ofSmall()).simulate(Studies.small(), DRAWS, seed(5));
    }

    private static GlutChain chain() {
        return chain(s -> s);
    }

    @Test
    void accountsAreThoseByHand() {
        GlutChain chain = chain();
        assertEquals(110.0 / 180, chain.estimate("utilization"), 1e-15);
        assertEquals(1 - 110.0 / 180 / 0.8, chain.estimate("idle_capacity"), 1e-15);
        // Unit margin (60·100 + 50·80)/110 = 90.909…; 16,000 over that times 180
        assertEquals(16_000 / (10_000.0 / 110 * 180), chain.estimate("break_even"), 1e-12);
        // B1 9,000 − 6,000; B2 7,000 − 4,000
        assertEquals(6_000.0 / 55_000, chain.estimate("loss_share"), 1e-12);
        assertEquals(4_500.0 / 6_000, chain.estimate("covered_share"), 1e-12);
        assertEquals(0.2, chain.estimate("dumping_margin"), 1e-15);
        assertEquals(0, chain.estimate("rival_price"));
    }

    @Test
    void eachLinkGivesItsOwnResult() {
        GlutChain chain = chain();
        GlutChain without = chain.without(Cause.SUPPORT);
        assertEquals(0.6, chain.utilization().at("B", "B1"), 1e-15);
        assertEquals(0.9, chain.breakEven().utilization(BreakEven.Level.CASH)[0], 1e-12);
        assertArrayEquals(new double[] {2.0 / 3, 2.5 / 3}, chain.coveredLoss().coveredShare(), 1e-12);
        assertEquals(without.estimate("export_price"), without.rivals().change(Outcome.PRODUCER_PRICE, "B"), 1e-15);
        assertEquals(5, chain.exit().tidy().rowCount());
        assertTrue(chain.dependence().glance().intColumn("groups").get(0) > 1, "one group a path");
    }

    @Test
    void theMarketsAnswerIsTheMarketsOwn() {
        Table sales = Table.create(
                "sales", StringColumn.create("o", "B", "X", "Y"), DoubleColumn.create("v", 55_000, 39_200, 12_000));
        double rate = 0.25 * 4_500 / 55_000;
        double expected = PartialEquilibrium.armington("v")
                .by("o")
                .elasticities(Elasticity.substitution(4), Elasticity.demand(-0.8), Elasticity.supply(6))
                .subsidy("B", Subsidy.adValorem(rate))
                .calibrate(sales)
                .solve(Removal.remove(org.overhang.policy.Measure.SUBSIDY).from("B"))
                .change(Outcome.QUANTITY, "Y");
        assertEquals(expected, chain().without(Cause.SUPPORT).rivals().change(Outcome.QUANTITY, "Y"), 1e-12);
    }

    @Test
    void supportThatMovesNothingHasNoEffect() {
        GlutComparison effect = chain(s ->
                        s.tied(assumed(0).because("off")).covered(assumed(0).because("off")))
                .without(Cause.SUPPORT)
                .effect();
        for (String term : new String[] {"rival_price", "rival_volume", "rival_exits", "backed_share", "hhi"}) {
            assertEquals(0, effect.difference(term), term);
            assertEquals(0, effect.interval(term).width(), term);
        }
    }

    @Test
    void signsAreThoseOfTheMechanism() {
        GlutComparison support = chain().without(Cause.SUPPORT).effect();
        assertTrue(support.difference("export_price") > 0
                && support.interval("export_price").low() > 0);
        assertTrue(support.difference("rival_volume") > 0 && support.sameSign("rival_volume") == 1);
        assertTrue(support.difference("rival_capacity_left") >= 0);
        assertTrue(support.difference("state_bill") < 0);
        assertTrue(support.difference("backed_share") < 0);
        GlutComparison duty = chain().with(Duty.exclusive(0.3)).effect();
        assertTrue(duty.difference("rival_price") > 0 && duty.difference("export_price") < 0);
        assertTrue(duty.difference("dumping_margin") > 0, "home prices stay and the export price falls");
        GlutComparison closure = chain().close(Closure.share(0.2)).effect();
        assertTrue(closure.difference("utilization") > 0 && closure.difference("rival_price") > 0);
        assertEquals(0, closure.difference("dumping_margin"), 1e-12, "a closure lifts home and export prices alike");
        GlutComparison fair = chain().without(Cause.DUMPING).effect();
        assertEquals(-0.2, fair.difference("dumping_margin"), 1e-12);
        assertEquals(0.2, fair.difference("export_price"), 1e-9);
        GlutComparison cover = chain().with(Coverage.share(1)).effect();
        assertTrue(cover.difference("backed_capacity_left") >= 0 && cover.difference("state_bill") >= 0);
        assertTrue(chain().without(Cause.GROWTH).effect().difference("backed_capacity_left") < 0);
    }

    @Test
    void aClosureCountsOnce() {
        GlutChain closed = chain().close(Closure.share(0.2));
        // K falls from 295 to 259, so that every price rises by (259/295)^-0.7
        double lift = Math.pow(259.0 / 295, -0.7) - 1;
        assertEquals(lift, closed.estimate("rival_price"), 1e-12);
        double opening = closed.exit().prices(0)[0];
        GlutChain calm = chain(s -> s.demand(Demand.of(220)));
        double before = calm.exit().prices(0)[0];
        assertEquals(
                1 + lift,
                calm.close(Closure.share(0.2)).exit().prices(0)[0] / before,
                1e-9,
                "the race opens at that price");
        assertTrue(opening > 0);
        assertEquals(
                closed.estimate("utilization"),
                chain().close(Closure.to(144)).estimate("utilization"),
                1e-12,
                "144 of 180 are left");
    }

    @ParameterizedTest
    @EnumSource(Link.class)
    void aLinkSwitchedOffCarriesNothing(Link link) {
        GlutChain off = chain().switchOff(link).without(Cause.SUPPORT);
        GlutComparison effect = off.effect();
        switch (link) {
            case UTILIZATION -> assertEquals(1, off.today().estimate("utilization"), 1e-15);
            case BREAK_EVEN -> assertEquals(0, off.today().estimate("break_even"));
            case COVERED_LOSS, DEPENDENCE -> assertEquals(0, effect.difference("backed_share"));
            case DUMPING_MARGIN -> assertEquals(0, off.today().estimate("dumping_margin"));
            case RIVALS -> assertEquals(0, effect.difference("rival_volume"));
            case EXIT -> assertEquals(0, effect.difference("rival_capacity_left"));
        }
        assertTrue(off.toString().contains(link.whenOff()), "what holds instead is printed");
    }

    @Test
    void carriersTellWhichLinksTheConclusionNeeds() {
        Carriers carriers = chain().without(Cause.SUPPORT).carriers();
        assertEquals(1, carriers.carried(Link.COVERED_LOSS), 1e-12);
        assertEquals(1, carriers.carried(Link.DEPENDENCE), 1e-12);
        assertEquals(0, carriers.carried(Link.DUMPING_MARGIN), 1e-12);
        assertEquals(8, carriers.tidy().rowCount());
        assertEquals(
                carriers.effect(),
                chain().without(Cause.SUPPORT).effect().difference("backed_share"),
                0,
                "the same draws");
        OverhangException e = assertThrows(OverhangException.class, () -> chain().carriers());
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
    }

    private static String everything(GlutChain chain) {
        GlutChain without = chain.without(Cause.SUPPORT);
        return chain + "\n" + chain.tidy().printAll() + without.effect() + "\n"
                + without.effect().tidy().printAll();
    }

    @Test
    void rowOrderAndThreadsDoNotMatter() throws Exception {
        Table firms = Studies.small();
        Table turned = firms.emptyCopy();
        IntStream.of(3, 0, 4, 2, 1).forEach(i -> turned.append(firms.row(i)));
        String once = everything(chain());
        assertEquals(once, everything(Studies.ofSmall().simulate(turned, DRAWS, seed(5))));
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertEquals(once, one.submit(() -> everything(chain())).get(), "inside a pool the draws run one by one");
        } finally {
            one.shutdown();
        }
    }

    private static final String[] MONEY = {"fixed_usd_thousand", "support_usd_thousand", "equity_usd_thousand"};

    /** Output in tonnes or megatonnes, prices a tonne, amounts in dollars or millions: the same industry. */
    @ParameterizedTest
    @ValueSource(strings = {"t", "mt"})
    void unitsDoNotMatter(String unit) {
        double factor = unit.equals("t") ? 1e3 : 1e-3;
        Table firms = Studies.small();
        for (String column : new String[] {"output_kt", "capacity_kt"}) {
            replace(firms, column, column.replace("_kt", "_" + unit), factor);
        }
        String money = unit.equals("t") ? "usd" : "usd_million";
        for (String column : MONEY) {
            replace(firms, column, column.replace("usd_thousand", money), unit.equals("t") ? 1e3 : 1e-3);
        }
        GlutChain other = Studies.ofSmall()
                .fixedCost("fixed_" + money)
                .support("support_" + money)
                .equity("equity_" + money)
                .demand(Demand.of(220 * factor).growth(0.01).volatility(0.05))
                .simulate(renamed(firms, unit), DRAWS, seed(5));
        GlutComparison there = other.without(Cause.SUPPORT).effect();
        GlutComparison here = chain().without(Cause.SUPPORT).effect();
        for (String term : new String[] {"loss_share", "export_price", "rival_exits", "backed_share", "hhi"}) {
            assertEquals(here.difference(term), there.difference(term), 1e-9, term);
            assertEquals(here.interval(term).low(), there.interval(term).low(), 1e-9, term);
        }
    }

    private static void replace(Table table, String from, String to, double factor) {
        DoubleColumn cells = table.doubleColumn(from).multiply(factor).setName(to);
        table.replaceColumn(from, cells);
    }

    /** The study's sentence names kilotonnes; the source says what its columns hold. */
    private static Source renamed(Table firms, String unit) {
        Table named = firms.copy();
        named.column("output_" + unit).setName("output_kt");
        named.column("capacity_" + unit).setName("capacity_kt");
        return Source.of(named).unit("output_kt", unit).unit("capacity_kt", unit);
    }

    private static Table sales() {
        return Table.create(
                "imports",
                StringColumn.create("from", "B", "X", "Y", "Z"),
                DoubleColumn.create("spent", 500, 200, 100, 200));
    }

    @Test
    void aMarketOfItsOwnFileBringsOriginsWithoutFirms() {
        GlutStudy study = Studies.ofSmall()
                .rivals(
                        PartialEquilibrium.armington("spent")
                                .by("from")
                                .domestic("Z")
                                .elasticities(
                                        Elasticity.substitution(4), Elasticity.demand(-0.8), Elasticity.supply(6)),
                        Source.of(sales()));
        GlutChain chain = study.switchOff(Link.EXIT).simulate(Studies.small(), DRAWS, seed(5));
        assertEquals(0.5, chain.estimate("backed_share"), 1e-12);
        assertEquals(0.25 + 2 * 0.04 + 0.01, chain.estimate("hhi"), 1e-12);
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> study.rivals(
                                PartialEquilibrium.armington("spent")
                                        .by("from")
                                        .elasticities(
                                                Elasticity.substitution(4),
                                                Elasticity.demand(-0.8),
                                                Elasticity.supply(6)),
                                Source.of(sales().where(
                                                sales().stringColumn("from").isNotEqualTo("Y"))))
                        .simulate(Studies.small(), DRAWS, seed(5)));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(e.getMessage().contains("\"Y\" does not sell there"), e.getMessage());
    }

    /** Half of the backed side's output is sold at home, where a duty abroad changes nothing. */
    @Test
    void exportsCarryTheMarketsAnswer() {
        Table firms = Studies.small();
        firms.addColumns(DoubleColumn.create("exported_kt", 30, 25, 40, 30, 20));
        GlutChain half = Studies.ofSmall().exported("exported_kt").simulate(firms, DRAWS, seed(5));
        GlutComparison effect = half.with(Duty.exclusive(0.2)).effect();
        double volume = half.with(Duty.exclusive(0.2)).rivals().change(Outcome.QUANTITY, "B");
        assertEquals(110.0 / 180 * volume / 2, effect.difference("utilization"), 1e-12);
    }

    @Test
    void everyFigureDraws() {
        GlutChain without = chain().without(Cause.SUPPORT);
        for (Link link : Link.values()) {
            assertTrue(without.figure(link).svg().contains("without support"), link.words());
        }
        assertTrue(without.figure().altText().contains("rivals' volume"));
        assertTrue(without.effect().figure().altText().contains("share of supply"));
        assertTrue(without.carriers().figure().altText().contains("without exit"));
        assertTrue(chain().figure(Link.EXIT).svg().contains("as it is"));
        assertTrue(without.carriers().toString().contains("there is no idle capacity"));
    }

    @Test
    void anIntervalHoldsWhatItsErrorsSay() {
        GlutChain exact = Studies.ofSmall()
                .capacityWithin(0)
                .costWithin(0)
                .supportWithin(0)
                .assume(Link.DUMPING_MARGIN, assumed(0.2).because("exact"))
                .simulate(Studies.small(), DRAWS, seed(5));
        for (String term :
                new String[] {"utilization", "break_even", "loss_share", "covered_share", "dumping_margin"}) {
            assertEquals(0, exact.interval(term).width(), 1e-15, term);
            assertEquals(exact.estimate(term), exact.interval(term).low(), 1e-15, term);
        }
        // Standard deviation of a lognormal factor of 10 % on 0.2, in 4,000 draws: 0.02 within 5 %
        GlutChain loose = Studies.ofSmall()
                .switchOff(Link.EXIT)
                .assume(Link.DUMPING_MARGIN, assumed(0.2).standardError(0.02).because("loose"))
                .simulate(Studies.small(), 4_000, seed(5));
        double[] draws = loose.draws("dumping_margin");
        double mean = java.util.Arrays.stream(draws).average().orElseThrow();
        double spread = Math.sqrt(java.util.Arrays.stream(draws)
                .map(m -> (m - mean) * (m - mean))
                .average()
                .orElseThrow());
        assertEquals(0.2, mean, 0.001);
        assertEquals(0.02, spread, 0.001);
    }

    @Test
    void drawsThatAllAgreeAreNoInterval() {
        String warned = "Every draw is the same";
        GlutStudy exact = Studies.ofSmall()
                .capacityWithin(0)
                .costWithin(0)
                .supportWithin(0)
                .switchOff(Link.EXIT)
                .assume(Link.DUMPING_MARGIN, assumed(0.2).because("exact"));
        assertTrue(exact.simulate(Studies.small(), DRAWS, seed(5)).toString().contains(warned));
        assertFalse(exact.costWithin(0.05)
                .simulate(Studies.small(), DRAWS, seed(5))
                .toString()
                .contains(warned));
    }

    @Test
    void coverageIsNotMeasuredWithoutALoss() {
        refused(
                Reason.NOT_IDENTIFIED,
                "GlutStudy cannot take coverage as measured",
                s -> s.coveredAsMeasured("they always paid"),
                rich());
        // B1 has a loss of 3,000, 500 of support comes with units, 1,500 is left for 2,500; B2 has 1,875 for 2,375
        GlutChain measured = chain(s -> s.tied(assumed(0.25).because("a test")).coveredAsMeasured("they always paid"));
        assertEquals(
                (1_500 + 1_875) / (2_500.0 + 2_375),
                measured.exit().glance().doubleColumn("covered_share").get(0),
                1e-12);
        assertTrue(measured.exit().toString().contains("they always paid"), "the race says what it takes for granted");
    }

    private static Table rich() {
        Table firms = Studies.small();
        firms.replaceColumn(
                "price_usd_t", firms.doubleColumn("price_usd_t").multiply(2).setName("price_usd_t"));
        return firms;
    }

    private static void refused(Reason reason, String start, UnaryOperator<GlutStudy> study, Table firms) {
        OverhangException e = assertThrows(
                OverhangException.class, () -> study.apply(Studies.ofSmall()).simulate(firms, DRAWS, seed(1)));
        assertEquals(reason, e.reason(), e.getMessage());
        assertTrue(e.getMessage().lines().findFirst().orElse("").startsWith(start), e.getMessage());
    }

    private static Table with(String column, int row, double cell) {
        Table firms = Studies.small();
        firms.doubleColumn(column).set(row, cell);
        return firms;
    }

    @Test
    void figuresThatCannotBeAreRefused() {
        refused(Reason.BAD_VALUE, "GlutStudy needs capacity above zero", s -> s, with("capacity_kt", 1, -80));
        refused(Reason.BAD_VALUE, "GlutStudy needs output within capacity", s -> s, with("output_kt", 2, 60));
        refused(Reason.BAD_VALUE, "GlutStudy needs equity of zero or more", s -> s, with("equity_usd_thousand", 0, -1));
        refused(
                Reason.BAD_VALUE,
                "GlutStudy needs support no larger than revenue",
                s -> s,
                with("support_usd_thousand", 0, 40_000));
        refused(
                Reason.BAD_VALUE,
                "GlutStudy needs exports within output",
                s -> s.exported("capacity_kt"),
                Studies.small());
        Table twice = Studies.small();
        twice.stringColumn("firm").set(1, "B1");
        refused(Reason.BAD_VALUE, "GlutStudy needs each firm once", s -> s, twice);
        Table alone =
                Studies.small().where(Studies.small().stringColumn("country").isEqualTo("B"));
        refused(Reason.NOT_IDENTIFIED, "GlutStudy needs rivals", s -> s, alone);
        refused(Reason.NOT_IDENTIFIED, "GlutStudy needs firms of \"Z\"", s -> s.backed("Z"), Studies.small());
    }

    @Test
    void claimsThatContradictOneAnotherAreRefused() {
        refused(
                Reason.BAD_VALUE,
                "GlutStudy needs claims that can hold together, but",
                s -> s.claim(Claim.multiple(3).in(2024).source("press")),
                Studies.small());
        refused(
                Reason.BAD_VALUE,
                "GlutStudy needs claims that can hold together, but",
                s -> s.claim(Claim.utilization(0.9).source("ministry")),
                Studies.small());
        refused(
                Reason.BAD_VALUE,
                "GlutStudy needs claims that can hold together, but",
                s -> s.demand(Demand.of(100)),
                Studies.small());
        // Output of 200 beside demand of 190 goes into stocks: said so, it holds together
        GlutStudy stocks = Studies.ofSmall().demand(Demand.of(190)).claim(Claim.stockBuild(0.04));
        assertFalse(stocks.simulate(Studies.small(), DRAWS, seed(1)).tidy().isEmpty());
    }

    @Test
    void aLinkWithoutDataIsAskedForByName() {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> GlutStudy.of("output_kt").capacity("capacity_kt").simulate(Studies.small(), DRAWS, seed(1)));
        for (Link link : Link.values()) {
            boolean needsNothing = link == Link.DEPENDENCE;
            assertEquals(!needsNothing, e.getMessage().contains("\"" + link.words() + "\""), link.words());
        }
        assertTrue(e.getMessage().contains("assume(DUMPING_MARGIN"), e.getMessage());
        GlutChain assumed = chain(s ->
                s.assume(Link.COVERED_LOSS, assumed(0.1).standardError(0.02).because("the trade press says a tenth")));
        assertTrue(assumed.toString().contains("the trade press says a tenth"), "a stated assumption prints");
        OverhangException reason = assertThrows(
                OverhangException.class, () -> Studies.ofSmall().assume(Link.DUMPING_MARGIN, assumed(0.1)));
        assertEquals(Reason.BAD_VALUE, reason.reason());
        OverhangException link = assertThrows(
                OverhangException.class,
                () -> Studies.ofSmall().assume(Link.EXIT, assumed(0.1).because("no")));
        assertEquals(Reason.OUT_OF_RANGE, link.reason());
        OverhangException share = assertThrows(
                OverhangException.class,
                () -> Studies.ofSmall().covered(assumed(1.2).because("no")));
        assertEquals(Reason.OUT_OF_RANGE, share.reason());
    }

    @Test
    void unitsThatDoNotFitAreRefused() {
        Table firms = Studies.small();
        firms.doubleColumn("equity_usd_thousand").setName("equity_eur");
        refused(Reason.WRONG_UNIT, "GlutStudy needs equity in the currency", s -> s.equity("equity_eur"), firms);
        Table power = Studies.small();
        power.doubleColumn("price_usd_t").setName("price_usd_mwh");
        power.doubleColumn("variable_cost_usd_t").setName("variable_cost_usd_mwh");
        refused(
                Reason.WRONG_UNIT,
                "GlutStudy needs a price per unit of mass",
                s -> s.price("price_usd_mwh").variableCost("variable_cost_usd_mwh"),
                power);
    }

    @Test
    void whatNoLinkCarriesIsRefused() {
        OverhangException policy = assertThrows(OverhangException.class, () -> chain().with(Subsidy.adValorem(0.1)));
        assertEquals(Reason.OUT_OF_RANGE, policy.reason());
        OverhangException other = assertThrows(OverhangException.class, () -> chain().versus(chain()));
        assertEquals(Reason.OUT_OF_RANGE, other.reason());
        OverhangException term = assertThrows(OverhangException.class, () -> chain().estimate("price"));
        assertTrue(term.getMessage().startsWith("The chain has no term \"price\"."), term.getMessage());
        OverhangException assumedMargin = assertThrows(OverhangException.class, () -> chain().dumping());
        assertEquals(Reason.NOT_IDENTIFIED, assumedMargin.reason());
    }
}
