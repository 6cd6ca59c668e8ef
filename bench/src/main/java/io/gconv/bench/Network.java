package io.gconv.bench;

import io.gconv.audit.Transformation;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec;
import io.gconv.pipeline.InputSpec;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import io.gconv.pipeline.Statistic;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A random network on R² ⋊ C_n: lift, relu, two group correlations with all taps and relu, the maximum over θ, its mean
 * over the disk. Zero padding, no bias.
 */
final class Network {

    private static final List<String> LAYERS = List.of("lift", "layer-1", "layer-2");

    private final Pipeline pipeline;
    private final int radius;

    /** What a network gives for one image: the lift before its activation, the layers, the projection, the invariant. */
    record Outputs(
            GroupFeatureMap linearLift,
            List<GroupFeatureMap> layers,
            PlanarFeatureMap projection,
            double[] invariant) {}

    /**
     * Draws a network.
     *
     * @param n rotations
     * @param size of the kernel windows
     * @param channels of every layer
     */
    Network(KernelFamily family, int n, int size, int channels, long seed) {
        List<Integer> taps = IntStream.range(0, n).boxed().toList();
        this.radius = size / 2;
        this.pipeline = Pipeline.of(new PipelineSpec(
                "random",
                "",
                InputSpec.gray(),
                new CyclicGroup(n),
                layer("lift", size, List.of(0), family.draw(size, channels, 1, List.of(0), seed)),
                List.of(
                        layer("layer-1", size, taps, family.draw(size, channels, channels, taps, seed + 1)),
                        layer("layer-2", size, taps, family.draw(size, channels, channels, taps, seed + 2))),
                List.of(new DescriptorSpec.Pooled(
                        "layer-2",
                        List.of(),
                        List.of(new Projection.Max()),
                        DescriptorSpec.RegionSpec.disk(),
                        List.of(Statistic.MEAN),
                        new DescriptorSpec.Compression.None()))));
    }

    private static LayerSpec.Correlation layer(
            String name, int size, List<Integer> taps, io.gconv.pipeline.KernelSpec kernels) {
        return new LayerSpec.Correlation(
                name,
                KernelWindow.disk(size),
                Padding.ZERO,
                taps,
                kernels,
                List.of(),
                List.of(Pointwise.of(Pointwise.Function.RELU)));
    }

    /** Computes all outputs for one image. */
    Outputs apply(PlanarFeatureMap f) {
        io.gconv.pipeline.Features features = pipeline.apply(f, Set.copyOf(LAYERS));
        List<GroupFeatureMap> layers = LAYERS.stream().map(features::map).toList();
        float[] descriptor = features.descriptor();
        return new Outputs(
                pipeline.lift().apply(f),
                layers,
                new Projection.Max().apply(layers.get(2)),
                IntStream.range(0, descriptor.length)
                        .mapToDouble(i -> descriptor[i])
                        .toArray());
    }

    /**
     * Returns ‖Φ(L_g f) − L_g Φ(f)‖ / ‖L_g Φ(f)‖ for every {@link Stage}, in their order.
     *
     * @param g the rotation
     * @param ofTurned Φ(L_g f)
     * @param of Φ(f)
     */
    double[] errors(Transformation g, Outputs ofTurned, Outputs of) {
        PlanarFeatureMap projection = g.apply(of.projection(), 1);
        return new double[] {
            error(g, ofTurned.linearLift(), of.linearLift(), 1),
            error(g, ofTurned.layers().get(0), of.layers().get(0), 1),
            error(g, ofTurned.layers().get(1), of.layers().get(1), 2),
            error(g, ofTurned.layers().get(2), of.layers().get(2), 3),
            disk(projection, 3).error(ofTurned.projection(), projection),
            Disk.error(ofTurned.invariant(), of.invariant())
        };
    }

    private double error(Transformation g, GroupFeatureMap ofTurned, GroupFeatureMap of, int depth) {
        GroupFeatureMap expected = g.apply(of, 1);
        return disk(expected, depth).error(ofTurned, expected);
    }

    private Disk disk(io.gconv.feature.FeatureMap f, int depth) {
        return new Disk(f.height(), f.width(), depth * radius);
    }

    /** What errors are measured of. */
    enum Stage {
        LINEAR_LIFT("lift"),
        LIFT("lift, relu"),
        LAYER_1("layer 1, relu"),
        LAYER_2("layer 2, relu"),
        PROJECTION("projection"),
        INVARIANT("invariant");

        private final String label;

        Stage(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
