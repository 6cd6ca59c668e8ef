package io.gconv.jobs.spark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.image.ImageSize;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.pipeline.PipelineSpec;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExtractionTest {

    private static final PipelineSpec PLAIN = ShippedPipelines.find("plain").orElseThrow();

    /** The lift of plain has 9 channels. */
    @Test
    void mapsThatNoRowCanHoldAreRefusedBeforeAnythingIsComputed() {
        Extraction extraction = Extraction.of(PLAIN, Set.of("lift"));
        assertThat(extraction.roomBytes(4000, 4000)).isPositive();
        String reason = "the map of layer lift would have 576,000,000 values, and a row holds at most 500,000,000;"
                + " use smaller images, or keep no map of this layer";
        assertThatThrownBy(() -> extraction.roomBytes(8000, 8000)).hasMessage(reason);
        assertThatThrownBy(() -> extraction.tiled(new ImageSize(8000, 8000, 1), (image, features) -> ""))
                .hasMessage(reason);
        Extraction descriptors = Extraction.of(PLAIN, Set.of());
        assertThat(descriptors.tiled(new ImageSize(8000, 8000, 1), (image, features) -> ""))
                .isPresent();
    }
}
