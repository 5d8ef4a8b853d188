package org.overhang.report;

import org.commonmark.node.CustomBlock;

/** A block of the text where a figure or a table stands, or every one that the text does not name. */
final class Stand extends CustomBlock {
    private final Kind kind;
    private final String id;

    enum Kind {
        FIGURE("figure"),
        TABLE("table");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As the text writes it. */
        String word() {
            return word;
        }

        /** How a link in the text reaches the one of that id. */
        String anchor(String id) {
            return word + "-" + id;
        }
    }

    /** The empty id stands for all that the text does not name. */
    Stand(Kind kind, String id) {
        this.kind = kind;
        this.id = id;
    }

    Kind kind() {
        return kind;
    }

    String id() {
        return id;
    }

    boolean others() {
        return id.isEmpty();
    }
}
