/**
 * What a state or a firm does to a market, typed and with its base: one vocabulary for every model.
 *
 * <p>A policy says what and how much; {@code on(product)} says to whom and makes a {@link org.overhang.policy.Change}, which
 * any model solves or refuses. A rate never stands alone: a duty carries whether it is a share of the price before or after
 * duty, a subsidy whether it is paid on value or on weight.
 */
@NullMarked
package org.overhang.policy;

import org.jspecify.annotations.NullMarked;
