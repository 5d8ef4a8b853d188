package org.overhang.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A result in words and aligned numbers: the same bytes on every run, as text or as HTML.
 *
 * <p>The choices stand on the first line, typed or not. A "Left out" paragraph is always there, "nothing" if nothing.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Summary.of("Utilization").choice("capacity", "sustainable").choice("target", "80 %")
 *         .grid(Summary.grid(3).text("region", "", regions::get).number("excess", "mt", 1, i -> excess[i]))
 *         .identifies("Output over stated capacity.").breaks("A change of definition.").doesNotShow("Why plants idle.")
 *         .leftOut(2, "rows without capacity").build();
 * }</pre>
 */
public final class Summary {
    private final String title;
    private final List<String> choices;
    private final List<Object> blocks;
    private final List<String> leftOut;

    private Summary(String title, List<String> choices, List<Object> blocks, List<String> leftOut) {
        this.title = title;
        this.choices = choices;
        this.blocks = blocks;
        this.leftOut = leftOut;
    }

    /** A paragraph with a bold lead word. */
    private record Paragraph(String lead, String text) {}

    /**
     * Starts a summary.
     *
     * @param title what was done, for example {@code Utilization}
     * @return a builder
     */
    public static Builder of(String title) {
        return new Builder(title);
    }

    /**
     * Starts a table of numbers inside a summary.
     *
     * @param rows how many rows it has
     * @return an empty grid
     */
    public static Grid grid(int rows) {
        return new Grid(rows);
    }

    /** Collects the parts of a summary in the order in which they print. */
    public static final class Builder {
        private final String title;
        private final List<String> choices = new ArrayList<>();
        private final List<Object> blocks = new ArrayList<>();
        private final List<String> leftOut = new ArrayList<>();

        private Builder(String title) {
            this.title = title;
        }

        /**
         * A choice on the first line, whether the user typed it or it is a default.
         *
         * @param name what was chosen
         * @param value the choice
         * @return this builder
         */
        public Builder choice(String name, String value) {
            choices.add(name + " " + value);
            return this;
        }

        /**
         * A table of numbers.
         *
         * @param grid the table
         * @return this builder
         */
        public Builder grid(Grid grid) {
            blocks.add(grid);
            return this;
        }

        /**
         * A paragraph with a lead.
         *
         * @param lead its first words, bold in HTML; may be empty
         * @param text the rest
         * @return this builder
         */
        public Builder paragraph(String lead, String text) {
            blocks.add(new Paragraph(lead, text));
            return this;
        }

        /**
         * Something the reader must know before using the number: a repaired matrix, few clusters, a value above one.
         *
         * @param text the warning
         * @return this builder
         */
        public Builder warning(String text) {
            return paragraph("Warning", text);
        }

        /**
         * Asks whether two columns are swapped or in another unit, if a part exceeds its whole in every row that has both.
         *
         * @param rows how many rows there are
         * @param share part over whole of a row; NaN if unknown
         * @param part the part and its whole in words: {@code "output above capacity"}
         * @return this builder; nothing is added where a row has a share of at most 1, or there is only one row
         */
        public Builder allAboveWhole(int rows, java.util.function.IntToDoubleFunction share, String part) {
            int above = 0;
            for (int i = 0; i < rows; i++) {
                double value = share.applyAsDouble(i);
                if (value <= 1) {
                    return this;
                }
                above += value > 1 ? 1 : 0;
            }
            return above < 2
                    ? this
                    : warning("All " + Numbers.fixed(above, 0) + " rows have " + part
                            + ": are the two swapped, or in another unit?");
        }

        /**
         * What the estimate rests on.
         *
         * @param text one or two sentences
         * @return this builder
         */
        public Builder identifies(String text) {
            return paragraph("Rests on", text);
        }

        /**
         * What would make the estimate wrong.
         *
         * @param text one or two sentences
         * @return this builder
         */
        public Builder breaks(String text) {
            return paragraph("Would break it", text);
        }

        /**
         * What the estimate does not show.
         *
         * @param text one or two sentences
         * @return this builder
         */
        public Builder doesNotShow(String text) {
            return paragraph("Does not show", text);
        }

        /**
         * Rows or cases that the numbers do not include; a count of zero adds nothing.
         *
         * @param count how many
         * @param what what they are and why
         * @return this builder
         */
        public Builder leftOut(long count, String what) {
            if (count > 0) {
                leftOut.add(Numbers.fixed(count, 0) + " " + what);
            }
            return this;
        }

        /**
         * Blank cells that count as zero, each column with its count; a count of zero adds nothing.
         *
         * @param blanks how many blanks by the name of the column
         * @return this builder
         */
        public Builder countedAsZero(Map<String, Integer> blanks) {
            List<String> some = new ArrayList<>();
            blanks.forEach((column, count) -> {
                if (count > 0) {
                    some.add(Numbers.fixed(count, 0) + " of " + column);
                }
            });
            return some.isEmpty() ? this : paragraph("Blank cells counted as zero", String.join(", ", some) + ".");
        }

        /**
         * The finished summary.
         *
         * @return the summary
         */
        public Summary build() {
            return new Summary(title, List.copyOf(choices), List.copyOf(blocks), List.copyOf(leftOut));
        }
    }

    /** Columns of text and numbers, the unit below each heading. */
    public static final class Grid {
        private record Column(String name, String unit, boolean right, List<String> cells) {}

        private final int rows;
        private final List<Column> columns = new ArrayList<>();

        private Grid(int rows) {
            this.rows = rows;
        }

        /**
         * A column of text.
         *
         * @param name heading
         * @param unit second line of the heading; may be empty
         * @param cells text of each row
         * @return this grid
         */
        public Grid text(String name, String unit, IntFunction<String> cells) {
            return add(name, unit, false, cells);
        }

        /**
         * A column of numbers with a fixed count of decimals.
         *
         * @param name heading
         * @param unit second line of the heading; may be empty
         * @param decimals digits after the point
         * @param cells number of each row; NaN prints as "–"
         * @return this grid
         */
        public Grid number(String name, String unit, int decimals, java.util.function.IntToDoubleFunction cells) {
            return add(name, unit, true, i -> Numbers.fixed(cells.applyAsDouble(i), decimals));
        }

        /**
         * A column of numbers with four significant digits.
         *
         * @param name heading
         * @param unit second line of the heading; may be empty
         * @param cells number of each row; NaN prints as "–"
         * @return this grid
         */
        public Grid significant(String name, String unit, java.util.function.IntToDoubleFunction cells) {
            return add(name, unit, true, i -> Numbers.significant(cells.applyAsDouble(i), 4));
        }

        /**
         * A column of rates, printed as percent.
         *
         * @param name heading
         * @param base what the rate is a share of; the unit line reads "% of …"; may be empty
         * @param decimals digits after the point
         * @param cells rate of each row as a fraction; NaN prints as "–"
         * @return this grid
         */
        public Grid percent(String name, String base, int decimals, java.util.function.IntToDoubleFunction cells) {
            String unit = base.isEmpty() ? "%" : "% of " + base;
            return add(name, unit, true, i -> Numbers.fixed(100 * cells.applyAsDouble(i), decimals));
        }

        private Grid add(String name, String unit, boolean right, IntFunction<String> cells) {
            List<String> texts = new ArrayList<>(rows);
            for (int i = 0; i < rows; i++) {
                texts.add(cells.apply(i));
            }
            columns.add(new Column(name, unit, right, texts));
            return this;
        }

        private boolean hasUnits() {
            return columns.stream().anyMatch(c -> !c.unit.isEmpty());
        }

        private void text(StringBuilder out) {
            int[] widths = columns.stream()
                    .mapToInt(c -> Math.max(
                            Math.max(width(c.name), width(c.unit)),
                            c.cells.stream().mapToInt(Grid::width).max().orElse(0)))
                    .toArray();
            line(out, widths, c -> c.name);
            if (hasUnits()) {
                line(out, widths, c -> c.unit);
            }
            for (int i = 0; i < rows; i++) {
                int row = i;
                line(out, widths, c -> c.cells.get(row));
            }
        }

        private void line(StringBuilder out, int[] widths, java.util.function.Function<Column, String> cell) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String text = cell.apply(columns.get(c));
                String pad = " ".repeat(widths[c] - width(text));
                line.append(c == 0 ? "  " : "   ").append(columns.get(c).right ? pad + text : text + pad);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }

        private static int width(String text) {
            return text.codePointCount(0, text.length());
        }

        private void html(StringBuilder out) {
            out.append("<table><thead><tr>");
            for (Column c : columns) {
                out.append(c.right ? "<th style=\"text-align:right\">" : "<th style=\"text-align:left\">")
                        .append(escape(c.name));
                out.append(c.unit.isEmpty() ? "" : "<br><small>" + escape(c.unit) + "</small>")
                        .append("</th>");
            }
            out.append("</tr></thead><tbody>\n");
            for (int i = 0; i < rows; i++) {
                out.append("<tr>");
                for (Column c : columns) {
                    out.append(c.right ? "<td style=\"text-align:right\">" : "<td style=\"text-align:left\">")
                            .append(escape(c.cells.get(i)))
                            .append("</td>");
                }
                out.append("</tr>\n");
            }
            out.append("</tbody></table>\n");
        }
    }

    /**
     * The summary as HTML, without script, colour or style sheet.
     *
     * @return a fragment that can stand in a page
     */
    public String html() {
        StringBuilder out = new StringBuilder("<div class=\"overhang-summary\"><p><strong>")
                .append(escape(title))
                .append("</strong>")
                .append(choices.isEmpty() ? "" : " · " + escape(String.join(" · ", choices)))
                .append("</p>\n");
        for (Object block : blocks) {
            if (block instanceof Grid grid) {
                grid.html(out);
            } else if (block instanceof Paragraph p) {
                out.append("<p>").append(p.lead.isEmpty() ? "" : "<strong>" + escape(p.lead) + ".</strong> ");
                out.append(escape(p.text)).append("</p>\n");
            }
        }
        return out.append("<p><strong>Left out.</strong> ")
                .append(escape(leftOutText()))
                .append("</p></div>")
                .toString();
    }

    private String leftOutText() {
        return leftOut.isEmpty() ? "nothing" : String.join("; ", leftOut);
    }

    /**
     * Text with the characters that HTML reserves replaced.
     *
     * @param text any text
     * @return text that can stand in an HTML element or attribute
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * The summary as text in a fixed-width font.
     *
     * @return the text, without a line break at its end
     */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(title);
        out.append(choices.isEmpty() ? "" : " · " + String.join(" · ", choices)).append('\n');
        for (Object block : blocks) {
            out.append('\n');
            if (block instanceof Grid grid) {
                grid.text(out);
            } else if (block instanceof Paragraph p) {
                out.append(p.lead.isEmpty() ? "" : p.lead + ": ").append(p.text).append('\n');
            }
        }
        return out.append("\nLeft out: ").append(leftOutText()).toString();
    }
}
