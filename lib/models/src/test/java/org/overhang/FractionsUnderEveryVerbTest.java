package org.overhang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.overhang.capacity.Claim;
import org.overhang.capacity.EconomicCapacity;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.dumping.AllOthers;
import org.overhang.dumping.CaseFiles;
import org.overhang.dumping.ConstructedValue;
import org.overhang.dumping.DoubleRemedy;
import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.ExportSales;
import org.overhang.dumping.Limit;
import org.overhang.dumping.SimulatedCase;
import org.overhang.dumping.SurrogateRatios;
import org.overhang.dynamics.Demand;
import org.overhang.policy.Closure;
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import org.overhang.policy.FairPrice;
import org.overhang.policy.Quota;
import org.overhang.policy.Subsidy;
import org.overhang.policy.UtilizationFloor;
import org.overhang.price.TargetProfit;
import org.overhang.study.Assumption;
import org.overhang.study.GlutStudy;
import org.overhang.study.Link;
import org.overhang.subsidy.CountervailingRate;
import org.overhang.subsidy.CountervailingRules;
import org.overhang.subsidy.CreditSpreads;
import org.overhang.subsidy.Program;
import org.overhang.subsidy.SeriousPrejudice;
import org.overhang.subsidy.SubsidyMargin;
import tech.tablesaw.api.Table;

/** Every argument that is a fraction refuses a percentage and what is no number, and takes the fraction that was meant. */
class FractionsUnderEveryVerbTest {
    /** What is typed for thirty percent by mistake, and what is meant. */
    private static final double PERCENTAGE = 30;

    private static final double MEANT = 0.30;

    private static final Map<String, DoubleConsumer> ARGUMENTS = arguments();

    private static Map<String, DoubleConsumer> arguments() {
        Map<String, DoubleConsumer> all = new LinkedHashMap<>();
        all.put("Duty.exclusive", Duty::exclusive);
        all.put("Duty.inclusive", Duty::inclusive);
        all.put("Subsidy.adValorem", Subsidy::adValorem);
        all.put("Quota.share", Quota::share);
        all.put("FairPrice.margin", FairPrice::margin);
        all.put("FairPrice.passThrough", v -> FairPrice.margin(0.2).passThrough(v));
        all.put("Coverage.share", Coverage::share);
        all.put("Closure.share", Closure::share);
        all.put("UtilizationFloor.of", UtilizationFloor::of);
        all.put("Claim.utilization", Claim::utilization);
        all.put("EconomicCapacity.userCost rate", v -> EconomicCapacity.userCost(100, v, 0.05, 0));
        all.put("EconomicCapacity.userCost depreciation", v -> EconomicCapacity.userCost(100, 0.05, v, 0));
        all.put("EconomicCapacity.userCost gain", v -> EconomicCapacity.userCost(100, 0.05, 0.05, v));
        var rate = CountervailingRate.under(CountervailingRules.US_INVESTIGATION_2024)
                .period(2024);
        all.put("CountervailingRate.discountRate", v -> rate.discountRate(2024, v));
        all.put("CountervailingRate.contestedRate", rate::contestedRate);
        all.put("CountervailingRate.contestedPrice", rate::contestedPrice);
        all.put("Program.upstream rate", v -> Program.upstream(10, v, 0.5));
        all.put("Program.upstream share", v -> Program.upstream(10, 0.5, v));
        all.put("SeriousPrejudice", v -> new SeriousPrejudice(v, false));
        all.put(
                "CreditSpreads.of",
                v -> CreditSpreads.of("own", List.of(new CreditSpreads.Line("A", Double.NEGATIVE_INFINITY, v))));
        all.put(
                "SubsidyMargin.contestedPrice",
                v -> SubsidyMargin.of("a").less("b").contestedPrice(v));
        all.put(
                "SubsidyMargin.contestedRate",
                v -> SubsidyMargin.of("a").less("b").contestedRate(v));
        CaseFiles files = CaseFiles.exports(ExportSales.houseColumns(), Table.create("sales"));
        all.put("CaseFiles.creditRates exports", v -> files.creditRates(v, 0.05, 365));
        all.put("CaseFiles.creditRates home", v -> files.creditRates(0.05, v, 365));
        all.put("CaseFiles.exportSubsidy", files::exportSubsidy);
        all.put("CaseFiles.exportTax", v -> files.exportTax(v, 0));
        all.put("ConstructedValue profit", v -> ConstructedValue.of(v, 0));
        all.put("ConstructedValue selling", v -> ConstructedValue.of(0, v));
        all.put("ConstructedValue credit", v -> new ConstructedValue(0, 0, 0, 0, 0, v));
        all.put("SurrogateRatios overhead", v -> new SurrogateRatios(v, 0, 0));
        all.put("SurrogateRatios general", v -> new SurrogateRatios(0, v, 0));
        all.put("SurrogateRatios profit", v -> new SurrogateRatios(0, 0, v));
        all.put("DoubleRemedy.countervailed", v -> DoubleRemedy.countervailed(v).increase(0.1));
        all.put("DoubleRemedy.increase", v -> DoubleRemedy.countervailed(0.1).increase(v));
        all.put("SimulatedCase.withMargin", SimulatedCase::withMargin);
        all.put(
                "AllOthers",
                v -> AllOthers.rate(List.of(new AllOthers.Examined(v, 1, false)), DumpingRules.US_INVESTIGATION_2024));
        for (Limit limit :
                List.of(Limit.DE_MINIMIS, Limit.VIABLE_MARKET, Limit.ABOVE_COST_SHARE, Limit.PRICE_DIFFERENCE)) {
            all.put("DumpingRules.with " + limit, v -> DumpingRules.US_REVIEW_2024.with(limit, v));
        }
        all.put("Demand.growth", v -> Demand.of(100).growth(v));
        all.put("TargetProfit.onCost", TargetProfit::onCost);
        all.put("TargetProfit.onTurnover", TargetProfit::onTurnover);
        return all;
    }

    @TestFactory
    Stream<DynamicTest> percentagesAreRefused() {
        return ARGUMENTS.entrySet().stream()
                .map(a -> DynamicTest.dynamicTest(a.getKey(), () -> {
                    a.getValue().accept(MEANT);
                    OverhangException e = assertThrows(
                            OverhangException.class, () -> a.getValue().accept(PERCENTAGE));
                    assertEquals(Reason.OUT_OF_RANGE, e.reason(), e.getMessage());
                    assertTrue(e.getMessage().contains("30"), e.getMessage());
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoNumberIsRefusedByName() {
        return ARGUMENTS.entrySet().stream()
                .map(a -> DynamicTest.dynamicTest(a.getKey(), () -> {
                    OverhangException e = assertThrows(
                            OverhangException.class, () -> a.getValue().accept(Double.NaN));
                    assertTrue(e.getMessage().matches("(?s).*(NaN|not a number).*"), e.getMessage());
                }));
    }

    @TestFactory
    Stream<DynamicTest> dutiesOfSeveralHundredPercentAreReal() {
        return Stream.of("Duty.exclusive", "Subsidy.adValorem", "FairPrice.margin", "CaseFiles.exportSubsidy")
                .map(name ->
                        DynamicTest.dynamicTest(name, () -> ARGUMENTS.get(name).accept(3.5)));
    }

    @TestFactory
    Stream<DynamicTest> anAssumedMarginIsAFraction() {
        return Stream.of(30.0, 2.0)
                .map(v -> DynamicTest.dynamicTest("assume " + v, () -> {
                    Assumption margin = Assumption.assumed(v).because("a decision");
                    if (v > 10) {
                        assertThrows(
                                OverhangException.class,
                                () -> GlutStudy.of("output")
                                        .capacity("capacity")
                                        .assume(Link.DUMPING_MARGIN, margin));
                    } else {
                        GlutStudy.of("output").capacity("capacity").assume(Link.DUMPING_MARGIN, margin);
                    }
                }));
    }
}
