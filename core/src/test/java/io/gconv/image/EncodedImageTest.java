package io.gconv.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedImageTest {

    static List<Path> files() {
        return Images.all();
    }

    private static EncodedImage open(byte[] bytes) {
        return ImageDecoder.open(bytes, DecodeOptions.defaults());
    }

    @ParameterizedTest
    @MethodSource("files")
    void headerSaysWhatDecodingGives(Path file) {
        EncodedImage image = open(Images.read(file));
        DecodedImage decoded = image.decode();
        DecodedImage again = image.decode();
        if (decoded instanceof DecodedImage.Success success) {
            assertThat(List.of(image.width(), image.height())).containsExactly(success.width(), success.height());
            assertThat(image.mapBytes()).isEqualTo(4.0 * success.map().values().length);
            assertThat(image.decodingBytes()).isGreaterThan(image.mapBytes());
            assertThat(again)
                    .isInstanceOfSatisfying(
                            DecodedImage.Success.class,
                            other -> assertThat(other.map().values())
                                    .isEqualTo(success.map().values()));
        } else {
            assertThat(again).isEqualTo(decoded);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "png/video-001.png",
                "jpeg/video-001.jpeg",
                "jpeg/video-001.progressive.jpeg",
                "gif/triangle-001.gif",
                "other/sample.bmp"
            })
    void decodingEndsWhenTheThreadIsInterrupted(String name) {
        EncodedImage image = open(Images.read(name));
        assertThat(image.noticesInterrupts()).isTrue();
        Thread.currentThread().interrupt();
        try {
            assertThat(image.decode())
                    .isInstanceOfSatisfying(
                            DecodedImage.Failure.class,
                            failure -> assertThat(failure.reason()).isEqualTo("decoding was interrupted"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(image.decode()).isInstanceOf(DecodedImage.Success.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiff/bw-deflate.tiff", "tiff/video-001-16bit.tiff"})
    void readersThatWorkForLongWithoutReadingAreKnown(String name) {
        assertThat(open(Images.read(name)).noticesInterrupts()).isFalse();
    }
}
