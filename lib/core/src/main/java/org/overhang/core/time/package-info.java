/** Periods as people write them, read once for every verb: their frequency, their order by the calendar, their gaps. */
@NullMarked
package org.overhang.core.time;

import org.jspecify.annotations.NullMarked;
