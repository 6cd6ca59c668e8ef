package io.gconv.pipeline;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.layer.GroupLayer;
import io.gconv.layer.MapShape;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.Strips.Strip;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Images of one size on their way through a pipeline, one after the other, strip by strip. Belongs to one thread and has
 * all its buffers from the start: an image allocates nothing but its features.
 */
final class PipelineRun {

    private final RunPlan plan;
    private final List<Stage> stages;
    private final PreparedInput input;
    private final double[] means; // per channel of the image
    private final PlanarFeatureMap[] inputs; // per strip; none if images are read as they are
    private final GroupFeatureMap[][] outputs; // per strip, of the lift and of all layers; they share two buffers
    private final RegionSums[] sums; // per part of the descriptor
    private final int[] stageOfPart;
    private final double[][] numbers; // per part, before compression
    private int descriptorLength;

    PipelineRun(RunPlan plan) {
        Pipeline pipeline = plan.pipeline();
        List<Strip> strips = plan.strips();
        this.plan = plan;
        this.stages = pipeline.stages();
        this.input = new PreparedInput(pipeline.spec().input(), plan.height(), plan.width());
        this.means = new double[plan.channels()];
        this.inputs = new PlanarFeatureMap[plan.readsImages() ? 0 : strips.size()];
        float[] copy = buffer(plan.inputValues());
        for (int s = 0; s < inputs.length; s++) {
            int rows = strips.get(s).rows();
            inputs[s] = PlanarFeatureMap.view(means.length, rows, plan.width(), copy);
        }
        long[] lengths = plan.bufferValues();
        float[][] buffers = {buffer(lengths[0]), buffer(lengths[1])};
        this.outputs = new GroupFeatureMap[strips.size()][];
        for (int s = 0; s < outputs.length; s++) {
            outputs[s] = outputs(strips.get(s), buffers);
        }
        int parts = pipeline.parts().size();
        this.sums = new RegionSums[parts];
        this.stageOfPart = new int[parts];
        this.numbers = new double[parts][];
        for (int i = 0; i < parts; i++) {
            DescriptorPart part = pipeline.parts().get(i);
            stageOfPart[i] = plan.stage(part);
            MapShape shape = plan.shape(stageOfPart[i]);
            sums[i] = part.sums(plan.height(), plan.width(), shape.height(), shape.width());
            numbers[i] = new double[part.size()];
            descriptorLength += numbers[i].length;
        }
    }

    private static float[] buffer(long values) {
        if (values > FeatureMap.MAX_VALUES) {
            throw new IllegalArgumentException("the feature maps of this image have " + values + " values, and at most "
                    + FeatureMap.MAX_VALUES + " fit into an array");
        }
        return new float[(int) values];
    }

    private GroupFeatureMap[] outputs(Strip strip, float[][] buffers) {
        MapShape shape = plan.pipeline().lift().outputShape(strip.rows(), plan.width());
        int count = stages.stream().mapToInt(stage -> stage.layers().size()).sum();
        GroupFeatureMap[] maps = new GroupFeatureMap[1 + count];
        int at = 0;
        int buffer = 0;
        maps[at++] = view(shape, buffers[buffer]);
        for (Stage stage : stages) {
            for (GroupLayer layer : stage.layers()) {
                shape = layer.outputShape(shape);
                buffer = layer.worksInPlace() ? buffer : 1 - buffer;
                maps[at++] = view(shape, buffers[buffer]);
            }
        }
        return maps;
    }

    private static GroupFeatureMap view(MapShape shape, float[] buffer) {
        return GroupFeatureMap.view(shape.group(), shape.channels(), shape.height(), shape.width(), buffer);
    }

    RunPlan plan() {
        return plan;
    }

    Features compute(PlanarFeatureMap f, Set<String> keep) {
        Map<String, GroupFeatureMap> kept = keep.isEmpty() ? Map.of() : plan.newMaps(keep);
        return new Features(compute(f, kept), Collections.unmodifiableMap(kept));
    }

    /** Writes the maps of the whole image that are asked for, and returns the descriptor. */
    float[] compute(PlanarFeatureMap f, Map<String, GroupFeatureMap> kept) {
        plan.pipeline().lift().check(f);
        for (RegionSums part : sums) {
            part.clear();
        }
        input.measure(f, means);
        for (int s = 0; s < outputs.length; s++) {
            Strip strip = plan.strips().get(s);
            PlanarFeatureMap in = f;
            if (inputs.length > 0) {
                in = inputs[s];
                PreparedInput.cut(f, means, strip, in);
            }
            compute(strip, in, outputs[s], kept);
        }
        return descriptor();
    }

    private void compute(Strip strip, PlanarFeatureMap in, GroupFeatureMap[] maps, Map<String, GroupFeatureMap> kept) {
        int at = 0;
        plan.pipeline().lift().apply(in, maps[0], plan.height(), plan.width());
        for (int i = 0; i < stages.size(); i++) {
            List<GroupLayer> layers = stages.get(i).layers();
            for (int j = 0; j < layers.size(); j++) {
                layers.get(j).apply(maps[at], maps[at + 1], plan.inHeight(at), plan.inWidth(at));
                at++;
            }
            collect(strip, i, maps[at], kept);
        }
    }

    /** Takes from the output of stage i the rows that the strip owns. */
    private void collect(Strip strip, int i, GroupFeatureMap map, Map<String, GroupFeatureMap> kept) {
        Stage stage = stages.get(i);
        int mapHeight = plan.shape(i).height();
        int from = Math.min(mapHeight, strip.from() == 0 ? 0 : stage.rowAt(strip.from()));
        int to = Math.min(mapHeight, strip.to() == plan.height() ? mapHeight : stage.rowAt(strip.to()));
        if (from == to) {
            return;
        }
        int top = strip.top() / stage.pitch();
        for (int part = 0; part < sums.length; part++) {
            if (stageOfPart[part] == i) {
                sums[part].add(map, top, from, to - from);
            }
        }
        GroupFeatureMap whole = kept.get(stage.spec().name());
        if (whole != null) {
            int size = (to - from) * map.width();
            for (int plane = 0; plane < map.planes(); plane++) {
                int in = (plane * map.height() + from - top) * map.width();
                System.arraycopy(map.array(), in, whole.array(), (plane * mapHeight + from) * map.width(), size);
            }
        }
    }

    private float[] descriptor() {
        float[] descriptor = new float[descriptorLength];
        int at = 0;
        for (int i = 0; i < sums.length; i++) {
            DescriptorSpec part = plan.pipeline().parts().get(i).spec();
            Compression compression = part.compression();
            sums[i].write(numbers[i]);
            for (double number : numbers[i]) {
                descriptor[at] = (float) compression.apply(number);
                if (!Float.isFinite(descriptor[at++])) {
                    throw new IllegalArgumentException(
                            "the descriptor of layer " + part.layer() + " is not finite for this image");
                }
            }
        }
        return descriptor;
    }
}
