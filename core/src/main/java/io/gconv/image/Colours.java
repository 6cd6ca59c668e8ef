package io.gconv.image;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/**
 * What stored samples mean: turns them into gray or red, green and blue, all from 0 to {@link #max}, and an opacity of the
 * same scale if there is one. No gamma and no ICC profile is applied.
 */
abstract class Colours {

    private static final int MAX_BITS = 16;

    private final int count;
    private final boolean alpha;
    private final int max;

    /** Creates the meaning of {@code count} (1 or 3) colours and, with {@code alpha}, an opacity. */
    Colours(int count, boolean alpha, int max) {
        this.count = count;
        this.alpha = alpha;
        this.max = max;
    }

    /** Returns the number of colours: 1 for gray, 3 for red, green and blue. */
    final int count() {
        return count;
    }

    /** Returns whether an opacity follows the colours. */
    final boolean hasAlpha() {
        return alpha;
    }

    /** Returns the value of white, and of full opacity. */
    final int max() {
        return max;
    }

    /** Returns the number of values per pixel. */
    final int values() {
        return count + (alpha ? 1 : 0);
    }

    /** Returns whether the colours are already multiplied by the opacity. */
    boolean isPremultiplied() {
        return false;
    }

    /** Returns the number of channels in the file. */
    int channels() {
        return values();
    }

    /**
     * Expands a row.
     *
     * @param stored samples, pixel by pixel, {@code bands} for each; may be overwritten
     * @param expanded the result, {@link #values} for each pixel
     */
    abstract void expand(int[] stored, int bands, int width, int[] expanded);

    /** Samples that are the colours: gray, gray and opacity, RGB, RGB and opacity; further bands are ignored. */
    static Colours direct(int count, boolean alpha, int max) {
        return new Direct(count, alpha, max, false);
    }

    /** Colours of which one, the transparent key, stands for no colour at all. */
    static Colours keyed(int max, int... key) {
        return new Colours(key.length, true, max) {
            @Override
            void expand(int[] stored, int bands, int width, int[] expanded) {
                for (int x = 0; x < width; x++) {
                    boolean matches = true;
                    for (int c = 0; c < key.length; c++) {
                        int sample = stored[x * bands + c];
                        expanded[x * values() + c] = sample;
                        matches &= sample == key[c];
                    }
                    expanded[x * values() + key.length] = matches ? 0 : max;
                }
            }
        };
    }

    /**
     * Indices into a table. What is outside is black.
     *
     * @param table colours as 0xAARRGGBB, 8 bits each
     */
    static Colours palette(int... table) {
        boolean gray = Arrays.stream(table)
                .allMatch(argb -> (argb >> 16 & 0xff) == (argb >> 8 & 0xff) && (argb >> 8 & 0xff) == (argb & 0xff));
        boolean transparent = Arrays.stream(table).anyMatch(argb -> argb >>> 24 != 0xff);
        int[] shifts = gray ? new int[] {0, 24} : new int[] {16, 8, 0, 24};
        return new Colours(gray ? 1 : 3, transparent, 255) {
            @Override
            void expand(int[] stored, int bands, int width, int[] expanded) {
                for (int x = 0; x < width; x++) {
                    int index = stored[x * bands];
                    int argb = index < table.length ? table[index] : 0xff000000;
                    for (int v = 0; v < values(); v++) {
                        expanded[x * values() + v] = argb >> shifts[v] & 0xff;
                    }
                }
            }
        };
    }

    /** Samples that a reader has stretched to {@code 0 … storedMax}; unstretched, they are exactly those of the file. */
    static Colours stretched(Colours inner, int storedMax) {
        return new Colours(inner.count(), inner.hasAlpha(), inner.max()) {
            @Override
            boolean isPremultiplied() {
                return inner.isPremultiplied();
            }

            @Override
            int channels() {
                return inner.channels();
            }

            @Override
            void expand(int[] stored, int bands, int width, int[] expanded) {
                for (int i = 0; i < width * bands; i++) {
                    stored[i] = (int) (((long) stored[i] * max() + storedMax / 2) / storedMax);
                }
                inner.expand(stored, bands, width, expanded);
            }
        };
    }

    /** What a colour model of the Java library says; palettes are expanded. */
    static Colours of(ColorModel model) throws BadImageException {
        if (model instanceof IndexColorModel indexed) {
            int[] table = new int[indexed.getMapSize()];
            indexed.getRGBs(table);
            return palette(table);
        }
        int[] bits = model.getComponentSize();
        if (Arrays.stream(bits).anyMatch(b -> b < 1 || b > MAX_BITS)) { // masks of a bitmap may be of any width
            throw new BadImageException("its colours are not of 1 to " + MAX_BITS + " bits");
        }
        int max = (1 << bits[0]) - 1;
        boolean alpha = model.hasAlpha();
        int type = model.getColorSpace().getType();
        if (type == ColorSpace.TYPE_CMYK) {
            return new Cmyk(max);
        }
        if (type != ColorSpace.TYPE_GRAY && type != ColorSpace.TYPE_RGB) {
            throw new BadImageException("its colours are neither gray, RGB nor CMYK");
        }
        int count = type == ColorSpace.TYPE_GRAY ? 1 : 3;
        boolean packed = model instanceof DirectColorModel && bits[0] < Byte.SIZE;
        if (packed || Arrays.stream(bits).anyMatch(b -> b != bits[0])) {
            return new Scaled(count, alpha, bits);
        }
        return new Direct(count, alpha, max, model.isAlphaPremultiplied());
    }

    private static final class Direct extends Colours {

        private final boolean premultiplied;

        Direct(int count, boolean alpha, int max, boolean premultiplied) {
            super(count, alpha, max);
            this.premultiplied = premultiplied;
        }

        @Override
        boolean isPremultiplied() {
            return premultiplied;
        }

        @Override
        void expand(int[] stored, int bands, int width, int[] expanded) {
            int values = values();
            for (int x = 0; x < width; x++) {
                System.arraycopy(stored, x * bands, expanded, x * values, values);
            }
        }
    }

    /** Samples of small or different depths, as in 5-6-5 bits, scaled to 8 bits and rounded. */
    private static final class Scaled extends Colours {

        private final int[] bits;

        Scaled(int count, boolean alpha, int... bits) {
            super(count, alpha, 255);
            this.bits = bits;
        }

        @Override
        void expand(int[] stored, int bands, int width, int[] expanded) {
            for (int x = 0; x < width; x++) {
                for (int v = 0; v < values(); v++) {
                    int largest = (1 << bits[v]) - 1;
                    expanded[x * values() + v] = (stored[x * bands + v] * 255 + largest / 2) / largest;
                }
            }
        }
    }

    /**
     * Inks, 0 for none.
     *
     * <pre>
     *   R = (1 − C)(1 − K),  G = (1 − M)(1 − K),  B = (1 − Y)(1 − K)
     * </pre>
     */
    private static final class Cmyk extends Colours {

        Cmyk(int max) {
            super(3, false, max);
        }

        @Override
        int channels() {
            return 4;
        }

        @Override
        void expand(int[] stored, int bands, int width, int[] expanded) {
            for (int x = 0; x < width; x++) {
                long light = (long) max() - stored[x * bands + 3];
                for (int c = 0; c < 3; c++) {
                    expanded[x * 3 + c] = (int) ((light * (max() - stored[x * bands + c]) + max() / 2) / max());
                }
            }
        }
    }
}
