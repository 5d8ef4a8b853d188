package org.overhang.equilibrium;

import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * An elasticity with its sign checked, its standard error and where it comes from.
 *
 * <p>Defaults: exact (no standard error), source "assumed", for every product. In a simulation an elasticity with a standard
 * error {@code s} is drawn lognormal in its size with mean {@code |e|} and standard deviation {@code s}, so that no draw has
 * the wrong sign.
 *
 * <p>Example: {@code supply(6.0).of("China").standardError(1.5).source("Broda and Weinstein 2006, table 4")}.
 *
 * @param kind which elasticity
 * @param value its value: substitution above 0, demand below 0, supply at least 0 (infinity allowed)
 * @param product the product it is for; empty for all that have none of their own
 * @param standardError its standard error, 0 if taken as exact
 * @param source where it comes from
 */
public record Elasticity(Kind kind, double value, String product, double standardError, String source)
        implements Parameter {
    /** Which elasticity. */
    public enum Kind {
        /** Between the goods of a market, {@code \sigma > 0}. */
        SUBSTITUTION,
        /** Of the market's total demand, {@code \eta < 0}. */
        DEMAND,
        /** Of a producer's supply, {@code \epsilon \ge 0}. */
        SUPPLY
    }

    /**
     * Checks the sign.
     *
     * @param kind which elasticity
     * @param value its value: substitution above 0, demand below 0, supply at least 0 (infinity allowed)
     * @param product the product it is for; empty for all that have none of their own
     * @param standardError its standard error, 0 if taken as exact
     * @param source where it comes from
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the sign is wrong or the standard error negative
     */
    public Elasticity {
        boolean fits = switch (kind) {
            case SUBSTITUTION -> value > 0 && value < Double.POSITIVE_INFINITY;
            case DEMAND -> value < 0 && value > Double.NEGATIVE_INFINITY;
            case SUPPLY -> value >= 0;
        };
        if (!fits) {
            throw new OverhangException(Reason.OUT_OF_RANGE, wrongSign(kind, value));
        }
        if (!(standardError >= 0 && standardError < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "An elasticity needs a finite standard error of at least 0, but it is " + standardError + ".");
        }
        if (standardError > 0 && (value == 0 || Double.isInfinite(value))) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "An uncertain elasticity needs a finite value other than 0, but it is " + value + " ± "
                            + standardError + ".");
        }
    }

    private static String wrongSign(Kind kind, double value) {
        return switch (kind) {
            case SUBSTITUTION ->
                "A substitution elasticity needs a finite value above 0, but it is " + value
                        + ". Write substitution(4.2).";
            case DEMAND ->
                "A demand elasticity needs a finite value below 0, but it is " + value
                        + ". Write demand(-0.8): demand falls when the price rises.";
            case SUPPLY ->
                "A supply elasticity needs a value of at least 0, but it is " + value
                        + ". Write supply(6.0), or perfectlyElasticSupply().";
        };
    }

    /**
     * The elasticity of substitution between the goods of a market.
     *
     * @param value above 0
     * @return the elasticity
     */
    public static Elasticity substitution(double value) {
        return new Elasticity(Kind.SUBSTITUTION, value, "", 0, "assumed");
    }

    /**
     * The elasticity of the market's total demand.
     *
     * @param value below 0
     * @return the elasticity
     */
    public static Elasticity demand(double value) {
        return new Elasticity(Kind.DEMAND, value, "", 0, "assumed");
    }

    /**
     * The elasticity of supply.
     *
     * @param value at least 0; infinity is a flat supply curve
     * @return the elasticity
     */
    public static Elasticity supply(double value) {
        return new Elasticity(Kind.SUPPLY, value, "", 0, "assumed");
    }

    /**
     * Supply at a constant price.
     *
     * @return the elasticity
     */
    public static Elasticity perfectlyElasticSupply() {
        return supply(Double.POSITIVE_INFINITY);
    }

    /**
     * The same elasticity for one product only (for demand and substitution: one importing market).
     *
     * @param name the product as the baseline names it
     * @return the narrowed elasticity
     */
    public Elasticity of(String name) {
        return new Elasticity(kind, value, name, standardError, source);
    }

    /**
     * The same elasticity with a standard error.
     *
     * @param error at least 0
     * @return the elasticity
     */
    public Elasticity standardError(double error) {
        return new Elasticity(kind, value, product, error, source);
    }

    /**
     * The same elasticity with its source.
     *
     * @param citation where it comes from
     * @return the elasticity
     */
    public Elasticity source(String citation) {
        return new Elasticity(kind, value, product, standardError, citation);
    }

    /**
     * The elasticity at a point of its uncertainty, as a simulation draws it: lognormal in size with mean and standard error as
     * stated, itself where it is exact.
     *
     * @param score a standard normal number
     * @return the drawn elasticity, exact from here on
     */
    public Elasticity drawn(double score) {
        return new Elasticity(
                kind, Uncertainty.of(List.of(this), Uncertainty.independent(1)).at(0, score), product, 0, source);
    }

    Elasticity withValue(double other) {
        return new Elasticity(kind, other, product, standardError, source);
    }

    @Override
    public String text() {
        String name = kind.name().toLowerCase(java.util.Locale.ROOT) + (product.isEmpty() ? "" : " of " + product);
        String error = standardError > 0 ? " ± " + Numbers.significant(standardError, 3) : "";
        return name + " " + Numbers.significant(value, 4) + error + " (" + source + ")";
    }
}
