package io.gconv.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Pose;
import io.gconv.group.Similitudes;
import io.gconv.internal.compute.Arithmetic;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelWindow;
import io.gconv.kernel.PlanarKernel;
import io.gconv.layer.EngineOptions.Exactness;
import io.gconv.testing.TestMaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Φ(L_g f) = L_g Φ(f) for quarter turns and a network of three layers, on images that are not square, up to the border: to
 * the last bit where the engine is asked to be exact, otherwise up to the rounding of its algorithms.
 */
class QuarterTurnsTest {

    /** Sizes on both sides of those of tiles and vectors. */
    private static final int[][] SIZES = {{19, 26}, {33, 16}, {7, 70}};

    static List<PlanarGroup> groups() {
        return List.of(
                new CyclicGroup(4),
                new CyclicGroup(8),
                new DihedralGroup(4),
                new DihedralGroup(8),
                new Similitudes(8, Math.sqrt(2), 2));
    }

    static List<PlanarGroup> groupsOfOneLevel() {
        return groups().stream().filter(group -> group.levels() == 1).toList();
    }

    static List<Arguments> exactNetworks() {
        return groups().stream()
                .flatMap(
                        group -> Stream.of("auto", "direct", "c4-dft").map(algorithm -> Arguments.of(group, algorithm)))
                .toList();
    }

    /** A lift, two group correlations, and a ReLU after each. */
    private record Network(LiftingCorrelation lift, GroupCorrelation second, GroupCorrelation third) {

        private static Network of(
                PlanarGroup group, int channels, EngineOptions options, IntFunction<PlanarKernel> kernel) {
            KernelWindow window = KernelWindow.disk(5);
            List<Integer> taps =
                    IntStream.range(0, group.elementsPerLevel()).boxed().toList();
            KernelBank first = KernelBank.lifting(channels, 1, (o, c, tap) -> kernel.apply(o));
            KernelBank second =
                    KernelBank.of(channels, channels, taps, (o, c, tap) -> kernel.apply(7 * o + 3 * c + tap));
            KernelBank third =
                    KernelBank.of(channels / 2, channels, taps, (o, c, tap) -> kernel.apply(2 + c + 2 * tap));
            double[] bias = new double[channels];
            Arrays.setAll(bias, o -> o % 2 == 0 ? 1 : -0.5);
            return new Network(
                    new LiftingCorrelation(group, first, window, Padding.ZERO, bias, options),
                    new GroupCorrelation(group, second, window, Padding.ZERO, bias, options, 1),
                    new GroupCorrelation(group, third, window, Padding.VALID, new double[channels / 2], options, 1));
        }

        /** Returns the outputs of all layers, those of the ReLUs included. */
        private List<GroupFeatureMap> outputs(PlanarFeatureMap f) {
            Pointwise relu = Pointwise.of(Pointwise.Function.RELU);
            List<GroupFeatureMap> outputs = new ArrayList<>();
            outputs.add(lift.apply(f));
            for (GroupLayer layer : List.of(relu, second, relu, third, relu)) {
                outputs.add(layer.apply(outputs.get(outputs.size() - 1)));
            }
            return outputs;
        }
    }

    /** A kernel without any symmetry. */
    private static PlanarKernel kernel(int seed) {
        double a = 0.3 + 0.11 * seed;
        double b = -0.7 + 0.17 * seed;
        return (x, y) -> 2 * Math.sin(a * x + b * y + 0.37 * seed + 0.01 * x * y * y);
    }

    private static PlanarKernel integerKernel(int seed) {
        PlanarKernel kernel = kernel(seed);
        return (x, y) -> Math.rint(kernel.at(x, y));
    }

    private static PlanarFeatureMap noise(int height, int width) {
        Random random = new Random(1);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return PlanarFeatureMap.of(1, height, width, values);
    }

    private static void assertExact(PlanarGroup group, Network network, PlanarFeatureMap f) {
        CyclicGroup c4 = new CyclicGroup(4);
        List<GroupFeatureMap> expected = network.outputs(f);
        assertThat(expected.get(5).values())
                .isNotEqualTo(new float[expected.get(5).values().length]);
        for (int turns = 1; turns < 4; turns++) {
            Pose g = new Pose(0, 0, turns * group.rotations() / 4);
            List<GroupFeatureMap> actual = network.outputs(LeftRegular.apply(c4, new Pose(0, 0, turns), f));
            for (int i = 0; i < actual.size(); i++) {
                assertThat(actual.get(i).values())
                        .isEqualTo(LeftRegular.apply(g, expected.get(i)).values());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("exactNetworks")
    void exactNetworksCommuteExactly(PlanarGroup group, String algorithm) {
        EngineOptions options = new EngineOptions(algorithm, Exactness.EXACT);
        Network integers = Network.of(group, 2, options, QuarterTurnsTest::integerKernel);
        Network network = Network.of(group, 2, options, QuarterTurnsTest::kernel);
        for (int[] size : SIZES) {
            assertExact(group, integers, TestMaps.integers(1, 1, size[0], size[1], 0));
            assertExact(group, network, noise(size[0], size[1]));
        }
    }

    /**
     * With many channels, and images of whole tiles, Winograd's algorithm is the fastest that is exact. A tile that sticks out on one
     * side only would be turned into one that sticks out on another.
     */
    @ParameterizedTest
    @MethodSource("groupsOfOneLevel")
    void exactNetworksOfManyChannelsCommuteExactly(PlanarGroup group) {
        int channels = 128 / group.order();
        EngineOptions options = new EngineOptions("auto", Exactness.EXACT);
        Network network = Network.of(group, channels, options, QuarterTurnsTest::kernel);
        if (Arithmetic.description().startsWith("vector")) {
            assertThat(network.second.plan(24, 32).algorithm()).startsWith("exact winograd");
            assertThat(network.third.plan(24, 32).algorithm()).startsWith("exact winograd");
        }
        assertThat(network.second.plan(25, 32).algorithm()).doesNotContain("winograd");
        assertThat(network.second.plan(24, 33).algorithm()).doesNotContain("winograd");
        assertExact(group, network, noise(24, 32));
        assertExact(group, network, TestMaps.integers(1, 1, 36, 20, 0));
    }

    /** The tolerance is relative to the largest value: what three of Winograd's algorithms in a row lose. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "direct", "c4-dft", "winograd", "fft"})
    void fastNetworksCommuteUpToRounding(String algorithm) {
        CyclicGroup group = new CyclicGroup(8);
        EngineOptions options = new EngineOptions(algorithm, Exactness.ROUNDED);
        Network network = Network.of(group, 2, options, QuarterTurnsTest::kernel);
        for (int[] size : SIZES) {
            PlanarFeatureMap f = noise(size[0], size[1]);
            List<GroupFeatureMap> actual = network.outputs(LeftRegular.apply(group, new Pose(0, 0, 2), f));
            List<GroupFeatureMap> expected = network.outputs(f);
            for (int i = 0; i < actual.size(); i++) {
                float[] turned =
                        LeftRegular.apply(new Pose(0, 0, 2), expected.get(i)).values();
                assertThat(largestDifference(actual.get(i).values(), turned))
                        .isLessThan(1e-5 * largestDifference(turned, new float[turned.length]));
            }
        }
    }

    private static double largestDifference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - (double) b[i]))
                .max()
                .orElse(0);
    }
}
