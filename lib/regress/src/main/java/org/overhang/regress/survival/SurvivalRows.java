package org.overhang.regress.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/**
 * Complete rows of a survival table, checked and put in one order whatever the order of the file: by stratum, then time,
 * then event, then everything else, so that sums come out the same bits.
 */
record SurvivalRows(
        double[] time,
        double[] entry,
        int[] event,
        double[][] x,
        int[] stratum,
        Keys strata,
        int[] cluster,
        int clusters,
        List<String> causes,
        int dropped,
        int[] row,
        Columns columns) {

    /** Which column plays which role; an empty name means that the role is not used. */
    record Roles(
            String verb,
            String time,
            String entry,
            String event,
            boolean eventIsCause,
            String censoredAs,
            List<String> covariates,
            List<String> strata,
            String cluster) {}

    int rows() {
        return time.length;
    }

    boolean hasEntry() {
        return Arrays.stream(entry).anyMatch(v -> v != Double.NEGATIVE_INFINITY);
    }

    int count(int code) {
        return (int) Arrays.stream(event).filter(e -> e == code).count();
    }

    static SurvivalRows read(Roles roles, Source source) {
        Columns.Request request = Columns.neededBy(roles.verb).number("time", roles.time);
        if (!roles.entry.isEmpty()) {
            request.number("entry", roles.entry);
        }
        if (roles.eventIsCause) {
            request.text("cause", roles.event);
        } else {
            request.number("event", roles.event);
        }
        roles.covariates.forEach(c -> request.number("covariate", c));
        request.keys(roles.strata);
        if (!roles.cluster.isEmpty()) {
            request.keys(roles.cluster);
        }
        return new Reader(roles, request.read(source)).rows();
    }

    /** Checks cells, drops incomplete rows and sorts. */
    private static final class Reader {
        private final Roles roles;
        private final Columns in;
        private final double[] time;
        private final double[] entry;
        private final double[][] covariates;
        private final Keys strata;
        private final int[] stratum;
        private final int[] cluster;
        private final List<String> causes;
        private final int[] event;

        Reader(Roles roles, Columns in) {
            this.roles = roles;
            this.in = in;
            int n = in.rows();
            time = in.number(roles.time);
            entry = roles.entry.isEmpty() ? filled(n) : in.number(roles.entry);
            covariates = roles.covariates.stream().map(in::number).toArray(double[][]::new);
            strata = in.keys(roles.strata);
            stratum = strata.codes();
            cluster = roles.cluster.isEmpty()
                    ? new int[n]
                    : in.keys(List.of(roles.cluster)).codes();
            causes = roles.eventIsCause ? causes(in.text(roles.event), roles.censoredAs) : List.of();
            event = roles.eventIsCause ? codes(in.text(roles.event)) : codes(in.number(roles.event));
        }

        private static double[] filled(int n) {
            double[] out = new double[n];
            Arrays.fill(out, Double.NEGATIVE_INFINITY);
            return out;
        }

        private static List<String> causes(@Nullable String[] cells, String censoredAs) {
            return Arrays.stream(cells)
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .filter(c -> !c.equals(censoredAs))
                    .distinct()
                    .sorted()
                    .toList();
        }

        private int[] codes(@Nullable String[] cells) {
            int[] out = new int[cells.length];
            for (int i = 0; i < out.length; i++) {
                String cell = cells[i];
                out[i] = cell == null ? -1 : causes.indexOf(cell) + 1;
            }
            return out;
        }

        private int[] codes(double[] cells) {
            List<Integer> bad = new ArrayList<>();
            int[] out = new int[cells.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = Double.isNaN(cells[i]) ? -1 : (int) cells[i];
                if (!Double.isNaN(cells[i]) && cells[i] != 0 && cells[i] != 1) {
                    bad.add(i + 1);
                }
            }
            if (!bad.isEmpty()) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        roles.verb + " needs an event column of 0 (censored) and 1 (exit), but \"" + roles.event
                                + "\" holds other numbers in " + Columns.rowNumbers(bad)
                                + ". For several kinds of exit use CumulativeIncidence or FineGray.");
            }
            return out;
        }

        private boolean complete(int i) {
            boolean cells = !Double.isNaN(time[i]) && !Double.isNaN(entry[i]) && event[i] >= 0;
            for (double[] covariate : covariates) {
                cells &= !Double.isNaN(covariate[i]);
            }
            return cells && stratum[i] >= 0 && cluster[i] >= 0;
        }

        private void check(List<Integer> kept) {
            List<Integer> negative = new ArrayList<>();
            List<Integer> empty = new ArrayList<>();
            for (int i : kept) {
                if (!(time[i] >= 0) && roles.entry.isEmpty()) {
                    negative.add(i + 1);
                }
                if (!(entry[i] < time[i])) {
                    empty.add(i + 1);
                }
            }
            Problems problems = new Problems();
            problems.require(
                    negative.isEmpty(),
                    Reason.BAD_VALUE,
                    roles.verb + " needs times of zero or more in \"" + roles.time + "\", but they are negative in "
                            + Columns.rowNumbers(negative) + ". Measure time from the start of risk.");
            problems.require(
                    empty.isEmpty(),
                    Reason.BAD_VALUE,
                    roles.verb + " needs each row to enter before it ends, but \"" + roles.entry + "\" is not below \""
                            + roles.time + "\" in " + Columns.rowNumbers(empty)
                            + ". An interval is open at its start and closed at its end.");
            problems.require(
                    !kept.isEmpty(),
                    Reason.NOT_IDENTIFIED,
                    roles.verb + " needs at least one row with no missing cell, but table \""
                            + in.source().name() + "\" has none.");
            problems.throwIfAny();
        }

        SurvivalRows rows() {
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < in.rows(); i++) {
                if (complete(i)) {
                    kept.add(i);
                }
            }
            check(kept);
            kept.sort(this::compare);
            int[] at = kept.stream().mapToInt(Integer::intValue).toArray();
            double[][] x = Arrays.stream(at)
                    .mapToObj(i ->
                            Arrays.stream(covariates).mapToDouble(c -> c[i]).toArray())
                    .toArray(double[][]::new);
            int clusters =
                    (int) Arrays.stream(at).map(i -> cluster[i]).distinct().count();
            return new SurvivalRows(
                    Arrays.stream(at).mapToDouble(i -> time[i]).toArray(),
                    Arrays.stream(at).mapToDouble(i -> entry[i]).toArray(),
                    Arrays.stream(at).map(i -> event[i]).toArray(),
                    x,
                    Arrays.stream(at).map(i -> stratum[i]).toArray(),
                    strata,
                    Arrays.stream(at).map(i -> cluster[i]).toArray(),
                    clusters,
                    causes,
                    in.rows() - at.length,
                    Arrays.stream(at).map(i -> i + 1).toArray(),
                    in);
        }

        private int compare(int a, int b) {
            int order = Integer.compare(stratum[a], stratum[b]);
            order = order != 0 ? order : Double.compare(time[a], time[b]);
            order = order != 0 ? order : Integer.compare(event[a], event[b]);
            order = order != 0 ? order : Double.compare(entry[a], entry[b]);
            for (int c = 0; c < covariates.length && order == 0; c++) {
                order = Double.compare(covariates[c][a], covariates[c][b]);
            }
            return order != 0 ? order : Integer.compare(cluster[a], cluster[b]);
        }
    }
}
