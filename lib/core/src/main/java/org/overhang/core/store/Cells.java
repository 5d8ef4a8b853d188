package org.overhang.core.store;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Field;

/** What a type of the engine is here, and the SQL that makes it so. */
final class Cells {
    private static final Set<String> WHOLE =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "BIGINT", "BOOLEAN", "FLOAT");
    private static final int EXACT_DIGITS = 15;

    private Cells() {}

    /** The kind of a column; null if no verb takes it. */
    static Field.@Nullable Kind kind(String type) {
        if (WHOLE.contains(type) || type.equals("DOUBLE") || isExactDecimal(type)) {
            return Field.Kind.NUMBER;
        }
        if (type.equals("DATE")) {
            return Field.Kind.DATE;
        }
        return type.equals("VARCHAR") || type.equals("UUID") || type.startsWith("ENUM(") ? Field.Kind.TEXT : null;
    }

    /** A decimal of more digits is no double. */
    private static boolean isExactDecimal(String type) {
        return type.startsWith("DECIMAL(")
                && Integer.parseInt(type.substring("DECIMAL(".length(), type.indexOf(','))) <= EXACT_DIGITS;
    }

    /** Whether a double may merge two of its numbers. */
    static boolean isWide(@Nullable String type) {
        return "BIGINT".equals(type);
    }

    /** A column as DOUBLE, DATE or VARCHAR. */
    static String cell(String column, Map<String, String> types) {
        String name = Engine.name(column);
        String type = types.get(column);
        if (type == null || type.equals("DOUBLE") || type.equals("DATE") || type.equals("VARCHAR")) {
            return name;
        }
        Field.Kind kind = kind(type);
        return "CAST(" + name + " AS " + (kind == Field.Kind.TEXT ? "VARCHAR" : "DOUBLE") + ")";
    }
}
