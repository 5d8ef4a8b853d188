package org.overhang.paint;

import java.awt.Graphics2D;
import org.overhang.figure.Figure;
import org.overhang.figure.Renderer;

/**
 * The pictures of figures in the house style.
 *
 * <p>{@link Figure#png()}, {@link Figure#svg()}, {@link Figure#pdf()} and {@link Figure#html(String)} come here by
 * themselves; only who paints on a canvas of their own calls {@link #draw(Figure, Graphics2D)}.
 */
public final class Pictures implements Renderer {
    /** Made by {@link java.util.ServiceLoader}. */
    public Pictures() {}

    @Override
    public byte[] png(Figure figure) {
        return Output.png(figure);
    }

    @Override
    public String svg(Figure figure) {
        return Output.svg(figure);
    }

    @Override
    public byte[] pdf(Figure figure) {
        return Output.pdf(figure);
    }

    @Override
    public String html(Figure figure, String id) {
        return Interactive.html(figure, id);
    }

    /**
     * Paints a figure at its own size.
     *
     * @param figure what to draw
     * @param graphics where to
     * @throws org.overhang.core.OverhangException if a claim does not hold or there is nothing to draw
     */
    public static void draw(Figure figure, Graphics2D graphics) {
        Painter.paint(figure, graphics);
    }
}
