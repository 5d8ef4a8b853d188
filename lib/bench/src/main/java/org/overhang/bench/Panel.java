package org.overhang.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The benchmark panels: synthetic, counter-based, every cell by random access, so that the columns are the same in any language.
 *
 * <p>Worker–firm–year panels with an easy (dense random), a difficult (narrow band ring) and a rare-mover graph, and a gravity
 * panel of 200 exporters and importers. True values: x1 1, x2 0.5, w 1; rta 0.4, ltar −3; in the Poisson panels 0.3 and 0.15.
 */
final class Panel {
    private static final long SEED = 42L;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double ROOT_3 = Math.sqrt(3.0);
    private static final int YEARS = 10;
    private static final int COUNTRIES = 200;

    /** Codes from 0 and columns by name. */
    final Map<String, int[]> codes = new LinkedHashMap<>();

    final Map<String, double[]> columns = new LinkedHashMap<>();
    private final int rows;

    private final Set<String> wanted;

    private Panel(int rows, Set<String> wanted) {
        this.rows = rows;
        this.wanted = wanted;
    }

    /** The columns wanted of one design. */
    static Panel of(String design, int rows, Set<String> wanted) {
        Panel panel = new Panel(rows, wanted);
        if (design.equals("gravity")) {
            panel.gravity();
        } else {
            panel.labour(design);
        }
        return panel;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    private static double u(long stream, long k) {
        return (mix(SEED + GOLDEN * ((stream << 40) + k + 1)) >>> 11) * 0x1.0p-53;
    }

    private static double normal(long stream, long k) {
        return (u(stream, 4 * k) + u(stream, 4 * k + 1) + u(stream, 4 * k + 2) + u(stream, 4 * k + 3) - 2.0) * ROOT_3;
    }

    private interface Code {
        int at(int row);
    }

    private interface Cell {
        double at(int row);
    }

    private void code(String name, Code code) {
        if (!wanted.contains(name)) {
            return;
        }
        int[] out = new int[rows];
        for (int i = 0; i < rows; i++) {
            out[i] = code.at(i);
        }
        codes.put(name, out);
    }

    private void column(String name, Cell cell) {
        if (!wanted.contains(name)) {
            return;
        }
        double[] out = new double[rows];
        java.util.stream.IntStream.range(0, rows).parallel().forEach(i -> out[i] = cell.at(i));
        columns.put(name, out);
    }

    private void labour(String design) {
        int workers = rows / YEARS;
        int firms = Math.max(1, workers / 23);
        int[] firm = firms(design, firms);
        double[] fi = effect(1, workers);
        double[] ff = effect(2, firms);
        double[] ft = effect(3, YEARS);
        code("indiv", i -> i / YEARS);
        code("firm", i -> firm[i]);
        code("year", i -> i % YEARS);
        Cell fe = i -> fi[i / YEARS] + ff[firm[i]] + ft[i % YEARS];
        Cell x1 = i -> normal(5, i) + 0.3 * fe.at(i);
        Cell x2 = i -> {
            double v = normal(6, i);
            return v * v - 1.0;
        };
        Cell w = i ->
                0.5 * normal(8, i) + 0.3 * normal(9, i) + 0.5 * normal(7, i) + 0.6 * normal(11, i) + 0.3 * fe.at(i);
        column("x1", x1);
        column("x2", x2);
        column("y", i -> x1.at(i) + 0.5 * x2.at(i) + fe.at(i) + normal(7, i));
        column("z1", i -> normal(8, i));
        column("z2", i -> normal(9, i));
        column("w", w);
        column("yiv", i -> w.at(i) + 0.5 * x2.at(i) + fe.at(i) + normal(7, i));
        column("count", i -> poisson(i, StrictMath.exp(0.3 * x1.at(i) + 0.15 * x2.at(i) + 0.4 * fe.at(i))));
    }

    /** A Poisson number by inversion. */
    private static double poisson(int row, double mean) {
        double left = u(12, row);
        double chance = StrictMath.exp(-mean);
        int k = 0;
        while (left > chance && k < 1000) {
            left -= chance;
            k++;
            chance *= mean / k;
        }
        return k;
    }

    private static double[] effect(int stream, int count) {
        double[] out = new double[count];
        for (int k = 0; k < count; k++) {
            out[k] = normal(stream, k);
        }
        return out;
    }

    private int[] firms(String design, int firms) {
        int[] firm = new int[rows];
        for (int i = 0; i < rows; i++) {
            firm[i] = switch (design) {
                case "easy" -> (int) (u(4, i) * firms);
                case "difficult" -> i % firms;
                case "rare" -> rare(firm, i, firms);
                default -> throw new IllegalArgumentException(design);
            };
        }
        return firm;
    }

    private static int rare(int[] firm, int i, int firms) {
        if (i % YEARS == 0) {
            return Math.min(i / YEARS / 23, firms - 1);
        }
        if (u(10, 3L * i) >= 0.05) {
            return firm[i - 1];
        }
        if (u(10, 3L * i + 1) < 0.1) {
            return (int) (u(4, i) * firms);
        }
        int d = 1 + (int) (u(10, 3L * i + 2) * 6);
        d = d <= 3 ? d - 4 : d - 3;
        return Math.floorMod(firm[i - 1] + d, firms);
    }

    private void gravity() {
        int c = COUNTRIES;
        int t = rows / (c * c);
        if (t * c * c != rows) {
            throw new IllegalArgumentException("Rows must be a multiple of " + c * c);
        }
        Code ex = r -> r / (c * t);
        Code im = r -> (r / t) % c;
        Code yr = r -> r % t;
        Code rta = r -> {
            int i = ex.at(r);
            int j = im.at(r);
            int pair = Math.min(i, j) * c + Math.max(i, j);
            if (i == j || u(24, 2L * pair) >= 0.4) {
                return 0;
            }
            return yr.at(r) >= 1 + (int) (u(24, 2L * pair + 1) * (t - 1)) ? 1 : 0;
        };
        Cell tariff = r -> ex.at(r) == im.at(r)
                ? 0.0
                : 0.02
                        + 0.25
                                * u(25, (long) im.at(r) * t + yr.at(r))
                                * u(25, 1000000L + r)
                                * (rta.at(r) == 1 ? 0.3 : 1.0);
        Cell mean = r -> {
            int i = ex.at(r);
            int j = im.at(r);
            int s = yr.at(r);
            double eta = 1.0
                    + 1.2 * normal(21, i)
                    + 0.3 * normal(21, 1000 + (long) i * t + s)
                    + 1.0 * normal(22, j)
                    + 0.3 * normal(22, 1000 + (long) j * t + s)
                    + 1.5 * normal(23, (long) i * c + j)
                    + (i == j ? 2.0 : 0.0)
                    + 0.4 * rta.at(r)
                    - 3.0 * tariff.at(r);
            return StrictMath.exp(eta);
        };
        code("pair", r -> ex.at(r) * c + im.at(r));
        code("expyear", r -> ex.at(r) * t + yr.at(r));
        code("impyear", r -> im.at(r) * t + yr.at(r));
        column("rta", rta::at);
        column("ltar", tariff);
        column("y", r -> flow(r, mean.at(r)));
    }

    private static double flow(int r, double m) {
        if (u(27, r) < 1.0 / (1.0 + m)) {
            return 0.0;
        }
        double v = m * (1.0 + 1.0 / m) * StrictMath.exp(0.8 * normal(26, r) - 0.32);
        return Math.floor(v * 1000.0 + 0.5) / 1000.0;
    }
}
