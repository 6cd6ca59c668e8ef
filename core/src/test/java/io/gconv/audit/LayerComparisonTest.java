package io.gconv.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PixelGrid;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.ScaleGroup;
import io.gconv.layer.EngineOptions;
import io.gconv.layer.Padding;
import io.gconv.pipeline.InputSpec;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.TestPipelines;
import io.gconv.testing.TestMaps;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayerComparisonTest {

    private static final double DISK = 14;

    /** Coarse levels look further than fine ones, and the projection as far as the coarsest. */
    @Test
    void whatIsOutsideTheDiskChangesNothing() {
        EngineOptions literal = new EngineOptions("direct", EngineOptions.Exactness.ROUNDED);
        Pipeline pipeline = Pipeline.of(TestPipelines.with(
                literal, InputSpec.Mean.KEPT, TestPipelines.liftOnly(new ScaleGroup(2, 3), Padding.ZERO)));
        PlanarFeatureMap f = TestMaps.smooth(1, 1, 41, 41, 6);
        GroupFeatureMap dark = pipeline.apply(f, Set.of("lift")).map("lift");
        GroupFeatureMap bright =
                pipeline.apply(withBrightBorder(f), Set.of("lift")).map("lift");
        LayerComparison comparison = new LayerComparison(
                pipeline.stages().get(0),
                Transformation.translation(0, 0),
                new ProjectedMap(dark),
                bright,
                DISK,
                new PointCache(10_000, 10_000));
        assertThat(TestMaps.relativeError(bright, dark, DISK - 2)).isGreaterThan(0.1); // the fine level sees 2 px
        for (Difference difference :
                List.of(comparison.onGroup(), comparison.projected(), comparison.projectedOverTheWindow())) {
            assertThat(difference.values()).isPositive();
            assertThat(difference.referenceRootMeanSquare()).isPositive();
            assertThat(difference.largest()).isZero();
        }
    }

    private static PlanarFeatureMap withBrightBorder(PlanarFeatureMap f) {
        PixelGrid grid = PixelGrid.of(f);
        float[] values = f.values();
        for (int i = 0; i < values.length; i++) {
            boolean outside = Math.hypot(grid.x(i % f.width()), grid.y(i / f.width()))
                    > DISK + 0.5; // windows of size n have pixels up to n/2
            values[i] = outside ? 100 : values[i];
        }
        return PlanarFeatureMap.of(1, f.height(), f.width(), values);
    }
}
