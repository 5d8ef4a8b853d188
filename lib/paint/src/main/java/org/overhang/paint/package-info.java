/**
 * Draws figures in one house style, the same bytes on every machine.
 *
 * <p>What comes in is a {@link org.overhang.figure.Drawing}, what goes out is SVG, PNG, PDF or a piece of a web page
 * ({@link org.overhang.paint.Pictures}). Open {@code Painter} first: it draws the frame of every figure (title, key, footer)
 * and hands the middle to the painter of the form, of which there is one each ({@code XyPainter} for lines and points,
 * {@code BarPainter}, {@code SlopePainter} …). {@code Ink} is the pen, {@code Type} the bundled font, {@code House} the colors
 * and sizes; {@code Scale}, {@code Axes}, {@code Rows} and {@code Slots} are the grounds on which forms stand.
 *
 * <p>The marks of an x-y plot are drawn by XChart. Axes, labels and everything that XChart cannot place (names at the ends
 * of lines, asymmetric intervals, panels on one scale) are painted here, with the outlines of a bundled font, so that no
 * font of the machine is ever asked for.
 */
@NullMarked
package org.overhang.paint;

import org.jspecify.annotations.NullMarked;
