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

    /** Reads a sheet, the first that is not hidden if the name is empty, and says which of how many it was. */
    List<String> read(String sheet, int headerRow, CellSink to) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, String> sheets = new LinkedHashMap<>();
            Set<String> hidden = new HashSet<>();
            boolean[] from1904 = {false};
            each(zip, "xl/workbook.xml", at -> {
                if (at.getLocalName().equals("sheet")) {
                    String state = at.getAttributeValue(null, "state");
                    if (state != null && !state.equals("visible")) {
                        hidden.add(at.getAttributeValue(null, "name"));
                    }
                    String id = at.getAttributeValue(RELATION, "id");
                    sheets.put(
                            at.getAttributeValue(null, "name"), id == null ? at.getAttributeValue(STRICT, "id") : id);
                } else if (at.getLocalName().equals("workbookPr")) {
                    String flag = at.getAttributeValue(null, "date1904");
                    from1904[0] = "1".equals(flag) || "true".equals(flag);
                }
            });
            String chosen = sheet.isEmpty() && !sheets.isEmpty()
                    ? sheets.keySet().stream()
                            .filter(s -> !hidden.contains(s))
                            .findFirst()
                            .orElseGet(() -> sheets.keySet().iterator().next())
                    : sheet;
            if (!sheets.containsKey(chosen)) {
                throw new OverhangException(
                        Reason.MISSING_COLUMN,
                        "File \"" + name + "\" has no sheet \"" + sheet + "\". "
                                + Nearest.hint(sheet, sheets.keySet()) + "Its sheets: "
                                + String.join(", ", sheets.keySet()) + ".");
            }
            String part = part(zip, String.valueOf(sheets.get(chosen)));
            SheetFormats formats = formats(zip);
            List<String> shared = shared(zip);
            try (InputStream in = stream(zip, part)) {
                new SheetCells(XML.createXMLStreamReader(in), shared, formats, from1904[0], headerRow).read(to);
            }
            int number = List.copyOf(sheets.keySet()).indexOf(chosen) + 1;
            return List.of("Sheet \"" + chosen + "\", " + number + " of " + sheets.size() + ".");
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

    private static InputStream stream(ZipFile zip, String part) throws IOException {
        ZipEntry entry = zip.getEntry(part);
        if (entry == null) {
            throw new java.util.zip.ZipException("it has no part " + part);
        }
        return zip.getInputStream(entry);
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
