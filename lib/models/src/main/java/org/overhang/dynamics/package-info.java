/**
 * Who leaves a glutted industry, who pays for staying, and what the last one left can do: exit models with covered losses,
 * predation tests and recoupment on the ledgers of the firm, the state and both.
 *
 * <p>Coverage here is behavioral: the share of a loss the owner expects not to bear. What accounts show was covered is an
 * {@link org.overhang.dynamics.AccountingCoverage}, and becomes behavior only by a stated assumption.
 */
@NullMarked
package org.overhang.dynamics;

import org.jspecify.annotations.NullMarked;
