package org.overhang.dumping;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;

/** Resamples whole customers (or other values of a column) and runs the chain again. */
final class BootstrapMath {
    /** Signed margin, method and de minimis of every draw. */
    final double[] signed;

    final int[] method;
    final double[] tested;
    final int exportClusters;
    final int homeClusters;

    private BootstrapMath(int draws, int exportClusters, int homeClusters) {
        signed = new double[draws];
        tested = new double[draws];
        method = new int[draws];
        this.exportClusters = exportClusters;
        this.homeClusters = homeClusters;
    }

    static BootstrapMath of(DumpingResult result, Resampling how, Seed seed) {
        Book book = result.book();
        int[] exportCluster =
                clusters(result.files().exports().source(), how.column(), book.exports.row, book.in.exports.rows);
        int exports = count(exportCluster);
        CaseFiles.Input homeFile = result.files().home();
        boolean both = homeFile != null && homeFile.source().field(how.column()).isPresent();
        int[] homeCluster = both && homeFile != null
                ? clusters(homeFile.source(), how.column(), book.home.row, book.home.status.length)
                : new int[0];
        int homes = count(homeCluster);
        if (exports < 2) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A bootstrap by \"" + how.column()
                            + "\" needs at least two of its values among the export sales, but" + " there is " + exports
                            + ". Resample another column, for example the sale number.");
        }
        BootstrapMath out = new BootstrapMath(how.draws(), exports, homes);
        Parallel.forEach(how.draws(), b -> {
            Draws draws = seed.stream(b);
            int[] exportWeight = weights(exportCluster, exports, draws);
            int[] homeWeight = homes < 2 ? new int[0] : weights(homeCluster, homes, draws);
            result.draw(exportWeight, homeWeight, out, b);
        });
        return out;
    }

    private static int count(int[] clusters) {
        return Arrays.stream(clusters).max().orElse(-1) + 1;
    }

    /** The value of each kept sale, as codes in sorted order; blanks hang together as one unknown value. */
    private static int[] clusters(Source source, String column, int[] rows, int all) {
        @Nullable
        String[] texts = Columns.neededBy("The bootstrap")
                .text("resampled", column)
                .read(source)
                .text(column);
        Names names = new Names();
        int[] codes = names.code(all, texts, "");
        names.sort();
        boolean[] seen = new boolean[names.count() + 1];
        for (int row : rows) {
            seen[codes[row] + 1] = true;
        }
        int[] place = new int[seen.length];
        int count = 0;
        for (int c = 0; c < seen.length; c++) {
            place[c] = seen[c] ? count++ : -1;
        }
        int[] out = new int[rows.length];
        for (int s = 0; s < rows.length; s++) {
            out[s] = place[codes[rows[s]] + 1];
        }
        return out;
    }

    private static int[] weights(int[] cluster, int many, Draws draws) {
        int[] times = new int[many];
        for (int k = 0; k < many; k++) {
            times[draws.below(many)]++;
        }
        int[] weight = new int[cluster.length];
        for (int s = 0; s < weight.length; s++) {
            weight[s] = times[cluster[s]];
        }
        return weight;
    }
}
