/**
 * Checks of a linear regression: variances, form, correlation over time, collinearity.
 *
 * <p>In: an outcome, regressors, on request a time column. Out: tests with their null hypotheses. Open {@link
 * org.overhang.regress.check.RegressionTests}; {@code CheckMath} holds the numbers.
 */
@NullMarked
package org.overhang.regress.check;

import org.jspecify.annotations.NullMarked;
