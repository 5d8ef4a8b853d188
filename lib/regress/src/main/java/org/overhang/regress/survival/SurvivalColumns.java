package org.overhang.regress.survival;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import tech.tablesaw.api.DoubleColumn;

/** Levels, limits and columns that the survival results share. */
final class SurvivalColumns {
    private SurvivalColumns() {}

    static void check(String verb, double level) {
        if (!(level > 0 && level < 1)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    verb + " needs a level between 0 and 1, but it is " + Numbers.argument(level)
                            + ". Write 0.95 for ninety-five percent.");
        }
    }

    static String percent(double level) {
        return Numbers.plain(FastMath.rint(1e6 * 100 * level) / 1e6) + " %";
    }

    static double limit(KaplanMeier.Scale scale, double s, double se, double z) {
        return switch (scale) {
            case PLAIN -> Math.min(1, Math.max(0, s + z * se));
            case LOG -> Math.min(1, s * FastMath.exp(z * se / s));
            case LOG_LOG -> FastMath.pow(s, FastMath.exp(z * se / (s * FastMath.log(s))));
        };
    }

    static DoubleColumn[] columns(String... names) {
        return Arrays.stream(names).map(DoubleColumn::create).toArray(DoubleColumn[]::new);
    }

    static void append(DoubleColumn[] columns, double... cells) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].append(cells[i]);
        }
    }
}
