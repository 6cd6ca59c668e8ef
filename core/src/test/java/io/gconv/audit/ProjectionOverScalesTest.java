package io.gconv.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gconv.feature.PixelGrid;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.ScaleGroup;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.TestPipelines;
import io.gconv.testing.TestMaps;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The maximum over the scales that an image and the enlarged image both have: of a window, not of all. */
class ProjectionOverScalesTest {

    private static final Pipeline PIPELINE =
            Pipeline.of(TestPipelines.liftOnly(new ScaleGroup(Math.sqrt(2), 4), io.gconv.layer.Padding.ZERO));
    private static final PlanarFeatureMap IMAGE = TestMaps.smooth(5, 1, 161, 161, 5);

    private static Audit audit(double factor) {
        return new Audit(
                Map.of(Audit.PIPELINE, PIPELINE),
                List.of(Transformation.scaling(factor)),
                new AuditOptions(1, 161, 1 << 20));
    }

    private static Measurement projection(double factor) {
        return audit(factor).apply(IMAGE, Set.of(Audit.PIPELINE)).measurements().stream()
                .filter(m -> m.layer().equals(Audit.PROJECTION))
                .findFirst()
                .orElseThrow();
    }

    /** Half way between levels, the next larger factor has nearly the same error, and that is none of the window's end. */
    @ParameterizedTest
    @ValueSource(doubles = {0.8408, 1.1891})
    void errorsDoNotJumpBetweenLevels(double factor) {
        Measurement below = projection(factor);
        Measurement above = projection(factor + 0.0002);
        assertThat(above.error()).isCloseTo(below.error(), within(0.02 * below.error()));
        assertThat(below.error()).isLessThan(0.8 * below.truncated());
    }

    /** What is drawn is what was measured. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.7071, 0.85, 1.2, 1.4142, 2})
    void examplesHaveTheErrorThatTheyState(double factor) {
        AuditExample example = audit(factor).example(IMAGE, Audit.PROJECTION, Transformation.scaling(factor));
        PixelGrid grid = PixelGrid.of(example.actual());
        double difference = 0;
        double reference = 0;
        for (int y = 0; y < grid.height(); y++) {
            for (int x = 0; x < grid.width(); x++) {
                if (Math.hypot(grid.x(x), grid.y(y)) <= example.radius()) {
                    double expected = example.expected().value(0, y, x);
                    difference += Math.pow(example.actual().value(0, y, x) - expected, 2);
                    reference += expected * expected;
                }
            }
        }
        assertThat(Math.sqrt(difference / reference))
                .isBetween(
                        0.5 * example.measurement().error(),
                        2 * example.measurement().error());
    }

    @Test
    void whereNoLevelIsCommonThereIsNoError() {
        assertThat(projection(5).status()).isEqualTo(Measurement.Status.TOO_SMALL);
    }
}
