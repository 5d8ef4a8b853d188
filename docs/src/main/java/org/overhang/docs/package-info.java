/** Builds the pages of documentation from Markdown, the notebooks and the sources; used by no other module. */
@NullMarked
package org.overhang.docs;

import org.jspecify.annotations.NullMarked;
