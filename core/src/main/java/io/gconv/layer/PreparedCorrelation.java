package io.gconv.layer;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.internal.compute.CorrelationProblem;
import io.gconv.internal.compute.Correlator;
import io.gconv.kernel.ExpandedKernels;

/** What lifting and group correlation share: expanded kernels, bias and padding, prepared for the engine. */
final class PreparedCorrelation {

    private final ExpandedKernels kernels;
    private final int outChannels;
    private final int crop;
    private final Correlator correlator;

    PreparedCorrelation(ExpandedKernels kernels, int outChannels, double[] bias, Padding padding) {
        if (bias.length != outChannels) {
            throw new IllegalArgumentException(
                    "bias needs one value per output channel, " + outChannels + ", but has " + bias.length);
        }
        this.kernels = kernels;
        this.outChannels = outChannels;
        this.crop = padding.crop(kernels.radius());
        int planes = kernels.outPlanes();
        int order = kernels.outGroup().order();
        int[] radii = new int[planes];
        float[] biases = new float[planes];
        float[][] values = new float[planes * kernels.inPlanes()][];
        for (int q = 0; q < planes; q++) {
            radii[q] = kernels.window(q % order).radius();
            biases[q] = finite(bias[q / order], q / order);
            for (int p = 0; p < kernels.inPlanes(); p++) {
                values[q * kernels.inPlanes() + p] = toFloat(kernels.kernel(q, p), q / order);
            }
        }
        this.correlator = Correlator.of(new CorrelationProblem(kernels.inPlanes(), crop, radii, values, biases));
    }

    private static float finite(double value, int channel) {
        float rounded = (float) value;
        if (!Float.isFinite(rounded)) {
            throw new IllegalArgumentException(
                    "kernels and biases must be finite in float, but output channel " + channel + " has " + value);
        }
        return rounded;
    }

    private static float[] toFloat(double[] values, int channel) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = finite(values[i], channel);
        }
        return floats;
    }

    MapShape outputShape(int height, int width) {
        if (height <= 2 * crop || width <= 2 * crop) {
            throw new IllegalArgumentException("a feature map of " + width + " × " + height
                    + " pixels is smaller than the kernel window of " + (2 * crop + 1));
        }
        return new MapShape(kernels.outGroup(), outChannels, height - 2 * crop, width - 2 * crop);
    }

    GroupFeatureMap apply(FeatureMap f) {
        MapShape shape = outputShape(f.height(), f.width());
        float[] out =
                new float[FeatureMap.checkedSize(outChannels, shape.group().order(), shape.height(), shape.width())];
        correlator.correlate(f.array(), f.height(), f.width(), out);
        return GroupFeatureMap.wrap(shape.group(), outChannels, shape.height(), shape.width(), out);
    }

    String algorithm() {
        return correlator.algorithm();
    }
}
