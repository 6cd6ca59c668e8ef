package io.gconv.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.layer.Padding;
import io.gconv.layer.SpatialPooling;
import io.gconv.pipeline.RunPlan.Cutting;
import io.gconv.testing.TestMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image computed in strips gives the same floats as the image in one piece. */
class StripsTest {

    private static void assertSameInStrips(PipelineSpec spec, int height, int width, int rows) {
        Pipeline pipeline = Pipeline.of(spec);
        Set<String> all = Set.copyOf(pipeline.layerNames());
        PlanarFeatureMap f = TestMaps.smooth(1, 1, height, width, 4);
        Features whole = new PipelineRun(new RunPlan(pipeline, height, width, new Cutting(256, 0, Long.MAX_VALUE, 1)))
                .compute(f, all);
        PipelineRun run = new PipelineRun(new RunPlan(pipeline, height, width, new Cutting(256, 0, 0, rows)));
        run.compute(TestMaps.smooth(2, 1, height, width, 4), all); // what an image leaves behind does not matter
        Features inStrips = run.compute(f, all);
        assertThat(inStrips.descriptor()).isEqualTo(whole.descriptor()).doesNotContain(Float.NaN);
        assertThat(run.compute(f, Set.of()).descriptor()).isEqualTo(whole.descriptor());
        for (String layer : all) {
            assertThat(inStrips.map(layer).values()).isEqualTo(whole.map(layer).values());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 48})
    void zeroPaddedLayersDoNotSeeTheStrips(int rows) {
        assertSameInStrips(TestPipelines.drawn(new CyclicGroup(8)), 48, 33, rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void scalesDoNotSeeTheStrips(int rows) {
        assertSameInStrips(TestPipelines.drawn(new ScaleGroup(2, 2)), 60, 61, rows);
    }

    /** Valid padding, pooling of odd and of even size, and a layer on the coarser grid. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 24})
    void poolingAndValidPaddingDoNotSeeTheStrips(int rows) {
        PipelineSpec spec = TestPipelines.pooled(Padding.VALID);
        assertSameInStrips(spec, 69, 45, rows); // 69 − 4 = 65 → 32 → 16 → 14
    }

    @Test
    void memoryDoesNotGrowWithTheHeight() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(16)));
        double tall = pipeline.workingBytes(20_000, 1000);
        // the last strip takes the rest, so that it may be up to twice as high
        assertThat(tall).isLessThan(2 * pipeline.workingBytes(10_000, 1000)).isLessThan(300e6);
        assertThat(pipeline.mapBytes(20_000, 1000, Set.of("lift"))).isEqualTo(20_000 * 1000 * 2 * 16 * 4.0);
    }

    /** Images lower than two strips are cut into columns, though that makes more halo than it spares. */
    @ParameterizedTest
    @ValueSource(ints = {5, 40, 63, 64, 80})
    void memoryDoesNotGrowWithTheWidth(int height) {
        Pipeline pipeline = Pipeline.of(TestPipelines.liftOnly(new CyclicGroup(16), Padding.ZERO));
        double wide = pipeline.workingBytes(height, 1_000_000);
        assertThat(wide)
                .isLessThan(2 * pipeline.workingBytes(height, 100_000) + 50e6)
                .isLessThan(300e6);
    }

    /** Layers behind pooling do not have algorithms there that compute many rows of the image together. */
    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void memoryIsBoundedBehindPooling(int poolings) {
        CyclicGroup group = new CyclicGroup(8);
        List<LayerSpec> layers = new ArrayList<>();
        for (int i = 0; i < poolings; i++) {
            layers.add(new LayerSpec.Pooling("half" + i, new SpatialPooling(2)));
        }
        layers.add(TestPipelines.second(group));
        Pipeline pipeline = Pipeline.of(TestPipelines.spec(group, layers, List.of(TestPipelines.meanOfMaximum())));
        assertThat(pipeline.workingBytes(8192, 8192)).isLessThan(300e6);
        assertThat(pipeline.tiling(8192, 8192, 1024).workingBytes()).isLessThan(300e6);
    }
}
