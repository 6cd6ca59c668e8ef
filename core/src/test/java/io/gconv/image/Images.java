package io.gconv.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.image.DecodeOptions.Channels;
import io.gconv.image.DecodeOptions.Leniency;
import io.gconv.image.DecodeOptions.Range;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Test images, and what tests ask of decoded ones. */
final class Images {

    static final DecodeOptions GRAY_UNIT = DecodeOptions.defaults();
    static final DecodeOptions GRAY_RAW = withRange(GRAY_UNIT, Range.RAW);
    static final DecodeOptions RGB_RAW = withChannels(GRAY_RAW, Channels.RGB);

    private Images() {}

    /** Returns the folder of test images. */
    static Path folder() {
        try {
            return Path.of(
                    Objects.requireNonNull(Images.class.getResource("/image")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] read(String name) {
        return read(folder().resolve(name));
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all test images, in a fixed order. */
    static List<Path> all() {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the name of the folder a test image is in, which is its kind. */
    static String kind(Path file) {
        return folder().relativize(file).getName(0).toString();
    }

    static DecodedImage.Success success(byte[] bytes, DecodeOptions options) {
        DecodedImage image = ImageDecoder.decode(bytes, options);
        assertThat(image).isInstanceOf(DecodedImage.Success.class);
        return (DecodedImage.Success) image;
    }

    static float[] values(byte[] bytes, DecodeOptions options) {
        return success(bytes, options).map().values();
    }

    static DecodedImage.Failure failure(byte[] bytes, DecodeOptions options) {
        DecodedImage image = ImageDecoder.decode(bytes, options);
        assertThat(image).isInstanceOf(DecodedImage.Failure.class);
        return (DecodedImage.Failure) image;
    }

    static String reason(byte[] bytes) {
        return failure(bytes, GRAY_UNIT).reason();
    }

    /** Returns the mean of |a − b|. */
    static double meanDifference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    static DecodeOptions withChannels(DecodeOptions o, Channels channels) {
        return new DecodeOptions(channels, o.range(), o.background(), o.maxPixels(), o.leniency());
    }

    static DecodeOptions withRange(DecodeOptions o, Range range) {
        return new DecodeOptions(o.channels(), range, o.background(), o.maxPixels(), o.leniency());
    }

    static DecodeOptions withBackground(DecodeOptions o, float background) {
        return new DecodeOptions(o.channels(), o.range(), background, o.maxPixels(), o.leniency());
    }

    static DecodeOptions withMaxPixels(DecodeOptions o, long maxPixels) {
        return new DecodeOptions(o.channels(), o.range(), o.background(), maxPixels, o.leniency());
    }

    static DecodeOptions withLeniency(DecodeOptions o, Leniency leniency) {
        return new DecodeOptions(o.channels(), o.range(), o.background(), o.maxPixels(), leniency);
    }
}
