/**
 * Who depends on whom: concentration, self-sufficiency, official indicators with their distance to the threshold, look-through
 * reliance over an input–output table, choke points as ranges, and content rules over a bill of materials.
 *
 * <p>What is not known stays unknown: a missing partner never reads as a diversified one.
 */
@NullMarked
package org.overhang.dependence;

import org.jspecify.annotations.NullMarked;
