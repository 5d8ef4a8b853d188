package org.overhang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.junit.jupiter.api.Test;
import org.overhang.core.Provenance;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a reader that does not see the pages is told about them. */
class PdfTagsTest {
    private static byte[] pdf() {
        Figure figure = Figure.line()
                .series("s", new double[] {1, 2}, new double[] {1, 2})
                .title("It rose")
                .source(Provenance.cited("made up"));
        Table table = Table.create("t", StringColumn.create("firm", "A", "B"), DoubleColumn.create("margin", 1, 2.5));
        return Report.of("r")
                .title("A title")
                .figure("f", figure)
                .table("t", "Firms", table)
                .text(
                        "# One\n\nWords, [a link](https://example.org) and [a place](#table-t).\n\n- item\n\n## Two\n\n{{figure:f}}\n\n{{table:t}}")
                .pdf();
    }

    private static void walk(
            PDStructureNode node, String path, List<String> out, List<PDMarkedContentReference> pieces) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                String here = path + "/" + element.getStructureType();
                out.add(here);
                walk(element, here, out, pieces);
            } else if (kid instanceof PDMarkedContentReference piece) {
                pieces.add(piece);
            }
        }
    }

    @Test
    void everyPieceHasATag() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf())) {
            List<String> tags = new ArrayList<>();
            List<PDMarkedContentReference> pieces = new ArrayList<>();
            walk(document.getDocumentCatalog().getStructureTreeRoot(), "", tags, pieces);
            for (String expected : List.of(
                    "/Document/Sect/H1",
                    "/Document/Sect/TOC/TOCI/Link",
                    "/Document/H2",
                    "/Document/P/Link",
                    "/Document/L/LI/Lbl",
                    "/Document/L/LI/LBody/P",
                    "/Document/H3",
                    "/Document/Figure",
                    "/Document/Table/TR/TH",
                    "/Document/Table/TR/TD")) {
                assertTrue(tags.contains(expected), expected + " in " + tags);
            }
            assertTrue(document.getDocumentCatalog().getMarkInfo().isMarked());
            assertEquals("en", document.getDocumentCatalog().getLanguage());
            assertTrue(document.getDocumentCatalog().getViewerPreferences().displayDocTitle());
            Set<String> tagged = new TreeSet<>();
            pieces.forEach(p -> assertTrue(
                    tagged.add(document.getPages().indexOf(p.getPage()) + ":" + p.getMCID()), "one tag a piece"));
            assertEquals(drawn(document), tagged);
        }
    }

    /** Marked pieces of every page; nothing may be drawn outside one. */
    private static Set<String> drawn(PDDocument document) throws IOException {
        Set<String> found = new TreeSet<>();
        for (PDPage page : document.getPages()) {
            int depth = 0;
            List<Object> operands = new ArrayList<>();
            for (Object token : new PDFStreamParser(page).parse()) {
                if (!(token instanceof Operator operator)) {
                    operands.add(token);
                    continue;
                }
                switch (operator.getName()) {
                    case "BDC" -> {
                        depth++;
                        var properties = (org.apache.pdfbox.cos.COSDictionary) operands.get(1);
                        found.add(document.getPages().indexOf(page) + ":" + properties.getInt(COSName.MCID));
                    }
                    case "BMC" -> {
                        depth++;
                        assertEquals(COSName.ARTIFACT, operands.get(0));
                    }
                    case "EMC" -> depth--;
                    case "Tj", "TJ", "Do" -> assertTrue(depth > 0, "drawn outside every tag");
                    default -> assertNotNull(operator);
                }
                operands.clear();
            }
            assertEquals(0, depth);
        }
        return found;
    }

    @Test
    void aFigureIsDescribedATableHasHeadsAndLinksLead() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf())) {
            PDStructureElement all = (PDStructureElement) document.getDocumentCatalog()
                    .getStructureTreeRoot()
                    .getKids()
                    .get(0);
            List<PDStructureElement> elements = new ArrayList<>();
            collect(all, elements);
            PDStructureElement figure = first("Figure", elements);
            assertEquals("It rose. Line chart. s goes from 1 at 1 to 2 at 2.", figure.getAlternateDescription());
            assertEquals(4, ((COSArray) attribute(figure, "BBox")).size());
            assertEquals(COSName.getPDFName("Column"), attribute(first("TH", elements), "Scope"));
            int leading = 0;
            for (PDPage page : document.getPages()) {
                for (var annotation : page.getAnnotations()) {
                    PDAnnotationLink link = (PDAnnotationLink) annotation;
                    assertTrue(link.getAction() != null || link.getDestination() != null, "a link leads somewhere");
                    assertTrue(link.getCOSObject().getItem(COSName.STRUCT_PARENT) instanceof COSNumber);
                    leading++;
                }
            }
            assertEquals(2 + 5, leading, "two in the text, five in the contents");
        }
    }

    private static void collect(PDStructureNode node, List<PDStructureElement> out) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                out.add(element);
                collect(element, out);
            }
        }
    }

    private static PDStructureElement first(String type, List<PDStructureElement> elements) {
        return elements.stream()
                .filter(e -> e.getStructureType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Object attribute(PDStructureElement element, String name) {
        return element.getAttributes().getObject(0).getCOSObject().getDictionaryObject(COSName.getPDFName(name));
    }

    @Test
    void aLongWordIsCutAndAMissingLetterStopsNothing() throws IOException {
        byte[] pdf = Report.of("r")
                .text("Hash " + "0123456789abcdef".repeat(40) + " and \u6f22 end")
                .pdf();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new org.apache.pdfbox.text.PDFTextStripper().getText(document);
            assertTrue(text.contains("and ? end"), text);
            assertTrue(text.replaceAll("\\s", "").contains("0123456789abcdef".repeat(40)), text);
        }
    }
}
