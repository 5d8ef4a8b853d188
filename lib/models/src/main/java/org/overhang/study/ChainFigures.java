package org.overhang.study;

import java.util.Arrays;
import org.overhang.core.Numbers;
import org.overhang.figure.Axis;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;

/** Figures of the chain; all have intervals from the draws and a plain title for the user to replace. */
final class ChainFigures {
    private ChainFigures() {}

    static Coefficients term(Coefficients form, String name, double estimate, double[] draws) {
        double low = ChainMath.quantile(draws, (1 - GlutChain.LEVEL) / 2);
        double high = ChainMath.quantile(draws, (1 + GlutChain.LEVEL) / 2);
        // No bar reaches to infinity: the name says that there is no end.
        return Double.isInfinite(low) || Double.isInfinite(high)
                ? form.term(name + " (interval without end)", estimate, Double.NaN, Double.NaN)
                : form.term(name, estimate, low, high);
    }

    private static Coefficients chain(Coefficients form, GlutChain chain, String model, Term[] terms) {
        Coefficients out = form.model(model);
        for (Term term : terms) {
            if (Double.isFinite(chain.at(term))) {
                out = term(out, term.words(), chain.at(term), chain.column(term));
            }
        }
        return out;
    }

    private static Figure dressed(Coefficients form, GlutChain chain, String title, String subtitle) {
        return form.title(title)
                .subtitle(subtitle)
                .interval(
                        "bars: middle 95 % of " + Numbers.fixed(chain.inputs().draws(), 0) + " draws through all links")
                .source(chain.inputs().provenance())
                .sampleSize(chain.inputs().firms().count());
    }

    private static Coefficients beside(GlutChain chain, Term[] terms) {
        Coefficients form = Figure.coefficients();
        if (chain.today() != chain) {
            form = chain(form, chain.today(), "as it is", terms);
        }
        return chain(form, chain, chain.scenario().text(), terms);
    }

    static Figure link(GlutChain chain, Link link) {
        Term[] terms = Arrays.stream(Term.values())
                .filter(t -> t.link() == link && t.isFraction())
                .toArray(Term[]::new);
        String title =
                Character.toUpperCase(link.words().charAt(0)) + link.words().substring(1);
        return dressed(beside(chain, terms), chain, title, "The link by itself, " + said(chain))
                .y(Axis.percent());
    }

    private static String said(GlutChain chain) {
        return chain.today() == chain
                ? "as it is"
                : "as it is and " + chain.scenario().text();
    }

    private static Term[] headlines() {
        return Arrays.stream(Term.values()).filter(Term::headline).toArray(Term[]::new);
    }

    static Figure whole(GlutChain chain) {
        return dressed(
                        beside(chain, headlines()),
                        chain,
                        "The whole chain",
                        "One term a link, " + said(chain) + "; shares and changes from today")
                .y(Axis.percent());
    }

    static Figure differences(GlutChain first, GlutChain second) {
        Coefficients form = Figure.coefficients();
        for (Term term : headlines()) {
            double estimate = first.at(term) - second.at(term);
            if (Double.isFinite(estimate)) {
                form = term(form, term.words(), estimate, ChainMath.less(first.column(term), second.column(term)));
            }
        }
        String than =
                second.scenario().changesNothing() ? "today" : second.scenario().text();
        return dressed(
                        form,
                        first,
                        "What changes along the chain",
                        "Difference in points, " + first.scenario().text() + " less " + than)
                .y(Axis.percent());
    }
}
