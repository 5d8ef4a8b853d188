package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Lists that do not change, one element longer or with another last element. */
final class Lists {
    private Lists() {}

    static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }

    static <T> List<T> withLast(List<T> list, T last) {
        List<T> changed = new ArrayList<>(list);
        changed.set(list.size() - 1, last);
        return List.copyOf(changed);
    }

    static <T> T last(List<T> list, String what, String first) {
        if (list.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    what + " belongs to what stands before it, but nothing does. Call " + first + " first.");
        }
        return list.get(list.size() - 1);
    }
}
