package io.gconv.jobs.audit;

import java.util.List;
import java.util.Map;

/**
 * All that a report shows.
 *
 * @param pipeline its name
 * @param description what it computes, in its author's words
 * @param group H, such as C16
 * @param layers the layers in order, then {@code projection} and {@code descriptor}
 * @param summaries the rows of the table {@code summary} that gates and curves are about
 * @param local the rows of local errors by their direction, in order; empty if they were not asked for
 * @param gates what became of every gate, for the pipeline and its controls
 * @param examples images with large errors
 * @param images how many images there are
 * @param errors how many of them could not be audited: not read, too large, too small, …
 * @param facts how it was computed: name and value, in order
 */
public record ReportData(
        String pipeline,
        String description,
        String group,
        List<String> layers,
        List<Summary> summaries,
        Map<LocalErrors.Direction, List<Summary>> local,
        List<GateResult> gates,
        List<Example> examples,
        long images,
        long errors,
        Map<String, String> facts) {

    /**
     * An image with a large error, and where it comes from. All pictures are PNG.
     *
     * @param path of the image
     * @param layer the layer
     * @param kind of the transformation
     * @param parameter of the transformation
     * @param error relative error
     * @param floor error of resampling this image alone
     * @param plane the channel and element of H that are shown, in words
     * @param original the image
     * @param transformed the transformed image, L_g f
     * @param mapOfTransformed Φ(L_g f)
     * @param transformedMap L_g Φ(f)
     * @param difference Φ(L_g f) − L_g Φ(f)
     */
    public record Example(
            String path,
            String layer,
            String kind,
            String parameter,
            double error,
            double floor,
            String plane,
            byte[] original,
            byte[] transformed,
            byte[] mapOfTransformed,
            byte[] transformedMap,
            byte[] difference) {}
}
