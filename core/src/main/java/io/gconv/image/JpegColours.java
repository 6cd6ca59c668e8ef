package io.gconv.image;

/**
 * The colours of a JPEG file: YCbCr, CMYK or YCCK, of 8 bits. The conversion is that of libjpeg, to the last bit:
 *
 * <pre>
 *   R = Y + 1.402 (Cr − 128)
 *   G = Y − 0.344136 (Cb − 128) − 0.714136 (Cr − 128)
 *   B = Y + 1.772 (Cb − 128)
 * </pre>
 *
 * rounded, and clipped to 0 … 255. Of four channels, the first three are then light, and so is K: R K / 255. Files with an
 * Adobe marker store light; others store ink, which is 255 less light.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.871">ITU-T T.871, <i>JPEG File Interchange Format</i>, 2011, §7</a>
 */
final class JpegColours extends Colours {

    // 2¹⁶ times the coefficients
    private static final int CR_TO_R = 91881;
    private static final int CB_TO_B = 116130;
    private static final int CB_TO_G = 22554;
    private static final int CR_TO_G = 46802;
    private static final int HALF = 1 << 15;

    /** How the stored channels are coded. */
    enum Coding {
        YCBCR,
        CMYK,
        YCCK
    }

    private final Coding coding;
    private final boolean adobe;

    /** Creates the meaning of three or four channels; {@code adobe} if the file has an Adobe marker. */
    JpegColours(Coding coding, boolean adobe) {
        super(3, false, 255);
        this.coding = coding;
        this.adobe = adobe;
    }

    @Override
    int channels() {
        return coding == Coding.YCBCR ? 3 : 4;
    }

    @Override
    void expand(int[] stored, int bands, int width, int[] expanded) {
        for (int x = 0; x < width; x++) {
            int from = x * bands;
            int to = x * 3;
            if (coding == Coding.CMYK) {
                System.arraycopy(stored, from, expanded, to, 3);
            } else {
                convert(stored, from, expanded, to);
            }
            if (coding != Coding.YCBCR) {
                applyBlack(stored[from + 3], expanded, to);
            }
        }
    }

    private static void convert(int[] stored, int from, int[] expanded, int to) {
        int y = stored[from];
        int cb = stored[from + 1] - 128;
        int cr = stored[from + 2] - 128;
        expanded[to] = clip(y + (CR_TO_R * cr + HALF >> 16));
        expanded[to + 1] = clip(y + (-CB_TO_G * cb - CR_TO_G * cr + HALF >> 16));
        expanded[to + 2] = clip(y + (CB_TO_B * cb + HALF >> 16));
    }

    /** YCCK codes 255 − C, 255 − M, 255 − Y, so that its first three are inks where CMYK stores light, and vice versa. */
    private void applyBlack(int black, int[] expanded, int to) {
        boolean light = adobe == (coding == Coding.CMYK);
        int lightOfBlack = adobe ? black : 255 - black;
        for (int c = to; c < to + 3; c++) {
            int lightOfColour = light ? expanded[c] : 255 - expanded[c];
            expanded[c] = (lightOfColour * lightOfBlack + 127) / 255;
        }
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
