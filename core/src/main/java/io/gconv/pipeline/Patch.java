package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.layer.MapPart;
import io.gconv.pipeline.Axis.Span;
import io.gconv.pipeline.RegionSums.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rectangle of an image that is computed at once.
 *
 * @param rows what is owned of the image's rows, and what is cut out
 * @param columns the same for columns
 * @param maps for its input and the outputs of all layers, which share their values with those of other patches
 * @param windows of the stages' outputs, what is owned of them
 * @param wanted of the outputs of all layers, what is owned of them or read by the next ones; null if nothing is
 */
record Patch(Span rows, Span columns, Maps maps, List<Window> windows, List<@Nullable MapPart> wanted) {

    /**
     * The maps of a size of patches.
     *
     * @param input null if images are read as they are
     * @param outputs of all layers
     * @param maximum of the last output over H, in its place; null if it is never computed alone
     */
    record Maps(
            @Nullable PlanarFeatureMap input,
            List<GroupFeatureMap> outputs,
            @Nullable GroupFeatureMap maximum) {}
}
