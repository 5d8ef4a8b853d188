/** Benchmarks, run by hand. */
@NullMarked
package org.overhang.bench;

import org.jspecify.annotations.NullMarked;
