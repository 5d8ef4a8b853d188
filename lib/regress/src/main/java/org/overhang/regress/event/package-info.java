/**
 * What happened around an event: event studies and synthetic comparisons.
 *
 * <p>In: a panel with a unit, a period and the period of the event. Out: {@link org.overhang.regress.event.EventEffects}, effects
 * by time since the event with one joint covariance, or a synthetic comparison with its weights.
 *
 * <p>Open {@link org.overhang.regress.event.EventStudy} first. {@code EventPanel} holds the rows; each estimator has a class of
 * static functions on it: {@code EventRegression} (two-way, Sun and Abraham), {@code EventGroups} with {@code GroupTimeMath}
 * (Callaway and Sant'Anna), {@code ImputationMath} (Borusyak, Jaravel and Spiess).
 */
@NullMarked
package org.overhang.regress.event;

import org.jspecify.annotations.NullMarked;
