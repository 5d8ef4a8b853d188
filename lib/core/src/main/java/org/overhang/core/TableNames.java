package org.overhang.core;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.Table;

/** Names of columns: those that differ only in blanks at their ends, in Unicode form or in letter case are one name. */
final class TableNames {
    private TableNames() {}

    /** Where a column stands in a table whose names may have blanks at their ends. */
    static int in(Table table, String column) {
        List<String> names = table.columnNames();
        int exact = names.indexOf(column);
        for (int i = 0; exact < 0 && i < names.size(); i++) {
            exact = KeyText.name(names.get(i)).equals(column) ? i : -1;
        }
        return exact;
    }

    /** Refuses two columns of one name; Tablesaw finds columns whatever the letter case. */
    static void refuseTwins(String table, List<String> names) {
        Map<String, String> first = new HashMap<>();
        for (String name : names) {
            String twin = first.putIfAbsent(KeyText.name(name).toLowerCase(Locale.ROOT), name);
            if (twin != null) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Table \"" + table + "\" needs a name of its own for each column, but \"" + twin + "\" and \""
                                + name + "\" are one name: blanks at the ends, the Unicode form and letter case do not"
                                + " tell columns apart. Rename one of them.");
            }
        }
    }
}
