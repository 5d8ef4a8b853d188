package org.overhang.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.time.PeriodUnit;
import org.overhang.core.time.Periods;
import tech.tablesaw.columns.Column;

/** A column of coarser periods out of one of dates or finer ones. */
final class PeriodColumn {
    private PeriodColumn() {}

    static Column<?> of(Source source, String column, PeriodUnit unit, @Nullable PeriodUnit stated) {
        Field field = source.field(column).orElseThrow();
        int[] at = {0};
        Object[] cells = new Object[1];
        source.read(List.of(field.name()), batch -> {
            Object more = field.kind() == Field.Kind.NUMBER
                    ? batch.numbers(0)
                    : field.kind() == Field.Kind.TEXT ? batch.texts(0) : batch.days(0);
            cells[0] = at[0]++ == 0 ? more : joined(cells[0], more);
        });
        Object all = cells[0] == null ? new double[0] : cells[0];
        // Days that happen to lie a quarter apart are days all the same.
        PeriodUnit step = field.kind() == Field.Kind.DATE ? PeriodUnit.DAY : stated;
        return Periods.of("period", "column", column, source.name(), all, step).within(unit);
    }

    private static Object joined(Object first, Object more) {
        int length = java.lang.reflect.Array.getLength(first);
        int added = java.lang.reflect.Array.getLength(more);
        Object out = java.lang.reflect.Array.newInstance(first.getClass().getComponentType(), length + added);
        System.arraycopy(first, 0, out, 0, length);
        System.arraycopy(more, 0, out, length, added);
        return out;
    }
}
