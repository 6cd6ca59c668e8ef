package io.gconv.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.Matrix2;
import io.gconv.group.ScaleGroup;
import io.gconv.group.TrivialGroup;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rotation 90",
                "rotation -22.5",
                "translation 0.5,-3",
                "reflection 45",
                "scaling 1.4142",
                "scaling 2"
            })
    void labelsAreReadAsTheyAreWritten(String label) {
        assertThat(Transformation.parse(label).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotate 90", "rotation", "rotation x", "rotation 1,2", "translation 1", "", "scaling 0"})
    void refusesOtherWords(String text) {
        assertThatThrownBy(() -> Transformation.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotation 90", "rotation 20", "translation 1,2", "reflection 30", "scaling 3"})
    void theInverseUndoesIt(String text) {
        Transformation g = Transformation.parse(text);
        Matrix2 both = g.inverse().matrix().multiply(g.matrix());
        assertThat(both.a()).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-15));
        assertThat(both.b()).isCloseTo(0, org.assertj.core.api.Assertions.within(1e-15));
        assertThat(g.inverse().x()).isEqualTo(0.0 - g.x());
        assertThat(g.inverse().y()).isEqualTo(0.0 - g.y());
    }

    /** By the definition: |x| ≤ R − r and |g⁻¹·x| ≤ R − r′ on the whole disk, and not on a larger one. */
    @ParameterizedTest
    @ValueSource(strings = {"rotation 20", "reflection 30", "translation 3,4", "scaling 0.5", "scaling 2"})
    void comparesWhereBothSidesAreKnown(String text) {
        Transformation g = Transformation.parse(text);
        for (double[] fields : new double[][] {{4, 4}, {2, 7}, {7, 2}, {0, 12}}) {
            double radius = g.comparableRadius(20, fields[0], fields[1]);
            assertThat(known(g, 0.999 * radius, 20 - fields[0], 20 - fields[1])).isTrue();
            assertThat(known(g, 1.01 * radius, 20 - fields[0], 20 - fields[1])).isFalse();
        }
        assertThat(g.comparableRadius(20, 20.5, 0)).isNegative();
    }

    private static boolean known(Transformation g, double radius, double inside, double insideBefore) {
        Matrix2 inverse = g.matrix().inverse();
        return IntStream.range(0, 720).mapToDouble(i -> i * Math.PI / 360).allMatch(angle -> {
            double x = radius * Math.cos(angle);
            double y = radius * Math.sin(angle);
            double before = Math.hypot(inverse.applyX(x - g.x(), y - g.y()), inverse.applyY(x - g.x(), y - g.y()));
            return radius <= inside && before <= insideBefore;
        });
    }

    @Test
    void knowsWhatAGroupHas() {
        CyclicGroup c16 = new CyclicGroup(16);
        assertThat(Transformation.rotation(90).membership(c16, 1)).isEqualTo(Membership.EXACT);
        assertThat(Transformation.rotation(22.5).membership(c16, 1)).isEqualTo(Membership.ON_GRID);
        assertThat(Transformation.rotation(20).membership(c16, 1)).isEqualTo(Membership.OFF_GRID);
        assertThat(Transformation.rotation(90).membership(new CyclicGroup(6), 1))
                .isEqualTo(Membership.OFF_GRID);
        assertThat(Transformation.rotation(90).membership(new TrivialGroup(), 1))
                .isEqualTo(Membership.OUTSIDE);
        assertThat(Transformation.reflection(0).membership(c16, 1)).isEqualTo(Membership.OUTSIDE);
        assertThat(Transformation.reflection(45).membership(new DihedralGroup(8), 1))
                .isEqualTo(Membership.EXACT);
        assertThat(Transformation.reflection(22.5).membership(new DihedralGroup(8), 1))
                .isEqualTo(Membership.ON_GRID);
        DihedralGroup d1 = new DihedralGroup(1);
        assertThat(Transformation.reflection(0).membership(d1, 1)).isEqualTo(Membership.EXACT);
        assertThat(Transformation.reflection(180).membership(d1, 1)).isEqualTo(Membership.EXACT);
        assertThat(Transformation.reflection(90).membership(d1, 1)).isEqualTo(Membership.OUTSIDE);
        assertThat(Transformation.reflection(30).membership(new DihedralGroup(2), 1))
                .isEqualTo(Membership.OFF_GRID);
        assertThat(Transformation.scaling(2).membership(new ScaleGroup(Math.sqrt(2), 3), 1))
                .isEqualTo(Membership.ON_GRID);
        assertThat(Transformation.scaling(1.2).membership(new ScaleGroup(2, 3), 1))
                .isEqualTo(Membership.OFF_GRID);
        assertThat(Transformation.scaling(2).membership(c16, 1)).isEqualTo(Membership.OUTSIDE);
        assertThat(Transformation.translation(2, -4).membership(c16, 2)).isEqualTo(Membership.EXACT);
        assertThat(Transformation.translation(1, 0).membership(c16, 2)).isEqualTo(Membership.OFF_GRID);
    }
}
