package io.gconv.pipeline;

import io.gconv.group.PlanarGroup;
import java.io.Serializable;
import java.util.HashSet;
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

    /** Copies the lists and checks that names are unique and known. */
    public PipelineSpec {
        layers = List.copyOf(layers);
        descriptor = List.copyOf(descriptor);
        Set<String> names = new HashSet<>(Set.of(lift.name()));
        for (LayerSpec layer : layers) {
            if (!names.add(layer.name())) {
                throw new IllegalArgumentException("two layers have the name " + layer.name());
            }
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
