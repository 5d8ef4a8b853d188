package org.overhang.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * The cells of one sheet of an Excel workbook (.xlsx), by ECMA-376 part 1, sections 18.2 to 18.8.
 *
 * <p>Cells keep their own type: numbers, days (numbers with a date format), text. A number with a format of zeros only, such
 * as 000000, is the code that Excel shows. Formulas give the value that was stored with them.
 */
final class SheetFile {
    private static final String RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /** The same in a workbook saved as strict OOXML (ISO/IEC 29500-1). */
    private static final String STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    private static final XMLInputFactory XML = factory();

    private final Path file;
    private final String name;

    SheetFile(Path file) {
        this.file = file;
        this.name = String.valueOf(file.getFileName());
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** What is done with each start of an element. */
    private interface OnStart {
        void element(XMLStreamReader at) throws XMLStreamException;
    }

    /** The sheets of a workbook: name to the relation of their part, those that are hidden, and its first day. */
    private static final class Book {
        final Map<String, String> sheets = new LinkedHashMap<>();
        final Set<String> hidden = new HashSet<>();
        boolean from1904;

        List<String> visibleFirst() {
            List<String> names = new ArrayList<>(sheets.keySet());
            names.removeAll(hidden);
            sheets.keySet().stream().filter(hidden::contains).forEach(names::add);
            return names;
        }
    }

    private Book book(ZipFile zip) throws IOException, XMLStreamException {
        Book book = new Book();
        each(zip, "xl/workbook.xml", at -> {
            if (at.getLocalName().equals("sheet")) {
                String state = at.getAttributeValue(null, "state");
                String sheet = String.valueOf(at.getAttributeValue(null, "name"));
                if (state != null && !state.equals("visible")) {
                    book.hidden.add(sheet);
                }
                String id = at.getAttributeValue(RELATION, "id");
                book.sheets.put(sheet, String.valueOf(id == null ? at.getAttributeValue(STRICT, "id") : id));
            } else if (at.getLocalName().equals("workbookPr")) {
                String flag = at.getAttributeValue(null, "date1904");
                book.from1904 = "1".equals(flag) || "true".equals(flag);
            }
        });
        return book;
    }

    /** The names of the sheets, those that are hidden last. */
    List<String> sheets() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return List.copyOf(book(zip).visibleFirst());
        } catch (XMLStreamException | java.util.zip.ZipException e) {
            throw notExcel(e);
        }
    }

    /** Reads a sheet, the first that is not hidden if the name is empty, and says which of how many it was. */
    List<String> read(String sheet, int headerRow, CellSink to) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Book book = book(zip);
            List<String> names = book.visibleFirst();
            String chosen = sheet.isEmpty() && !names.isEmpty() ? names.get(0) : sheet;
            if (!names.contains(chosen)) {
                throw new OverhangException(
                        Reason.MISSING_COLUMN,
                        "File \"" + name + "\" has no sheet \"" + sheet + "\". " + Nearest.hint(sheet, names)
                                + "Its sheets: " + String.join(", ", book.sheets.keySet()) + ".");
            }
            String part = part(zip, String.valueOf(book.sheets.get(chosen)));
            SheetFormats formats = formats(zip);
            List<String> shared = shared(zip);
            try (InputStream in = stream(zip, part)) {
                new SheetCells(XML.createXMLStreamReader(in), shared, formats, book.from1904, headerRow).read(to);
            }
            int number = List.copyOf(book.sheets.keySet()).indexOf(chosen) + 1;
            String others = names.size() == 1
                    ? "."
                    : "; the others: "
                            + names.stream()
                                    .filter(n -> !n.equals(chosen))
                                    .map(n -> book.hidden.contains(n) ? n + " (hidden)" : n)
                                    .collect(Collectors.joining(", "))
                            + ".";
            return List.of("Sheet \"" + chosen + "\", " + number + " of " + book.sheets.size()
                    + (sheet.isEmpty() ? others : "."));
        } catch (XMLStreamException
                | java.util.zip.ZipException
                | NumberFormatException
                | java.time.DateTimeException e) {
            throw notExcel(e);
        }
    }

    private OverhangException notExcel(Exception e) {
        return new OverhangException(
                Reason.BAD_VALUE,
                "File \"" + name + "\" needs to be an Excel workbook (.xlsx), but it does not read as one: "
                        + e.getMessage() + ". Save it as .xlsx, or as CSV and read it with csv(…).",
                e);
    }

    private void each(ZipFile zip, String part, OnStart action) throws IOException, XMLStreamException {
        try (InputStream in = stream(zip, part)) {
            XMLStreamReader at = XML.createXMLStreamReader(in);
            while (at.hasNext()) {
                if (at.next() == XMLStreamConstants.START_ELEMENT) {
                    action.element(at);
                }
            }
        }
    }

    private InputStream stream(ZipFile zip, String part) throws IOException {
        ZipEntry entry = zip.getEntry(part);
        if (entry == null) {
            throw new java.util.zip.ZipException("it has no part " + part);
        }
        return FileContent.guarded(zip.getInputStream(entry), file);
    }

    private String part(ZipFile zip, String relation) throws IOException, XMLStreamException {
        String[] found = {""};
        each(zip, "xl/_rels/workbook.xml.rels", at -> {
            if (relation.equals(at.getAttributeValue(null, "Id"))) {
                found[0] = String.valueOf(at.getAttributeValue(null, "Target"));
            }
        });
        return found[0].startsWith("/") ? found[0].substring(1) : "xl/" + found[0];
    }

    private SheetFormats formats(ZipFile zip) throws IOException, XMLStreamException {
        SheetFormats formats = new SheetFormats();
        if (zip.getEntry("xl/styles.xml") != null) {
            boolean[] inCells = {false};
            each(zip, "xl/styles.xml", at -> {
                String element = at.getLocalName();
                if (element.equals("numFmt")) {
                    formats.define(
                            Integer.parseInt(at.getAttributeValue(null, "numFmtId")),
                            at.getAttributeValue(null, "formatCode"));
                } else if (element.equals("cellXfs") || element.equals("cellStyleXfs")) {
                    inCells[0] = element.equals("cellXfs");
                } else if (element.equals("xf") && inCells[0]) {
                    String id = at.getAttributeValue(null, "numFmtId");
                    formats.style(id == null ? 0 : Integer.parseInt(id));
                } else if (element.equals("cellStyles")) {
                    inCells[0] = false;
                }
            });
        }
        return formats;
    }

    /** Shared texts; phonetic runs (rPh) are reading aids and no part of the text. */
    private List<String> shared(ZipFile zip) throws IOException, XMLStreamException {
        List<String> texts = new ArrayList<>();
        if (zip.getEntry("xl/sharedStrings.xml") == null) {
            return texts;
        }
        try (InputStream in = stream(zip, "xl/sharedStrings.xml")) {
            XMLStreamReader at = XML.createXMLStreamReader(in);
            while (at.hasNext()) {
                if (at.next() == XMLStreamConstants.START_ELEMENT
                        && at.getLocalName().equals("si")) {
                    texts.add(SheetCells.text(at, "si"));
                }
            }
        }
        return texts;
    }
}
