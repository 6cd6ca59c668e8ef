package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.layer.GroupLayer;
import io.gconv.layer.MapPart;
import io.gconv.layer.MapShape;
import io.gconv.pipeline.RegionSums.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a patch needs of the outputs of all layers: what it owns, and what the next layer reads to compute what is needed of its
 * output. With out(i) = what is needed of layer i,
 *
 * <pre>
 *   out(i) = owned(i) ∪ reads(i + 1, out(i + 1))
 * </pre>
 */
final class WantedParts {

    private WantedParts() {}

    /** Rows or columns {@code from … to − 1} of an output. */
    private record Range(int from, int to) {

        private static final Range NONE = new Range(0, 0);

        private boolean isEmpty() {
            return from >= to;
        }

        private Range with(int otherFrom, int otherTo) {
            return isEmpty()
                    ? new Range(otherFrom, otherTo)
                    : new Range(Math.min(from, otherFrom), Math.max(to, otherTo));
        }

        /** Returns what a layer reads of its input for this range, in whole groups. A map lies centred on its input. */
        private Range read(GroupLayer layer, int grain, int outSide, int inSide) {
            if (isEmpty()) {
                return NONE;
            }
            int first = from / grain * grain;
            int last = Math.min(outSide, (to + grain - 1) / grain * grain) - 1;
            double centre = 0.5 * (inSide - 1 - (double) layer.stride() * (outSide - 1));
            double begin = centre + (double) first * layer.stride() - layer.radius();
            double end = centre + (double) last * layer.stride() + layer.radius();
            return new Range(Math.max(0, (int) Math.ceil(begin)), Math.min(inSide, (int) Math.floor(end) + 1));
        }
    }

    /**
     * Returns the parts, from the lift to the last layer; null where nothing is needed.
     *
     * @param outputs of all layers, for the patch
     * @param windows what is owned of the stages' outputs
     */
    static List<@Nullable MapPart> of(RunPlan plan, List<GroupFeatureMap> outputs, List<Window> windows) {
        List<@Nullable MapPart> parts = new ArrayList<>();
        List<Stage> stages = plan.pipeline().stages();
        int at = outputs.size() - 1;
        Range y = Range.NONE;
        Range x = Range.NONE;
        for (int i = stages.size() - 1; i >= 0; i--) {
            Window window = windows.get(i);
            if (!window.isEmpty()) {
                y = y.with(window.fromY() - window.top(), window.toY() - window.top());
                x = x.with(window.fromX() - window.left(), window.toX() - window.left());
            }
            List<GroupLayer> layers = stages.get(i).layers();
            for (int j = layers.size() - 1; j >= 0; j--) {
                MapShape whole = plan.input(at - 1);
                parts.add(part(whole.height(), whole.width(), y, x));
                GroupFeatureMap out = outputs.get(at--);
                GroupFeatureMap in = outputs.get(at);
                int grain = layers.get(j).grain(whole);
                y = y.read(layers.get(j), grain, out.height(), in.height());
                x = x.read(layers.get(j), grain, out.width(), in.width());
            }
        }
        parts.add(part(plan.height(), plan.width(), y, x));
        Collections.reverse(parts);
        return Collections.unmodifiableList(parts);
    }

    private static @Nullable MapPart part(int plannedHeight, int plannedWidth, Range y, Range x) {
        return y.isEmpty() || x.isEmpty() ? null : new MapPart(plannedHeight, plannedWidth, y.from, y.to, x.from, x.to);
    }
}
