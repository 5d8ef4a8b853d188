package org.overhang.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.BitmapBackedSelection;
import tech.tablesaw.selection.Selection;

/** Rows of one level of a source. */
final class Levels {
    private Levels() {}

    static Source at(Source source, String level) {
        for (Hierarchy hierarchy : source.hierarchies()) {
            @Nullable String[] words = words(source, hierarchy);
            Selection there = new BitmapBackedSelection();
            for (int row = 0; row < words.length; row++) {
                String word = words[row];
                if (word != null
                        && hierarchy.levelOf(word).filter(level::equals).isPresent()) {
                    there.add(row);
                }
            }
            if (!there.isEmpty() || hierarchy.names().contains(level)) {
                Table rows = Tables.of(source).where(there);
                if (source instanceof TableSource table) {
                    return table.over(rows);
                }
                TableSource out = Source.of(rows).named(source.name()).from(source.provenance());
                for (Field field : source.fields()) {
                    out = out.unit(field.name(), field.unit());
                }
                for (Hierarchy each : source.hierarchies()) {
                    out = out.levels(each);
                }
                return out;
            }
        }
        throw new OverhangException(
                Reason.OUT_OF_RANGE,
                "The rows of one level need a level of table \"" + source.name() + "\", but it has no \"" + level
                        + "\". " + hint(source, level));
    }

    private static String hint(Source source, String level) {
        List<String> there = new ArrayList<>();
        for (Hierarchy hierarchy : source.hierarchies()) {
            there.addAll(hierarchy.names());
        }
        return source.hierarchies().isEmpty()
                ? "Declare its levels with Source.of(…).levels(Hierarchy.of(…))."
                : there.isEmpty()
                        ? "Name one of its " + source.hierarchies().get(0).column() + "s."
                        : Nearest.hint(level, there) + "Its levels: " + String.join(", ", there) + ".";
    }

    private static @Nullable String[] words(Source source, Hierarchy hierarchy) {
        return Columns.neededBy("Rows of one level")
                .text("level", hierarchy.column())
                .read(source)
                .text(hierarchy.column());
    }
}
