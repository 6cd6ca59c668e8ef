package io.gconv.bench.sidebyside;

import io.gconv.kernel.ExpandedKernels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Expanded kernels as the weights of one conv2d, which knows channels only: channel c·|H| + h, kernels of one size.
 *
 * <p>In groups: every group has output planes of its own, which read the input planes of that group only. An input
 * plane may belong to several groups. Arrays are not copied.
 */
final class PlainCorrelation {

    private final int size;
    private final int groups;
    private final int[] inPlanes;
    private final int[] outPlanes;
    private final float[] weights;

    /**
     * Creates a correlation with one group per list of output elements h, whose windows must be of one size. A group reads
     * the planes for which any of its kernels is there.
     */
    PlainCorrelation(ExpandedKernels kernels, List<List<Integer>> elements) {
        int[][] out = elements.stream().map(h -> planes(kernels, h)).toArray(int[][]::new);
        int[][] in = Arrays.stream(out).map(q -> read(kernels, q)).toArray(int[][]::new);
        this.size = kernels.window(elements.get(0).get(0)).size();
        this.groups = elements.size();
        this.inPlanes = Arrays.stream(in).flatMapToInt(Arrays::stream).toArray();
        this.outPlanes = Arrays.stream(out).flatMapToInt(Arrays::stream).toArray();
        this.weights = new float[outPlanes.length * inPlanes.length / groups * size * size];
        int at = 0;
        for (int group = 0; group < groups; group++) {
            for (int q : out[group]) {
                for (int p : in[group]) {
                    double[] values = kernels.kernel(q, p);
                    for (int i = 0; i < values.length; i++) {
                        weights[at + i] = (float) values[i];
                    }
                    at += size * size;
                }
            }
        }
    }

    private static int[] planes(ExpandedKernels kernels, List<Integer> elements) {
        return IntStream.range(0, kernels.outPlanes())
                .filter(q -> elements.contains(q % kernels.outGroup().order()))
                .toArray();
    }

    private static int[] read(ExpandedKernels kernels, int[] outPlanes) {
        return IntStream.range(0, kernels.inPlanes())
                .filter(p -> Arrays.stream(outPlanes).anyMatch(q -> kernels.kernel(q, p).length > 0))
                .toArray();
    }

    int size() {
        return size;
    }

    int groups() {
        return groups;
    }

    /** Returns the input planes of all groups, one group after the other. */
    int[] inPlanes() {
        return inPlanes;
    }

    /** Returns the output planes of all groups, one group after the other. */
    int[] outPlanes() {
        return outPlanes;
    }

    /** Returns the weights, of shape {@link #weightShape}. */
    float[] weights() {
        return weights;
    }

    /** Returns [output planes, input planes of a group, size, size]. */
    long[] weightShape() {
        return new long[] {outPlanes.length, inPlanes.length / groups, size, size};
    }
}
