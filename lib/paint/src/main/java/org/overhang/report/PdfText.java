package org.overhang.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.overhang.report.PdfSheet.Face;
import org.overhang.report.PdfSheet.Run;

/** The text of a report on paper, block by block. */
final class PdfText extends AbstractVisitor {
    private static final float TEXT = 10;
    private static final float INDENT = 14;

    private final PdfPages pages;
    private final PdfSheet sheet;
    private final Manuscript text;
    private float indent;

    PdfText(PdfPages pages, PdfSheet sheet, Manuscript text) {
        this.pages = pages;
        this.sheet = sheet;
        this.text = text;
    }

    /** A step that writes to the document. */
    private interface Step {
        void run() throws IOException;
    }

    private static void step(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tagged(String type, Step inside) {
        sheet.tags.open(type);
        step(inside);
        sheet.tags.close();
    }

    void blocks(Node document) {
        document.accept(this);
    }

    @Override
    public void visit(Heading heading) {
        boolean leads = heading.getNext() instanceof Stand;
        step(() -> {
            if (leads) {
                sheet.room(pages.height((Stand) heading.getNext()) + 80);
            }
            List<Run> bold = runs(heading).stream()
                    .map(run -> new Run(run.text(), run.face().bold(), run.link()))
                    .toList();
            pages.heading(heading.getLevel(), text.anchor(heading), Manuscript.plain(heading), bold);
        });
    }

    @Override
    public void visit(Paragraph paragraph) {
        tagged("P", () -> sheet.words(runs(paragraph), TEXT, indent));
        sheet.down(5);
    }

    @Override
    public void visit(BulletList list) {
        items(list, 0);
    }

    @Override
    public void visit(OrderedList list) {
        Integer start = list.getMarkerStartNumber();
        items(list, start == null ? 1 : start);
    }

    private void items(ListBlock list, int first) {
        sheet.tags.open("L");
        int number = first;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String label = first == 0 ? "•" : number++ + ".";
            sheet.tags.open("LI");
            step(() -> sheet.room(PdfSheet.LEADING * TEXT));
            float line = sheet.y() - PdfSheet.LEADING * TEXT;
            tagged("Lbl", () -> sheet.line(Run.plain(label, Face.REGULAR), TEXT, PdfSheet.MARGIN + indent, line));
            sheet.tags.open("LBody");
            indent += INDENT;
            visitChildren(item);
            indent -= INDENT;
            sheet.tags.close();
            sheet.tags.close();
        }
        sheet.tags.close();
    }

    @Override
    public void visit(BlockQuote quote) {
        sheet.tags.open("BlockQuote");
        indent += INDENT;
        visitChildren(quote);
        indent -= INDENT;
        sheet.tags.close();
    }

    @Override
    public void visit(FencedCodeBlock code) {
        step(() -> pages.code(code.getLiteral().stripTrailing()));
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        step(() -> pages.code(code.getLiteral().stripTrailing()));
    }

    @Override
    public void visit(HtmlBlock html) {
        step(() -> pages.code(html.getLiteral()));
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof Stand stand) {
            step(() -> pages.stand(stand));
        } else if (block instanceof TableBlock table) {
            step(() -> new PdfGrid(sheet, rows(table)).draw());
            sheet.down(8);
        }
    }

    private static List<List<String>> rows(TableBlock table) {
        List<List<String>> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row instanceof TableRow; row = row.getNext()) {
                List<String> cells = new ArrayList<>();
                for (Node cell = row.getFirstChild(); cell instanceof TableCell; cell = cell.getNext()) {
                    cells.add(Manuscript.plain(cell));
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    /** The words of a block, each piece with its face and where it leads. */
    private static List<Run> runs(Node block) {
        Inline inline = new Inline();
        block.accept(inline);
        return inline.runs;
    }

    private static final class Inline extends AbstractVisitor {
        private final List<Run> runs = new ArrayList<>();
        private Face face = Face.REGULAR;
        private String link = "";

        private void add(String words, Face as) {
            runs.add(new Run(words, as, link));
        }

        @Override
        public void visit(Text words) {
            add(words.getLiteral(), face);
        }

        @Override
        public void visit(Code code) {
            add(code.getLiteral(), Face.MONO);
        }

        @Override
        public void visit(HtmlInline html) {
            add(html.getLiteral(), face);
        }

        @Override
        public void visit(SoftLineBreak line) {
            add(" ", face);
        }

        @Override
        public void visit(HardLineBreak line) {
            add("\n", face);
        }

        @Override
        public void visit(Emphasis emphasis) {
            inside(emphasis, face.italic());
        }

        @Override
        public void visit(StrongEmphasis emphasis) {
            inside(emphasis, face.bold());
        }

        private void inside(Node emphasis, Face as) {
            Face before = face;
            face = as;
            visitChildren(emphasis);
            face = before;
        }

        @Override
        public void visit(Link to) {
            link = to.getDestination();
            visitChildren(to);
            link = "";
        }
    }
}
