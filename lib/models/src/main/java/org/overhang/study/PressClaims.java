package org.overhang.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * Nineteen statements about overcapacity as the press repeats them, each as a {@link ClaimCheck} over the shipped datasets and the
 * library's models.
 *
 * <p>The wording stands in the dataset {@code press-claims}; what each statement's number is of, and where to look, stands in the
 * code; the verdict is computed on each call. Two statements need a model: a content rule
 * ({@link org.overhang.dependence.ContentRule}) and exits ({@link org.overhang.dynamics.SoleSupplierPath}, simulated). Who pays for
 * losses is asked of tables only: support over the loss before it is no test, since a firm in profit passes at any rate.
 *
 * <pre>{@code
 * PressClaims.measure(Evidence.shipped());
 * PressClaims.check("lfp-30", Evidence.shipped()).why();
 * }</pre>
 *
 * <p>Errors: {@link Reason#OUT_OF_RANGE} for a statement that is not there.
 */
public final class PressClaims {
    private static final Map<String, ClaimCheck> ALL = all();

    private PressClaims() {}

    private static Map<String, ClaimCheck> all() {
        Map<String, ClaimCheck> unordered = new LinkedHashMap<>();
        SectorClaims.add(unordered);
        PolicyClaims.add(unordered);
        ModelClaims.add(unordered);
        return unordered;
    }

    /**
     * The statements, in the order of the dataset, with its wording.
     *
     * @return nineteen statements
     */
    public static List<ClaimCheck> list() {
        return list(Evidence.shipped());
    }

    private static List<ClaimCheck> list(Evidence evidence) {
        Table said = evidence.table("press-claims/claims");
        return said.stream().map(PressClaims::claim).toList();
    }

    private static ClaimCheck claim(Row row) {
        String id = row.getString("id");
        ClaimCheck check = ALL.get(id);
        if (check == null) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Press claims need to be said as a check, but \"" + id
                            + "\" is not. Write it with ClaimCheck.of(…). " + Nearest.hint(id, ALL.keySet()));
        }
        return check.worded(row.getString("claim")).named(id).said(row.getString("speaker"), row.getString("said_in"));
    }

    /**
     * Checks every statement.
     *
     * @param evidence where to look
     * @return the verdicts side by side
     */
    public static CheckedClaims measure(Evidence evidence) {
        return new CheckedClaims(
                list(evidence).stream().map(c -> c.measure(evidence)).toList());
    }

    /**
     * Checks one statement.
     *
     * @param id its short name
     * @param evidence where to look
     * @return the verdict
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is none, with the nearest name
     */
    public static CheckedClaim check(String id, Evidence evidence) {
        List<ClaimCheck> claims = list(evidence);
        return claims.stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> ids = claims.stream().map(ClaimCheck::id).toList();
                    return new OverhangException(
                            Reason.OUT_OF_RANGE,
                            "PressClaims has no statement \"" + id + "\". " + Nearest.hint(id, ids) + "Its statements: "
                                    + String.join(", ", ids) + ".");
                })
                .measure(evidence);
    }
}
