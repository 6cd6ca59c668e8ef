package io.gconv.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.feature.PlanarSource;
import io.gconv.group.CyclicGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Similitudes;
import io.gconv.group.TrivialGroup;
import io.gconv.layer.EngineOptions;
import io.gconv.layer.EngineOptions.Exactness;
import io.gconv.layer.Padding;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.pipeline.InputSpec.Mean;
import io.gconv.pipeline.RunPlan.Cutting;
import io.gconv.testing.TestMaps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A large image computed in tiles has the floats of the image in one piece, whichever tiles and whoever computes them. */
class TilingTest {

    private static final EngineOptions EXACT = new EngineOptions("auto", Exactness.EXACT);
    private static final int CELL = 8;

    /** An image that is read by regions. */
    private record Source(PlanarFeatureMap f) implements PlanarSource {

        @Override
        public int height() {
            return f.height();
        }

        @Override
        public int width() {
            return f.width();
        }

        @Override
        public PlanarFeatureMap read(int top, int left, int height, int width) {
            float[] values = new float[f.channels() * height * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = f.value(i / (height * width), top + i / width % height, left + i % width);
            }
            return PlanarFeatureMap.wrap(f.channels(), height, width, values);
        }
    }

    /** Strips of four rows, or as few as the receptive field lets them be. */
    private static Cutting tiles(int px) {
        return new Cutting(CELL, 0, 0, 4).tiles(px);
    }

    /** Waves on a slope, so that no two places are alike. */
    private static PlanarFeatureMap image(long seed, int height, int width) {
        float[] values = TestMaps.integers(seed, 1, height, width, 0).values();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] / 16 + (float) (i % width) / width + (float) Math.sin(0.01 * i);
        }
        return PlanarFeatureMap.wrap(1, height, width, values);
    }

    private static void assertSameInTiles(PipelineSpec spec, int height, int width, int... tilesPx) throws IOException {
        Pipeline pipeline = Pipeline.of(spec);
        Set<String> all = Set.copyOf(pipeline.layerNames());
        PlanarFeatureMap f = image(1, height, width);
        PipelineRun run =
                new PipelineRun(new RunPlan(pipeline, height, width, new Cutting(CELL, 0, Long.MAX_VALUE, 1)));
        Features whole = run.compute(f, all);
        assertThat(whole.descriptor()).doesNotContain(Float.NaN);
        for (int px : tilesPx) {
            RunPlan plan = new RunPlan(pipeline, height, width, tiles(px));
            assertThat(plan.bands().size() * plan.columns().size()).isGreaterThan(1);
            Tiling tiling = new Tiling(pipeline, plan);
            Features inTiles = tiling.apply(new Source(f), all);
            assertThat(inTiles.descriptor()).isEqualTo(whole.descriptor());
            assertThat(inTiles.maps()).isUnmodifiable();
            for (String layer : all) {
                assertThat(inTiles.map(layer).values())
                        .isEqualTo(whole.map(layer).values());
            }
            for (int part = 0; part < spec.descriptor().size(); part++) {
                assertThat(vectors(tiling, f, part))
                        .isEqualTo(run.sums().ofParts().get(part).rows(0, (height + CELL - 1) / CELL));
            }
        }
    }

    /** The sums in double, of which the rounding to float does not hide the last bits. */
    private static double[] vectors(Tiling tiling, PlanarFeatureMap f, int part) throws IOException {
        Source source = new Source(f);
        ImageMeans means = tiling.measure(source);
        double[] vectors = {};
        for (int band = 0; band < tiling.bands().size(); band++) {
            vectors = DoubleStream.concat(
                            DoubleStream.of(vectors),
                            DoubleStream.of(tiling.sums(band, source, means).part(part)))
                    .toArray();
        }
        return vectors;
    }

    @ParameterizedTest
    @Tag("once")
    @MethodSource("io.gconv.testing.TestGroups#all")
    void exactPipelinesDoNotSeeTheTiles(PlanarGroup group) throws IOException {
        PipelineSpec spec = TestPipelines.with(EXACT, Mean.REMOVED, TestPipelines.drawn(group));
        assertSameInTiles(spec, 75, 98, 1, 24, 56);
    }

    @ParameterizedTest
    @CsvSource({"direct", "c4-dft", "winograd", "fft", "auto"})
    void neitherDoAlgorithmsThatRoundInTheirOwnWay(String algorithm) throws IOException {
        EngineOptions engine = new EngineOptions(algorithm, Exactness.ROUNDED);
        PipelineSpec cyclic = TestPipelines.with(engine, Mean.KEPT, TestPipelines.drawn(new CyclicGroup(8)));
        assertSameInTiles(cyclic, 203, 131, 1, 96);
        assertSameInTiles(cyclic, 63, 357, 48, 136);
    }

    /** Without winograd: kernels of one level are larger than it takes. */
    @ParameterizedTest
    @Tag("once")
    @CsvSource({"direct", "c4-dft", "fft", "auto"})
    void norAcrossScales(String algorithm) throws IOException {
        EngineOptions engine = new EngineOptions(algorithm, Exactness.ROUNDED);
        PipelineSpec scales = TestPipelines.with(engine, Mean.KEPT, TestPipelines.drawn(new Similitudes(4, 2, 2)));
        assertSameInTiles(scales, 231, 298, 1, 48);
    }

    /** Pooling of odd and even size, pitch 2 and 4, on sides that nothing else divides. */
    @ParameterizedTest
    @EnumSource(Padding.class)
    void poolingDoesNotSeeTheTiles(Padding padding) throws IOException {
        int rest = padding == Padding.VALID ? 1 : -3; // 69 − 4 = 65 → 32 → 16 → 14, and 65 → 32 → 16
        for (EngineOptions engine : List.of(EXACT, EngineOptions.DEFAULT)) {
            for (Mean mean : Mean.values()) {
                PipelineSpec spec = TestPipelines.with(engine, mean, TestPipelines.pooled(padding));
                assertSameInTiles(spec, 100 + rest, 132 + rest, 1, 40, 64);
                assertSameInTiles(spec, 140 + rest, 72 + rest, 8, 48);
            }
        }
    }

    private static final PipelineSpec TURNING =
            TestPipelines.with(EXACT, Mean.REMOVED, TestPipelines.drawn(new CyclicGroup(8)));

    /** The bands of each step by another pipeline and as bytes, as if they came from another JVM. */
    @Test
    void bandsComeInAnyOrderAndFromAnywhere() throws IOException, ClassNotFoundException {
        PlanarFeatureMap f = image(2, 90, 61);
        List<BandSums> measured = new ArrayList<>();
        List<BandSums> sums = new ArrayList<>();
        Tiling first = tiling(f, 16);
        int bands = first.bands().size();
        assertThat(bands).isGreaterThan(4);
        for (int band = bands - 1; band >= 0; band--) {
            measured.add(copy(first.measure(band, new Source(f))));
        }
        Tiling second = tiling(f, 16);
        ImageMeans means = copy(second.means(measured));
        for (int band = bands - 1; band >= 0; band--) {
            sums.add(copy(second.sums(band, new Source(f), means)));
        }
        Tiling third = tiling(f, 16);
        float[] expected = third.apply(new Source(f), Set.of()).descriptor();
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(sums, new Random(seed));
            Collections.shuffle(measured, new Random(seed));
            assertThat(third.descriptor(sums)).isEqualTo(expected);
            assertThat(third.means(measured)).isEqualTo(means);
        }
    }

    /** Of an image that is stored from bottom to top. */
    @Test
    void bandsAreReadInTheOrderOfTheSource() throws IOException {
        PlanarFeatureMap f = image(2, 90, 61);
        List<Integer> tops = new ArrayList<>();
        PlanarSource upsideDown = new PlanarSource() {
            @Override
            public int height() {
                return f.height();
            }

            @Override
            public int width() {
                return f.width();
            }

            @Override
            public PlanarFeatureMap read(int top, int left, int height, int width) {
                tops.add(top);
                return new Source(f).read(top, left, height, width);
            }

            @Override
            public int readingRank(int top, int left, int height, int width) {
                return f.height() - top - height;
            }
        };
        Tiling tiling = tiling(f, 16);
        ImageMeans means = tiling.measure(upsideDown);
        assertThat(tops).hasSize(tiling.bands().size()).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(means).isEqualTo(tiling.measure(new Source(f)));
        tops.clear();
        float[] descriptor = tiling.apply(upsideDown, Set.of()).descriptor();
        int bands = tiling.bands().size();
        assertThat(tops.subList(bands, 2 * bands)).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(descriptor).isEqualTo(tiling.apply(new Source(f), Set.of()).descriptor());
    }

    private static Tiling tiling(PlanarFeatureMap f, int px) {
        return Pipeline.of(TURNING).tiling(f.height(), f.width(), tiles(px));
    }

    private static <T> T copy(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked") // of the same class
            T copy = (T) in.readObject();
            return copy;
        }
    }

    @Test
    void refusesBandsThatAreMissingOrThereTwiceOrOfAnotherImage() throws IOException {
        PlanarFeatureMap f = image(3, 50, 41);
        Tiling tiling = tiling(f, 16);
        Source source = new Source(f);
        ImageMeans means = tiling.measure(source);
        List<BandSums> sums = new ArrayList<>();
        for (int band = 0; band < tiling.bands().size(); band++) {
            sums.add(tiling.sums(band, source, means));
        }
        String what = sums.size() + " bands of 16 rows of an image of 41 × 50 pixels for pipeline test";
        assertThatThrownBy(() -> tiling.descriptor(sums.subList(1, sums.size())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("band 0 is missing, of the " + what);
        assertThatThrownBy(() -> tiling.means(sums))
                .hasMessage("the sums are those of " + what + ", not of means of " + what);
        Tiling other = tiling(image(3, 41, 50), 16);
        assertThatThrownBy(() -> other.descriptor(sums)).hasMessageStartingWith("the sums are those of " + what);
        assertThatThrownBy(() -> other.sums(0, source, means))
                .hasMessageStartingWith("the image has 41 × 50 pixels, but these are ");
        assertThatThrownBy(() -> tiling.sums(0, source, new ImageMeans(List.of())))
                .hasMessage("pipeline test reads 1 channels, but there are means of 0");
        sums.add(sums.get(1));
        assertThatThrownBy(() -> tiling.descriptor(sums)).hasMessage("band 1 is there twice, of the " + what);
    }

    /** d(L_g f) = d(f) with tiles that do not turn with the image. */
    @Test
    void descriptorsInTilesAreInvariantToQuarterTurns() throws IOException {
        PlanarFeatureMap f = image(4, 90, 61);
        float[] expected = tiling(f, 24).apply(new Source(f), Set.of()).descriptor();
        for (int quarter = 1; quarter < 4; quarter++) {
            PlanarFeatureMap turned = TestMaps.rotated(90 * quarter, f);
            float[] actual =
                    tiling(turned, 24).apply(new Source(turned), Set.of()).descriptor();
            double error = 0;
            double norm = 0;
            for (int i = 0; i < expected.length; i++) {
                error += Math.pow(actual[i] - expected[i], 2);
                norm += Math.pow(expected[i], 2);
            }
            assertThat(Math.sqrt(error / norm)).isLessThan(1e-6); // float sums in another order
        }
    }

    /** The public way, with cells of 256 pixels, on a map whose weights are too many to be kept. */
    @Test
    void aLargeImageHasTheDescriptorOfTheImageInOnePiece() throws IOException {
        RegionSpec rings = new RegionSpec(12, new Margin.ReceptiveField());
        PipelineSpec spec = TestPipelines.spec(
                new TrivialGroup(),
                List.of(),
                List.of(
                        new Pooled(
                                "lift",
                                List.of(),
                                List.of(new Projection.Max()),
                                rings,
                                List.of(Statistic.values()),
                                new Compression.None()),
                        new Harmonics("lift", List.of(0), rings, 2, List.of(0), new Compression.None())));
        Pipeline pipeline = Pipeline.of(TestPipelines.with(EXACT, Mean.REMOVED, spec));
        PlanarFeatureMap f = image(5, 700, 1101);
        float[] expected = pipeline.apply(f, Set.of()).descriptor();
        for (int px : new int[] {256, 600}) {
            Tiling tiling = pipeline.tiling(700, 1101, px);
            assertThat(tiling.apply(new Source(f), Set.of()).descriptor()).isEqualTo(expected);
        }
        assertThat(pipeline.tiling(700, 1101, 600).bands())
                .containsExactly(new Tiling.Band(0, 512, 0, 514), new Tiling.Band(512, 700, 510, 700));
    }

    /** Nothing grows with the image but the pixels of a band and some sums; what overflows an int is not computed. */
    @Test
    void aHugeImageNeedsTheMemoryOfItsBands() {
        Pipeline pipeline = Pipeline.of(TURNING);
        for (int px : new int[] {1024, 4096}) {
            Tiling tiling = pipeline.tiling(30_000, 30_000, px);
            double pixels = 4.0 * 30_000 * (512 + 2 * 64);
            assertThat(tiling.workingBytes()).isBetween(pixels / 2, pixels + 250e6);
            assertThat(tiling.bands()).hasSize(59); // of 512 rows, since 1,024 would be more than 64 MB
        }
        assertThat(pipeline.tiling(30_000, 4096, 4096).bands()).hasSize(8);
        assertThatThrownBy(() -> pipeline.tiling(30_000, 30_000, 1024).newMaps(Set.of("lift")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has more than");
    }

    @Test
    void refusesTilesWithoutPixelsAndImagesThatThePipelineDoesNotTake() {
        Pipeline pipeline = Pipeline.of(TURNING);
        assertThatThrownBy(() -> pipeline.tiling(100, 100, 0)).hasMessage("tile-px must be at least 1, but was 0");
        assertThatThrownBy(() -> pipeline.tiling(9, 3000, 512)).hasMessageContaining("is too small for pipeline test");
    }

    @Test
    void saysWhereInTheImageAValueIsNotFinite() {
        PlanarFeatureMap f = image(6, 60, 40);
        float[] values = f.values();
        values[50 * 40 + 7] = Float.NaN;
        Source source = new Source(PlanarFeatureMap.of(1, 60, 40, values));
        assertThatThrownBy(() -> tiling(f, 16).measure(source))
                .hasMessage("the feature map has a value that is not finite: NaN at channel 0, row 50, column 7");
        ImageMeans means = tiling(f, 16).zeros();
        assertThatThrownBy(() -> tiling(f, 16).sums(2, source, means))
                .hasMessage("the feature map has a value that is not finite: NaN at channel 0, row 50, column 7");
    }
}
