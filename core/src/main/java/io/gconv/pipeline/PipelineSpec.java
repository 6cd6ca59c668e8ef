package io.gconv.pipeline;

import io.gconv.group.PlanarGroup;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A pipeline as data: what a file in {@code conf/pipelines/} says, resolved. Immutable and small, so this is what goes
 * to executors.
 *
 * @param name a short name
 * @param description one or two sentences
 * @param input how images become feature maps
 * @param group H
 * @param lift the lifting correlation
 * @param layers the layers on G, in order
 * @param descriptor the parts of the descriptor, in order
 */
public record PipelineSpec(
        String name,
        String description,
        InputSpec input,
        PlanarGroup group,
        LayerSpec.Correlation lift,
        List<LayerSpec> layers,
        List<DescriptorSpec> descriptor)
        implements Serializable {

    private static final int MAX_LAYERS = 64;
    private static final int MAX_POOLINGS = 8;

    /** Copies the lists and checks that names are unique and known. */
    public PipelineSpec {
        layers = List.copyOf(layers);
        descriptor = List.copyOf(descriptor);
        Set<String> names = new LinkedHashSet<>(Set.of(lift.name()));
        for (LayerSpec layer : layers) {
            if (!names.add(layer.name())) {
                throw new IllegalArgumentException("two layers have the name " + layer.name());
            }
        }
        long poolings =
                layers.stream().filter(LayerSpec.Pooling.class::isInstance).count();
        if (layers.size() > MAX_LAYERS || poolings > MAX_POOLINGS) {
            throw new IllegalArgumentException("a pipeline may have at most " + MAX_LAYERS + " layers and "
                    + MAX_POOLINGS + " poolings, but has " + layers.size() + " and " + poolings);
        }
        if (descriptor.isEmpty()) {
            throw new IllegalArgumentException("the pipeline has no descriptor");
        }
        for (DescriptorSpec part : descriptor) {
            if (!names.contains(part.layer())) {
                throw new IllegalArgumentException(
                        "the descriptor refers to a layer " + part.layer() + ", but the layers are " + names);
            }
        }
    }
}
