package org.overhang.dumping.respondents;

import java.util.List;
import org.overhang.core.Fraction;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.dumping.DumpingResult;
import tech.tablesaw.api.Table;

/**
 * An exporter with a margin of its own, found by calculation or wholly on facts available.
 *
 * <p>Margins are fractions; the value or quantity is the weight in a mean. Firms that are treated as one (19 CFR 351.401(f)) are one
 * exporter: their sales go into one set of files, and {@link #together} names who shares the rate. Defaults: no price, for which
 * only Indian rules ask.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Exporter.named("Alpha").margin(0.1234, 5e6);
 * Exporter.named("Beta").result(betaResult).together("Beta Trading");
 * Exporter.named("Gamma").onFactsAvailable(0.88);
 * }</pre>
 */
public final class Exporter {
    private final String name;
    private final double margin;
    private final double weight;
    private final boolean facts;
    private final double normalValue;
    private final double exportPrice;
    private final List<String> members;

    private Exporter(
            String name,
            double margin,
            double weight,
            boolean facts,
            double normalValue,
            double exportPrice,
            List<String> members) {
        this.name = name;
        this.margin = margin;
        this.weight = weight;
        this.facts = facts;
        this.normalValue = normalValue;
        this.exportPrice = exportPrice;
        this.members = members;
    }

    /**
     * Starts with the exporter's name.
     *
     * @param name as the order calls it
     * @return the exporter, which still needs its margin
     */
    public static NeedsMargin named(String name) {
        return new NeedsMargin(name);
    }

    /** An exporter that still needs its margin. */
    public static final class NeedsMargin {
        private final String name;

        private NeedsMargin(String name) {
            this.name = name;
        }

        /**
         * A margin that was calculated.
         *
         * @param margin a fraction, at least 0
         * @param weight value or quantity of its exports, above 0
         * @return the exporter
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the margin is no such fraction; {@link Reason#BAD_VALUE} if the
         *     weight is not above 0
         */
        public Exporter margin(double margin, double weight) {
            return new Exporter(
                    name, checked(name, margin), weight(name, weight), false, Double.NaN, Double.NaN, List.of());
        }

        /**
         * The margin of a result, weighted by the value it is a share of; its mean prices for the rules that ask for them.
         *
         * @param result a measured margin
         * @return the exporter
         * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if it has no margin
         */
        public Exporter result(DumpingResult result) {
            if (Double.isNaN(result.margin())) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "An exporter needs a margin, but the result given for \"" + name
                                + "\" has none. See its setAside(), or name the exporter .onFactsAvailable(…).");
            }
            Table methods = result.allMethods();
            int row = methods.booleanColumn("applies").asSelection().get(0);
            double value = methods.doubleColumn("value").getDouble(row);
            double[] mean = RespondentMath.meanPrices(result.normalValue(), result.exportPrice());
            return new Exporter(name, result.margin(), weight(name, value), false, mean[0], mean[1], List.of());
        }

        /**
         * A rate that rests wholly on facts available; it stays out of every mean.
         *
         * @param rate a fraction, at least 0
         * @return the exporter
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is no such fraction
         */
        public Exporter onFactsAvailable(double rate) {
            return new Exporter(name, checked(name, rate), 0, true, Double.NaN, Double.NaN, List.of());
        }
    }

    private static double checked(String name, double margin) {
        double rate = Fraction.DUTY.of("The margin of \"" + name + "\"", margin);
        if (!(rate >= 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "An exporter needs a margin of at least 0, but that of \"" + name + "\" is "
                            + Numbers.argument(margin) + ". A margin that offsets is 0.");
        }
        return rate;
    }

    private static double weight(String name, double weight) {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "An exporter needs a value or quantity above 0 as its weight, but that of \"" + name + "\" is "
                            + Numbers.argument(weight) + ".");
        }
        return weight;
    }

    /**
     * Mean normal value and net export price, for rules that set the highest against the lowest (India).
     *
     * @param value mean normal value a unit
     * @param price mean net export price a unit, above 0
     * @return the exporter with them
     * @throws OverhangException {@link Reason#BAD_VALUE} if the price is not above 0
     */
    public Exporter prices(double value, double price) {
        if (!(value >= 0 && price > 0 && Double.isFinite(value + price))) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "An exporter needs a normal value of at least 0 and an export price above 0, but those of \"" + name
                            + "\" are " + Numbers.argument(value) + " and " + Numbers.argument(price) + ".");
        }
        return new Exporter(name, margin, weight, facts, value, price, members);
    }

    /**
     * Firms treated as one with it (19 CFR 351.401(f), unverified): they share its rate.
     *
     * @param names their names
     * @return the exporter with them
     */
    public Exporter together(String... names) {
        return new Exporter(name, margin, weight, facts, normalValue, exportPrice, List.of(names));
    }

    String name() {
        return name;
    }

    double margin() {
        return margin;
    }

    double weight() {
        return weight;
    }

    boolean facts() {
        return facts;
    }

    double normalValue() {
        return normalValue;
    }

    double exportPrice() {
        return exportPrice;
    }

    List<String> members() {
        return members;
    }
}
