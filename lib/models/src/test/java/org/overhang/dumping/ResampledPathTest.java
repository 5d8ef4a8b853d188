package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** A resampling is the case with its sales written out as often as they were drawn. */
class ResampledPathTest {
    /** Both are sums of a few hundred products in binary floating point, in another order. */
    private static final double TOLERANCE = 1e-12;

    /** How often each customer of a file was drawn; blanks hang together as one. */
    private static Map<String, Integer> times(Random r, String csv) {
        Map<String, Integer> out = new LinkedHashMap<>();
        for (Map<String, String> row : SlowMargin.rows(csv)) {
            out.computeIfAbsent(row.get("customer"), c -> r.nextInt(3));
        }
        return out;
    }

    /** The file with every sale as often as its customer was drawn. */
    private static String written(String csv, Map<String, Integer> times) {
        String[] lines = csv.split("\n");
        StringBuilder out = new StringBuilder(lines[0]).append('\n');
        List<Map<String, String>> rows = SlowMargin.rows(csv);
        for (int i = 0; i < rows.size(); i++) {
            for (int copy = 0; copy < times.get(rows.get(i).get("customer")); copy++) {
                String id = rows.get(i).get("sale_id");
                out.append(id)
                        .append('-')
                        .append(copy)
                        .append(lines[i + 1].substring(id.length()))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static int[] weights(int[] rows, String csv, Map<String, Integer> times) {
        List<Map<String, String>> all = SlowMargin.rows(csv);
        int[] out = new int[rows.length];
        for (int s = 0; s < rows.length; s++) {
            out[s] = times.get(all.get(rows[s]).get("customer"));
        }
        return out;
    }

    @Test
    void agreesWithPlainLoopsOnTheSalesWrittenOut() {
        int compared = 0;
        for (long seed = 1; seed <= 30; seed++) {
            RandomCase given = new RandomCase(seed);
            Random r = new Random(-seed);
            Map<String, Integer> exports = times(r, given.exports);
            Map<String, Integer> homes = times(r, given.home);
            DumpingResult fast = DumpingMargin.under(given.rules).measure(given.files());
            Book book = fast.book();
            double found = fast.rerun(
                    weights(book.exports.row, given.exports, exports), weights(book.home.row, given.home, homes));
            double expected = new SlowMargin(given.with(written(given.exports, exports), written(given.home, homes)))
                    .margins.get("final");
            assertEquals(expected, found, TOLERANCE, "case " + seed);
            compared += found > 0 ? 1 : 0;
        }
        assertTrue(compared > 10, "only " + compared + " draws had a margin");
    }

    /** One thread: inside a pool of its own the library does not spread its work. */
    @Test
    void drawsHaveTheSameBitsOnAnyNumberOfThreads() throws Exception {
        var simulated = SimulatedCase.withMargin(0.1)
                .sales(2_000, 1_000)
                .targeting(0.12)
                .noise(0.06)
                .simulate(seed(5));
        DumpingMargin method = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                .bootstrap(Resampling.draws(40).by("customer"), seed(42));
        double[] many = method.measure(simulated.files()).draws();
        ForkJoinPool single = new ForkJoinPool(1);
        double[] one =
                single.submit(() -> method.measure(simulated.files()).draws()).get();
        single.shutdown();
        assertArrayEquals(many, one);
    }

    /** The screen of larger cases must not miss what a full search finds where nothing tips. */
    @Test
    void theScreenFindsTheTenOfAFullSearchWhereNoTestTips() {
        var simulated =
                SimulatedCase.withMargin(0.2).sales(1_200, 600).noise(0.1).simulate(seed(12));
        DumpingResult r = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024.without(Practice.PATTERN_TEST))
                .measure(simulated.files());
        int sales = r.book().exports.rows + r.book().home.rows;
        assertEquals(sales, InfluenceMath.searched(sales));
        assertEquals(200, InfluenceMath.searched(5_000_000));
        InfluenceMath.Without[] full = InfluenceMath.of(r, 10, sales);
        InfluenceMath.Without[] screened = InfluenceMath.of(r, 10, 200);
        for (int k = 0; k < 10; k++) {
            assertEquals(full[k].row(), screened[k].row(), "place " + k);
            assertEquals(full[k].change(), screened[k].change(), "place " + k);
        }
    }

    /** Every sale is taken out of its file in turn and the case is measured anew. */
    @Test
    void theTenMostInfluentialSalesAreThoseOfAFullSearch() {
        for (long seed : new long[] {3, 11}) {
            RandomCase given = new RandomCase(seed);
            DumpingResult whole = DumpingMargin.under(given.rules).measure(given.files());
            Map<String, Double> change = new LinkedHashMap<>();
            for (boolean home : new boolean[] {false, true}) {
                String csv = home ? given.home : given.exports;
                String[] lines = csv.split("\n");
                for (int i = 1; i < lines.length; i++) {
                    List<String> rest = new ArrayList<>(List.of(lines));
                    String id = rest.remove(i).split(",")[0];
                    String left = String.join("\n", rest) + "\n";
                    RandomCase without = given.with(home ? given.exports : left, home ? left : given.home);
                    change.put(
                            (home ? "home " : "export ") + id,
                            DumpingMargin.under(given.rules)
                                            .measure(without.files())
                                            .margin()
                                    - whole.margin());
                }
            }
            List<Double> sizes = change.values().stream()
                    .map(Math::abs)
                    .sorted((a, b) -> Double.compare(b, a))
                    .toList();
            Table found = whole.influence();
            assertEquals(10, found.rowCount());
            for (Row row : found) {
                String name = row.getString("file") + " " + row.getString("sale");
                assertEquals(change.get(name), row.getDouble("change"), TOLERANCE, "case " + seed + " " + name);
                assertEquals(sizes.get(row.getRowNumber()), Math.abs(row.getDouble("change")), TOLERANCE, name);
            }
        }
    }
}
