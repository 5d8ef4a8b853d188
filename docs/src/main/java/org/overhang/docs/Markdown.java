package org.overhang.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown with tables, heading anchors and TeX between dollar signs. */
final class Markdown {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    /** Fenced blocks and code spans, which keep their dollar signs, then formulas. */
    private static final Pattern MATH = Pattern.compile(
            "(?<code>(?ms)^(?<fence>```+|~~~+).*?^\\k<fence>|(?<tick>`+)(?!`).*?(?<!`)\\k<tick>(?!`))"
                    + "|\\$\\$(?<display>.+?)\\$\\$"
                    + "|(?<![\\\\$\\w])\\$(?=\\S)(?<inline>[^$]*?[^\\s\\\\$])\\$(?!\\d)",
            Pattern.DOTALL);

    private static final Pattern HELD = Pattern.compile("\uE000(\\d+)\uE001");

    private Markdown() {}

    /**
     * A fenced block of a page.
     *
     * @param language the first word after the fence
     * @param name the rest of that line, for a file that the page's snippets read
     * @param text what stands in it
     * @param line the line of the page on which it begins
     */
    record Block(String language, String name, String text, int line) {}

    /** Formulas are set aside first, since Markdown would read their underscores as emphasis. */
    static String html(String markdown) {
        List<String> formulas = new ArrayList<>();
        Matcher math = MATH.matcher(markdown);
        StringBuilder held = new StringBuilder();
        while (math.find()) {
            String display = math.group("display");
            String inline = math.group("inline");
            if (display == null && inline == null) {
                math.appendReplacement(held, Matcher.quoteReplacement(math.group()));
            } else {
                formulas.add(display != null ? Tex.display(display.strip()) : Tex.inline(String.valueOf(inline)));
                math.appendReplacement(held, "\uE000" + (formulas.size() - 1) + "\uE001");
            }
        }
        math.appendTail(held);
        String html = RENDERER.render(PARSER.parse(held.toString()))
                .replace("<li>[x] ", "<li>✓ ")
                .replace("<li>[ ] ", "<li>○ ");
        return HELD.matcher(html)
                .replaceAll(it -> Matcher.quoteReplacement(formulas.get(Integer.parseInt(it.group(1)))));
    }

    /** The fenced blocks in their order. */
    static List<Block> blocks(String markdown) {
        List<Block> blocks = new ArrayList<>();
        Parser parser = Parser.builder()
                .extensions(EXTENSIONS)
                .includeSourceSpans(org.commonmark.parser.IncludeSourceSpans.BLOCKS)
                .build();
        Node page = parser.parse(markdown);
        page.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                String[] info = (block.getInfo() + " ").split(" ", 2);
                int line = block.getSourceSpans().get(0).getLineIndex() + 1;
                blocks.add(new Block(info[0], info[1].strip(), block.getLiteral(), line));
            }
        });
        return blocks;
    }
}
