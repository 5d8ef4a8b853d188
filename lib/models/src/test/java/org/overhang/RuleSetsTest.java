package org.overhang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overhang.dependence.ContentRule;
import org.overhang.dumping.DumpingMargin;
import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.Limit;
import org.overhang.dumping.SimulatedCase;
import org.overhang.dumping.Threshold;
import org.overhang.subsidy.CountervailingRules;

/** What CONTRIBUTING asks of a rule set: a date, clauses, and a mark on what nobody could verify. */
class RuleSetsTest {
    /** How a source is named: a code, a regulation, an agreement, a notice with its page, a case or the authority's programs. */
    private static final Pattern CLAUSE = Pattern.compile(
            "\\d+ (USC|CFR|FR) \\d|Regulation \\(E[UC]\\)|Agreement.*Article|Articles? \\d|Announcement|programs? of|programs US\\d|Policy Bulletin|C-\\d+/\\d\\d|S\\.I\\. \\d{4}/\\d+, regulations? \\d|Anti-Dumping Rules 1995, (rules? \\d|Annexure)|Manual of Operating Practices 2018, ");

    private static final Pattern YEAR = Pattern.compile("\\b(19|20)\\d\\d\\b");

    /** The constants of the three kinds of rules: every one that is added comes here by itself. */
    static Stream<Field> constants() {
        return Stream.of(DumpingRules.class, CountervailingRules.class, ContentRule.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields())
                        .filter(f -> Modifier.isPublic(f.getModifiers())
                                && Modifier.isStatic(f.getModifiers())
                                && f.getType() == type));
    }

    static Stream<DumpingRules> dumpingRules() {
        return constants().filter(f -> f.getType() == DumpingRules.class).map(field -> {
            try {
                return (DumpingRules) field.get(null);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void thereAreRulesOfEachKind() {
        assertEquals(3, constants().map(Field::getType).distinct().count());
    }

    /** The comment above a constant, and what the constant is made of, name the clause and the date. */
    @ParameterizedTest
    @MethodSource("constants")
    void everyConstantIsDatedAndCitesItsClause(Field constant) throws IOException {
        Path file = Path.of("src/main/java")
                .resolve(constant.getDeclaringClass().getName().replace('.', '/') + ".java");
        Matcher stated = Pattern.compile(
                        "(/\\*\\*(?:(?!\\*/).)*?\\*/)\\s*(?:public static final )?"
                                + constant.getType().getSimpleName() + "\\s+" + constant.getName() + "\\s*=([^;]*);",
                        Pattern.DOTALL)
                .matcher(Files.readString(file));
        assertTrue(stated.find(), () -> constant + " has no documentation");
        String words = stated.group(1) + stated.group(2);
        assertTrue(CLAUSE.matcher(words).find(), () -> constant.getName() + " cites no clause: " + words);
        boolean looksThrough = constant.getName().equals("SEE_THROUGH"); // holds at any date
        assertTrue(
                looksThrough
                        || YEAR.matcher(words + constant.getName() + stated(constant))
                                .find(),
                () -> constant.getName() + " has no date: " + words);
    }

    private static String stated(Field constant) {
        try {
            return constant.get(null) instanceof DumpingRules rules ? rules.name() + " " + rules.citation() : "";
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("dumpingRules")
    void everyThresholdNamesSideRoundingAndClauseOrSaysThatItIsUnverified(DumpingRules rules) {
        assertTrue(rules.thresholds().size() > 4, rules.name());
        List<String> unclear = new ArrayList<>();
        for (Threshold threshold : rules.thresholds()) {
            boolean cited = CLAUSE.matcher(threshold.clause()).find();
            boolean marked = threshold.words().contains("unverified");
            if (threshold.clause().isBlank()
                    || threshold.rounding().isBlank()
                    || threshold.verified() == marked
                    || threshold.verified() && !cited) {
                unclear.add(threshold.limit() + ": " + threshold.words());
            }
        }
        assertEquals(List.of(), unclear, rules.name());
    }

    /** A result that rests on a threshold nobody could verify says so where it is used. */
    @ParameterizedTest
    @MethodSource("dumpingRules")
    void aSummaryMarksTheUnverifiedThresholdItUses(DumpingRules rules) {
        String summary = DumpingMargin.under(rules)
                .measure(SimulatedCase.withMargin(0.1)
                        .sales(120, 120)
                        .simulate(seed(1))
                        .files())
                .toString();
        boolean verified =
                rules.threshold(Limit.DE_MINIMIS).verified() && !rules.name().contains("unverified");
        assertTrue(verified || summary.contains("unverified"), summary);
        assertTrue(summary.contains(rules.name()), summary);
    }
}
