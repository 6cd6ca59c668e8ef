package io.gconv.image;

import static io.gconv.image.Images.GRAY_RAW;
import static io.gconv.image.Images.GRAY_UNIT;
import static io.gconv.image.Images.RGB_RAW;
import static io.gconv.image.Images.failure;
import static io.gconv.image.Images.meanDifference;
import static io.gconv.image.Images.reason;
import static io.gconv.image.Images.success;
import static io.gconv.image.Images.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.image.DecodeOptions.Leniency;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GifAndBmpFileTest {

    /** 256 colours for a photo cost 10 of 255 on average. */
    @Test
    void interlacedGifShowsThePhoto() {
        float[] expected = values(Images.read("png/video-001.png"), RGB_RAW);
        assertThat(meanDifference(values(Images.read("gif/video-001.interlaced.gif"), RGB_RAW), expected))
                .isLessThan(15);
    }

    @Test
    void transparentGifIsComposited() {
        byte[] gif = Images.read("gif/triangle-001.gif");
        assertThat(success(gif, GRAY_UNIT).channels()).isEqualTo(4);
        float[] onBlack = values(gif, GRAY_UNIT);
        float[] onWhite = values(gif, Images.withBackground(GRAY_UNIT, 1));
        assertThat(onBlack[0]).isZero();
        assertThat(onWhite[0]).isOne();
    }

    @Test
    void onlyTheFirstFrameIsRead() {
        byte[] animation = Images.read("gif/no_time_for_that_tiny.gif");
        float[] whole = values(animation, GRAY_UNIT);
        // the first frame is in the first three quarters of the file, and nothing after it matters
        assertThat(values(Arrays.copyOf(animation, animation.length * 3 / 4), GRAY_UNIT))
                .isEqualTo(whole);
    }

    @Test
    void cutGifIsAnErrorUnlessLenient() {
        byte[] gif = Images.read("gif/video-001.interlaced.gif");
        byte[] half = Arrays.copyOf(gif, gif.length / 2);
        assertThat(failure(half, GRAY_UNIT))
                .isEqualTo(new DecodedImage.Failure("the GIF data ends early", 150, 103, 3));
        assertThat(success(half, Images.withLeniency(GRAY_UNIT, Leniency.LENIENT))
                        .warning())
                .isEqualTo("the GIF data ends early");
    }

    /** A clear code and the end, for four pixels: the structure is whole, the pixels are not. */
    @Test
    void gifWithTooFewPixelsIsAnError() {
        byte[] gif = {
            'G',
            'I',
            'F',
            '8',
            '9',
            'a',
            2,
            0,
            2,
            0,
            (byte) 0x80,
            0,
            0,
            0,
            0,
            0,
            9,
            9,
            9, //
            0x2c,
            0,
            0,
            0,
            0,
            2,
            0,
            2,
            0,
            0,
            2,
            2,
            0x2c,
            0x05,
            0,
            0x3b
        };
        assertThat(reason(gif)).isEqualTo("the GIF data ends early");
    }

    /** Screen and colours, a pixel of colour 1, which is 9 of 255; the blocks before it say which colour is transparent. */
    @ParameterizedTest
    @CsvSource({"00, 01, 255", "01, 00, 9"})
    void theLastGraphicControlOfAGifCounts(String first, String last, int onWhite) {
        String control = "21f904" + "010000%s00";
        byte[] gif = HexFormat.of()
                .parseHex("474946383961" + "01000100800000" + "000000090909" + control.formatted(first)
                        + control.formatted(last) + "2c000000000100010000" + "02024c01003b");
        assertThat(values(gif, Images.withBackground(GRAY_RAW, 1))).containsExactly(onWhite);
    }

    @Test
    void gifWithoutFrameIsNamed() {
        byte[] gif = {'G', 'I', 'F', '8', '9', 'a', 2, 0, 2, 0, 0, 0, 0, 0x3b};
        assertThat(reason(gif)).isEqualTo("the GIF file has no image in it");
    }

    @Test
    void bmpOf24BitsIsExact() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR);
        image.getRaster()
                .setPixels(0, 0, 3, 2, new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 255});
        assertThat(values(bmp(image), RGB_RAW))
                .containsExactly(1, 4, 7, 10, 13, 16, 2, 5, 8, 11, 14, 17, 3, 6, 9, 12, 15, 255);
    }

    @Test
    void bmpPaletteIsExpanded() {
        DecodedImage.Success image = success(Images.read("other/yellow_rose-small.bmp"), RGB_RAW);
        assertThat(image.channels()).isEqualTo(3);
        assertThat(image.map().values()).hasSize(3 * 16 * 12);
        assertThat(success(Images.read("other/yellow_rose-small-v5.bmp"), RGB_RAW)
                        .channels())
                .isEqualTo(4);
    }

    /** 5-6-5 bits are scaled to 8 and rounded: 31 and 63 are 255, 1 is 8 of 5 bits and 4 of 6. */
    @Test
    void packedColoursAreScaled() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_565_RGB);
        image.getRaster().setPixels(0, 0, 2, 1, new int[] {31, 63, 31, 1, 1, 0});
        assertThat(values(bmp(image), RGB_RAW)).containsExactly(255, 8, 255, 4, 255, 0);
        assertThat(values(bmp(image), Images.withRange(RGB_RAW, DecodeOptions.Range.UNIT)))
                .startsWith(1);
    }

    /** 31 of 5 bits is 255, 1 is 8; so in both halves of the range. */
    @Test
    void packedColoursOfOneDepthAreScaledToo() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_555_RGB);
        image.getRaster().setPixels(0, 0, 2, 1, new int[] {31, 30, 31, 1, 1, 0});
        assertThat(values(bmp(image), RGB_RAW)).containsExactly(255, 8, 247, 8, 255, 0);
    }

    @Test
    void cutBmpIsAnError() {
        byte[] bmp = Images.read("other/sample.bmp");
        for (int length = 2; length < bmp.length - 4; length += 31) {
            assertThat(failure(Arrays.copyOf(bmp, length), GRAY_RAW).reason()).isEqualTo("the BMP data ends early");
        }
    }

    /** The library would write the wrapped file to a temporary folder. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void wrappedFilesAreRefused(int compression) {
        byte[] bmp = Images.read("other/sample.bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(30, compression);
        assertThat(reason(bmp)).isEqualTo("a BMP file that wraps a JPEG or PNG file is not supported");
    }

    private static byte[] bmp(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "bmp", bytes)).isTrue();
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "bmp"})
    void grayPalettesAreOneChannelForTheHeaderToo(String format) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(5, 4, BufferedImage.TYPE_BYTE_GRAY), format, file);
        assertThat(success(file.toByteArray(), GRAY_UNIT).channels()).isOne();
        assertThat(ImageRegions.size(file.toByteArray())).contains(new ImageSize(5, 4, 1));
    }
}
