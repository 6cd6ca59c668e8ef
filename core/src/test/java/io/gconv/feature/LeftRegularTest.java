package io.gconv.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gconv.group.CyclicGroup;
import io.gconv.group.Matrix2;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Pose;
import io.gconv.group.ScaleGroup;
import io.gconv.group.SemidirectProduct;
import io.gconv.group.TrivialGroup;
import io.gconv.testing.Npy;
import io.gconv.testing.TestGroups;
import io.gconv.testing.TestMaps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** L_g L_g′ = L_gg′, L_e = 1, and the formulas of the definition. */
class LeftRegularTest {

    /** Exactly, for all pairs of grid symmetries with shifts by whole pixels, where nothing leaves the image. */
    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void gridSymmetriesComposeExactly(PlanarGroup group) {
        SemidirectProduct product = new SemidirectProduct(group);
        PlanarFeatureMap f = TestMaps.integers(1, 2, 17, 20, 6);
        GroupFeatureMap onG = TestMaps.integers(2, group, 2, 17, 20, 6);
        for (int h : TestGroups.elements(group)) {
            for (int hPrime : TestGroups.elements(group)) {
                boolean onGrid =
                        group.matrix(h).isGridSymmetry() && group.matrix(hPrime).isGridSymmetry();
                if (onGrid) {
                    Pose g = new Pose(2, -1, h);
                    Pose gPrime = new Pose(-3, 1, hPrime);
                    Pose both = product.product(g, gPrime);
                    assertThat(LeftRegular.apply(group, g, LeftRegular.apply(group, gPrime, f))
                                    .values())
                            .isEqualTo(LeftRegular.apply(group, both, f).values());
                    assertThat(LeftRegular.apply(g, LeftRegular.apply(gPrime, onG))
                                    .values())
                            .isEqualTo(LeftRegular.apply(both, onG).values());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void identityChangesNothing(PlanarGroup group) {
        GroupFeatureMap f = TestMaps.integers(3, group, 2, 5, 8, 0);
        assertThat(LeftRegular.apply(new SemidirectProduct(group).identity(), f).values())
                .isEqualTo(f.values());
    }

    /** A quarter turn is NumPy's rot90(a, 1): the right column becomes the top row. */
    @Test
    void quarterTurnIsCounterClockwise() {
        PlanarFeatureMap f = PlanarFeatureMap.of(1, 2, 3, 1, 2, 3, 4, 5, 6);
        PlanarFeatureMap turned = LeftRegular.apply(new CyclicGroup(4), new Pose(0, 0, 1), f);
        assertThat(turned.height()).isEqualTo(3);
        assertThat(turned.values()).containsExactly(3, 6, 2, 5, 1, 4);
    }

    @Test
    void shiftMovesContentRightAndUp() {
        PlanarFeatureMap f = PlanarFeatureMap.of(1, 2, 3, 1, 2, 3, 4, 5, 6);
        PlanarFeatureMap moved = LeftRegular.apply(new TrivialGroup(), new Pose(1, 1, 0), f);
        assertThat(moved.values()).containsExactly(0, 4, 5, 0, 0, 0);
    }

    /** (L_g F)(x, h′) = F(g⁻¹x, h⁻¹h′) read off entry by entry for a quarter turn of C8: h = 2. */
    @Test
    void quarterTurnShiftsTheThetaAxis() {
        GroupFeatureMap f = TestMaps.integers(4, new CyclicGroup(8), 1, 4, 6, 0);
        GroupFeatureMap turned = LeftRegular.apply(new Pose(0, 0, 2), f);
        for (int h = 0; h < 8; h++) {
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 6; x++) {
                    assertThat(turned.value(0, (h + 2) % 8, 5 - x, y)).isEqualTo(f.value(0, h, y, x));
                }
            }
        }
    }

    @Test
    void scalingShiftsTheScaleAxisAndEmptiesWhatComesFromBeyond() {
        GroupFeatureMap f = TestMaps.integers(5, new ScaleGroup(2, 3), 1, 9, 9, 0);
        GroupFeatureMap scaled = LeftRegular.apply(new Pose(0, 0, 1), f);
        assertThat(scaled.value(0, 2, 4, 4)).isEqualTo(f.value(0, 1, 4, 4));
        assertThat(scaled.value(0, 1, 4, 6)).isCloseTo(f.value(0, 0, 4, 5), within(1e-5f));
        assertThat(scaled.value(0, 0, 4, 4)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"20, warp_scipy_rotate_20_order3_const0", "45, warp_scipy_rotate_45_order3_const0"})
    void splineRotationAgreesWithScipy(double degrees, String reference) {
        Npy in = Npy.load("warp_x");
        Npy expected = Npy.load(reference);
        PlanarFeatureMap f = PlanarFeatureMap.of(1, 33, 33, in.floats(0, 33 * 33));
        float[] actual = TestMaps.rotated(degrees, f).values();
        assertThat(actual).containsExactly(expected.floats(0, actual.length), within(1e-6f)); // inputs are of order 1
    }

    @Test
    void offGridRotationsComposeUpToInterpolation() {
        PlanarFeatureMap f = TestMaps.smooth(6, 1, 61, 61, 6);
        PlanarFeatureMap twice = TestMaps.rotated(23, TestMaps.rotated(17, f));
        PlanarFeatureMap once = TestMaps.rotated(40, f);
        // the interpolation error of a cubic spline at ω = 2π/6 is about ω⁴/720 = 2e-3, and there are three
        assertThat(TestMaps.relativeError(twice, once, 24)).isLessThan(5e-3);
    }

    @Test
    void mirrorBorderContinuesTheImage() {
        PlanarFeatureMap f = PlanarFeatureMap.of(1, 1, 4, 1, 2, 3, 4);
        assertThat(LeftRegular.transform(f, Matrix2.IDENTITY, 2, 0, Border.MIRROR)
                        .values())
                .containsExactly(3, 2, 1, 2);
        assertThat(LeftRegular.transform(f, Matrix2.IDENTITY, 0.5, 0, Border.MIRROR)
                        .values()[0])
                .isCloseTo(
                        LeftRegular.transform(f, Matrix2.IDENTITY, -0.5, 0, Border.MIRROR)
                                .values()[0],
                        within(1e-6f));
    }

    @Test
    void inputsAreNotWritten() {
        GroupFeatureMap f = TestMaps.integers(8, new CyclicGroup(4), 1, 5, 8, 0);
        float[] before = f.values();
        LeftRegular.apply(new Pose(0.5, 0, 1), f);
        assertThat(f.values()).isEqualTo(before);
    }

    @Test
    void refusesShapesWithoutValues() {
        assertThatThrownBy(() -> PlanarFeatureMap.of(1, 0, 3)).hasMessageContaining("positive sizes");
        assertThatThrownBy(() -> PlanarFeatureMap.of(1, 2, 2, 1, 2, 3))
                .hasMessage("a feature map of shape [1, 2, 2] needs 4 values, but got 3");
        assertThatThrownBy(() -> FeatureMap.checkedSize(1 << 16, 1 << 16, 1 << 16, 1 << 16))
                .hasMessageContaining("more than");
    }
}
