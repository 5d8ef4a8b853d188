package org.overhang.paint;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.overhang.figure.Drawing;
import org.overhang.figure.Figure;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The files of a figure: one painter behind all of them. */
final class Output {
    private static final int PNG_SCALE = 2;
    private static final double POINTS_PER_PIXEL = 0.75;

    private Output() {}

    static byte[] png(Figure figure) {
        Drawing state = figure.drawing();
        BufferedImage image =
                new BufferedImage(PNG_SCALE * state.width(), PNG_SCALE * state.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(PNG_SCALE, PNG_SCALE);
        Painter.paint(figure, graphics);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static String svg(Figure figure) {
        SVGGraphics2D graphics = graphics(figure, "");
        Painter.paint(figure, graphics);
        Element root = graphics.getRoot();
        describe(root, figure);
        return stream(graphics, root);
    }

    /** A drawing area whose identifiers begin with a prefix, so that several drawings can stand in one page. */
    static SVGGraphics2D graphics(Figure figure, String prefix) {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setComment(null);
            context.setPrecision(2);
            context.setIDGenerator(new SVGIDGenerator() {
                @Override
                public String generateID(String kind) {
                    return prefix + super.generateID(kind);
                }
            });
            SVGGraphics2D graphics = new SVGGraphics2D(context, true);
            graphics.setSVGCanvasSize(new java.awt.Dimension(
                    figure.drawing().width(), figure.drawing().height()));
            return graphics;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static String stream(SVGGraphics2D graphics, Element root) {
        try {
            StringWriter out = new StringWriter();
            graphics.stream(root, out, true, false);
            return out.toString().replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void describe(Element root, Figure figure) {
        Drawing state = figure.drawing();
        Document document = root.getOwnerDocument();
        root.setAttribute("viewBox", "0 0 " + state.width() + " " + state.height());
        root.setAttribute("role", "img");
        Element description = document.createElementNS("http://www.w3.org/2000/svg", "desc");
        description.appendChild(document.createTextNode(figure.altText()));
        root.insertBefore(description, root.getFirstChild());
        Element title = document.createElementNS("http://www.w3.org/2000/svg", "title");
        title.appendChild(document.createTextNode(state.words().title()));
        root.insertBefore(title, description);
    }

    static byte[] pdf(Figure figure) {
        Drawing state = figure.drawing();
        float width = (float) (POINTS_PER_PIXEL * state.width());
        float height = (float) (POINTS_PER_PIXEL * state.height());
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId(1L);
            PDPage page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, width, height);
            graphics.scale(POINTS_PER_PIXEL, POINTS_PER_PIXEL);
            Painter.paint(figure, graphics);
            graphics.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(graphics.getXFormObject());
            }
            Calendar fixed = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
            fixed.setTimeInMillis(0);
            document.getDocumentInformation().setTitle(state.words().title());
            document.getDocumentInformation().setSubject(figure.altText());
            document.getDocumentInformation().setCreationDate(fixed);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
