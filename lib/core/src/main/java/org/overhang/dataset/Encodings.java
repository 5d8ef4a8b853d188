package org.overhang.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/**
 * Guesses how text that is not UTF-8 is written, from its pairs of high bytes.
 *
 * <p>In GBK and EUC-KR nearly all pairs are two bytes from 0xA1, the first of a common character from 0xB0 to 0xD7 (GB 2312, rows 16 to 55,
 * level 1) or to 0xC8 (KS X 1001, rows 16 to 40, Hangul); in Shift-JIS kana stand behind 0x82 and 0x83, which begin no such pair. High bytes of Western
 * text stand alone between letters, so that few of them pair. Below twelve pairs nothing is guessed but Western text.
 */
final class Encodings {
    private static final int ENOUGH = 12;

    private int pairs;
    private int common;
    private int hangul;
    private int kana;
    private int shiftWrong;
    private int lone;

    private Encodings() {}

    /** The encoding that the bytes show, or the other one given if they show none. */
    static Charset of(InputStream in, Charset otherwise) throws IOException {
        Encodings seen = new Encodings();
        seen.read(in);
        if (seen.kana >= ENOUGH && seen.shiftWrong == 0) {
            return Charset.forName("Shift_JIS");
        }
        if (seen.pairs < ENOUGH || seen.lone > seen.pairs / 20) {
            return otherwise;
        }
        if (seen.hangul > 0.9 * seen.pairs) {
            return Charset.forName("EUC-KR");
        }
        return seen.common > 0.6 * seen.pairs ? Charset.forName("GBK") : otherwise;
    }

    private void read(InputStream in) throws IOException {
        byte[] all = new byte[1 << 16];
        int lead = -1;
        int shiftLead = -1;
        for (int n = in.read(all); n >= 0; n = in.read(all)) {
            for (int i = 0; i < n; i++) {
                int b = all[i] & 0xFF;
                lead = pair(lead, b);
                shiftLead = shift(shiftLead, b);
            }
        }
    }

    private int pair(int lead, int b) {
        if (lead < 0) {
            return b >= 0x81 ? b : -1;
        }
        if (lead >= 0xA1 && b >= 0xA1) {
            pairs++;
            common += lead >= 0xB0 && lead <= 0xD7 ? 1 : 0;
            hangul += lead >= 0xB0 && lead <= 0xC8 ? 1 : 0;
        } else {
            lone++;
        }
        return -1;
    }

    private int shift(int lead, int b) {
        if (lead < 0) {
            boolean leads = (b >= 0x81 && b <= 0x9F) || (b >= 0xE0 && b <= 0xFC);
            shiftWrong += b == 0x80 || b == 0xA0 || b > 0xFC ? 1 : 0;
            return leads ? b : -1;
        }
        boolean trails = b >= 0x40 && b != 0x7F && b <= 0xFC;
        shiftWrong += trails ? 0 : 1;
        kana += (lead == 0x83 && b <= 0x96) || (lead == 0x82 && b >= 0x9F && b <= 0xF1) ? 1 : 0;
        return -1;
    }
}
