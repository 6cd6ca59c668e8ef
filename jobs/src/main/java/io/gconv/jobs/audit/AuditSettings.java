package io.gconv.jobs.audit;

import io.gconv.audit.AuditOptions;
import io.gconv.audit.Transformation;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an audit measures and how it judges.
 *
 * @param transformations what is done to the images
 * @param options how errors are measured
 * @param controlImages on how many images the controls run too
 * @param sample how many images are audited, or 0 for all
 * @param gates what must hold; decides about the exit code
 */
public record AuditSettings(
        List<Transformation> transformations, AuditOptions options, int controlImages, int sample, List<Gate> gates)
        implements Serializable {

    /** The number of images on which controls run if nothing else is said. */
    public static final int CONTROL_IMAGES = 32;

    private static final int MOST_TRANSFORMATIONS = 200;

    /** Copies the lists and checks the numbers. */
    public AuditSettings {
        transformations = List.copyOf(transformations);
        gates = List.copyOf(gates);
        if (transformations.isEmpty() || transformations.size() > MOST_TRANSFORMATIONS) {
            throw new IllegalArgumentException("an audit needs 1 … " + MOST_TRANSFORMATIONS
                    + " transformations, but has " + transformations.size());
        }
        if (transformations.stream().map(Transformation::label).distinct().count() != transformations.size()) {
            throw new IllegalArgumentException("a transformation is there twice in "
                    + transformations.stream().map(Transformation::label).toList());
        }
        if (controlImages < 0 || sample < 0) {
            throw new IllegalArgumentException("numbers of images must be at least 0, but were " + controlImages
                    + " for controls and " + sample + " for the sample");
        }
    }

    /** Returns the options that rows depend on, in the words of the command line. */
    public SortedMap<String, String> flags() {
        SortedMap<String, String> flags = new TreeMap<>();
        flags.put(
                "--transform",
                transformations.stream().map(Transformation::label).collect(Collectors.joining("; ", "\"", "\"")));
        flags.put("--blur-px", String.valueOf(options.blurPx()));
        flags.put("--crop-px", String.valueOf(options.cropPx()));
        flags.put("--points", String.valueOf(options.points()));
        flags.put("--control-images", String.valueOf(controlImages));
        return flags;
    }
}
