/** Who pays for the loss: margins with and without support, countervailing rates, zombies, and price against cost over time. */
@NullMarked
package org.overhang.subsidy;

import org.jspecify.annotations.NullMarked;
