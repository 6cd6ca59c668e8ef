package io.gconv.bench.sidebyside;

import io.gconv.feature.FeatureMap;
import io.gconv.kernel.ExpandedKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a peer computes from one input: conv2d layers with ReLU between them.
 *
 * @param layers in order
 * @param orientations if not 0, the maximum over so many neighbouring channels follows, and the mean over the image
 */
record PlainNetwork(List<PlainCorrelation> layers, int orientations) {

    /** Returns a layer as one conv2d per size of window, on the planes it reads; zeros where there is no kernel. */
    static List<PlainNetwork> dense(ExpandedKernels kernels) {
        Map<Integer, List<Integer>> bySize = new TreeMap<>();
        for (int h = 0; h < kernels.outGroup().order(); h++) {
            bySize.computeIfAbsent(kernels.window(h).size(), size -> new ArrayList<>())
                    .add(h);
        }
        return bySize.values().stream()
                .map(elements -> new PlainNetwork(List.of(new PlainCorrelation(kernels, List.of(elements))), 0))
                .toList();
    }

    /** Returns a layer as a conv2d with one group per output element h. */
    static PlainNetwork grouped(ExpandedKernels kernels) {
        List<List<Integer>> groups = IntStream.range(0, kernels.outGroup().order())
                .mapToObj(List::of)
                .toList();
        return new PlainNetwork(List.of(new PlainCorrelation(kernels, groups)), 0);
    }

    /** Returns the layers one after the other; each must be a single conv2d. */
    static PlainNetwork chain(List<ExpandedKernels> kernels, int orientations) {
        return new PlainNetwork(
                kernels.stream().map(k -> dense(k).get(0).layers().get(0)).toList(), orientations);
    }

    private int[] outPlanes() {
        return layers.get(layers.size() - 1).outPlanes();
    }

    /** Returns the planes that the first layer reads, those of several groups as often as they are read. */
    float[] input(FeatureMap f) {
        int[] planes = layers.get(0).inPlanes();
        int pixels = f.height() * f.width();
        float[] values = f.values();
        float[] gathered = new float[planes.length * pixels];
        for (int i = 0; i < planes.length; i++) {
            System.arraycopy(values, planes[i] * pixels, gathered, i * pixels, pixels);
        }
        return gathered;
    }

    long[] inputShape(FeatureMap f) {
        return new long[] {1, layers.get(0).inPlanes().length, f.height(), f.width()};
    }

    long[] outputShape(FeatureMap f) {
        return orientations == 0
                ? new long[] {1, outPlanes().length, f.height(), f.width()}
                : new long[] {1, outPlanes().length / orientations};
    }

    /** Returns the results of several networks as one, in the order of gconv. */
    static float[] join(List<PlainNetwork> networks, List<float[]> results) {
        float[] out =
                new float[results.stream().mapToInt(result -> result.length).sum()];
        for (int n = 0; n < networks.size(); n++) {
            float[] result = results.get(n);
            int[] planes = networks.get(n).orientations == 0 ? networks.get(n).outPlanes() : new int[] {0};
            int pixels = result.length / planes.length;
            for (int i = 0; i < planes.length; i++) {
                System.arraycopy(result, i * pixels, out, planes[i] * pixels, pixels);
            }
        }
        return out;
    }

    /** Returns the floating point operations per pixel, two per multiplication. */
    double operations() {
        return layers.stream()
                .mapToDouble(layer -> 2.0 * layer.weights().length)
                .sum();
    }
}
