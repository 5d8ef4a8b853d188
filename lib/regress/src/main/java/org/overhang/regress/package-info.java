/**
 * Regression and survival: absorbed effects, covariance, event studies, time series, hazards of exit.
 *
 * <p>Users start at {@link org.overhang.regress.Regression}. Estimators of this package that have arrays and no formula start at
 * {@code EffectSet.of(codes…)}, which gives an {@code absorber(weights)} that takes effects out of columns, and at
 * {@code LinearFit.of(Sample.of(y, x, names, weights, effects), LinearFit.TOLERANCE)}; its {@code scores()} go to
 * {@code CovarianceMath.byCodes(SmallSample, scores, codes…)} for clusters in one or more dimensions.
 */
@NullMarked
package org.overhang.regress;

import org.jspecify.annotations.NullMarked;
