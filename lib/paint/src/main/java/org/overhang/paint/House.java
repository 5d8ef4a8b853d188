package org.overhang.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The house style: sizes, strokes, and which name gets which color. */
final class House {
    static final Color INK = new Color(0x1F2933);
    static final Color GREY = new Color(0x8794A1);
    static final Color RUST = new Color(0xB5482A);
    static final Color BLUE = new Color(0x1F5A8C);
    static final Color TEAL = new Color(0x1E857A);
    static final Color OCHRE = new Color(0xB07F16);
    static final List<Color> ACCENTS = List.of(RUST, BLUE, TEAL, OCHRE);
    /** More names than accents: no pair is closer, under red- or green-blindness either, than the closest pair of accents. */
    private static final List<Color> MORE = List.of(INK, new Color(0x5AA9DD), new Color(0xD98CB3), new Color(0x4B0082));

    static final Color GRID = new Color(0xE4E8EB);
    static final Color CONTEXT = mix(GREY, Color.WHITE, 0.45);
    static final Color DOT = mix(GREY, Color.WHITE, 0.7);
    static final Color SHADE = new Color(0xF0F2F4);
    /** Grey text must be darker than grey lines to be readable on white. */
    static final Color QUIET = new Color(0x5A6672);

    static final double MARGIN = 24;
    static final double TITLE = 17;
    static final double SUBTITLE = 12.5;
    static final double LABEL = 11.5;
    static final double SMALL = 10.5;
    static final double TINY = 9.5;

    private static final double READABLE = 4.5;

    private House() {}

    static BasicStroke line(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    static BasicStroke dashed(double width) {
        return new BasicStroke(
                (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {4f, 3f}, 0f);
    }

    /** {@code share} of the first color, the rest of the second: no transparency, so that printing is the same. */
    static Color mix(Color a, Color b, double share) {
        return new Color(
                (int) Math.rint(a.getRed() * share + b.getRed() * (1 - share)),
                (int) Math.rint(a.getGreen() * share + b.getGreen() * (1 - share)),
                (int) Math.rint(a.getBlue() * share + b.getBlue() * (1 - share)));
    }

    /** The color itself or a darker one, such that text in it has a contrast of 4.5 on white. */
    static Color text(Color color) {
        if (color.equals(CONTEXT)) {
            return QUIET;
        }
        Color dark = color;
        for (int i = 0; i < 20 && contrastOnWhite(dark) < READABLE; i++) {
            dark = mix(dark, Color.BLACK, 0.94);
        }
        return dark;
    }

    /** White or ink, whichever is easier to read on the color. */
    static Color textOn(Color background) {
        double onWhite = contrastOnWhite(background);
        double onInk = contrastOnWhite(INK) / onWhite;
        return onWhite >= onInk ? Color.WHITE : INK;
    }

    static double contrastOnWhite(Color color) {
        double luminance =
                0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
        return 1.05 / (luminance + 0.05);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4);
    }

    /** The colors of one figure: highlighted names in accents, the others in grey; without highlights up to eight in color. */
    static final class Palette {
        private final Map<String, Color> colors = new HashMap<>();
        private final boolean highlighting;

        Palette(List<String> names, List<String> highlight) {
            List<String> shown = new ArrayList<>(highlight);
            shown.retainAll(names);
            highlighting = !shown.isEmpty();
            int most = ACCENTS.size() + MORE.size();
            List<String> colored = highlighting ? shown : names.size() <= most ? names : List.of();
            for (int i = 0; i < colored.size(); i++) {
                int more = i - ACCENTS.size();
                colors.put(colored.get(i), more < 0 ? ACCENTS.get(i) : more < MORE.size() ? MORE.get(more) : INK);
            }
        }

        Color of(String name) {
            return colors.getOrDefault(name, CONTEXT);
        }

        boolean isContext(String name) {
            return !colors.containsKey(name);
        }

        boolean highlighting() {
            return highlighting;
        }
    }
}
