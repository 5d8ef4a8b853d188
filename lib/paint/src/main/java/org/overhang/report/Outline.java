package org.overhang.report;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Summary;

/** The contents of a report: sections by depth, figures and tables under the section in which they stand. */
final class Outline {
    private static final int FIRST = 2;

    private final List<Entry> entries = new ArrayList<>();
    private int level = FIRST - 1;

    /** One line: 1 is a section of the first depth. */
    record Entry(int depth, String anchor, String title) {}

    void heading(int headingLevel, String anchor, String title) {
        level = headingLevel;
        entries.add(new Entry(level - FIRST + 1, anchor, title));
    }

    void entry(String anchor, String title) {
        entries.add(new Entry(level - FIRST + 2, anchor, title));
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    String html() {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (Entry entry : entries) {
            if (entry.depth() > depth) {
                out.append("<ol>\n".repeat(entry.depth() - depth));
            } else {
                out.append("</li>\n</ol>\n".repeat(depth - entry.depth())).append("</li>\n");
            }
            depth = entry.depth();
            out.append("<li><a href=\"#").append(entry.anchor()).append("\">");
            out.append(Summary.escape(entry.title())).append("</a>\n");
        }
        return out.append("</li>\n</ol>\n".repeat(depth)).toString();
    }
}
