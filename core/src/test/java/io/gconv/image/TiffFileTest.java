package io.gconv.image;

import static io.gconv.image.Images.GRAY_RAW;
import static io.gconv.image.Images.GRAY_UNIT;
import static io.gconv.image.Images.RGB_RAW;
import static io.gconv.image.Images.meanDifference;
import static io.gconv.image.Images.reason;
import static io.gconv.image.Images.success;
import static io.gconv.image.Images.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiffFileTest {

    private static final int WHITE_IS_ZERO = 0;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int CMYK = 5;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 8, 10, 12, 14, 16})
    void grayKeepsAllItsBits(int bits) {
        int max = (1 << bits) - 1;
        int[] samples = {0, max, 1, max / 3, max / 2, max - 1, 0, max};
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] tiff = gray(order, BLACK_IS_ZERO).samples(bits, samples);
            float[] raw = values(tiff, GRAY_RAW);
            float[] unit = values(tiff, GRAY_UNIT);
            for (int i = 0; i < 8; i++) {
                assertThat(raw[i]).isEqualTo(samples[i]);
                assertThat(unit[i]).isEqualTo((float) (samples[i] / (double) max));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void whiteAsZeroIsInverted(int bits) {
        int max = (1 << bits) - 1;
        byte[] tiff = gray(ByteOrder.LITTLE_ENDIAN, WHITE_IS_ZERO).samples(bits, 0, max, 1, 0, 0, 0, max, max);
        assertThat(values(tiff, GRAY_RAW)).containsExactly(max, 0, max - 1, max, max, max, 0, 0);
    }

    @Test
    void whiteAsZeroOf12BitsIsRefused() {
        assertThat(reason(gray(ByteOrder.LITTLE_ENDIAN, WHITE_IS_ZERO).samples(12, 0, 1, 2, 3, 4, 5, 6, 7)))
                .isEqualTo("TIFF with 12 bits and white as zero is not supported with this encoding");
    }

    @Test
    void coloursMayBeInPlanes() {
        int[] samples = {1, 2, 3, 4, 5, 6};
        TiffBuilder builder = new TiffBuilder(ByteOrder.BIG_ENDIAN, 2, 1)
                .tag(TiffBuilder.PHOTOMETRIC, RGB)
                .tag(TiffBuilder.SAMPLES, 3)
                .tag(TiffBuilder.BITS, 8, 8, 8);
        assertThat(values(builder.samples(8, samples), RGB_RAW)).containsExactly(1, 4, 2, 5, 3, 6);
        byte[] planar = builder.tag(TiffBuilder.PLANAR_CONFIGURATION, 2)
                .tag(TiffBuilder.OFFSETS, 8, 10, 12)
                .tag(TiffBuilder.BYTE_COUNTS, 2, 2, 2)
                .samples(8, samples);
        assertThat(values(planar, RGB_RAW)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void alphaIsComposited() {
        TiffBuilder builder = new TiffBuilder(ByteOrder.LITTLE_ENDIAN, 1, 1)
                .tag(TiffBuilder.PHOTOMETRIC, RGB)
                .tag(TiffBuilder.SAMPLES, 4)
                .tag(TiffBuilder.BITS, 8, 8, 8, 8);
        DecodeOptions onWhite = Images.withBackground(RGB_RAW, 1);
        byte[] unassociated = builder.tag(TiffBuilder.EXTRA_SAMPLES, 2).samples(8, 255, 100, 0, 51);
        assertThat(values(unassociated, onWhite)).containsExactly(255, 224, 204); // s/5 + 204
        byte[] premultiplied = builder.tag(TiffBuilder.EXTRA_SAMPLES, 1).samples(8, 51, 20, 0, 51);
        assertThat(values(premultiplied, onWhite)).containsExactly(255, 224, 204);
        assertThat(success(premultiplied, onWhite).channels()).isEqualTo(4);
    }

    private static byte[] inks(int... cmyk) {
        return new TiffBuilder(ByteOrder.LITTLE_ENDIAN, 1, 1)
                .tag(TiffBuilder.PHOTOMETRIC, CMYK)
                .tag(TiffBuilder.SAMPLES, 4)
                .tag(TiffBuilder.BITS, 8, 8, 8, 8)
                .samples(8, cmyk);
    }

    @Test
    void inksBecomeLight() {
        byte[] tiff = inks(0, 255, 51, 51);
        assertThat(values(tiff, RGB_RAW)).containsExactly(204, 0, 163);
        assertThat(success(tiff, RGB_RAW).channels()).isEqualTo(4);
    }

    /** 254·127/255 = 126.502, 128·127/255 = 63.749, 127/255 = 0.498. */
    @Test
    void lightBetweenTwoNumbersIsRounded() {
        byte[] tiff = inks(1, 127, 254, 128);
        assertThat(values(tiff, RGB_RAW)).containsExactly(127, 64, 0);
    }

    /** Deflate with differences of 16 bits, which the library refuses; the file holds 257 times the 8-bit photo. */
    @Test
    void differencesOf16BitsAreSummed() {
        float[] expected =
                values(Images.read("png/video-001.png"), Images.withRange(RGB_RAW, DecodeOptions.Range.UNIT));
        float[] actual =
                values(Images.read("tiff/video-001-16bit.tiff"), Images.withRange(RGB_RAW, DecodeOptions.Range.UNIT));
        assertThat(meanDifference(actual, expected)).isLessThan(0.5 / 255);
    }

    @Test
    void orientationIsApplied() {
        byte[] tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN, 4, 2)
                .tag(TiffBuilder.PHOTOMETRIC, BLACK_IS_ZERO)
                .tag(TiffBuilder.ORIENTATION, 6)
                .samples(8, 1, 2, 3, 4, 5, 6, 7, 8);
        DecodedImage.Success image = success(tiff, GRAY_RAW);
        assertThat(image.width()).isEqualTo(2);
        assertThat(image.height()).isEqualTo(4);
        assertThat(image.map().values()).containsExactly(5, 1, 6, 2, 7, 3, 8, 4);
    }

    /** One gopher, coded in five ways. */
    @ParameterizedTest
    @ValueSource(strings = {"packbits", "deflate", "gopher_ccittGroup3", "gopher_ccittGroup4"})
    void bilevelCodingsAgree(String coding) {
        DecodedImage.Success image = success(Images.read("tiff/bw-" + coding + ".tiff"), GRAY_RAW);
        assertThat(image.map().values()).isEqualTo(values(Images.read("tiff/bw-uncompressed.tiff"), GRAY_RAW));
        assertThat(image.channels()).isOne();
    }

    @Test
    void circleOfDirectoriesDoesNotHang() {
        assertThat(success(Images.read("tiff/minimal_IFD_with_endless_loop.tif"), GRAY_UNIT)
                        .width())
                .isEqualTo(20);
    }

    @Test
    void onlyTheFirstPageIsRead() {
        DecodedImage.Success image = success(Images.read("tiff/multipage.tif"), GRAY_UNIT);
        assertThat(image.map().height()).isEqualTo(15);
    }

    @Test
    void unsupportedSamplesAreNamed() {
        TiffBuilder gray = gray(ByteOrder.LITTLE_ENDIAN, BLACK_IS_ZERO);
        assertThat(reason(gray.tag(TiffBuilder.SAMPLE_FORMAT, 3).samples(16, new int[8])))
                .startsWith("TIFF with floating-point samples is not supported");
        assertThat(reason(gray.tag(TiffBuilder.SAMPLE_FORMAT, 1)
                        .tag(TiffBuilder.BITS, 32)
                        .samples(16, new int[16])))
                .isEqualTo("TIFF with 32 bits per sample is not supported, only with 1 to 16");
        assertThat(reason(gray(ByteOrder.LITTLE_ENDIAN, 8).samples(8, new int[8])))
                .startsWith("TIFF with colours of kind 8 is not supported");
    }

    @Test
    void unknownCompressionIsNamed() {
        byte[] tiff = gray(ByteOrder.LITTLE_ENDIAN, BLACK_IS_ZERO)
                .tag(TiffBuilder.COMPRESSION, 34712)
                .samples(8, new int[8]);
        assertThat(reason(tiff))
                .startsWith("the TIFF file is of an unsupported kind")
                .contains("34712");
    }

    @Test
    void cutIsAnError() {
        byte[] tiff = gray(ByteOrder.LITTLE_ENDIAN, BLACK_IS_ZERO)
                .tag(TiffBuilder.BYTE_COUNTS, 20_000)
                .samples(8, new int[8]);
        assertThat(reason(tiff)).isEqualTo("the TIFF data ends early");
    }

    @Test
    void sizesOfTheWrongTypeAreNotGuessed() {
        assertThat(reason(Images.read("bad/minimal_invalid_type_imagewidth.tif")))
                .isEqualTo("the header gives a size of 0 × 10 pixels");
    }

    private static TiffBuilder gray(ByteOrder order, int photometric) {
        return new TiffBuilder(order, 8, 1).tag(TiffBuilder.PHOTOMETRIC, photometric);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void paletteCountsAsTheColoursItHolds(int shift) throws IOException {
        int[] table = IntStream.range(0, 48)
                .map(i -> 257 * (i % 16) + shift * (i / 16))
                .toArray();
        byte[] tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN, 2, 1)
                .tag(TiffBuilder.PHOTOMETRIC, 3)
                .tag(320, table)
                .samples(4, 3, 5);
        int channels = shift == 0 ? 1 : 3;
        assertThat(success(tiff, GRAY_UNIT).channels()).isEqualTo(channels);
        assertThat(ImageRegions.size(tiff)).contains(new ImageSize(2, 1, channels));
    }
}
