package io.gconv.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.Padding;
import io.gconv.pipeline.KernelSpec;
import io.gconv.pipeline.KernelTerm;
import io.gconv.pipeline.LayerSpec.Correlation;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import io.gconv.pipeline.TestPipelines;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoundingLevelsTest {

    private static final CyclicGroup C4 = new CyclicGroup(4);

    /** Returns a layer of one pixel and tap, whose kernels are numbers. */
    private static Correlation layer(String name, List<Double> bias, List<List<KernelTerm>> kernels) {
        return new Correlation(
                name,
                KernelWindow.disk(1),
                Padding.ZERO,
                List.of(0),
                new KernelSpec.Terms(kernels, KernelSpec.Normalisation.NONE),
                bias,
                List.of());
    }

    private static KernelTerm number(double k, int channel) {
        KernelTerm term = TestPipelines.term(2 * Math.PI * k, GaussianDerivative.gaussian(1)); // 1/2π at the centre
        return new KernelTerm(term.weight(), channel, 0, term.kernel(), 0, 0, 0, 0, KernelTerm.Mean.KEPT);
    }

    private static List<Double> levels(double image, float first, float second) {
        Correlation lift = layer("lift", List.of(0.25, -3.0), List.of(List.of(number(2, 0)), List.of(number(1, 0))));
        Correlation next = layer("next", List.of(-0.5), List.of(List.of(number(-1, 0), number(3, 1))));
        PipelineSpec any = TestPipelines.liftOnly(C4, Padding.ZERO);
        Pipeline pipeline =
                Pipeline.of(new PipelineSpec("any", "", any.input(), C4, lift, List.of(next), any.descriptor()));
        List<ProjectedMap> maps = Stream.of(first, second)
                .map(v -> new ProjectedMap(GroupFeatureMap.of(C4, 1, 1, 1, new float[] {0, v, 0, 0})))
                .toList();
        return new RoundingLevels(pipeline).of(image, maps);
    }

    /** ε (‖k‖₁ m + |b|), with ‖k‖₁ = 2 and |b| = 3 in the first layer, 4 and 0.5 in the second. */
    @Test
    void levelsAreThoseOfTheKernelsAndTheBias() {
        assertLevels(levels(5, 7, 1), 2 * 5 + 3, 4 * 7 + 0.5);
        assertLevels(levels(0, 7, 1), 3, 4 * 7 + 0.5);
    }

    @Test
    void aFlatLayerCountsAsWhatItCouldHaveBeen() {
        assertLevels(levels(5, 0, 0), 2 * 5 + 3, 4 * (2 * 5 + 3) + 0.5);
        assertLevels(levels(5, 12e-6f, 0), 2 * 5 + 3, 4 * (2 * 5 + 3) + 0.5);
    }

    private static void assertLevels(List<Double> levels, double first, double second) {
        assertThat(levels).hasSize(2);
        assertThat(levels.get(0)).isCloseTo(Audit.FLAT * first, within(1e-12 * first));
        assertThat(levels.get(1)).isCloseTo(Audit.FLAT * second, within(1e-12 * second));
    }
}
