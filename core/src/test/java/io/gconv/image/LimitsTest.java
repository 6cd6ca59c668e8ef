package io.gconv.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final DecodeOptions OPTIONS = DecodeOptions.defaults();
    private static final long GIGABYTE = 1L << 30;

    @Test
    void largeImagesAreRefusedByTheirHeader() {
        byte[] bomb = new PngBuilder(20_000, 20_000, 8, PngBuilder.RGB).end();
        assertThat(Images.failure(bomb, OPTIONS))
                .isEqualTo(new DecodedImage.Failure(
                        "20,000 × 20,000 = 400 million pixels, more than the limit of 64 million (--max-pixels)",
                        20_000,
                        20_000,
                        3));
    }

    @Test
    void limitItselfIsAllowed() {
        byte[] png = new PngBuilder(2, 1, 8, PngBuilder.GRAY).pixels(1, 2).end();
        assertThat(Images.success(png, Images.withMaxPixels(OPTIONS, 2)).width())
                .isEqualTo(2);
        assertThat(Images.failure(png, Images.withMaxPixels(OPTIONS, 1)).reason())
                .isEqualTo("2 × 1 = 2 pixels, more than the limit of 1 (--max-pixels)");
    }

    @Test
    void productOfSizesDoesNotOverflow() {
        assertThatThrownBy(() -> check(1L << 32, 1L << 32, GIGABYTE)).hasMessageContaining("more than the limit");
        assertThatThrownBy(() -> check(0xffffffffL, 1L << 31, GIGABYTE)).hasMessageContaining("more than the limit");
    }

    @Test
    void sizesArePositive() {
        assertThatThrownBy(() -> check(0, 5, GIGABYTE)).hasMessage("the header gives a size of 0 × 5 pixels");
        assertThatThrownBy(() -> check(5, -1, GIGABYTE)).hasMessage("the header gives a size of 5 × -1 pixels");
    }

    /** 3 bytes per pixel as decoded and 4 as a value make 7, and five rows as decoded 15 kB; half of the heap is allowed. */
    @Test
    void memoryIsHalfOfTheHeap() {
        assertThatCode(() -> check(1024, 1024, (14 << 20) + 2 * 15 * 1024)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(1024, 1024, 14 << 20))
                .hasMessage(
                        "1,024 × 1,024 pixels need about 7 MB of memory to decode, more than half of the 14 MB heap");
    }

    /** A coefficient takes two bytes, a decoded sample one; with 4:2:0, half of the samples are stored. */
    @ParameterizedTest
    @CsvSource({"video-001.jpeg, 0x11, 3", "video-001.progressive.jpeg, 0x11, 9", "video-001.progressive.jpeg, 0x22, 6"
    })
    void coefficientsOfProgressiveFilesCount(String name, int factors, int bytesPerPixel) throws Exception {
        byte[] jpeg = MadeImages.withJpegFactors(Images.read("jpeg/" + name), factors);
        StoredBytes file = new StoredBytes(new ByteArrayImageInputStream(jpeg));
        ImageHeader header = ImageFormat.open(file, ImageFile.Extent.WHOLE).header();
        assertThat(header.decodedBytes()).isEqualTo(150 * 103 * bytesPerPixel);
    }

    @Test
    void valuesFitIntoOneArray() {
        DecodeOptions noLimit = Images.withMaxPixels(OPTIONS, Long.MAX_VALUE);
        ImageHeader header = ImageHeader.of(50_000, 50_000, 1, 1, Orientation.UPRIGHT);
        assertThatThrownBy(() -> Limits.check(header, noLimit, Long.MAX_VALUE))
                .hasMessageContaining("that one array can hold");
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> Images.withMaxPixels(OPTIONS, 0))
                .hasMessage("max pixels must be at least 1, but was 0");
        assertThatThrownBy(() -> Images.withBackground(OPTIONS, 2))
                .hasMessage("background must be from 0 to 1, but was 2.0");
        assertThatThrownBy(() -> Images.withBackground(OPTIONS, Float.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void check(long width, long height, long heap) throws BadImageException {
        Limits.check(ImageHeader.of(width, height, 3, 3, Orientation.UPRIGHT), OPTIONS, heap);
    }
}
