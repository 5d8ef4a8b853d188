package org.overhang.regress.absorb;

/** Counts of levels: nesting, connected components and what they make redundant. */
public final class Components {
    private Components() {}

    /** Whether each group lies within one cluster. */
    public static boolean nested(int[] group, int groups, int[] cluster) {
        int[] of = new int[groups];
        java.util.Arrays.fill(of, -1);
        for (int i = 0; i < group.length; i++) {
            if (of[group[i]] < 0) {
                of[group[i]] = cluster[i];
            } else if (of[group[i]] != cluster[i]) {
                return false;
            }
        }
        return true;
    }

    /** Component of each level of two crossed effects, numbered by first row: those of the first, then of the second. */
    public static int[] of(int[] a, int countA, int[] b, int countB) {
        int[] parent = new int[countA + countB];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
        }
        for (int i = 0; i < a.length; i++) {
            int x = root(parent, a[i]);
            int y = root(parent, countA + b[i]);
            parent[Math.max(x, y)] = Math.min(x, y);
        }
        int[] number = new int[parent.length];
        int next = 0;
        for (int i = 0; i < parent.length; i++) {
            int r = root(parent, i);
            number[i] = r == i ? next++ : number[r];
        }
        return number;
    }

    private static int root(int[] parent, int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    public static int count(int[] components) {
        int most = -1;
        for (int c : components) {
            most = Math.max(most, c);
        }
        return most + 1;
    }
}
