package io.gconv.bench.sidebyside;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.EngineOptions;
import io.gconv.layer.GroupCorrelation;
import io.gconv.layer.LiftingCorrelation;
import io.gconv.layer.MapShape;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The workloads: zero padding, disk windows with the default steerable basis, random coefficients and images.
 *
 * <pre>
 *   W1, W1b          lift to 16 × 8, 7 × 7, of 64 × 64 × 1 and of 256 × 256 × 3
 *   W2, W2x          16 × 8 → 16 × 8, 5 × 5, all orientation taps, 64 × 64; W2x exactly equivariant under quarter turns
 *   W3               W2 with 3 orientation taps
 *   W4@64, W4@28     W1, relu, W2, relu, 16 × 8 → 32 × 8, maximum over the orientations, mean over the image
 *   W5-lift          1 → 16 channels on the scales 1, √2, 2, 2√2: windows of 5, 7, 9, 13; 64 × 64
 *   W5-1tap          16 × 4 → 16 × 4 with one scale tap
 *   W5-2tap          16 × 4 → 16 × 3 with two
 * </pre>
 */
public final class Workloads {

    static final List<String> NAMES =
            List.of("W1", "W1b", "W2", "W2x", "W3", "W4@64", "W4@28", "W5-lift", "W5-1tap", "W5-2tap");

    private static final PlanarGroup ROTATIONS = new CyclicGroup(8);
    private static final PlanarGroup SCALES = new ScaleGroup(Math.sqrt(2), 4);
    private static final List<Integer> ALL_TAPS = IntStream.range(0, 8).boxed().toList();
    private static final EngineOptions EXACT = new EngineOptions("auto", EngineOptions.Exactness.EXACT);
    private static final int CHANNELS = 16;
    private static final int SIDE = 64;

    private Workloads() {}

    /** Returns the computation of gconv for a random image. */
    public static Supplier<FeatureMap> ours(String name) {
        return of(name).ours().apply(0);
    }

    static Workload of(String name) {
        return switch (name) {
            case "W1b" -> layer(name, EngineOptions.DEFAULT, 256);
            case "W2x" -> layer("W2", EXACT, SIDE).named(name);
            case "W4@64" -> network(name, SIDE);
            case "W4@28" -> network(name, 28);
            default -> layer(name, EngineOptions.DEFAULT, SIDE);
        };
    }

    /** Returns a workload of one layer for images of side × side pixels. */
    static Workload layer(String name, EngineOptions options, int side) {
        return switch (name) {
            case "W1" -> lift(name, ROTATIONS, 7, 1, options, side);
            case "W1b" -> lift(name, ROTATIONS, 7, 3, options, side);
            case "W2" -> group(name, ROTATIONS, ALL_TAPS, options, side);
            case "W3" -> group(name, ROTATIONS, List.of(0, 1, 7), options, side);
            case "W5-lift" -> lift(name, SCALES, 5, 1, options, side);
            case "W5-1tap" -> group(name, SCALES, List.of(0), options, side);
            case "W5-2tap" -> group(name, SCALES, List.of(0, 1), options, side);
            default -> throw new IllegalArgumentException("workloads are " + NAMES + ", but got " + name);
        };
    }

    private static Workload lift(
            String name, PlanarGroup group, int size, int channels, EngineOptions options, int side) {
        LiftingCorrelation layer = lifting(group, size, channels, options);
        return new Workload(
                name,
                layer.plan(side, side),
                planar(channels, side, 0),
                seed -> {
                    PlanarFeatureMap f = planar(channels, side, seed);
                    GroupFeatureMap out = layer.outputShape(side, side).newMap();
                    return () -> {
                        layer.apply(f, out);
                        return out;
                    };
                },
                PlainNetwork.dense(layer.kernels()),
                List.of());
    }

    private static Workload group(String name, PlanarGroup group, List<Integer> taps, EngineOptions options, int side) {
        GroupCorrelation layer = correlation(group, CHANNELS, taps, options);
        boolean isSparse = group.levels() == 1 && taps.size() < group.order();
        return new Workload(
                name,
                layer.plan(side, side),
                onGroup(group, side, 0),
                seed -> {
                    GroupFeatureMap f = onGroup(group, side, seed);
                    GroupFeatureMap out = layer.outputShape(MapShape.of(f)).newMap();
                    return () -> {
                        layer.apply(f, out);
                        return out;
                    };
                },
                PlainNetwork.dense(layer.kernels()),
                isSparse ? List.of(PlainNetwork.grouped(layer.kernels())) : List.of());
    }

    private static Workload network(String name, int side) {
        Pointwise relu = Pointwise.of(Pointwise.Function.RELU);
        LiftingCorrelation lift =
                lifting(ROTATIONS, 7, 1, EngineOptions.DEFAULT).followedBy(relu);
        GroupCorrelation second = correlation(ROTATIONS, CHANNELS, ALL_TAPS, EngineOptions.DEFAULT)
                .followedBy(relu);
        GroupCorrelation third = correlation(ROTATIONS, 2 * CHANNELS, ALL_TAPS, EngineOptions.DEFAULT)
                .maximum()
                .orElseThrow();
        return new Workload(
                name,
                second.plan(side, side),
                planar(1, side, 0),
                seed -> {
                    PlanarFeatureMap f = planar(1, side, seed);
                    GroupFeatureMap lifted = lift.outputShape(side, side).newMap();
                    GroupFeatureMap middle =
                            second.outputShape(MapShape.of(lifted)).newMap();
                    GroupFeatureMap last =
                            third.outputShape(MapShape.of(middle)).newMap();
                    return () -> {
                        lift.apply(f, lifted);
                        second.apply(lifted, middle);
                        third.apply(middle, last);
                        return mean(last);
                    };
                },
                List.of(PlainNetwork.chain(
                        List.of(lift.kernels(), second.kernels(), third.kernels()), ROTATIONS.order())),
                List.of());
    }

    /** Returns the mean of every channel, as an image of one pixel. */
    private static PlanarFeatureMap mean(GroupFeatureMap f) {
        float[] values = f.array();
        int pixels = f.height() * f.width();
        float[] means = new float[f.channels()];
        for (int c = 0; c < means.length; c++) {
            double sum = 0;
            for (int i = 0; i < pixels; i++) {
                sum += values[c * pixels + i];
            }
            means[c] = (float) (sum / pixels);
        }
        return PlanarFeatureMap.wrap(means.length, 1, 1, means);
    }

    private static LiftingCorrelation lifting(PlanarGroup group, int size, int channels, EngineOptions options) {
        KernelBank bank = KernelBank.lifting(CHANNELS, channels, random(size, channels));
        return new LiftingCorrelation(
                group, bank, KernelWindow.disk(size), Padding.ZERO, new double[CHANNELS], options);
    }

    private static GroupCorrelation correlation(
            PlanarGroup group, int outChannels, List<Integer> taps, EngineOptions options) {
        KernelBank bank = KernelBank.of(outChannels, CHANNELS, taps, random(5, CHANNELS * taps.size()));
        return new GroupCorrelation(
                group, bank, KernelWindow.disk(5), Padding.ZERO, new double[outChannels], options, 1);
    }

    /** Returns random kernels of a size such that outputs are about as large as inputs. */
    private static KernelBank.Entries random(int size, int inputs) {
        KernelBasis basis = KernelBasis.Steerable.ofSize(size);
        int functions = basis.functions().size();
        double deviation = 1 / Math.sqrt((double) inputs * functions);
        Random random = new Random(1);
        return (o, c, tap) -> basis.combination(DoubleStream.generate(() -> deviation * random.nextGaussian())
                .limit(functions)
                .toArray());
    }

    private static PlanarFeatureMap planar(int channels, int side, long seed) {
        return PlanarFeatureMap.wrap(channels, side, side, noise(channels * side * side, seed));
    }

    private static GroupFeatureMap onGroup(PlanarGroup group, int side, long seed) {
        return GroupFeatureMap.wrap(group, CHANNELS, side, side, noise(CHANNELS * group.order() * side * side, seed));
    }

    private static float[] noise(int n, long seed) {
        Random random = new Random(100 + seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
