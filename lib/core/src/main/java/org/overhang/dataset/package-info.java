/** The shipped datasets with their units and provenance, and how a user's own files become a {@code Source}. */
@NullMarked
package org.overhang.dataset;

import org.jspecify.annotations.NullMarked;
