package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {
    /** AS 241 states about sixteen digits; 1e-15 leaves room for the rounding of the ratio. */
    private static final double RELATIVE = 1e-15;

    /** Five standard errors of a mean of many draws: fails by chance once in two million runs, and never on a fixed seed. */
    private static final double FIVE_SIGMA = 5;

    /** Independent: mpmath to forty digits, reference/core/normal_quantiles.py. */
    @Test
    void quantilesOfTheNormalAgreeWithFortyDigits() throws IOException {
        int lines = 0;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/reference/core/normal_quantiles.csv")),
                StandardCharsets.UTF_8))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                double p = Double.parseDouble(line.substring(0, line.indexOf(',')));
                double expected = Double.parseDouble(line.substring(line.indexOf(',') + 1));
                assertEquals(expected, Draws.inverseNormal(p), RELATIVE * Math.max(1, Math.abs(expected)), "p = " + p);
                lines++;
            }
        }
        assertTrue(lines > 200);
    }

    @Test
    void quantilesAtTheEnds() {
        assertEquals(Double.NEGATIVE_INFINITY, Draws.inverseNormal(0));
        assertEquals(Double.POSITIVE_INFINITY, Draws.inverseNormal(1));
        assertTrue(Double.isNaN(Draws.inverseNormal(Double.NaN)));
        assertTrue(Double.isNaN(Draws.inverseNormal(-0.1)));
        assertTrue(Double.isNaN(Draws.inverseNormal(1.1)));
    }

    /** Independent: output of the reference C code of SplitMix64 (Vigna) from state 1234567. */
    @Test
    void bitsAreThoseOfSplitMix64() {
        Draws draws = new Draws(1234567);
        long[] bits = LongStream.generate(draws::bits).limit(5).toArray();
        assertArrayEquals(
                new long[] {
                    6457827717110365317L,
                    3203168211198807973L,
                    Long.parseUnsignedLong("9817491932198370423"),
                    4593380528125082431L,
                    Long.parseUnsignedLong("16408922859458223821")
                },
                bits);
    }

    @Test
    void theSameSeedGivesTheSameStreamAndOthersDiffer() {
        assertEquals(Seed.seed(42).stream(7).bits(), Seed.seed(42).stream(7).bits());
        assertNotEquals(Seed.seed(42).stream(7).bits(), Seed.seed(42).stream(8).bits());
        assertNotEquals(Seed.seed(42).stream(7).bits(), Seed.seed(43).stream(7).bits());
        // Streams of neighbouring seeds and indices must not be shifted copies of one another.
        assertNotEquals(Seed.seed(42).stream(8).bits(), Seed.seed(43).stream(7).bits());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void uniformsAndNormalsHaveTheirMoments(long seed) {
        Draws draws = Seed.seed(seed).stream(0);
        int n = 200_000;
        double sum = 0;
        double normals = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double u = draws.uniform();
            assertTrue(u > 0 && u < 1);
            sum += u;
            double z = draws.normal();
            normals += z;
            squares += z * z;
        }
        assertEquals(0.5, sum / n, FIVE_SIGMA * Math.sqrt(1.0 / 12 / n));
        assertEquals(0, normals / n, FIVE_SIGMA * Math.sqrt(1.0 / n));
        assertEquals(1, squares / n, FIVE_SIGMA * Math.sqrt(2.0 / n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void wholeNumbersAreEquallyLikely(int bound) {
        Draws draws = Seed.seed(5).stream(bound);
        int[] counts = new int[bound];
        int n = 100 * bound + 20_000;
        for (int i = 0; i < n; i++) {
            counts[draws.below(bound)]++;
        }
        double expected = (double) n / bound;
        double chi = 0;
        for (int count : counts) {
            chi += (count - expected) * (count - expected) / expected;
        }
        assertTrue(chi <= bound + FIVE_SIGMA * Math.sqrt(2.0 * bound) + 5, "chi square " + chi);
    }

    @Test
    void aBoundBelowOneIsRefused() {
        OverhangException e = assertThrows(
                OverhangException.class, () -> Seed.seed(1).stream(0).below(0));
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
        assertEquals("A draw needs at least one value to choose from, but the bound is 0.", e.getMessage());
    }
}
