package org.overhang.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table are totals of other rows: the levels of a column, such as world, region and country.
 *
 * <p>Formula: none; a verb that adds rows up asks that the rows of one sum stand on one level.
 *
 * <p>Symbols: a level is a name with the words of the column that stand on it. One level may be named without words; it holds all words
 * that no other level names. A column of editions, in which each word is a level of its own, is {@link #each}.
 *
 * <p>Missing cells stand on no level and are never the reason of a refusal. Defaults: a table without a declaration has one level.
 *
 * <pre>{@code
 * var levels = Hierarchy.of("region").level("world", "World").rest("country");
 * var mills = Source.of(table).levels(levels);
 * Utilization.of("output_kt").over("capacity_kt").by("year").total().measure(mills.at("country"));
 * }</pre>
 *
 * <p>Errors: {@link Reason#BAD_VALUE} where a sum would take rows of two levels, with the levels and what to do;
 * {@link Reason#OUT_OF_RANGE} for a level that is not there.
 *
 * <p>Source: the shipped tables that hold a world, its regions and their members in one column, as their pages say.
 */
public final class Hierarchy {
    private final String column;
    private final Map<String, Set<String>> levels;
    private final @Nullable String rest;
    private final boolean each;

    private Hierarchy(String column, Map<String, Set<String>> levels, @Nullable String rest, boolean each) {
        this.column = column;
        this.levels = levels;
        this.rest = rest;
        this.each = each;
    }

    /**
     * Starts with the column that names what a row is of.
     *
     * @param column name of the column
     * @return a hierarchy without levels
     */
    public static Hierarchy of(String column) {
        return new Hierarchy(column, Map.of(), null, false);
    }

    /**
     * A column in which each word is a level of its own: editions of one figure do not add up.
     *
     * @param column name of the column
     * @return the hierarchy
     */
    public static Hierarchy each(String column) {
        return new Hierarchy(column, Map.of(), null, true);
    }

    /**
     * Names a level by the words that stand on it.
     *
     * @param name its name
     * @param words cells of the column, as they stand there
     * @return the hierarchy with this level
     */
    public Hierarchy level(String name, String... words) {
        Map<String, Set<String>> more = new LinkedHashMap<>(levels);
        more.put(name, Set.of(words));
        return new Hierarchy(column, more, rest, each);
    }

    /**
     * Names the level of all words that no other level names.
     *
     * @param name its name
     * @return the hierarchy with this level
     */
    public Hierarchy rest(String name) {
        return new Hierarchy(column, levels, name, each);
    }

    /**
     * The column that names what a row is of.
     *
     * @return its name
     */
    public String column() {
        return column;
    }

    /** The same levels in a column of another name. */
    Hierarchy in(String other) {
        return new Hierarchy(other, levels, rest, each);
    }

    /**
     * The names of the levels, in the order declared; none where each word is a level.
     *
     * @return the names
     */
    public List<String> names() {
        List<String> out = new ArrayList<>(levels.keySet());
        if (rest != null) {
            out.add(rest);
        }
        return out;
    }

    /**
     * The level a word stands on.
     *
     * @param word a cell of the column
     * @return the level; empty if no level holds the word
     */
    public Optional<String> levelOf(String word) {
        if (each) {
            return Optional.of(word);
        }
        for (Map.Entry<String, Set<String>> level : levels.entrySet()) {
            if (level.getValue().contains(word)) {
                return Optional.of(level.getKey());
            }
        }
        return Optional.ofNullable(rest);
    }

    /**
     * Refuses a sum over rows of several levels. Groups whose key holds the column are of one level by themselves.
     *
     * @param verb who adds, as the user typed it
     * @param source where the rows come from
     * @param groups rows of one group are added up
     * @param keep which rows take part, from 0
     * @throws OverhangException {@link Reason#BAD_VALUE} where a group has rows of two levels
     */
    public static void requireOneLevel(String verb, Source source, Keys groups, IntPredicate keep) {
        for (Hierarchy hierarchy : source.hierarchies()) {
            hierarchy.require(verb, source, groups, keep);
        }
    }

    private void require(String verb, Source source, Keys groups, IntPredicate keep) {
        int[] codes = groups.codes();
        @Nullable
        String[] words =
                Columns.neededBy(verb).text("level", column).read(source).text(column);
        List<TreeSet<String>> found = new ArrayList<>();
        for (int g = 0; g < groups.count(); g++) {
            found.add(new TreeSet<>());
        }
        for (int row = 0; row < codes.length; row++) {
            String word = words[row];
            if (codes[row] >= 0 && word != null && keep.test(row)) {
                levelOf(word).ifPresent(found.get(codes[row])::add);
            }
        }
        for (int g = 0; g < found.size(); g++) {
            if (found.get(g).size() > 1) {
                throw new OverhangException(Reason.BAD_VALUE, refusal(verb, source, groups.label(g), found.get(g)));
            }
        }
    }

    private String refusal(String verb, Source source, String group, Set<String> found) {
        String advice = each
                ? "Keep one " + column + ", for example with at(\""
                        + found.iterator().next() + "\"), or add \"" + column + "\" to by(…)."
                : "Take one level with at(\"" + String.join("\") or at(\"", found) + "\"), or add \"" + column
                        + "\" to by(…).";
        return verb + " needs rows of one level in a sum, but \"" + group + "\" in table \"" + source.name()
                + "\" adds rows of several levels of \"" + column + "\": " + String.join(", ", found)
                + ". Rows of one are totals, or other editions, of rows of the other. " + advice;
    }
}
