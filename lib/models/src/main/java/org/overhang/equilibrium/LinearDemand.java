package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Estimate;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Linear demand {@code p = a - b q}.
 *
 * <p>Written by two or three numbers, each of which may be an {@link Estimate}: what is uncertain is what was written, so that a
 * curve through an observed point keeps the point and turns with its elasticity.
 *
 * <p>Example: {@code LinearDemand.inverse(1000).slope(8)}, {@code LinearDemand.direct(180).slope(0.15)} for
 * {@code q = 180 - 0.15 p}, or {@code LinearDemand.observed(625).sold(46.9).elasticity(demand(-1.7).standardError(0.3))}.
 */
public final class LinearDemand {
    private enum Form {
        INVERSE("intercept", "slope"),
        DIRECT("intercept", "slope"),
        OBSERVED("price", "quantity", "elasticity");

        private final List<String> names;

        Form(String... names) {
            this.names = List.of(names);
        }
    }

    private final Form form;
    private final List<Estimate> numbers;
    private final double choke;
    private final double slope;

    private LinearDemand(Form form, List<Estimate> numbers) {
        this.form = form;
        this.numbers = numbers;
        double first = numbers.get(0).value();
        double second = numbers.get(1).value();
        switch (form) {
            case INVERSE -> {
                choke = first;
                slope = second;
            }
            case DIRECT -> {
                choke = first / second;
                slope = 1 / second;
            }
            default -> {
                slope = -first / (numbers.get(2).value() * second);
                choke = first + slope * second;
            }
        }
        if (!(choke > 0 && choke < Double.POSITIVE_INFINITY && slope > 0 && slope < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A linear demand needs a positive intercept and a positive slope, but they are " + choke + " and "
                            + slope + ". Write LinearDemand.inverse(1000).slope(8) for p = 1000 - 8 q.");
        }
    }

    /** A demand curve that still needs its slope. */
    public static final class NeedsSlope {
        private final Form form;
        private final Estimate intercept;

        private NeedsSlope(Form form, Estimate intercept) {
            this.form = form;
            this.intercept = intercept;
        }

        /**
         * How fast it falls.
         *
         * @param fall above 0: of the price a unit of quantity (inverse), or of quantity a unit of money (direct)
         * @return the demand curve
         */
        public LinearDemand slope(double fall) {
            return slope(Estimate.estimate(fall));
        }

        /**
         * How fast it falls, with an error.
         *
         * @param fall above 0: of the price a unit of quantity (inverse), or of quantity a unit of money (direct)
         * @return the demand curve
         */
        public LinearDemand slope(Estimate fall) {
            return new LinearDemand(form, List.of(intercept, fall));
        }
    }

    /** A demand curve through a price that still needs the quantity sold there. */
    public static final class NeedsQuantity {
        private final double price;

        private NeedsQuantity(double price) {
            this.price = price;
        }

        /**
         * The quantity sold at the price.
         *
         * @param quantity above 0
         * @return the curve, which still needs its elasticity there
         */
        public NeedsElasticity sold(double quantity) {
            return new NeedsElasticity(price, quantity);
        }
    }

    /** A demand curve through a point that still needs its elasticity there. */
    public static final class NeedsElasticity {
        private final double price;
        private final double quantity;

        private NeedsElasticity(double price, double quantity) {
            this.price = price;
            this.quantity = quantity;
        }

        /**
         * The elasticity at the point; its standard error and source go with it.
         *
         * @param demand a demand elasticity
         * @return the demand curve
         */
        public LinearDemand elasticity(Elasticity demand) {
            return new LinearDemand(
                    Form.OBSERVED,
                    List.of(
                            Estimate.estimate(price),
                            Estimate.estimate(quantity),
                            new Estimate(demand.value(), demand.standardError(), demand.source())));
        }
    }

    /**
     * Starts with the intercept of {@code p = a - b q}.
     *
     * @param intercept {@code a}
     * @return the curve, which still needs its slope
     */
    public static NeedsSlope inverse(double intercept) {
        return inverse(Estimate.estimate(intercept));
    }

    /**
     * Starts with the estimated intercept of {@code p = a - b q}.
     *
     * @param intercept {@code a}
     * @return the curve, which still needs its slope
     */
    public static NeedsSlope inverse(Estimate intercept) {
        return new NeedsSlope(Form.INVERSE, intercept);
    }

    /**
     * Starts with the intercept of {@code q = A - B p}.
     *
     * @param intercept {@code A}
     * @return the curve, which still needs its slope
     */
    public static NeedsSlope direct(double intercept) {
        return direct(Estimate.estimate(intercept));
    }

    /**
     * Starts with the estimated intercept of {@code q = A - B p}.
     *
     * @param intercept {@code A}
     * @return the curve, which still needs its slope
     */
    public static NeedsSlope direct(Estimate intercept) {
        return new NeedsSlope(Form.DIRECT, intercept);
    }

    /**
     * Starts with an observed price.
     *
     * @param price above 0
     * @return the curve, which still needs a quantity and an elasticity
     */
    public static NeedsQuantity observed(double price) {
        return new NeedsQuantity(price);
    }

    /**
     * The price at which nothing is bought.
     *
     * @return {@code a}, money a unit
     */
    public double choke() {
        return choke;
    }

    /**
     * The fall of the price a unit of quantity.
     *
     * @return {@code b}, above 0
     */
    public double slope() {
        return slope;
    }

    /** The numbers it was written with, named after whose demand it is. */
    List<Parameter> parameters(String whose) {
        List<Parameter> out = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            out.add(ModelInput.size(whose + ", " + form.names.get(i), numbers.get(i)));
        }
        return out;
    }

    /** The same curve written with other numbers, from {@code first} on. */
    LinearDemand at(double[] values, int first) {
        List<Estimate> moved = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            moved.add(numbers.get(i).withValue(values[first + i]));
        }
        return new LinearDemand(form, moved);
    }

    int size() {
        return numbers.size();
    }

    double price(double quantity) {
        return choke - slope * quantity;
    }

    double quantity(double price) {
        return Math.max(0, (choke - price) / slope);
    }

    /** Area under inverse demand. */
    double utility(double quantity) {
        return quantity * (choke - slope * quantity / 2);
    }

    double surplus(double quantity) {
        return slope * quantity * quantity / 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearDemand d && d.form == form && d.numbers.equals(numbers);
    }

    @Override
    public int hashCode() {
        return 31 * form.ordinal() + numbers.hashCode();
    }

    @Override
    public String toString() {
        return "p = " + choke + " - " + slope + " q";
    }
}
