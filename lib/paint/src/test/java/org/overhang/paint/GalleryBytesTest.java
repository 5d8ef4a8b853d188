package org.overhang.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * The gallery against hashes that were written once and are the same on every machine: SVG, CSV, JSON and PDF bytes, PNG
 * pixels. After an intended change, look at the figures, then run with {@code -Doverhang.rewrite=true}.
 */
class GalleryBytesTest {
    private static final String HASHES = "/reference/figure/gallery.txt";

    @Test
    void everyFormatOfEveryFormIsWhatItWasOnEveryMachine() throws IOException {
        String found = text(hashes());
        if (Boolean.getBoolean("overhang.rewrite")) {
            Files.writeString(Path.of("src/test/resources" + HASHES), found);
        }
        try (InputStream in = GalleryBytesTest.class.getResourceAsStream(HASHES)) {
            assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), found);
        }
    }

    @Test
    void anotherLocaleAndTimeZoneChangeNothing() {
        Map<String, String> here = hashes();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            assertEquals(text(here), text(hashes()));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private static String text(Map<String, String> hashes) {
        return hashes.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>();
        Gallery.figures().forEach((id, figure) -> {
            hashes.put(id + ".svg", hash(figure.svg().getBytes(StandardCharsets.UTF_8)));
            hashes.put(id + ".csv", hash(figure.csv().getBytes(StandardCharsets.UTF_8)));
            hashes.put(id + ".json", hash(figure.json().getBytes(StandardCharsets.UTF_8)));
            hashes.put(id + ".png pixels", hash(pixels(figure.png())));
        });
        return hashes;
    }

    private static byte[] pixels(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            ByteBuffer bytes = ByteBuffer.allocate(4 * rgb.length);
            bytes.asIntBuffer().put(rgb);
            return bytes.array();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
