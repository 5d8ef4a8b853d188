package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234567.891|2|1,234,567.89",
                "999.995|2|1,000.00",
                "-0.001|2|0.00",
                "-1234.5|1|-1,234.5",
                "0.125|2|0.12",
                "0.375|2|0.38",
                "12|0|12",
                "123456|0|123,456",
                "NaN|3|–",
                "Infinity|1|∞",
                "-Infinity|1|-∞",
                "1e20|0|100,000,000,000,000,000,000"
            })
    void fixed(double value, int decimals, String text) {
        assertEquals(text, Numbers.fixed(value, decimals));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.059312|3|0.0593", "1234.56|3|1,230", "9.9999|4|10.00", "0|4|0", "-0.00012345|3|-0.000123",
                "0.000012345|3|1.23e-5", "-1e-12|2|-1e-12", "2e15|3|2e15", "5|4|5.000", "NaN|4|–"
            })
    void significant(double value, int digits, String text) {
        assertEquals(text, Numbers.significant(value, digits));
    }

    @Test
    void percentIsOnlyPrint() {
        assertEquals("59.3 %", Numbers.percent(0.593, 1));
        assertEquals("–", Numbers.percent(Double.NaN, 1));
    }

    /** Double.toString of JDK 17 and of 19 differ on the first four; the text here must not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x1p-44|0.000000000000056843418860808015",
                "2e23|200000000000000000000000",
                "8.41e21|8410000000000000000000",
                "2.2250738585072014e-308|",
                "2019|2019",
                "-3|-3",
                "0.1|0.1",
                "-0.0|0",
                "2362.5|2362.5",
                "1e-7|0.0000001",
                "NaN|",
                "Infinity|Infinity",
                "4294967296.5|4294967296.5"
            })
    void plainIsTheSameTextOnEveryJdk(double value, String text) {
        if (value == 2.2250738585072014e-308) {
            assertEquals(value, Double.parseDouble(Numbers.plain(value)));
        } else {
            assertEquals(text == null ? "" : text, Numbers.plain(value));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void plainReadsBackAndFewerDigitsDoNot(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            double value = random.nextGaussian() * StrictMath.pow(10, random.nextInt(30) - 15);
            String text = Numbers.plain(value);
            assertEquals(value, Double.parseDouble(text), text);
            BigDecimal digits = new BigDecimal(text).stripTrailingZeros();
            if (digits.precision() > 1) {
                var shorter = new BigDecimal(value).round(new java.math.MathContext(digits.precision() - 1));
                assertEquals(false, shorter.doubleValue() == value, text + " has a digit too many");
            }
        }
    }

    @Test
    void theLocaleChangesNothing() {
        Locale.setDefault(Locale.GERMANY);
        assertEquals("1,234.5", Numbers.fixed(1234.5, 1));
        assertEquals("1234.5", Numbers.plain(1234.5));
        assertEquals("12.5 %", Numbers.percent(0.125, 1));
    }

    /** The short way gives what the search through all counts of digits gives. */
    @org.junit.jupiter.params.ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(longs = {1, 2})
    void theShortWayIsTheSearch(long seed) {
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < 5_000; i++) {
            double value = switch (i % 6) {
                case 4 -> Double.longBitsToDouble(random.nextLong());
                case 5 -> Math.scalb(1.0, random.nextInt(2_100) - 1_075);
                case 0 -> Math.rint(random.nextGaussian() * 1e7) / 1e4;
                case 1 -> random.nextGaussian() * StrictMath.pow(10, random.nextInt(30) - 15);
                case 2 -> Math.rint(random.nextGaussian() * 1e14) / 1e6;
                default -> random.nextInt(2_000) * 0.37;
            };
            if (Double.isFinite(value) && value != Math.rint(value)) {
                assertEquals(Numbers.searched(value), Numbers.plain(value));
            }
        }
    }
}
