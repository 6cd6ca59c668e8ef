package io.gconv.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.layer.Padding;
import io.gconv.testing.TestMaps;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** A descriptor that reads nothing but the maximum of the last layer has the same numbers whether its map is kept or not. */
    @ParameterizedTest
    @CsvSource({"VALID, 69, 45", "ZERO, 65, 41"})
    void theMaximumOfTheLastLayerNeedsNoMap(Padding padding, int height, int width) {
        Pipeline pipeline = Pipeline.of(TestPipelines.pooled(padding));
        assertThat(pipeline.lastMaximum()).isNotNull();
        PlanarFeatureMap f = TestMaps.smooth(1, 1, height, width, 4);
        float[] expected = pipeline.apply(f, Set.of("second")).descriptor();
        assertThat(pipeline.apply(f, Set.of()).descriptor()).isEqualTo(expected);
        assertThat(pipeline.apply(f, Set.of("lift")).descriptor()).isEqualTo(expected);
        assertThat(pipeline.summarise(height, width))
                .filteredOn(layer -> layer.plan().reasons().toString().contains("maximum over H"))
                .extracting(LayerSummary::name)
                .containsExactly("second");
        assertThat(Pipeline.of(TestPipelines.drawn(new CyclicGroup(4))).lastMaximum())
                .isNull();
    }

    /** √2-fold scales: windows of 5, 7 (5·√2 rounded up) and 9 pixels; the second layer reads the same levels. */
    @Test
    void coarserLevelsLookFurther() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new ScaleGroup(Math.sqrt(2), 3)));
        assertThat(pipeline.stages().get(0).receptiveFieldRadii()).containsExactly(2.0, 3.0, 4.0);
        assertThat(pipeline.stages().get(1).receptiveFieldRadii()).containsExactly(4.0, 6.0, 8.0);
        assertThat(pipeline.stages().get(1).receptiveFieldRadius()).isEqualTo(8);
    }

    /** The second layer reads a level more, whose windows are the larger ones. */
    @Test
    void tapsOfTheNextScaleLookAsFarAsIt() {
        ScaleGroup group = new ScaleGroup(Math.sqrt(2), 3);
        LayerSpec.Correlation one = TestPipelines.second(group);
        LayerSpec.Correlation two = new LayerSpec.Correlation(
                one.name(), one.window(), one.padding(), List.of(0, 1), one.kernels(), one.bias(), one.activation());
        Pipeline pipeline =
                Pipeline.of(TestPipelines.spec(group, List.of(two), List.of(TestPipelines.meanOfMaximum())));
        assertThat(pipeline.stages().get(0).receptiveFieldRadii()).containsExactly(2.0, 3.0, 4.0);
        assertThat(pipeline.stages().get(1).receptiveFieldRadii()).containsExactly(3.0 + 2, 4.0 + 3);
    }

    @Test
    void refusesToKeepALayerThatIsNotThere() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(4)));
        PlanarFeatureMap f = TestMaps.smooth(1, 1, 24, 31, 4);
        assertThatThrownBy(() -> pipeline.apply(f, Set.of("nonsense")))
                .hasMessage("there is no layer nonsense, only lift, second");
    }
}
