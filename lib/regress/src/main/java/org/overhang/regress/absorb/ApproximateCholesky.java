package org.overhang.regress.absorb;

import java.util.Arrays;

/**
 * A triangular factor of a graph Laplacian in which each clique that elimination makes is replaced by a sampled tree.
 *
 * <p>Eliminating vertex v with neighbour weights {@code w_1 ≤ … ≤ w_d}, sum W, exactly would join all pairs with weight
 * {@code w_i w_j / W}. Instead each i is joined to one later j, drawn with probability {@code w_j / S_i},
 * {@code S_i = sum_{j>i} w_j}, with weight {@code w_i S_i / W}, which has the same expectation and keeps the graph connected
 * (Gao, Kyng and Spielman, "Robust and practical solution of Laplacian equations by approximate elimination",
 * arXiv 2303.00709). Draws come from a fixed generator, so the factor is the same on every run.
 */
final class ApproximateCholesky {
    private final int size;
    private final int[] vertex;
    private final int[] ptr;
    private final int[] neighbor;
    private final double[] share;
    private final double[] inverse;

    private ApproximateCholesky(int size, int[] vertex, int[] ptr, int[] neighbor, double[] share, double[] inverse) {
        this.size = size;
        this.vertex = vertex;
        this.ptr = ptr;
        this.neighbor = neighbor;
        this.share = share;
        this.inverse = inverse;
    }

    /**
     * Factors the Laplacian with edges {@code from[i]—to[i]} of weight {@code weight[i] > 0}; parallel edges add up.
     */
    static ApproximateCholesky of(int size, int edges, int[] from, int[] to, double[] weight) {
        return new Elimination(size, edges, from, to, weight).run();
    }

    int size() {
        return size;
    }

    /** Overwrites levels {@code shift} to {@code shift + size} of {@code z} (width columns side by side) by the solution. */
    void solve(double[] z, int shift, int width) {
        double[] y = new double[width];
        for (int i = 0; i < size; i++) {
            int o = (shift + vertex[i]) * width;
            System.arraycopy(z, o, y, 0, width);
            for (int e = ptr[i]; e < ptr[i + 1]; e++) {
                int t = (shift + neighbor[e]) * width;
                double f = share[e];
                for (int j = 0; j < width; j++) {
                    z[t + j] += f * y[j];
                }
            }
        }
        for (int i = size - 1; i >= 0; i--) {
            int o = (shift + vertex[i]) * width;
            for (int j = 0; j < width; j++) {
                y[j] = z[o + j] * inverse[i];
            }
            for (int e = ptr[i]; e < ptr[i + 1]; e++) {
                int t = (shift + neighbor[e]) * width;
                double f = share[e];
                for (int j = 0; j < width; j++) {
                    y[j] += f * z[t + j];
                }
            }
            System.arraycopy(y, 0, z, o, width);
        }
    }

    /** The graph while it is eliminated: half edges in lists, half edge h and h^1 are the two ends of one edge. */
    private static final class Elimination {
        private final int size;
        private final int[] head;
        private final int[] next;
        private final int[] end;
        private final double[] weight;
        private final int[] degree;
        private final int[] bucket;
        private final int[] after;
        private final int[] before;
        private final int[] vertex;
        private final int[] ptr;
        private int[] neighbor;
        private double[] share;
        private final double[] inverse;
        private int used;
        private final TreeDraws draws = new TreeDraws(1);

        Elimination(int size, int edges, int[] from, int[] to, double[] weights) {
            this.size = size;
            head = new int[size];
            Arrays.fill(head, -1);
            next = new int[2 * edges];
            end = new int[2 * edges];
            weight = new double[2 * edges];
            degree = new int[size];
            for (int e = 0; e < edges; e++) {
                half(2 * e, from[e], to[e], weights[e]);
                half(2 * e + 1, to[e], from[e], weights[e]);
                degree[from[e]]++;
                degree[to[e]]++;
            }
            bucket = new int[Math.max(2, Math.min(size, 4096)) + 1];
            Arrays.fill(bucket, -1);
            after = new int[size];
            before = new int[size];
            vertex = new int[size];
            ptr = new int[size + 1];
            inverse = new double[size];
            neighbor = new int[Math.max(16, 2 * edges)];
            share = new double[neighbor.length];
        }

        private void half(int h, int at, int to, double w) {
            end[h] = to;
            weight[h] = w;
            next[h] = head[at];
            head[at] = h;
        }

        ApproximateCholesky run() {
            for (int v = size - 1; v >= 0; v--) {
                enter(v);
            }
            int[] scratch = new int[size];
            double[] total = new double[size];
            int[] edge = new int[size];
            for (int i = 0; i < size; i++) {
                int lowest = 0;
                while (bucket[lowest] < 0) {
                    lowest++;
                }
                int v = bucket[lowest];
                leave(v);
                int found = collect(v, scratch, total, edge);
                vertex[i] = v;
                ptr[i] = used;
                eliminate(i, found, scratch, total, edge);
                ptr[i + 1] = used;
            }
            return new ApproximateCholesky(
                    size, vertex, ptr, Arrays.copyOf(neighbor, used), Arrays.copyOf(share, used), inverse);
        }

        private int slot(int v) {
            return Math.min(degree[v], bucket.length - 1);
        }

        private void enter(int v) {
            int b = slot(v);
            after[v] = bucket[b];
            before[v] = -1 - b;
            if (bucket[b] >= 0) {
                before[bucket[b]] = v;
            }
            bucket[b] = v;
        }

        private void leave(int v) {
            if (before[v] < 0) {
                bucket[-1 - before[v]] = after[v];
            } else {
                after[before[v]] = after[v];
            }
            if (after[v] >= 0) {
                before[after[v]] = before[v];
            }
        }

        /** Neighbours of v with summed weights; of several parallel edges the first found stays to be re-used. */
        private int collect(int v, int[] neighbors, double[] total, int[] edge) {
            int found = 0;
            for (int h = head[v]; h >= 0; h = next[h]) {
                if (!(weight[h] > 0)) {
                    continue;
                }
                int u = end[h];
                if (total[u] > 0) {
                    total[u] += weight[h];
                    weight[h] = 0;
                    weight[h ^ 1] = 0;
                    reduce(u);
                } else {
                    total[u] = weight[h];
                    edge[u] = h;
                    neighbors[found++] = u;
                }
            }
            return found;
        }

        private void reduce(int u) {
            leave(u);
            degree[u]--;
            enter(u);
        }

        /** Writes the column of the factor and the sampled tree. */
        private void eliminate(int column, int found, int[] neighbors, double[] total, int[] edge) {
            if (found == 0) {
                inverse[column] = 0;
                return;
            }
            TreeDraws.sort(neighbors, total, found);
            room(found);
            double sum = 0;
            for (int i = 0; i < found; i++) {
                sum += total[neighbors[i]];
            }
            inverse[column] = 1 / sum;
            double[] tail = new double[found + 1];
            for (int i = found - 1; i >= 0; i--) {
                tail[i] = tail[i + 1] + total[neighbors[i]];
            }
            for (int i = 0; i < found; i++) {
                int u = neighbors[i];
                neighbor[used] = u;
                share[used++] = total[u] / sum;
                int h = edge[u];
                if (i < found - 1) {
                    int target = neighbors[draws.pick(tail, i + 1, found)];
                    double w = total[u] * tail[i + 1] / sum;
                    weight[h] = w;
                    weight[h ^ 1] = w;
                    end[h ^ 1] = target;
                    end[h] = u;
                    next[h] = head[target];
                    head[target] = h;
                    leave(target);
                    degree[target]++;
                    enter(target);
                } else {
                    weight[h] = 0;
                    weight[h ^ 1] = 0;
                    reduce(u);
                }
            }
            for (int i = 0; i < found; i++) {
                total[neighbors[i]] = 0;
            }
        }

        private void room(int more) {
            if (used + more > neighbor.length) {
                int size = Math.max(used + more, neighbor.length + neighbor.length / 2);
                neighbor = Arrays.copyOf(neighbor, size);
                share = Arrays.copyOf(share, size);
            }
        }
    }
}
