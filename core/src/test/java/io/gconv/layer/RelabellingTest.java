package io.gconv.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.group.CyclicGroup;
import io.gconv.group.Pose;
import io.gconv.testing.TestMaps;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelabellingTest {

    private static final CyclicGroup C4 = new CyclicGroup(4);
    private static final GroupFeatureMap F = TestMaps.integers(1, C4, 2, 5, 7, 0);

    private static boolean commutes(Relabelling relabelling) {
        Pose turn = new Pose(0, 0, 1);
        float[] before = relabelling.apply(LeftRegular.apply(turn, F)).values();
        float[] after = LeftRegular.apply(turn, relabelling.apply(F)).values();
        return java.util.Arrays.equals(before, after);
    }

    @Test
    void readsThePlaneThatItIsTold() {
        float[] before = F.values();
        GroupFeatureMap out = new Relabelling(List.of(2, 2, 0, 1)).apply(F);
        assertThat(out.value(1, 0, 3, 4)).isEqualTo(F.value(1, 2, 3, 4));
        assertThat(out.value(0, 3, 1, 2)).isEqualTo(F.value(0, 1, 1, 2));
        assertThat(F.values()).isEqualTo(before);
    }

    @Test
    void commutesOnlyIfItIsAMultiplicationFromTheRight() {
        assertThat(commutes(new Relabelling(List.of(1, 2, 3, 0)))).isTrue();
        assertThat(commutes(new Relabelling(List.of(0, 2, 1, 3)))).isFalse();
        assertThat(commutes(new Relabelling(List.of(0, 0, 0, 0)))).isFalse();
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new Relabelling(List.of(0, 2))).hasMessage("a source must be in 0 … 1, but was 2");
        assertThatThrownBy(() -> new Relabelling(List.of(0, 1)).apply(F))
                .hasMessage("the relabelling has 2 elements, but C4 has 4");
        assertThatThrownBy(() -> new Relabelling(List.of(0, 1, 2, 3)).apply(F, F))
                .hasMessageContaining("must not share");
    }
}
