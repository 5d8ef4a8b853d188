package org.overhang.dataset;

import org.overhang.core.Problems;
import org.overhang.core.Reason;

/** Refuses what was said about a file and would not be heard. */
final class FileOptions {
    private final TableSettings settings;
    private final Problems problems = new Problems();

    private FileOptions(TableSettings settings) {
        this.settings = settings;
    }

    static void require(TableSettings settings) {
        FileOptions options = new FileOptions(settings);
        options.requireAll();
        options.problems.throwIfAny();
    }

    private void requireAll() {
        boolean csv = settings.format == TableSettings.Format.CSV;
        boolean excel = settings.format == TableSettings.Format.EXCEL;
        boolean cells = csv || excel;
        Layout layout = settings.layout;
        use(excel || settings.sheet.isEmpty(), "sheet(…)", "Leave it out");
        use(
                excel || settings.headerRow == 1,
                "headerRow(…)",
                csv ? "Say skip(lines) for the lines above the header line" : "Leave it out");
        use(csv || settings.skip == 0, "skip(…)", excel ? "Say headerRow(row) for the row of names" : "Leave it out");
        use(csv || settings.delimiter == 0, "delimiter(…)", "Leave it out");
        use(csv || settings.encoding == null, "encoding(…)", "Leave it out");
        use(csv || settings.inside.isEmpty(), "inside(…)", "Leave it out");
        use(
                csv || settings.comment.isEmpty(),
                "comment(…)",
                excel ? "Say rows(from, to) for the rows to read" : "Leave it out");
        use(cells || layout.headerRows() == 1, "headerRows(…)", "Leave it out");
        use(cells || (layout.from() == 0 && layout.to() == Integer.MAX_VALUE), "rows(…)", "Leave it out");
        use(cells || layout.unitRow() == 0, "unitRow(…)", "Say unit(column, unit)");
        use(cells || !layout.footer(), "footer()", "Leave it out");
        use(cells || !settings.flags, "flags()", "Leave it out");
        use(
                cells || settings.decimal == 0,
                settings.decimal == ',' ? "decimalComma()" : "decimalPoint()",
                "Leave it out");
        use(cells || settings.grouping == 0, "thousands(…)", "Leave it out");
        char decimal = settings.decimalOrPoint();
        problems.require(
                decimal != settings.grouping,
                Reason.OUT_OF_RANGE,
                "TableFile needs different marks for decimals and thousands, but both are \"" + decimal + "\".");
    }

    private void use(boolean used, String option, String advice) {
        problems.require(
                used,
                Reason.OUT_OF_RANGE,
                "TableFile needs options that file \"" + settings.file.getFileName() + "\" has a use for, but " + option
                        + " has none in " + settings.format.words + ". " + advice + ".");
    }
}
