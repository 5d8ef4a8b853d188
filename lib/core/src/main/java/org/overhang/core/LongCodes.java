package org.overhang.core;

import java.util.Arrays;

/** Numbers distinct longs 0, 1, 2 … in the order in which they are first seen. */
final class LongCodes {
    private long[] keys = new long[1024];
    private int[] codes = new int[1024];
    private int count;

    LongCodes() {
        Arrays.fill(codes, -1);
    }

    int count() {
        return count;
    }

    /** The code of the value, a new one if it has none yet. */
    int of(long value) {
        int mask = codes.length - 1;
        int slot = slot(value, mask);
        while (codes[slot] >= 0) {
            if (keys[slot] == value) {
                return codes[slot];
            }
            slot = (slot + 1) & mask;
        }
        keys[slot] = value;
        codes[slot] = count++;
        int code = codes[slot];
        if (2 * count > codes.length) {
            grow();
        }
        return code;
    }

    private static int slot(long value, int mask) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32 ^ mixed) & mask;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCodes = codes;
        keys = new long[2 * oldKeys.length];
        codes = new int[keys.length];
        Arrays.fill(codes, -1);
        int mask = codes.length - 1;
        for (int i = 0; i < oldCodes.length; i++) {
            if (oldCodes[i] >= 0) {
                int slot = slot(oldKeys[i], mask);
                while (codes[slot] >= 0) {
                    slot = (slot + 1) & mask;
                }
                keys[slot] = oldKeys[i];
                codes[slot] = oldCodes[i];
            }
        }
    }
}
