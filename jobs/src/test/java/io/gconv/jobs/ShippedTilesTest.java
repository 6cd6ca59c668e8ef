package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.feature.PlanarSource;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.pipeline.Features;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.Tiling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped pipelines, as they are shipped, do not see tiles. */
@Tag("engine")
class ShippedTilesTest {

    private static final int HEIGHT = 411;
    private static final int WIDTH = 533;

    /** Noise, of which any rows can be read. */
    private record Noise(float[] values) implements PlanarSource {

        @Override
        public int height() {
            return HEIGHT;
        }

        @Override
        public int width() {
            return WIDTH;
        }

        @Override
        public PlanarFeatureMap read(int top, int left, int height, int width) {
            return PlanarFeatureMap.of(
                    1, height, width, Arrays.copyOfRange(values, top * WIDTH, (top + height) * WIDTH));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"e2", "plain", "scale", "se2", "se2-centred", "sim2"})
    void descriptorsAndMapsInTilesAreThoseOfTheImageInOnePiece(String name) throws IOException {
        Pipeline pipeline = Pipeline.of(PipelineConfig.load(Path.of("..", "conf", "pipelines", name + ".conf")));
        Random random = new Random(1);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Set<String> lift = Set.of("lift");
        Tiling tiling = pipeline.tiling(HEIGHT, WIDTH, 256);
        assertThat(tiling.bands()).hasSize(2);
        Features inTiles = tiling.apply(new Noise(values), lift);
        Features whole = pipeline.apply(PlanarFeatureMap.of(1, HEIGHT, WIDTH, values), lift);
        assertThat(inTiles.descriptor()).isEqualTo(whole.descriptor());
        assertThat(inTiles.map("lift").array()).isEqualTo(whole.map("lift").array());
    }
}
