package org.overhang.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.overhang.capacity.Utilization;
import org.overhang.core.Source;
import org.overhang.dependence.Concentration;
import org.overhang.price.Underselling;

/**
 * Verbs over Parquet files above the heap, against one DuckDB {@code GROUP BY} of the same columns in the same process: processor
 * seconds of the whole process and wall seconds, least of three.
 */
public final class ScaleBench {
    private static final int RUNS = 3;
    private static final int FILES = 4;
    private static final double NANOS = 1e-9;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ScaleBench() {}

    /**
     * Writes the rows to a temporary folder, runs the benchmarks and prints a line each.
     *
     * @param arguments number of rows, ten million unless given
     * @throws Exception if a job fails
     */
    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        Path folder = Files.createTempDirectory("overhang-scale");
        try {
            write(rows, folder);
            String files = folder + "/*.parquet";
            System.out.printf(
                    Locale.ROOT,
                    "%,d rows in %d files, heap %,d MB%n",
                    rows,
                    FILES,
                    Runtime.getRuntime().maxMemory() >> 20);
            String scan = "read_parquet('" + files + "')";
            double floor = time(
                    "DuckDB GROUP BY plant, two sum(double)",
                    () -> count("SELECT plant, sum(output_kt), sum(capacity_kt) FROM " + scan + " GROUP BY plant"),
                    Double.NaN);
            Utilization use =
                    Utilization.of("output_kt").over("capacity_kt").by("plant").total();
            time(
                    "Utilization by plant",
                    () -> use.measure(Source.parquet(files)).glance().rowCount(),
                    floor);
            String terms = "sum(import_usd_kt * output_kt), sum(output_kt), sum(domestic_usd_kt)";
            floor = time(
                    "DuckDB GROUP BY year, origin, three sum(double)",
                    () -> count("SELECT year, origin, " + terms + " FROM " + scan + " GROUP BY year, origin"),
                    Double.NaN);
            Underselling under = Underselling.of("import_usd_kt")
                    .against("domestic_usd_kt")
                    .quantity("output_kt")
                    .by("origin", "year");
            time(
                    "Underselling by origin and year",
                    () -> under.measure(Source.parquet(files)).instances(),
                    floor);
            floor = time(
                    "DuckDB GROUP BY year, origin, sum(double)",
                    () -> count("SELECT year, origin, sum(output_kt) FROM " + scan + " GROUP BY year, origin"),
                    Double.NaN);
            Concentration share = Concentration.of("output_kt").among("origin").by("year");
            time(
                    "Concentration of origins by year",
                    () -> share.measure(Source.parquet(files)).glance().rowCount(),
                    floor);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(ScaleBench::remove);
            }
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 100,000 plants; output and price of no round digits, made from a hash so that every run has the same rows. */
    private static void write(long rows, Path folder) throws SQLException {
        for (int f = 0; f < FILES; f++) {
            long from = rows * f / FILES;
            long to = rows * (f + 1) / FILES;
            execute(List.of(
                    "COPY (SELECT 'plant-' || (hash(i) % 100000) AS plant, 2015 + (hash(i + 7) % 10)::INTEGER AS year,"
                            + " 'C' || (hash(i + 5) % 60) AS origin,"
                            + " (hash(i + 1) % 1000000007) / 7.0::DOUBLE AS output_kt,"
                            + " (hash(i + 2) % 1000000007) / 5.0::DOUBLE + 1 AS capacity_kt,"
                            + " (hash(i + 3) % 100003) / 97.0::DOUBLE + 1 AS import_usd_kt,"
                            + " (hash(i + 4) % 100003) / 97.0::DOUBLE + 1 AS domestic_usd_kt"
                            + " FROM range(" + from + ", " + to + ") t(i)) TO '"
                            + folder.resolve("part-" + f + ".parquet")
                            + "' (FORMAT parquet)"));
        }
    }

    private static void execute(List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static int count(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    private static double time(String what, Callable<Integer> work, double floor) throws Exception {
        double wall = Double.POSITIVE_INFINITY;
        double processor = Double.POSITIVE_INFINITY;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            long used = SYSTEM.getProcessCpuTime();
            work.call();
            processor = Math.min(processor, (SYSTEM.getProcessCpuTime() - used) * NANOS);
            wall = Math.min(wall, (System.nanoTime() - start) * NANOS);
        }
        System.out.printf(
                Locale.ROOT,
                "%-45s %7.2f s of processor time, %7.2f s%s%n",
                what,
                processor,
                wall,
                Double.isNaN(floor) ? "" : String.format(Locale.ROOT, ", %.2f × the group-by", processor / floor));
        return processor;
    }
}
