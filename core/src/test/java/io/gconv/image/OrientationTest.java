package io.gconv.image;

import static io.gconv.image.Images.GRAY_RAW;
import static io.gconv.image.Images.meanDifference;
import static io.gconv.image.Images.success;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

    /** Stored rows are abc and def; the letters are read row by row after turning. */
    @ParameterizedTest
    @CsvSource({"1, abcdef", "2, cbafed", "3, fedcba", "4, defabc", "5, adbecf", "6, daebfc", "7, fcebda", "8, cfbead"})
    void turnsAsExifSays(int number, String upright) {
        Orientation orientation = Orientation.ofExif(number);
        char[] turned = new char[6];
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 3; x++) {
                turned[orientation.index(x, y, 3, 2)] = "abcdef".charAt(3 * y + x);
            }
        }
        assertThat(new String(turned)).isEqualTo(upright);
        assertThat(orientation.swapsSides()).isEqualTo(number >= 5);
    }

    @ParameterizedTest
    @EnumSource
    void indexIsAffine(Orientation orientation) {
        int start = orientation.index(0, 0, 5, 4);
        int stepX = orientation.index(1, 0, 5, 4) - start;
        int stepY = orientation.index(0, 1, 5, 4) - start;
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 5; x++) {
                assertThat(orientation.index(x, y, 5, 4)).isEqualTo(start + x * stepX + y * stepY);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 9, 1L << 40})
    void whatIsNoOrientationIsUpright(long number) {
        assertThat(Orientation.ofExif(number)).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void brokenExifIsUpright() {
        assertThat(Orientation.ofExif(new byte[0])).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.ofExif(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 99}))
                .isEqualTo(Orientation.UPRIGHT);
    }

    /** The letter F, stored in eight ways by lossy JPEG: 3 of 255 is the loss, a wrong turn is 20 and more. */
    @Test
    void allEightFilesShowTheSamePicture() {
        DecodedImage.Success expected = success(Images.read("exif/f1-exif.jpg"), GRAY_RAW);
        for (int number = 2; number <= 8; number++) {
            DecodedImage.Success image = success(Images.read("exif/f" + number + "-exif.jpg"), GRAY_RAW);
            assertThat(image.width()).isEqualTo(40);
            assertThat(image.height()).isEqualTo(80);
            assertThat(meanDifference(image.map().values(), expected.map().values()))
                    .isLessThan(3);
        }
    }

    @Test
    void orientationOfPngIsApplied() {
        byte[] exif = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
        byte[] png = new PngBuilder(3, 2, 8, PngBuilder.GRAY)
                .chunk("eXIf", exif)
                .pixels(1, 2, 3, 4, 5, 6)
                .end();
        DecodedImage.Success image = success(png, GRAY_RAW);
        assertThat(image.map().values()).containsExactly(4, 1, 5, 2, 6, 3);
        assertThat(image.width()).isEqualTo(2);
        assertThat(image.map().width()).isEqualTo(2);
        assertThat(image.height()).isEqualTo(3);
    }
}
