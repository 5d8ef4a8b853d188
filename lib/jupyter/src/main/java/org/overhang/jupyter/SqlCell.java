package org.overhang.jupyter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Internal;
import org.overhang.core.OverhangException;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.TableSource;
import org.overhang.dataset.Query;
import tech.tablesaw.api.Table;

/**
 * A cell of SQL: it sees the session's sources, tables and results by the names of their variables, and binds its answer to one.
 *
 * <p>The session's own code hands over its variables and takes the answer, since only that code can reach them.
 */
@Internal
public final class SqlCell {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
    private static final Pattern PLACE = Pattern.compile(" in line (\\d+), column (\\d+)");

    private static List<@Nullable Object> seen = List.of();
    private static @Nullable TableSource answer;

    private SqlCell() {}

    /**
     * Takes the values of the session's variables.
     *
     * @param values one a variable
     */
    public static void see(@Nullable Object... values) {
        List<@Nullable Object> copy = new ArrayList<>();
        for (Object value : values) {
            copy.add(value);
        }
        seen = copy;
    }

    /**
     * The answer of the cell that runs.
     *
     * @return the answer
     */
    public static @Nullable TableSource answer() {
        return answer;
    }

    static CellEngine.@Nullable Value run(CellEngine engine, String name, String body, int cell, Frames.Place first) {
        if (!SourceVersion.isName(name) || name.contains(".")) {
            throw Magics.refuse(
                    "%%sql needs one name for its answer, but found \"" + name
                            + "\". Write %%sql prices, and the query on the lines below.",
                    first);
        }
        try {
            TableSource found =
                    answer(engine, body, values(engine, cell), first).named(name);
            answer = found;
            engine.evaluate("var " + name + " = " + SqlCell.class.getName() + ".answer();", cell);
            return new CellEngine.Value(found);
        } finally {
            seen = List.of();
            answer = null;
        }
    }

    private static Map<String, Object> values(CellEngine engine, int cell) {
        List<String> names = engine.variables();
        engine.evaluate(SqlCell.class.getName() + ".see(new Object[] {" + String.join(", ", names) + "});", cell);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Object value = seen.get(i);
            if (value instanceof Source || value instanceof Table || value instanceof Result) {
                values.put(names.get(i), value);
            }
        }
        return values;
    }

    private static TableSource answer(CellEngine engine, String body, Map<String, Object> values, Frames.Place first) {
        Set<String> words = new HashSet<>();
        WORD.matcher(body).results().forEach(word -> words.add(word.group()));
        try {
            return engine.call(() -> query(body, values, words).read(), first);
        } catch (CellError e) {
            Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
            if (!(e.getCause() instanceof OverhangException) || !place.find()) {
                throw e;
            }
            int line = Integer.parseInt(place.group(1));
            List<String> lines =
                    new ArrayList<>(String.valueOf(e.getMessage()).lines().toList());
            Frames.Place all = new Frames.Place(first.cell(), 0, body.lines().toList());
            lines.addAll(all.pointAt(line, Integer.parseInt(place.group(2)) - 1, ""));
            throw new CellError(e.name(), String.valueOf(e.getMessage()), lines, e.getCause());
        }
    }

    /** SQL does not tell names apart by letter case; where Java does, the one that the query writes as it is stands first. */
    private static Query query(String body, Map<String, Object> values, Set<String> words) {
        Query query = Query.sql(body);
        Set<String> taken = new HashSet<>();
        for (boolean written : new boolean[] {true, false}) {
            for (Map.Entry<String, Object> each : values.entrySet()) {
                String name = each.getKey();
                // A result's table may cost something to make
                boolean cheap = each.getValue() instanceof Source || each.getValue() instanceof Table;
                if (words.contains(name) == written && (written || cheap) && taken.add(name.toLowerCase(Locale.ROOT))) {
                    query = query.named(name, source(each.getValue()));
                }
            }
        }
        return query;
    }

    private static Source source(Object value) {
        if (value instanceof Source source) {
            return source;
        }
        return Source.of(value instanceof Table table ? table : ((Result) value).tidy());
    }
}
