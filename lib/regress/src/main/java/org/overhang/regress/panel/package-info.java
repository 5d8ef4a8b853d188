/**
 * Panels beyond absorbed effects: dynamic panels by moments, tests of panel models, slopes that differ by unit.
 *
 * <p>In: columns by unit and period, in any order of rows. Out: estimates and tests as {@link org.overhang.core.Result}.
 *
 * <p>Open the class of the method; each is {@code Noun.of(outcome).on(regressors).unit(column).time(column)}, whose last two steps
 * {@link org.overhang.regress.panel.NeedsUnit} gives all of them. {@code PanelGrid} reads and lays the rows on the calendar, so that
 * a lag is one of time and never of rows; {@code …Math} classes hold the numbers.
 */
@NullMarked
package org.overhang.regress.panel;

import org.jspecify.annotations.NullMarked;
