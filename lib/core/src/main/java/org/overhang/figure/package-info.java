/**
 * Figures as data, drawn in one house style, the same bytes on every machine.
 *
 * <p>A figure starts from its form, takes its data, and gets a title that says the finding:
 *
 * <pre>{@code
 * Figure.line().series("China", years, china).series("EU", years, eu)
 *         .title("China's mills stand idle more often").subtitle("Crude steel, output over capacity")
 *         .y(Axis.percent()).x(Axis.years()).highlight("China").reference(0.8, "80 % benchmark").save("steel-utilization");
 * }</pre>
 *
 * <p>The marks of an x-y plot are drawn by XChart. Axes, labels and everything that XChart cannot place (names at the ends
 * of lines, asymmetric intervals, panels on one scale) are painted here, with the outlines of a bundled font, so that no
 * font of the machine is ever asked for.
 */
@NullMarked
package org.overhang.figure;

import org.jspecify.annotations.NullMarked;
