package org.overhang.dumping;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.overhang.dumping.Threshold.Side;

/** The dated rule sets and their changed copies. */
final class RuleBook implements DumpingRules {
    private static final String UNROUNDED = "unrounded";

    private final String name;
    private final String citation;
    private final Map<Limit, Threshold> thresholds;
    private final Set<Practice> practices;
    private final Set<Reading> readings;
    private final PatternTest test;

    private RuleBook(
            String name,
            String citation,
            Map<Limit, Threshold> thresholds,
            Set<Practice> practices,
            Set<Reading> readings,
            PatternTest test) {
        this.name = name;
        this.citation = citation;
        this.thresholds = thresholds;
        this.practices = practices;
        this.readings = readings;
        this.test = test;
    }

    private static void put(
            Map<Limit, Threshold> to, Limit limit, Side side, double value, String clause, boolean verified) {
        to.put(limit, new Threshold(limit, side, value, UNROUNDED, clause, verified));
    }

    private static Map<Limit, Threshold> usThresholds() {
        Map<Limit, Threshold> t = new EnumMap<>(Limit.class);
        String patternProgram = "Commerce margin programs of 13 August 2024, US13";
        put(t, Limit.VIABLE_MARKET, Side.AT_LEAST, 0.05, "19 USC 1677b(a)(1)(C); 19 CFR 351.404(b)(2)", true);
        put(t, Limit.ARMS_LENGTH_LOW, Side.AT_LEAST, 0.98, "67 FR 69186; 19 CFR 351.403(c)", true);
        put(t, Limit.ARMS_LENGTH_HIGH, Side.AT_MOST, 1.02, "67 FR 69186; 19 CFR 351.403(c)", true);
        put(t, Limit.ABOVE_COST_SHARE, Side.AT_MOST, 0.80, "19 USC 1677b(b)(2)(C)(i)", true);
        put(
                t,
                Limit.DIFFERENCE_IN_MERCHANDISE,
                Side.AT_MOST,
                0.20,
                "Policy Bulletin 92.2; 19 CFR 351.411; programs US7",
                true);
        put(t, Limit.COHENS_D, Side.AT_LEAST, 0.8, patternProgram, true);
        put(t, Limit.PRICE_DIFFERENCE, Side.AT_LEAST, 0.02, "price difference test of 2025, text not found", false);
        put(t, Limit.GROUP_SALES, Side.AT_LEAST, 2, patternProgram, true);
        put(t, Limit.BASE_SHARE, Side.AT_LEAST, 0.05, patternProgram, true);
        put(t, Limit.PASS_SHARE_LOW, Side.AT_MOST, 0.33, "ratio test, 79 FR 26720", false);
        put(t, Limit.PASS_SHARE_HIGH, Side.AT_LEAST, 0.66, "ratio test, 79 FR 26720", false);
        put(t, Limit.MEANINGFUL_DIFFERENCE, Side.AT_LEAST, 0.25, "programs US17", true);
        put(t, Limit.DE_MINIMIS, Side.BELOW, 0.02, "19 USC 1673b(b)(3)", true);
        put(t, Limit.ASSESSMENT_DE_MINIMIS, Side.BELOW, 0.005, "19 CFR 351.106(c)(2)", true);
        put(t, Limit.RATE_FLUCTUATION, Side.ABOVE, 0.0225, "Policy Bulletin 96-1; 61 FR 9434", false);
        put(t, Limit.RATE_MOVEMENT, Side.ABOVE, 0.05, "Policy Bulletin 96-1; 19 CFR 351.415(d)", false);
        put(t, Limit.MARKET_ECONOMY_INPUT, Side.AT_LEAST, 0.85, "19 CFR 351.408(c)(1); 78 FR 46799", true);
        put(t, Limit.SINGLE_ADJUSTMENT, Side.BELOW, 0.0033, "19 CFR 351.413", true);
        put(t, Limit.GROUP_OF_ADJUSTMENTS, Side.BELOW, 0.01, "19 CFR 351.413", true);
        put(
                t,
                Limit.PROFITABLE_SHARE,
                Side.ABOVE,
                0.80,
                "practice under Regulation (EU) 2016/1036, Article 2(4)",
                false);
        put(t, Limit.TARGET_PROFIT, Side.AT_LEAST, 0.06, "Regulation (EU) 2016/1036, Article 7(2c)", false);
        return t;
    }

    static RuleBook usInvestigation2024() {
        return new RuleBook(
                "US investigation (programs of 13 August 2024)",
                "19 USC 1673-1677n; 19 CFR 351; Commerce margin programs of 13 August 2024",
                usThresholds(),
                EnumSet.of(
                        Practice.ARMS_LENGTH_TEST,
                        Practice.COST_TEST,
                        Practice.COST_TEST_BY_QUANTITY,
                        Practice.BORROWED_COST,
                        Practice.CEP_OFFSET,
                        Practice.PATTERN_TEST),
                EnumSet.noneOf(Reading.class),
                PatternTest.COHENS_D);
    }

    static RuleBook usReview2024() {
        RuleBook base = usInvestigation2024();
        Map<Limit, Threshold> t = new EnumMap<>(base.thresholds);
        put(t, Limit.DE_MINIMIS, Side.BELOW, 0.005, "19 CFR 351.106(c)(1)", true);
        Set<Practice> practices = EnumSet.copyOf(base.practices);
        practices.add(Practice.MONTHLY_AVERAGES);
        practices.add(Practice.ASSESSMENT);
        return new RuleBook(
                "US review (programs of 13 August 2024)",
                base.citation + "; 77 FR 8101",
                t,
                practices,
                base.readings,
                base.test);
    }

    static RuleBook us2025() {
        RuleBook base = usInvestigation2024();
        return new RuleBook(
                "US investigation (price difference test of 2025, unverified)",
                base.citation + "; Marmen v. United States, Fed. Cir. 22 April 2025; 90 FR 21277",
                base.thresholds,
                base.practices,
                base.readings,
                PatternTest.PRICE_DIFFERENCE);
    }

    static RuleBook eu() {
        Map<Limit, Threshold> t = usThresholds();
        put(t, Limit.VIABLE_MARKET, Side.AT_LEAST, 0.05, "Regulation (EU) 2016/1036, Article 2(2)", false);
        put(t, Limit.DE_MINIMIS, Side.BELOW, 0.02, "Regulation (EU) 2016/1036, Article 9(3)", false);
        return new RuleBook(
                "EU (Regulation 2016/1036)",
                "Regulation (EU) 2016/1036, Articles 2, 7 and 9",
                t,
                EnumSet.of(Practice.COST_TEST, Practice.BORROWED_COST, Practice.EUROPEAN_CHAIN),
                EnumSet.noneOf(Reading.class),
                PatternTest.COHENS_D);
    }

    static RuleBook wto() {
        RuleBook base = usInvestigation2024();
        Map<Limit, Threshold> t = new EnumMap<>(base.thresholds);
        put(t, Limit.DE_MINIMIS, Side.BELOW, 0.02, "Anti-Dumping Agreement, Article 5.8", false);
        put(t, Limit.VIABLE_MARKET, Side.AT_LEAST, 0.05, "Anti-Dumping Agreement, Article 2.2, footnote 2", false);
        put(t, Limit.ABOVE_COST_SHARE, Side.AT_MOST, 0.80, "Anti-Dumping Agreement, Article 2.2.1, footnote 5", false);
        Set<Practice> practices = EnumSet.copyOf(base.practices);
        practices.remove(Practice.PATTERN_TEST);
        practices.add(Practice.COST_TEST_BY_AVERAGE);
        practices.add(Practice.RECOVERY_BY_SALE);
        return new RuleBook(
                "WTO Anti-Dumping Agreement",
                "Agreement on Implementation of Article VI of GATT 1994, Articles 2 and 5.8",
                t,
                practices,
                base.readings,
                base.test);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String citation() {
        return citation;
    }

    @Override
    public Threshold threshold(Limit limit) {
        return Objects.requireNonNull(thresholds.get(limit));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.copyOf(thresholds.values());
    }

    @Override
    public boolean uses(Practice practice) {
        return practices.contains(practice);
    }

    @Override
    public boolean uses(Reading reading) {
        return readings.contains(reading);
    }

    @Override
    public PatternTest patternTest() {
        return test;
    }

    @Override
    public DumpingRules with(Threshold threshold) {
        Map<Limit, Threshold> t = new EnumMap<>(thresholds);
        t.put(threshold.limit(), threshold);
        return new RuleBook(name, citation, t, practices, readings, test);
    }

    @Override
    public DumpingRules with(Practice practice) {
        Set<Practice> more = EnumSet.copyOf(practices);
        more.add(practice);
        return new RuleBook(name, citation, thresholds, more, readings, test);
    }

    @Override
    public DumpingRules without(Practice practice) {
        Set<Practice> fewer = EnumSet.copyOf(practices);
        fewer.remove(practice);
        return new RuleBook(name, citation, thresholds, fewer, readings, test);
    }

    @Override
    public DumpingRules with(Reading reading) {
        Set<Reading> more = EnumSet.noneOf(Reading.class);
        more.addAll(readings);
        more.add(reading);
        return new RuleBook(name, citation, thresholds, practices, more, test);
    }

    @Override
    public DumpingRules with(PatternTest other) {
        return new RuleBook(name, citation, thresholds, practices, readings, other);
    }

    @Override
    public String toString() {
        return name;
    }
}
