package org.overhang.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** What kind of file a name promises, and what its first bytes say where names lie. */
final class FileEndings {
    private FileEndings() {}

    static TableSettings.Format format(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv", "tsv", "tab", "txt", "gz", "zip" -> TableSettings.Format.CSV;
            case "xlsx", "xlsm" -> TableSettings.Format.EXCEL;
            case "parquet", "pq" -> TableSettings.Format.PARQUET;
            case "xls" -> oldWorkbook(file);
            default ->
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "TableFile needs a file that ends in .csv, .tsv, .txt, .xlsx or .parquet, but found \"" + file
                                + "\". Save it as one of them, or say csv(…), excel(…) or parquet(…).");
        };
    }

    /** Much that calls itself .xls is tab-separated text, a web page or a newer workbook. */
    private static TableSettings.Format oldWorkbook(Path file) {
        String found = "an old workbook";
        try {
            FileContent.Kind kind = FileContent.kind(file);
            if (kind == FileContent.Kind.ZIP) {
                return TableSettings.Format.EXCEL;
            }
            if (kind == FileContent.Kind.PLAIN) {
                if (!isPage(file)) {
                    return TableSettings.Format.CSV;
                }
                found = "a web page that calls itself .xls";
            }
        } catch (IOException e) {
            found = "an old workbook that cannot be read";
        }
        throw new OverhangException(
                Reason.OUT_OF_RANGE,
                "TableFile needs a file that ends in .csv, .tsv, .txt, .xlsx or .parquet, but found \"" + file + "\", "
                        + found + ". Open it and save it as .xlsx.");
    }

    private static boolean isPage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(512), StandardCharsets.ISO_8859_1)
                    .replaceAll("[\\x00\u00EF\u00BB\u00BF\u00FE\u00FF]", "")
                    .strip();
            return head.startsWith("<");
        }
    }
}
