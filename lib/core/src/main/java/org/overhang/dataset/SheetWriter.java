package org.overhang.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** An Excel workbook of one sheet: text as text, numbers and days as such, and no trace of when or where it was written. */
final class SheetWriter {
    private static final int ROWS = 1_048_576;
    private static final int COLUMNS = 16_384;
    private static final int CHARACTERS = 32_767;
    private static final int SHEET_NAME = 31;

    /** Excel keeps fifteen digits. */
    private static final double FIFTEEN_DIGITS = 1e15;

    /** Before it Excel counts a day that never was. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private SheetWriter() {}

    static byte[] of(TableExport.Content content) {
        List<PrintedColumn> columns =
                content.table().columns().stream().map(PrintedColumn::new).toList();
        int rows = content.table().rowCount();
        if (rows >= ROWS || columns.size() > COLUMNS) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "An Excel sheet needs at most 1,048,575 rows and 16,384 columns, but table \""
                            + content.table().name() + "\" has " + Numbers.fixed(rows, 0) + " and "
                            + Numbers.fixed(columns.size(), 0) + ". Save it as CSV or Parquet.");
        }
        try {
            Path draft = Files.createTempFile("overhang", ".xlsx");
            try {
                try (Workbook book = new Workbook(Files.newOutputStream(draft), "Overhang", null)) {
                    Worksheet sheet =
                            book.newWorksheet(sheetName(content.table().name()));
                    for (int c = 0; c < columns.size(); c++) {
                        write(sheet, columns.get(c), c, rows);
                    }
                    sheet.freezePane(0, 1);
                }
                return stored(draft);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Worksheet sheet, PrintedColumn column, int at, int rows) {
        sheet.value(0, at, text(column.name(), column, 0));
        boolean asText = needsText(column, rows);
        for (int row = 0; row < rows; row++) {
            if (column.missing(row)) {
                continue;
            }
            if (asText || column.kind() == PrintedColumn.Kind.TEXT) {
                sheet.value(row + 1, at, text(column.exact(row), column, row + 1));
            } else if (column.kind() == PrintedColumn.Kind.DAY) {
                sheet.value(row + 1, at, column.day(row));
                sheet.style(row + 1, at).format("yyyy-mm-dd").set();
            } else if (column.kind() == PrintedColumn.Kind.FLAG) {
                sheet.value(row + 1, at, column.flag(row));
            } else if (Double.isInfinite(column.number(row))) {
                sheet.value(row + 1, at, Numbers.plain(column.number(row)));
            } else {
                // The JDK's own digits of a double changed once.
                sheet.value(row + 1, at, new BigDecimal(column.exact(row)));
            }
        }
    }

    private static boolean needsText(PrintedColumn column, int rows) {
        for (int row = 0; row < rows; row++) {
            if (!column.missing(row)
                    && (column.kind() == PrintedColumn.Kind.DAY
                                    && column.day(row).isBefore(FIRST_DAY)
                            || column.isLong() && Math.abs(column.number(row)) >= FIFTEEN_DIGITS)) {
                return true;
            }
        }
        return false;
    }

    /** Text that Excel takes; what looks like its own escape of a character is escaped. */
    private static String text(String text, PrintedColumn column, int row) {
        String where = row == 0 ? "the name of column \"" : "row " + row + " of column \"";
        if (text.length() > CHARACTERS) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "An Excel cell needs at most 32,767 characters, but " + where + column.name() + "\" has "
                            + Numbers.fixed(text.length(), 0)
                            + ". Save the table as CSV or Parquet, or shorten the text.");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lone = Character.isSurrogate(c)
                    && !(Character.isHighSurrogate(c)
                                    && i + 1 < text.length()
                                    && Character.isLowSurrogate(text.charAt(i + 1))
                            || Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
            if ((c < ' ' && c != '\n' && c != '\t') || c >= '\uFFFE' || lone) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "An Excel cell needs characters that can be printed, but " + where + column.name()
                                + "\" holds the character U+" + String.format("%04X", (int) c)
                                + ". Save the table as CSV or Parquet, or take it out.");
            }
        }
        return text.replaceAll("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_");
    }

    private static String sheetName(String name) {
        String legal = (name == null ? "" : name)
                .replaceAll("[\\\\/?*\\[\\]:\\p{Cntrl}]", " ")
                .strip();
        String trimmed = legal.replaceAll("^'+|'+$", "");
        String bounded =
                trimmed.substring(0, Math.min(SHEET_NAME, trimmed.length())).strip();
        return bounded.isEmpty() ? "table" : bounded;
    }

    /** The same parts in the same order without compression, times and the hour of writing: the same bytes everywhere. */
    private static byte[] stored(Path workbook) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile from = new ZipFile(workbook.toFile());
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] part;
                try (InputStream in = from.getInputStream(entry)) {
                    part = in.readAllBytes();
                }
                if (entry.getName().equals("docProps/core.xml")) {
                    part = new String(part, StandardCharsets.UTF_8)
                            .replaceAll("<dcterms:created[^>]*>[^<]*</dcterms:created>", "")
                            .getBytes(StandardCharsets.UTF_8);
                }
                put(to, entry.getName(), part);
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream to, String name, byte[] part) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(part);
        ZipEntry same = new ZipEntry(name);
        same.setMethod(ZipEntry.STORED);
        same.setSize(part.length);
        same.setCompressedSize(part.length);
        same.setCrc(sum.getValue());
        same.setTimeLocal(NO_TIME);
        to.putNextEntry(same);
        to.write(part);
        to.closeEntry();
    }
}
