package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;

/** A description of a figure made from its numbers, for those who do not see it. */
final class AltText {
    private static final int NAMED = 6;

    private AltText() {}

    static String of(Figure.State state) {
        List<String> sentences = new ArrayList<>();
        String subtitle = state.words().subtitle();
        sentences.add(what(state.form()) + (subtitle.isEmpty() ? "" : ": " + subtitle) + ".");
        sentences.addAll(findings(state, state.form()));
        for (Figure.Reference r : state.guides().references()) {
            sentences.add("A line marks " + r.label() + " at " + show(state.y(), r.value()) + ".");
        }
        return String.join(" ", sentences);
    }

    private static String what(Form form) {
        if (form instanceof Lines lines) {
            int n = lines.state().series().size();
            return n == 1 ? "Line chart" : "Chart of " + n + " lines";
        }
        if (form instanceof Bars bars) {
            return (bars.state().stacked() ? "Stacked bars" : "Bars") + " over "
                    + bars.state().categories().size() + " categories";
        }
        if (form instanceof Coefficients c) {
            return "Coefficient plot of " + c.state().terms().size() + " estimates";
        }
        if (form instanceof Scatter s) {
            return "Scatter plot of " + s.size() + " points";
        }
        if (form instanceof Panels p) {
            return p.state().panels().size() + " panels on the same scales";
        }
        if (form instanceof Waterfall) {
            return "Waterfall chart";
        }
        if (form instanceof HeatMap h) {
            return "Heat map of " + h.state().rows().size() + " rows by "
                    + h.state().columns().size() + " columns";
        }
        return form instanceof Slope ? "Slope chart" : "Cost curve of " + form.size() + " blocks";
    }

    private static List<String> findings(Figure.State state, Form form) {
        List<String> out = new ArrayList<>();
        Axis y = state.y();
        if (form instanceof Lines lines) {
            lines.state().series().stream()
                    .filter(s -> told(state, lines.state().series().size(), s.name()))
                    .forEach(s -> out.add(line(state, s)));
        } else if (form instanceof Bars bars) {
            bars.state().series().stream()
                    .limit(NAMED)
                    .forEach(s -> out.add(bars(y, bars.state().categories(), s)));
        } else if (form instanceof Coefficients c) {
            c.state().terms().stream().limit(2 * NAMED).forEach(t -> out.add(term(y, t)));
        } else if (form instanceof Scatter s) {
            s.state().points().stream().limit(NAMED).forEach(p -> out.add(points(state, p)));
        } else if (form instanceof Panels p) {
            for (Panels.Panel panel : p.state().panels()) {
                List<String> inner = findings(state, panel.form());
                out.add(panel.name() + ": " + String.join(" ", inner.subList(0, Math.min(2, inner.size()))));
            }
        } else if (form instanceof Waterfall w) {
            List<String> steps = new ArrayList<>();
            w.state().bars().forEach(b -> steps.add(b.name() + " " + signed(y, b)));
            out.add(String.join(", ", steps) + ".");
        } else if (form instanceof HeatMap h) {
            out.add(extremes(y, h));
        } else if (form instanceof Slope s) {
            s.state().lines().stream()
                    .filter(l -> told(state, s.state().lines().size(), l.name()))
                    .forEach(l ->
                            out.add(l.name() + " goes from " + show(y, l.from()) + " to " + show(y, l.to()) + "."));
        } else if (form instanceof Steps s) {
            out.add(steps(state, s));
        }
        return out;
    }

    /** With many names only the highlighted ones, or the first few, are told one by one. */
    private static boolean told(Figure.State state, int count, String name) {
        List<String> highlight = state.guides().highlight();
        return count <= NAMED
                || highlight.contains(name)
                || (highlight.isEmpty() && state.form().names().indexOf(name) < NAMED);
    }

    private static String line(Figure.State state, Lines.Series s) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < s.y().length; i++) {
            if (!Double.isNaN(s.y()[i] + s.x()[i])) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first < 0) {
            return s.name() + " has no numbers.";
        }
        if (first == last) {
            return s.name() + " is " + show(state.y(), s.y()[first]) + " at " + show(state.x(), s.x()[first]) + ".";
        }
        return s.name() + " goes from " + show(state.y(), s.y()[first]) + " at " + show(state.x(), s.x()[first])
                + " to " + show(state.y(), s.y()[last]) + " at " + show(state.x(), s.x()[last]) + ".";
    }

    private static String bars(Axis y, List<String> categories, Bars.Series s) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < Math.min(categories.size(), 2 * NAMED); i++) {
            parts.add(categories.get(i) + " " + show(y, s.values()[i]));
        }
        String more = categories.size() > 2 * NAMED ? " and " + (categories.size() - 2 * NAMED) + " more" : "";
        return s.name() + ": " + String.join(", ", parts) + more + ".";
    }

    private static String term(Axis y, Coefficients.Term t) {
        String name = t.model().isEmpty() ? t.name() : t.model() + ", " + t.name();
        String range = Double.isNaN(t.low()) ? "" : " (" + show(y, t.low()) + " to " + show(y, t.high()) + ")";
        return name + ": " + show(y, t.estimate()) + range + ".";
    }

    private static String points(Figure.State state, Scatter.Points p) {
        double[] x = ends(p.x());
        double[] y = ends(p.y());
        return p.name() + ": from " + show(state.x(), x[0]) + " to " + show(state.x(), x[1]) + " across, and from "
                + show(state.y(), y[0]) + " to " + show(state.y(), y[1]) + " up.";
    }

    private static double[] ends(double[] values) {
        double low = Double.NaN;
        double high = Double.NaN;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                low = low <= v ? low : v;
                high = high >= v ? high : v;
            }
        }
        return new double[] {low, high};
    }

    private static String extremes(Axis y, HeatMap h) {
        String lowest = "";
        String highest = "";
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (HeatMap.Row row : h.state().rows()) {
            for (int i = 0; i < row.values().length; i++) {
                String cell = row.name() + ", " + h.state().columns().get(i);
                if (row.values()[i] < low) {
                    low = row.values()[i];
                    lowest = cell;
                }
                if (row.values()[i] > high) {
                    high = row.values()[i];
                    highest = cell;
                }
            }
        }
        return "Lowest: " + show(y, low) + " (" + lowest + "); highest: " + show(y, high) + " (" + highest + ").";
    }

    private static String steps(Figure.State state, Steps s) {
        double total = 0;
        double[] heights = new double[s.size()];
        for (int i = 0; i < heights.length; i++) {
            total += s.state().blocks().get(i).width();
            heights[i] = s.state().blocks().get(i).height();
        }
        double[] ends = ends(heights);
        return "Together " + show(state.x(), total) + " wide, between " + show(state.y(), ends[0]) + " and "
                + show(state.y(), ends[1]) + " high.";
    }

    private static String signed(Axis y, Waterfall.Bar bar) {
        return (bar.role().equals("step") && bar.value() > 0 ? "+" : "") + show(y, bar.value());
    }

    /** A number as the axis would print it, with about three digits. */
    static String show(Axis axis, double value) {
        return switch (axis.state().kind()) {
            case "percent" -> percent(value);
            case "years" -> Numbers.plain(Math.rint(value * 100) / 100);
            default -> short3(value);
        };
    }

    private static String percent(double value) {
        double size = Math.abs(100 * value);
        return Numbers.percent(value, size >= 10 || size == 0 ? 0 : size >= 1 ? 1 : 2);
    }

    private static String short3(double value) {
        if (Math.abs(value) >= 1000 && Math.abs(value) < 1e9) {
            return Numbers.fixed(value, 0);
        }
        String text = Numbers.significant(value, 3);
        boolean trim = text.indexOf('.') > 0 && text.indexOf('e') < 0;
        return trim ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
