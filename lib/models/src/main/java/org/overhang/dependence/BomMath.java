package org.overhang.dependence;

import java.util.Arrays;

/**
 * Content through all levels: parts before what they go into, and loops such as scrap solved together.
 *
 * <p>Arcs are stored by output: {@code arcs[from[j]] … arcs[from[j+1] - 1]} go into node j.
 */
final class BomMath {
    private BomMath() {}

    /** Inputs of each node with what one unit of value of the output holds of the input's value. */
    record Graph(int[] from, int[] input, double[] coefficient) {
        int nodes() {
            return from.length - 1;
        }
    }

    static Graph graph(int nodes, int[] input, int[] output, double[] coefficient) {
        int[] from = new int[nodes + 1];
        for (int o : output) {
            from[o + 1]++;
        }
        for (int j = 0; j < nodes; j++) {
            from[j + 1] += from[j];
        }
        int[] next = from.clone();
        int[] into = new int[input.length];
        double[] share = new double[input.length];
        for (int e = 0; e < input.length; e++) {
            int at = next[output[e]]++;
            into[at] = input[e];
            share[at] = coefficient[e];
        }
        return new Graph(from, into, share);
    }

    /** Node sets that reach one another, in an order in which inputs come before outputs. */
    static int[][] components(Graph g) {
        int n = g.nodes();
        int[] index = new int[n];
        int[] low = new int[n];
        boolean[] open = new boolean[n];
        int[] stack = new int[n];
        int[] path = new int[n];
        int[] arc = new int[n];
        int[][] out = new int[n][];
        int found = 0;
        int depth;
        int top = 0;
        int counter = 0;
        for (int root = 0; root < n; root++) {
            if (index[root] != 0) {
                continue;
            }
            depth = 0;
            path[0] = root;
            arc[root] = g.from[root];
            index[root] = ++counter;
            low[root] = counter;
            stack[top++] = root;
            open[root] = true;
            while (depth >= 0) {
                int v = path[depth];
                if (arc[v] < g.from[v + 1]) {
                    int w = g.input[arc[v]++];
                    if (index[w] == 0) {
                        index[w] = ++counter;
                        low[w] = counter;
                        stack[top++] = w;
                        open[w] = true;
                        arc[w] = g.from[w];
                        path[++depth] = w;
                    } else if (open[w]) {
                        low[v] = Math.min(low[v], index[w]);
                    }
                } else {
                    if (low[v] == index[v]) {
                        int start = top;
                        do {
                            open[stack[--start]] = false;
                        } while (stack[start] != v);
                        out[found++] = Arrays.copyOfRange(stack, start, top);
                        top = start;
                    }
                    depth--;
                    if (depth >= 0) {
                        low[path[depth]] = Math.min(low[path[depth]], low[v]);
                    }
                }
            }
        }
        return Arrays.copyOf(out, found);
    }

    /** c = d + A'c. */
    static double[] content(Graph g, int[][] components, double[] own) {
        double[] c = new double[own.length];
        int[] place = new int[own.length];
        Arrays.fill(place, -1);
        for (int[] members : components) {
            int m = members.length;
            for (int k = 0; k < m; k++) {
                place[members[k]] = k;
            }
            double[][] a = new double[m][m];
            double[][] right = new double[m][1];
            for (int k = 0; k < m; k++) {
                int j = members[k];
                a[k][k] += 1;
                double sum = own[j];
                for (int e = g.from[j]; e < g.from[j + 1]; e++) {
                    int i = g.input[e];
                    if (place[i] >= 0) {
                        a[k][place[i]] -= g.coefficient[e];
                    } else {
                        sum += g.coefficient[e] * c[i];
                    }
                }
                right[k][0] = sum;
            }
            double[][] solved = m == 1 && a[0][0] == 1 ? right : Dense.solve(a, right);
            for (int k = 0; k < m; k++) {
                c[members[k]] = solved[k][0];
                place[members[k]] = -1;
            }
        }
        return c;
    }
}
