package org.overhang.paint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.overhang.core.Provenance;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.figure.HeatMap;
import org.overhang.figure.Lines;
import org.overhang.figure.Panels;
import org.overhang.figure.Steps;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One figure of each form, with made-up numbers: what the byte tests compare and what a person looks at. */
public final class Gallery {
    private static final Provenance MADE = new Provenance(
            "Gallery",
            "made-up numbers for tests",
            "CC0-1.0",
            "",
            "2026-01-01",
            "simulated",
            "0".repeat(64),
            List.of());

    private Gallery() {}

    /** By id, in a fixed order. */
    public static Map<String, Figure> figures() {
        Map<String, Figure> all = new LinkedHashMap<>();
        all.put("lines", lines());
        all.put("event-study", eventStudy());
        all.put("band", band());
        all.put("waterfall", waterfall());
        all.put("coefficients", coefficients());
        all.put("panels", panels());
        all.put("cost-curve", costCurve());
        all.put("shapley", shapley());
        all.put("stacked", stacked());
        all.put("grouped", grouped());
        all.put("heat-map", heatMap());
        all.put("diverging", diverging());
        all.put("slope", slope());
        all.put("scatter", scatter());
        all.put("survival", survival());
        all.put("area", area());
        all.put("box", box());
        all.put("dots", dots());
        all.put("density", density());
        all.put("sheet", sheet());
        all.put("eight-lines", eightLines());
        all.replaceAll((id, figure) -> figure.source(MADE));
        return all;
    }

    private static Figure area() {
        double[] t = years(2000, 2024);
        return Figure.area()
                .over(t)
                .part("China", wave(150, 36, 20, 0, 25))
                .part("European Union", wave(190, -2, 8, 1, 25))
                .part("rest of the world", wave(480, 4, 15, 2, 25))
                .title("China made the growth")
                .claim(true)
                .subtitle("Crude steel, million tonnes, made-up figures")
                .reference(1000, "a billion tonnes");
    }

    private static Table mills() {
        StringColumn owner = StringColumn.create("owner");
        StringColumn year = StringColumn.create("year");
        DoubleColumn margin = DoubleColumn.create("margin_share");
        for (int i = 0; i < 240; i++) {
            owner.append(
                    i % 3 == 0 ? "state" : i % 3 == 1 ? "private" : "joint venture with a very long name of its own");
            year.append(i % 2 == 0 ? "2019" : "2024");
            double shape = StrictMath.sin(i * 12.9898) * 43758.5453;
            double u = shape - StrictMath.floor(shape);
            margin.append((i % 3 == 0 ? -0.08 : 0.02) + 0.12 * (u - 0.5) * (1 + 4 * (i % 17 == 0 ? 1 : 0)));
        }
        return Table.create("mills", owner, year, margin);
    }

    private static Figure box() {
        return Figure.box("margin_share")
                .by("owner")
                .draw(mills())
                .title("State mills lose more than others, and private ones spread as widely")
                .reference(0, "no margin")
                .highlight("state");
    }

    private static Figure density() {
        return Figure.density("margin_share")
                .by("owner")
                .draw(mills())
                .title("State mills lie to the left of the others");
    }

    private static Figure dots() {
        Table table = Table.create(
                "use",
                StringColumn.create("country", "China", "China", "India", "India", "Japan", "Japan", "Brazil"),
                StringColumn.create("year", "2014", "2024", "2014", "2024", "2014", "2024", "2014"),
                DoubleColumn.create("utilization_share", 0.74, 0.71, 0.80, 0.83, 0.88, 0.76, 0.66));
        return Figure.dot("utilization_share")
                .by("country", "year")
                .sorted()
                .draw(table)
                .title("Japan fell furthest, India rose");
    }

    private static Figure sheet() {
        double[] t = years(2010, 2024);
        return Figure.panels()
                .panel(
                        "Output, Mt",
                        Figure.line()
                                .series("China", t, wave(600, 25, 20, 0, 15))
                                .series("India", t, wave(70, 5, 2, 1, 15))
                                .title("t"))
                .panel("Margins by owner", box())
                .panel(
                        "Who stands where",
                        Figure.bar()
                                .categories("a", "b", "c")
                                .series("share", 0.2, 0.5, 0.3)
                                .title("t")
                                .y(Axis.percent()))
                .panel("Parts", area())
                .columns(2)
                .title("Four pictures of one industry, each on its own scales")
                .size(1000, 760);
    }

    private static Figure eightLines() {
        double[] t = years(2010, 2024);
        Lines lines = Figure.line();
        for (int i = 0; i < 8; i++) {
            lines = lines.series("line " + (i + 1), t, wave(10 + 3 * i, 0.1 * i, 1, i, 15));
        }
        return lines.title("Eight lines keep eight colors");
    }

    static double[] years(int from, int to) {
        double[] years = new double[to - from + 1];
        for (int i = 0; i < years.length; i++) {
            years[i] = from + i;
        }
        return years;
    }

    static double[] wave(double level, double slope, double height, double phase, int n) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = level + slope * i + height * StrictMath.sin(phase + 0.7 * i);
        }
        return out;
    }

    private static Figure lines() {
        double[] t = years(2005, 2024);
        return Figure.line()
                .series("China", t, wave(0.86, -0.006, 0.03, 0, 20))
                .series("European Union", t, wave(0.84, -0.008, 0.04, 1, 20))
                .series("United States", t, wave(0.80, -0.002, 0.05, 2, 20))
                .series("India", t, wave(0.83, -0.001, 0.02, 3, 20))
                .series("Japan", t, wave(0.85, -0.004, 0.03, 4, 20))
                .series("Republic of Korea", t, wave(0.88, -0.003, 0.02, 5, 20))
                .title("China's mills run further below the benchmark each decade")
                .claim(true)
                .subtitle("Crude steel, output over stated capacity, 2005 to 2024")
                .x(Axis.years())
                .y(Axis.percent())
                .highlight("China", "European Union")
                .reference(0.8, "80 % benchmark")
                .shade(2008.5, 2009.8, "financial crisis")
                .sampleSize(120);
    }

    private static Figure eventStudy() {
        double[] k = years(-5, 8);
        double[] effect = new double[k.length];
        double[][] ends = new double[4][k.length];
        for (int i = 0; i < k.length; i++) {
            effect[i] = k[i] < 0 ? 0.01 * (k[i] + 1) : -0.55 * (1 - StrictMath.exp(-0.6 * (k[i] + 1)));
            double half = k[i] == -1 ? 0 : 0.08 + 0.012 * Math.abs(k[i] + 1);
            ends[0][i] = effect[i] - 1.1 * half;
            ends[1][i] = effect[i] + half;
            ends[2][i] = effect[i] - 1.7 * half;
            ends[3][i] = effect[i] + 1.6 * half;
        }
        return Figure.line()
                .series("Effect of the duty", k, effect)
                .band("95 % pointwise", ends[0], ends[1])
                .band("95 % simultaneous", ends[2], ends[3])
                .points()
                .title("Imports of the named product fall within two years of the duty")
                .subtitle("Log quantity against the year before the duty, Sun and Abraham estimator")
                .x(Axis.number("years since the duty"))
                .y(Axis.number())
                .reference(0, "no effect")
                .marker(-0.5, "duty")
                .interval("clustered by product")
                .sampleSize(4_312);
    }

    private static Figure band() {
        double[] t = years(2000, 2024);
        double[] y = wave(0.72, 0.002, 0.06, 1, 25);
        double[] low = new double[25];
        double[] high = new double[25];
        for (int i = 0; i < 25; i++) {
            low[i] = y[i] - 0.05 - 0.001 * i;
            high[i] = y[i] + 0.03 + 0.002 * i;
        }
        y[11] = Double.NaN;
        low[11] = Double.NaN;
        return Figure.band()
                .series("Utilization", t, y)
                .band("90 % interval", low, high)
                .title("Utilization is known less well than it looks")
                .subtitle("Survey of plants, share of capacity in use, 2000 to 2024; no survey in 2011")
                .x(Axis.years())
                .y(Axis.percent());
    }

    private static Figure waterfall() {
        return Figure.waterfall()
                .start("Reported margin", 0.062)
                .step("Grants", -0.011)
                .step("Cheap credit", -0.048)
                .step("Cheap power", -0.027)
                .step("Tax rebates", 0.006)
                .total("Economic margin")
                .title("Without support the mill loses money")
                .subtitle("Margin before tax, share of revenue, one firm, 2019 to 2023")
                .y(Axis.percent());
    }

    private static Figure coefficients() {
        return Figure.coefficients()
                .model("OLS")
                .term("Duty in force", -0.62, -0.81, -0.40)
                .outer(-0.90, -0.31)
                .term("Exporter's excess capacity, share of its home demand", 0.24, 0.05, 0.49)
                .outer(-0.02, 0.55)
                .term("Input cost", 0.31, 0.12, 0.47)
                .outer(0.05, 0.55)
                .model("IV")
                .term("Duty in force", -0.85, -1.35, -0.52)
                .outer(-1.52, -0.40)
                .term("Exporter's excess capacity, share of its home demand", 0.41, -0.08, 0.93)
                .outer(-0.25, 1.10)
                .term("Input cost", 0.28, 0.04, 0.50)
                .outer(-0.04, 0.58)
                .title("The duty, not costs, moved imports")
                .subtitle("Change in log quantity for a one-unit change")
                .interval("thick: 90 %, thin: 95 %, clustered by product")
                .y(Axis.number("effect on log quantity"))
                .sampleSize(12_840);
    }

    private static Figure panels() {
        double[] t = years(2000, 2024);
        Panels panels = Figure.panels();
        String[] names = {"China", "India", "European Union", "United States"};
        for (int i = 0; i < names.length; i++) {
            panels = panels.panel(
                    names[i],
                    Figure.line()
                            .series("Capacity", t, wave(100 + 60 * i, 20 - 5 * i, 4, i, 25))
                            .series("Output", t, wave(80 + 50 * i, 15 - 4 * i, 9, i + 1, 25)));
        }
        return panels.title("Capacity outran output in all four")
                .subtitle("Crude steel, million tonnes a year, 2000 to 2024")
                .x(Axis.years())
                .y(Axis.number());
    }

    private static Figure costCurve() {
        Steps steps = Figure.steps();
        for (int i = 0; i < 24; i++) {
            steps = steps.block(
                    "Smelter " + (char) ('A' + i), 120 + 37 * (i * 7 % 11), 1_350 + 42 * i + 3 * i * i / 2.0);
        }
        return steps.title("At today's price a fifth of capacity earns less than its cash cost")
                .subtitle("Aluminum smelters, cash cost in USD a tonne")
                .x(Axis.number("cumulative capacity, thousand tonnes a year"))
                .highlight("Smelter V")
                .reference(2_450, "price")
                .marker(5_900, "demand");
    }

    private static Figure shapley() {
        return Figure.bar()
                .categories(
                        "Fall in import prices",
                        "Fall in volume sold",
                        "Higher input costs",
                        "Weaker demand at home",
                        "Other")
                .series("Share", 0.46, 0.22, 0.17, 0.19, -0.04)
                .horizontal()
                .title("Import prices explain almost half of the fall in profit")
                .subtitle("Shapley shares of the change in operating profit, 2019 to 2023")
                .y(Axis.percent())
                .highlight("Fall in import prices");
    }

    private static Figure stacked() {
        return Figure.bar()
                .categories("2018", "2019", "2020", "2021", "2022", "2023")
                .series("Used at home", 820, 870, 940, 930, 890, 870)
                .series("Exported", 70, 65, 55, 68, 70, 92)
                .series("Idle", 260, 190, 150, 120, 150, 160)
                .stacked()
                .title("Exports rose while furnaces stood idle")
                .subtitle("Crude steel capacity by use, million tonnes a year");
    }

    private static Figure grouped() {
        return Figure.bar()
                .categories("Investigation", "First review", "Second review", "Sunset")
                .series("With zeroing", 0.31, 0.24, 0.18, 0.22)
                .interval(new double[] {0.26, 0.18, 0.11, 0.16}, new double[] {0.39, 0.29, 0.27, 0.26})
                .series("Without zeroing", 0.24, 0.11, -0.04, 0.15)
                .interval(new double[] {0.20, 0.06, -0.09, 0.08}, new double[] {0.31, 0.19, 0.03, 0.20})
                .title("Zeroing turns one negative margin positive")
                .subtitle("Dumping margin, share of export price")
                .interval("lines: 95 % bootstrap intervals")
                .y(Axis.percent());
    }

    private static Figure heatMap() {
        HeatMap map = Figure.heatMap().columns("2018", "2019", "2020", "2021", "2022", "2023");
        String[] names = {"China", "European Union", "India", "Japan", "United States", "Viet Nam"};
        for (int r = 0; r < names.length; r++) {
            double[] row = wave(0.62 + 0.04 * r, 0.01, 0.06, r, 6);
            if (r == 5) {
                row[0] = Double.NaN;
            }
            map = map.row(names[r], row);
        }
        return map.title("Utilization differs more between countries than between years")
                .subtitle("Crude steel, output over capacity")
                .y(Axis.percent());
    }

    private static Figure diverging() {
        HeatMap map = Figure.heatMap()
                .columns("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
        for (int r = 0; r < 8; r++) {
            map = map.row("Partner " + (r + 1), wave(0.1 * (r - 4), 0.01, 0.4, r, 12));
        }
        return map.around(0)
                .title("Prices fell most in spring")
                .subtitle("Change in log unit value against the year before");
    }

    private static Figure slope() {
        return Figure.slope()
                .between("2008", "2023")
                .line("China", 0.38, 0.54)
                .line("European Union", 0.15, 0.067)
                .line("Japan", 0.089, 0.046)
                .line("India", 0.043, 0.075)
                .line("United States", 0.069, 0.043)
                .line("Rest of the world", 0.269, 0.229)
                .title("China makes more than half of the world's steel")
                .subtitle("Share of crude steel output")
                .y(Axis.percent())
                .highlight("China");
    }

    private static Figure scatter() {
        double[] x = new double[26];
        double[] y = new double[26];
        String[] names = new String[26];
        for (int i = 0; i < 26; i++) {
            x[i] = StrictMath.exp(0.35 * i * 0.6 + 1.5 + 0.8 * StrictMath.sin(5.0 * i));
            y[i] = 0.02 + 0.03 * StrictMath.log(x[i]) - 0.12 + 0.05 * StrictMath.sin(11.0 * i);
            names[i] = "Firm " + (char) ('A' + i);
        }
        double[] lx = {x[0], 1_200};
        double[] ly = {0.03 * StrictMath.log(lx[0]) - 0.10, 0.03 * StrictMath.log(lx[1]) - 0.10};
        return Figure.scatter()
                .points("Firms", x, y)
                .labels(names)
                .line("Fit", lx, ly)
                .title("Larger firms need less support")
                .subtitle("Margin before tax against revenue, 26 firms")
                .x(Axis.number("revenue, million USD").log())
                .y(Axis.percent())
                .highlight("Firm C", "Firm T");
    }

    private static Figure survival() {
        double[] t = {0, 1, 2, 3, 5, 6, 8, 11, 14, 15};
        return Figure.line()
                .series("State-owned", t, new double[] {1, 0.99, 0.97, 0.96, 0.93, 0.91, 0.88, 0.85, 0.81, 0.80})
                .series("Private", t, new double[] {1, 0.95, 0.88, 0.83, 0.71, 0.64, 0.55, 0.43, 0.36, 0.34})
                .band(
                        "95 % interval",
                        new double[] {1, 0.92, 0.84, 0.78, 0.65, 0.57, 0.47, 0.34, 0.27, 0.24},
                        new double[] {1, 0.98, 0.93, 0.89, 0.78, 0.72, 0.64, 0.53, 0.46, 0.45})
                .stepped()
                .title("Private smelters leave three times as often")
                .subtitle("Share of smelters still open, by owner")
                .x(Axis.number("years since 2008"))
                .y(Axis.percent().from(0));
    }
}
