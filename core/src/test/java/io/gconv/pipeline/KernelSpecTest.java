package io.gconv.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gconv.group.CyclicGroup;
import io.gconv.kernel.ExpandedKernels;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.kernel.PlanarKernel;
import io.gconv.pipeline.KernelSpec.Normalisation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From kernels as data to kernels as functions. */
class KernelSpecTest {

    private static final PlanarKernel SLOPE = new GaussianDerivative(1, 0, 1, 1.5);

    /** weight · k(R(−angle)(x − (x₀, y₀))) at its channel and tap, and 0 elsewhere. */
    @Test
    void termsStandAtTheirChannelAndTapTurnedAndMoved() {
        KernelTerm term = new KernelTerm(-2, 1, 3, SLOPE, 1, 2, Math.PI / 6, 0, KernelTerm.Mean.KEPT);
        KernelBank bank = new KernelSpec.Terms(List.of(List.of(term)), Normalisation.NONE).bank(2, List.of(0, 3));
        double x = 0.3;
        double y = -0.4;
        double cos = Math.cos(Math.PI / 6);
        double sin = Math.sin(Math.PI / 6);
        double expected = -2 * SLOPE.at(cos * (x - 1) + sin * (y - 2), -sin * (x - 1) + cos * (y - 2));
        assertThat(bank.kernel(0, 1, 1).at(x, y)).isCloseTo(expected, within(1e-15));
        assertThat(bank.kernel(0, 0, 1)).isSameAs(PlanarKernel.ZERO);
        assertThat(bank.kernel(0, 1, 0)).isSameAs(PlanarKernel.ZERO);
    }

    /** The order is [o][c][tap][basis function], taps in the order of the layer. */
    @Test
    void coefficientsAreReadInTheOrderOfTheirIndices() {
        KernelBasis basis = new KernelBasis.BSplines(1, KernelWindow.square(1));
        List<Double> values = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
        KernelBank bank = new KernelSpec.Coefficients(basis, 2, values, Normalisation.NONE).bank(2, List.of(2, 0));
        int expected = 1;
        for (int o = 0; o < 2; o++) {
            for (int c = 0; c < 2; c++) {
                for (int tap = 0; tap < 2; tap++) {
                    assertThat(bank.kernel(o, c, tap).at(0, 0)).isEqualTo(expected++);
                }
            }
        }
    }

    @Test
    void normalisedKernelsHaveUnitNormOnAverageOverTheirPoses() {
        CyclicGroup group = new CyclicGroup(8);
        for (Normalisation normalisation : List.of(Normalisation.L1, Normalisation.L2)) {
            KernelSpec kernels = new KernelSpec.Terms(
                    List.of(List.of(KernelTerm.of(3, SLOPE)), List.of(KernelTerm.of(0.1, SLOPE))), normalisation);
            LayerSpec.Correlation lift = new LayerSpec.Correlation(
                    "lift",
                    KernelWindow.disk(7),
                    io.gconv.layer.Padding.ZERO,
                    List.of(0),
                    kernels,
                    List.of(),
                    List.of());
            PipelineSpec spec = new PipelineSpec(
                    "test", "", InputSpec.gray(), group, lift, List.of(), List.of(TestPipelines.meanOfMaximum()));
            ExpandedKernels expanded = Pipeline.of(spec).lift().kernels();
            for (int o = 0; o < 2; o++) {
                double sum = 0;
                for (int h = 0; h < 8; h++) {
                    for (double v : expanded.kernel(8 * o + h, 0)) {
                        sum += normalisation == Normalisation.L1 ? Math.abs(v) : v * v;
                    }
                }
                assertThat(sum / 8).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void refusesSupportsBeyondTheWindowAndNumbersThatAreNotFinite() {
        KernelTerm far = new KernelTerm(1, 0, 0, SLOPE, 3, 0, 0, 5, KernelTerm.Mean.REMOVED);
        assertThatThrownBy(() -> TestPipelines.analytic(far))
                .hasMessage("a kernel term with support-px 5.0 at (3.0, 0.0) reaches beyond the window of size-px 7");
        KernelTerm huge = KernelTerm.of(1e300, SLOPE);
        PipelineSpec spec = new PipelineSpec(
                "huge",
                "",
                InputSpec.gray(),
                new CyclicGroup(4),
                TestPipelines.analytic(huge),
                List.of(),
                List.of(TestPipelines.meanOfMaximum()));
        assertThatThrownBy(() -> Pipeline.of(spec))
                .hasMessageContaining("must be finite in float, but output channel 0");
    }

    @Test
    void refusesLayersThatWouldFillTheMemory() {
        KernelBank bank = KernelBank.of(512, 256, List.of(0), (o, c, tap) -> SLOPE);
        assertThatThrownBy(() -> ExpandedKernels.group(bank, KernelWindow.disk(3), new CyclicGroup(256)))
                .hasMessageContaining("is too large");
    }
}
