/**
 * The embedded engine behind files above memory and behind SQL: how it is opened, closed off and cleaned up after. Open {@link
 * org.overhang.core.store.Engine} first.
 */
@Internal
@NullMarked
package org.overhang.core.store;

import org.jspecify.annotations.NullMarked;
import org.overhang.core.Internal;
