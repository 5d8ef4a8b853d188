package org.overhang.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * TeX to MathML while the pages are built, by KaTeX: a browser then draws a formula without a script, a font or a network, and
 * a screen reader says it.
 */
final class Tex {
    private static final String KATEX = "META-INF/resources/webjars/katex/0.16.4/dist/katex.min.js";
    private static final Tex ONLY = new Tex();

    private final Scriptable scope;
    private final Map<String, String> rendered = new HashMap<>();

    private Tex() {
        try (Context context = enter();
                InputStream in = Tex.class.getClassLoader().getResourceAsStream(KATEX)) {
            if (in == null) {
                throw new IllegalStateException("KaTeX is not on the class path as " + KATEX);
            }
            scope = context.initStandardObjects();
            context.evaluateString(scope, new String(in.readAllBytes(), StandardCharsets.UTF_8), "katex", 1, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Interpreted: the formulas are few, and compiling KaTeX takes longer than running it. */
    private static Context enter() {
        Context context = Context.enter();
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(true);
        return context;
    }

    /** A formula in a line of text. */
    static String inline(String formula) {
        return ONLY.render(formula, false);
    }

    /** A formula on a line of its own. */
    static String display(String formula) {
        return ONLY.render(formula, true);
    }

    private synchronized String render(String formula, boolean display) {
        return rendered.computeIfAbsent(display + formula, key -> {
            try (Context context = enter()) {
                ScriptableObject.putProperty(scope, "tex", formula);
                String call =
                        "katex.renderToString(tex, {output: 'mathml', displayMode: " + display + ", strict: false})";
                String html = Context.toString(context.evaluateString(scope, call, "render", 1, null));
                return html.replaceFirst("^<span class=\"katex\">", "").replaceFirst("</span>$", "");
            } catch (RhinoException e) {
                throw new IllegalArgumentException("The formula " + formula + " is not TeX: " + e.getMessage(), e);
            }
        });
    }
}
