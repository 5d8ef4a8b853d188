package org.overhang.dumping;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Codes for composite keys: the distinct keys sorted, and the place of each, by table or by hash. */
final class LongCodes {
    private final long[] distinct;
    private final int[] table;
    private final long[] hashed;
    private final int[] places;

    private LongCodes(long[] distinct, int[] table, long[] hashed, int[] places) {
        this.distinct = distinct;
        this.table = table;
        this.hashed = hashed;
        this.places = places;
    }

    /** Keys from 0 (inclusive) to {@code range} (exclusive); a negative key is no key. */
    static LongCodes of(long range, int[] rows, IntToLongFunction[] keys) {
        long all = 0;
        for (int n : rows) {
            all += n;
        }
        return range <= 4 * all + (1 << 16) ? byTable((int) range, rows, keys) : byHash(rows, keys);
    }

    private static LongCodes byTable(int range, int[] rows, IntToLongFunction[] keys) {
        int[] table = new int[range];
        for (int f = 0; f < keys.length; f++) {
            for (int i = 0; i < rows[f]; i++) {
                long key = keys[f].applyAsLong(i);
                if (key >= 0) {
                    table[(int) key] = 1;
                }
            }
        }
        int count = 0;
        for (int seen : table) {
            count += seen;
        }
        long[] distinct = new long[count];
        count = 0;
        for (int k = 0; k < range; k++) {
            if (table[k] == 1) {
                distinct[count] = k;
                table[k] = count++;
            } else {
                table[k] = -1;
            }
        }
        return new LongCodes(distinct, table, new long[0], new int[0]);
    }

    private static LongCodes byHash(int[] rows, IntToLongFunction[] keys) {
        long[] slots = new long[1 << 10];
        Arrays.fill(slots, -1);
        int count = 0;
        for (int f = 0; f < keys.length; f++) {
            for (int i = 0; i < rows[f]; i++) {
                long key = keys[f].applyAsLong(i);
                if (key >= 0 && put(slots, key)) {
                    count++;
                    if (count * 2 > slots.length) {
                        slots = grown(slots);
                    }
                }
            }
        }
        long[] distinct = Arrays.stream(slots).filter(k -> k >= 0).sorted().toArray();
        int[] places = new int[slots.length];
        for (int p = 0; p < distinct.length; p++) {
            places[slot(slots, distinct[p])] = p;
        }
        return new LongCodes(distinct, new int[0], slots, places);
    }

    private static int slot(long[] slots, long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int at = (int) (mixed >>> 32) & (slots.length - 1);
        while (slots[at] != key && slots[at] >= 0) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }

    private static boolean put(long[] slots, long key) {
        int at = slot(slots, key);
        if (slots[at] == key) {
            return false;
        }
        slots[at] = key;
        return true;
    }

    private static long[] grown(long[] slots) {
        long[] more = new long[slots.length * 2];
        Arrays.fill(more, -1);
        for (long key : slots) {
            if (key >= 0) {
                put(more, key);
            }
        }
        return more;
    }

    int count() {
        return distinct.length;
    }

    long key(int code) {
        return distinct[code];
    }

    /** The code of a key, or −1 if it was never given. */
    int code(long key) {
        if (key < 0) {
            return -1;
        }
        if (hashed.length == 0) {
            return key < table.length ? table[(int) key] : -1;
        }
        int at = slot(hashed, key);
        return hashed[at] == key ? places[at] : -1;
    }
}
