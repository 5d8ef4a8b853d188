package org.overhang.capacity;

import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * A figure of capacity that carries what it means: concept, coverage, period and source.
 *
 * <p>Figures of different concepts do not add up and do not compare, unless one is converted or mixing is asked for. A nameplate figure
 * becomes a sustainable one by availability, yield and hours, each stated, not by one rule of thumb.
 *
 * <pre>{@code
 * var mills = CapacityFigure.of(2463, "mt").concept(NAMEPLATE).covering("World").in("2024").source("OECD");
 * mills.utilization(1861);
 * mills.sustainable(0.92, 0.98, 1.0);
 * mills.plus(other);                      // refused if the concepts differ
 * }</pre>
 *
 * @param amount output a period, above 0
 * @param unit unit of the amount
 * @param concept what "capacity" means here
 * @param coverage which plants, firms or region; empty if not stated
 * @param period which year or date; empty if not stated
 * @param source who says so; empty if not stated
 */
public record CapacityFigure(
        double amount, String unit, CapacityConcept concept, String coverage, String period, String source) {
    /**
     * Checks the amount.
     *
     * @param amount output a period, above 0
     * @param unit unit of the amount
     * @param concept what "capacity" means here
     * @param coverage which plants, firms or region; empty if not stated
     * @param period which year or date; empty if not stated
     * @param source who says so; empty if not stated
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the amount is not above 0 and finite
     */
    public CapacityFigure {
        if (!(amount > 0 && amount < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A figure of capacity needs a finite amount above 0, but it is " + Numbers.significant(amount, 6)
                            + ".");
        }
    }

    /**
     * A bare figure.
     *
     * @param amount output a period, above 0
     * @param unit unit of the amount
     * @return the figure, its concept not stated
     */
    public static CapacityFigure of(double amount, String unit) {
        return new CapacityFigure(amount, unit, CapacityConcept.UNSTATED, "", "", "");
    }

    /**
     * States the concept.
     *
     * @param stated the concept
     * @return the figure of this concept
     */
    public CapacityFigure concept(CapacityConcept stated) {
        return new CapacityFigure(amount, unit, stated, coverage, period, source);
    }

    /**
     * States the coverage.
     *
     * @param stated which plants, firms or region
     * @return the figure with it
     */
    public CapacityFigure covering(String stated) {
        return new CapacityFigure(amount, unit, concept, stated, period, source);
    }

    /**
     * States the period.
     *
     * @param stated which year or date
     * @return the figure with it
     */
    public CapacityFigure in(String stated) {
        return new CapacityFigure(amount, unit, concept, coverage, stated, source);
    }

    /**
     * States the source.
     *
     * @param stated who says so
     * @return the figure with it
     */
    public CapacityFigure source(String stated) {
        return new CapacityFigure(amount, unit, concept, coverage, period, stated);
    }

    /**
     * Output over this capacity.
     *
     * @param output output of the same period and unit
     * @return a rate, not clipped
     */
    public double utilization(double output) {
        return output / amount;
    }

    /**
     * The sustainable capacity behind a nameplate figure.
     *
     * @param availability share of time in which the equipment can run, above 0 and at most 1
     * @param yield share of output that is good, above 0 and at most 1
     * @param hours hours scheduled over the hours that the nameplate assumes, above 0
     * @return the converted figure
     * @throws OverhangException {@link Reason#WRONG_UNIT} if this is not a nameplate figure, {@link Reason#OUT_OF_RANGE} for other factors
     */
    public CapacityFigure sustainable(double availability, double yield, double hours) {
        Problems problems = new Problems();
        problems.require(
                concept == CapacityConcept.NAMEPLATE,
                Reason.WRONG_UNIT,
                "A conversion to sustainable capacity needs a nameplate figure, but its concept is " + concept.word()
                        + ". State concept(NAMEPLATE) if it is one.");
        problems.require(
                availability > 0 && availability <= 1 && yield > 0 && yield <= 1 && hours > 0,
                Reason.OUT_OF_RANGE,
                "A conversion needs availability and yield above 0 and at most 1 and hours above 0, but they are "
                        + Numbers.argument(availability) + ", " + Numbers.plain(yield) + " and " + Numbers.plain(hours)
                        + ".");
        problems.throwIfAny();
        return new CapacityFigure(
                amount * availability * yield * hours, unit, CapacityConcept.SUSTAINABLE, coverage, period, source);
    }

    /**
     * Adds a figure of the same concept, unit and period.
     *
     * @param other the other figure
     * @return the sum, covering both
     * @throws OverhangException {@link Reason#WRONG_UNIT} if concept, unit or period differ
     */
    public CapacityFigure plus(CapacityFigure other) {
        if (concept != other.concept) {
            throw new OverhangException(
                    Reason.WRONG_UNIT,
                    "Figures of capacity add up only within one concept, but these are " + concept.word() + " and "
                            + other.concept.word() + ". Convert one, or ask for it with plusMixing(other).");
        }
        return plusMixing(other);
    }

    /**
     * Adds a figure whatever its concept; the concept of the sum is not stated if they differ.
     *
     * @param other the other figure
     * @return the sum, covering both
     * @throws OverhangException {@link Reason#WRONG_UNIT} if unit or period differ
     */
    public CapacityFigure plusMixing(CapacityFigure other) {
        if (!unit.equals(other.unit) || !period.equals(other.period)) {
            throw new OverhangException(
                    Reason.WRONG_UNIT,
                    "Figures of capacity add up only in one unit and period, but these are in " + unit + ", " + period
                            + " and " + other.unit + ", " + other.period + ".");
        }
        return new CapacityFigure(
                amount + other.amount,
                unit,
                concept == other.concept ? concept : CapacityConcept.UNSTATED,
                joined(coverage, other.coverage),
                period,
                joined(source, other.source));
    }

    private static String joined(String one, String other) {
        return one.equals(other) || other.isEmpty() ? one : one.isEmpty() ? other : one + " and " + other;
    }

    @Override
    public String toString() {
        return Numbers.significant(amount, 6) + " " + unit + " (" + concept.word()
                + (coverage.isEmpty() ? "" : ", " + coverage)
                + (period.isEmpty() ? "" : ", " + period)
                + (source.isEmpty() ? "" : ", " + source) + ")";
    }
}
