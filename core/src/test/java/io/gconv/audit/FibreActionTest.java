package io.gconv.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gconv.audit.ProjectedMap.Levels;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.Matrix2;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Pose;
import io.gconv.group.ScaleGroup;
import io.gconv.group.TrivialGroup;
import io.gconv.testing.TestMaps;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** L_g along H against h ↦ g⁻¹h of the group, and its interpolation between elements. */
class FibreActionTest {

    /** Returns the transformation that an element of a group with scales or without stands for. */
    private static Transformation element(PlanarGroup group, int h) {
        int k = Math.floorMod(h, group.elementsPerLevel());
        double degrees = 360.0 * (k % group.rotations()) / group.rotations();
        if (group.level(h) != 0) {
            return Transformation.scaling(group.scale(h));
        }
        return k >= group.rotations() ? Transformation.reflection(degrees / 2) : Transformation.rotation(degrees);
    }

    private static float[] applied(FibreAction action, int h, float[] fibre) {
        float[][] values = new float[fibre.length][1];
        for (int j = 0; j < fibre.length; j++) {
            values[j][0] = fibre[j];
        }
        float[] out = new float[1];
        action.apply(h, values, 1, out);
        return out;
    }

    private static float[] fibre(PlanarGroup group) {
        Random random = new Random(5);
        float[] fibre = new float[group.order()];
        for (int h = 0; h < fibre.length; h++) {
            fibre[h] = random.nextInt(1000);
        }
        return fibre;
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void elementsPermuteAsTheGroupSays(PlanarGroup group) {
        float[] fibre = fibre(group);
        for (int g = 0; g < group.order(); g++) {
            boolean pure = group.level(g) == 0 || g % group.elementsPerLevel() == 0;
            FibreAction action = new FibreAction(group, element(group, g));
            for (int h = 0; pure && h < group.order(); h++) {
                int from = group.relative(g, h);
                assertThat(action.isDefined(h)).isEqualTo(group.isSampled(from));
                if (action.isDefined(h)) {
                    assertThat(applied(action, h, fibre)).containsExactly(fibre[from]);
                    assertThat(action.highestLevelRead(h)).isEqualTo(group.level(from));
                }
            }
        }
    }

    /** D1 has the axis at 0°; to mirror at another one is not along H. */
    @Test
    void whatAGroupLacksActsOnThePlaneAlone() {
        DihedralGroup group = new DihedralGroup(1);
        for (Transformation g :
                List.of(Transformation.reflection(90), Transformation.rotation(90), Transformation.scaling(2))) {
            assertThat(g.membership(group, 1)).isEqualTo(Membership.OUTSIDE);
            FibreAction action = new FibreAction(group, g);
            assertThat(applied(action, 0, new float[] {3, 5})).containsExactly(3);
            assertThat(applied(action, 1, new float[] {3, 5})).containsExactly(5);
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void elementsActOnThePlaneAsTheGroupSays(PlanarGroup group) {
        for (int g = 0; g < group.order(); g++) {
            if (group.level(g) == 0 || g % group.elementsPerLevel() == 0) {
                Matrix2 expected = group.matrix(g);
                Matrix2 actual = element(group, g).matrix();
                assertThat(new double[] {actual.a(), actual.b(), actual.c(), actual.d()})
                        .containsExactly(
                                new double[] {expected.a(), expected.b(), expected.c(), expected.d()}, within(1e-15));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void elementsActOnMapsAsLeftRegularSays(PlanarGroup group) {
        GroupFeatureMap f = TestMaps.integers(1, group, 2, 5, 8, 0);
        for (int g = 0; g < group.elementsPerLevel(); g++) {
            Transformation element = element(group, g);
            if (element.matrix().isGridSymmetry()) {
                GroupFeatureMap expected = LeftRegular.apply(new Pose(0, 0, g), f);
                assertThat(element.apply(f, 1).values()).isEqualTo(expected.values());
            }
        }
    }

    @Test
    void fractionalThetaShiftsOfBandLimitedMapsAreExact() {
        int n = 8;
        float[] values = new float[n];
        float[] shifted = new float[n];
        for (int i = 0; i < n; i++) {
            double theta = 2 * Math.PI * i / n;
            values[i] = (float) (1 + Math.cos(theta - 0.3) + 0.5 * Math.sin(3 * theta));
            shifted[i] = (float) (1 + Math.cos(theta - 1.0 - 0.3) + 0.5 * Math.sin(3 * (theta - 1.0)));
        }
        GroupFeatureMap f = GroupFeatureMap.of(new CyclicGroup(n), 1, 1, 1, values);
        assertThat(Transformation.rotation(Math.toDegrees(1)).apply(f, 1).values())
                .containsExactly(shifted, within(1e-6f));
    }

    @Test
    void reflectionsAtAnyAxisAreAnElementAndARotation() {
        PlanarGroup group = new DihedralGroup(8);
        float[] fibre = fibre(group);
        float[] reflected = new float[16];
        FibreAction first = new FibreAction(group, Transformation.reflection(0));
        FibreAction rotation = new FibreAction(group, Transformation.rotation(20));
        FibreAction both = new FibreAction(group, Transformation.reflection(10));
        for (int h = 0; h < 16; h++) {
            reflected[h] = applied(first, h, fibre)[0];
        }
        for (int h = 0; h < 16; h++) {
            assertThat(applied(both, h, fibre)[0]).isCloseTo(applied(rotation, h, reflected)[0], within(1e-2f));
        }
    }

    @Test
    void betweenScalesItIsExactForCubicPolynomials() {
        PlanarGroup group = new ScaleGroup(2, 6);
        float[] fibre = new float[6];
        for (int j = 0; j < 6; j++) {
            fibre[j] = j * j * j - 4 * j;
        }
        FibreAction action = new FibreAction(group, Transformation.scaling(Math.pow(2, 0.25)));
        assertThat(action.isDefined(0)).isFalse();
        for (int j = 1; j < 6; j++) {
            double at = j - 0.25;
            assertThat(applied(action, j, fibre)[0]).isCloseTo((float) (at * at * at - 4 * at), within(1e-4f));
        }
    }

    /** So a fibre need be a cubic polynomial there only; at the ends of the window they are all on one side. */
    @Test
    void betweenScalesItReadsTheNearestFour() {
        PlanarGroup group = new ScaleGroup(2, 8);
        FibreAction action = new FibreAction(group, Transformation.scaling(Math.pow(2, 0.25)));
        for (int j = 1; j < 8; j++) {
            double at = j - 0.25;
            float[] fibre = new float[8];
            Arrays.fill(fibre, 1000);
            IntStream.range(0, 8)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> Math.abs(i - at)))
                    .limit(4)
                    .forEach(i -> fibre[i] = i * i * i - 4 * i);
            assertThat(applied(action, j, fibre)[0]).isCloseTo((float) (at * at * at - 4 * at), within(1e-3f));
        }
    }

    @Test
    void scalesThatBothSidesHaveAreThoseThatStayInTheWindow() {
        FibreAction larger = new FibreAction(new ScaleGroup(2, 4), Transformation.scaling(2));
        assertThat(larger.levelsOfTransformed()).contains(new Levels(1, 3));
        assertThat(larger.levelsOfImage()).contains(new Levels(0, 2));
        FibreAction beyond = new FibreAction(new ScaleGroup(2, 2), Transformation.scaling(4));
        assertThat(beyond.levelsOfTransformed()).isEmpty();
        assertThat(IntStream.range(0, 2).noneMatch(beyond::isDefined)).isTrue();
    }

    @Test
    void whatTheGroupDoesNotHaveActsOnThePlaneAlone() {
        float[] one = {3};
        assertThat(applied(new FibreAction(new TrivialGroup(), Transformation.rotation(33)), 0, one))
                .containsExactly(3);
        float[] fibre = fibre(new CyclicGroup(4));
        for (Transformation g : new Transformation[] {Transformation.reflection(20), Transformation.scaling(1.3)}) {
            for (int h = 0; h < 4; h++) {
                assertThat(applied(new FibreAction(new CyclicGroup(4), g), h, fibre))
                        .containsExactly(fibre[h]);
            }
        }
    }
}
