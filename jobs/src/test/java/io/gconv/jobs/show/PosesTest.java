package io.gconv.jobs.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.group.CyclicGroup;
import io.gconv.group.Similitudes;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PosesTest {

    @Test
    void everySecondOfSixteenRotationsFits() {
        assertThat(Poses.some(new CyclicGroup(16), 12)).containsExactly(0, 2, 4, 6, 8, 10, 12, 14);
    }

    /** 31/4 = 7.75, of each of three levels. */
    @Test
    void aPrimeNumberOfRotationsIsSpacedAsEvenlyAsPossible() {
        assertThat(Poses.some(new Similitudes(31, 2, 3), 12))
                .containsExactly(0, 8, 16, 23, 31, 39, 47, 54, 62, 70, 78, 85);
    }

    @Test
    void aRotationMovesTheShownOnesOntoEachOther() {
        assertThat(Poses.some(new CyclicGroup(16), 12, OptionalInt.of(4))).containsExactly(0, 2, 4, 6, 8, 10, 12, 14);
        assertThat(Poses.some(new CyclicGroup(31), 12, OptionalInt.of(1))).hasSize(24);
    }
}
