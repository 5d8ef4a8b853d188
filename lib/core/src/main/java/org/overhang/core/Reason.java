package org.overhang.core;

/** Why an Overhang verb refused to give a number. */
public enum Reason {
    /** A column that a role names is not in the source. */
    MISSING_COLUMN,
    /** A column or argument has another type than its role needs. */
    WRONG_TYPE,
    /** Units differ where they must agree, or a unit is of another dimension. */
    WRONG_UNIT,
    /** A value cannot be used: infinite, of the wrong sign, a duplicate key, a damaged file. */
    BAD_VALUE,
    /** The data do not determine the answer. */
    NOT_IDENTIFIED,
    /** A numerical search ended before its tolerance was met. */
    NOT_CONVERGED,
    /** An argument lies outside the range for which the method is defined. */
    OUT_OF_RANGE
}
