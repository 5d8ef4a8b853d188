package org.overhang.report;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.COSObjectable;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDObjectReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDLayoutAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;

/** What each piece of a page is (heading, paragraph, cell, figure), for readers that do not see it: ISO 32000-1, 14.7 and 14.8. */
final class PdfTags {
    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final Deque<PDStructureElement> open = new ArrayDeque<>();
    private final Map<PDPage, List<PDStructureElement>> marked = new IdentityHashMap<>();
    private final Map<Integer, COSObjectable> parents = new TreeMap<>();
    private int keys;

    /** Draws one piece of a page. */
    interface Drawing {
        void draw() throws IOException;
    }

    PdfTags(PDDocument document) {
        document.getDocumentCatalog().setStructureTreeRoot(root);
        PDMarkInfo info = new PDMarkInfo();
        info.setMarked(true);
        document.getDocumentCatalog().setMarkInfo(info);
        PDStructureElement all = new PDStructureElement("Document", root);
        root.appendKid(all);
        open.push(all);
    }

    /** Begins an element inside the open one. */
    PDStructureElement open(String type) {
        PDStructureElement element = new PDStructureElement(type, open.element());
        open.element().appendKid(element);
        open.push(element);
        return element;
    }

    void close() {
        open.pop();
    }

    /** Goes on with an element begun earlier. */
    void reopen(PDStructureElement element) {
        open.push(element);
    }

    /** Draws what belongs to the open element. */
    void mark(PDPageContentStream content, PDPage page, Drawing drawing) throws IOException {
        PDStructureElement element = open.element();
        List<PDStructureElement> onPage = marked.computeIfAbsent(page, p -> {
            p.setStructParents(keys++);
            p.getCOSObject().setItem(COSName.getPDFName("Tabs"), COSName.S);
            return new ArrayList<>();
        });
        int id = onPage.size();
        onPage.add(element);
        content.beginMarkedContent(COSName.getPDFName(element.getStructureType()), id);
        drawing.draw();
        content.endMarkedContent();
        PDMarkedContentReference reference = new PDMarkedContentReference();
        reference.setMCID(id);
        reference.setPage(page);
        element.appendKid(reference);
    }

    /** Draws what no reader needs to hear, such as a page number. */
    static void artifact(PDPageContentStream content, Drawing drawing) throws IOException {
        content.beginMarkedContent(COSName.ARTIFACT);
        drawing.draw();
        content.endMarkedContent();
    }

    /** Lets the open element answer for a place that can be clicked. */
    void annotate(PDPage page, PDAnnotation annotation) throws IOException {
        annotation.setStructParent(keys);
        parents.put(keys++, open.element());
        PDObjectReference reference = new PDObjectReference();
        reference.setReferencedObject(annotation);
        reference.getCOSObject().setItem(COSName.PG, page.getCOSObject());
        open.element().appendKid(reference);
        page.getAnnotations().add(annotation);
    }

    static void place(PDStructureElement figure, PDRectangle box) {
        PDLayoutAttributeObject layout = new PDLayoutAttributeObject();
        layout.setBBox(box);
        layout.setPlacement(PDLayoutAttributeObject.PLACEMENT_BLOCK);
        figure.addAttribute(layout);
    }

    static void headsColumn(PDStructureElement cell) {
        PDTableAttributeObject table = new PDTableAttributeObject();
        table.setScope(PDTableAttributeObject.SCOPE_COLUMN);
        cell.addAttribute(table);
    }

    /** Writes which element each marked piece belongs to; after this nothing more may be drawn. */
    void finish() {
        marked.forEach((page, elements) -> {
            COSArray pieces = new COSArray();
            elements.forEach(pieces::add);
            parents.put(page.getStructParents(), new PDParentTreeValue(pieces));
        });
        PDNumberTreeNode tree = new PDNumberTreeNode(PDParentTreeValue.class);
        tree.setNumbers(parents);
        root.setParentTree(tree);
        root.setParentTreeNextKey(keys);
    }
}
