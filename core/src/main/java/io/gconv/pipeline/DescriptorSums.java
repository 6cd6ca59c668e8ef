package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.RegionSums.Window;
import java.util.ArrayList;
import java.util.List;

/** The sums of all parts of a descriptor, for images of one size. Belongs to one thread. */
final class DescriptorSums {

    private final List<DescriptorPart> parts;
    private final List<RegionSums<GroupFeatureMap>> sums = new ArrayList<>(); // per part
    private final int[] stages; // per part
    private final double[][] numbers; // per part, before compression
    private int length;

    DescriptorSums(RunPlan plan) {
        this.parts = plan.pipeline().parts();
        this.stages = new int[parts.size()];
        this.numbers = new double[parts.size()][];
        for (int i = 0; i < numbers.length; i++) {
            stages[i] = plan.stage(parts.get(i));
            sums.add(parts.get(i).sums(plan.height(), plan.width(), plan.cells(stages[i])));
            numbers[i] = new double[(int) parts.get(i).size()];
            length += numbers[i].length;
        }
    }

    /** Returns the sums of each part. */
    List<RegionSums<GroupFeatureMap>> ofParts() {
        return sums;
    }

    void clear() {
        for (int i = 0; i < numbers.length; i++) {
            sums.get(i).clear();
        }
    }

    /** Adds a window of the output of a stage to all parts that read it. */
    void add(int stage, GroupFeatureMap map, Window window) {
        for (int i = 0; i < numbers.length; i++) {
            if (stages[i] == stage) {
                sums.get(i).add(map, window);
            }
        }
    }

    float[] descriptor() {
        float[] descriptor = new float[length];
        int at = 0;
        for (int i = 0; i < numbers.length; i++) {
            DescriptorSpec part = parts.get(i).spec();
            Compression compression = part.compression();
            sums.get(i).write(numbers[i]);
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
