package io.gconv.jobs.show;

import io.gconv.audit.Transformation;
import io.gconv.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be shown.
 *
 * @param inputs image files
 * @param pipeline the pipeline
 * @param digest its digest
 * @param output a folder
 * @param transformations those of the lecture's pictures; empty for what suits the group
 * @param layers the layers that are shown, in the order of the pipeline
 * @param channels the channels that are shown; empty for the first ones
 * @param maxSide larger images are cropped to this many pixels
 * @param maxPixels larger images are not decoded
 */
public record ShowRequest(
        List<Path> inputs,
        Pipeline pipeline,
        String digest,
        Path output,
        List<Transformation> transformations,
        List<String> layers,
        List<Integer> channels,
        int maxSide,
        long maxPixels) {

    /** Copies the lists. */
    public ShowRequest {
        inputs = List.copyOf(inputs);
        transformations = List.copyOf(transformations);
        layers = List.copyOf(layers);
        channels = List.copyOf(channels);
    }
}
