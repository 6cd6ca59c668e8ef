package io.gconv.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.Matrix2;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Pose;
import io.gconv.group.ScaleGroup;
import io.gconv.group.TrivialGroup;
import io.gconv.image.DecodeOptions;
import io.gconv.kernel.ExpandedKernels;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.GroupCorrelation;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import io.gconv.layer.SpatialPooling;
import io.gconv.pipeline.Axis.Span;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.testing.TestMaps;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From image to descriptor: invariance, and what the index and the summary say. */
class PipelineTest {

    private static double distance(float[] a, float[] b) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            error += Math.pow((double) a[i] - b[i], 2);
            norm += Math.pow(b[i], 2);
        }
        return Math.sqrt(error / norm);
    }

    /** d(L_g f) = d(f) for every symmetry of the pixel grid in H, with and without a pixel at the centre, H ≠ W. */
    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void descriptorsAreInvariantToGridSymmetries(PlanarGroup group) {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(group));
        for (int[] size : new int[][] {{48, 53}, {49, 53}, {50, 48}}) {
            PlanarFeatureMap f = TestMaps.smooth(1, 1, size[0], size[1], 5);
            float[] expected = pipeline.apply(f, Set.of()).descriptor();
            for (int h = 0; h < group.elementsPerLevel(); h++) {
                if (group.matrix(h).isGridSymmetry()) {
                    PlanarFeatureMap g = LeftRegular.apply(group, new Pose(0, 0, h), f);
                    float[] actual = pipeline.apply(g, Set.of()).descriptor();
                    assertThat(distance(actual, expected)).isLessThan(1e-6); // float sums in another order
                }
            }
        }
    }

    @Test
    void descriptorsOfThePlainPipelineAreNotInvariant() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new TrivialGroup()));
        PlanarFeatureMap f = TestMaps.smooth(1, 1, 48, 53, 5);
        float[] turned = pipeline.apply(TestMaps.rotated(90, f), Set.of()).descriptor();
        assertThat(distance(turned, pipeline.apply(f, Set.of()).descriptor())).isGreaterThan(0.02);
    }

    @Test
    void mirroringChangesTheDescriptorOfRotationsButNotOfReflections() {
        PlanarFeatureMap f = TestMaps.smooth(2, 1, 48, 53, 5);
        PlanarFeatureMap mirrored = LeftRegular.apply(new DihedralGroup(1), new Pose(0, 0, 1), f);
        Pipeline rotations = Pipeline.of(TestPipelines.drawn(new CyclicGroup(8)));
        Pipeline reflections = Pipeline.of(TestPipelines.drawn(new DihedralGroup(8)));
        assertThat(distance(
                        reflections.apply(mirrored, Set.of()).descriptor(),
                        reflections.apply(f, Set.of()).descriptor()))
                .isLessThan(1e-6);
        assertThat(distance(
                        rotations.apply(mirrored, Set.of()).descriptor(),
                        rotations.apply(f, Set.of()).descriptor()))
                .isGreaterThan(0.01);
    }

    /** Between the quarter turns up to interpolation: 16 rotations, all kinds of descriptors. */
    @Test
    void descriptorsAreNearlyInvariantToRotationsBetween() {
        PlanarFeatureMap f = TestMaps.smooth(3, 1, 61, 61, 8);
        for (int h = 1; h < 16; h++) {
            PlanarFeatureMap turned = TestMaps.rotated(360.0 * h / 16, f);
            // maxima and harmonics of two layers of 5 × 5 kernels, on waves of 8 px and more
            assertThat(change(new CyclicGroup(16), f, turned)).isLessThan(0.03);
        }
    }

    private static double change(PlanarGroup group, PlanarFeatureMap f, PlanarFeatureMap turned) {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(group));
        return distance(
                pipeline.apply(turned, Set.of()).descriptor(),
                pipeline.apply(f, Set.of()).descriptor());
    }

    @Test
    void indexNamesEveryNumber() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(8)));
        List<DescriptorEntry> index = pipeline.descriptorIndex();
        int length = pipeline.apply(TestMaps.smooth(4, 1, 33, 40, 5), Set.of()).descriptor().length;
        assertThat(index).hasSize(length);
        for (int i = 0; i < index.size(); i++) {
            assertThat(index.get(i).index()).isEqualTo(i);
        }
        assertThat(index.get(0)).isEqualTo(new DescriptorEntry(0, "lift", "max", 0, "disk", "mean"));
        assertThat(index.get(18))
                .isEqualTo(new DescriptorEntry(18, "second", "spectrum k=0", 1, "ring 1 of 3", "mean"));
    }

    /** Every number is what the index says, from the kept map: a literal sum over the disk. */
    @Test
    void numbersAreTheStatisticsOfTheKeptMaps() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(4)));
        Features features = pipeline.apply(TestMaps.smooth(5, 1, 33, 33, 5), Set.of("lift"));
        GroupFeatureMap lift = features.map("lift");
        assertThat(features.maps()).containsOnlyKeys("lift");
        double sum = 0;
        double weights = 0;
        for (int y = 0; y < 33; y++) {
            for (int x = 0; x < 33; x++) {
                double w = Math.max(0, Math.min(1, 14.5 - Math.hypot(x - 16, y - 16)));
                double max = Double.NEGATIVE_INFINITY;
                for (int h = 0; h < 4; h++) {
                    max = Math.max(max, lift.value(0, h, y, x));
                }
                sum += w * max;
                weights += w;
            }
        }
        assertThat((double) features.descriptor()[0]).isCloseTo(sum / weights, within(1e-6));
    }

    @Test
    void descriptorsAreInTheOrderOfTheFile() {
        DescriptorSpec second = new Pooled(
                "second",
                List.of(),
                List.of(new io.gconv.layer.Projection.Max()),
                RegionSpec.disk(),
                List.of(Statistic.MEAN),
                new Compression.None());
        CyclicGroup group = new CyclicGroup(4);
        PipelineSpec spec = TestPipelines.spec(
                group, List.of(TestPipelines.second(group)), List.of(second, TestPipelines.meanOfMaximum()));
        assertThat(Pipeline.of(spec).descriptorIndex().get(0).layer()).isEqualTo("second");
    }

    /** Ten drawn layers: the mean square of the activations stays within a factor of ten of the image's. */
    @Test
    void activationsNeitherVanishNorExplode() {
        CyclicGroup group = new CyclicGroup(4);
        List<LayerSpec> layers = new java.util.ArrayList<>();
        for (int i = 0; i < 9; i++) {
            KernelSpec kernels = new KernelSpec.Drawn(KernelBasis.Steerable.ofSize(5), 6, 100 + i);
            layers.add(new LayerSpec.Correlation(
                    "layer" + i,
                    KernelWindow.disk(5),
                    Padding.ZERO,
                    List.of(0, 1, 2, 3),
                    kernels,
                    List.of(),
                    List.of(Pointwise.of(Pointwise.Function.RELU))));
        }
        PipelineSpec spec = TestPipelines.spec(group, layers, List.of(TestPipelines.meanOfMaximum()));
        float[] picture = TestMaps.smooth(6, 1, 48, 48, 6).values();
        for (int i = 0; i < picture.length; i++) {
            picture[i] = 0.5f + 0.05f * picture[i];
        }
        PlanarFeatureMap f = PlanarFeatureMap.of(1, 48, 48, picture);
        GroupFeatureMap last = Pipeline.of(spec).apply(f, Set.of("layer8")).map("layer8");
        double ratio = meanSquare(last.values()) / meanSquare(f.values());
        assertThat(ratio).isBetween(0.1, 10.0);
    }

    /**
     * Stored features are compared with new ones, and the digest of a pipeline has the seeds alone: draws and gains, which
     * come from the reference signal, must stay what they are.
     */
    @Test
    void drawnKernelsAreWhatTheyHaveBeen() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(4)));
        ExpandedKernels lift = pipeline.lift().kernels();
        ExpandedKernels second =
                ((GroupCorrelation) pipeline.stages().get(1).layers().get(0)).kernels();
        // the gains: before, every output channel has the norm 1
        assertThat(lift.norm2(0)).isCloseTo(10.803886878630319, within(1e-5));
        assertThat(second.norm2(2)).isCloseTo(0.8839644816263462, within(1e-6));
        assertThat(lift.kernel(4, 0)[7]).isCloseTo(-2.138720394437286, within(2e-6));
        assertThat(second.kernel(0, 0)[7]).isCloseTo(0.14668081913827707, within(1e-7));
        assertThat(second.kernel(8, 0)[7]).isCloseTo(0.18029919123310162, within(1e-7));
    }

    private static double meanSquare(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += (double) v * v;
        }
        return sum / values.length;
    }

    /** (x/2 enlarged) an image of twice the size gives at level j + 2 what the image gave at level j. */
    @Test
    void enlargingAnImageShiftsItsScaleMaps() {
        ScaleGroup group = new ScaleGroup(Math.sqrt(2), 5);
        PipelineSpec spec = new PipelineSpec(
                "scale",
                "",
                InputSpec.gray(),
                group,
                TestPipelines.analytic(TestPipelines.slope()),
                List.of(),
                List.of(TestPipelines.meanOfMaximum()));
        Pipeline pipeline = Pipeline.of(spec);
        PlanarFeatureMap f = TestMaps.smooth(7, 1, 121, 121, 12);
        PlanarFeatureMap twice = LeftRegular.transform(f, Matrix2.scaling(2), 0, 0, io.gconv.feature.Border.ZERO);
        GroupFeatureMap expected = LeftRegular.apply(
                new Pose(0, 0, 2), pipeline.apply(f, Set.of("lift")).map("lift"));
        GroupFeatureMap actual = pipeline.apply(twice, Set.of("lift")).map("lift");
        for (int level = 2; level < 5; level++) {
            double error = relativeError(actual, expected, level);
            // sampling a kernel of σ = 1 px and a spline at ω = 2π/12
            assertThat(error).as("level %s", level).isLessThan(0.02);
        }
    }

    /** ‖actual − expected‖ / ‖expected‖ on one plane, in the middle. */
    private static double relativeError(GroupFeatureMap actual, GroupFeatureMap expected, int h) {
        double error = 0;
        double norm = 0;
        for (int y = 30; y < 91; y++) {
            for (int x = 30; x < 91; x++) {
                double e = expected.value(0, h, y, x);
                error += Math.pow(actual.value(0, h, y, x) - e, 2);
                norm += e * e;
            }
        }
        return Math.sqrt(error / norm);
    }

    @Test
    void imageMeanIsRemovedOverTheInscribedDisk() {
        InputSpec input = new InputSpec(
                DecodeOptions.Channels.GRAY, DecodeOptions.Range.UNIT, 0, InputSpec.Mean.REMOVED, List.of());
        PlanarFeatureMap f = TestMaps.integers(8, 1, 9, 21, 0);
        float[] raised = f.values();
        for (int i = 0; i < raised.length; i++) {
            double x = i % 21 - 10;
            double y = i / 21 - 4;
            raised[i] += Math.hypot(x, y) > 5 ? 100 : 5; // what is outside the disk does not count
        }
        float[] expected = prepared(input, f);
        float[] actual = prepared(input, PlanarFeatureMap.of(1, 9, 21, raised));
        assertThat(actual[4 * 21 + 10]).isCloseTo(expected[4 * 21 + 10], within(1e-5f));
        assertThat(actual[0]).isCloseTo(expected[0] + 95, within(1e-4f));
        assertThat(prepared(InputSpec.gray(), f)).isEqualTo(f.values());
    }

    /** The mean over the inscribed disk of each channel by itself. */
    @Test
    void channelsLoseTheirOwnMeans() {
        InputSpec input = new InputSpec(
                DecodeOptions.Channels.RGB, DecodeOptions.Range.UNIT, 0, InputSpec.Mean.REMOVED, List.of());
        PlanarFeatureMap f = TestMaps.integers(9, 3, 9, 21, 0);
        float[] actual = prepared(input, f);
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double weights = 0;
            for (int i = 0; i < 9 * 21; i++) {
                double w = Math.max(0, Math.min(1, 4.5 - Math.hypot(i % 21 - 10, i / 21 - 4)));
                sum += w * f.value(c, i / 21, i % 21);
                weights += w;
            }
            for (int i = 0; i < 9 * 21; i++) {
                double expected = f.value(c, i / 21, i % 21) - sum / weights;
                assertThat((double) actual[c * 9 * 21 + i]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    private static float[] prepared(InputSpec spec, PlanarFeatureMap f) {
        double[] means = new double[f.channels()];
        Span rows = new Axis(f.height(), 0, 1).span(0, f.height());
        Span columns = new Axis(f.width(), 0, 1).span(0, f.width());
        PreparedInput input = new PreparedInput(spec, 256, f.height(), f.width());
        input.sums().clear();
        input.add(f, 0, rows);
        input.writeMeans(means);
        PlanarFeatureMap out = PlanarFeatureMap.of(f.channels(), f.height(), f.width(), f.values());
        PreparedInput.cut(f, 0, means, rows, columns, out);
        return out.values();
    }

    /** The buffers that a thread keeps are not seen: sizes and pipelines alternate, and maps stay as they were. */
    @Test
    void imagesDoNotSeeTheOnesBefore() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(4)));
        Set<String> keep = Set.of("lift", "second");
        PlanarFeatureMap f = TestMaps.smooth(1, 1, 33, 40, 5);
        Features first = pipeline.apply(f, keep);
        float[] lift = first.map("lift").values();
        pipeline.apply(TestMaps.smooth(2, 1, 33, 40, 5), keep);
        assertThat(first.map("lift").values()).isEqualTo(lift);
        Pipeline.of(TestPipelines.drawn(new CyclicGroup(8))).apply(f, Set.of());
        pipeline.apply(TestMaps.smooth(3, 1, 40, 33, 5), Set.of());
        Features again = pipeline.apply(f, keep);
        assertThat(again.descriptor()).isEqualTo(first.descriptor());
        assertThat(again.map("lift").values()).isEqualTo(lift);
        assertThat(again.map("second").values()).isEqualTo(first.map("second").values());
    }

    @Test
    void summaryCountsShapesReceptiveFieldAndCost() {
        CyclicGroup group = new CyclicGroup(4);
        PipelineSpec spec = TestPipelines.spec(
                group,
                List.of(new LayerSpec.Pooling("half", new SpatialPooling(3)), TestPipelines.second(group)),
                List.of(TestPipelines.meanOfMaximum()));
        List<LayerSummary> layers = Pipeline.of(spec).summarise(21, 31);
        assertThat(layers).extracting(LayerSummary::name).containsExactly("lift", "half", "second");
        assertThat(layers)
                .extracting(LayerSummary::kind)
                .containsExactly("lifting-correlation", "pooling", "group-correlation");
        assertThat(layers).extracting(LayerSummary::width).containsExactly(31, 15, 15);
        assertThat(layers).extracting(LayerSummary::receptiveFieldRadiusPx).containsExactly(2.0, 3.0, 7.0);
        // 3·4 output planes × 2·4 input planes × at most 21 taps of the disk × 10·15 pixels
        assertThat(layers.get(2).multiplications()).isBetween(200_000L, 12L * 8 * 21 * 150);
    }
}
