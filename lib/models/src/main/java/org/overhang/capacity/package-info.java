/** Capacity and what is made of it: utilization, capacity where nobody reports it, frontiers, and the dating of gluts. */
@NullMarked
package org.overhang.capacity;

import org.jspecify.annotations.NullMarked;
