package io.gconv.jobs.show;

import io.gconv.group.PlanarGroup;
import io.gconv.kernel.ExpandedKernels;
import io.gconv.layer.GroupCorrelation;
import io.gconv.layer.GroupLayer;
import io.gconv.layer.Pointwise;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A layer of a pipeline as it is shown.
 *
 * @param stage the layer
 * @param inGroup H of its input; of the image, H of its output
 * @param kernels its kernels, unless it pools
 * @param sources the kernels that make each output channel: two where the activation is a modulus of pairs
 */
record ShownLayer(Stage stage, PlanarGroup inGroup, Optional<ExpandedKernels> kernels, List<List<Integer>> sources) {

    static List<ShownLayer> of(Pipeline pipeline) {
        List<ShownLayer> layers = new ArrayList<>();
        Optional<ExpandedKernels> kernels = Optional.of(pipeline.lift().kernels());
        PlanarGroup group = pipeline.spec().group();
        int channels = 0;
        for (Stage stage : pipeline.stages()) {
            PlanarGroup inGroup = group;
            for (GroupLayer layer : stage.layers()) {
                if (layer instanceof GroupCorrelation correlation) {
                    kernels = Optional.of(correlation.kernels());
                }
            }
            if (kernels.isPresent()) {
                group = kernels.get().outGroup();
                channels = kernels.get().outPlanes() / group.order();
            }
            List<List<Integer>> sources = sources(stage.spec(), channels);
            layers.add(new ShownLayer(stage, inGroup, kernels, sources));
            channels = sources.size();
            kernels = Optional.empty();
        }
        return layers;
    }

    private static List<List<Integer>> sources(LayerSpec spec, int channels) {
        List<List<Integer>> sources = new ArrayList<>();
        int next = 0;
        if (spec instanceof LayerSpec.Correlation correlation) {
            for (Pointwise activation : correlation.activation()) {
                for (Pointwise.Part part : activation.parts()) {
                    int end = part.channels() == 0 ? channels : next + part.channels();
                    int width = part.function() == Pointwise.Function.MODULUS ? 2 : 1;
                    for (; next < end; next += width) {
                        sources.add(IntStream.range(next, next + width).boxed().toList());
                    }
                }
            }
        }
        for (; next < channels; next++) {
            sources.add(List.of(next));
        }
        return sources;
    }

    String name() {
        return stage.spec().name();
    }

    int channels() {
        return sources.size();
    }

    /** Returns whether this is the lifting correlation, whose kernels are planar. */
    boolean isLift() {
        return kernels.isPresent() && stage.layers().stream().noneMatch(GroupCorrelation.class::isInstance);
    }

    /** Returns the channels that are shown: those asked for, or the first ones. */
    List<Integer> shown(List<Integer> asked, int most) {
        return asked.isEmpty()
                ? IntStream.range(0, Math.min(most, channels())).boxed().toList()
                : asked;
    }
}
