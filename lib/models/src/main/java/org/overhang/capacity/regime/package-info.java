/** Series that switch between a high and a low level: how likely each is in each period. */
@NullMarked
package org.overhang.capacity.regime;

import org.jspecify.annotations.NullMarked;
