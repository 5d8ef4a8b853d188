package org.overhang.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.overhang.core.Batch;
import org.overhang.core.Field;
import org.overhang.core.Provenance;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.dumping.CaseFiles;
import org.overhang.dumping.DumpingMargin;
import org.overhang.dumping.DumpingResult;
import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.ExchangeRates;
import org.overhang.dumping.ExportSales;
import org.overhang.dumping.HomeSales;
import org.overhang.dumping.ProductionCosts;
import org.overhang.dumping.Resampling;

/**
 * A large dumping case from columns in memory: the full chain with all methods, a bootstrap, and one DuckDB group-by over the
 * same rows as the floor.
 *
 * <p>Arguments: {@code chain EXPORTS HOME MODELS}, {@code bootstrap EXPORTS HOME MODELS DRAWS} or {@code floor ROWS}.
 */
public final class DumpingBench {
    private static final int BATCH = 1 << 16;
    private static final int FIRST_DAY = 19_723;
    private static final int CUSTOMERS = 200;

    private DumpingBench() {}

    /** Columns in memory as a source. */
    private record Memory(String name, List<Field> fields, List<Object> columns, int rows) implements Source {
        static Memory of(String name, int rows) {
            return new Memory(name, new ArrayList<>(), new ArrayList<>(), rows);
        }

        Memory with(String column, Object cells) {
            Field.Kind kind = cells instanceof double[]
                    ? Field.Kind.NUMBER
                    : cells instanceof int[] ? Field.Kind.DATE : Field.Kind.TEXT;
            fields.add(new Field(column, kind, ""));
            columns.add(cells);
            return this;
        }

        @Override
        public Provenance provenance() {
            return Provenance.cited("generated");
        }

        @Override
        public void read(List<String> wanted, Consumer<Batch> reader) {
            int[] at = wanted.stream()
                    .mapToInt(w -> {
                        int k = 0;
                        while (!fields.get(k).name().equals(w)) {
                            k++;
                        }
                        return k;
                    })
                    .toArray();
            for (int from = 0; from < rows; from += BATCH) {
                reader.accept(new Slice(this, at, from, Math.min(rows, from + BATCH)));
            }
        }
    }

    private record Slice(Memory memory, int[] at, int from, int to) implements Batch {
        @Override
        public int rows() {
            return to - from;
        }

        @Override
        public double[] numbers(int column) {
            return Arrays.copyOfRange((double[]) memory.columns.get(at[column]), from, to);
        }

        @Override
        public String[] texts(int column) {
            return Arrays.copyOfRange((String[]) memory.columns.get(at[column]), from, to);
        }

        @Override
        public int[] days(int column) {
            return Arrays.copyOfRange((int[]) memory.columns.get(at[column]), from, to);
        }
    }

    private static String[] names(String prefix, int many) {
        String[] out = new String[many];
        for (int k = 0; k < many; k++) {
            out[k] = prefix + (100_000 + k);
        }
        return out;
    }

    private static double[] numbers(SplittableRandom r, int n, double low, double high) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = low + (high - low) * r.nextDouble();
        }
        return out;
    }

    private static int[] days(SplittableRandom r, int n) {
        int[] out = new int[n];
        for (int i = 0; i < n; i++) {
            out[i] = FIRST_DAY + r.nextInt(366);
        }
        return out;
    }

    private static String[] drawn(SplittableRandom r, int n, String[] from) {
        String[] out = new String[n];
        for (int i = 0; i < n; i++) {
            out[i] = from[r.nextInt(from.length)];
        }
        return out;
    }

    private static CaseFiles files(int exports, int home, int models) {
        SplittableRandom r = new SplittableRandom(7);
        String[] model = names("C", models);
        String[] sold = drawn(r, exports, model);
        Memory us = Memory.of("exports", exports)
                .with("connum", sold)
                .with("customer", drawn(r, exports, names("U", CUSTOMERS)))
                .with("region", drawn(r, exports, new String[] {"MW", "NE", "S", "W"}))
                .with("sale_date", days(r, exports))
                .with("quantity", numbers(r, exports, 1, 80))
                .with("gross_price", numbers(r, exports, 18, 30))
                .with("intl_move", numbers(r, exports, 0, 1))
                .with("dom_move", numbers(r, exports, 0, 10))
                .with("credit", numbers(r, exports, 0, 0.3))
                .with("packing", numbers(r, exports, 0, 10));
        Memory hm = Memory.of("home", home)
                .with("connum", drawn(r, home, Arrays.copyOf(model, models - models / 100)))
                .with("customer", drawn(r, home, names("H", CUSTOMERS)))
                .with("sale_date", days(r, home))
                .with("quantity", numbers(r, home, 1, 80))
                .with("gross_price", numbers(r, home, 1_000, 1_400))
                .with("move", numbers(r, home, 0, 20));
        double[] code = new double[models];
        for (int k = 0; k < models; k++) {
            code[k] = k;
        }
        Memory costs = Memory.of("costs", models)
                .with("connum", model)
                .with("char1", code)
                .with("production_qty", numbers(r, models, 1, 900))
                .with("direct_material", numbers(r, models, 500, 600))
                .with("variable_conversion", numbers(r, models, 200, 300))
                .with("fixed_overhead", numbers(r, models, 100, 300));
        int[] days = new int[420];
        String[] currency = new String[days.length];
        for (int k = 0; k < days.length; k++) {
            days[k] = FIRST_DAY - 40 + k;
            currency[k] = "HMC";
        }
        Memory rates = Memory.of("rates", days.length)
                .with("date", days)
                .with("currency", currency)
                .with("rate", numbers(r, days.length, 0.0195, 0.0205));
        return CaseFiles.exports(ExportSales.houseColumns(), us)
                .home(HomeSales.houseColumns(), hm)
                .costs(ProductionCosts.houseColumns(), costs)
                .rates(ExchangeRates.houseColumns(), rates)
                .comparisonCurrency("HMC");
    }

    private static void chain(int exports, int home, int models) {
        CaseFiles files = files(exports, home, models);
        for (int run = 0; run < 5; run++) {
            long start = System.nanoTime();
            DumpingResult r =
                    DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(files);
            double margin = r.margin();
            print("chain", exports, start, "margin " + margin + ", heap " + heap());
        }
    }

    private static void bootstrap(int exports, int home, int models, int draws) {
        CaseFiles files = files(exports, home, models);
        long start = System.nanoTime();
        DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(files);
        print("chain", exports, start, "");
        start = System.nanoTime();
        DumpingResult r = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                .bootstrap(Resampling.draws(draws).by("customer"), new Seed(1))
                .measure(files);
        print("bootstrap " + draws, exports, start, r.interval().toString());
    }

    private static String heap() {
        Runtime rt = Runtime.getRuntime();
        return (rt.totalMemory() - rt.freeMemory()) / 1_000_000 + " MB of " + rt.maxMemory() / 1_000_000 + " MB";
    }

    private static void print(String what, int rows, long start, String note) {
        System.out.println(
                what + " " + rows + " export sales: " + (System.nanoTime() - start) / 1_000_000 + " ms " + note);
    }

    private static void floor(int rows) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
                Statement s = c.createStatement()) {
            s.execute("set threads = 2");
            s.execute("create table sales as select (random() * 99999)::int as model, (random() * 11)::int as month,"
                    + " random() * 80 as q, 18 + random() * 12 as p from range(" + rows + ")");
            for (int run = 0; run < 5; run++) {
                long start = System.nanoTime();
                try (ResultSet r =
                        s.executeQuery("select count(*), sum(value) from (select model, month, sum(p * q) as value,"
                                + " sum(q) as q from sales group by model, month)")) {
                    r.next();
                    print("DuckDB group-by", rows, start, r.getLong(1) + " groups");
                }
            }
        }
    }

    /**
     * Runs one of the measurements.
     *
     * @param arguments what, and its sizes
     * @throws SQLException if DuckDB fails
     */
    public static void main(String[] arguments) throws SQLException {
        int[] sizes =
                Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
        switch (arguments[0]) {
            case "chain" -> chain(sizes[0], sizes[1], sizes[2]);
            case "bootstrap" -> bootstrap(sizes[0], sizes[1], sizes[2], sizes[3]);
            default -> floor(sizes[0]);
        }
    }
}
