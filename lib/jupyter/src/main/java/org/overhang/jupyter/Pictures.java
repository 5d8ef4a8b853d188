package org.overhang.jupyter;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Compares pictures by what they show. */
final class Pictures {
    private Pictures() {}

    /** Whether two pictures in base64 have the same size and the same pixels. */
    static boolean same(String first, String second) {
        if (first.strip().equals(second.strip())) {
            return true;
        }
        BufferedImage a = decode(first);
        BufferedImage b = decode(second);
        return a != null
                && b != null
                && a.getWidth() == b.getWidth()
                && a.getHeight() == b.getHeight()
                && Arrays.equals(pixels(a), pixels(b));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static @Nullable BufferedImage decode(String base64) {
        try {
            return ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }
}
