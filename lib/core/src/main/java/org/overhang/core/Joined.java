package org.overhang.core;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The rows of a {@link HashJoin}, a source again, with what found no partner.
 *
 * <p>Units come from both sides; the provenance names both publishers.
 */
public final class Joined implements Source, Result {
    private final String kind;
    private final Map<String, String> keys;
    private final Map<String, String> renamed;
    private final TableSource source;
    private final Table left;
    private final Table right;
    private final String leftName;
    private final String rightName;
    private final JoinMath.Codes codes;

    Joined(
            String kind,
            Map<String, String> keys,
            Map<String, String> renamed,
            TableSource source,
            Table left,
            Table right,
            String leftName,
            String rightName,
            JoinMath.Codes codes) {
        this.kind = kind;
        this.keys = keys;
        this.renamed = renamed;
        this.source = source;
        this.left = left;
        this.right = right;
        this.leftName = leftName;
        this.rightName = rightName;
        this.codes = codes;
    }

    /**
     * A copy of the joined table.
     *
     * @return a fresh table
     */
    @Override
    public Table table() {
        return source.table();
    }

    /**
     * The rows of the left without partner, those with a missing key included.
     *
     * @return a fresh table with the left's columns
     */
    public Table leftOnly() {
        return Tables.rows(left, JoinMath.alone(codes.left(), codes.right(), codes.count()));
    }

    /**
     * The rows of the right without partner, those with a missing key included.
     *
     * @return a fresh table with the right's columns
     */
    public Table rightOnly() {
        return Tables.rows(right, JoinMath.alone(codes.right(), codes.left(), codes.count()));
    }

    /**
     * How many rows of the left found no partner.
     *
     * @return the number of rows
     */
    public int unmatchedLeft() {
        return JoinMath.alone(codes.left(), codes.right(), codes.count()).length;
    }

    /**
     * How many rows of the right found no partner.
     *
     * @return the number of rows
     */
    public int unmatchedRight() {
        return JoinMath.alone(codes.right(), codes.left(), codes.count()).length;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public List<Field> fields() {
        return source.fields();
    }

    @Override
    public List<Hierarchy> hierarchies() {
        return source.hierarchies();
    }

    @Override
    public Provenance provenance() {
        return source.provenance();
    }

    @Override
    public void read(List<String> columns, Consumer<Batch> reader) {
        source.read(columns, reader);
    }

    @Override
    public Summary summary() {
        int[] rows = {left.rowCount(), right.rowCount()};
        int[] alone = {unmatchedLeft(), unmatchedRight()};
        int[] missing = {missing(codes.left()), missing(codes.right())};
        String[] names = {leftName, rightName};
        List<String> on = keys.entrySet().stream()
                .map(k -> k.getKey().equals(k.getValue()) ? k.getKey() : k.getKey() + " = " + k.getValue())
                .toList();
        Summary.Builder out = Summary.of("Join")
                .choice("kind", kind)
                .choice("on", String.join(", ", on))
                .choice("rows", Numbers.fixed(source.own().rowCount(), 0))
                .grid(Summary.grid(2)
                        .text("side", "", i -> i == 0 ? "left" : "right")
                        .text("table", "", i -> names[i])
                        .number("rows", "", 0, i -> rows[i])
                        .number("matched", "", 0, i -> rows[i] - alone[i])
                        .number("no partner", "", 0, i -> alone[i])
                        .number("of these, key missing", "", 0, i -> missing[i]));
        renamed.forEach(
                (from, to) -> out.paragraph("Renamed", "\"" + from + "\" of the right is called \"" + to + "\"."));
        if (kind.equals("inner")) {
            out.leftOut(alone[0], "rows of the left without partner");
        }
        return out.leftOut(alone[1], "rows of the right without partner").build();
    }

    private static int missing(int[] codes) {
        int count = 0;
        for (int code : codes) {
            count += code < 0 ? 1 : 0;
        }
        return count;
    }

    @Override
    public Table tidy() {
        return table();
    }

    /**
     * One row: {@code nobs unmatched_left unmatched_right missing_left missing_right}.
     *
     * @return a fresh table
     */
    @Override
    public Table glance() {
        return Table.create(
                name(),
                IntColumn.create("nobs", new int[] {source.own().rowCount()}),
                IntColumn.create("unmatched_left", new int[] {unmatchedLeft()}),
                IntColumn.create("unmatched_right", new int[] {unmatchedRight()}),
                IntColumn.create("missing_left", new int[] {missing(codes.left())}),
                IntColumn.create("missing_right", new int[] {missing(codes.right())}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
