package io.gconv.layer;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.internal.compute.CorrelationProblem;
import io.gconv.internal.compute.Correlator;
import io.gconv.internal.compute.EngineChoice;
import io.gconv.internal.compute.Epilogue;
import io.gconv.kernel.ExpandedKernels;
import java.util.stream.IntStream;

/** What lifting and group correlation share: expanded kernels, bias and padding, prepared for the engine. */
final class PreparedCorrelation {

    private final ExpandedKernels kernels;
    private final int outChannels;
    private final int crop;
    private final EngineChoice choice;
    private final boolean isLinear;
    private final CorrelationProblem problem;
    private final Correlator correlator;

    PreparedCorrelation(ExpandedKernels kernels, int outChannels, double[] bias, Padding padding, EngineChoice choice) {
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
        this.choice = choice;
        this.isLinear = true;
        this.problem = new CorrelationProblem(
                kernels.inPlanes(),
                crop,
                radii,
                values,
                biases,
                kernels.quarterTurnOfInputs(),
                kernels.quarterTurnOfOutputs());
        this.correlator = Correlator.of(problem, choice);
    }

    private PreparedCorrelation(PreparedCorrelation linear, Pointwise activation) {
        this.kernels = linear.kernels;
        this.outChannels = activation.outputChannels(linear.outChannels);
        this.crop = linear.crop;
        this.choice = linear.choice;
        this.isLinear = false;
        int order = kernels.outGroup().order();
        this.problem = linear.problem.with(IntStream.range(0, kernels.outPlanes())
                .mapToObj(q -> {
                    Epilogue next = activation.epilogue(q / order, linear.outChannels);
                    float bias = linear.problem.epilogue(q).bias();
                    return new Epilogue(next.to() * order + q % order, bias, next.slope(), next.modulus());
                })
                .toList());
        this.correlator = Correlator.of(problem, choice);
    }

    /** Returns this correlation, which has no activation yet, followed by one, in one pass over memory. */
    PreparedCorrelation followedBy(Pointwise activation) {
        if (!isLinear) {
            throw new IllegalStateException("this correlation is followed by an activation already");
        }
        return new PreparedCorrelation(this, activation);
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
        checkSize(height, width);
        return new MapShape(kernels.outGroup(), outChannels, height - 2 * crop, width - 2 * crop);
    }

    private void checkSize(int height, int width) {
        if (height <= 2 * crop || width <= 2 * crop) {
            throw new IllegalArgumentException("a feature map of " + width + " × " + height
                    + " pixels is smaller than the kernel window of " + (2 * crop + 1));
        }
    }

    void apply(FeatureMap f, GroupFeatureMap out) {
        check(f, out);
        correlator.correlate(f.array(), f.height(), f.width(), out.array());
    }

    void apply(FeatureMap f, GroupFeatureMap out, MapPart part) {
        check(f, out);
        part.check(out.height(), out.width());
        correlator.correlate(f.array(), f.height(), f.width(), out.array(), part.forEngine());
    }

    private void check(FeatureMap f, GroupFeatureMap out) {
        checkSize(f.height(), f.width());
        MapShape.check(out, kernels.outGroup(), outChannels, f.height() - 2 * crop, f.width() - 2 * crop);
        MapShape.checkDistinct(f, out);
    }

    int grain(int height, int width) {
        return correlator.grain(height, width);
    }

    long workspaceBytes(int height, int width, int plannedHeight, int plannedWidth) {
        return correlator.workspaceBytes(height, width, plannedHeight, plannedWidth);
    }

    LayerPlan plan(int height, int width) {
        return new LayerPlan(
                correlator.algorithm(height, width),
                correlator.reasons(height, width),
                correlator.expectedNanoseconds(height, width),
                correlator.kernelBytes(height, width),
                correlator.workspaceBytes(height, width));
    }
}
