package io.gconv.audit;

import static io.gconv.audit.AuditTest.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.group.Similitudes;
import io.gconv.group.TrivialGroup;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.EngineOptions;
import io.gconv.layer.Padding;
import io.gconv.layer.SpatialPooling;
import io.gconv.pipeline.InputSpec;
import io.gconv.pipeline.KernelSpec;
import io.gconv.pipeline.KernelSpec.Normalisation;
import io.gconv.pipeline.KernelTerm;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import io.gconv.pipeline.TestPipelines;
import io.gconv.testing.TestMaps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipelines that are broken on purpose fail, and are broken in nothing else. */
class ControlTest {

    private static final AuditOptions SHARP = new AuditOptions(0, 4096, 1_000_000);

    private static Stream<PlanarGroup> groups() {
        return Stream.of(new CyclicGroup(8), new DihedralGroup(4), new Similitudes(4, Math.sqrt(2), 3));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void controlsFail(PlanarGroup group) {
        PipelineSpec spec = TestPipelines.drawn(group);
        Map<String, Pipeline> variants = new LinkedHashMap<>(Map.of(Audit.PIPELINE, Pipeline.of(spec)));
        Control.of(group).forEach(control -> variants.put(control.label(), control.pipeline(spec)));
        Audit audit = new Audit(variants, List.of(Transformation.rotation(90)), SHARP);
        AuditedImage audited = audit.apply(TestMaps.smooth(5, 1, 65, 65, 4), variants.keySet());
        assertThat(Control.of(group)).hasSize(3);
        for (Control control : Control.values()) {
            List<Measurement> own = audited.measurements().stream()
                    .filter(m -> m.variant().equals(control.label()))
                    .toList();
            assertThat(error(own, "lift")).as(control.label()).isGreaterThan(0.3);
            assertThat(error(own, "second")).as(control.label()).isGreaterThan(0.3);
            assertThat(error(own, Audit.DESCRIPTOR)).as(control.label()).isGreaterThan(1e-3); // intact 2e-6
        }
        assertThat(audited.descriptors()).containsOnlyKeys(variants.keySet());
    }

    /** Every permutation of two elements is one of the group's, so nothing can be shuffled. */
    @ParameterizedTest
    @CsvSource({"rotation 180, 0", "reflection 0, 1"})
    void groupsOfTwoElementsHaveTwoControls(String g, int index) {
        PlanarGroup group = List.of(new CyclicGroup(2), new DihedralGroup(1)).get(index);
        PipelineSpec spec = TestPipelines.drawn(group);
        assertThat(Control.of(group)).containsExactly(Control.TRIVIAL, Control.IDENTICAL);
        for (Control control : Control.of(group)) {
            assertThat(error(measured(control.pipeline(spec), g), "lift"))
                    .as(control.label())
                    .isGreaterThan(0.2);
        }
        assertThat(Control.of(new TrivialGroup())).isEmpty();
    }

    private static List<Measurement> measured(Pipeline broken, String g) {
        return new Audit(Map.of(Audit.PIPELINE, broken), List.of(Transformation.parse(g)), SHARP)
                .apply(TestMaps.smooth(5, 1, 65, 65, 4), Set.of(Audit.PIPELINE))
                .measurements();
    }

    /** Of coefficients and samples in the order [o][c][tap][…], those of the first of two taps. */
    @Test
    void theTrivialControlHasTheKernelsOfTheFirstTap() {
        KernelBasis basis = KernelBasis.Steerable.ofSize(5);
        for (int perTap : new int[] {basis.functions().size(), 5 * 5}) {
            boolean sampled = perTap == 25;
            List<Double> all = numbers(2 * 2 * 2 * perTap, i -> i);
            List<Double> first = numbers(2 * 2 * perTap, i -> i / perTap * 2 * perTap + i % perTap);
            PipelineSpec spec = withSecond(
                    sampled
                            ? new KernelSpec.Sampled(basis, 2, all, Normalisation.L2)
                            : new KernelSpec.Coefficients(basis, 2, all, Normalisation.L2));
            KernelSpec expected = sampled
                    ? new KernelSpec.Sampled(basis, 2, first, Normalisation.L2)
                    : new KernelSpec.Coefficients(basis, 2, first, Normalisation.L2);
            Pipeline trivial = Control.TRIVIAL.pipeline(spec);
            LayerSpec.Correlation second =
                    (LayerSpec.Correlation) trivial.spec().layers().get(0);
            assertThat(second.kernels()).isEqualTo(expected);
            assertThat(second.taps()).containsExactly(0);
            assertThat(trivial.spec().group()).isEqualTo(new TrivialGroup());
        }
    }

    /** Of each output channel, in whatever order its terms are; of its tap 0 if it has one, otherwise of the next. */
    @Test
    void theTrivialControlHasTheTermsOfTheSmallestTap() {
        KernelTerm slope = TestPipelines.term(1, new GaussianDerivative(1, 0, 1, 1));
        KernelTerm bar = TestPipelines.term(2, new GaussianDerivative(2, 0, 1, 1));
        List<List<KernelTerm>> terms =
                List.of(List.of(bar.withTap(1), slope, bar), List.of(slope.withTap(1)), List.of(bar, slope.withTap(1)));
        Pipeline trivial = Control.TRIVIAL.pipeline(withSecond(new KernelSpec.Terms(terms, Normalisation.L2)));
        LayerSpec.Correlation second =
                (LayerSpec.Correlation) trivial.spec().layers().get(0);
        assertThat(second.kernels())
                .isEqualTo(new KernelSpec.Terms(
                        List.of(List.of(slope, bar), List.of(slope), List.of(bar)), Normalisation.L2));
    }

    private static List<Double> numbers(int count, IntUnaryOperator value) {
        return IntStream.range(0, count)
                .mapToObj(i -> 0.1 + value.applyAsInt(i))
                .toList();
    }

    /** Returns a pipeline on C4 whose second layer has two input and two output channels, and two taps. */
    private static PipelineSpec withSecond(KernelSpec kernels) {
        PipelineSpec drawn = TestPipelines.drawn(new CyclicGroup(4));
        LayerSpec.Correlation second = (LayerSpec.Correlation) drawn.layers().get(0);
        LayerSpec.Correlation given = new LayerSpec.Correlation(
                second.name(), second.window(), second.padding(), List.of(0, 1), kernels, List.of(), List.of());
        return new PipelineSpec(
                drawn.name(), "", drawn.input(), drawn.group(), drawn.lift(), List.of(given), drawn.descriptor());
    }

    /** The lift at h = e cuts off less than that at the next scale, so the second pooling wants other sides. */
    @Test
    void aControlThatDoesNotTakeTheSizeIsLeftOut() {
        PipelineSpec drawn = TestPipelines.drawn(new ScaleGroup(2, 2));
        LayerSpec.Correlation lift = new LayerSpec.Correlation(
                "lift",
                KernelWindow.disk(3),
                Padding.VALID,
                List.of(0),
                new KernelSpec.Drawn(KernelBasis.Steerable.ofSize(3), 2, 1),
                List.of(),
                List.of());
        List<LayerSpec> poolings = List.of(
                new LayerSpec.Pooling("half", new SpatialPooling(2)),
                new LayerSpec.Pooling("quarter", new SpatialPooling(2)));
        PipelineSpec spec = new PipelineSpec(
                "test",
                "",
                drawn.input(),
                drawn.group(),
                lift,
                poolings,
                List.of(drawn.descriptor().get(0)));
        Map<String, Pipeline> variants = new LinkedHashMap<>(Map.of(Audit.PIPELINE, Pipeline.of(spec)));
        Control.of(spec.group()).forEach(control -> variants.put(control.label(), control.pipeline(spec)));
        assertThat(Pipeline.of(spec).takes(64, 64)).isTrue();
        assertThat(Control.TRIVIAL.pipeline(spec).takes(64, 64)).isFalse();
        Audit audit = new Audit(variants, List.of(Transformation.translation(4, 0)), SHARP);
        assertThat(audit.workingBytes(64, 64)).isPositive();
        AuditedImage audited = audit.apply(TestMaps.smooth(5, 1, 64, 64, 4), variants.keySet());
        assertThat(audited.descriptors()).containsOnlyKeys(Audit.PIPELINE, "identical", "shuffled");
        assertThat(audited.measurements())
                .extracting(Measurement::variant)
                .doesNotContain("trivial")
                .contains("identical");
    }

    /** Unlike two rotations: to exchange two levels is not a scaling. */
    @Test
    void twoScalesHaveAllControls() {
        ScaleGroup group = new ScaleGroup(2, 2);
        PipelineSpec spec = TestPipelines.drawn(group);
        assertThat(Control.of(group)).containsExactly(Control.values());
        for (Control control : Control.values()) {
            assertThat(error(measured(control.pipeline(spec), "scaling 2"), "lift"))
                    .as(control.label())
                    .isGreaterThan(0.2);
        }
    }

    /** Some algorithms need quarter turns, which H = {e} has not. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "direct", "c4-dft", "winograd", "fft"})
    void controlsAreBuiltWhateverTheAlgorithm(String algorithm) {
        EngineOptions engine = new EngineOptions(algorithm, EngineOptions.Exactness.ROUNDED);
        PipelineSpec drawn = TestPipelines.drawn(new CyclicGroup(8));
        PipelineSpec spec = TestPipelines.with(engine, InputSpec.Mean.KEPT, drawn);
        for (Control control : Control.values()) {
            assertThat(control.pipeline(spec).layerNames()).isEqualTo(List.of("lift", "second"));
        }
    }
}
