package io.gconv.pipeline;

import io.gconv.group.PlanarGroup;
import io.gconv.kernel.ExpandedKernels;
import io.gconv.kernel.KernelBank;
import io.gconv.layer.GroupCorrelation;
import io.gconv.layer.GroupLayer;
import io.gconv.layer.LiftingCorrelation;
import io.gconv.layer.MapShape;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import io.gconv.layer.Pointwise.Function;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.KernelSpec.Normalisation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns a {@link PipelineSpec} into a {@link Pipeline}, layer by layer, keeping track of group, channels and pitch. */
final class PipelineBuilder {

    private final PipelineSpec spec;
    private final List<Stage> stages = new ArrayList<>();
    private final Map<String, Output> outputs = new HashMap<>();
    private PlanarGroup group;
    private int channels;
    private double receptiveField;
    private double cropped;
    private double pitch = 1;

    /** What is known of a layer's output: valid padding has cut off {@code cropped} pixels of the image at each side. */
    private record Output(Stage stage, PlanarGroup group, int channels, double cropped) {}

    PipelineBuilder(PipelineSpec spec) {
        this.spec = spec;
        this.group = spec.group();
        this.channels = spec.input().channels().count();
    }

    Pipeline build() {
        LiftingCorrelation lift = named(spec.lift(), () -> lift(spec.lift()));
        for (LayerSpec layer : spec.layers()) {
            named(layer, () -> addStage(layer));
        }
        List<DescriptorPart> parts = spec.descriptor().stream().map(this::part).toList();
        Pipeline pipeline = new Pipeline(spec, lift, List.copyOf(stages), parts);
        List<Integer> size = spec.input().sizePx();
        if (!size.isEmpty()) {
            pipeline.checkSize(size.get(1), size.get(0));
        }
        return pipeline;
    }

    private DescriptorPart part(DescriptorSpec descriptor) {
        Output output = Objects.requireNonNull(outputs.get(descriptor.layer())); // PipelineSpec has checked the name
        if (descriptor.region().margin() instanceof Margin.Pixels margin && margin.px() < output.cropped()) {
            throw new IllegalArgumentException("layer " + descriptor.layer() + " has lost " + output.cropped()
                    + " px at each side to valid padding, so margin-px must be at least that, but was " + margin.px());
        }
        return new DescriptorPart(
                descriptor,
                output.group(),
                output.channels(),
                output.stage().receptiveFieldRadius(),
                output.stage().pitch());
    }

    /** Puts the layer's name in front of whatever is wrong with it. */
    private static <T> T named(LayerSpec layer, Supplier<T> build) {
        try {
            return build.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer " + layer.name() + ": " + e.getMessage(), e);
        }
    }

    private LiftingCorrelation lift(LayerSpec.Correlation layer) {
        KernelBank raw = layer.kernels().bank(channels, layer.taps());
        KernelBank bank = normalised(layer, raw, ExpandedKernels.lifting(raw, layer.window(), group));
        LiftingCorrelation lift = new LiftingCorrelation(group, bank, layer.window(), layer.padding(), bias(layer));
        channels = bank.outChannels();
        receptiveField = lift.kernels().radius();
        cropped = layer.padding() == Padding.VALID ? receptiveField : 0;
        channels = activated(layer.activation());
        finish(layer, List.copyOf(layer.activation()));
        return lift;
    }

    private Stage addStage(LayerSpec layer) {
        List<GroupLayer> layers = new ArrayList<>();
        if (layer instanceof LayerSpec.Correlation correlation) {
            GroupCorrelation group = correlation(correlation);
            layers.add(group);
            layers.addAll(correlation.activation());
        } else if (layer instanceof LayerSpec.Pooling pooling) {
            layers.add(pooling.pooling());
        }
        boolean zeroPadded = layer instanceof LayerSpec.Correlation c && c.padding() == Padding.ZERO;
        for (GroupLayer part : layers) {
            receptiveField += pitch * part.radius();
            cropped += zeroPadded ? 0 : pitch * part.radius();
            pitch *= part.stride();
        }
        return finish(layer, layers);
    }

    private GroupCorrelation correlation(LayerSpec.Correlation layer) {
        KernelBank raw = layer.kernels().bank(channels, layer.taps());
        KernelBank bank = normalised(layer, raw, ExpandedKernels.group(raw, layer.window(), group));
        GroupCorrelation correlation = new GroupCorrelation(group, bank, layer.window(), layer.padding(), bias(layer));
        group = correlation.kernels().outGroup();
        channels = bank.outChannels();
        channels = activated(layer.activation());
        return correlation;
    }

    private int activated(List<Pointwise> activation) {
        int out = channels;
        for (Pointwise pointwise : activation) {
            out = pointwise.outputShape(new MapShape(group, out, 1, 1)).channels();
        }
        return out;
    }

    private Stage finish(LayerSpec layer, List<GroupLayer> layers) {
        Stage stage = new Stage(layer, layers, receptiveField, pitch);
        stages.add(stage);
        outputs.put(layer.name(), new Output(stage, group, channels, cropped));
        return stage;
    }

    private static double[] bias(LayerSpec.Correlation layer) {
        return layer.bias().isEmpty()
                ? new double[layer.kernels().outChannels()]
                : layer.bias().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Scales each output channel by its norm. For drawn kernels the L2 norm is the gain that keeps the mean square of
     * the activations: √2 before relu, which drops half of it; 1/√2 before modulus, which adds two; 1 otherwise.
     */
    private static KernelBank normalised(LayerSpec.Correlation layer, KernelBank bank, ExpandedKernels expanded) {
        KernelSpec kernels = layer.kernels();
        if (kernels.normalisation() == Normalisation.NONE) {
            return bank;
        }
        double gain = kernels instanceof KernelSpec.Drawn
                ? gain(layer.activation().stream().findFirst())
                : 1;
        double[] factors = new double[bank.outChannels()];
        for (int o = 0; o < factors.length; o++) {
            double norm = kernels.normalisation() == Normalisation.L1 ? expanded.norm1(o) : expanded.norm2(o);
            if (norm == 0) {
                throw new IllegalArgumentException(
                        "the kernels of output channel " + o + " are 0 and cannot be normalised");
            }
            factors[o] = gain / norm;
        }
        return bank.scaled(factors);
    }

    private static double gain(Optional<Pointwise> activation) {
        Function first =
                activation.map(pointwise -> pointwise.parts().get(0).function()).orElse(Function.IDENTITY);
        return switch (first) {
            case RELU, LEAKY_RELU -> Math.sqrt(2);
            case MODULUS -> Math.sqrt(0.5);
            case ABS, IDENTITY -> 1;
        };
    }
}
