/** Regression and survival: absorbed effects, covariance, event studies, time series, hazards of exit. */
@NullMarked
package org.overhang.regress;

import org.jspecify.annotations.NullMarked;
