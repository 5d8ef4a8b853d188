/**
 * The arithmetic that every jar shares: the rule by which columns count as different, least squares on what is left, small
 * dense matrices.
 *
 * <p>In: primitive arrays, one array a column. Out: arrays and small records. Nothing here knows columns, units or messages
 * of a verb. Open {@link org.overhang.core.math.Factorization} first.
 */
@Internal
@NullMarked
package org.overhang.core.math;

import org.jspecify.annotations.NullMarked;
import org.overhang.core.Internal;
