package org.overhang.dumping;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dated rule sets and their changed copies. */
final class RuleBook implements DumpingRules {
    private final String name;
    private final String citation;
    private final Authority authority;
    private final Map<Limit, Threshold> thresholds;
    private final Set<Practice> practices;
    private final Set<Reading> readings;
    private final PatternTest test;
    /** The dated rules that this is a changed copy of; null if it is those. */
    private final @Nullable RuleBook origin;

    private RuleBook(
            String name,
            String citation,
            Authority authority,
            Map<Limit, Threshold> thresholds,
            Set<Practice> practices,
            Set<Reading> readings,
            PatternTest test,
            @Nullable RuleBook origin) {
        this.name = name;
        this.citation = citation;
        this.authority = authority;
        this.thresholds = thresholds;
        this.practices = practices;
        this.readings = readings;
        this.test = test;
        this.origin = origin;
    }

    private static RuleBook dated(
            String name, String citation, Authority authority, Set<Practice> practices, PatternTest test) {
        Map<Limit, Threshold> lines = authority.thresholds();
        return new RuleBook(name, citation, authority, lines, practices, EnumSet.noneOf(Reading.class), test, null);
    }

    private static final String US_LAW = "19 USC 1673-1677n; 19 CFR 351; Commerce margin programs of 13 August 2024";

    private static Set<Practice> us() {
        return EnumSet.of(
                Practice.ARMS_LENGTH_TEST,
                Practice.COST_TEST,
                Practice.COST_TEST_BY_QUANTITY,
                Practice.BORROWED_COST,
                Practice.CEP_OFFSET,
                Practice.PATTERN_TEST);
    }

    static RuleBook usInvestigation2024() {
        return dated(
                "US investigation (programs of 13 August 2024)",
                US_LAW,
                new UnitedStates(false),
                us(),
                PatternTest.COHENS_D);
    }

    static RuleBook usReview2024() {
        Set<Practice> practices = us();
        practices.add(Practice.MONTHLY_AVERAGES);
        return dated(
                "US review (programs of 13 August 2024)",
                US_LAW + "; 77 FR 8101",
                new UnitedStates(true),
                practices,
                PatternTest.COHENS_D);
    }

    static RuleBook us2025() {
        return dated(
                "US investigation (price difference test of 2025, unverified)",
                US_LAW + "; Marmen v. United States, Fed. Cir. 22 April 2025; 90 FR 21277",
                new UnitedStates(false),
                us(),
                PatternTest.PRICE_DIFFERENCE);
    }

    static RuleBook eu() {
        return dated(
                "EU (Regulation 2016/1036)",
                "Regulation (EU) 2016/1036, Articles 2, 7 and 9",
                new EuropeanUnion(),
                byType(),
                PatternTest.COHENS_D);
    }

    /** Steps of the authorities that go by type. */
    private static Set<Practice> byType() {
        return EnumSet.of(Practice.COST_TEST, Practice.COST_TEST_BY_AVERAGE, Practice.BORROWED_COST);
    }

    static RuleBook unitedKingdom() {
        return dated(
                "United Kingdom (S.I. 2019/450)",
                "Taxation (Cross-border Trade) Act 2018, Schedule 4; Trade Remedies (Dumping and Subsidisation) (EU Exit)"
                        + " Regulations 2019 (S.I. 2019/450), regulations 7 to 18 and 36",
                new UnitedKingdom(),
                byType(),
                PatternTest.COHENS_D);
    }

    static RuleBook india() {
        return dated(
                "India (Anti-Dumping Rules 1995)",
                "Customs Tariff Act 1975, section 9A; Customs Tariff (Identification, Assessment and Collection of"
                        + " Anti-dumping Duty on Dumped Articles and for Determination of Injury) Rules 1995; Manual of"
                        + " Operating Practices for Trade Remedy Investigations 2018",
                new India(),
                EnumSet.of(Practice.COST_TEST, Practice.COST_TEST_OVER_ALL_TYPES, Practice.BORROWED_COST),
                PatternTest.COHENS_D);
    }

    static RuleBook wto() {
        Set<Practice> practices = us();
        practices.remove(Practice.PATTERN_TEST);
        practices.add(Practice.COST_TEST_BY_AVERAGE);
        practices.add(Practice.RECOVERY_BY_SALE);
        return dated(
                "WTO Anti-Dumping Agreement",
                "Agreement on Implementation of Article VI of GATT 1994, Articles 2 and 5.8",
                new WorldTrade(),
                practices,
                PatternTest.COHENS_D);
    }

    Authority authority() {
        return authority;
    }

    /** The dated rules that these were before anything was changed. */
    RuleBook origin() {
        return origin == null ? this : origin;
    }

    private RuleBook changed(Map<Limit, Threshold> lines, Set<Practice> steps, Set<Reading> read, PatternTest pattern) {
        return new RuleBook(name, citation, authority, lines, steps, read, pattern, origin());
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
        authority.require(thresholds.containsKey(limit), "threshold", limit, List.copyOf(thresholds.keySet()));
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
        authority.require(
                thresholds.containsKey(threshold.limit()),
                "threshold",
                threshold.limit(),
                List.copyOf(thresholds.keySet()));
        Map<Limit, Threshold> t = new EnumMap<>(thresholds);
        t.put(threshold.limit(), threshold);
        return changed(t, practices, readings, test);
    }

    @Override
    public DumpingRules with(Practice practice) {
        authority.require(
                authority.practices().contains(practice), "step", practice, List.copyOf(authority.practices()));
        Set<Practice> more = EnumSet.copyOf(practices);
        more.add(practice);
        return changed(thresholds, more, readings, test);
    }

    @Override
    public DumpingRules without(Practice practice) {
        Set<Practice> fewer = EnumSet.noneOf(Practice.class);
        fewer.addAll(practices);
        fewer.remove(practice);
        return changed(thresholds, fewer, readings, test);
    }

    @Override
    public DumpingRules with(Reading reading) {
        Set<Reading> more = EnumSet.noneOf(Reading.class);
        more.addAll(readings);
        more.add(reading);
        return changed(thresholds, practices, more, test);
    }

    @Override
    public DumpingRules with(PatternTest other) {
        return changed(thresholds, practices, readings, other);
    }

    @Override
    public String toString() {
        return name;
    }
}
