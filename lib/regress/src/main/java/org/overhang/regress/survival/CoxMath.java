package org.overhang.regress.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * The partial likelihood and what follows from it, on rows sorted by stratum and time. Covariates come in centered and
 * scaled; weights multiply a row's part in both sums.
 */
final class CoxMath {
    private final double[] entry;
    private final double[] time;
    private final boolean[] event;
    private final double[][] x;
    private final double[] weight;
    private final int[] stratum;
    private final Cox.Ties ties;
    private final int p;

    CoxMath(
            double[] entry,
            double[] time,
            boolean[] event,
            double[][] x,
            double[] weight,
            int[] stratum,
            Cox.Ties ties,
            int p) {
        this.entry = entry;
        this.time = time;
        this.event = event;
        this.x = x;
        this.weight = weight;
        this.stratum = stratum;
        this.ties = ties;
        this.p = p;
    }

    /** Log-likelihood with its first derivative and minus its second. */
    record Value(double logLikelihood, double[] score, double[][] information) {}

    /** One term of the likelihood: a death time has one (Breslow) or as many as deaths (Efron). */
    interface Visitor {
        void step(
                int stratum,
                double time,
                double share,
                double weight,
                double logSum,
                double[] mean,
                double[][] variance);
    }

    double[] risk(double[] beta) {
        double[] out = new double[time.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = FastMath.exp(SurvivalMath.dot(x[i], beta));
        }
        return out;
    }

    Value value(double[] beta) {
        double[] score = new double[p];
        double[][] information = new double[p][p];
        double[] total = {0};
        for (int i = 0; i < time.length; i++) {
            if (event[i]) {
                total[0] += weight[i] * SurvivalMath.dot(x[i], beta);
                for (int a = 0; a < p; a++) {
                    score[a] += weight[i] * x[i][a];
                }
            }
        }
        walk(beta, (s, t, share, w, logSum, mean, variance) -> {
            total[0] -= w * logSum;
            for (int a = 0; a < p; a++) {
                score[a] -= w * mean[a];
                for (int b = 0; b < p; b++) {
                    information[a][b] += w * variance[a][b];
                }
            }
        });
        return new Value(total[0], score, information);
    }

    double concordance(double[] beta) {
        double[] predictor = new double[time.length];
        for (int i = 0; i < predictor.length; i++) {
            predictor[i] = SurvivalMath.dot(x[i], beta);
        }
        return ConcordanceMath.of(entry, time, event, weight, stratum, predictor);
    }

    /** Adds the covariates of those who leave, times a function of when. */
    void addDeaths(double[] score, java.util.function.DoubleUnaryOperator factor) {
        for (int i = 0; i < time.length; i++) {
            if (event[i]) {
                double g = factor.applyAsDouble(time[i]) * weight[i];
                for (int a = 0; a < p; a++) {
                    score[a] += g * x[i][a];
                }
            }
        }
    }

    /** Runs over death times, latest first within each stratum, with the sums over the rows then at risk. */
    void walk(double[] beta, Visitor visitor) {
        double[] risk = risk(beta);
        for (int from = 0, to; from < time.length; from = to) {
            to = from;
            while (to < time.length && stratum[to] == stratum[from]) {
                to++;
            }
            walk(risk, beta, from, to, visitor);
        }
    }

    private void walk(double[] risk, double[] beta, int from, int to, Visitor visitor) {
        Integer[] byEntry = IntStream.range(from, to).boxed().toArray(Integer[]::new);
        Arrays.sort(byEntry, Comparator.comparingDouble((Integer i) -> -entry[i]));
        Sums all = new Sums(p);
        int leaving = 0;
        for (int last = to - 1; last >= from; ) {
            double t = time[last];
            Sums deaths = new Sums(p);
            List<Integer> dead = new ArrayList<>();
            int first = last;
            for (; first >= from && time[first] == t; first--) {
                all.add(x[first], weight[first] * risk[first]);
                if (event[first]) {
                    deaths.add(x[first], weight[first] * risk[first]);
                    dead.add(first);
                }
            }
            for (; leaving < byEntry.length && entry[byEntry[leaving]] >= t; leaving++) {
                int i = byEntry[leaving];
                all.add(x[i], -weight[i] * risk[i]);
            }
            if (!dead.isEmpty()) {
                if (ties == Cox.Ties.EXACT) {
                    exact(beta, t, from, first + 1, to, dead.size(), visitor);
                } else {
                    terms(t, stratum[from], all, deaths, dead, visitor);
                }
            }
            last = first;
        }
    }

    private void terms(double t, int group, Sums all, Sums deaths, List<Integer> dead, Visitor visitor) {
        double total = dead.stream().mapToDouble(i -> weight[i]).sum();
        int terms = ties == Cox.Ties.EFRON ? dead.size() : 1;
        for (int k = 0; k < terms; k++) {
            double share = (double) k / terms;
            double sum = all.zero - share * deaths.zero;
            double[] mean = new double[p];
            for (int a = 0; a < p; a++) {
                mean[a] = (all.one[a] - share * deaths.one[a]) / sum;
            }
            double[][] variance = new double[p][p];
            for (int a = 0; a < p; a++) {
                for (int b = 0; b < p; b++) {
                    variance[a][b] = (all.two[a][b] - share * deaths.two[a][b]) / sum - mean[a] * mean[b];
                }
            }
            visitor.step(group, t, share, total / terms, FastMath.log(sum), mean, variance);
        }
    }

    private static final class Sums {
        private double zero;
        private final double[] one;
        private final double[][] two;

        Sums(int p) {
            one = new double[p];
            two = new double[p][p];
        }

        void add(double[] x, double w) {
            zero += w;
            for (int a = 0; a < x.length; a++) {
                double wx = w * x[a];
                one[a] += wx;
                for (int b = 0; b < x.length; b++) {
                    two[a][b] += wx * x[b];
                }
            }
        }
    }

    /**
     * The discrete likelihood: the sum over all ways to choose the deaths from those at risk, by the recursion of elementary
     * symmetric polynomials with its derivatives. Risks are scaled so that the sum neither overflows nor vanishes.
     */
    private void exact(double[] beta, double t, int from, int first, int to, int deaths, Visitor visitor) {
        int[] atRisk = IntStream.range(first, to).filter(i -> entry[i] < t).toArray();
        double total = 0;
        double[] risk = new double[atRisk.length];
        for (int i = 0; i < risk.length; i++) {
            risk[i] = FastMath.exp(SurvivalMath.dot(x[atRisk[i]], beta));
            total += risk[i];
        }
        double scale = deaths / total;
        double[] zero = new double[deaths + 1];
        double[][] one = new double[deaths + 1][p];
        double[][][] two = new double[deaths + 1][p][p];
        zero[0] = 1;
        for (int i = 0; i < risk.length; i++) {
            double r = risk[i] * scale;
            double[] xi = x[atRisk[i]];
            for (int k = Math.min(deaths, i + 1); k >= 1; k--) {
                for (int a = 0; a < p; a++) {
                    for (int b = 0; b < p; b++) {
                        two[k][a][b] += r
                                * (two[k - 1][a][b]
                                        + xi[a] * one[k - 1][b]
                                        + xi[b] * one[k - 1][a]
                                        + xi[a] * xi[b] * zero[k - 1]);
                    }
                }
                for (int a = 0; a < p; a++) {
                    one[k][a] += r * (one[k - 1][a] + xi[a] * zero[k - 1]);
                }
                zero[k] += r * zero[k - 1];
            }
        }
        double sum = zero[deaths];
        double[] mean = new double[p];
        double[][] variance = new double[p][p];
        for (int a = 0; a < p; a++) {
            mean[a] = one[deaths][a] / sum;
        }
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < p; b++) {
                variance[a][b] = two[deaths][a][b] / sum - mean[a] * mean[b];
            }
        }
        visitor.step(stratum[from], t, 0, 1, FastMath.log(sum) - deaths * FastMath.log(scale), mean, variance);
    }

    /** Hazard terms at one death time of one stratum. */
    private static final class Jump {
        final double time;
        double hazard;
        double hazardOfDead;
        final double[] mean;
        final double[] meanOfDead;
        final double[] plain;
        int terms;

        Jump(double time, int p) {
            this.time = time;
            mean = new double[p];
            meanOfDead = new double[p];
            plain = new double[p];
        }
    }

    /**
     * Exits less their expected number, covariates of those who leave less their mean at risk (NaN for a row without exit), and
     * what each row adds to the score, times its weight.
     */
    record Residuals(double[] martingale, double[][] schoenfeld, double[][] score) {}

    Residuals residuals(double[] beta) {
        double[] risk = risk(beta);
        List<List<Jump>> jumps = new ArrayList<>();
        int strata = time.length == 0 ? 0 : stratum[time.length - 1] + 1;
        for (int s = 0; s < strata; s++) {
            jumps.add(new ArrayList<>());
        }
        walk(beta, (s, t, share, w, logSum, mean, variance) -> {
            List<Jump> mine = jumps.get(s);
            if (mine.isEmpty() || mine.get(mine.size() - 1).time != t) {
                mine.add(new Jump(t, p));
            }
            Jump jump = mine.get(mine.size() - 1);
            double hazard = w * FastMath.exp(-logSum);
            jump.hazard += hazard;
            jump.hazardOfDead += (1 - share) * hazard;
            jump.terms++;
            for (int a = 0; a < p; a++) {
                jump.mean[a] += hazard * mean[a];
                jump.meanOfDead[a] += (1 - share) * hazard * mean[a];
                jump.plain[a] += mean[a];
            }
        });
        Residuals out = new Residuals(new double[time.length], new double[time.length][p], new double[time.length][p]);
        for (int from = 0, to; from < time.length; from = to) {
            to = from;
            while (to < time.length && stratum[to] == stratum[from]) {
                to++;
            }
            List<Jump> mine = jumps.get(stratum[from]);
            java.util.Collections.reverse(mine);
            residuals(mine, risk, from, to, out);
        }
        return out;
    }

    private void residuals(List<Jump> jumps, double[] risk, int from, int to, Residuals out) {
        int n = jumps.size();
        double[] times = jumps.stream().mapToDouble(j -> j.time).toArray();
        double[] hazard = new double[n + 1];
        double[][] mean = new double[n + 1][p];
        for (int j = 0; j < n; j++) {
            hazard[j + 1] = hazard[j] + jumps.get(j).hazard;
            for (int a = 0; a < p; a++) {
                mean[j + 1][a] = mean[j][a] + jumps.get(j).mean[a];
            }
        }
        for (int i = from; i < to; i++) {
            int start = SurvivalMath.below(times, Math.nextUp(entry[i]));
            int end = event[i] ? SurvivalMath.below(times, time[i]) : SurvivalMath.below(times, Math.nextUp(time[i]));
            @Nullable Jump own = event[i] ? jumps.get(end) : null;
            double h = hazard[end] - hazard[start] + (own == null ? 0 : own.hazardOfDead);
            out.martingale[i] = (own == null ? 0 : 1) - risk[i] * h;
            for (int a = 0; a < p; a++) {
                double m = mean[end][a] - mean[start][a] + (own == null ? 0 : own.meanOfDead[a]);
                double death = own == null ? 0 : x[i][a] - own.plain[a] / own.terms;
                out.schoenfeld[i][a] = own == null ? Double.NaN : death;
                out.score[i][a] = weight[i] * (death - risk[i] * (x[i][a] * h - m));
            }
        }
    }
}
