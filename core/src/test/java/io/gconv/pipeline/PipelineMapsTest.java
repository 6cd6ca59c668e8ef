package io.gconv.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.testing.TestMaps;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Feature maps that a caller keeps, and how far they look. */
class PipelineMapsTest {

    @Test
    void writesMapsThatAreThereAlready() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(4)));
        PlanarFeatureMap f = TestMaps.smooth(1, 1, 24, 31, 4);
        Map<String, GroupFeatureMap> maps = pipeline.newMaps(24, 31, Set.of("lift", "second"));
        float[] descriptor = pipeline.apply(f, maps);
        Features expected = pipeline.apply(f, Set.of("lift", "second"));
        assertThat(descriptor).isEqualTo(expected.descriptor());
        assertThat(requireNonNull(maps.get("lift")).values())
                .isEqualTo(expected.map("lift").values());
        assertThat(requireNonNull(maps.get("second")).values())
                .isEqualTo(expected.map("second").values());
        PlanarFeatureMap other = TestMaps.smooth(1, 1, 31, 24, 4);
        assertThatThrownBy(() -> pipeline.apply(other, maps)).hasMessageContaining("is no output of a layer");
    }

    /** √2-fold scales: windows of 5, 7 (5·√2 rounded up) and 9 pixels; the second layer reads one level more. */
    @Test
    void coarserLevelsLookFurther() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new ScaleGroup(Math.sqrt(2), 3)));
        assertThat(pipeline.stages().get(0).receptiveFieldRadii()).containsExactly(2.0, 3.0, 4.0);
        assertThat(pipeline.stages().get(1).receptiveFieldRadii()).containsExactly(4.0, 6.0, 8.0);
        assertThat(pipeline.stages().get(1).receptiveFieldRadius()).isEqualTo(8);
    }
}
