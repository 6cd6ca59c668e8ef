package io.gconv.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.pipeline.InputSpec;
import io.gconv.pipeline.KernelSpec;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import io.gconv.pipeline.Statistic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How good a random network on C8 is on a photograph, beside the figures of escnn, and that what is no network on C8 is bad.
 * Three layers of steerable kernels of 5 × 5 pixels, relu, the maximum over θ, the mean over the disk: the first draw of
 * docs/equivariance.md, where others are.
 */
class EquivarianceFiguresTest {

    private static final int SIDE = 97;
    private static final KernelBasis STEERABLE = KernelBasis.Steerable.ofSize(5);

    private static final KernelWindow DISK = KernelWindow.disk(5);
    private static final List<Pointwise> RELU = List.of(Pointwise.of(Pointwise.Function.RELU));

    @Test
    void quarterTurnsCommuteUpToRounding() {
        Map<String, Double> errors = errors(Pipeline.of(network(STEERABLE, DISK, RELU)), 0, "rotation 90");
        assertThat(errors.get("lift")).isLessThanOrEqualTo(1e-6);
        assertThat(errors.get(Audit.PROJECTION)).isLessThanOrEqualTo(1e-6);
        assertThat(errors.get(Audit.DESCRIPTOR)).isLessThanOrEqualTo(1e-7);
    }

    /** The lift is that without its relu, whose kink makes frequencies that no pixel grid holds. */
    @ParameterizedTest
    @CsvSource({"1, 1.1e-2, 1.5e-2, 2.1e-2, 2.4e-3", "2, 2.7e-3, 3.7e-3, 9.3e-3, 1.1e-3"})
    void halvesOfAQuarterCommuteAsWellAsInEscnn(
            double blur, double floor, double lift, double projection, double descriptor) {
        Map<String, Double> linear = errors(Pipeline.of(network(STEERABLE, DISK, List.of())), blur, "rotation 45");
        assertThat(linear.get("lift")).isLessThanOrEqualTo(lift);
        Map<String, Double> errors = errors(Pipeline.of(network(STEERABLE, DISK, RELU)), blur, "rotation 45");
        assertThat(errors.get("floor")).isLessThanOrEqualTo(floor);
        assertThat(errors.get(Audit.PROJECTION)).isLessThanOrEqualTo(projection);
        assertThat(errors.get(Audit.DESCRIPTOR)).isLessThanOrEqualTo(descriptor);
    }

    @ParameterizedTest
    @EnumSource(Control.class)
    void whatIsNoNetworkOnTheGroupIsBad(Control control) {
        checkBad(control.pipeline(network(STEERABLE, DISK, RELU)));
    }

    /** What rotating arrays of weights would be. */
    @Test
    void bilinearKernelsWithoutAMaskAreBad() {
        KernelBasis bilinear = new KernelBasis.BSplines(1, KernelWindow.square(5));
        checkBad(Pipeline.of(network(bilinear, KernelWindow.square(5), RELU)));
    }

    private static void checkBad(Pipeline pipeline) {
        Map<String, Double> good = errors(Pipeline.of(network(STEERABLE, DISK, RELU)), 1, "rotation 45");
        Map<String, Double> bad = errors(pipeline, 1, "rotation 45");
        for (String layer : List.of("lift", Audit.PROJECTION)) {
            assertThat(bad.get(layer)).isGreaterThan(8 * requireNonNull(good.get(layer)));
        }
    }

    private static PipelineSpec network(KernelBasis basis, KernelWindow window, List<Pointwise> activation) {
        CyclicGroup group = new CyclicGroup(8);
        List<Integer> taps = IntStream.range(0, 8).boxed().toList();
        return new PipelineSpec(
                "network",
                "",
                new InputSpec(
                        DecodeOptions.Channels.GRAY, DecodeOptions.Range.UNIT, 0, InputSpec.Mean.REMOVED, List.of()),
                group,
                layer("lift", basis, window, List.of(0), activation, 5),
                List.of(
                        layer("layer-1", basis, window, taps, activation, 6),
                        layer("layer-2", basis, window, taps, activation, 7)),
                List.of(new DescriptorSpec.Pooled(
                        "layer-2",
                        List.of(),
                        List.of(new Projection.Max()),
                        RegionSpec.disk(),
                        List.of(Statistic.MEAN),
                        new DescriptorSpec.Compression.None())));
    }

    private static LayerSpec.Correlation layer(
            String name,
            KernelBasis basis,
            KernelWindow window,
            List<Integer> taps,
            List<Pointwise> activation,
            long seed) {
        return new LayerSpec.Correlation(
                name, window, Padding.ZERO, taps, new KernelSpec.Drawn(basis, 4, seed), List.of(), activation);
    }

    /** Returns the error of every layer by its name, and what resampling alone does to the image as {@code floor}. */
    private static Map<String, Double> errors(Pipeline pipeline, double blur, String g) {
        Audit audit = new Audit(
                Map.of(Audit.PIPELINE, pipeline),
                List.of(Transformation.parse(g)),
                new AuditOptions(blur, SIDE, 1_000_000));
        List<Measurement> measurements =
                audit.apply(photo(), Set.of(Audit.PIPELINE)).measurements();
        Map<String, Double> errors = new HashMap<>();
        measurements.forEach(m -> errors.put(m.layer(), m.error()));
        errors.put("floor", measurements.get(0).floor());
        return errors;
    }

    private static PlanarFeatureMap photo() {
        Path file = Path.of("../data-samples/photos/camera.png");
        try {
            DecodedImage image = ImageDecoder.decode(Files.readAllBytes(file), DecodeOptions.defaults());
            return ((DecodedImage.Success) image).map();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
