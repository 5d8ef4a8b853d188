package org.overhang.regress.absorb;

import org.jspecify.annotations.Nullable;

/** Something that takes effects out of columns. */
public interface Absorbing {
    /** Sets row weights; null for none. */
    public void weigh(double @Nullable [] rowWeights);

    /** Columns with the effects taken out, to a relative residual of the normal equations. */
    public Absorbed absorb(double[][] columns, double tolerance, boolean inPlace);

    /**
     * Columns without the effects.
     *
     * @param columns one array a column
     * @param residual largest relative residual of the normal equations
     * @param iterations iterations over all columns
     * @param method how it was solved
     */
    public record Absorbed(double[][] columns, double residual, int iterations, String method) {}
}
