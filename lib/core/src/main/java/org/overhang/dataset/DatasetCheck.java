package org.overhang.dataset;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The declared checks of a dataset, each with whether it holds.
 *
 * <p>Every table is checked for a complete and unique key, for units that agree with the names of their columns, and for
 * what its data package declares: ranges, complete columns, allowed words, shares that are one column over another, terms
 * that balance, and parts that make a total. A row that a check passes over is named in the data package with the reason and
 * is counted here.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var check = Datasets.load("firm-accounts").check();
 * check.holds();
 * check
 * }</pre>
 */
public final class DatasetCheck implements Result {
    /** One check of one table. */
    record Line(String table, String check, int rows, List<String> exempt, List<String> failures) {}

    private final String dataset;
    private final List<Line> lines;

    private DatasetCheck(String dataset, List<Line> lines) {
        this.dataset = dataset;
        this.lines = lines;
    }

    static DatasetCheck run(String dataset, List<DatasetTable> tables) {
        List<Line> lines = new ArrayList<>();
        for (DatasetTable table : tables) {
            lines.addAll(new TableChecks(table).run());
        }
        return new DatasetCheck(dataset, List.copyOf(lines));
    }

    /**
     * Whether every check holds.
     *
     * @return true if none failed
     */
    public boolean holds() {
        return lines.stream().allMatch(l -> l.failures.isEmpty());
    }

    /**
     * What failed, one sentence a row that failed.
     *
     * @return the sentences; empty if every check holds
     */
    public List<String> failures() {
        List<String> out = new ArrayList<>();
        lines.forEach(l -> l.failures.forEach(f -> out.add(l.table + ": " + l.check + ": " + f)));
        return List.copyOf(out);
    }

    @Override
    public Summary summary() {
        long bad = lines.stream().filter(l -> !l.failures.isEmpty()).count();
        Summary.Builder out = Summary.of("Dataset check")
                .choice("dataset", dataset)
                .choice("checks", Numbers.fixed(lines.size(), 0))
                .choice("failed", Numbers.fixed(bad, 0))
                .grid(Summary.grid(lines.size())
                        .text("table", "", i -> lines.get(i).table)
                        .text("check", "", i -> lines.get(i).check)
                        .number("rows", "", 0, i -> lines.get(i).rows)
                        .number("exempt", "", 0, i -> lines.get(i).exempt.size())
                        .text("holds", "", i -> lines.get(i).failures.isEmpty() ? "yes" : "no"));
        failures().forEach(out::warning);
        lines.forEach(l -> l.exempt.forEach(e -> out.paragraph("Exempt", l.table + ": " + e)));
        return out.leftOut(exempt(), "row checks that the data package exempts by name")
                .build();
    }

    private int exempt() {
        return lines.stream().mapToInt(l -> l.exempt.size()).sum();
    }

    /**
     * One row a check: {@code table check rows exempt failed holds}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        StringColumn table = StringColumn.create("table");
        StringColumn check = StringColumn.create("check");
        IntColumn rows = IntColumn.create("rows");
        IntColumn exempt = IntColumn.create("exempt");
        IntColumn failed = IntColumn.create("failed");
        BooleanColumn holds = BooleanColumn.create("holds");
        for (Line line : lines) {
            table.append(line.table);
            check.append(line.check);
            rows.append(line.rows);
            exempt.append(line.exempt.size());
            failed.append(line.failures.size());
            holds.append(line.failures.isEmpty());
        }
        return Table.create("checks", table, check, rows, exempt, failed, holds);
    }

    @Override
    public Table glance() {
        int failed = (int) lines.stream().filter(l -> !l.failures.isEmpty()).count();
        return Table.create(
                "checks",
                IntColumn.create("nobs", new int[] {lines.size()}),
                IntColumn.create("failed", new int[] {failed}),
                IntColumn.create("dropped", new int[] {exempt()}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
