/**
 * Price impact read from prices themselves: underselling, undercutting, injury margin, depression and suppression,
 * unit-value decomposition, pass-through, rivals' response, trade diversion and what a rival's loss is made of.
 *
 * <p>The words are those of the two practices. The American agency says <i>underselling</i> for an import price below the
 * domestic one; the European Commission says <i>undercutting</i> for that and <i>underselling</i> for a price below a
 * non-injurious one, which is here {@link org.overhang.price.InjuryMargin}.
 */
@NullMarked
package org.overhang.price;

import org.jspecify.annotations.NullMarked;
