package io.gconv.pipeline;

import io.gconv.group.CyclicGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.kernel.PlanarKernel;
import io.gconv.layer.EngineOptions;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import io.gconv.layer.Projection;
import io.gconv.layer.SpatialPooling;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.pipeline.LayerSpec.Correlation;
import java.util.List;
import java.util.stream.IntStream;

/** Small pipelines for tests. */
public final class TestPipelines {

    private TestPipelines() {}

    /** Returns a lift of two drawn kernels and a drawn group correlation with all taps, and every kind of descriptor. */
    public static PipelineSpec drawn(PlanarGroup group) {
        List<DescriptorSpec> descriptor = List.of(
                new Pooled(
                        "lift",
                        List.of(),
                        List.of(new Projection.Max(), new Projection.Mean(), new Projection.L2()),
                        RegionSpec.disk(),
                        List.of(Statistic.values()),
                        new Compression.None()),
                new Pooled(
                        "second",
                        List.of(1),
                        List.of(new Projection.Spectrum(4, 1)),
                        RegionSpec.rings(3),
                        List.of(Statistic.MEAN),
                        new Compression.Sqrt()),
                new Harmonics(
                        "second",
                        List.of(),
                        new RegionSpec(2, new Margin.ReceptiveField()),
                        2,
                        group.rotations() > 1 ? List.of(-1, 0, 1) : List.of(0),
                        new Compression.None()));
        return spec(group, List.of(second(group)), descriptor);
    }

    /** Returns a lift of two drawn kernels. */
    public static PipelineSpec liftOnly(PlanarGroup group, Padding padding) {
        return new PipelineSpec(
                "test", "", InputSpec.gray(), group, lift(padding), List.of(), List.of(meanOfMaximum()));
    }

    /** Returns a pipeline with pooling of odd and of even size, and a layer on the coarser grid. */
    public static PipelineSpec pooled(Padding padding) {
        CyclicGroup group = new CyclicGroup(4);
        Correlation second = second(group);
        Correlation valid = new Correlation(
                "second",
                KernelWindow.disk(3),
                padding,
                second.taps(),
                new KernelSpec.Drawn(KernelBasis.Steerable.ofSize(3), 3, 2),
                List.of(),
                second.activation());
        List<DescriptorSpec> descriptor = List.of(
                new Pooled(
                        "second",
                        List.of(),
                        List.of(new Projection.Max()),
                        RegionSpec.disk(),
                        List.of(Statistic.values()),
                        new Compression.None()),
                new Harmonics("half", List.of(), RegionSpec.rings(2), 1, List.of(0, 1), new Compression.None()));
        return new PipelineSpec(
                "pooled",
                "",
                InputSpec.gray(),
                group,
                lift(padding),
                List.of(
                        new LayerSpec.Pooling("half", new SpatialPooling(3)),
                        new LayerSpec.Pooling("quarter", new SpatialPooling(2)),
                        valid),
                descriptor);
    }

    /** Returns a pipeline whose correlations are computed in another way, and which may subtract the image's mean. */
    public static PipelineSpec with(EngineOptions engine, InputSpec.Mean mean, PipelineSpec spec) {
        InputSpec input = new InputSpec(
                spec.input().channels(),
                spec.input().range(),
                0,
                mean,
                spec.input().sizePx());
        List<LayerSpec> layers = spec.layers().stream()
                .map(layer -> layer instanceof Correlation correlation ? with(engine, correlation) : layer)
                .toList();
        return new PipelineSpec(
                spec.name(), "", input, spec.group(), with(engine, spec.lift()), layers, spec.descriptor());
    }

    private static Correlation with(EngineOptions engine, Correlation layer) {
        return new Correlation(
                layer.name(),
                layer.window(),
                layer.padding(),
                layer.taps(),
                layer.kernels(),
                layer.bias(),
                layer.activation(),
                engine);
    }

    static PipelineSpec spec(PlanarGroup group, List<LayerSpec> layers, List<DescriptorSpec> descriptor) {
        return new PipelineSpec("test", "", InputSpec.gray(), group, lift(Padding.ZERO), layers, descriptor);
    }

    static Correlation lift(Padding padding) {
        return new Correlation(
                "lift",
                KernelWindow.disk(5),
                padding,
                List.of(0),
                new KernelSpec.Drawn(KernelBasis.Steerable.ofSize(5), 2, 1),
                List.of(),
                List.of(Pointwise.of(Pointwise.Function.RELU)));
    }

    static Correlation second(PlanarGroup group) {
        return new Correlation(
                "second",
                KernelWindow.disk(5),
                Padding.ZERO,
                IntStream.range(0, group.elementsPerLevel()).boxed().toList(),
                new KernelSpec.Drawn(KernelBasis.Steerable.ofSize(5), 3, 2),
                List.of(0.1, 0.0, -0.1),
                List.of(Pointwise.of(Pointwise.Function.RELU)));
    }

    /** Returns the mean of the maximum over H of the lift. */
    static DescriptorSpec meanOfMaximum() {
        return new Pooled(
                "lift",
                List.of(),
                List.of(new Projection.Max()),
                RegionSpec.disk(),
                List.of(Statistic.MEAN),
                new Compression.None());
    }

    /** Returns a lift with one Gaussian derivative per term. */
    static Correlation analytic(KernelTerm... terms) {
        return new Correlation(
                "lift",
                KernelWindow.disk(7),
                Padding.ZERO,
                List.of(0),
                new KernelSpec.Terms(
                        IntStream.range(0, terms.length)
                                .mapToObj(i -> List.of(terms[i]))
                                .toList(),
                        KernelSpec.Normalisation.NONE),
                List.of(),
                List.of());
    }

    /** Returns two layers of derivatives, all weights times a factor, for images less their mean. */
    public static PipelineSpec weighted(PlanarGroup group, double weight) {
        KernelTerm slope = term(weight, new GaussianDerivative(1, 0, 1, 1));
        KernelTerm bar = term(weight, new GaussianDerivative(2, 0, 1, 1));
        Correlation lift = analytic(slope, bar);
        Correlation second = new Correlation(
                "second",
                lift.window(),
                Padding.ZERO,
                List.of(0, 1),
                new KernelSpec.Terms(List.of(List.of(slope, bar.withTap(1))), KernelSpec.Normalisation.NONE),
                List.of(),
                List.of(Pointwise.of(Pointwise.Function.RELU)));
        PipelineSpec spec =
                new PipelineSpec("test", "", InputSpec.gray(), group, lift, List.of(second), List.of(meanOfMaximum()));
        return with(EngineOptions.DEFAULT, InputSpec.Mean.REMOVED, spec);
    }

    static KernelTerm slope() {
        return term(1, new GaussianDerivative(1, 0, 1, 1));
    }

    /** Returns weight · k at the centre, for input channel 0. */
    public static KernelTerm term(double weight, PlanarKernel kernel) {
        return new KernelTerm(weight, 0, 0, kernel, 0, 0, 0, 0, KernelTerm.Mean.KEPT);
    }
}
