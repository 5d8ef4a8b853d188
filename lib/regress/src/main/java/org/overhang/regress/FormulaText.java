package org.overhang.regress;

import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** The text of a formula while it is read: a place in it, and refusals with a caret below that place. */
final class FormulaText {
    private final String text;
    private int at;

    FormulaText(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    int at() {
        return at;
    }

    void back(int to) {
        at = to;
    }

    boolean isDone() {
        return at >= text.length();
    }

    char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    boolean startsWith(String word) {
        return text.startsWith(word, at);
    }

    boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        blanks();
        return true;
    }

    boolean take(String word) {
        if (!text.startsWith(word, at)) {
            return false;
        }
        at += word.length();
        blanks();
        return true;
    }

    void expect(char c, String needed) {
        if (!take(c)) {
            throw refusal(needed, "the form is y ~ x1 + log(x2) + i(year) | firm^product + year | w ~ z1 + z2");
        }
    }

    void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** A name, or one in backquotes. */
    String name(String needed) {
        int from = at;
        if (peek() == '`') {
            int end = text.indexOf('`', at + 1);
            if (end < 0) {
                throw refusal("a closing backquote", "for example `unit price`");
            }
            at = end + 1;
            String out = text.substring(from + 1, end);
            blanks();
            return out;
        }
        if (isNameStart()) {
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at))
                            || text.charAt(at) == '_'
                            || text.charAt(at) == '.')) {
                at++;
            }
            String out = text.substring(from, at);
            blanks();
            return out;
        }
        throw refusal(needed, "names with blanks or signs go in backquotes");
    }

    boolean isNameStart() {
        return Character.isLetter(peek()) || peek() == '_' || peek() == '.' && !isNumber() || peek() == '`';
    }

    boolean isNumber() {
        return Character.isDigit(peek())
                || peek() == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    }

    /** A number such as 2018, 0.5 or 1e-3. */
    double number() {
        int from = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int mark = at;
            at++;
            if (peek() == '-' || peek() == '+') {
                at++;
            }
            if (!Character.isDigit(peek())) {
                at = mark;
            }
            while (Character.isDigit(peek())) {
                at++;
            }
        }
        String cell = text.substring(from, at);
        blanks();
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            at = from;
            throw refusal("a number", "for example 2018 or 0.5");
        }
    }

    /** A whole number of at most six digits. */
    int whole(String needed, String advice) {
        int from = at;
        while (Character.isDigit(peek())) {
            at++;
        }
        if (at == from || at - from > 6) {
            at = from;
            throw refusal(needed, advice);
        }
        int value = Integer.parseInt(text.substring(from, at));
        blanks();
        return value;
    }

    /** A text in quotation marks, or a bare value up to a comma, a bracket or a blank. */
    String value(String needed) {
        int from = at;
        if (peek() == '"' || peek() == '\'') {
            int end = text.indexOf(peek(), at + 1);
            if (end < 0) {
                throw refusal("a closing quotation mark", "for example ref = \"China\"");
            }
            at = end + 1;
            String out = text.substring(from + 1, end);
            blanks();
            return out;
        }
        while (at < text.length() && ",) ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == from) {
            throw refusal(needed, "for example ref = 2010");
        }
        String out = text.substring(from, at);
        blanks();
        return out;
    }

    OverhangException refusal(String needed, String advice) {
        String found = isDone() ? "it ends" : "found \"" + text.charAt(at) + "\"";
        return refusal(text, at, "needs " + needed, found, advice);
    }

    /** A refusal with the formula and a caret below the place. */
    static OverhangException refusal(String text, int at, String needed, @Nullable String found, String advice) {
        String first = "The formula " + needed + " at character " + (at + 1) + (found == null ? "" : ", but " + found)
                + "; " + advice + ".";
        String line = text.replaceAll("\\s", " ");
        return new OverhangException(Reason.BAD_VALUE, first + "\n  " + line + "\n  " + " ".repeat(at) + "^");
    }
}
