package io.gconv.jobs.spark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.image.DecodedImage;
import io.gconv.image.ImageSize;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.pipeline.Features;
import io.gconv.pipeline.PipelineSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExtractionTest {

    private static final PipelineSpec PLAIN = ShippedPipelines.find("plain").orElseThrow();

    private record NoResult() implements Extraction.Result<String> {

        @Override
        public String ok(DecodedImage image, Features features) {
            throw new AssertionError("it was computed");
        }

        @Override
        public String error(@Nullable DecodedImage image, String reason) {
            return reason;
        }
    }

    /** The lift of plain has 9 channels. */
    @Test
    void mapsThatNoRowCanHoldAreRefusedBeforeAnythingIsComputed() throws IOException {
        ImageAttempt.Steps<String> maps = Extraction.of(PLAIN, Set.of("lift")).steps(new NoResult());
        assertThat(maps.roomBytes(4000, 4000)).isPositive();
        String reason = "the map of layer lift would have 576,000,000 values, and a row holds at most 500,000,000;"
                + " use smaller images, or keep no map of this layer";
        assertThatThrownBy(() -> maps.roomBytes(8000, 8000)).hasMessage(reason);
        assertThat(error(blank(8000, 8000))).isEqualTo(reason);
        ImageAttempt.Steps<String> descriptors = Extraction.of(PLAIN, Set.of()).steps(new NoResult());
        assertThat(descriptors.tiled(new ImageSize(8000, 8000, 1))).isPresent();
    }

    /** To keep no map would not help. */
    @Test
    void anImageOfTooManyPixelsIsNotRefusedForItsMaps() throws IOException {
        assertThat(error(blank(8001, 8000))).contains("more than the limit of 64 million");
    }

    private static byte[] blank(int width, int height) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", png);
        return png.toByteArray();
    }

    private static String error(byte[] image) {
        return Extraction.of(PLAIN, Set.of("lift")).apply(image, new NoResult());
    }
}
