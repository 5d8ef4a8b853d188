package org.overhang.bench;

import static org.overhang.core.Field.Kind.DATE;
import static org.overhang.core.Field.Kind.NUMBER;
import static org.overhang.core.Field.Kind.TEXT;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.overhang.core.HashJoin;
import org.overhang.core.TableSource;
import org.overhang.dataset.Datasets;
import org.overhang.dataset.TableFile;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Reading, joining and loading: best of five in one process, seconds.
 *
 * <p>The file has eight columns of trade: two partners, customs code, day, year, tonnes, dollars and a word of 20,000.
 */
public final class TablesBench {
    private static final int RUNS = 5;

    private TablesBench() {}

    /**
     * Runs the benchmark and prints a line each.
     *
     * @param arguments number of rows, one million if absent
     * @throws Exception if the file cannot be written or read
     */
    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        Path file = Files.createTempFile("overhang-trade", ".csv");
        try {
            write(file, rows);
            TableFile declared = TableFile.csv(file)
                    .column("reporter", TEXT)
                    .column("partner", TEXT)
                    .column("hs", TEXT)
                    .column("date", DATE)
                    .column("year", NUMBER)
                    .column("quantity_t", NUMBER)
                    .column("value_usd", NUMBER)
                    .column("word", TEXT);
            time("read, types declared", declared::read);
            time("read, types guessed", () -> TableFile.csv(file).read());
            TableSource trade = declared.read();
            Table codes = lookup(trade.table(), "hs");
            Table words = lookup(trade.table(), "word");
            time(
                    "inner join to " + codes.rowCount() + " rows",
                    () -> HashJoin.of(trade).with(codes).on("hs").inner());
            time(
                    "left join to " + words.rowCount() + " rows",
                    () -> HashJoin.of(trade).with(words).on("word").left());
            for (String name : Datasets.list()) {
                time("load " + name, () -> Datasets.load(name));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void time(String what, Callable<?> work) throws Exception {
        double best = Double.POSITIVE_INFINITY;
        double first = 0;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            work.call();
            double seconds = (System.nanoTime() - start) / 1e9;
            first = run == 0 ? seconds : first;
            best = Math.min(best, seconds);
        }
        System.out.println(String.format(Locale.ROOT, "%-40s best %.3f s, first %.3f s", what, best, first));
    }

    private static Table lookup(Table trade, String column) {
        TreeSet<String> distinct = new TreeSet<>(trade.stringColumn(column).asList());
        double[] weights = new double[distinct.size()];
        return Table.create(
                "lookup",
                StringColumn.create(column, distinct.toArray(new String[0])),
                DoubleColumn.create("weight", weights));
    }

    private static void write(Path file, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("reporter,partner,hs,date,year,quantity_t,value_usd,word\n");
            for (int i = 0; i < rows; i++) {
                int year = 2005 + random.nextInt(20);
                String day =
                        (101 + random.nextInt(12) + "-").substring(1) + (101 + random.nextInt(28) + "").substring(1);
                out.write("R" + random.nextInt(60) + ",P" + random.nextInt(180) + ",0" + (10_000 + random.nextInt(900))
                        + "," + year + "-" + day + "," + year + "," + random.nextInt(10_000_000) / 1000.0 + ","
                        + random.nextInt(1_000_000_000) / 100.0 + ",w" + random.nextInt(20_000) + "\n");
            }
        }
    }
}
