package org.overhang.figure;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Lists that do not change, one element longer or with another last element. */
final class Lists {
    private Lists() {}

    /**
     * The first elements of a list that others may have made longer behind them.
     *
     * <p>A form grows by one element a step, and every step is a form of its own. All of them share one list as long as each is
     * grown once, so that ten thousand steps cost ten thousand additions; who grows an older one gets a copy.
     */
    private static final class Grown<T> extends AbstractList<T> {
        private final List<T> shared;
        private final int size;

        Grown(List<T> shared) {
            this.shared = shared;
            this.size = shared.size();
        }

        @Override
        public T get(int index) {
            if (index >= size) {
                throw new IndexOutOfBoundsException(index);
            }
            synchronized (shared) {
                return shared.get(index);
            }
        }

        @Override
        public int size() {
            return size;
        }

        List<T> with(T more) {
            synchronized (shared) {
                List<T> longer = shared.size() == size ? shared : new ArrayList<>(shared.subList(0, size));
                longer.add(more);
                return new Grown<>(longer);
            }
        }
    }

    static <T> List<T> with(List<T> list, T more) {
        return (list instanceof Grown<T> grown ? grown : new Grown<>(new ArrayList<>(list))).with(more);
    }

    static <T> List<T> withLast(List<T> list, T last) {
        List<T> changed = new ArrayList<>(list);
        changed.set(list.size() - 1, last);
        return new Grown<>(changed);
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
