package io.gconv.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.TrivialGroup;
import io.gconv.image.DecodeOptions;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.Padding;
import io.gconv.layer.Projection;
import io.gconv.layer.SpatialPooling;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.testing.TestMaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which images and pipelines are refused, and with what words. */
class PipelineRefusalsTest {

    @Test
    void refusesImagesWithTheWrongNumberOfChannels() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(4)));
        assertThatThrownBy(() -> pipeline.apply(TestMaps.integers(9, 3, 40, 40, 0), Set.of()))
                .hasMessage("the lifting correlation needs 1 channels, but got 3");
    }

    /** NaN at the entrance; what overflows on the way, at the exit. */
    @Test
    void refusesImagesWhoseValuesAreNotFiniteOrOverflow() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(4)));
        float[] values = new float[1600];
        values[1599] = Float.NaN;
        assertThatThrownBy(() -> pipeline.apply(PlanarFeatureMap.of(1, 40, 40, values), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the feature map has a value that is not finite: NaN at channel 0, row 39, column 39");
        Arrays.fill(values, Float.MAX_VALUE);
        values[820] = -Float.MAX_VALUE;
        assertThatThrownBy(() -> pipeline.apply(PlanarFeatureMap.of(1, 40, 40, values), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the descriptor of layer lift is not finite for this image");
    }

    @Test
    void refusesImagesThatAreTooSmall() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(4)));
        assertThatThrownBy(() -> pipeline.apply(TestMaps.integers(9, 1, 9, 40, 0), Set.of()))
                .hasMessage("the image of 40 × 9 pixels is too small for pipeline test, which needs at least 15 × 15");
        assertThat(pipeline.apply(TestMaps.integers(9, 1, 22, 22, 0), Set.of()).descriptor())
                .doesNotContain(Float.NaN);
    }

    @Test
    void refusesImagesWhoseSymmetryPoolingWouldBreak() {
        PipelineSpec spec = TestPipelines.spec(
                new CyclicGroup(4),
                List.of(
                        new LayerSpec.Pooling("half", new SpatialPooling(3)),
                        new LayerSpec.Pooling("quarter", new SpatialPooling(3))),
                List.of(TestPipelines.meanOfMaximum()));
        Pipeline pipeline = Pipeline.of(spec);
        assertThatThrownBy(() -> pipeline.apply(TestMaps.integers(10, 1, 20, 20, 0), Set.of()))
                .hasMessage("pooling would break the symmetry of an image of 20 × 20 pixels: sides that work with"
                        + " pipeline test are [15, 19, 23, 27], every 4 pixels");
        assertThat(pipeline.apply(TestMaps.integers(10, 1, 19, 23, 0), Set.of()).descriptor())
                .hasSize(2);
        assertThat(pipeline.smallestSides())
                .hasSize(4)
                .allSatisfy(side -> assertThat(side % 4).isEqualTo(3));
    }

    @Test
    void refusesADeclaredSizeThatBreaksTheSymmetryWhenItIsLoaded() {
        InputSpec input = new InputSpec(
                DecodeOptions.Channels.GRAY, DecodeOptions.Range.UNIT, 0, InputSpec.Mean.KEPT, List.of(64, 64));
        PipelineSpec spec = new PipelineSpec(
                "sized",
                "",
                input,
                new CyclicGroup(4),
                TestPipelines.lift(Padding.ZERO),
                List.of(new LayerSpec.Pooling("half", new SpatialPooling(3))),
                List.of(TestPipelines.meanOfMaximum()));
        assertThatThrownBy(() -> Pipeline.of(spec)).hasMessageContaining("sides that work with pipeline sized are");
    }

    @Test
    void refusesAMarginThatValidPaddingHasCutOff() {
        PipelineSpec spec = new PipelineSpec(
                "valid",
                "",
                InputSpec.gray(),
                new CyclicGroup(4),
                TestPipelines.lift(Padding.VALID),
                List.of(),
                List.of(new Pooled(
                        "lift",
                        List.of(),
                        List.of(new Projection.Max()),
                        new RegionSpec(0, new Margin.Pixels(1)),
                        List.of(Statistic.MEAN),
                        new Compression.None())));
        assertThatThrownBy(() -> Pipeline.of(spec))
                .hasMessage(
                        "layer lift has lost 2.0 px at each side to valid padding or pooling, so margin-px must be at least"
                                + " that, but was 1.0");
    }

    /** They would take gigabytes before anything else is known of them. */
    @Test
    void refusesToDrawCountlessCoefficients() {
        KernelSpec drawn = new KernelSpec.Drawn(KernelBasis.BSplines.ofSize(3, 63), 1 << 20, 1);
        assertThatThrownBy(() -> drawn.bank(KernelWindow.disk(5), 1, List.of(0)))
                .hasMessageStartingWith("a layer may have at most 16777216 drawn coefficients, but has 3");
    }

    /** Layers of 16.6 million values each: one of them is legal. */
    @Test
    void refusesLayersThatAreTooLargeTogether() {
        CyclicGroup group = new CyclicGroup(4);
        KernelTerm slope = TestPipelines.slope();
        List<LayerSpec> layers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<KernelTerm> terms = IntStream.range(0, 32)
                    .mapToObj(c -> new KernelTerm(1, c, 0, slope.kernel(), 0, 0, 0, 0, KernelTerm.Mean.KEPT))
                    .toList();
            layers.add(new LayerSpec.Correlation(
                    "layer" + i,
                    KernelWindow.square(63),
                    Padding.ZERO,
                    List.of(0),
                    new KernelSpec.Terms(Collections.nCopies(32, terms), KernelSpec.Normalisation.NONE),
                    List.of(),
                    List.of()));
        }
        KernelTerm[] slopes = Collections.nCopies(32, slope).toArray(KernelTerm[]::new);
        PipelineSpec spec = new PipelineSpec(
                "large",
                "",
                InputSpec.gray(),
                group,
                TestPipelines.analytic(slopes),
                layers,
                List.of(TestPipelines.meanOfMaximum()));
        assertThatThrownBy(() -> Pipeline.of(spec))
                .hasMessage("layer layer2: the layers up to this one have 48777344 kernel values in all poses, more"
                        + " than the 33554432 that a pipeline may have");
    }

    @Test
    void refusesDescriptorsOfCountlessNumbers() {
        List<DescriptorSpec> parts = new ArrayList<>();
        for (int max = 0; max < 200; max++) {
            parts.add(new Pooled(
                    "lift",
                    List.of(),
                    List.of(new Projection.Spectrum(max, 1), new Projection.Max()),
                    RegionSpec.rings(64),
                    List.of(Statistic.values()),
                    new Compression.None()));
        }
        PipelineSpec spec = TestPipelines.spec(new CyclicGroup(4), List.of(), parts);
        assertThatThrownBy(() -> Pipeline.of(spec))
                .hasMessageStartingWith(
                        "a descriptor may have at most 262144 numbers, but up to a part of layer lift" + " it has 26");
    }

    @Test
    void refusesKernelsThatDoNotFitTheirLayer() {
        KernelTerm wrongTap = new KernelTerm(
                1, 0, 3, io.gconv.kernel.GaussianDerivative.gaussian(1), 0, 0, 0, 0, KernelTerm.Mean.KEPT);
        assertThatThrownBy(() -> Pipeline.of(new PipelineSpec(
                        "taps",
                        "",
                        InputSpec.gray(),
                        new CyclicGroup(4),
                        TestPipelines.analytic(wrongTap),
                        List.of(),
                        List.of(TestPipelines.meanOfMaximum()))))
                .hasMessage("layer lift: a kernel term has tap 3, which is not one of the layer's taps [0]");
        KernelSpec few = new KernelSpec.Coefficients(
                KernelBasis.Steerable.ofSize(5), 1, List.of(1.0), KernelSpec.Normalisation.NONE);
        assertThatThrownBy(() -> few.bank(KernelWindow.disk(5), 1, List.of(0)))
                .hasMessageContaining("(1 output channels × 1 input channels × 1 taps × 6 basis functions), but got 1");
    }

    /** Sums of terms, or of basis functions, in all poses: a few lines of a file could take an hour. */
    @Test
    void refusesKernelsThatTakeLongToSample() {
        KernelTerm slope = TestPipelines.slope();
        assertThatThrownBy(() -> Pipeline.of(ofLift(
                        new CyclicGroup(255),
                        KernelWindow.disk(63),
                        new KernelSpec.Terms(List.of(Collections.nCopies(300, slope)), KernelSpec.Normalisation.NONE))))
                .hasMessage(
                        "layer lift: to sample the kernels of the layers up to this one takes 303628500 evaluations of"
                                + " functions, more than the 268435456 that a pipeline may take");
        assertThatThrownBy(() -> Pipeline.of(ofLift(
                        new TrivialGroup(),
                        KernelWindow.disk(63),
                        new KernelSpec.Drawn(KernelBasis.BSplines.ofSize(3, 63), 40, 1))))
                .hasMessageContaining("evaluations of functions");
    }

    @Test
    void refusesKernelsWhoseNormIsNotFinite() {
        assertThatThrownBy(() -> Pipeline.of(ofLift(
                        new CyclicGroup(8),
                        KernelWindow.disk(3),
                        new KernelSpec.Coefficients(
                                KernelBasis.Steerable.ofSize(3), 1, List.of(1e200), KernelSpec.Normalisation.L2))))
                .hasMessage("layer lift: the kernels of output channel 0 are too large to be normalised");
    }

    /** In a square window, which quarter turns keep, a term may stand in a corner. */
    @Test
    void refusesTermsThatAreNotInTheWindow() {
        assertThatThrownBy(() -> ofTermAt(KernelWindow.disk(5), 2, 2, 0))
                .hasMessage("a kernel term at (2.0, 2.0) lies beyond the window of size-px 5");
        assertThatThrownBy(() -> ofTermAt(KernelWindow.square(5), 2, 2, 2))
                .hasMessage("a kernel term with support-px 2.0 at (2.0, 2.0) reaches beyond the window of size-px 5");
        assertThat(Pipeline.of(ofTermAt(KernelWindow.square(5), 2, 2, 1)).layerNames())
                .containsExactly("lift");
    }

    private static PipelineSpec ofTermAt(KernelWindow window, double x, double y, double support) {
        KernelTerm term = new KernelTerm(
                1, 0, 0, io.gconv.kernel.GaussianDerivative.gaussian(1), x, y, 0, support, KernelTerm.Mean.KEPT);
        return ofLift(
                new CyclicGroup(4),
                window,
                new KernelSpec.Terms(List.of(List.of(term)), KernelSpec.Normalisation.NONE));
    }

    private static PipelineSpec ofLift(PlanarGroup group, KernelWindow window, KernelSpec kernels) {
        return new PipelineSpec(
                "lifted",
                "",
                InputSpec.gray(),
                group,
                new LayerSpec.Correlation("lift", window, Padding.ZERO, List.of(0), kernels, List.of(), List.of()),
                List.of(),
                List.of(TestPipelines.meanOfMaximum()));
    }

    /** Twice the frequency does not fit into an int. */
    @ParameterizedTest
    @ValueSource(ints = {5, 1 << 30, Integer.MIN_VALUE})
    void refusesFrequenciesBeyondHalfOfTheRotations(int frequency) {
        assertThatThrownBy(() -> Pipeline.of(harmonics(frequency)))
                .hasMessage("frequency " + frequency + " is beyond half of the 8 rotations of layer lift");
    }

    private static PipelineSpec harmonics(int frequency) {
        return TestPipelines.spec(
                new CyclicGroup(8),
                List.of(),
                List.of(new DescriptorSpec.Harmonics(
                        "lift", List.of(), RegionSpec.rings(2), 1, List.of(frequency), new Compression.None())));
    }

    /** The lift alone takes 12 pixels; the layer behind it, which no part of the descriptor reads, needs 31. */
    @Test
    void sizesMustFitLayersThatNothingReads() {
        KernelSpec kernels =
                new KernelSpec.Terms(List.of(List.of(TestPipelines.slope())), KernelSpec.Normalisation.NONE);
        LayerSpec deep = new LayerSpec.Correlation(
                "deep", KernelWindow.disk(31), Padding.VALID, List.of(0), kernels, List.of(), List.of());
        Pipeline pipeline = Pipeline.of(new PipelineSpec(
                "test",
                "",
                InputSpec.gray(),
                new CyclicGroup(4),
                TestPipelines.analytic(TestPipelines.slope()),
                List.of(deep),
                List.of(TestPipelines.meanOfMaximum())));
        assertThat(pipeline.takes(30, 40)).isFalse();
        assertThat(pipeline.takes(31, 40)).isTrue();
        assertThatThrownBy(() -> pipeline.workingBytes(30, 40)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pipeline.checkSize(30, 40))
                .hasMessage("the image of 40 × 30 pixels is too small for pipeline test, which needs at least 31 × 31");
    }

    private static Pooled maximumOf(String layer, Margin margin) {
        return new Pooled(
                layer,
                List.of(),
                List.of(new Projection.Max()),
                new RegionSpec(0, margin),
                List.of(Statistic.MEAN),
                new Compression.None());
    }

    /** The smallest side is 12, for the descriptor; pooling alone would take 10. */
    @Test
    void onlySizesThatWorkAreNamed() {
        Pipeline pipeline = Pipeline.of(new PipelineSpec(
                "small",
                "",
                InputSpec.gray(),
                new CyclicGroup(4),
                TestPipelines.analytic(TestPipelines.slope()),
                List.of(new LayerSpec.Pooling("half", new SpatialPooling(2))),
                List.of(maximumOf("half", new Margin.ReceptiveField()))));
        assertThat(pipeline.smallestSide()).isEqualTo(12);
        assertThatThrownBy(() -> pipeline.checkSize(13, 13))
                .hasMessage("pooling would break the symmetry of an image of 13 × 13 pixels: sides that work with"
                        + " pipeline small are [12, 14, 16, 18], every 2 pixels");
    }

    /** The layer behind the pooling needs 31 pixels of its own, though nothing is read from it. */
    @Test
    void imagesThatAreTooSmallForALayerThatIsNotReadAreToldSo() {
        Pipeline pipeline = Pipeline.of(new PipelineSpec(
                "wide",
                "",
                InputSpec.gray(),
                new CyclicGroup(4),
                TestPipelines.analytic(TestPipelines.slope()),
                List.of(
                        new LayerSpec.Pooling("half", new SpatialPooling(3)),
                        new LayerSpec.Correlation(
                                "wide",
                                KernelWindow.disk(31),
                                Padding.VALID,
                                List.of(0),
                                new KernelSpec.Drawn(KernelBasis.Steerable.ofSize(5), 1, 1),
                                List.of(),
                                List.of())),
                List.of(maximumOf("lift", new Margin.Pixels(0)))));
        assertThatThrownBy(() -> pipeline.checkSize(21, 21))
                .hasMessage("the image of 21 × 21 pixels is too small for pipeline wide, which needs at least 63 × 63");
        assertThatThrownBy(() -> pipeline.checkSize(64, 63))
                .hasMessageStartingWith("pooling would break the symmetry of an image of 63 × 64 pixels")
                .hasMessageEndingWith("[63, 65, 67, 69], every 2 pixels");
        pipeline.checkSize(63, 65);
    }

    @Test
    void refusesHarmonicsWithoutFrequencies() {
        assertThatThrownBy(() -> new DescriptorSpec.Harmonics(
                        "lift", List.of(), RegionSpec.disk(), 0, List.of(), new Compression.None()))
                .hasMessage("frequencies must be distinct and at least one, but were []");
    }

    /** Their numbers would have the same names. */
    @Test
    void refusesTwoSpectraOfOneLayer() {
        List<Projection> spectra = List.of(new Projection.Spectrum(2, 1), new Projection.Spectrum(4, 1));
        assertThatThrownBy(() -> new Pooled(
                        "lift", List.of(), spectra, RegionSpec.disk(), List.of(Statistic.MEAN), new Compression.None()))
                .hasMessage("the descriptor of layer lift has spectrum twice in projections: [spectrum, spectrum]");
    }

    @Test
    void refusesKernelsToBeNormalisedThatAreNotFinite() {
        assertThatThrownBy(() -> Pipeline.of(ofLift(
                        new CyclicGroup(8),
                        KernelWindow.disk(3),
                        new KernelSpec.Coefficients(
                                KernelBasis.Steerable.ofSize(3), 1, List.of(Double.NaN), KernelSpec.Normalisation.L1))))
                .hasMessage("layer lift: the kernels of output channel 0 are not finite");
    }

    @Test
    void namesLayersInTheirOrder() {
        List<LayerSpec> layers = IntStream.of(9, 8, 7, 6)
                .<LayerSpec>mapToObj(i -> new LayerSpec.Pooling("pool" + i, new SpatialPooling(3)))
                .toList();
        assertThatThrownBy(() -> TestPipelines.spec(
                        new CyclicGroup(4), layers, List.of(maximumOf("typo", new Margin.ReceptiveField()))))
                .hasMessage(
                        "the descriptor refers to a layer typo, but the layers are [lift, pool9, pool8, pool7, pool6]");
    }

    @Test
    void refusesChannelsWithoutTerms() {
        assertThatThrownBy(() -> new KernelSpec.Terms(
                        List.of(List.of(TestPipelines.slope()), List.of()), KernelSpec.Normalisation.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channel 1 has no terms");
    }
}
