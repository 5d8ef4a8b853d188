package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Quantiles;
import org.overhang.core.Seed;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Draws that a simulation left out: by reason, with where the parameters stood in them and in the others. */
final class Dropped {
    private record Line(String reason, int draws, String parameter, double[] out, double[] in) {}

    private final List<Line> lines = new ArrayList<>();

    private Dropped() {}

    static Dropped of(
            List<? extends Parameter> parameters, Uncertainty source, Seed seed, @Nullable OverhangException[] why) {
        Dropped found = new Dropped();
        Map<String, List<Integer>> byReason = new LinkedHashMap<>();
        for (int i = 0; i < why.length; i++) {
            OverhangException e = why[i];
            if (e != null) {
                byReason.computeIfAbsent(reason(e), r -> new ArrayList<>()).add(i);
            }
        }
        if (byReason.isEmpty()) {
            return found;
        }
        // Draws are made anew: a seed and a number give the same one.
        double[][] drawn = new double[why.length][];
        for (int i = 0; i < why.length; i++) {
            drawn[i] = source.draw(seed.stream(i));
        }
        byReason.forEach((reason, at) -> {
            for (int k = 0; k < parameters.size(); k++) {
                if (parameters.get(k).standardError() > 0) {
                    found.lines.add(new Line(
                            reason,
                            at.size(),
                            parameters.get(k).text(),
                            sorted(drawn, k, at.stream().mapToInt(i -> i).toArray()),
                            sorted(drawn, k, kept(why))));
                }
            }
        });
        return found;
    }

    /** A message without its numbers, so that draws which fail alike count together. */
    private static String reason(OverhangException e) {
        return e.lines().get(0).replaceAll("-?[0-9]+([.][0-9]+)?(E-?[0-9]+)?", "…");
    }

    private static int[] kept(@Nullable OverhangException[] why) {
        return java.util.stream.IntStream.range(0, why.length)
                .filter(i -> why[i] == null)
                .toArray();
    }

    private static double[] sorted(double[][] drawn, int parameter, int[] at) {
        double[] out = new double[at.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = drawn[at[i]][parameter];
        }
        Arrays.sort(out);
        return out;
    }

    private static double median(double[] sorted) {
        return sorted.length == 0 ? Double.NaN : Quantiles.ofSorted(sorted, 0.5);
    }

    Table table() {
        StringColumn reason = StringColumn.create("reason");
        IntColumn draws = IntColumn.create("draws");
        StringColumn parameter = StringColumn.create("parameter");
        DoubleColumn middle = DoubleColumn.create("median_dropped");
        DoubleColumn low = DoubleColumn.create("low_dropped");
        DoubleColumn high = DoubleColumn.create("high_dropped");
        DoubleColumn others = DoubleColumn.create("median_kept");
        for (Line line : lines) {
            reason.append(line.reason);
            draws.append(line.draws);
            parameter.append(line.parameter);
            middle.append(median(line.out));
            low.append(line.out[0]);
            high.append(line.out[line.out.length - 1]);
            others.append(median(line.in));
        }
        return Table.create("dropped", reason, draws, parameter, middle, low, high, others);
    }

    String text() {
        StringBuilder out = new StringBuilder();
        String last = "";
        for (Line line : lines) {
            if (!line.reason.equals(last)) {
                out.append(out.length() == 0 ? "" : " ")
                        .append(Numbers.fixed(line.draws, 0))
                        .append(" draws: ")
                        .append(line.reason);
                last = line.reason;
            }
            out.append(" Median of ")
                    .append(line.parameter)
                    .append(" in them ")
                    .append(Numbers.significant(median(line.out), 3))
                    .append(", in the others ")
                    .append(Numbers.significant(median(line.in), 3))
                    .append('.');
        }
        return out.toString();
    }
}
