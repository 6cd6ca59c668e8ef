package io.gconv.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultTransformationsTest {

    private static List<Membership> reflections(PlanarGroup group) {
        return DefaultTransformations.of(group, 1).stream()
                .filter(g -> g.kind() == Transformation.Kind.REFLECTION)
                .map(g -> g.membership(group, 1))
                .toList();
    }

    /** The axes at 0 and 180° are the same one, and D1 has no other. */
    @Test
    void everyReflectionIsMeasuredOnce() {
        assertThat(reflections(new DihedralGroup(1))).containsExactly(Membership.EXACT, Membership.OUTSIDE);
        assertThat(reflections(new DihedralGroup(4)))
                .containsExactly(Membership.EXACT, Membership.OFF_GRID, Membership.EXACT);
    }
}
