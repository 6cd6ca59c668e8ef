package io.gconv.layer;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.group.TrivialGroup;
import io.gconv.internal.compute.CorrelationProblem;
import io.gconv.internal.compute.Correlator;
import io.gconv.internal.compute.EngineChoice;
import io.gconv.internal.compute.Epilogue;
import io.gconv.kernel.ExpandedKernels;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What lifting and group correlation share: expanded kernels, bias and padding, prepared for the engine. */
final class PreparedCorrelation {

    private static final PlanarGroup TRIVIAL = new TrivialGroup();

    private final ExpandedKernels kernels;
    private final PlanarGroup outGroup;
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
        this.outGroup = kernels.outGroup();
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

    private PreparedCorrelation(
            PreparedCorrelation before, PlanarGroup outGroup, int outChannels, IntFunction<Epilogue> epilogues) {
        this.kernels = before.kernels;
        this.outGroup = outGroup;
        this.outChannels = outChannels;
        this.crop = before.crop;
        this.choice = before.choice;
        this.isLinear = false;
        this.problem = before.problem.with(
                IntStream.range(0, kernels.outPlanes()).mapToObj(epilogues).toList());
        this.correlator = Correlator.of(problem, choice);
    }

    /** Returns this correlation, which has no activation yet, followed by one, in one pass over memory. */
    PreparedCorrelation followedBy(Pointwise activation) {
        if (!isLinear) {
            throw new IllegalStateException("this correlation is followed by an activation already");
        }
        int order = outGroup.order();
        return new PreparedCorrelation(this, outGroup, activation.outputChannels(outChannels), q -> {
            Epilogue next = activation.epilogue(q / order, outChannels);
            float bias = problem.epilogue(q).bias();
            return new Epilogue(next.to() * order + q % order, bias, next.slope(), next.join());
        });
    }

    /** Returns this correlation followed by the maximum over H, in one pass over memory; empty if a modulus is in between. */
    Optional<PreparedCorrelation> maximum() {
        int order = outGroup.order();
        List<Epilogue> maxima = IntStream.range(0, kernels.outPlanes())
                .mapToObj(problem::epilogue)
                .filter(epilogue -> epilogue.join() == Epilogue.Join.NONE)
                .map(epilogue ->
                        new Epilogue(epilogue.to() / order, epilogue.bias(), epilogue.slope(), Epilogue.Join.MAXIMUM))
                .toList();
        return maxima.size() < kernels.outPlanes()
                ? Optional.empty()
                : Optional.of(new PreparedCorrelation(this, TRIVIAL, outChannels, maxima::get));
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
        return new MapShape(outGroup, outChannels, height - 2 * crop, width - 2 * crop);
    }

    private void checkSize(int height, int width) {
        if (height <= 2 * crop || width <= 2 * crop) {
            throw new IllegalArgumentException(
                    "a feature map of " + width + " × " + height + " pixels is smaller than the kernel window of "
                            + (2 * crop + 1) + " × " + (2 * crop + 1) + " pixels");
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
        MapShape.check(out, outGroup, outChannels, f.height() - 2 * crop, f.width() - 2 * crop);
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
