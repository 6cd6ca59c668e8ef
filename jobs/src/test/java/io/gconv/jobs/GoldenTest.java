package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Descriptors of sample images, as they were when somebody last looked at them: what users have stored must not
 * change unnoticed. {@code mvn -Dgolden.update=true …} writes them anew.
 */
class GoldenTest {

    private static final Path SAMPLES = Path.of("..", "data-samples");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @ParameterizedTest
    @CsvSource({
        "se2, emoji/1f331.png",
        "se2-centred, microscopy/microaneurysms.png",
        "scale, microscopy/microaneurysms.png",
        "sim2, microscopy/microaneurysms.png",
        "drawn, emoji/1f331.png"
    })
    void descriptorsAreWhatTheyWere(String pipeline, String image) throws IOException {
        Path shipped = Path.of("..", "conf", "pipelines", pipeline + ".conf");
        Pipeline built =
                Pipeline.of(PipelineConfig.load(Files.exists(shipped) ? shipped : Path.of(Gconv.pipeline(pipeline))));
        DecodeOptions options =
                built.spec().input().decodeOptions(DecodeOptions.DEFAULT_MAX_PIXELS, DecodeOptions.Leniency.STRICT);
        DecodedImage decoded = ImageDecoder.decode(Files.readAllBytes(SAMPLES.resolve(image)), options);
        assertThat(decoded).isInstanceOf(DecodedImage.Success.class);
        float[] actual =
                built.apply(((DecodedImage.Success) decoded).map(), Set.of()).descriptor();
        Path file = GOLDEN.resolve(pipeline + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.write(
                    file,
                    Arrays.toString(actual).replaceAll("[\\[\\]]", "").lines().toList());
        }
        double[] golden = Arrays.stream(Files.readString(file).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(actual).hasSize(golden.length);
        assertThat(Arrays.stream(golden).filter(v -> Math.abs(v) > 0.01).count())
                .as("numbers that are not nearly 0")
                .isGreaterThan(golden.length / 2);
        for (int i = 0; i < golden.length; i++) {
            // logarithms of small numbers: the rounding of a float sum, enlarged by 1/ε = 3000
            assertThat((double) actual[i]).isCloseTo(golden[i], within(1e-4));
        }
    }
}
