package org.overhang.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The formulas that Javadoc holds as {@code <pre>{@code …}</pre>}: TeX that reads well as text too, so words stand in it bare and
 * each line is a formula of its own.
 */
final class Formula {
    private static final Pattern COMMAND = Pattern.compile("\\\\[a-zA-Z]+");
    private static final Pattern CODE = Pattern.compile(
            "\"|;\\s*(//.*)?$|\\b[a-z]\\w*\\(\\d|[A-Za-z]\\w*\\.[a-z]\\w*\\(|^\\s*\\.\\w+\\(|^var |->",
            Pattern.MULTILINE);
    private static final Pattern EQUATION = Pattern.compile("\\w\\s*=\\s*\\S");
    private static final Pattern SYMBOL =
            Pattern.compile("\\\\[a-zA-Z]+|(\\\\[a-zA-Z]+|[A-Za-z]{1,3})'?([_^](\\w|\\*|\\\\\\w+|\\{[^{}]+\\})'?)+");
    /** A command of two letters or more, which no regular expression has, or braces behind an index. */
    private static final Pattern TEX = Pattern.compile("\\\\[a-zA-Z]{2,}|[\\w)][_^]\\{");

    private static final Pattern LABEL = Pattern.compile("^([A-Za-z_-]{2,}(?: [a-z-]+)*)(:\\s*|\\s{2,})(?=\\S)");
    /** A command with the braces whose content is words already, a word, or one character of anything else. */
    private static final Pattern PIECE = Pattern.compile(
            "\\\\(?:text|mathrm|operatorname|begin|end)\\{[^}]*\\}|\\\\[a-zA-Z]+|[A-Za-z][A-Za-z–-]*|.",
            Pattern.DOTALL);

    /** Two words beside one another. */
    private static final Pattern ADJACENT = Pattern.compile("(\\\\text\\{[^{}]*?)\\s*\\}\\s*\\\\text\\{\\s*");

    private Formula() {}

    /** Whether a block of Javadoc is a formula and not an example in Java. */
    static boolean is(String block) {
        boolean code = CODE.matcher(block).find();
        return COMMAND.matcher(block).find()
                ? !block.contains("\"")
                : !code && EQUATION.matcher(block).find();
    }

    /** Whether a {@code <code>} in a sentence is a symbol and not a name in Java or a column. */
    static boolean isSymbol(String code) {
        boolean tex = TEX.matcher(code).find() && !code.contains("\"");
        return tex || SYMBOL.matcher(code).matches() && !code.matches("[a-z]{2,}_[a-z].*");
    }

    /** A block's formulas, one below the other. */
    static String block(String block) {
        StringBuilder out = new StringBuilder("<div class=\"formula\">");
        for (String line : lines(block)) {
            Matcher label = LABEL.matcher(line);
            String formula = line;
            if (label.find() && !label.group(1).matches("[A-Z]{2}")) {
                out.append("<div class=\"formula-of\">")
                        .append(label.group(1).replace("_", " "))
                        .append("</div>");
                formula = line.substring(label.end());
            }
            for (String part : formula.split("\\s{3,}")) {
                if (!part.isBlank()) {
                    out.append("<div>").append(Tex.display(words(part.strip()))).append("</div>");
                }
            }
        }
        return out.append("</div>").toString();
    }

    /** A symbol or short formula in a sentence. */
    static String symbol(String code) {
        return Tex.inline(words(code));
    }

    /** A line that begins with blanks goes on from the one above. */
    private static List<String> lines(String block) {
        List<String> lines = new ArrayList<>();
        for (String line : block.stripTrailing().stripIndent().split("\\R")) {
            boolean goesOn = line.startsWith(" ") && !lines.isEmpty();
            String text = line.strip();
            if (goesOn) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + text);
            } else if (!text.isEmpty()) {
                lines.add(text);
            }
        }
        return lines;
    }

    /** Puts words upright; letters side by side stay a product, as in TeX. */
    static String words(String formula) {
        StringBuilder out = new StringBuilder();
        Matcher piece = PIECE.matcher(formula);
        while (piece.find()) {
            String it = piece.group();
            int end = piece.end();
            boolean word = Character.isLetter(it.charAt(0)) && it.length() > 1;
            boolean subscripted = end < formula.length() && "_^".indexOf(formula.charAt(end)) >= 0;
            boolean isWord =
                    word && (it.length() > 2 || subscripted || before(formula, piece.start()) && after(formula, end));
            if (isWord) {
                out.append("\\text{")
                        .append(before(formula, piece.start()) ? " " : "")
                        .append(it);
                out.append(after(formula, end) ? " " : "").append('}');
            } else if (it.equals("#") || it.equals("%")) {
                out.append('\\').append(it);
            } else {
                out.append(it);
            }
        }
        String joined = ADJACENT.matcher(out).replaceAll("$1 ");
        for (String before = ""; !before.equals(joined); ) {
            before = joined;
            joined = ADJACENT.matcher(joined).replaceAll("$1 ");
        }
        return joined.replace("\\\\#", "\\#").replace("\\\\%", "\\%");
    }

    private static boolean before(String text, int at) {
        return at > 0 && text.charAt(at - 1) == ' ';
    }

    private static boolean after(String text, int at) {
        return at < text.length() && (text.charAt(at) == ' ' || text.startsWith(", ", at));
    }
}
