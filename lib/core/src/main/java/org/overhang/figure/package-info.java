/**
 * Figures as data: declared here, drawn elsewhere.
 *
 * <p>A figure starts from its form, takes its data, and gets a title that says the finding:
 *
 * <pre>{@code
 * Figure.line().series("China", years, china).series("EU", years, eu)
 *         .title("China's mills stand idle more often").subtitle("Crude steel, output over capacity")
 *         .y(Axis.percent()).x(Axis.years()).highlight("China").reference(0.8, "80 % benchmark").save("steel-utilization");
 * }</pre>
 *
 * <p>Nothing here draws. A {@link org.overhang.figure.Form} holds the numbers, its words and how it is read back; a
 * {@link org.overhang.figure.Figure} adds title, axes, claims and sources; a {@link org.overhang.figure.Renderer}, found at
 * run time, makes pictures of it. Open {@code Figure} first, then {@code Form}.
 */
@NullMarked
package org.overhang.figure;

import org.jspecify.annotations.NullMarked;
