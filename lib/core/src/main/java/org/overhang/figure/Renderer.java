package org.overhang.figure;

/**
 * Draws figures: the one thing that a figure cannot do by itself.
 *
 * <p>Found at run time by {@link java.util.ServiceLoader}; {@code overhang-paint} brings one. Every method is given a figure
 * that {@link Figure#checked()} has to let pass, and gives the same bytes for the same figure on every machine.
 */
public interface Renderer {
    /**
     * The picture at twice its size.
     *
     * @param figure what to draw
     * @return the bytes of a PNG file
     */
    byte[] png(Figure figure);

    /**
     * The picture as lines and shapes.
     *
     * @param figure what to draw
     * @return an SVG document
     */
    String svg(Figure figure);

    /**
     * The picture as a page of its own size.
     *
     * @param figure what to draw
     * @return the bytes of a PDF file
     */
    byte[] pdf(Figure figure);

    /**
     * The picture as a piece of a web page.
     *
     * @param figure what to draw
     * @param id unique in the page
     * @return a fragment without style or script of its own
     */
    String html(Figure figure, String id);
}
