package org.overhang.price;

import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.Fraction;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Sign;
import org.overhang.core.Summary;

/**
 * Import rows at the landed price: CIF, conventional duty on it, and costs after importation; bad rows set aside and counted.
 *
 * @param keys groups of all rows
 * @param group group of each row, −1 where the row is set aside
 * @param cif CIF price of each row
 * @param landed landed price of each row
 * @param quantity quantity of each row
 * @param incomplete rows with a missing cell
 * @param notPositive rows whose quantity or price is zero or negative
 */
record Landed(
        Keys keys, int[] group, double[] cif, double[] landed, double[] quantity, int incomplete, int notPositive) {

    /** The options that Undercutting and InjuryMargin share. */
    record Terms(String cif, String quantity, String landed, double duty, double postImportation, List<String> by) {
        Terms {
            if (!(duty > -1 && duty < Double.POSITIVE_INFINITY)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "A customs duty needs a finite rate above -1, but it is " + duty
                                + ". Write customsDuty(0.03) for three percent of CIF value.");
            }
            Fraction.CHANGE.notPercent("A customs duty", duty);
            if (!(postImportation >= 0 && postImportation < Double.POSITIVE_INFINITY)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "Costs after importation need a finite amount of at least 0 a unit, but it is "
                                + postImportation + ".");
            }
        }

        Terms duty(double rate) {
            return new Terms(cif, quantity, landed, rate, postImportation, by);
        }

        Terms costs(double amount) {
            return new Terms(cif, quantity, landed, duty, amount, by);
        }

        Terms landed(String column) {
            return new Terms(cif, quantity, column, duty, postImportation, by);
        }

        Terms by(String... columns) {
            return new Terms(cif, quantity, landed, duty, postImportation, List.of(columns));
        }

        Columns.Request request(String verb) {
            Columns.Request request = Columns.neededBy(verb)
                    .amount("CIF price", cif, Sign.NOT_NEGATIVE)
                    .amount("quantity", quantity, Sign.NOT_NEGATIVE)
                    .amount("landed price", landed, Sign.NOT_NEGATIVE)
                    .sameUnit(cif, landed)
                    .perUnit(cif, quantity);
            return request.keys(by);
        }

        String text() {
            return landed.isEmpty()
                    ? "CIF plus " + org.overhang.core.Numbers.percent(duty, 1) + " duty plus "
                            + org.overhang.core.Numbers.plain(postImportation) + " a unit"
                    : "column " + landed;
        }
    }

    /** Reads the rows; {@code others} are further columns that must be there for a row to count, and be positive. */
    static Landed read(Terms terms, Columns in, double[]... others) {
        double[] cif = in.number(terms.cif());
        double[] quantity = in.number(terms.quantity());
        double[] given = terms.landed().isEmpty() ? new double[0] : in.number(terms.landed());
        Keys keys = in.keys();
        int[] group = keys.codes().clone();
        double[] landed = new double[group.length];
        int incomplete = 0;
        int notPositive = 0;
        for (int i = 0; i < group.length; i++) {
            landed[i] = given.length > 0 ? given[i] : cif[i] * (1 + terms.duty()) + terms.postImportation();
            double least = Math.min(Math.min(cif[i], quantity[i]), landed[i]);
            for (double[] other : others) {
                least = Math.min(least, other[i]);
            }
            if (Double.isNaN(least) || group[i] < 0) {
                incomplete++;
                group[i] = -1;
            } else if (!(least > 0)) {
                notPositive++;
                group[i] = -1;
            }
        }
        if (incomplete + notPositive == group.length) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A price comparison needs at least one row with a positive quantity and positive prices, but of "
                            + group.length + " rows " + incomplete + " lack a cell and " + notPositive
                            + " hold a value of zero or below.");
        }
        return new Landed(keys, group, cif, landed, quantity, incomplete, notPositive);
    }

    /** Adds what was set aside to a summary. */
    Summary.Builder leftOut(Summary.Builder summary) {
        return summary.leftOut(incomplete, "rows with a missing cell")
                .leftOut(notPositive, "rows with a quantity, price or cost of zero or below");
    }

    int dropped() {
        return incomplete + notPositive;
    }

    int used() {
        return group.length - incomplete - notPositive;
    }
}
