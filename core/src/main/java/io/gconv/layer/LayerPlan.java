package io.gconv.layer;

import java.util.List;

/**
 * How the engine computes a correlation for one size of image.
 *
 * @param algorithm the name of the algorithm, or of several if kernel sizes differ
 * @param reasons why, a sentence for every kernel size, and what is done while the map is written
 * @param expectedNanoseconds what the cost model expects an image to take; only ratios mean something
 * @param kernelBytes memory of the prepared kernels, which all threads share
 * @param workspaceBytes memory of the buffers of one thread, which all layers share
 */
public record LayerPlan(
        String algorithm, List<String> reasons, double expectedNanoseconds, long kernelBytes, long workspaceBytes) {

    /** The plan of a layer without a correlation. */
    public static final LayerPlan NONE = new LayerPlan("", List.of(), 0, 0, 0);

    /** Copies the list. */
    public LayerPlan {
        reasons = List.copyOf(reasons);
    }
}
