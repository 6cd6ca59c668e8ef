package io.gconv.bench.sidebyside;

import io.gconv.feature.FeatureMap;
import io.gconv.layer.LayerPlan;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What is computed, by gconv and by the peers.
 *
 * @param name as in the table
 * @param plan how gconv computes it; of a network, its second layer
 * @param image the image that all candidates get
 * @param ours returns the computation of gconv, with buffers of its own, for an image; that of seed 0 is {@code image}
 * @param dense for the peers; their outputs together are those of gconv
 * @param grouped the same as a grouped conv2d where that is less work; empty otherwise
 */
record Workload(
        String name,
        LayerPlan plan,
        FeatureMap image,
        LongFunction<Supplier<FeatureMap>> ours,
        List<PlainNetwork> dense,
        List<PlainNetwork> grouped) {

    /** Returns this workload under another name. */
    Workload named(String other) {
        return new Workload(other, plan, image, ours, dense, grouped);
    }

    /** Returns the floating point operations of the direct correlation in 10⁹, without those of missing taps. */
    double gigaOperations() {
        return (grouped.isEmpty() ? dense : grouped)
                        .stream().mapToDouble(PlainNetwork::operations).sum()
                * image.height()
                * image.width()
                / 1e9;
    }
}
