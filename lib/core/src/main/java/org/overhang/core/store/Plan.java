package org.overhang.core.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.overhang.core.Sign;
import org.overhang.core.Source;

/**
 * What a verb has a store add up by group.
 *
 * @param verb who asks
 * @param keys columns whose values name a group; a missing one makes a group too
 * @param complete columns without which a row counts as incomplete and adds nothing
 * @param positive columns that must be above zero in a row that is complete, or it counts as not positive and adds nothing
 * @param terms what is added up; a missing cell that no rule leaves out makes the sum of its group missing
 * @param checks what is refused wherever it stands
 */
public record Plan(
        String verb,
        List<String> keys,
        List<String> complete,
        List<String> positive,
        List<Term> terms,
        List<Check> checks) {

    /**
     * A column, or the product of two.
     *
     * @param value column
     * @param weight column that it is multiplied with; empty for none
     */
    public record Term(String value, String weight) {}

    /**
     * A column of finite numbers of a sign.
     *
     * @param role what it is for
     * @param column its name
     * @param sign the sign of its filled cells
     */
    public record Check(String role, String column, Sign sign) {}

    /**
     * The columns that keys stand for: where no column is called {@code a^b}, its parts.
     *
     * @param source whose columns
     * @param keys as the user named them
     * @return names of columns, each once
     */
    public static List<String> columns(Source source, List<String> keys) {
        return keys.stream()
                .flatMap(key -> source.field(key).isPresent() ? Stream.of(key) : Arrays.stream(key.split("\\^")))
                .distinct()
                .toList();
    }
}
