package org.overhang.report;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Deque;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.apache.pdfbox.util.Matrix;
import org.overhang.core.Progress;
import org.overhang.core.Provenance;
import org.overhang.figure.Figure;
import org.overhang.paint.Pictures;
import org.overhang.report.PdfSheet.Face;
import org.overhang.report.PdfSheet.Place;
import org.overhang.report.PdfSheet.Run;

/** A report as pages of A4: tagged, searchable text in the bundled fonts, figures as shapes with their description. */
final class PdfPages {
    private static final float TEXT = 10;
    private static final float SMALL = 8;
    private static final float MONO = 7;
    private static final float TITLE = 20;
    private static final float HEADING = 14;

    private final PDDocument document;
    private final Report.State state;
    private final Manuscript text;
    private final PdfTags tags;
    private final PdfSheet sheet;
    private final PDStructureElement front;
    private final Outline outline = new Outline();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private int figures;

    private PdfPages(PDDocument document, Report.State state, Manuscript text) throws IOException {
        this.document = document;
        this.state = state;
        this.text = text;
        this.tags = new PdfTags(document);
        this.front = tags.open("Sect");
        tags.close();
        this.sheet = new PdfSheet(document, tags);
    }

    static byte[] of(Report.State state, Manuscript text) {
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId(1L);
            new PdfPages(document, state, text).write();
            describe(document, Report.heading(state));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void describe(PDDocument document, String title) {
        Calendar fixed = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        fixed.setTimeInMillis(0);
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setCreator("Overhang " + Manifest.version());
        document.getDocumentInformation().setCreationDate(fixed);
        document.getDocumentCatalog().setLanguage("en");
        PDViewerPreferences preferences = new PDViewerPreferences(new org.apache.pdfbox.cos.COSDictionary());
        preferences.setDisplayDocTitle(true);
        document.getDocumentCatalog().setViewerPreferences(preferences);
    }

    private void write() throws IOException {
        new PdfText(this, sheet, text).blocks(text.document());
        methods();
        sources();
        int body = document.getNumberOfPages();
        contents();
        sheet.close();
        toFront(body);
        sheet.connect(places);
        bookmarks();
        numbers();
        tags.finish();
    }

    /** A heading with its place in the contents. */
    void heading(int level, String anchor, String words, List<Run> runs) throws IOException {
        float size = Math.max(TEXT + 1, HEADING + 4 - 2 * (level - 1));
        sheet.down(10);
        sheet.room(4 * size);
        outline.heading(level, anchor, words);
        places.put(anchor, new Place(sheet.page(), sheet.y()));
        tags.open("H" + Math.min(level, 6));
        sheet.words(runs, size, 0);
        tags.close();
        sheet.down(3);
    }

    private void section(String anchor, String title) throws IOException {
        heading(2, anchor, title, Run.plain(title, Face.BOLD));
    }

    private void paragraph(String words, Face face, float size) throws IOException {
        tags.open("P");
        sheet.words(Run.plain(words, face), size, 0);
        tags.close();
    }

    void stand(Stand stand) throws IOException {
        Progress.stopIfInterrupted();
        String anchor = stand.kind().anchor(stand.id());
        if (stand.kind() == Stand.Kind.FIGURE) {
            figure(anchor, Objects.requireNonNull(state.figures().get(stand.id())));
        } else {
            table(anchor, Objects.requireNonNull(state.tables().get(stand.id())));
        }
    }

    /** How much room a figure takes, so that a heading above it stays with it. */
    float height(Stand stand) {
        Figure figure = state.figures().get(stand.id());
        return stand.kind() == Stand.Kind.FIGURE && figure != null ? scaled(figure) : 0;
    }

    private void figure(String anchor, Figure figure) throws IOException {
        float height = scaled(figure);
        float scale = height / figure.height();
        sheet.room(height + 40);
        outline.entry(anchor, figure.title());
        places.put(anchor, new Place(sheet.page(), sheet.y()));
        PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, figure.width(), figure.height());
        Pictures.draw(figure, graphics);
        graphics.dispose();
        float bottom = sheet.y() - height;
        PDStructureElement tag = tags.open("Figure");
        tag.setAlternateDescription(figure.title() + ". " + figure.altText());
        PdfTags.place(tag, new PDRectangle(PdfSheet.MARGIN, bottom, scale * figure.width(), height));
        PDPageContentStream content = sheet.content();
        tags.mark(content, sheet.page(), () -> {
            content.saveGraphicsState();
            content.transform(new Matrix(scale, 0, 0, scale, PdfSheet.MARGIN, bottom));
            content.drawForm(graphics.getXFormObject());
            content.restoreGraphicsState();
        });
        tags.close();
        sheet.down(height);
        paragraph("Figure " + ++figures + ". " + figure.altText(), Face.REGULAR, SMALL);
        sheet.down(10);
    }

    /** The height of a figure on paper: as wide as the text, or lower where it would not fit a page. */
    private static float scaled(Figure figure) {
        float most = PDRectangle.A4.getHeight() - 2 * PdfSheet.MARGIN - 120;
        return Math.min(PdfSheet.WIDTH / figure.width() * figure.height(), most);
    }

    private void table(String anchor, Report.Grid grid) throws IOException {
        sheet.down(6);
        sheet.room(60);
        outline.entry(anchor, grid.caption());
        places.put(anchor, new Place(sheet.page(), sheet.y()));
        paragraph(grid.caption(), Face.BOLD, TEXT);
        new PdfGrid(sheet, grid.rows()).draw();
        String shortened = PdfGrid.shortened(grid.rows());
        if (!shortened.isEmpty()) {
            paragraph(shortened, Face.REGULAR, SMALL);
        }
        sheet.down(8);
    }

    private void methods() throws IOException {
        if (state.tables().values().stream().allMatch(g -> g.summary().isEmpty())) {
            return;
        }
        section(Manuscript.METHODS, "Methods");
        for (Report.Grid grid : state.tables().values()) {
            if (!grid.summary().isEmpty()) {
                tags.open("H3");
                sheet.words(Run.plain(grid.caption(), Face.BOLD), TEXT, 0);
                tags.close();
                code(grid.summary());
            }
        }
    }

    /** Text whose spaces count, line by line. */
    void code(String lines) throws IOException {
        tags.open("P");
        for (String line : lines.split("\n", -1)) {
            // Spaces that align columns must neither break a line nor be joined.
            sheet.words(Run.plain(aligned(line), Face.MONO), MONO, 0);
        }
        tags.close();
        sheet.down(6);
    }

    /** Keeps columns of a table in fixed-width letters apart; prose is left to be broken into lines. */
    private static String aligned(String line) {
        return line.contains("  ") ? line.replace(' ', '\u00A0') : line;
    }

    private void sources() throws IOException {
        section(Manuscript.SOURCES, "Sources and licences");
        for (Provenance source : Report.sources(state)) {
            String title = source.title().isEmpty() ? "" : source.title() + ". ";
            List<Run> words = new ArrayList<>();
            words.add(new Run(title, Face.BOLD, ""));
            words.add(new Run(source.footer() + ". ", Face.REGULAR, ""));
            for (String page : Report.pages(source)) {
                words.add(new Run(page, Face.REGULAR, Report.onTheWeb(page) ? page : ""));
                words.add(new Run(". ", Face.REGULAR, ""));
            }
            words.add(new Run(String.join(" ", source.notes()), Face.REGULAR, ""));
            tags.open("P");
            sheet.words(words, TEXT, 0);
            tags.close();
            if (!source.sha256().isEmpty()) {
                paragraph("sha256 " + source.sha256(), Face.REGULAR, SMALL);
            }
            sheet.down(4);
        }
        paragraph("Built with Overhang " + Manifest.version() + ".", Face.REGULAR, TEXT);
    }

    // --- what is known last: the contents with their page numbers, and bookmarks

    private void contents() throws IOException {
        sheet.newPage();
        tags.reopen(front);
        tags.open("H1");
        sheet.words(Run.plain(Report.heading(state), Face.BOLD), TITLE, 0);
        tags.close();
        sheet.down(10);
        tags.open("TOC");
        int pages = frontPages();
        for (Outline.Entry entry : outline.entries()) {
            Place place = Objects.requireNonNull(places.get(entry.anchor()));
            String number = Integer.toString(document.getPages().indexOf(place.page()) + 1 + pages);
            float indent = 12 * (entry.depth() - 1);
            float room = PdfSheet.WIDTH - indent - 40;
            sheet.room(PdfSheet.LEADING * TEXT);
            sheet.down(PdfSheet.LEADING * TEXT);
            tags.open("TOCI");
            String title = fitted(entry.title(), room);
            sheet.line(
                    List.of(new Run(title, Face.REGULAR, "#" + entry.anchor())),
                    TEXT,
                    PdfSheet.MARGIN + indent,
                    sheet.y());
            float wide = sheet.width(number, Face.REGULAR, TEXT);
            sheet.line(Run.plain(number, Face.REGULAR), TEXT, PdfSheet.MARGIN + PdfSheet.WIDTH - wide, sheet.y());
            tags.close();
        }
        tags.close();
        tags.close();
    }

    /** How many pages title and contents fill. */
    private int frontPages() throws IOException {
        float page = PDRectangle.A4.getHeight() - 2 * PdfSheet.MARGIN;
        float line = PdfSheet.LEADING * TEXT;
        int title = sheet.lines(Run.plain(Report.heading(state), Face.BOLD), TITLE, PdfSheet.WIDTH)
                .size();
        int first = (int) Math.floor((page - title * PdfSheet.LEADING * TITLE - 10) / line);
        int perPage = (int) Math.floor(page / line);
        int left = Math.max(0, outline.entries().size() - first);
        return 1 + (left + perPage - 1) / perPage;
    }

    private String fitted(String title, float room) throws IOException {
        String fitted = title;
        while (sheet.width(fitted, Face.REGULAR, TEXT) > room) {
            fitted = fitted.substring(0, fitted.length() - 2).stripTrailing() + "…";
        }
        return fitted;
    }

    private void toFront(int body) {
        PDPage first = document.getPage(0);
        int front = document.getNumberOfPages() - body;
        for (int i = 0; i < front; i++) {
            PDPage page = document.getPage(body + i);
            document.removePage(page);
            document.getPages().insertBefore(page, first);
        }
    }

    private void bookmarks() {
        PDDocumentOutline root = new PDDocumentOutline();
        document.getDocumentCatalog().setDocumentOutline(root);
        Deque<PDOutlineNode> above = new ArrayDeque<>(List.of(root));
        for (Outline.Entry entry : outline.entries()) {
            while (above.size() > entry.depth()) {
                above.pop();
            }
            PDOutlineItem item = new PDOutlineItem();
            item.setTitle(entry.title());
            item.setDestination(
                    Objects.requireNonNull(places.get(entry.anchor())).destination());
            above.element().addLast(item);
            above.push(item);
        }
        root.openNode();
    }

    private void numbers() throws IOException {
        for (int i = 0; i < document.getNumberOfPages(); i++) {
            String number = Integer.toString(i + 1);
            float x = PdfSheet.MARGIN + PdfSheet.WIDTH - sheet.width(number, Face.REGULAR, SMALL);
            try (PDPageContentStream content = new PDPageContentStream(
                    document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, false, true)) {
                PdfTags.artifact(content, () -> {
                    content.beginText();
                    content.setFont(sheet.font(Face.REGULAR), SMALL);
                    content.newLineAtOffset(x, PdfSheet.MARGIN / 2);
                    content.showText(number);
                    content.endText();
                });
            }
        }
    }
}
