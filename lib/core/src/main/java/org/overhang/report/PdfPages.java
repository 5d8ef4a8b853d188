package org.overhang.report;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.util.Matrix;
import org.overhang.core.Provenance;
import org.overhang.figure.Figure;

/** A report as pages of A4: searchable text in the bundled font, figures as shapes. */
final class PdfPages {
    private static final float MARGIN = 57;
    private static final float TEXT = 10;
    private static final float SMALL = 8;
    private static final float LEADING = 1.4f;
    private static final int ROWS_SHOWN = 60;
    private static final int CONTENTS_PER_PAGE = 45;

    private final PDDocument document;
    private final Report.State state;
    private final PDFont regular;
    private final PDFont bold;
    private final float width = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private final List<String> titles = new ArrayList<>();
    private final List<Integer> pages = new ArrayList<>();
    private PDPageContentStream content;
    private float y;
    private int figures;

    private PdfPages(PDDocument document, Report.State state) throws IOException {
        this.document = document;
        this.state = state;
        this.regular = font("Regular");
        this.bold = font("Bold");
        this.content = page();
    }

    static byte[] of(Report.State state, List<Blocks.Block> blocks) {
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId(1L);
            PdfPages pages = new PdfPages(document, state);
            pages.write(blocks);
            Calendar fixed = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
            fixed.setTimeInMillis(0);
            document.getDocumentInformation().setTitle(Report.heading(state));
            document.getDocumentInformation().setCreationDate(fixed);
            document.getDocumentCatalog().setLanguage("en");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PDFont font(String face) throws IOException {
        try (InputStream in = PdfPages.class.getResourceAsStream("/liberation/LiberationSans-" + face + ".ttf")) {
            return PDType0Font.load(document, Objects.requireNonNull(in), true);
        }
    }

    private PDPageContentStream page() throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        y = PDRectangle.A4.getHeight() - MARGIN;
        return new PDPageContentStream(document, page);
    }

    private void room(float height) throws IOException {
        if (y - height < MARGIN) {
            content.close();
            content = page();
        }
    }

    private void write(List<Blocks.Block> blocks) throws IOException {
        for (int i = 0; i < blocks.size(); i++) {
            boolean leads = blocks.get(i).kind() == Blocks.Kind.HEADING && i + 1 < blocks.size();
            if (leads && blocks.get(i + 1).kind() == Blocks.Kind.FIGURE) {
                room(scaled(Objects.requireNonNull(
                                state.figures().get(blocks.get(i + 1).text())))
                        + 80);
            }
            block(blocks.get(i));
        }
        if (state.tables().values().stream().anyMatch(g -> !g.summary().isEmpty())) {
            heading("Methods", 14);
            for (Report.Grid grid : state.tables().values()) {
                if (!grid.summary().isEmpty()) {
                    text(bold, grid.caption(), TEXT, 0);
                    for (String line : grid.summary().split("\n", -1)) {
                        text(regular, line.strip(), SMALL, 0);
                    }
                }
            }
        }
        sources();
        content.close();
        contents();
    }

    private void block(Blocks.Block block) throws IOException {
        switch (block.kind()) {
            case HEADING -> heading(plain(block.text()), 18 - 2 * block.level());
            case PARAGRAPH -> {
                text(regular, plain(block.text()), TEXT, 0);
                y -= 5;
            }
            case BULLET, NUMBERED -> text(regular, "•  " + plain(block.text()), TEXT, 12);
            case CODE -> {
                for (String line : block.text().split("\n", -1)) {
                    text(regular, line, SMALL, 12);
                }
            }
            case FIGURE -> figure(Objects.requireNonNull(state.figures().get(block.text())));
            case TABLE -> table(Objects.requireNonNull(state.tables().get(block.text())));
        }
    }

    private void heading(String text, float size) throws IOException {
        y -= 10;
        room(4 * size);
        remember(text);
        text(bold, text, size, 0);
        y -= 3;
    }

    private void remember(String title) {
        titles.add(title);
        pages.add(document.getNumberOfPages());
    }

    private static String plain(String markdown) {
        return markdown.replaceAll("`([^`]+)`", "$1")
                .replaceAll("\\*\\*([^*]+)\\*\\*", "$1")
                .replaceAll("(?<![*\\w])\\*([^*]+)\\*(?![*\\w])", "$1")
                .replaceAll("\\[([^\\]]+)\\]\\(#[^)\\s]+\\)", "$1")
                .replaceAll("\\[([^\\]]+)\\]\\(([^)\\s]+)\\)", "$1 ($2)");
    }

    private void text(PDFont font, String text, float size, float indent) throws IOException {
        StringBuilder line = new StringBuilder();
        for (String word : printable(font, text).strip().split("\\s+", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && font.getStringWidth(longer) / 1000 * size > width - indent) {
                line(font, line.toString(), size, MARGIN + indent);
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        line(font, line.toString(), size, MARGIN + indent);
    }

    private void line(PDFont font, String text, float size, float x) throws IOException {
        room(LEADING * size);
        y -= LEADING * size;
        show(font, text, size, x, y);
    }

    private void show(PDFont font, String text, float size, float x, float at) throws IOException {
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(x, at);
        content.showText(text);
        content.endText();
    }

    /** Characters that the font lacks would stop the printing; a question mark stands for them. */
    private static String printable(PDFont font, String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(code -> {
            String one = Character.isISOControl(code) ? " " : Character.toString(code);
            try {
                font.encode(one);
                out.append(one);
            } catch (IOException | IllegalArgumentException e) {
                out.append('?');
            }
        });
        return out.toString();
    }

    private void figure(Figure figure) throws IOException {
        float height = scaled(figure);
        float scale = height / figure.height();
        room(height + 40);
        remember(figure.title());
        PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, figure.width(), figure.height());
        figure.draw(graphics);
        graphics.dispose();
        content.saveGraphicsState();
        content.transform(new Matrix(scale, 0, 0, scale, MARGIN, y - height));
        content.drawForm(graphics.getXFormObject());
        content.restoreGraphicsState();
        y -= height;
        text(regular, "Figure " + ++figures + ". " + figure.altText(), SMALL, 0);
        y -= 10;
    }

    /** The height of a figure on paper: as wide as the text, or lower where it would not fit a page. */
    private float scaled(Figure figure) {
        float most = PDRectangle.A4.getHeight() - 2 * MARGIN - 120;
        return Math.min(width / figure.width() * figure.height(), most);
    }

    private void table(Report.Grid grid) throws IOException {
        y -= 6;
        room(60);
        remember(grid.caption());
        text(bold, grid.caption(), TEXT, 0);
        List<List<String>> rows = grid.rows().subList(0, Math.min(grid.rows().size(), ROWS_SHOWN + 1));
        float[] widths = new float[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(
                        widths[c],
                        regular.getStringWidth(printable(regular, Grids.shown(row.get(c)))) / 1000 * SMALL + 10);
            }
        }
        float total = 0;
        for (float w : widths) {
            total += w;
        }
        float size = SMALL * Math.min(1, width / total);
        for (int r = 0; r < rows.size(); r++) {
            room(LEADING * SMALL);
            y -= LEADING * SMALL;
            float x = MARGIN;
            for (int c = 0; c < widths.length; c++) {
                PDFont font = r == 0 ? bold : regular;
                show(font, printable(font, Grids.shown(rows.get(r).get(c))), size, x, y);
                x += widths[c] * size / SMALL;
            }
        }
        if (rows.size() < grid.rows().size()) {
            text(regular, "The first " + ROWS_SHOWN + " of " + (grid.rows().size() - 1) + " rows.", SMALL, 0);
        }
        y -= 8;
    }

    private void sources() throws IOException {
        heading("Sources and licences", 14);
        for (Provenance source : Report.sources(state)) {
            String title = source.title().isEmpty() ? "" : source.title() + ". ";
            String notes = source.notes().isEmpty() ? "" : " " + String.join(" ", source.notes());
            text(regular, title + source.footer() + ". " + source.url() + notes, TEXT, 0);
            if (!source.sha256().isEmpty()) {
                text(regular, "sha256 " + source.sha256(), SMALL, 0);
            }
            y -= 4;
        }
        text(regular, "Built with Overhang " + Manifest.version() + ".", TEXT, 0);
    }

    /** Title and contents come before everything, though the page numbers in them are known last. */
    private void contents() throws IOException {
        int front = (titles.size() + CONTENTS_PER_PAGE - 1) / CONTENTS_PER_PAGE;
        PDPage first = document.getPage(0);
        int body = document.getNumberOfPages();
        PDDocumentOutline outline = new PDDocumentOutline();
        document.getDocumentCatalog().setDocumentOutline(outline);
        for (int i = 0; i < titles.size(); i++) {
            if (i % CONTENTS_PER_PAGE == 0) {
                content.close();
                content = page();
                text(bold, i == 0 ? Report.heading(state) : "Contents, continued", i == 0 ? 20 : 14, 0);
                y -= 10;
            }
            String number = Integer.toString(pages.get(i) + front);
            float numberWidth = regular.getStringWidth(number) / 1000 * TEXT;
            line(regular, fitted(titles.get(i), width - 40), TEXT, MARGIN);
            show(regular, number, TEXT, MARGIN + width - numberWidth, y);
            PDOutlineItem item = new PDOutlineItem();
            item.setTitle(titles.get(i));
            PDPageFitDestination destination = new PDPageFitDestination();
            destination.setPage(document.getPage(pages.get(i) - 1));
            item.setDestination(destination);
            outline.addLast(item);
        }
        content.close();
        for (int i = 0; i < front; i++) {
            PDPage page = document.getPage(body + i);
            document.removePage(page);
            document.getPages().insertBefore(page, first);
        }
    }

    private String fitted(String text, float room) throws IOException {
        String fitted = printable(regular, text);
        while (regular.getStringWidth(fitted) / 1000 * TEXT > room) {
            fitted = fitted.substring(0, fitted.length() - 2).stripTrailing() + "…";
        }
        return fitted;
    }
}
