/**
 * Series in time: unit roots, cointegration, vector autoregressions, local projections.
 *
 * <p>In: columns over one time axis, for local projections also by unit. Out: tests with their tables of critical values, systems
 * and responses with intervals.
 *
 * <p>Open the class of the method; {@code TimeSeries} reads and orders the rows for all of them, {@code MacKinnon} holds the
 * response surfaces of critical values.
 */
@NullMarked
package org.overhang.regress.series;

import org.jspecify.annotations.NullMarked;
