package io.gconv.image;

import static io.gconv.image.Images.GRAY_RAW;
import static io.gconv.image.Images.GRAY_UNIT;
import static io.gconv.image.Images.RGB_RAW;
import static io.gconv.image.Images.failure;
import static io.gconv.image.Images.reason;
import static io.gconv.image.Images.success;
import static io.gconv.image.Images.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.image.DecodeOptions.Leniency;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngFileTest {

    private static final DecodeOptions LENIENT = Images.withLeniency(GRAY_RAW, Leniency.LENIENT);

    /** Samples 0, 1, …, max in rows of four, as far as they go. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void grayKeepsAllItsBits(int depth) {
        int max = (1 << depth) - 1;
        int[] samples = {0, max, 1, max - 1, max / 2, max / 3, 0, max};
        byte[] png =
                new PngBuilder(4, 2, depth, PngBuilder.GRAY).pixels(samples).end();
        assertThat(values(png, GRAY_RAW)).isEqualTo(floats(1, samples));
        assertThat(values(png, GRAY_UNIT)).isEqualTo(floats(max, samples));
        assertThat(success(png, GRAY_UNIT).channels()).isOne();
    }

    @Test
    void grayBecomesThreeEqualChannels() {
        byte[] png = new PngBuilder(2, 1, 8, PngBuilder.GRAY).pixels(7, 200).end();
        assertThat(values(png, RGB_RAW)).containsExactly(7, 200, 7, 200, 7, 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void coloursKeepAllTheirBits(int depth) {
        int max = (1 << depth) - 1;
        byte[] png = new PngBuilder(2, 1, depth, PngBuilder.RGB)
                .pixels(max, 1, 2, 3, max - 1, 5)
                .end();
        assertThat(values(png, RGB_RAW)).containsExactly(max, 3, 1, max - 1, 2, 5);
        assertThat(success(png, RGB_RAW).channels()).isEqualTo(3);
    }

    @Test
    void grayOfColoursIsLumaOfStoredValues() {
        byte[] png = new PngBuilder(3, 1, 8, PngBuilder.RGB)
                .pixels(200, 100, 50, 255, 0, 0, 0, 255, 0)
                .end();
        assertThat(values(png, GRAY_RAW))
                .containsExactly(
                        (float) (0.299 * 200 + 0.587 * 100 + 0.114 * 50), (float) (0.299 * 255), (float) (0.587 * 255));
    }

    /** Exact, for all 256 values. */
    @Test
    void grayOfEqualColoursIsThatColour() {
        int[] samples = new int[3 * 256];
        Arrays.setAll(samples, i -> i / 3);
        float[] gray =
                values(new PngBuilder(256, 1, 8, PngBuilder.RGB).pixels(samples).end(), GRAY_RAW);
        for (int i = 0; i < 256; i++) {
            assertThat(gray[i]).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 51", "1, 204, 255", "0.5, 102, 153"})
    void alphaIsCompositedOverTheBackground(float background, float transparent, float opaqueFifth) {
        byte[] png = new PngBuilder(3, 1, 8, PngBuilder.GRAY_ALPHA)
                .pixels(77, 255, 200, 0, 255, 51)
                .end();
        DecodeOptions options = Images.withBackground(GRAY_RAW, background);
        // 255 · 1/5 + 4/5 · background · 255, and background · 255 where nothing is seen
        assertThat(values(png, options)).containsExactly(77, background * 255, opaqueFifth);
        assertThat(opaqueFifth - 51).isEqualTo(transparent);
        assertThat(success(png, options).channels()).isEqualTo(2);
    }

    @Test
    void alphaOf16BitsIsCompositedPerColour() {
        byte[] png = new PngBuilder(1, 1, 16, PngBuilder.RGB_ALPHA)
                .pixels(65535, 0, 30000, 13107)
                .end();
        assertThat(values(png, RGB_RAW)).containsExactly(13107, 0, 6000); // a fifth
        assertThat(success(png, RGB_RAW).channels()).isEqualTo(4);
    }

    @Test
    void paletteIsExpandedWithItsTransparency() {
        byte[] png = new PngBuilder(4, 1, 2, PngBuilder.PALETTE)
                .chunk(
                        "PLTE",
                        (byte) 10,
                        (byte) 20,
                        (byte) 30,
                        (byte) 255,
                        (byte) 0,
                        (byte) 100,
                        (byte) 1,
                        (byte) 2,
                        (byte) 3)
                .chunk("tRNS", (byte) 255, (byte) 51)
                .pixels(0, 1, 2, 0)
                .end();
        assertThat(values(png, RGB_RAW)).containsExactly(10, 51, 1, 10, 20, 0, 2, 20, 30, 20, 3, 30);
        assertThat(success(png, RGB_RAW).channels()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void grayKeyIsTransparent(int depth) {
        int max = (1 << depth) - 1;
        byte[] png = new PngBuilder(2, 1, depth, PngBuilder.GRAY)
                .chunk("tRNS", (byte) (max >> 8), (byte) max)
                .pixels(0, max)
                .end();
        assertThat(values(png, Images.withBackground(GRAY_UNIT, 0.25f))).containsExactly(0, 0.25f);
    }

    /** All 16 bits of all colours must match. */
    @Test
    void colourKeyOf16BitsIsTransparent() {
        byte[] png = new PngBuilder(3, 1, 16, PngBuilder.RGB)
                .chunk("tRNS", (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6)
                .pixels(0x102, 0x304, 0x506, 0x102, 0x304, 0x507, 0x102, 0x304, 0x506)
                .end();
        assertThat(values(png, Images.withBackground(RGB_RAW, 1)))
                .containsExactly(65535, 0x102, 65535, 65535, 0x304, 65535, 65535, 0x507, 65535);
    }

    @Test
    void wrongCheckSumOfPixelsIsAnErrorUnlessLenient() {
        byte[] data = PngBuilder.deflate(new byte[] {0, 5, 6});
        byte[] png = new PngBuilder(2, 1, 8, PngBuilder.GRAY)
                .chunk("IDAT", data, 12345)
                .end();
        assertThat(reason(png)).isEqualTo("the check sum of a PNG chunk (IDAT) is wrong");
        DecodedImage.Success lenient = success(png, LENIENT);
        assertThat(lenient.map().values()).containsExactly(5, 6);
        assertThat(lenient.warning()).isEqualTo("the check sum of a PNG chunk (IDAT) is wrong");
    }

    @Test
    void wrongCheckSumOfTextDoesNotMatter() {
        byte[] png = new PngBuilder(2, 1, 8, PngBuilder.GRAY)
                .chunk("tEXt", new byte[] {'a', 0, 'b'}, 12345)
                .chunk("iCCP", new byte[] {1, 2, 3}, 0)
                .pixels(5, 6)
                .end();
        assertThat(values(png, GRAY_RAW)).containsExactly(5, 6);
    }

    @Test
    void missingEndIsAnErrorUnlessLenient() {
        byte[] png = new PngBuilder(2, 1, 8, PngBuilder.GRAY).pixels(5, 6).bytes();
        assertThat(reason(png)).isEqualTo("the PNG data ends early");
        assertThat(success(png, LENIENT).warning()).isEqualTo("the PNG data ends early");
    }

    @Test
    void everyCutIsAnError() {
        byte[] png = Images.read("png/basn6a16.png");
        for (int length = 0; length < png.length; length += 7) {
            assertThat(failure(Arrays.copyOf(png, length), GRAY_UNIT).reason()).isNotBlank();
        }
    }

    @Test
    void whatFollowsTheEndDoesNotMatter() {
        byte[] png = new PngBuilder(2, 1, 8, PngBuilder.GRAY).pixels(5, 6).end();
        assertThat(values(Arrays.copyOf(png, png.length + 1000), GRAY_RAW)).containsExactly(5, 6);
    }

    @Test
    void failuresKnowTheSizeOfTheHeader() {
        DecodedImage.Failure failure = failure(Images.read("bad/header_only.png"), GRAY_UNIT);
        assertThat(failure).isEqualTo(new DecodedImage.Failure("the PNG data ends early", 150, 103, 3));
    }

    @Test
    void impossibleDepthIsNamed() {
        byte[] png = new PngBuilder(1, 1, 3, PngBuilder.GRAY).pixels(1).end();
        assertThat(reason(png)).isEqualTo("the PNG header is damaged: colour type 0 with 3 bits");
    }

    /** Otherwise limits would be checked against the one, and memory taken for the other. */
    @Test
    void secondHeaderOfAnotherSizeIsAnError() {
        byte[] second = {0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0};
        byte[] png = new PngBuilder(2, 1, 8, PngBuilder.GRAY)
                .chunk("IHDR", second)
                .pixels(5, 6)
                .end();
        assertThat(reason(png)).isEqualTo("the PNG file has several headers");
    }

    @Test
    void missingPaletteAndPixelsAreNamed() {
        assertThat(reason(new PngBuilder(1, 1, 8, PngBuilder.PALETTE).pixels(0).end()))
                .isEqualTo("the PNG file has no palette");
        assertThat(reason(new PngBuilder(1, 1, 8, PngBuilder.GRAY).end())).isEqualTo("the PNG file has no pixels");
    }

    /** PngSuite: the same picture, interlaced or not; and all of its files can be read. */
    @Test
    void suiteDecodes() {
        Images.all().stream()
                .filter(file -> Images.kind(file).equals("png"))
                .forEach(
                        file -> assertThat(success(Images.read(file), GRAY_UNIT).warning())
                                .isEmpty());
        assertThat(success(Images.read("png/basn3p04-31i.png"), GRAY_UNIT).width())
                .isEqualTo(31);
    }

    private static float[] floats(int divisor, int... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) (values[i] / (double) divisor);
        }
        return floats;
    }
}
