package io.gconv.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.group.Similitudes;
import io.gconv.group.TrivialGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    private static String labels(PlanarGroup group, int pitch) {
        return DefaultTransformations.of(group, pitch).stream()
                .map(Transformation::label)
                .collect(Collectors.joining("; "));
    }

    @Test
    void transformationsAreThoseThatSuitTheGroup() {
        String shifts = "translation 2,-1; translation 0.5,0";
        assertThat(labels(new TrivialGroup(), 1)).isEqualTo(shifts);
        assertThat(labels(new TrivialGroup(), 4)).isEqualTo("translation 8,-4; translation 2,0");
        assertThat(labels(new CyclicGroup(2), 1)).isEqualTo(shifts + "; rotation 90; rotation 180");
        assertThat(labels(new CyclicGroup(4), 1)).isEqualTo(shifts + "; rotation 45; rotation 90; rotation 180");
        assertThat(labels(new CyclicGroup(16), 1))
                .isEqualTo(shifts + "; rotation 11.25; rotation 22.5; rotation 45; rotation 78.75; rotation 90;"
                        + " rotation 180");
        assertThat(labels(new DihedralGroup(4), 1))
                .isEqualTo(shifts + "; rotation 45; rotation 90; rotation 180; reflection 0; reflection 22.5;"
                        + " reflection 45");
        assertThat(labels(new ScaleGroup(Math.sqrt(2), 3), 1))
                .isEqualTo(shifts + "; scaling 0.7071; scaling 1.1892; scaling 1.4142; scaling 2");
        assertThat(labels(new Similitudes(4, 2, 2), 1))
                .isEqualTo(shifts + "; rotation 45; rotation 90; rotation 180; scaling 0.5; scaling 1.4142; scaling 2");
    }

    /** For the rotations, reflections and scales that a group has there is a default gate with something to judge. */
    @Test
    void everyDefaultGateHasSomethingToJudge() {
        assertThat(judging(new TrivialGroup())).containsExactly("* * exact max <= 1e-5");
        assertThat(judging(new CyclicGroup(16)))
                .containsExactly(
                        "* * exact max <= 1e-5",
                        "descriptor rotation exact max <= 1e-5",
                        "* rotation on-grid p50 <= 0.05");
        assertThat(judging(new DihedralGroup(8)))
                .containsExactly(
                        "* * exact max <= 1e-5",
                        "descriptor rotation exact max <= 1e-5",
                        "descriptor reflection exact max <= 1e-5",
                        "* rotation on-grid p50 <= 0.05",
                        "* reflection on-grid p50 <= 0.05");
        assertThat(judging(new ScaleGroup(Math.sqrt(2), 3)))
                .containsExactly("* * exact max <= 1e-5", "* scaling on-grid p50 <= 0.1");
    }

    private static List<String> judging(PlanarGroup group) {
        Map<Transformation, Membership> memberships = new LinkedHashMap<>();
        DefaultTransformations.of(group, 1).forEach(g -> memberships.put(g, g.membership(group, 1)));
        return Gate.DEFAULTS.stream()
                .filter(gate -> {
                    try {
                        gate.check(List.of("descriptor"), memberships);
                        return true;
                    } catch (IllegalArgumentException e) {
                        return false;
                    }
                })
                .map(Gate::text)
                .toList();
    }
}
