package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sustained movements of an exchange rate (Policy Bulletin 96-1; 19 CFR 351.415(d)) against plain loops over dates. */
class ExchangeMathTest {
    private static final DumpingRules RULES =
            DumpingRules.US_INVESTIGATION_2024.with(Practice.BENCHMARK_RATE).with(Practice.SUSTAINED_MOVEMENT);
    private static final LocalDate START = LocalDate.of(2023, 1, 2);

    /** A year and a half of business days; the weekly growth of the rate by week. */
    private static TreeMap<LocalDate, Double> path(double... weekly) {
        TreeMap<LocalDate, Double> out = new TreeMap<>();
        double rate = 0.02;
        for (int week = 0; week < 78; week++) {
            rate *= 1 + (week < weekly.length ? weekly[week] : 0);
            for (int day = 0; day < 5; day++) {
                out.put(START.plusDays(7L * week + day), rate * (1 + 0.0004 * day));
            }
        }
        return out;
    }

    private static double[] growing(int from, int to, double by) {
        double[] out = new double[78];
        for (int w = from; w < to; w++) {
            out[w] = by;
        }
        return out;
    }

    private static ExchangeMath.Series series(Map<LocalDate, Double> path, DumpingRules rules) {
        int[] days = path.keySet().stream().mapToInt(d -> (int) d.toEpochDay()).toArray();
        double[] rates = path.values().stream().mapToDouble(d -> d).toArray();
        return ExchangeMath.series(days, rates, rules);
    }

    /** Rate after the benchmark rule, from its words: the mean of the forty business days strictly before. */
    private static double afterBenchmark(TreeMap<LocalDate, Double> path, LocalDate day) {
        // A weekend has no rate to judge: Friday's decision stands.
        LocalDate judged = path.floorKey(day);
        double daily = path.get(judged);
        List<Double> before = new ArrayList<>(path.headMap(judged, false).values());
        if (before.size() < 40) {
            return daily;
        }
        double mean = before.subList(before.size() - 40, before.size()).stream()
                        .mapToDouble(d -> d)
                        .sum()
                / 40;
        return Math.abs(daily - mean) / mean > 0.0225 ? mean : daily;
    }

    /** Mondays after each recognition, with the rate that then holds for sixty days. */
    private static Map<LocalDate, Double> recognized(TreeMap<LocalDate, Double> path) {
        Map<LocalDate, Double> out = new TreeMap<>();
        int run = 0;
        for (LocalDate monday = START; monday.isBefore(path.lastKey()); monday = monday.plusDays(7)) {
            double actual = 0;
            double bench = 0;
            boolean whole = true;
            for (LocalDate day :
                    path.subMap(monday, true, monday.plusDays(6), true).keySet()) {
                List<Double> before = new ArrayList<>(path.headMap(day, false).values());
                whole &= before.size() >= 40;
                actual += path.get(day);
                bench += !whole
                        ? 0
                        : before.subList(before.size() - 40, before.size()).stream()
                                        .mapToDouble(d -> d)
                                        .sum()
                                / 40;
            }
            run = whole && actual / bench > 1.05 ? run + 1 : 0;
            if (run == 8) {
                out.put(monday.plusDays(7), afterBenchmark(path, monday.plusDays(4)));
            }
        }
        return out;
    }

    private static void agrees(TreeMap<LocalDate, Double> path, int recognitions) {
        Map<LocalDate, Double> grace = recognized(path);
        assertEquals(recognitions, grace.size(), grace.toString());
        ExchangeMath.Series found = series(path, RULES);
        for (LocalDate day = START; !day.isAfter(path.lastKey()); day = day.plusDays(1)) {
            double expected = afterBenchmark(path, day);
            boolean sustained = false;
            for (Map.Entry<LocalDate, Double> g : grace.entrySet()) {
                if (!day.isBefore(g.getKey()) && day.isBefore(g.getKey().plusDays(60))) {
                    expected = g.getValue();
                    sustained = true;
                }
            }
            assertEquals(expected, found.at((int) day.toEpochDay()), 1e-15, day.toString());
            assertEquals(sustained, found.sourceAt((int) day.toEpochDay()) == ExchangeMath.SUSTAINED, day.toString());
        }
    }

    @Test
    void aRiseOfTwentyWeeksIsRecognizedOnceAndHoldsForSixtyDays() {
        agrees(path(growing(20, 40, 0.02)), 1);
    }

    @Test
    void aSecondRiseIsRecognizedAgainAfterTheRunBroke() {
        double[] twice = growing(15, 30, 0.02);
        for (int w = 50; w < 65; w++) {
            twice[w] = 0.02;
        }
        agrees(path(twice), 2);
    }

    @Test
    void aFallIsNotRecognized() {
        agrees(path(growing(20, 40, -0.02)), 0);
    }

    @Test
    void sevenWeeksAreNotEnough() {
        TreeMap<LocalDate, Double> path = path(growing(20, 28, 0.02));
        int longest = 0;
        for (int weeks = 28; weeks < 40 && recognized(path).isEmpty(); weeks++) {
            agrees(path, 0);
            longest = weeks;
            path = path(growing(20, weeks + 1, 0.02));
        }
        assertTrue(longest > 0 && longest < 39, "a longer rise must be recognized");
        agrees(path, 1);
    }

    @Test
    void withoutThePracticeNothingHolds() {
        ExchangeMath.Series found = series(path(growing(20, 40, 0.02)), RULES.without(Practice.SUSTAINED_MOVEMENT));
        for (byte source : found.source()) {
            assertTrue(source != ExchangeMath.SUSTAINED);
        }
    }

    /** A Saturday takes Friday's rate, seven days back at most; the other reading takes Monday's. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDayWithoutARateTakesTheNearestOnOneSide(boolean next) {
        TreeMap<LocalDate, Double> path = new TreeMap<>();
        path.put(LocalDate.of(2024, 3, 1), 1.0);
        path.put(LocalDate.of(2024, 3, 20), 2.0);
        assertEquals(DayOfWeek.FRIDAY, path.firstKey().getDayOfWeek());
        DumpingRules plain = DumpingRules.US_INVESTIGATION_2024;
        ExchangeMath.Series s = series(path, next ? plain.with(Reading.NEXT_RATE) : plain);
        assertEquals(
                next ? Double.NaN : 1.0, s.at((int) LocalDate.of(2024, 3, 8).toEpochDay()));
        assertEquals(Double.NaN, s.at((int) LocalDate.of(2024, 3, 9).toEpochDay()));
        assertEquals(
                next ? 2.0 : Double.NaN, s.at((int) LocalDate.of(2024, 3, 13).toEpochDay()));
        assertEquals(Double.NaN, s.at((int) LocalDate.of(2024, 3, 12).toEpochDay()));
    }
}
