package io.gconv.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to each group. */
class GroupsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 12})
    void quarterTurnsAreExact(int quarter) {
        CyclicGroup group = new CyclicGroup(4 * quarter);
        assertThat(group.matrix(quarter)).isEqualTo(new Matrix2(0, -1, 1, 0));
        assertThat(group.matrix(2 * quarter)).isEqualTo(new Matrix2(-1, 0, 0, -1));
        assertThat(group.matrix(3 * quarter)).isEqualTo(new Matrix2(0, 1, -1, 0));
    }

    @Test
    void gridSymmetriesOfTheDihedralGroupAreExact() {
        DihedralGroup group = new DihedralGroup(8);
        long exact = java.util.stream.IntStream.range(0, group.order())
                .filter(h -> group.matrix(h).isGridSymmetry())
                .count();
        assertThat(exact).isEqualTo(8);
        assertThat(group.matrix(8)).isEqualTo(new Matrix2(1, 0, 0, -1));
    }

    @Test
    void everySecondPowerOfRootTwoIsAnInteger() {
        ScaleGroup group = new ScaleGroup(Math.sqrt(2), 5);
        assertThat(group.scale(2)).isEqualTo(2);
        assertThat(group.scale(4)).isEqualTo(4);
        assertThat(group.scale(1)).isCloseTo(Math.sqrt(2), within(1e-15));
        assertThat(group.scale(-2)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void similitudesAreRotationTimesScale() {
        Similitudes group = new Similitudes(8, 2, 3);
        int h = group.element(2, 1);
        assertThat(group.matrix(h)).isEqualTo(new Matrix2(0, -2, 2, 0));
        assertThat(group.inverse(h)).isEqualTo(group.element(6, -1));
        assertThat(group.level(group.inverse(h))).isEqualTo(-1);
    }

    @Test
    void levelsCanBeCutOffWhereThereAreAny() {
        assertThat(new ScaleGroup(2, 5).withLevels(3)).isEqualTo(new ScaleGroup(2, 3));
        assertThat(new CyclicGroup(4).withLevels(1)).isEqualTo(new CyclicGroup(4));
        assertThatThrownBy(() -> new CyclicGroup(4).withLevels(2))
                .hasMessage("C4 has one scale level, so it cannot have 2");
    }

    @Test
    void rejectsWhatIsNotAnElement() {
        assertThatThrownBy(() -> new CyclicGroup(4).inverse(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new DihedralGroup(4).product(0, 8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new TrivialGroup().matrix(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void rejectsGroupsThatCannotBeSampled() {
        assertThatThrownBy(() -> new CyclicGroup(0)).hasMessage("number of rotations must be in 1 … 256, but was 0");
        assertThatThrownBy(() -> new ScaleGroup(1, 3)).hasMessage("scale base must be in [1.01, 4.0], but was 1.0");
        assertThatThrownBy(() -> new Similitudes(8, 2, 0)).hasMessage("scale levels must be in 1 … 32, but was 0");
    }
}
