package org.overhang.paint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.overhang.figure.Axis;
import org.overhang.figure.Bars;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;
import org.overhang.figure.HeatMap;
import org.overhang.figure.Lines;
import org.overhang.figure.Panels;
import org.overhang.figure.Slope;

/** Figures that are hard to lay out: crowded, long-named, tiny, huge, with gaps. */
final class Odd {
    private static final String LONG =
            "A very long name that nobody would want but that a table of customs descriptions may well contain";

    private Odd() {}

    static Map<String, Figure> figures() {
        Map<String, Figure> all = new LinkedHashMap<>();
        all.put("thirty-series", thirty());
        all.put("long-names", longNames());
        all.put(
                "one-point",
                Figure.line()
                        .series("Only", new double[] {2020}, new double[] {0.7})
                        .title("One year is known")
                        .x(Axis.years())
                        .y(Axis.percent()));
        all.put("gaps", gaps());
        all.put("huge", magnitude(3e11));
        all.put("tiny", magnitude(2e-9));
        all.put("negative", magnitude(-400));
        all.put("equal-ends", equalEnds());
        all.put(
                "flat",
                Figure.line()
                        .series("Flat", Gallery.years(2000, 2010), new double[11])
                        .title("Nothing happened")
                        .x(Axis.years()));
        all.put("many-bars", manyBars(false));
        all.put("many-rows", manyBars(true));
        all.put("long-title", longTitle());
        all.put("big-heat-map", bigHeat());
        all.put("crowded-scatter", crowded());
        all.put("many-panels", manyPanels());
        all.put("many-slopes", manySlopes());
        all.put("log-lines", logLines());
        all.put("quarters", quarters());
        all.put("negative-stacks", stacks());
        all.put(
                "negative-waterfall",
                Figure.waterfall()
                        .start("Reported loss of the whole group before any correction", -3_400_000)
                        .step("Up", 5_200_000)
                        .step("Down a little", -40_000)
                        .total("Middle")
                        .step("Down", -2_500_000)
                        .total("Corrected")
                        .title("Totals may be negative, and there may be one in the middle"));
        all.put("many-terms", manyTerms());
        all.put("six-stacked", sixStacked());
        all.put(
                "failed",
                Gallery.figures()
                        .get("lines")
                        .claim("utilization rose in every year", false)
                        .showFailedClaims());
        all.put(
                "references",
                Gallery.figures()
                        .get("lines")
                        .reference(0.81, "a second benchmark close to the first")
                        .reference(0.70, "trigger")
                        .marker(2012.5, "program begins")
                        .marker(2013, "program ends early")
                        .marker(2023.9, "last quarter of the period"));
        return all;
    }

    private static Figure thirty() {
        double[] t = Gallery.years(1990, 2024);
        Lines lines = Figure.line();
        for (int i = 0; i < 30; i++) {
            lines = lines.series("Country number " + (i + 1), t, Gallery.wave(50 + 4 * i, 0.3, 8, i, t.length));
        }
        return lines.title("Thirty countries").x(Axis.years()).highlight("Country number 3", "Country number 17");
    }

    private static Figure longNames() {
        double[] t = Gallery.years(2010, 2024);
        return Figure.line()
                .series(LONG, t, Gallery.wave(5, 0.1, 1, 0, 15))
                .series(
                        "Donaudampfschifffahrtsgesellschaftskapitänsmützenhersteller",
                        t,
                        Gallery.wave(5, 0.1, 1, 0.1, 15))
                .series("Short", t, Gallery.wave(5, 0.1, 1, 0.2, 15))
                .title("Long names")
                .x(Axis.years())
                .reference(6, LONG);
    }

    private static Figure gaps() {
        double nan = Double.NaN;
        return Figure.line()
                .series("With gaps", Gallery.years(2000, 2009), new double[] {nan, 1, nan, 2, 3, nan, nan, 5, 4, nan})
                .series("Late", Gallery.years(2000, 2009), new double[] {nan, nan, nan, nan, nan, nan, nan, nan, nan, 2
                })
                .series("Early", Gallery.years(2000, 2009), new double[] {3, 3.5, 2, nan, nan, nan, nan, nan, nan, nan})
                .series("Never", Gallery.years(2000, 2009), new double[] {
                    nan, nan, nan, nan, nan, nan, nan, nan, nan, nan
                })
                .title("Gaps stay gaps")
                .x(Axis.years());
    }

    private static Figure magnitude(double size) {
        double[] t = Gallery.years(2000, 2020);
        double[] y = Gallery.wave(1, 0.05, 0.4, 0, 21);
        for (int i = 0; i < y.length; i++) {
            y[i] *= size;
        }
        return Figure.line()
                .series("Series", t, y)
                .title("Size " + size)
                .x(Axis.years())
                .y(Axis.number("unit of a tiny or huge kind"));
    }

    private static Figure equalEnds() {
        double[] t = {2000, 2010, 2020};
        Lines lines = Figure.line();
        for (String name : new String[] {"Alpha", "Beta", "Gamma", "Delta", "Epsilon"}) {
            lines = lines.series(name, t, new double[] {name.length(), name.charAt(0) % 7, 5});
        }
        return lines.title("All end at five")
                .x(Axis.years())
                .y(Axis.number().from(0).to(8));
    }

    private static Figure manyBars(boolean horizontal) {
        String[] names = new String[36];
        double[] values = new double[36];
        for (int i = 0; i < 36; i++) {
            names[i] = horizontal ? "Establishment " + i + (i == 4 ? " " + LONG : "") : Integer.toString(1985 + i);
            values[i] = 40 + 30 * StrictMath.sin(0.4 * i) - (i == 9 ? 80 : 0);
        }
        values[20] = Double.NaN;
        Bars bars = Figure.bar().categories(names).series("Value", values);
        return (horizontal ? bars.horizontal() : bars).title("Thirty-six bars");
    }

    private static Figure longTitle() {
        return Figure.line()
                .series("S", Gallery.years(2000, 2010), Gallery.wave(1, 0, 1, 0, 11))
                .title("A title that goes on and on, because its author wanted to say everything at once: " + LONG)
                .subtitle(
                        "A subtitle that explains at length what the axis shows, in which unit, over which period, and "
                                + "which corrections were made before, so that it needs more than one line of text")
                .note("A note of several sentences. " + LONG + ". " + LONG + ".")
                .x(Axis.years().title("year of the survey, counted from the first of July"))
                .y(Axis.number("unit"));
    }

    private static Figure bigHeat() {
        String[] columns = new String[40];
        for (int i = 0; i < 40; i++) {
            columns[i] = Integer.toString(1985 + i);
        }
        HeatMap map = Figure.heatMap().columns(columns);
        for (int r = 0; r < 30; r++) {
            map = map.row("Row " + r + (r == 2 ? " " + LONG : ""), Gallery.wave(0, 0.01 * r, 1, r, 40));
        }
        return map.around(0).title("Twelve hundred cells");
    }

    private static Figure crowded() {
        double[] x = new double[120];
        double[] y = new double[120];
        String[] names = new String[120];
        for (int i = 0; i < 120; i++) {
            x[i] = StrictMath.sin(1.7 * i) * StrictMath.cos(0.3 * i);
            y[i] = StrictMath.sin(2.9 * i) * 0.4 + x[i];
            names[i] = "Plant " + i;
        }
        return Figure.scatter()
                .points("Plants", x, y)
                .labels(names)
                .title("A crowd")
                .highlight("Plant 7", "Plant 90")
                .reference(0, "zero")
                .marker(0.2, "cut-off");
    }

    private static Figure manyPanels() {
        double[] t = Gallery.years(2000, 2024);
        Panels panels = Figure.panels();
        for (int i = 0; i < 12; i++) {
            panels = panels.panel(
                    i == 3 ? LONG : "Region " + i,
                    Figure.line()
                            .series("Actual", t, Gallery.wave(0.7, 0.002, 0.1, i, 25))
                            .series("Model", t, Gallery.wave(0.72, 0.002, 0.06, i, 25)));
        }
        return panels.title("Twelve panels").x(Axis.years()).y(Axis.percent()).reference(0.8, "80 %");
    }

    private static Figure manySlopes() {
        Slope slope = Figure.slope().between("before the program", "after");
        for (int i = 0; i < 26; i++) {
            slope = slope.line("Country " + (char) ('A' + i), 0.5 + 0.01 * i, 0.6 - 0.004 * i * (i % 3));
        }
        return slope.title("Twenty-six slopes").y(Axis.percent()).highlight("Country C");
    }

    private static Figure logLines() {
        double[] t = Gallery.years(1976, 2023);
        double[] price = new double[48];
        for (int i = 0; i < 48; i++) {
            price[i] = 106 * StrictMath.exp(-0.13 * i);
        }
        return Figure.line()
                .series("Module price", t, price)
                .title("Prices fell by 13 % a year")
                .x(Axis.years())
                .y(Axis.number("USD a watt").log());
    }

    private static Figure quarters() {
        double[] t = new double[9];
        for (int i = 0; i < 9; i++) {
            t[i] = 2022 + 0.25 * i;
        }
        return Figure.line()
                .series("Rate", t, Gallery.wave(0.04, 0.002, 0.004, 0, 9))
                .title("Nine quarters")
                .x(Axis.years())
                .y(Axis.percent());
    }

    private static Figure stacks() {
        return Figure.bar()
                .categories("Producers", "Consumers", "Treasury", "Rest of the world")
                .series("Price", 120, -180, 0, -20)
                .series("Volume", 40, -30, 55, -90)
                .series("Rents", -10, 0, 25, -15)
                .stacked()
                .horizontal()
                .title("Who gains and who loses")
                .y(Axis.number("million USD"));
    }

    private static Figure manyTerms() {
        Coefficients c = Figure.coefficients();
        for (int i = 0; i < 28; i++) {
            double e = StrictMath.sin(i);
            c = c.term("product_code::" + (720_800 + i), e, e - 0.3, e + (i == 5 ? 4 : 0.5));
        }
        return c.term("no interval", 0.3, Double.NaN, Double.NaN)
                .title("Twenty-nine terms")
                .reference(0, "zero")
                .reference(1, "complete pass-through");
    }

    private static Figure sixStacked() {
        Bars bars = Figure.bar().categories("2019", "2020", "2021", "2022");
        for (int i = 0; i < 7; i++) {
            bars = bars.series("Component number " + i, 5 + i, 6, 7 - i, 3);
        }
        return bars.stacked().title("Seven components");
    }
}
