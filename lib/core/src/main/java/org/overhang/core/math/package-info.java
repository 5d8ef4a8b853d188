/**
 * The arithmetic that every method shares: the rule by which columns count as different, and least squares on what is left.
 *
 * <p>Open {@link org.overhang.core.math.Factorization} first.
 */
@NullMarked
package org.overhang.core.math;

import org.jspecify.annotations.NullMarked;
