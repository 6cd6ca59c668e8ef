package io.gconv.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.group.TrivialGroup;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.Pointwise.Function;
import io.gconv.layer.Pointwise.Part;
import io.gconv.testing.TestMaps;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each layer computes, that it leaves its input alone, and what it refuses. */
class LayersTest {

    private static final CyclicGroup C4 = new CyclicGroup(4);

    private static LiftingCorrelation lift(Padding padding, double... bias) {
        KernelBank bank =
                KernelBank.lifting(bias.length, 1, (o, c, tap) -> new GaussianDerivative(1, 0, 1, 1).times(o + 1));
        return new LiftingCorrelation(C4, bank, KernelWindow.disk(5), padding, bias);
    }

    @Test
    void biasIsAddedToItsChannelAtEveryPose() {
        PlanarFeatureMap zero = PlanarFeatureMap.of(1, 6, 7, new float[42]);
        GroupFeatureMap out = lift(Padding.ZERO, 0.5, -2).apply(zero);
        for (int h = 0; h < 4; h++) {
            assertThat(out.value(0, h, 3, 3)).isEqualTo(0.5f);
            assertThat(out.value(1, h, 3, 3)).isEqualTo(-2);
        }
    }

    /** ⟨k, f⟩ at the centre for f = x: the derivative of a Gaussian gives −1 times the slope along its own direction. */
    @Test
    void derivativesAreTakenAlongTheTurnedAxis() {
        float[] ramp = new float[81];
        for (int i = 0; i < 81; i++) {
            ramp[i] = i % 9;
        }
        KernelBank bank = KernelBank.lifting(1, 1, (o, c, tap) -> new GaussianDerivative(1, 0, 1, 1));
        LiftingCorrelation lift = new LiftingCorrelation(C4, bank, KernelWindow.disk(9), Padding.ZERO, new double[1]);
        GroupFeatureMap out = lift.apply(PlanarFeatureMap.of(1, 9, 9, ramp));
        assertThat(out.value(0, 0, 4, 4)).isCloseTo(-1, within(1e-2f)); // the window cuts the Gaussian at 4.5 σ
        assertThat(out.value(0, 1, 4, 4)).isCloseTo(0, within(1e-5f));
        assertThat(out.value(0, 2, 4, 4)).isCloseTo(1, within(1e-2f));
    }

    /** 1/|det h|: a constant image gives the same response at every scale. */
    @Test
    void scaledKernelsKeepTheirIntegral() {
        KernelBank bank = KernelBank.lifting(1, 1, (o, c, tap) -> GaussianDerivative.gaussian(1));
        LiftingCorrelation lift = new LiftingCorrelation(
                new ScaleGroup(Math.sqrt(2), 4), bank, KernelWindow.disk(9), Padding.ZERO, new double[1]);
        float[] ones = new float[61 * 61];
        java.util.Arrays.fill(ones, 1);
        GroupFeatureMap out = lift.apply(PlanarFeatureMap.of(1, 61, 61, ones));
        for (int level = 0; level < 4; level++) {
            assertThat(out.value(0, level, 30, 30)).isCloseTo(1, within(1e-3f)); // cut at 4.5 σ
        }
    }

    @Test
    void validPaddingCutsOffTheLargestWindow() {
        assertThat(lift(Padding.VALID, 0, 0).outputShape(6, 9)).isEqualTo(new MapShape(C4, 2, 2, 5));
        assertThat(lift(Padding.ZERO, 0, 0).outputShape(6, 9)).isEqualTo(new MapShape(C4, 2, 6, 9));
    }

    @Test
    void activationsApplyToTheirChannels() {
        GroupFeatureMap f = GroupFeatureMap.of(new TrivialGroup(), 5, 1, 1, 3, -4, -2, -2, 7);
        Pointwise mixed = new Pointwise(List.of(
                new Part(Function.MODULUS, 0, 2), new Part(Function.ABS, 0, 1), new Part(Function.LEAKY_RELU, 0.5, 0)));
        assertThat(mixed.apply(f).values()).containsExactly(5, 2, -1, 7);
        assertThat(Pointwise.of(Function.RELU).apply(f).values()).containsExactly(3, 0, 0, 0, 7);
    }

    @Test
    void activationsRefuseChannelsThatDoNotFit() {
        MapShape odd = new MapShape(C4, 3, 1, 1);
        assertThatThrownBy(() -> Pointwise.of(Function.MODULUS).outputShape(odd))
                .hasMessage("the activation modulus takes pairs of channels, so an even number, but got 3");
        Pointwise four = new Pointwise(List.of(new Part(Function.LEAKY_RELU, 0.1, 4)));
        assertThatThrownBy(() -> four.outputShape(odd))
                .hasMessage("the activation leaky-relu of 4 channels does not fit what is left, 3 of 3");
        Pointwise two = new Pointwise(List.of(new Part(Function.RELU, 0, 2)));
        assertThatThrownBy(() -> two.outputShape(odd)).hasMessageContaining("[relu] leaves 1 of 3 channels");
        assertThatThrownBy(() -> new Part(Function.RELU, 0.5, 0)).hasMessageContaining("slope");
        Pointwise afterAll = new Pointwise(List.of(new Part(Function.RELU, 0, 0), new Part(Function.ABS, 0, 0)));
        assertThatThrownBy(() -> afterAll.outputShape(odd)).hasMessageContaining("has no channels left of 3");
    }

    @Test
    void poolingIsABinomialBlurOfEverySecondPixel() {
        GroupFeatureMap f =
                GroupFeatureMap.of(new TrivialGroup(), 1, 3, 5, 0, 0, 0, 0, 0, 0, 16, 0, 0, 16, 0, 0, 0, 0, 0);
        assertThat(new SpatialPooling(3).apply(f).values()).containsExactly(4, 2);
    }

    /** Σ b(u) b(v) F with the binomial coefficients of Pascal's triangle, of small integers: exact. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7})
    void poolingIsALiteralSum(int size) {
        GroupFeatureMap f = TestMaps.integers(1, C4, 2, size + 6, size + 10, 0);
        long[] binomials = {1};
        for (int n = 1; n < size; n++) {
            long[] next = new long[n + 1];
            for (int i = 0; i <= n; i++) {
                next[i] = (i < n ? binomials[i] : 0) + (i > 0 ? binomials[i - 1] : 0);
            }
            binomials = next;
        }
        GroupFeatureMap out = new SpatialPooling(size).apply(f);
        assertThat(MapShape.of(out)).isEqualTo(new MapShape(C4, 2, 4, 6));
        for (int i = 0; i < 8 * 4 * 6; i++) {
            long sum = 0;
            for (int u = 0; u < size; u++) {
                for (int v = 0; v < size; v++) {
                    float value = f.value(i / 96, i / 24 % 4, 2 * (i / 6 % 4) + u, 2 * (i % 6) + v);
                    sum += binomials[u] * binomials[v] * (long) value;
                }
            }
            assertThat(out.values()[i]).isEqualTo((float) (sum / Math.pow(4, size - 1)));
        }
    }

    @Test
    void poolingRefusesSidesThatBreakTheSymmetry() {
        assertThatThrownBy(() -> new SpatialPooling(3).outputShape(new MapShape(C4, 1, 8, 9)))
                .hasMessage(
                        "pooling of size 3 would break the symmetry of a map of 9 × 8 pixels: both sides must be odd"
                                + " and at least 3");
        assertThatThrownBy(() -> new SpatialPooling(1)).hasMessageContaining("2 … 7");
    }

    @Test
    void projectionsAreWhatTheirNamesSay() {
        GroupFeatureMap f = GroupFeatureMap.of(C4, 1, 1, 1, 3, 0, -4, 1);
        assertThat(new Projection.Max().apply(f).values()).containsExactly(3);
        assertThat(new Projection.Mean().apply(f).values()).containsExactly(0);
        assertThat(new Projection.L2().apply(f).values()).containsExactly((float) Math.sqrt(26));
        float first = (float) (Math.hypot(3 + 4, 0 - 1) / 4); // |Σ F e^(−iθ)| = |(3 − −4) + i(1 − 0)|
        assertThat(new Projection.Spectrum(9, 1).apply(f).values())
                .containsExactly(new float[] {0, first, 0.5f}, within(1e-6f));
        assertThat(new Projection.Spectrum(2, 2).apply(f).values())
                .containsExactly(new float[] {0, 0.5f}, within(1e-6f));
    }

    /** Reflections exchange the two blocks of a dihedral group; the spectrum combines them. */
    @Test
    void spectrumIsInvariantToEveryElementOfADihedralGroup() {
        DihedralGroup d5 = new DihedralGroup(5);
        GroupFeatureMap f = TestMaps.integers(1, d5, 1, 1, 1, 0);
        float[] expected = new Projection.Spectrum(2, 1).apply(f).values();
        for (int h = 0; h < d5.order(); h++) {
            int g = h;
            float[] moved = new float[d5.order()];
            IntStream.range(0, moved.length).forEach(i -> moved[i] = f.value(0, d5.relative(g, i), 0, 0));
            GroupFeatureMap shifted = GroupFeatureMap.of(d5, 1, 1, 1, moved);
            assertThat(new Projection.Spectrum(2, 1).apply(shifted).values()).containsExactly(expected, within(1e-5f));
        }
    }

    private static final List<GroupLayer> LAYERS = List.of(
            new GroupCorrelation(
                    C4,
                    KernelBank.of(3, 4, List.of(0, 1), (o, c, tap) -> GaussianDerivative.gaussian(1 + 0.1 * o)),
                    KernelWindow.disk(3),
                    Padding.ZERO,
                    new double[] {0, 1, -1}),
            new Pointwise(List.of(
                    new Part(Function.RELU, 0, 1), new Part(Function.MODULUS, 0, 2), new Part(Function.ABS, 0, 0))),
            Pointwise.of(Function.MODULUS),
            Pointwise.of(Function.IDENTITY),
            new Pointwise(List.of(new Part(Function.LEAKY_RELU, 0.25, 0))),
            new SpatialPooling(3),
            new SpatialPooling(5));

    /** On maps of more than one row of the vectorised loops, into maps that held other values. */
    @ParameterizedTest
    @FieldSource("LAYERS")
    void layersWriteTheSameIntoAMapThatIsThere(GroupLayer layer) {
        for (int width : new int[] {5, 37, 301}) {
            GroupFeatureMap f = TestMaps.integers(4, C4, 4, 9, width, 0);
            float[] before = f.values();
            GroupFeatureMap expected = layer.apply(f);
            GroupFeatureMap out = TestMaps.integers(5, C4, expected.channels(), expected.height(), expected.width(), 0);
            layer.apply(f, out);
            assertThat(out.values()).isEqualTo(expected.values());
            assertThat(f.values()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @FieldSource("LAYERS")
    void layersRefuseToWorkInPlace(GroupLayer layer) {
        float[] values = TestMaps.integers(4, C4, 4, 9, 301, 0).values();
        GroupFeatureMap f = GroupFeatureMap.wrap(C4, 4, 9, 301, values);
        GroupFeatureMap expected = layer.apply(f);
        GroupFeatureMap out =
                GroupFeatureMap.view(C4, expected.channels(), expected.height(), expected.width(), values);
        assertThatThrownBy(() -> layer.apply(f, out)).hasMessage("the output must not share its values with the input");
    }

    @ParameterizedTest
    @FieldSource("LAYERS")
    void layersRefuseOutputsOfTheWrongShape(GroupLayer layer) {
        GroupFeatureMap f = TestMaps.integers(4, C4, 4, 9, 11, 0);
        MapShape right = layer.outputShape(MapShape.of(f));
        assertThatThrownBy(() ->
                        layer.apply(f, new MapShape(C4, right.channels(), right.height(), right.width() + 1).newMap()))
                .hasMessage("the output must have the shape [" + right.channels() + ", C4, " + right.height() + ", "
                        + right.width() + "], but was GroupFeatureMap[" + right.channels() + ", C4, " + right.height()
                        + ", " + (right.width() + 1) + "]");
        MapShape otherGroup = new MapShape(new CyclicGroup(5), right.channels(), right.height(), right.width());
        assertThatThrownBy(() -> layer.apply(f, otherGroup.newMap())).hasMessageContaining("the output must have");
    }

    @Test
    void liftWritesTheSameIntoAMapThatIsThere() {
        PlanarFeatureMap f = TestMaps.integers(2, 1, 9, 11, 0);
        LiftingCorrelation lift = lift(Padding.VALID, 0.5, -2);
        GroupFeatureMap out = TestMaps.integers(5, C4, 2, 5, 7, 0);
        lift.apply(f, out);
        assertThat(out.values()).isEqualTo(lift.apply(f).values());
        GroupFeatureMap wrong = TestMaps.integers(5, C4, 2, 9, 11, 0);
        assertThatThrownBy(() -> lift.apply(f, wrong))
                .hasMessage("the output must have the shape [2, C4, 5, 7], but was GroupFeatureMap[2, C4, 9, 11]");
    }

    /** Fibres are read in blocks of 1024 pixels: across their edges, against the definition. */
    @Test
    void projectionsOfLargeMapsAreWhatTheirNamesSay() {
        GroupFeatureMap f = TestMaps.integers(6, C4, 2, 41, 53, 0);
        PlanarFeatureMap max = new Projection.Max().apply(f);
        PlanarFeatureMap mean = new Projection.Mean().apply(f);
        for (int i = 0; i < 2 * 41 * 53; i++) {
            int c = i / (41 * 53);
            int y = i / 53 % 41;
            int x = i % 53;
            float[] fibre = {f.value(c, 0, y, x), f.value(c, 1, y, x), f.value(c, 2, y, x), f.value(c, 3, y, x)};
            assertThat(max.value(c, y, x))
                    .isEqualTo(Math.max(Math.max(fibre[0], fibre[1]), Math.max(fibre[2], fibre[3])));
            assertThat(mean.value(c, y, x)).isEqualTo((fibre[0] + fibre[1] + fibre[2] + fibre[3]) / 4);
        }
    }

    @Test
    void viewsAreTheFirstValuesOfABuffer() {
        float[] buffer = {1, 2, 3, 4, 5};
        GroupFeatureMap view = GroupFeatureMap.view(new TrivialGroup(), 1, 2, 2, buffer);
        assertThat(view.values()).containsExactly(1, 2, 3, 4);
        assertThat(PlanarFeatureMap.view(1, 2, 2, buffer).values()).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> PlanarFeatureMap.view(1, 2, 3, buffer))
                .hasMessage("a buffer must have at least 6 values, but had 5");
    }

    @Test
    void inputsAreNotWritten() {
        PlanarFeatureMap f = TestMaps.integers(2, 1, 9, 11, 0);
        float[] before = f.values();
        GroupFeatureMap lifted = lift(Padding.ZERO, 0, 0).apply(f);
        assertThat(f.values()).isEqualTo(before);
        float[] onG = lifted.values();
        KernelBank bank = KernelBank.of(1, 2, List.of(0, 1), (o, c, tap) -> GaussianDerivative.gaussian(1));
        new GroupCorrelation(C4, bank, KernelWindow.disk(3), Padding.ZERO, new double[1]).apply(lifted);
        Pointwise.of(Function.MODULUS).apply(lifted);
        new SpatialPooling(3).apply(lifted);
        new Projection.Spectrum(2, 1).apply(lifted);
        assertThat(lifted.values()).isEqualTo(onG);
    }

    @Test
    void refusesInputsOfTheWrongShape() {
        assertThatThrownBy(() -> lift(Padding.ZERO, 0).apply(PlanarFeatureMap.of(3, 9, 9, new float[243])))
                .hasMessage("the lifting correlation needs 1 channels, but got 3");
        assertThatThrownBy(() -> lift(Padding.VALID, 0).apply(PlanarFeatureMap.of(1, 4, 9, new float[36])))
                .hasMessage("a feature map of 9 × 4 pixels is smaller than the kernel window of 5 × 5 pixels");
        KernelBank bank = KernelBank.of(1, 2, List.of(0), (o, c, tap) -> GaussianDerivative.gaussian(1));
        GroupCorrelation correlation =
                new GroupCorrelation(C4, bank, KernelWindow.disk(3), Padding.ZERO, new double[1]);
        GroupFeatureMap other = TestMaps.integers(3, new CyclicGroup(8), 2, 5, 5, 0);
        assertThatThrownBy(() -> correlation.apply(other))
                .hasMessage("the group correlation needs 2 channels on C4, but got 2 on C8");
        assertThatThrownBy(() -> lift(Padding.ZERO)).hasMessageContaining("needs input and output channels");
    }

    /** P_max (σ(K ⋆ F)) in one pass, on all sides of lanes and tiles. */
    @ParameterizedTest
    @CsvSource({"5, 9", "31, 33", "28, 28"})
    void theMaximumOfAnActivatedCorrelation(int height, int width) {
        KernelBank bank = KernelBank.of(
                3, 2, List.of(0, 1, 3), (o, c, tap) -> new GaussianDerivative(1, o, 1, 1).times(c + tap + 1));
        GroupCorrelation layer = new GroupCorrelation(
                        C4, bank, KernelWindow.disk(5), Padding.ZERO, new double[] {-0.5, 0, 2})
                .followedBy(new Pointwise(List.of(new Part(Function.LEAKY_RELU, 0.25, 0))));
        GroupFeatureMap f = TestMaps.integers(3, C4, 2, height, width, 0);
        GroupFeatureMap maximum = layer.maximum().orElseThrow().apply(f);
        assertThat(MapShape.of(maximum)).isEqualTo(new MapShape(new TrivialGroup(), 3, height, width));
        assertThat(maximum.values())
                .isEqualTo(new Projection.Max().apply(layer.apply(f)).values());
    }

    @Test
    void noMaximumInOnePassBehindAModulus() {
        KernelBank bank = KernelBank.of(2, 1, List.of(0), (o, c, tap) -> GaussianDerivative.gaussian(1));
        GroupCorrelation layer = new GroupCorrelation(C4, bank, KernelWindow.disk(3), Padding.ZERO, new double[2]);
        assertThat(layer.maximum()).isPresent();
        assertThat(layer.followedBy(Pointwise.of(Function.MODULUS)).maximum()).isEmpty();
    }

    @Test
    void aSecondActivationIsRefused() {
        LiftingCorrelation lift = lift(Padding.ZERO, 0).followedBy(Pointwise.of(Function.RELU));
        assertThatThrownBy(() -> lift.followedBy(Pointwise.of(Function.ABS)))
                .hasMessage("this correlation is followed by an activation already");
    }

    @Test
    void aLeakyReluNeedsItsSlope() {
        assertThatThrownBy(() -> Pointwise.of(Function.LEAKY_RELU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leaky-relu needs a slope");
    }
}
