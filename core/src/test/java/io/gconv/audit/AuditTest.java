package io.gconv.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gconv.audit.Measurement.Status;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.feature.PointSamples;
import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Pose;
import io.gconv.group.ScaleGroup;
import io.gconv.group.Similitudes;
import io.gconv.image.DecodeOptions;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.Padding;
import io.gconv.pipeline.Features;
import io.gconv.pipeline.InputSpec;
import io.gconv.pipeline.KernelSpec;
import io.gconv.pipeline.KernelTerm;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import io.gconv.pipeline.TestPipelines;
import io.gconv.testing.TestMaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit against a literal loop over its definition, the theorem, and images without signal. */
class AuditTest {

    private static final AuditOptions SHARP = new AuditOptions(0, 4096, 1_000_000);

    private static Stream<PlanarGroup> groups() {
        return Stream.of(new CyclicGroup(8), new DihedralGroup(4), new Similitudes(4, Math.sqrt(2), 3));
    }

    private static List<Measurement> measured(
            Pipeline pipeline, PlanarFeatureMap f, AuditOptions options, String... gs) {
        List<Transformation> all = Stream.of(gs).map(Transformation::parse).toList();
        return new Audit(Map.of(Audit.PIPELINE, pipeline), all, options)
                .apply(f, Set.of(Audit.PIPELINE))
                .measurements();
    }

    static double error(List<Measurement> measurements, String layer) {
        return measurements.stream()
                .filter(m -> m.layer().equals(layer))
                .mapToDouble(Measurement::error)
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void quarterTurnsOfImagesThatAreNotSquareCommute(PlanarGroup group) {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(group));
        PlanarFeatureMap f = TestMaps.smooth(1, 1, 41, 58, 4);
        for (Measurement m : measured(pipeline, f, SHARP, "rotation 90", "rotation 180", "rotation -90")) {
            assertThat(m.status()).isEqualTo(Status.OK);
            assertThat(m.membership()).isEqualTo(Membership.EXACT);
            assertThat(m.error()).as(m.toString()).isLessThan(2e-6); // rounding of the engine's fast algorithms
            assertThat(m.floor()).isZero();
        }
    }

    @Test
    void rotationsByHalfAQuarterCommuteUpToInterpolation() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(8)));
        PlanarFeatureMap f = TestMaps.smooth(2, 1, 65, 65, 16);
        List<Measurement> m = measured(pipeline, f, AuditOptions.DEFAULT, "rotation 45");
        assertThat(error(m, "lift")).isLessThan(0.02); // the kink of the relu
        assertThat(error(m, Audit.PROJECTION)).isLessThan(0.03);
        assertThat(m.get(0).floor()).isLessThan(2e-3);
    }

    /** A broken pipeline, so that there is an error to compare with. */
    @Test
    void theErrorIsThatOfALiteralLoop() {
        PlanarGroup group = new CyclicGroup(4);
        PipelineSpec spec = TestPipelines.drawn(group);
        Pipeline broken = Control.SHUFFLED.pipeline(spec);
        PlanarFeatureMap f = TestMaps.smooth(3, 1, 33, 33, 4);
        Measurement m = measured(broken, f, SHARP, "rotation 90").get(0);
        PlanarFeatureMap prepared = AuditImage.of(f, 33, 33, 0).map();
        Pose turn = new Pose(0, 0, 1);
        GroupFeatureMap of = broken.apply(LeftRegular.apply(group, turn, prepared), Set.of("lift"))
                .map("lift");
        GroupFeatureMap expected =
                LeftRegular.apply(turn, broken.apply(prepared, Set.of("lift")).map("lift"));
        double radius = 16 - 2; // less the radius of the kernels
        assertThat(m.error()).isCloseTo(TestMaps.relativeError(of, expected, radius), within(1e-7));
        assertThat(m.error()).isGreaterThan(0.1);
        float[] a = of.values();
        float[] b = expected.values();
        int at = ((m.place().channel() * 4 + m.place().element()) * 33
                                + m.place().row())
                        * 33
                + m.place().column();
        assertThat((double) Math.abs(a[at] - b[at])).isEqualTo(m.largest());
    }

    /** ‖d(L_g f) − d(f)‖ / ‖d(f)‖, of a broken pipeline too. */
    @Test
    void theErrorOfTheDescriptorIsThatOfALiteralLoop() {
        Pipeline broken = Control.SHUFFLED.pipeline(TestPipelines.drawn(new CyclicGroup(4)));
        PlanarFeatureMap f = TestMaps.smooth(3, 1, 33, 33, 4);
        List<Measurement> all = measured(broken, f, SHARP, "rotation 90");
        Measurement m = all.get(all.size() - 1);
        PlanarFeatureMap prepared = AuditImage.of(f, 33, 33, 0).map();
        PlanarFeatureMap turned = LeftRegular.apply(new CyclicGroup(4), new Pose(0, 0, 1), prepared);
        float[] expected = broken.apply(prepared, Set.of()).descriptor();
        float[] actual = broken.apply(turned, Set.of()).descriptor();
        double squares = 0;
        double reference = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            squares += Math.pow((double) actual[i] - expected[i], 2);
            reference += Math.pow(expected[i], 2);
            largest = Math.max(largest, Math.abs((double) actual[i] - expected[i]));
        }
        assertThat(m.layer()).isEqualTo(Audit.DESCRIPTOR);
        assertThat(m.error()).isCloseTo(Math.sqrt(squares / reference), within(1e-12));
        assertThat(m.error()).isGreaterThan(0.01);
        assertThat(m.difference()).isCloseTo(Math.sqrt(squares / expected.length), within(1e-12));
        assertThat(m.reference()).isCloseTo(Math.sqrt(reference / expected.length), within(1e-12));
        assertThat(m.largest()).isEqualTo(largest);
    }

    @Test
    void shufflingAlongHIsNoMatterOfShifts() {
        Pipeline broken = Control.SHUFFLED.pipeline(TestPipelines.drawn(new CyclicGroup(4)));
        PlanarFeatureMap f = TestMaps.smooth(3, 1, 33, 33, 4);
        assertThat(measured(broken, f, SHARP, "translation 2,-1").get(0).error())
                .isLessThan(1e-6); // rounding of the engine's fast algorithms
    }

    /** Behind pooling, where (4, −2) px are (2, −1) pixels of the map. */
    @Test
    void theErrorOfAShiftIsThatOfALiteralLoop() {
        Pipeline pipeline = Pipeline.of(TestPipelines.pooled(Padding.ZERO));
        PlanarFeatureMap f = TestMaps.smooth(3, 1, 61, 65, 8);
        AuditImage prepared = AuditImage.of(f, 61, 65, 0);
        for (Transformation g : List.of(Transformation.translation(4, -2), Transformation.translation(3, -1))) {
            Measurement m = measured(pipeline, f, SHARP, g.label()).get(1);
            Features here = pipeline.apply(prepared.map(), Set.of("half"));
            Features there = pipeline.apply(prepared.transformed(g), Set.of("half"));
            GroupFeatureMap expected = shifted(here.map("half"), g.x() / 2, g.y() / 2);
            double known = (prepared.radius() - pipeline.stages().get(1).receptiveFieldRadius()) / 2;
            double between = 0.5 * (expected.height() - 1) - 4; // interpolation reads 8 × 8 pixels
            double radius = (g.a() == 4 ? known : Math.min(known, between)) - Math.hypot(g.x(), g.y()) / 2;
            double error = TestMaps.relativeError(there.map("half"), expected, radius);
            assertThat(m.layer()).isEqualTo("half");
            assertThat(m.error()).isCloseTo(error, within(1e-6));
            assertThat(error).isBetween(g.a() == 4 ? 0 : 0.01, g.a() == 4 ? 1e-6 : 0.5);
        }
    }

    /** Returns f moved to the right and up, interpolated as in the audit. */
    private static GroupFeatureMap shifted(GroupFeatureMap f, double x, double y) {
        int pixels = f.height() * f.width();
        double[] columns =
                IntStream.range(0, pixels).mapToDouble(i -> i % f.width() - x).toArray();
        double[] rows =
                IntStream.range(0, pixels).mapToDouble(i -> i / f.width() + y).toArray();
        PointSamples sources = new PointSamples(f.height(), f.width(), columns, rows);
        float[] out = new float[f.planes() * pixels];
        float[] plane = new float[pixels];
        for (int p = 0; p < f.planes(); p++) {
            sources.sample(f.values(), p * pixels, plane, pixels);
            System.arraycopy(plane, 0, out, p * pixels, pixels);
        }
        return GroupFeatureMap.of(f.group(), f.channels(), f.height(), f.width(), out);
    }

    /** Whole pixels of the maps, so that both sides are the same up to rounding. */
    @ParameterizedTest
    @CsvSource({"lift, 4, -2", "half, 4, -2", "quarter, 8, -4", "projection, 8, -4"})
    void examplesBehindPoolingAreShiftedByPixelsOfTheirMap(String layer, int x, int y) {
        PipelineSpec all = TestPipelines.pooled(Padding.ZERO);
        Pipeline pipeline = Pipeline.of(new PipelineSpec(
                "poolings",
                "",
                all.input(),
                all.group(),
                all.lift(),
                all.layers().subList(0, 2),
                all.descriptor().subList(1, 2)));
        PlanarFeatureMap f = TestMaps.integers(12, 1, 161, 165, 0);
        Transformation g = Transformation.translation(x, y);
        AuditExample example = new Audit(Map.of(Audit.PIPELINE, pipeline), List.of(g), SHARP).example(f, layer, g);
        assertThat(example.radius()).isGreaterThan(3);
        assertThat(TestMaps.relativeError(example.actual(), example.expected(), example.radius()))
                .isLessThan(1e-5);
    }

    @Test
    void scalesCommuteAtTheLevelsThatBothSidesHave() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new ScaleGroup(Math.sqrt(2), 4)));
        PlanarFeatureMap f = TestMaps.smooth(4, 1, 129, 129, 10);
        List<Measurement> m = measured(pipeline, f, AuditOptions.DEFAULT, "scaling 1.4142135623730951");
        assertThat(error(m, "lift")).isLessThan(0.05);
        Measurement projection = m.stream()
                .filter(x -> x.layer().equals(Audit.PROJECTION))
                .findFirst()
                .orElseThrow();
        assertThat(projection.error()).isLessThan(0.08);
        assertThat(projection.truncated()).isGreaterThan(projection.error());
    }

    /** A quarter turn exchanges the sides of an image; what the pipeline declares is about the image. */
    @Test
    void aDeclaredSizeNeedNotBeSquare() {
        PipelineSpec any = TestPipelines.drawn(new CyclicGroup(4));
        InputSpec input =
                new InputSpec(any.input().channels(), any.input().range(), 0, InputSpec.Mean.KEPT, List.of(48, 36));
        Pipeline pipeline = Pipeline.of(
                new PipelineSpec(any.name(), "", input, any.group(), any.lift(), any.layers(), any.descriptor()));
        PlanarFeatureMap f = TestMaps.smooth(5, 1, 36, 48, 4);
        List<Measurement> declared = measured(pipeline, f, SHARP, "rotation 90");
        assertThat(error(declared, "second"))
                .isLessThan(1e-5)
                .isEqualTo(error(measured(Pipeline.of(any), f, SHARP, "rotation 90"), "second"));
        Transformation g = Transformation.rotation(90);
        assertThat(new Audit(Map.of(Audit.PIPELINE, pipeline), List.of(g), SHARP).example(f, "lift", g))
                .isNotNull();
        assertThatThrownBy(() -> measured(pipeline, TestMaps.smooth(5, 1, 48, 36, 4), SHARP, "rotation 90"))
                .hasMessageContaining("declares 48 × 36");
    }

    /** A pipeline that reads one colour has the errors of a gray one on that plane. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void coloursAreAuditedEachByItself(int channel) {
        PlanarFeatureMap colours = TestMaps.smooth(13, 3, 49, 57, 5);
        float[] plane = Arrays.copyOfRange(colours.values(), channel * 49 * 57, (channel + 1) * 49 * 57);
        String[] gs = {"rotation 20", "rotation 90", "translation 0.5,0"};
        List<Measurement> actual =
                measured(reading(DecodeOptions.Channels.RGB, channel), colours, AuditOptions.DEFAULT, gs);
        List<Measurement> expected = measured(
                reading(DecodeOptions.Channels.GRAY, 0),
                PlanarFeatureMap.of(1, 49, 57, plane),
                AuditOptions.DEFAULT,
                gs);
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(error(expected, "lift")).isGreaterThan(1e-3);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).error()).isCloseTo(expected.get(i).error(), within(1e-6));
        }
    }

    private static Pipeline reading(DecodeOptions.Channels channels, int channel) {
        PipelineSpec gray = TestPipelines.weighted(new CyclicGroup(8), 1);
        KernelSpec kernels = new KernelSpec.Terms(
                List.of(List.of(new KernelTerm(
                        1, channel, 0, new GaussianDerivative(1, 0, 1, 1), 0, 0, 0, 0, KernelTerm.Mean.KEPT))),
                KernelSpec.Normalisation.NONE);
        LayerSpec.Correlation lift = new LayerSpec.Correlation(
                "lift", KernelWindow.disk(7), Padding.ZERO, List.of(0), kernels, List.of(), List.of());
        InputSpec input = new InputSpec(channels, gray.input().range(), 0, InputSpec.Mean.REMOVED, List.of());
        return Pipeline.of(new PipelineSpec("colours", "", input, gray.group(), lift, List.of(), gray.descriptor()));
    }

    private static PlanarFeatureMap image(int height, int width, IntToDoubleFunction value) {
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.applyAsDouble(i);
        }
        return PlanarFeatureMap.wrap(1, height, width, values);
    }

    @Test
    void imagesWithoutSignalHaveAStatusAndNoError() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(8)));
        for (Measurement m : measured(pipeline, image(40, 40, i -> 0), AuditOptions.DEFAULT, "rotation 20")) {
            boolean isRelu = m.layer().equals("second") || m.layer().equals(Audit.PROJECTION); // it has a bias
            assertThat(m.status()).isEqualTo(isRelu || m.layer().equals(Audit.DESCRIPTOR) ? Status.OK : Status.FLAT);
            assertThat(m.status() == Status.OK).isEqualTo(!Double.isNaN(m.error()));
            assertThat(m.floor()).isNaN();
        }
    }

    private static List<Measurement> weighted(double weight, PlanarFeatureMap f) {
        Pipeline pipeline = Pipeline.of(TestPipelines.weighted(new CyclicGroup(8), weight));
        return measured(pipeline, f, AuditOptions.DEFAULT, "rotation 45", "rotation 20", "translation 0.5,0");
    }

    /** Errors of interpolation, beside which rounding is small. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e-5, 1e5, 1e9})
    void theScaleOfTheWeightsChangesNothing(double weight) {
        PlanarFeatureMap f = TestMaps.smooth(8, 1, 65, 65, 8);
        List<Measurement> one = weighted(1, f);
        List<Measurement> other = weighted(weight, f);
        assertThat(other).hasSameSizeAs(one);
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i).status()).isEqualTo(Status.OK);
            assertThat(other.get(i).status()).isEqualTo(Status.OK);
            double error = one.get(i).error();
            assertThat(other.get(i).error()).isCloseTo(error, within(1e-3 * error));
        }
    }

    /** Pixels that differ by the last bit, so that all layers have something that is not 0. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e-5, 1, 1e5, 1e9})
    void roundingIsFlatWhateverTheScaleOfTheWeights(double weight) {
        Random random = new Random(10);
        PlanarFeatureMap f = image(65, 65, i -> random.nextBoolean() ? 0.7f : Math.nextUp(0.7f));
        for (Measurement m : weighted(weight, f)) {
            assertThat(m.reference()).as(m.toString()).isPositive();
            assertThat(m.status()).as(m.toString()).isEqualTo(Status.FLAT);
        }
    }

    @Test
    void singlePixelsAndNoiseHaveFiniteErrors() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(8)));
        Random random = new Random(9);
        List<PlanarFeatureMap> images = new ArrayList<>();
        images.add(image(40, 40, i -> i == 20 * 40 + 20 ? 1 : 0));
        images.add(image(40, 40, i -> random.nextDouble()));
        for (PlanarFeatureMap f : images) {
            for (Measurement m : measured(pipeline, f, AuditOptions.DEFAULT, "rotation 20", "translation 0.5,0")) {
                assertThat(m.status()).isEqualTo(Status.OK);
                assertThat(m.error()).isFinite();
                assertThat(m.floor()).isFinite();
            }
        }
    }

    @Test
    void smallImagesAreToldApart() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new ScaleGroup(2, 2)));
        PlanarFeatureMap f = TestMaps.smooth(6, 1, 23, 23, 4);
        List<Measurement> m = measured(pipeline, f, AuditOptions.DEFAULT, "translation 9,0");
        assertThat(m.get(1).status()).isEqualTo(Status.TOO_SMALL);
        assertThat(m.get(1).error()).isNaN();
        assertThatThrownBy(() -> measured(pipeline, image(3, 3, i -> i), AuditOptions.DEFAULT, "rotation 90"))
                .hasMessageContaining("too small");
    }

    /** The map of the finest of three scales is cut as that of the coarsest, by 12 pixels instead of 3. */
    @Test
    void withoutPaddingNothingBeyondTheMapIsCompared() {
        PlanarFeatureMap f = TestMaps.smooth(6, 1, 129, 129, 4);
        List<Measurement> m = new ArrayList<>();
        for (Padding padding : List.of(Padding.VALID, Padding.ZERO)) {
            Pipeline pipeline = Pipeline.of(TestPipelines.liftOnly(new Similitudes(4, 2, 3), padding));
            m.add(measured(pipeline, f, SHARP, "translation 20,-1").get(0));
            m.add(measured(pipeline, f, SHARP, "rotation 45").get(0));
        }
        assertThat(m.get(0).error()).isZero();
        assertThat(m.get(0).values()).isPositive();
        assertThat(m.get(1).error())
                .isCloseTo(m.get(3).error(), within(0.2 * m.get(3).error()));
    }

    /** With R = 9 and r = 4 up to 5 pixels from the centre. */
    @Test
    void enlargedImagesAreComparedAsFarAsBothSidesAreKnown() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(4)));
        assertThat(pipeline.stages().get(1).receptiveFieldRadius()).isEqualTo(4);
        PlanarFeatureMap f = TestMaps.smooth(6, 1, 19, 19, 4);
        List<Measurement> m = measured(pipeline, f, AuditOptions.DEFAULT, "scaling 2");
        assertThat(m.get(1).values()).isEqualTo(3 * 4 * 81); // pixels with x² + y² ≤ 25
    }

    /** Whatever the crop leaves of an image. */
    @Test
    void thePartThatPoolingTakesIsAudited() {
        Pipeline pipeline = Pipeline.of(TestPipelines.pooled(Padding.ZERO));
        PlanarFeatureMap f = TestMaps.smooth(6, 1, 100, 100, 4);
        int side = pipeline.fittingSide(100, 4096);
        assertThat(side).isBetween(90, 99);
        List<Measurement> expected = measured(pipeline, f, new AuditOptions(1, side, 4096), "rotation 90");
        assertThat(measured(pipeline, f, new AuditOptions(1, 4096, 4096), "rotation 90"))
                .hasToString(expected.toString());
    }

    @Test
    void fewerPointsGiveNearlyTheSameError() {
        Pipeline broken = Control.IDENTICAL.pipeline(TestPipelines.drawn(new CyclicGroup(4)));
        PlanarFeatureMap f = TestMaps.smooth(7, 1, 150, 170, 5);
        double all = error(measured(broken, f, new AuditOptions(0, 101, 1_000_000), "rotation 90"), "lift");
        double some = error(measured(broken, f, new AuditOptions(0, 101, 1000), "rotation 90"), "lift");
        assertThat(some).isCloseTo(all, within(0.1 * all));
    }

    @Test
    void memoryIsKeptForTheImageUnderEachTransformation() {
        Map<String, Pipeline> variants = Map.of(Audit.PIPELINE, Pipeline.of(TestPipelines.drawn(new CyclicGroup(4))));
        List<Transformation> many =
                IntStream.range(0, 100).mapToObj(Transformation::rotation).toList();
        double few = new Audit(variants, many.subList(0, 1), SHARP).workingBytes(40, 50);
        assertThat(new Audit(variants, many, SHARP).workingBytes(40, 50)).isEqualTo(few + 99 * 4 * 40 * 50);
    }

    @Test
    void shrinkingBlursTheImageFirst() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new ScaleGroup(2, 2)));
        Random random = new Random(11);
        PlanarFeatureMap noise = image(161, 161, i -> random.nextDouble() - 0.5);
        List<Measurement> m = measured(pipeline, noise, AuditOptions.DEFAULT, "scaling 0.5");
        assertThat(m.get(0).status()).isEqualTo(Status.OK);
        assertThat(m.get(0).error()).isLessThan(0.2); // with σ = 1 px it aliases, and the error is 0.5
    }

    @Test
    void refusesVariantsThatItDoesNotHave() {
        Audit audit = new Audit(
                Map.of(Audit.PIPELINE, Pipeline.of(TestPipelines.drawn(new CyclicGroup(4)))),
                List.of(Transformation.rotation(90)),
                SHARP);
        assertThatThrownBy(() -> audit.apply(image(40, 40, i -> i), Set.of("typo")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no variant typo, only [pipeline]");
    }
}
