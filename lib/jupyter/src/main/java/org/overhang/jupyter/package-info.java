/** Notebooks: one cell engine on JShell, and two doors to it, a Jupyter kernel and an embedded runner. */
@NullMarked
package org.overhang.jupyter;

import org.jspecify.annotations.NullMarked;
