package org.overhang.dataset;

import java.time.LocalDate;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;

/** Walks through the rows of a sheet and hands on its cells, empty ones included. */
final class SheetCells {
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final LocalDate DAY_ZERO_1904 = LocalDate.of(1904, 1, 1);
    private static final int BEFORE_MARCH_1900 = 61;
    private static final char[] NOTHING = {};
    private static final int ROWS = 1_048_576;
    private static final int COLUMNS = 16_384;
    private static final int LETTERS = 4;
    private static final java.util.regex.Pattern ESCAPED = java.util.regex.Pattern.compile("_x([0-9A-Fa-f]{4})_");

    /** A day as strict workbooks store it, at midnight if a time is given. */
    private static final java.util.regex.Pattern ISO_DAY =
            java.util.regex.Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T00:00(:00(\\.0+)?)?Z?)?");

    private final XMLStreamReader at;
    private final List<String> shared;
    private final SheetFormats formats;
    private final boolean from1904;
    private final int headerRow;
    private int next;
    private int row;

    SheetCells(XMLStreamReader at, List<String> shared, SheetFormats formats, boolean from1904, int headerRow) {
        this.at = at;
        this.shared = shared;
        this.formats = formats;
        this.from1904 = from1904;
        this.headerRow = headerRow;
    }

    void read(CellSink to) throws XMLStreamException {
        boolean reading = false;
        while (at.hasNext()) {
            int event = at.next();
            if (event == XMLStreamConstants.START_ELEMENT && at.getLocalName().equals("row")) {
                String number = at.getAttributeValue(null, "r");
                int before = row;
                row = number == null ? row + 1 : Integer.parseInt(number);
                refuse(
                        row <= before || row > ROWS,
                        "rows 1 to 1,048,576, one after the other",
                        "row " + row + (row <= before ? " after row " + before : ""));
                next = 0;
                reading = row >= headerRow;
                to.line(row);
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && at.getLocalName().equals("c")
                    && reading) {
                cell(to);
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && at.getLocalName().equals("row")
                    && next > 0) {
                to.row(next, row);
            }
        }
    }

    private void cell(CellSink to) throws XMLStreamException {
        String reference = at.getAttributeValue(null, "r");
        String kind = at.getAttributeValue(null, "t");
        String style = at.getAttributeValue(null, "s");
        String value = null;
        String formula = "";
        while (!(at.next() == XMLStreamConstants.END_ELEMENT
                && at.getLocalName().equals("c"))) {
            if (at.getEventType() == XMLStreamConstants.START_ELEMENT) {
                String element = at.getLocalName();
                if (element.equals("v")) {
                    value = at.getElementText();
                } else if (element.equals("is")) {
                    value = text(at, "is");
                } else if (element.equals("f")) {
                    formula = "=" + at.getElementText();
                }
            }
        }
        // A formula whose value was never stored must not pass for an empty cell.
        if ((value == null || value.isEmpty()) && !formula.isEmpty() && !"str".equals(kind)) {
            kind = "str";
            value = formula;
        }
        if (value == null || value.isEmpty()) {
            return;
        }
        int column = reference == null ? next : column(reference);
        refuse(
                column < next || column >= COLUMNS,
                "cells from left to right in columns A to XFD",
                "cell " + reference + (column < next && column >= 0 ? " out of its order" : ""));
        while (next < column) {
            to.cell(next++, NOTHING, 0);
        }
        next++;
        hand(to, column, kind, style == null ? 0 : Integer.parseInt(style), value);
    }

    private void hand(CellSink to, int column, @Nullable String kind, int style, String value)
            throws XMLStreamException {
        if ("s".equals(kind)) {
            int index = Integer.parseInt(value);
            refuse(
                    index < 0 || index >= shared.size(),
                    "texts among the " + shared.size() + " of the workbook",
                    "a cell of row " + row + " with text number " + value);
            text(to, column, shared.get(index));
        } else if ("b".equals(kind)) {
            text(to, column, value.equals("1") ? "TRUE" : "FALSE");
        } else if ("d".equals(kind) && ISO_DAY.matcher(value).matches()) {
            to.day(column, LocalDate.parse(value.substring(0, 10)));
        } else if (kind != null && !kind.equals("n")) {
            text(to, column, value);
        } else if (formats.isDay(style, Double.parseDouble(value))) {
            to.day(column, day(Double.parseDouble(value)));
        } else {
            number(to, column, Double.parseDouble(value), formats.codeDigits(style));
        }
    }

    /** A text; {@code _x0041_} in it is the character of that number (ECMA-376 part 1, section 22.9.2.19). */
    private static void text(CellSink to, int column, String stored) {
        String text = stored.contains("_x")
                ? ESCAPED.matcher(stored)
                        .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(m.group(1), 16))))
                : stored;
        to.cell(column, text.toCharArray(), text.length());
    }

    private static void number(CellSink to, int column, double value, int codeDigits) {
        String plain = Numbers.plain(value);
        if (codeDigits > plain.length() && NumberText.isWhole(plain.toCharArray(), plain.length()) && value >= 0) {
            text(to, column, "0".repeat(codeDigits - plain.length()) + plain);
        } else {
            to.number(column, value);
        }
    }

    /** Day 60 is 29 February 1900, which never was; days before it count from one day later. */
    private LocalDate day(double serial) {
        long whole = (long) Math.floor(serial);
        if (from1904) {
            return DAY_ZERO_1904.plusDays(whole);
        }
        return DAY_ZERO.plusDays(whole < BEFORE_MARCH_1900 - 1 ? whole + 1 : whole);
    }

    private static void refuse(boolean wrong, String needed, String found) throws XMLStreamException {
        if (wrong) {
            throw new XMLStreamException("it needs " + needed + ", but holds " + found);
        }
    }

    private static int column(String reference) {
        int column = 0;
        for (int i = 0; i < Math.min(LETTERS, reference.length()) && reference.charAt(i) >= 'A'; i++) {
            column = 26 * column + reference.charAt(i) - 'A' + 1;
        }
        return column - 1;
    }

    /** The text of an element with runs, up to its end. */
    static String text(XMLStreamReader at, String element) throws XMLStreamException {
        StringBuilder out = new StringBuilder();
        boolean phonetic = false;
        while (!(at.next() == XMLStreamConstants.END_ELEMENT
                && at.getLocalName().equals(element))) {
            boolean start = at.getEventType() == XMLStreamConstants.START_ELEMENT;
            boolean end = at.getEventType() == XMLStreamConstants.END_ELEMENT;
            if ((start || end) && at.getLocalName().equals("rPh")) {
                phonetic = start;
            } else if (start && at.getLocalName().equals("t") && !phonetic) {
                out.append(at.getElementText());
            }
        }
        return out.toString();
    }
}
