package io.gconv.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.gconv.image.DecodeOptions.Leniency;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every file, good or bad. */
class ImageDecoderTest {

    private static final DecodeOptions STRICT = Images.withMaxPixels(DecodeOptions.defaults(), 1_000_000);
    private static final DecodeOptions LENIENT =
            Images.withChannels(Images.withLeniency(STRICT, Leniency.LENIENT), DecodeOptions.Channels.RGB);

    static List<Path> files() {
        return Images.all();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileGivesPixelsOrAReason(Path file) {
        byte[] bytes = Images.read(file);
        byte[] before = bytes.clone();
        check(ImageDecoder.decode(bytes, STRICT), 1);
        check(ImageDecoder.decode(bytes, LENIENT), 3);
        assertThat(bytes).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("files")
    void filesDecodeUnlessTheyAreBad(Path file) {
        boolean readable = List.of("png", "jpeg", "gif", "tiff", "exif").contains(Images.kind(file));
        if (readable) {
            assertThat(ImageDecoder.decode(Images.read(file), STRICT)).isInstanceOf(DecodedImage.Success.class);
        }
    }

    /** Says what holds for every result. */
    private static void check(DecodedImage image, int channels) {
        assertThat(image.width()).isNotNegative();
        assertThat(image.height()).isNotNegative();
        if (image instanceof DecodedImage.Success success) {
            assertThat(success.map().channels()).isEqualTo(channels);
            assertThat(success.map().width()).isEqualTo(success.width());
            assertThat(success.map().height()).isEqualTo(success.height());
            assertThat(success.channels()).isBetween(1, 4);
            checkText(success.warning());
            for (float value : success.map().values()) {
                if (!(value >= 0 && value <= 1)) {
                    throw new AssertionError("value " + value);
                }
            }
        } else if (image instanceof DecodedImage.Failure failure) {
            assertThat(failure.reason()).isNotBlank();
            checkText(failure.reason());
        }
    }

    private static void checkText(String text) {
        assertThat(text).hasSizeLessThanOrEqualTo(200).doesNotContain("Exception", "java", "\n", "null");
    }

    @Test
    void optionsAreSerializable() {
        assertThatNoException().isThrownBy(() -> {
            try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
                out.writeObject(DecodeOptions.defaults());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
