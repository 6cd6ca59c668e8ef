package io.gconv.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gconv.testing.TestGroups;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The group axioms and ρ(h·h′) = ρ(h)ρ(h′), over all elements of every group. */
class GroupLawsTest {

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void identityIsNeutral(PlanarGroup group) {
        for (int h : TestGroups.elements(group)) {
            assertThat(group.product(group.identity(), h)).isEqualTo(h);
            assertThat(group.product(h, group.identity())).isEqualTo(h);
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void everyElementHasAnInverse(PlanarGroup group) {
        for (int h : TestGroups.elements(group)) {
            assertThat(group.product(group.inverse(h), h)).isEqualTo(group.identity());
            assertThat(group.product(h, group.inverse(h))).isEqualTo(group.identity());
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void productIsAssociative(PlanarGroup group) {
        int[] elements = TestGroups.elements(group);
        for (int a : elements) {
            for (int b : elements) {
                for (int c : elements) {
                    assertThat(group.product(group.product(a, b), c)).isEqualTo(group.product(a, group.product(b, c)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void relativePoseIsInverseTimesElement(PlanarGroup group) {
        for (int h : TestGroups.elements(group)) {
            for (int t : TestGroups.elements(group)) {
                assertThat(group.relative(h, group.product(h, t))).isEqualTo(t);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void matricesMultiplyLikeElements(PlanarGroup group) {
        for (int h : TestGroups.elements(group)) {
            for (int hPrime : TestGroups.elements(group)) {
                Matrix2 expected = group.matrix(h).multiply(group.matrix(hPrime));
                Matrix2 actual = group.matrix(group.product(h, hPrime));
                assertClose(actual, expected, 1e-13 * (1 + Math.abs(expected.determinant())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void determinantIsTheSquareOfTheScale(PlanarGroup group) {
        for (int h : TestGroups.elements(group)) {
            double s = group.scale(h);
            assertThat(Math.abs(group.matrix(h).determinant())).isCloseTo(s * s, within(1e-13 * s * s));
        }
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void sampledElementsAreLevelsTimesElementsPerLevel(PlanarGroup group) {
        assertThat(group.order()).isEqualTo(group.levels() * group.elementsPerLevel());
        for (int h = 0; h < group.order(); h++) {
            assertThat(group.isSampled(h)).isTrue();
            assertThat(group.level(h)).isEqualTo(h / group.elementsPerLevel());
        }
        assertThat(group.isSampled(-1)).isFalse();
        assertThat(group.isSampled(group.order())).isFalse();
    }

    /** (x, h)(x′, h′) = (x + h x′, h h′): associative, with inverses, and an action on the plane. */
    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void semidirectProductIsAGroupThatActsOnThePlane(PlanarGroup group) {
        SemidirectProduct g = new SemidirectProduct(group);
        for (int h : TestGroups.elements(group)) {
            for (int hPrime : TestGroups.elements(group)) {
                Pose a = new Pose(3, -2, h);
                Pose b = new Pose(-1, 5, hPrime);
                Pose c = new Pose(0.5, 7, h);
                assertClose(g.product(g.product(a, b), c), g.product(a, g.product(b, c)));
                double[] once = g.act(g.product(a, b), 2, 1);
                double[] inner = g.act(b, 2, 1);
                double[] twice = g.act(a, inner[0], inner[1]);
                assertThat(once).containsExactly(twice, within(1e-10));
            }
            Pose a = new Pose(3, -2, h);
            assertClose(g.product(g.inverse(a), a), g.identity());
            assertClose(g.product(a, g.inverse(a)), g.identity());
        }
    }

    private static void assertClose(Pose actual, Pose expected) {
        assertThat(actual.h()).isEqualTo(expected.h());
        assertThat(actual.x()).isCloseTo(expected.x(), within(1e-10));
        assertThat(actual.y()).isCloseTo(expected.y(), within(1e-10));
    }

    private static void assertClose(Matrix2 actual, Matrix2 expected, double tolerance) {
        assertThat(actual.a()).isCloseTo(expected.a(), within(tolerance));
        assertThat(actual.b()).isCloseTo(expected.b(), within(tolerance));
        assertThat(actual.c()).isCloseTo(expected.c(), within(tolerance));
        assertThat(actual.d()).isCloseTo(expected.d(), within(tolerance));
    }
}
