package io.gconv.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gconv.group.CyclicGroup;
import io.gconv.group.Matrix2;
import io.gconv.group.PlanarGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.group.Similitudes;
import io.gconv.kernel.ExpandedKernels;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.kernel.PlanarKernel;
import io.gconv.pipeline.KernelSpec.Normalisation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From kernels as data to kernels as functions. */
class KernelSpecTest {

    private static final PlanarKernel SLOPE = new GaussianDerivative(1, 0, 1, 1.5);

    /** weight · k(R(−angle)(x − (x₀, y₀))) at its channel and tap, and 0 elsewhere. */
    @Test
    void termsStandAtTheirChannelAndTapTurnedAndMoved() {
        KernelTerm term = new KernelTerm(-2, 1, 3, SLOPE, 1, 2, Math.PI / 6, 0, KernelTerm.Mean.KEPT);
        KernelBank bank = new KernelSpec.Terms(List.of(List.of(term)), Normalisation.NONE)
                .bank(KernelWindow.disk(5), 2, List.of(0, 3));
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
        KernelBank bank = new KernelSpec.Coefficients(basis, 2, values, Normalisation.NONE)
                .bank(KernelWindow.disk(5), 2, List.of(2, 0));
        int expected = 1;
        for (int o = 0; o < 2; o++) {
            for (int c = 0; c < 2; c++) {
                for (int tap = 0; tap < 2; tap++) {
                    assertThat(bank.kernel(o, c, tap).at(0, 0)).isEqualTo(expected++);
                }
            }
        }
    }

    static List<PlanarGroup> groups() {
        return List.of(new CyclicGroup(8), new Similitudes(4, Math.sqrt(2), 3));
    }

    /** Over the poses of scale 1 alone: at the others the squares are smaller. */
    @ParameterizedTest
    @MethodSource("groups")
    void normalisedKernelsHaveUnitNormOnAverageOverTheirPoses(PlanarGroup group) {
        for (Normalisation normalisation : List.of(Normalisation.L1, Normalisation.L2)) {
            KernelSpec kernels = new KernelSpec.Terms(
                    List.of(List.of(TestPipelines.term(3, SLOPE)), List.of(TestPipelines.term(0.1, SLOPE))),
                    normalisation);
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
                for (int h = 0; h < group.elementsPerLevel(); h++) {
                    for (double v : expanded.kernel(group.order() * o + h, 0)) {
                        sum += normalisation == Normalisation.L1 ? Math.abs(v) : v * v;
                    }
                }
                assertThat(sum / group.elementsPerLevel()).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void refusesSupportsBeyondTheWindowAndNumbersThatAreNotFinite() {
        KernelTerm far = new KernelTerm(1, 0, 0, SLOPE, 3, 0, 0, 5, KernelTerm.Mean.REMOVED);
        assertThatThrownBy(() -> TestPipelines.analytic(far))
                .hasMessage("a kernel term with support-px 5.0 at (3.0, 0.0) reaches beyond the window of size-px 7");
        KernelTerm huge = TestPipelines.term(1e300, SLOPE);
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

    /** What a basis can express comes back: the kernels are the functions that were sampled, taps and channels in their order. */
    @Test
    void samplesBecomeTheFunctionsTheyAreSamplesOf() {
        KernelBasis basis = KernelBasis.Steerable.ofSize(5);
        KernelWindow window = KernelWindow.disk(5);
        int functions = basis.functions().size();
        double[] given = IntStream.range(0, 2 * 2 * functions)
                .mapToDouble(i -> Math.sin(1 + i))
                .toArray();
        List<Double> samples = new ArrayList<>();
        for (int kernel = 0; kernel < 4; kernel++) {
            double[] c = Arrays.copyOfRange(given, kernel * functions, (kernel + 1) * functions);
            Arrays.stream(window.sample(basis.combination(c), Matrix2.IDENTITY)).forEach(samples::add);
        }
        KernelSpec sampled = new KernelSpec.Sampled(basis, 2, samples, Normalisation.NONE);
        KernelSpec coefficients = new KernelSpec.Coefficients(
                basis, 2, Arrays.stream(given).boxed().toList(), Normalisation.NONE);
        for (int o = 0; o < 2; o++) {
            for (int tap = 0; tap < 2; tap++) {
                PlanarKernel actual = sampled.bank(window, 1, List.of(3, 0)).kernel(o, 0, tap);
                PlanarKernel expected =
                        coefficients.bank(window, 1, List.of(3, 0)).kernel(o, 0, tap);
                assertThat(actual.at(0.7, -1.2)).isCloseTo(expected.at(0.7, -1.2), within(1e-12));
            }
        }
    }

    @Test
    void samplesMustBeAsManyAsTheWindowHasPixels() {
        KernelSpec few = new KernelSpec.Sampled(KernelBasis.Steerable.ofSize(5), 2, List.of(1.0), Normalisation.NONE);
        assertThatThrownBy(() -> few.bank(KernelWindow.disk(5), 3, List.of(0)))
                .hasMessage(
                        "the kernels need 150 samples (2 output channels × 3 input channels × 1 taps × 5 × 5 pixels),"
                                + " but got 1");
    }

    @Test
    void notesSayWhatIsCutAndHowWellSamplesAreFitted() {
        assertThat(notes(KernelWindow.disk(7), terms(GaussianDerivative.gaussian(1)), 8))
                .isEmpty();
        assertThat(notes(KernelWindow.disk(5), terms(GaussianDerivative.gaussian(3)), 8))
                .containsExactly("a kernel function has 46 % of its energy beyond the window, where it is cut");
        assertThat(notes(KernelWindow.square(7), terms(GaussianDerivative.gaussian(1)), 8))
                .containsExactly("the square window is not closed under C8: turned kernels lose other corners");
        assertThat(notes(KernelWindow.square(7), terms(GaussianDerivative.gaussian(1)), 4))
                .isEmpty();
        List<Double> corner = new ArrayList<>(Collections.nCopies(25, 0.0));
        corner.set(0, 1.0);
        KernelSpec sampled = new KernelSpec.Sampled(KernelBasis.Steerable.ofSize(5), 1, corner, Normalisation.NONE);
        assertThat(notes(KernelWindow.disk(5), sampled, 8))
                .singleElement()
                .asString()
                .startsWith("samples fitted by 6 functions, condition number ")
                .endsWith(": relative error 1.0 in the median, 1.0 at most");
    }

    /** The bases that fit a window by default are not noted. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 9, 15})
    void defaultBasesHaveNoNotes(int size) {
        for (KernelBasis basis : List.of(
                KernelBasis.Steerable.ofSize(size),
                KernelBasis.BSplines.ofSize(3, size),
                KernelBasis.Hermite.ofSize(size))) {
            assertThat(notes(KernelWindow.disk(size), new KernelSpec.Drawn(basis, 1, 1), 8))
                    .isEmpty();
        }
    }

    /** The default basis of 3 pixels has one function, and it is round: lifted maps would repeat themselves |H| times. */
    @Test
    void liftsWithoutADirectionAreNoted() {
        KernelSpec round = new KernelSpec.Drawn(KernelBasis.Steerable.ofSize(3), 4, 1);
        KernelSpec pointed = new KernelSpec.Drawn(KernelBasis.Steerable.ofSize(5), 4, 1);
        String note = "the kernels look the same in all 8 poses of a scale, and so do the maps: their functions have no"
                + " direction";
        assertThat(KernelNotes.of(layer(KernelWindow.disk(3), round), new CyclicGroup(8), true))
                .containsExactly(note);
        assertThat(KernelNotes.of(layer(KernelWindow.disk(5), pointed), new CyclicGroup(8), true))
                .isEmpty();
        assertThat(KernelNotes.of(layer(KernelWindow.disk(3), round), new ScaleGroup(2, 3), true))
                .isEmpty();
    }

    /** A file of 360 kB: 20,000 kernels of 3 × 3 samples in a basis of some 4,000 functions. */
    @Test
    void refusesBasesWithTooManyFunctionsForTheSamples() {
        KernelSpec many = new KernelSpec.Sampled(
                new KernelBasis.BSplines(1, KernelWindow.square(63)),
                20_000,
                Collections.nCopies(9 * 20_000, 1.0),
                Normalisation.NONE);
        assertThatThrownBy(() -> many.bank(KernelWindow.disk(3), 1, List.of(0)))
                .hasMessage("a layer may have at most 16777216 fitted coefficients, but has 79380000");
    }

    private static KernelSpec terms(PlanarKernel kernel) {
        return new KernelSpec.Terms(List.of(List.of(TestPipelines.term(1, kernel))), Normalisation.NONE);
    }

    private static List<String> notes(KernelWindow window, KernelSpec kernels, int rotations) {
        return KernelNotes.of(layer(window, kernels), new CyclicGroup(rotations), false);
    }

    private static LayerSpec.Correlation layer(KernelWindow window, KernelSpec kernels) {
        return new LayerSpec.Correlation(
                "layer", window, io.gconv.layer.Padding.ZERO, List.of(0), kernels, List.of(), List.of());
    }
}
