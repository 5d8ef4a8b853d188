package org.overhang.dumping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Who is affiliated, from the codes of a home file: a closed list, since 1 means unaffiliated in the authority's programs
 * (me-comparison-market 564–567) and the opposite almost everywhere else.
 */
final class Affiliation {
    private static final Set<String> UNAFFILIATED = Set.of("1", "N", "NO", "F", "FALSE");
    private static final Set<String> AFFILIATED =
            Set.of("2", "3", "4", "5", "6", "7", "8", "9", "Y", "YES", "T", "TRUE");

    private Affiliation() {}

    /** True for sales to affiliates; null if the file does not tell. With a named code every other one is affiliated. */
    static boolean @Nullable [] of(Roles.Reader in, Intake to) {
        @Nullable String @Nullable [] texts = in.texts(HomeSales.AFFILIATED);
        if (texts == null) {
            return null;
        }
        String own = in.stated(HomeSales.UNAFFILIATED_CODE).strip();
        boolean[] out = new boolean[texts.length];
        List<Integer> bad = new ArrayList<>();
        for (int i = 0; i < out.length; i++) {
            String code = plain(texts[i]);
            to.withoutAffiliation += code.isEmpty() ? 1 : 0;
            out[i] = own.isEmpty() ? !UNAFFILIATED.contains(code) : !code.equals(plain(own));
            if (own.isEmpty() && out[i] && !code.isEmpty() && !AFFILIATED.contains(code)) {
                bad.add(i + 1);
            }
        }
        if (!bad.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    Intake.VERB
                            + " needs affiliation as Y and N, or as the programs' codes, where 1 is unaffiliated and 2"
                            + " to 9 are not, but table \"" + in.table() + "\" has another code in "
                            + Columns.rowNumbers(bad)
                            + ". Correct the cells, or name the code of unaffiliated customers with"
                            + " .unaffiliatedCode(…).");
        }
        return out;
    }

    /** A code without blanks, in capitals, and a whole number without its decimals. */
    private static String plain(@Nullable String text) {
        String code = text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
        return code.endsWith(".0") ? code.substring(0, code.length() - 2) : code;
    }
}
