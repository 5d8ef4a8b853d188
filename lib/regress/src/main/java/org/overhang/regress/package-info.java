/**
 * Regression in the language that economists type: absorbed effects, instruments, Poisson, covariances, tables.
 *
 * <p>In: a formula, options and a source. Out: {@link org.overhang.regress.RegressionFit}. Open {@link org.overhang.regress.Regression}
 * first; {@code FormulaParser} reads the formula, {@code SampleBuilder} makes the rows, {@code InstrumentMath} and {@code PoissonMath}
 * estimate, {@code CovarianceMath} gives the standard errors.
 *
 * <p>The rooms behind it: {@code regress.absorb} takes effects out of columns; {@link org.overhang.regress.event} studies events;
 * {@link org.overhang.regress.panel} holds panels beyond effects; {@link org.overhang.regress.series} series in time; {@link
 * org.overhang.regress.survival} times of exit. Event, panel, series and survival stand on absorb and on this package and not on one another. An estimator that has arrays and no formula starts at {@code
 * LinearFit.of(Sample.of(y, x, names, weights, effects), LinearFit.TOLERANCE)}; its {@code scores()} go to {@code
 * CovarianceMath.byCodes(SmallSample, scores, codes…)} for clusters in one or more dimensions.
 */
@NullMarked
package org.overhang.regress;

import org.jspecify.annotations.NullMarked;
