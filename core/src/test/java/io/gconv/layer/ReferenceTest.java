package io.gconv.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.testing.Npy;
import io.gconv.testing.TestMaps;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * C4 correlations against arrays computed by someone else in double precision. The kernels are arbitrary arrays: as
 * bilinear splines on the grid they are reproduced by every quarter turn.
 */
class ReferenceTest {

    private static final CyclicGroup C4 = new CyclicGroup(4);

    /** Returns the bank whose kernel [o][c][tap] is the array {@code w} at that place. */
    private static KernelBank bank(Npy w, int size, int taps) {
        KernelBasis basis = new KernelBasis.BSplines(1, KernelWindow.square(size));
        int pixels = size * size;
        int in = w.shape()[1];
        return KernelBank.of(w.shape()[0], in, List.of(0, 1, 2, 3).subList(0, taps), (o, c, tap) -> {
            int at = ((o * in + c) * taps + tap) * pixels;
            return basis.combination(Arrays.copyOfRange(w.values(), at, at + pixels));
        });
    }

    private static LiftingCorrelation lift(Padding padding) {
        return new LiftingCorrelation(
                C4, bank(Npy.load("c4_k5_lift_w"), 5, 1), KernelWindow.square(5), padding, new double[3]);
    }

    private static GroupCorrelation groupCorrelation(Padding padding) {
        return new GroupCorrelation(
                C4, bank(Npy.load("c4_k3_gconv_w"), 3, 4), KernelWindow.square(3), padding, new double[2]);
    }

    /** Checks one image of a batch; the tolerance is the rounding of a float sum of n terms of order 1. */
    private static void compare(TestReporter report, String name, int image, float[] actual, int terms) {
        Npy expected = Npy.load(name);
        float[] values = expected.floats(image * actual.length, actual.length);
        double deviation = 0;
        double scale = 0;
        for (int i = 0; i < actual.length; i++) {
            deviation = Math.max(deviation, Math.abs(actual[i] - (double) values[i]));
            scale = Math.max(scale, Math.abs(values[i]));
        }
        report.publishEntry(name + "[" + image + "] maximal deviation", deviation + " of " + scale);
        assertThat(deviation).isLessThan(Math.sqrt(terms) * Math.ulp(1f) * scale);
    }

    @Test
    void liftingCorrelationAgrees(TestReporter report) {
        Npy x = Npy.load("c4_x");
        int size = 2 * 11 * 13;
        for (int image = 0; image < 2; image++) {
            PlanarFeatureMap f = PlanarFeatureMap.of(2, 11, 13, x.floats(image * size, size));
            compare(
                    report,
                    "c4_k5_lift_y_valid",
                    image,
                    lift(Padding.VALID).apply(f).values(),
                    50);
            compare(
                    report,
                    "c4_k5_lift_y_same",
                    image,
                    lift(Padding.ZERO).apply(f).values(),
                    50);
        }
    }

    @Test
    void liftingCorrelationOfTheTurnedImageAgrees(TestReporter report) {
        Npy x = Npy.load("c4_x");
        for (int image = 0; image < 2; image++) {
            PlanarFeatureMap f = PlanarFeatureMap.of(2, 11, 13, x.floats(image * 286, 286));
            PlanarFeatureMap turned = TestMaps.rotated(90, f);
            compare(
                    report,
                    "c4_k5_lift_y_valid_rot90",
                    image,
                    lift(Padding.VALID).apply(turned).values(),
                    50);
        }
    }

    @Test
    void groupCorrelationAndProjectionsAgree(TestReporter report) {
        Npy x = Npy.load("c4_k3_gconv_x");
        int size = 3 * 4 * 7 * 9;
        for (int image = 0; image < 2; image++) {
            GroupFeatureMap f = GroupFeatureMap.of(C4, 3, 7, 9, x.floats(image * size, size));
            GroupFeatureMap valid = groupCorrelation(Padding.VALID).apply(f);
            compare(report, "c4_k3_gconv_y_valid", image, valid.values(), 108);
            compare(
                    report,
                    "c4_k3_gconv_y_same",
                    image,
                    groupCorrelation(Padding.ZERO).apply(f).values(),
                    108);
            compare(
                    report,
                    "c4_proj_max",
                    image,
                    new Projection.Max().apply(valid).values(),
                    108);
            compare(
                    report,
                    "c4_proj_mean",
                    image,
                    new Projection.Mean().apply(valid).values(),
                    108);
        }
    }

    @Test
    void expandedKernelsAgree() {
        assertExpanded("c4_k5_lift_expanded", lift(Padding.ZERO).kernels());
        assertExpanded("c4_k3_gconv_expanded", groupCorrelation(Padding.ZERO).kernels());
    }

    private static void assertExpanded(String name, io.gconv.kernel.ExpandedKernels kernels) {
        Npy expected = Npy.load(name);
        int at = 0;
        for (int q = 0; q < kernels.outPlanes(); q++) {
            for (int p = 0; p < kernels.inPlanes(); p++) {
                double[] actual = kernels.kernel(q, p);
                assertThat(actual).isEqualTo(Arrays.copyOfRange(expected.values(), at, at + actual.length));
                at += actual.length;
            }
        }
        assertThat(at).isEqualTo(expected.values().length);
    }
}
