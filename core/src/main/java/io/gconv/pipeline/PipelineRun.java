package io.gconv.pipeline;

import static java.util.Objects.requireNonNull;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.layer.GroupCorrelation;
import io.gconv.layer.GroupLayer;
import io.gconv.layer.MapPart;
import io.gconv.layer.MapShape;
import io.gconv.pipeline.Axis.Span;
import io.gconv.pipeline.Patch.Maps;
import io.gconv.pipeline.RegionSums.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Images of one size on their way through a pipeline, one after the other, patch by patch. Belongs to one thread and has
 * all its buffers from the start: an image allocates nothing but its features.
 */
final class PipelineRun {

    private final RunPlan plan;
    private final List<Stage> stages;
    private final PreparedInput input;
    private final double[] means; // per channel of the image
    private final float[] copy; // of a patch of the image; empty if images are read as they are
    private final float[][] buffers;
    private final Map<List<Integer>, Maps> maps = new HashMap<>(); // by the size of a patch
    private final DescriptorSums sums;
    private Span band; // the last one, with its patches
    private List<Patch> patches;

    PipelineRun(RunPlan plan) {
        this.plan = plan;
        this.stages = plan.pipeline().stages();
        this.input = new PreparedInput(plan.pipeline().spec().input(), plan.cell(), plan.height(), plan.width());
        this.means = new double[plan.channels()];
        this.copy = buffer(plan.inputValues());
        long[] lengths = plan.bufferValues();
        this.buffers = new float[][] {buffer(lengths[0]), buffer(lengths[1])};
        this.sums = new DescriptorSums(plan);
        this.band = plan.bands().get(0);
        this.patches = patches(band);
    }

    private static float[] buffer(long values) {
        if (values > FeatureMap.MAX_VALUES) {
            throw new IllegalArgumentException("the feature maps of this image have " + values + " values, and at most "
                    + FeatureMap.MAX_VALUES + " fit into an array");
        }
        return new float[(int) values];
    }

    private List<Patch> patches(Span band) {
        List<Patch> list = new ArrayList<>();
        for (Span columns : plan.columns()) {
            for (Span rows : plan.strips(band)) {
                Maps ofSize = maps.computeIfAbsent(
                        List.of(rows.size(), columns.size()), size -> maps(size.get(0), size.get(1)));
                List<Window> windows = new ArrayList<>();
                for (int i = 0; i < stages.size(); i++) {
                    windows.add(plan.window(i, rows, columns));
                }
                list.add(new Patch(rows, columns, ofSize, windows, WantedParts.of(plan, ofSize.outputs(), windows)));
            }
        }
        return list;
    }

    private Maps maps(int rows, int columns) {
        PlanarFeatureMap in = copy.length == 0 ? null : PlanarFeatureMap.view(means.length, rows, columns, copy);
        MapShape shape = plan.pipeline().lift().outputShape(rows, columns);
        List<GroupFeatureMap> outputs = new ArrayList<>();
        int buffer = 0;
        outputs.add(view(shape, buffers[buffer]));
        for (Stage stage : stages) {
            for (GroupLayer layer : stage.layers()) {
                shape = layer.outputShape(shape);
                buffer = 1 - buffer;
                outputs.add(view(shape, buffers[buffer]));
            }
        }
        GroupCorrelation maximum = plan.pipeline().lastMaximum();
        GroupFeatureMap projected = maximum == null
                ? null
                : view(maximum.outputShape(MapShape.of(outputs.get(outputs.size() - 2))), buffers[buffer]);
        return new Maps(in, outputs, projected);
    }

    private static GroupFeatureMap view(MapShape shape, float[] buffer) {
        return GroupFeatureMap.view(shape.group(), shape.channels(), shape.height(), shape.width(), buffer);
    }

    RunPlan plan() {
        return plan;
    }

    /** Returns the sums that the descriptor comes from. */
    DescriptorSums sums() {
        return sums;
    }

    Features compute(PlanarFeatureMap f, Set<String> keep) {
        Map<String, GroupFeatureMap> kept = keep.isEmpty() ? Map.of() : plan.newMaps(keep);
        return new Features(compute(f, kept), kept);
    }

    /** Writes the maps of the whole image that are asked for, and returns the descriptor. */
    float[] compute(PlanarFeatureMap f, Map<String, GroupFeatureMap> kept) {
        plan.pipeline().lift().check(f);
        input.sums().clear();
        sums.clear();
        List<Span> bands = plan.bands();
        for (int i = 0; i < bands.size(); i++) {
            input.add(f, 0, bands.get(i));
        }
        input.writeMeans(means);
        for (int i = 0; i < bands.size(); i++) {
            compute(bands.get(i), f, 0, means, kept);
        }
        return sums.descriptor();
    }

    /** Adds a band to the sums and to the maps; f has the rows of the image from {@code top} on. */
    void compute(Span next, PlanarFeatureMap f, int top, double[] means, Map<String, GroupFeatureMap> kept) {
        if (!next.equals(band)) {
            patches = patches(next);
            band = next;
        }
        for (int i = 0; i < patches.size(); i++) {
            Patch patch = patches.get(i);
            PlanarFeatureMap in = patch.maps().input();
            if (in != null) {
                PreparedInput.cut(f, top, means, patch.rows(), patch.columns(), in);
            }
            compute(patch, in == null ? f : in, kept);
        }
    }

    private void compute(Patch patch, PlanarFeatureMap in, Map<String, GroupFeatureMap> kept) {
        List<GroupFeatureMap> outputs = patch.maps().outputs();
        int at = 0;
        GroupFeatureMap output = outputs.get(0);
        MapPart wanted = patch.wanted().get(0);
        if (wanted != null) {
            plan.pipeline().lift().apply(in, outputs.get(0), wanted);
        }
        for (int i = 0; i < stages.size(); i++) {
            GroupFeatureMap whole = kept.get(stages.get(i).spec().name());
            List<GroupLayer> layers = stages.get(i).layers();
            for (int j = 0; j < layers.size(); j++) {
                output = compute(patch, layers.get(j), ++at, whole == null);
            }
            Window window = patch.windows().get(i);
            if (!window.isEmpty()) {
                sums.add(i, output, window);
                if (whole != null) {
                    copy(output, window, whole);
                }
            }
        }
    }

    /** Computes output {@code at} of a patch and returns it, or the maximum of it over H if nobody needs more. */
    private GroupFeatureMap compute(Patch patch, GroupLayer layer, int at, boolean isForgotten) {
        List<GroupFeatureMap> outputs = patch.maps().outputs();
        GroupFeatureMap maximum =
                at == outputs.size() - 1 && isForgotten ? patch.maps().maximum() : null;
        GroupLayer chosen =
                maximum == null ? layer : requireNonNull(plan.pipeline().lastMaximum());
        GroupFeatureMap out = maximum == null ? outputs.get(at) : maximum;
        MapPart wanted = patch.wanted().get(at);
        if (wanted != null) {
            chosen.apply(outputs.get(at - 1), out, wanted);
        }
        return out;
    }

    private static void copy(GroupFeatureMap map, Window window, GroupFeatureMap whole) {
        for (int plane = 0; plane < map.planes(); plane++) {
            for (int y = window.fromY(); y < window.toY(); y++) {
                int from = (plane * map.height() + y - window.top()) * map.width() + window.fromX() - window.left();
                int to = (plane * whole.height() + y) * whole.width() + window.fromX();
                System.arraycopy(map.array(), from, whole.array(), to, window.columns());
            }
        }
    }
}
