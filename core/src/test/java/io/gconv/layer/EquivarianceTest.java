package io.gconv.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Pose;
import io.gconv.group.ScaleGroup;
import io.gconv.group.Similitudes;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelWindow;
import io.gconv.kernel.PlanarKernel;
import io.gconv.testing.TestGroups;
import io.gconv.testing.TestMaps;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The theorem: Φ(L_g f) = L_g Φ(f), for every layer, every group and every element that is a symmetry of the pixel grid,
 * on images that are not square, exactly. Images and kernels are small integers (divided by powers of two), so that sums
 * of floats are exact whatever their order. The images have a frame of zeros, so that nothing leaves them.
 */
class EquivarianceTest {

    private static final int HEIGHT = 28;
    private static final EngineOptions EXACT = new EngineOptions("auto", EngineOptions.Exactness.EXACT);
    private static final int WIDTH = 33;
    private static final int FRAME = 10;

    /** A kernel without any symmetry whose values are integers. */
    private static PlanarKernel integerKernel(int seed) {
        double a = 0.3 + 0.11 * seed;
        double b = -0.7 + 0.17 * seed;
        return (x, y) -> Math.rint(4 * Math.sin(a * x + b * y + 0.37 * seed + 0.01 * x * y * y));
    }

    private static Iterable<Pose> posesOnTheGrid(PlanarGroup group) {
        return IntStream.of(TestGroups.elements(group))
                .filter(h -> group.matrix(h).isGridSymmetry())
                .mapToObj(h -> new Pose(2, -3, h))
                .toList();
    }

    private static void assertCommutes(GroupFeatureMap f, UnaryOperator<GroupFeatureMap> phi) {
        for (Pose g : posesOnTheGrid(f.group())) {
            assertThat(phi.apply(LeftRegular.apply(g, f)).values())
                    .isEqualTo(LeftRegular.apply(g, phi.apply(f)).values());
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void liftingCorrelationIsEquivariant(PlanarGroup group) {
        KernelBank bank = KernelBank.lifting(3, 2, (o, c, tap) -> integerKernel(3 * o + c));
        for (Padding padding : Padding.values()) {
            LiftingCorrelation lift =
                    new LiftingCorrelation(group, bank, KernelWindow.disk(3), padding, new double[] {0, 0, 0}, EXACT);
            PlanarFeatureMap f = TestMaps.integers(1, 2, HEIGHT, WIDTH, FRAME);
            for (Pose g : posesOnTheGrid(group)) {
                assertThat(lift.apply(LeftRegular.apply(group, g, f)).values())
                        .isEqualTo(LeftRegular.apply(g, lift.apply(f)).values());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void groupCorrelationWithAllTapsOfOneScaleIsEquivariant(PlanarGroup group) {
        List<Integer> taps =
                IntStream.range(0, group.elementsPerLevel()).boxed().toList();
        assertGroupCorrelationIsEquivariant(group, taps);
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void groupCorrelationWithSomeTapsIsEquivariant(PlanarGroup group) {
        int last = group.elementsPerLevel() - 1;
        List<Integer> taps = IntStream.of(0, last / 2, last).distinct().boxed().toList();
        assertGroupCorrelationIsEquivariant(group, taps);
    }

    private static void assertGroupCorrelationIsEquivariant(PlanarGroup group, List<Integer> taps) {
        KernelBank bank = KernelBank.of(2, 2, taps, (o, c, tap) -> integerKernel(5 * o + 3 * c + tap));
        for (Padding padding : Padding.values()) {
            GroupCorrelation correlation =
                    new GroupCorrelation(group, bank, KernelWindow.disk(3), padding, new double[] {0, 0}, EXACT, 1);
            assertCommutes(TestMaps.integers(2, group, 2, HEIGHT, WIDTH, FRAME), correlation::apply);
        }
    }

    static List<PlanarGroup> groupsOfSeveralLevels() {
        return List.of(new ScaleGroup(2, 4), new Similitudes(4, 2, 3), new Similitudes(8, 2, 2));
    }

    /** Over scales a group correlation shortens the window, so L_g with a grid symmetry of level 0 is what can be exact. */
    @ParameterizedTest
    @MethodSource("groupsOfSeveralLevels")
    void groupCorrelationAcrossScalesIsEquivariantAndShortensTheWindow(PlanarGroup group) {
        List<Integer> taps =
                IntStream.range(0, 2 * group.elementsPerLevel()).boxed().toList();
        KernelBank bank = KernelBank.of(1, 2, taps, (o, c, tap) -> integerKernel(3 * c + tap));
        GroupCorrelation correlation =
                new GroupCorrelation(group, bank, KernelWindow.disk(3), Padding.ZERO, new double[] {0}, EXACT, 1);
        GroupFeatureMap f = TestMaps.integers(3, group, 2, HEIGHT, WIDTH, FRAME);
        assertThat(correlation.apply(f).group()).isEqualTo(group.withLevels(group.levels() - 1));
        assertCommutes(f, correlation::apply);
    }

    /** h′ = h·t: a map of one pixel at h′ is seen by the one h that is a level below and the tap's rotations behind. */
    @ParameterizedTest
    @MethodSource("groupsOfSeveralLevels")
    void aTapOfTheNextScaleReadsTheLevelAbove(PlanarGroup group) {
        int rotations = group.elementsPerLevel();
        for (int rotation = 0; rotation < rotations; rotation++) {
            KernelBank bank = KernelBank.of(1, 1, List.of(rotations + rotation), (o, c, tap) -> (x, y) -> 1);
            GroupCorrelation correlation =
                    new GroupCorrelation(group, bank, KernelWindow.disk(3), Padding.ZERO, new double[] {0}, EXACT, 1);
            for (int hPrime = 0; hPrime < group.order(); hPrime++) {
                float[] pixel = new float[group.order() * 81];
                pixel[hPrime * 81 + 40] = 1;
                GroupFeatureMap out = correlation.apply(GroupFeatureMap.of(group, 1, 9, 9, pixel));
                for (int h = 0; h < out.group().order(); h++) {
                    boolean reads = h / rotations + 1 == hPrime / rotations
                            && (h % rotations + rotation) % rotations == hPrime % rotations;
                    assertThat(out.value(0, h, 4, 4) != 0).isEqualTo(reads);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void pointwiseFunctionsAreEquivariant(PlanarGroup group) {
        for (Pointwise.Function function : Pointwise.Function.values()) {
            Pointwise pointwise = new Pointwise(
                    List.of(new Pointwise.Part(function, function == Pointwise.Function.LEAKY_RELU ? 0.25 : 0, 0)));
            assertCommutes(TestMaps.integers(4, group, 2, HEIGHT, WIDTH, FRAME), pointwise::apply);
        }
    }

    /** With sides that fit; translations by whole output pixels are two input pixels. */
    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void poolingIsEquivariantWhereTheWindowFits(PlanarGroup group) {
        for (int size = 2; size <= 5; size++) {
            SpatialPooling pooling = new SpatialPooling(size);
            int odd = size % 2;
            GroupFeatureMap f = TestMaps.integers(5, group, 2, 20 + odd, 26 + odd, 6);
            for (Pose g : posesOnTheGrid(group)) {
                Pose twice = new Pose(2, -4, g.h());
                Pose once = new Pose(1, -2, g.h());
                assertThat(pooling.apply(LeftRegular.apply(twice, f)).values())
                        .isEqualTo(LeftRegular.apply(once, pooling.apply(f)).values());
            }
        }
    }

    /** P(L_g F) = L_g P(F): exactly for max; up to the rounding of a sum in another order for the others. */
    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void projectionsAreEquivariant(PlanarGroup group) {
        GroupFeatureMap f = TestMaps.integers(6, group, 2, HEIGHT, WIDTH, FRAME);
        List<Projection> projections = List.of(
                new Projection.Max(), new Projection.Mean(), new Projection.L2(), new Projection.Spectrum(8, 1));
        for (Projection projection : projections) {
            for (Pose g : posesOnTheGrid(group)) {
                PlanarFeatureMap actual = projection.apply(LeftRegular.apply(g, f));
                PlanarFeatureMap expected = LeftRegular.apply(group, g, projection.apply(f));
                if (projection instanceof Projection.Max) {
                    assertThat(actual.values()).isEqualTo(expected.values());
                } else {
                    assertThat(TestMaps.relativeError(actual, expected)).isLessThan(1e-7); // half an ulp of float
                }
            }
        }
    }

    /** Between the grid: any rotation of H, on a smooth image, inside the disk; the error is that of interpolation. */
    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void liftingCorrelationIsEquivariantBetweenTheGridUpToInterpolation(PlanarGroup group) {
        KernelBank bank = KernelBank.lifting(1, 1, (o, c, tap) -> new GaussianDerivative(1, 0, 1, 1.4));
        LiftingCorrelation lift =
                new LiftingCorrelation(group, bank, KernelWindow.disk(11), Padding.ZERO, new double[1]);
        PlanarFeatureMap f = TestMaps.smooth(7, 1, 61, 67, 10);
        for (int h = 0; h < group.elementsPerLevel(); h++) {
            Pose g = new Pose(0.5, -1.25, h);
            GroupFeatureMap actual = lift.apply(LeftRegular.apply(group, g, f));
            GroupFeatureMap expected = LeftRegular.apply(g, lift.apply(f));
            assertThat(TestMaps.relativeError(actual, expected, 20)).isLessThan(1e-3); // spline error at ω = 2π/10
        }
    }
}
