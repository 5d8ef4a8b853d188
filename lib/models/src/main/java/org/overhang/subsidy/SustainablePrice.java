package org.overhang.subsidy;

import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * The price that pays for a plant over its life, by utilization.
 *
 * <pre>
 * ESP(u) = w + f u0 / u + Δ v / (u Σ_{i=1..T} x^(i−1) g^i)
 * Δ = (1 − α Σ_{i=1..T} g^i / T) / (1 − α),  g = 1 / (1 + r)
 * </pre>
 *
 * <p>{@code w} variable cost a unit; {@code f} fixed operating cost a unit at the utilization {@code u0}; {@code v} price of capacity for one
 * unit a year; {@code T} its life; {@code x} the share of capacity left after each year; {@code α} tax rate with straight-line depreciation over
 * the life; {@code r} cost of capital. At low utilization fixed cost and capital weigh more, so learning and utilization have to be read together.
 *
 * <pre>{@code
 * var esp = new SustainablePrice(0.18, 0.03, 0.60, 0.85, 10, 0.95, 0.10, 0.21);
 * esp.at(0.59);
 * esp.between(0.50, 0.80);
 * }</pre>
 *
 * <p>Reichelstein and Sahoo, Contemporary Accounting Research 35 (2018).
 *
 * @param variableCost variable cost a unit
 * @param fixedCost fixed operating cost a unit at the reference utilization
 * @param capacityPrice price of capacity for one unit a year
 * @param referenceUtilization utilization at which the fixed cost is stated, above 0 and at most 1
 * @param years life of the capacity, at least 1
 * @param kept share of capacity left after each year, above 0 and at most 1
 * @param capitalCost cost of capital, a fraction a year
 * @param tax tax rate, at least 0 and below 1
 */
public record SustainablePrice(
        double variableCost,
        double fixedCost,
        double capacityPrice,
        double referenceUtilization,
        int years,
        double kept,
        double capitalCost,
        double tax) {
    /**
     * Checks the numbers.
     *
     * @param variableCost variable cost a unit
     * @param fixedCost fixed operating cost a unit at the reference utilization
     * @param capacityPrice price of capacity for one unit a year
     * @param referenceUtilization utilization at which the fixed cost is stated, above 0 and at most 1
     * @param years life of the capacity, at least 1
     * @param kept share of capacity left after each year, above 0 and at most 1
     * @param capitalCost cost of capital, a fraction a year
     * @param tax tax rate, at least 0 and below 1
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside these ranges
     */
    public SustainablePrice {
        Problems problems = new Problems();
        problems.require(
                variableCost >= 0 && fixedCost >= 0 && capacityPrice >= 0,
                Reason.OUT_OF_RANGE,
                "A sustainable price needs costs of zero or more, but they are " + Numbers.argument(variableCost) + ", "
                        + Numbers.plain(fixedCost) + " and " + Numbers.plain(capacityPrice) + ".");
        problems.require(
                referenceUtilization > 0 && referenceUtilization <= 1 && kept > 0 && kept <= 1 && years >= 1,
                Reason.OUT_OF_RANGE,
                "A sustainable price needs a utilization and a kept share above 0 and at most 1 and a life of a year"
                        + " or more, but has "
                        + Numbers.plain(referenceUtilization) + ", " + Numbers.plain(kept) + " and " + years + ".");
        problems.require(
                capitalCost > -1 && tax >= 0 && tax < 1,
                Reason.OUT_OF_RANGE,
                "A sustainable price needs a cost of capital above -1 and a tax rate of at least 0 and below 1, but"
                        + " has "
                        + Numbers.plain(capitalCost) + " and " + Numbers.plain(tax) + ".");
        problems.throwIfAny();
    }

    /**
     * The price at a utilization.
     *
     * @param utilization a rate above 0
     * @return price a unit
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is not positive
     */
    public double at(double utilization) {
        if (!(utilization > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A sustainable price needs a utilization above 0, but it is " + Numbers.argument(utilization)
                            + ".");
        }
        return variableCost
                + fixedCost * referenceUtilization / utilization
                + taxFactor() * capacityCost() * referenceUtilization / utilization;
    }

    /**
     * The cost of capacity a unit at the reference utilization, before tax: {@code v / (u0 Σ x^(i−1) g^i)}.
     *
     * @return amount a unit
     */
    public double capacityCost() {
        double factor = 1;
        double left = 1;
        double output = 0;
        for (int i = 1; i <= years; i++) {
            factor /= 1 + capitalCost;
            output += left * factor;
            left *= kept;
        }
        return capacityPrice / (referenceUtilization * output);
    }

    /**
     * The factor Δ by which tax raises the cost of capacity, depreciation being deducted in equal parts.
     *
     * @return a factor, 1 without tax
     */
    public double taxFactor() {
        double factor = 1;
        double depreciation = 0;
        for (int i = 1; i <= years; i++) {
            factor /= 1 + capitalCost;
            depreciation += factor / years;
        }
        return (1 - tax * depreciation) / (1 - tax);
    }

    /**
     * The prices between two utilizations.
     *
     * @param low lower utilization
     * @param high higher utilization
     * @return bounds, level 1
     */
    public Interval between(double low, double high) {
        return new Interval(at(Math.max(low, high)), at(Math.min(low, high)), 1, "bounds over utilization");
    }
}
