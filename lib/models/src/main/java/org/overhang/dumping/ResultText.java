package org.overhang.dumping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The words and tables around a margin. */
final class ResultText {
    private static final int MODELS_SHOWN = 12;

    private ResultText() {}

    static double[] usable(double[] draws) {
        double[] sorted =
                Arrays.stream(draws).filter(d -> !Double.isNaN(d)).sorted().toArray();
        if (sorted.length < 2) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "An interval needs draws with a positive export value, but there are " + sorted.length
                            + ". Resample another column.");
        }
        return sorted;
    }

    static List<SpecificationCurve.Choice> usualChoices(DumpingRules rules) {
        List<SpecificationCurve.Choice> out = new ArrayList<>();
        for (Reading reading : Reading.values()) {
            if (Authority.of(rules).readings().contains(reading)
                    && !rules.uses(reading)
                    && reading != Reading.MODEL_ZEROING_BY_MODEL
                    && reading != Reading.DE_MINIMIS_AFTER_SUBSIDY) {
                out.add(SpecificationCurve.Choice.ofRules(
                        reading.id() + " " + reading.question() + ": " + reading.other(), r -> r.with(reading)));
            }
        }
        for (Practice practice : new Practice[] {
            Practice.BENCHMARK_RATE, Practice.COST_TEST_BY_AVERAGE, Practice.ARMS_LENGTH_TEST, Practice.PATTERN_TEST
        }) {
            boolean on = rules.uses(practice);
            if (!Authority.of(rules).practices().contains(practice)) {
                continue;
            }
            out.add(SpecificationCurve.Choice.ofRules(
                    (on ? "without " : "with ") + practice.words(), r -> on ? r.without(practice) : r.with(practice)));
        }
        if (!Authority.of(rules).practices().contains(Practice.PATTERN_TEST)) {
            return out;
        }
        PatternTest other =
                rules.patternTest() == PatternTest.COHENS_D ? PatternTest.PRICE_DIFFERENCE : PatternTest.COHENS_D;
        out.add(SpecificationCurve.Choice.ofRules("pattern test " + other, r -> r.with(other)));
        return out;
    }

    private static String base(DumpingResult result) {
        EuMath eu = result.european();
        return eu == null || !eu.isOverCif() ? "net export value" : "CIF value, duty unpaid";
    }

    /** What de minimis tests, where that is not the margin as printed. */
    private static String tested(DumpingResult result) {
        return result.marginOverExportPrice() == result.margin()
                ? ""
                : Numbers.percent(result.marginOverExportPrice(), 4) + " of the export price; ";
    }

    static Summary summary(DumpingResult result) {
        DumpingRules rules = result.method().rules();
        Book book = result.book();
        Summary.Builder out = Summary.of("Dumping margin")
                .choice("rules", rules.name())
                .choice(
                        "comparison",
                        result.european() == null ? result.comparison().words() : "average by type")
                .choice("base", base(result))
                .choice("currency", book.facts.reportCurrency);
        if (book.in.unit >= 0) {
            out.choice("unit", book.in.units.text(book.in.unit));
        }
        out.paragraph(
                "",
                Double.isNaN(result.margin())
                        ? noMargin(result)
                        : "The margin is " + Numbers.percent(result.margin(), 4) + " of " + base(result)
                                + (result.deMinimis() ? ", which is de minimis (" : ", not de minimis (")
                                + tested(result)
                                + rules.threshold(Limit.DE_MINIMIS).words() + "). Cash deposit "
                                + Numbers.percent(result.cashDeposit(), 2) + " of entered value.");
        models(result, out);
        if (result.european() == null) {
            methods(result, out);
        }
        if (result.bootstrap() != null) {
            interval(result, out);
        }
        notes(result, out);
        List<String> changed = changed(rules);
        if (!changed.isEmpty()) {
            out.paragraph("Read otherwise", String.join("; ", changed) + ".");
        }
        out.identifies("The files of the exporter as reported, and the rules named above.")
                .breaks("Sales or costs that were not reported; an affiliation not marked; another choice of surrogate"
                        + " values or cost allocation (see bounds()).")
                .doesNotShow("Why prices differ, nor whether the dumping injured anyone.")
                .paragraph(
                        "Data", result.files().exports().source().provenance().footer());
        leftOut(result, out);
        return out.build();
    }

    /** There is no margin: none of the sales has a normal value, or what it would be a share of is not positive. */
    private static String noMargin(DumpingResult result) {
        double kept = result.book().exports.rows;
        double unmatched = result.european() == null ? result.chain().totals.unmatched : result.european().unmatched;
        return unmatched >= kept
                ? "There is no margin: none of the " + Numbers.fixed(kept, 0)
                        + " export sales that were kept has a normal value. Add home sales at or above cost, costs with"
                        + " .constructedValue(…), or factors."
                : "There is no margin: the value it would be a share of is not positive.";
    }

    private static void models(DumpingResult result, Summary.Builder out) {
        Table value = result.normalValue();
        Table price = result.exportPrice();
        int shown = Math.min(MODELS_SHOWN, value.rowCount());
        DoubleColumn nv = value.doubleColumn("normal_value");
        DoubleColumn ep = price.doubleColumn("export_price");
        String unit = result.book().facts.reportCurrency + " a unit";
        out.grid(Summary.grid(shown)
                .text("model", "", i -> value.stringColumn("control_number").get(i))
                .text(
                        "normal value from",
                        "",
                        i -> value.stringColumn("found_by").get(i))
                .significant("normal value", unit, nv::getDouble)
                .significant("export price", unit, ep::getDouble)
                .percent("difference", "export price", 2, i -> nv.getDouble(i) / ep.getDouble(i) - 1));
        if (shown < value.rowCount()) {
            out.paragraph(
                    "",
                    Numbers.fixed(value.rowCount() - shown, 0)
                            + " more models are in normalValue() and exportPrice().");
        }
    }

    private static void methods(DumpingResult result, Summary.Builder out) {
        Table methods = result.allMethods();
        out.grid(Summary.grid(methods.rowCount())
                .text("comparison", "", i -> methods.stringColumn("comparison").get(i))
                .text("zeroing", "", i -> methods.stringColumn("zeroing").get(i))
                .percent(
                        "margin",
                        "net export value",
                        4,
                        i -> methods.doubleColumn("dumping_margin").getDouble(i)));
        Decision d = result.decision();
        if (result.chain().tested) {
            out.paragraph(
                    "Pattern",
                    Numbers.percent(d.passShare(), 2) + " of export value passes "
                            + (result.method().rules().patternTest() == PatternTest.COHENS_D
                                    ? "Cohen's d"
                                    : "the price-difference test (unverified)")
                            + ", which points to " + d.byRatioTest().words()
                            + (d.byRatioTest() == Comparison.AVERAGE_TO_AVERAGE
                                    ? "."
                                    : d.meaningful()
                                            ? "; the difference is meaningful, so it applies."
                                            : "; the difference is not meaningful, so averages stay."));
        }
    }

    private static void interval(DumpingResult result, Summary.Builder out) {
        Interval interval = result.interval();
        BootstrapMath drawn = java.util.Objects.requireNonNull(result.bootstrap());
        Resampling how = java.util.Objects.requireNonNull(result.method().resampling());
        out.paragraph(
                "Interval",
                "95 % percentile interval of the signed margin, before the floor at zero: "
                        + Numbers.percent(interval.low(), 4) + " to " + Numbers.percent(interval.high(), 4) + " of "
                        + base(result) + ". " + Numbers.fixed(how.draws(), 0) + " draws of \"" + how.column() + "\" ("
                        + drawn.exportClusters + " among export sales, "
                        + (drawn.homeClusters < 2 ? "home sales held fixed" : drawn.homeClusters + " among home sales")
                        + "); cost test, match and pattern test redone in each, and the method the rules then apply."
                        + " It speaks of customers like these, not of the sales reported: of those the margin is exact.");
        out.paragraph(
                "Resampling frequency",
                Numbers.percent(result.shareOfDrawsAboveDeMinimis(), 1)
                        + " of the draws lie above de minimis; this is not the probability of dumping.");
    }

    private static void notes(DumpingResult result, Summary.Builder out) {
        Chain chain = result.chain();
        if (!chain.viable) {
            out.warning("The home market is below the viability threshold ("
                    + result.method().rules().threshold(Limit.VIABLE_MARKET).words()
                    + "); normal values are constructed.");
        }
        long negative = 0;
        for (double net : chain.net) {
            negative += net <= 0 ? 1 : 0;
        }
        if (negative > 0) {
            out.warning(Numbers.fixed(negative, 0) + " kept export sales have a net price at or below zero.");
        }
        Book book = result.book();
        if (!book.in.contradicted.isEmpty()) {
            out.warning("Files disagree on the characteristics of "
                    + Numbers.fixed(book.in.contradicted.cardinality(), 0) + " models, "
                    + book.in.models.text(book.in.contradicted.nextSetBit(0))
                    + " first; the first row of each counts.");
        }
        if (book.nonMarketValues != null && book.nonMarketValues.withoutValue > 0) {
            out.warning(Numbers.fixed(book.nonMarketValues.withoutValue, 0)
                    + " factors have neither a surrogate value nor a price; their models have no normal value.");
        }
        if (book.in.withoutRegion > 0) {
            out.warning(
                    Numbers.fixed(book.in.withoutRegion, 0)
                            + " export sales went to a place that is neither a US state nor a ZIP code; their region is unknown.");
        }
        Resampling how = result.method().resampling();
        List<String> unused = book.in.unused.stream()
                .filter(column -> how == null || !column.endsWith("." + how.column()))
                .toList();
        if (!unused.isEmpty()) {
            out.paragraph("Columns without a role", String.join(", ", unused) + ".");
        }
        EuMath eu = result.european();
        if (eu != null && eu.withoutCif > 0) {
            out.warning(Numbers.fixed(eu.withoutCif, 0)
                    + " export sales have no CIF price, for the file has no such column: the margin is over the net export"
                    + " value instead.");
        }
        DoubleRemedy remedy = book.facts.doubleRemedy;
        if (remedy != null) {
            out.paragraph(
                    "Double remedy",
                    "The cash deposit is reduced by " + Numbers.percent(remedy.offset(), 2)
                            + ": the increase in the margin that the countervailed subsidy caused, "
                            + Numbers.percent(remedy.increase(), 2) + ", at most the countervailing rate of "
                            + Numbers.percent(remedy.countervailingRate(), 2) + " (19 USC 1677f-1(f)).");
        }
        if (book.in.withoutAffiliation > 0) {
            out.warning(Numbers.fixed(book.in.withoutAffiliation, 0)
                    + " home sales have no code of affiliation and count as sales to affiliates.");
        }
        long notAtArmsLength = 0;
        long belowCost = 0;
        for (byte status : chain.market.status) {
            notAtArmsLength += status == HomeMath.NOT_AT_ARMS_LENGTH ? 1 : 0;
            belowCost += status == HomeMath.BELOW_COST ? 1 : 0;
        }
        out.leftOut(notAtArmsLength, "home sales not at arm's length")
                .leftOut(belowCost, "home sales below cost, in substantial quantities");
    }

    /** What differs from the named rules: readings, practices, thresholds. */
    private static List<String> changed(DumpingRules rules) {
        List<String> out = new ArrayList<>();
        DumpingRules dated = ((RuleBook) rules).origin();
        for (Practice practice : Practice.values()) {
            if (dated.uses(practice) != rules.uses(practice)) {
                out.add((rules.uses(practice) ? "with " : "without ") + practice.words());
            }
        }
        if (dated.patternTest() != rules.patternTest()) {
            out.add("pattern test " + rules.patternTest());
        }
        for (Reading reading : Reading.values()) {
            if (rules.uses(reading)) {
                out.add(reading.question() + ": " + reading.other());
            }
        }
        for (Threshold threshold : rules.thresholds()) {
            if (threshold.clause().endsWith("chosen by the user")) {
                out.add(threshold.limit() + " " + threshold.words());
            }
        }
        return out;
    }

    private static void leftOut(DumpingResult result, Summary.Builder out) {
        Book book = result.book();
        for (SetAside why : SetAside.values()) {
            out.leftOut(SetAsideList.of(book.exports.status).counts()[why.ordinal()], "export sales: " + why.words());
        }
        for (SetAside why : SetAside.values()) {
            out.leftOut(SetAsideList.of(book.home.status).counts()[why.ordinal()], "home sales: " + why.words());
        }
        out.leftOut(book.in.unusedCosts(), "cost rows without a cost or a control number")
                .leftOut(book.in.unusedRates, "exchange rates that are missing or not above zero");
        EuMath eu = result.european();
        out.leftOut(
                Math.round(eu == null ? result.chain().totals.unmatched : eu.unmatched),
                "export sales: " + SetAside.NO_NORMAL_VALUE.words());
    }

    static Table tidy(DumpingResult result) {
        List<String> terms = new ArrayList<>();
        List<Double> estimates = new ArrayList<>();
        terms.add("dumping_margin");
        estimates.add(result.margin());
        if (result.european() == null) {
            for (Comparison c : Comparison.values()) {
                double margin = result.margin(c);
                if (!Double.isNaN(margin)) {
                    terms.add(c.words());
                    estimates.add(margin);
                }
            }
        }
        int n = terms.size();
        double[] error = filled(n);
        double[] low = filled(n);
        double[] high = filled(n);
        if (result.bootstrap() != null) {
            Interval interval = result.interval();
            low[0] = interval.low();
            high[0] = interval.high();
            error[0] = deviation(usable(result.draws()));
        }
        return Table.create("dumping margin")
                .addColumns(
                        StringColumn.create("term", terms),
                        DoubleColumn.create(
                                "estimate",
                                estimates.stream().mapToDouble(e -> e).toArray()),
                        DoubleColumn.create("std_error", error),
                        DoubleColumn.create("conf_low", low),
                        DoubleColumn.create("conf_high", high));
    }

    static Figure drawsFigure(DumpingResult result) {
        double[] sorted = usable(result.draws());
        double[] share = new double[sorted.length];
        for (int k = 0; k < share.length; k++) {
            share[k] = (k + 1.0) / share.length;
        }
        Interval interval = result.interval();
        return Figure.line()
                .series("draws", sorted, share)
                .stepped()
                .title("How sure is the margin?")
                .subtitle("Share of resamplings up to each signed margin, before the floor at zero")
                .alt("The signed margin lies between " + Numbers.percent(interval.low(), 2) + " and "
                        + Numbers.percent(interval.high(), 2) + " in 95 % of the resamplings.")
                .interval("95 % of draws between " + Numbers.percent(interval.low(), 2) + " and "
                        + Numbers.percent(interval.high(), 2))
                .marker(result.margin(), "as measured")
                .x(Axis.percent("signed margin"))
                .y(Axis.percent("share of draws"))
                .source(result.files().exports().source().provenance())
                .sampleSize(sorted.length);
    }

    private static double[] filled(int n) {
        double[] out = new double[n];
        Arrays.fill(out, Double.NaN);
        return out;
    }

    private static double deviation(double[] draws) {
        double mean = 0;
        for (double d : draws) {
            mean += d / draws.length;
        }
        double sum = 0;
        for (double d : draws) {
            sum += (d - mean) * (d - mean);
        }
        return Math.sqrt(sum / (draws.length - 1));
    }

    /** How a normal value was found, in words. */
    static String foundBy(@Nullable EuMath eu, int code) {
        if (eu != null) {
            return new String[] {"all sales", "profitable sales", "constructed value", "none"}[code];
        }
        return new String[] {"", "identical model", "similar model", "constructed value", "none"}[code];
    }
}
