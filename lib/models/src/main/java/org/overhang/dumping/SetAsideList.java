package org.overhang.dumping;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;

/** How many sales of a file were set aside, by reason. */
record SetAsideList(int[] counts) {
    static SetAsideList of(byte[] status) {
        int[] counts = new int[SetAside.values().length];
        for (byte why : status) {
            if (why != Book.KEPT) {
                counts[why]++;
            }
        }
        return new SetAsideList(counts);
    }

    int total() {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    String words() {
        List<String> parts = new ArrayList<>();
        for (SetAside why : SetAside.values()) {
            if (counts[why.ordinal()] > 0) {
                parts.add(Numbers.fixed(counts[why.ordinal()], 0) + " " + why.words());
            }
        }
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }
}
