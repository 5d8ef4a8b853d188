/**
 * Counterfactual markets: what prices, volumes, profits and welfare would be under other policies.
 *
 * <p>Every model speaks the vocabulary of {@link org.overhang.policy}, carries its conduct and closure on the first line of
 * its summary, and answers with the same {@link org.overhang.equilibrium.Counterfactual}. Prices are producer prices (before
 * duty) and consumer prices (after duty). A solve that did not converge, or that a firm could improve on, throws.
 *
 * <p>Every number that a model rests on may carry a standard error and a source ({@link org.overhang.equilibrium.Parameter});
 * then answers carry intervals by the delta method, and {@code simulate} and {@code tornado} say how likely an effect of a stated
 * size is and which number drives it.
 *
 * <p>Notation: {@code p} producer price, {@code p_c=(1+\tau)p+\delta} consumer price, {@code r=(1+u)p} price kept by the
 * producer, {@code q} quantity, {@code \sigma} substitution, {@code \eta<0} demand, {@code \epsilon} supply elasticity,
 * {@code \lambda} shadow price of capacity.
 */
@NullMarked
package org.overhang.equilibrium;

import org.jspecify.annotations.NullMarked;
