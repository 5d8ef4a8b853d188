/**
 * Time until an exit: survival curves, proportional hazards, competing exits, accelerated failure times.
 *
 * <p>In: a duration or an interval, an event, perhaps weights and groups ({@code SurvivalRows}). Out: curves with intervals and
 * {@link org.overhang.regress.survival.HazardFit}, which Cox and Fine–Gray regressions share.
 *
 * <p>Open {@link org.overhang.regress.survival.Cox} or {@link org.overhang.regress.survival.KaplanMeier} first; {@code CoxMath} holds
 * the partial likelihood and {@code SurvivalMath} the risk sets.
 */
@NullMarked
package org.overhang.regress.survival;

import org.jspecify.annotations.NullMarked;
