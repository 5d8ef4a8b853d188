package org.overhang.dynamics;

import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** The one check of arguments: written so that NaN fails. */
final class Range {
    private Range() {}

    static double require(boolean holds, String needed, double found, String advice) {
        if (!holds) {
            String text = Double.isNaN(found) ? "not a number" : Numbers.plain(found);
            throw new OverhangException(Reason.OUT_OF_RANGE, needed + ", but it is " + text + ". " + advice);
        }
        return found;
    }

    static double positive(String what, double found) {
        return require(found > 0 && found < Double.POSITIVE_INFINITY, what + " must be positive", found, "");
    }

    static double finite(String what, double found) {
        return require(Math.abs(found) < Double.POSITIVE_INFINITY, what + " must be a finite number", found, "");
    }

    static double rate(String what, double found) {
        return require(
                found > 0 && found < 1,
                what + " must be above 0 and below 1",
                found,
                "Write 0.08 for eight percent a year.");
    }

    static int count(String what, int found) {
        return (int) require(found >= 1, what + " must be at least 1", found, "");
    }
}
