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
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExtractionTest {

    private static final PipelineSpec PLAIN = ShippedPipelines.find("plain").orElseThrow();

    private static final Extraction.Result ERROR = new Extraction.Result() {
        @Override
        public Row ok(DecodedImage image, Features features) {
            throw new AssertionError("it was computed");
        }

        @Override
        public Optional<Row> error(@Nullable DecodedImage image, String reason) {
            return Optional.of(RowFactory.create(reason));
        }
    };

    /** The lift of plain has 9 channels. */
    @Test
    void mapsThatNoRowCanHoldAreRefusedBeforeAnythingIsComputed() throws IOException {
        Extraction extraction = Extraction.of(PLAIN, Set.of("lift"));
        assertThat(extraction.roomBytes(4000, 4000)).isPositive();
        String reason = "the map of layer lift would have 576,000,000 values, and a row holds at most 500,000,000;"
                + " use smaller images, or keep no map of this layer";
        assertThatThrownBy(() -> extraction.roomBytes(8000, 8000)).hasMessage(reason);
        assertThat(error(extraction, blank(8000, 8000))).isEqualTo(reason);
        Extraction descriptors = Extraction.of(PLAIN, Set.of());
        assertThat(descriptors.tiled(new ImageSize(8000, 8000, 1), (image, features) -> ""))
                .isPresent();
    }

    /** To keep no map would not help. */
    @Test
    void anImageOfTooManyPixelsIsNotRefusedForItsMaps() throws IOException {
        assertThat(error(Extraction.of(PLAIN, Set.of("lift")), blank(8001, 8000)))
                .contains("more than the limit of 64 million");
    }

    private static byte[] blank(int width, int height) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", png);
        return png.toByteArray();
    }

    private static String error(Extraction extraction, byte[] image) {
        return extraction.apply(image, ERROR).orElseThrow().getString(0);
    }
}
