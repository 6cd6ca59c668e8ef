package io.gconv.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.Similitudes;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    @Test
    void thePlaneIsNamedByItsWholePose() {
        assertThat(Examples.plane(new CyclicGroup(8), 3, 1)).isEqualTo("channel 3, element 1 of H (45°)");
        assertThat(Examples.plane(new DihedralGroup(8), 0, 12)).isEqualTo("channel 0, element 12 of H (mirrored 180°)");
        assertThat(Examples.plane(new Similitudes(4, 2, 2), 0, 5)).isEqualTo("channel 0, element 5 of H (×2 90°)");
        assertThat(Examples.plane(new CyclicGroup(8), 3, -1)).isEqualTo("channel 3, maximum over H");
    }
}
