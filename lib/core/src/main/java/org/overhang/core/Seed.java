package org.overhang.core;

/**
 * Where randomness starts: the same seed gives the same numbers on every machine and with any number of threads.
 *
 * @param value any number
 */
public record Seed(long value) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /**
     * A seed, in the words of an option: {@code .bootstrap(draws(2_000), seed(42))}.
     *
     * @param value any number
     * @return the seed
     */
    public static Seed seed(long value) {
        return new Seed(value);
    }

    /**
     * The stream of draw {@code index}: streams of different indices are unrelated, so draws can run in any order.
     *
     * @param index which draw, replication or path
     * @return a fresh stream
     */
    public Draws stream(long index) {
        return new Draws(mix(value + GOLDEN) ^ mix(index * GOLDEN + 0x632BE59BD9B4E019L));
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
