package io.gconv.pipeline;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.kernel.ExpandedKernels;
import io.gconv.kernel.KernelBank;
import io.gconv.layer.EngineOptions;
import io.gconv.layer.GroupCorrelation;
import io.gconv.layer.GroupLayer;
import io.gconv.layer.LiftingCorrelation;
import io.gconv.layer.MapShape;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.KernelSpec.Normalisation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a {@link PipelineSpec} into a {@link Pipeline}, layer by layer, keeping track of group, channels and pitch. */
final class PipelineBuilder {

    /** The same weights on all machines: scalar and vector arithmetic give the same floats for a direct correlation. */
    private static final EngineOptions CALIBRATION = new EngineOptions("direct", EngineOptions.Exactness.ROUNDED);

    /** Bounds on what a configuration file may allocate in all its layers together, and for each image. */
    private static final long MAX_KERNEL_VALUES = 1 << 25; // 256 MB in double

    private static final long MAX_NUMBERS = 1 << 18;

    /** Basis functions or terms × poses × pixels: a minute of work. */
    private static final int MAX_EVALUATIONS = 1 << 28;

    private final PipelineSpec spec;
    private final List<Stage> stages = new ArrayList<>();
    private final Map<String, Output> outputs = new HashMap<>();
    private PlanarGroup group;
    private int channels;
    private List<Double> receptiveFields = List.of(); // at every scale level
    private double cropped; // pixels of the image that valid padding and pooling have cut off at each side
    private int pitch = 1;
    private long kernelValues;
    private double evaluations;
    private long numbers; // of the descriptor
    private @Nullable GroupFeatureMap reference; // what a pipeline with drawn kernels is calibrated with
    private final boolean hasDrawnKernels;
    private final List<GroupLayer> afterLift;

    /** What is known of a layer's output. */
    private record Output(Stage stage, PlanarGroup group, int channels) {}

    /**
     * Creates a builder.
     *
     * @param spec the pipeline
     * @param afterLift what follows the activation of the lift; none but in controls
     */
    PipelineBuilder(PipelineSpec spec, List<GroupLayer> afterLift) {
        this.spec = spec;
        this.afterLift = afterLift;
        this.group = spec.group();
        this.hasDrawnKernels = Stream.concat(Stream.of(spec.lift()), spec.layers().stream())
                .anyMatch(layer -> layer instanceof LayerSpec.Correlation correlation
                        && correlation.kernels() instanceof KernelSpec.Drawn);
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
        if (descriptor.region().margin() instanceof Margin.Pixels margin
                && margin.px() < output.stage().offset()) {
            throw new IllegalArgumentException("layer " + descriptor.layer() + " has lost "
                    + output.stage().offset()
                    + " px at each side to valid padding or pooling, so margin-px must be at least that, but was "
                    + margin.px());
        }
        if (descriptor instanceof DescriptorSpec.Harmonics harmonics) {
            for (int k : harmonics.frequencies()) {
                if (Math.abs((long) k) > output.group().rotations() / 2) {
                    throw new IllegalArgumentException("frequency " + k + " is beyond half of the "
                            + output.group().rotations() + " rotations of layer " + descriptor.layer());
                }
            }
        }
        List<Integer> channels = descriptor.channels().isEmpty()
                ? IntStream.range(0, output.channels()).boxed().toList()
                : descriptor.channels();
        for (int channel : channels) {
            if (channel < 0 || channel >= output.channels()) {
                throw new IllegalArgumentException("the descriptor refers to channel " + channel + " of layer "
                        + descriptor.layer() + ", which has the channels 0 … " + (output.channels() - 1));
            }
        }
        Stage stage = output.stage();
        DescriptorPart part =
                new DescriptorPart(descriptor, output.group(), channels, stage.receptiveFieldRadius(), stage.pitch());
        numbers += part.size();
        if (numbers > MAX_NUMBERS) {
            throw new IllegalArgumentException("a descriptor may have at most " + MAX_NUMBERS
                    + " numbers, but up to a part of layer " + descriptor.layer() + " it has " + numbers);
        }
        return part;
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
        KernelBank raw = bank(layer);
        KernelBank bank = normalised(layer.kernels(), raw, ExpandedKernels.lifting(raw, layer.window(), group));
        if (hasDrawnKernels) {
            PlanarFeatureMap image = ReferenceSignal.image(channels);
            LiftingCorrelation unit = new LiftingCorrelation(
                    group, bank, layer.window(), Padding.ZERO, new double[bank.outChannels()], CALIBRATION);
            bank = calibrated(layer, bank, image, unit.apply(image));
        }
        LiftingCorrelation lift =
                new LiftingCorrelation(group, bank, layer.window(), layer.padding(), bias(layer), layer.engine());
        receptiveFields = radii(lift.kernels());
        cropped = layer.padding() == Padding.VALID ? lift.kernels().radius() : 0;
        channels = activated(layer.activation(), bank.outChannels());
        finish(layer, afterLift);
        for (Pointwise activation : layer.activation()) {
            lift = lift.followedBy(activation);
        }
        return lift;
    }

    private Stage addStage(LayerSpec layer) {
        List<GroupLayer> layers = new ArrayList<>();
        if (layer instanceof LayerSpec.Correlation correlation) {
            layers.add(correlation(correlation));
        } else if (layer instanceof LayerSpec.Pooling pooling) {
            layers.add(pooling.pooling());
        }
        boolean zeroPadded = layer instanceof LayerSpec.Correlation c && c.padding() == Padding.ZERO;
        for (GroupLayer part : layers) {
            receptiveFields = seen(part);
            cropped += zeroPadded ? 0 : pitch * part.radius();
            pitch *= part.stride();
        }
        return finish(layer, layers);
    }

    private static List<Double> radii(ExpandedKernels kernels) {
        PlanarGroup group = kernels.outGroup();
        return IntStream.range(0, group.levels())
                .mapToObj(level -> (double)
                        kernels.window(level * group.elementsPerLevel()).radius())
                .toList();
    }

    /** Returns how far the output of a layer looks: as far as what it reads, at all levels that it reads, and its window. */
    private List<Double> seen(GroupLayer layer) {
        if (!(layer instanceof GroupCorrelation correlation)) {
            return receptiveFields.stream().map(r -> r + pitch * layer.radius()).toList();
        }
        List<Double> windows = radii(correlation.kernels());
        int taps = receptiveFields.size() - windows.size() + 1;
        return IntStream.range(0, windows.size())
                .mapToObj(level ->
                        Collections.max(receptiveFields.subList(level, level + taps)) + pitch * windows.get(level))
                .toList();
    }

    private GroupCorrelation correlation(LayerSpec.Correlation layer) {
        KernelBank raw = bank(layer);
        KernelBank bank = normalised(layer.kernels(), raw, ExpandedKernels.group(raw, layer.window(), group));
        if (reference != null) {
            GroupCorrelation unit = new GroupCorrelation(
                    group, bank, layer.window(), Padding.ZERO, new double[bank.outChannels()], CALIBRATION, pitch);
            bank = calibrated(layer, bank, reference, unit.apply(reference));
        }
        GroupCorrelation correlation =
                new GroupCorrelation(group, bank, layer.window(), layer.padding(), bias(layer), layer.engine(), pitch);
        group = correlation.kernels().outGroup();
        channels = activated(layer.activation(), bank.outChannels());
        for (Pointwise activation : layer.activation()) {
            correlation = correlation.followedBy(activation);
        }
        return correlation;
    }

    /** Returns the kernels of a layer, if to sample them in all poses does not take long. */
    private KernelBank bank(LayerSpec.Correlation layer) {
        KernelBank bank = layer.kernels().bank(layer.window(), channels, layer.taps());
        double size = layer.window().scaled(group.scale(group.order() - 1)).size();
        evaluations += bank.terms() * group.order() * size * size;
        if (evaluations > MAX_EVALUATIONS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "to sample the kernels of the layers up to this one takes %.0f evaluations of functions, more than the"
                            + " %d that a pipeline may take",
                    evaluations,
                    MAX_EVALUATIONS));
        }
        return bank;
    }

    private void count(ExpandedKernels kernels) {
        kernelValues += kernels.values();
        if (kernelValues > MAX_KERNEL_VALUES) {
            throw new IllegalArgumentException("the layers up to this one have " + kernelValues
                    + " kernel values in all poses, more than the " + MAX_KERNEL_VALUES + " that a pipeline may have");
        }
    }

    /** Scales drawn kernels, given the response to a reference signal, and passes the signal on to the next layer. */
    private KernelBank calibrated(LayerSpec.Correlation layer, KernelBank bank, FeatureMap in, GroupFeatureMap out) {
        boolean drawn = layer.kernels() instanceof KernelSpec.Drawn;
        double gain = drawn ? ReferenceSignal.gain(in, out, layer.activation()) : 1;
        GroupFeatureMap next = scaled(out, gain);
        for (Pointwise activation : layer.activation()) {
            next = activation.apply(next);
        }
        reference = next;
        double[] factors = new double[bank.outChannels()];
        Arrays.fill(factors, gain);
        return bank.scaled(factors);
    }

    private static GroupFeatureMap scaled(GroupFeatureMap f, double factor) {
        float[] values = f.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factor);
        }
        return GroupFeatureMap.wrap(f.group(), f.channels(), f.height(), f.width(), values);
    }

    private int activated(List<Pointwise> activation, int correlated) {
        int out = correlated;
        for (Pointwise pointwise : activation) {
            out = pointwise.outputShape(new MapShape(group, out, 1, 1)).channels();
        }
        return out;
    }

    private Stage finish(LayerSpec layer, List<GroupLayer> layers) {
        Stage stage = new Stage(layer, layers, receptiveFields, pitch, cropped);
        stages.add(stage);
        outputs.put(layer.name(), new Output(stage, group, channels));
        return stage;
    }

    private static double[] bias(LayerSpec.Correlation layer) {
        return layer.bias().isEmpty()
                ? new double[layer.kernels().outChannels()]
                : layer.bias().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Scales each output channel by its norm, if the layers together are not too large. */
    private KernelBank normalised(KernelSpec kernels, KernelBank bank, ExpandedKernels expanded) {
        count(expanded);
        if (kernels.normalisation() == Normalisation.NONE) {
            return bank;
        }
        double[] factors = new double[bank.outChannels()];
        for (int o = 0; o < factors.length; o++) {
            double norm = kernels.normalisation() == Normalisation.L1 ? expanded.norm1(o) : expanded.norm2(o);
            if (norm == 0) {
                throw new IllegalArgumentException(
                        "the kernels of output channel " + o + " are 0 and cannot be normalised");
            }
            if (!Double.isFinite(norm)) {
                throw new IllegalArgumentException("the kernels of output channel " + o
                        + (Double.isNaN(norm) ? " are not finite" : " are too large to be normalised"));
            }
            factors[o] = 1 / norm;
        }
        return bank.scaled(factors);
    }
}
