/**
 * Taking effects out of columns, exactly and fast: what every regression with fixed effects or slopes by group stands on.
 *
 * <p>In: a {@link org.overhang.regress.absorb.Sample}, which is rows as arrays with an {@link
 * org.overhang.regress.absorb.EffectSet} of codes. Out: the columns with the effects taken out ({@link
 * org.overhang.regress.absorb.Absorbing.Absorbed}), a {@link org.overhang.regress.absorb.LinearFit} on them and the {@link
 * org.overhang.regress.absorb.Scores} that covariances are made of.
 *
 * <p>Open {@link org.overhang.regress.absorb.Absorber} first; from there {@code Schur} (the largest effect eliminated, the rest
 * solved by conjugate gradients) and {@code ApproximateCholesky} (its preconditioner on graphs that mix badly). {@code
 * SlopeAbsorber} stands in where slopes differ by group.
 */
@Internal
@NullMarked
package org.overhang.regress.absorb;

import org.jspecify.annotations.NullMarked;
import org.overhang.core.Internal;
