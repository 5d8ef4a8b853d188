package org.overhang.policy;

import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** The one check of the package: a number inside its range, NaN failing. */
final class Check {
    private Check() {}

    static void that(boolean holds, String needed, double found, String advice) {
        if (!holds) {
            throw new OverhangException(Reason.OUT_OF_RANGE, needed + ", but it is " + found + ". " + advice);
        }
    }
}
