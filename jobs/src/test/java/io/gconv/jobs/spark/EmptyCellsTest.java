package io.gconv.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.audit.Membership;
import io.gconv.jobs.audit.Summary;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmptyCellsTest {

    private static Summary row(String kind, String parameter, double floor) {
        boolean measured = !Double.isNaN(floor);
        return new Summary(
                "pipeline",
                "lift",
                kind,
                parameter,
                1,
                Membership.EXACT,
                1,
                measured ? 1 : 0,
                0,
                measured ? 0 : 1,
                floor,
                floor,
                floor,
                Collections.nCopies(Summary.LEVELS.size(), floor),
                floor,
                floor,
                Double.NaN,
                List.of());
    }

    /** Whole images are fine, but the transformation leaves nothing of them. */
    @Test
    void transformationsWithoutAFloorAreNamed() {
        assertThat(EmptyCells.lines(List.of(
                        row("rotation", "90", 0),
                        row("translation", "100000,0", Double.NaN),
                        row("scaling", "16", Double.NaN))))
                .containsExactly(
                        "no error at lift: 2 of 2 measurements too small under translation 100000,0; scaling 16",
                        "no floor of translation 100000,0; scaling 16: images are constant, or nothing but an edge of"
                                + " 4 px is left of them when transformed");
    }
}
