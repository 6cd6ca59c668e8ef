package io.gconv.testing;

import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.group.Similitudes;
import io.gconv.group.TrivialGroup;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Groups of every kind. */
public final class TestGroups {

    private TestGroups() {}

    /** Returns small groups of every kind; scale bases are 2, so that 1/|det h| is exact. */
    public static Stream<PlanarGroup> all() {
        return Stream.of(
                new TrivialGroup(),
                new CyclicGroup(1),
                new CyclicGroup(2),
                new CyclicGroup(3),
                new CyclicGroup(4),
                new CyclicGroup(8),
                new CyclicGroup(16),
                new DihedralGroup(1),
                new DihedralGroup(4),
                new DihedralGroup(8),
                new ScaleGroup(2, 3),
                new Similitudes(4, 2, 2),
                new Similitudes(8, 2, 2));
    }

    /** Returns the elements to loop over: all of a compact group, and some levels outside the window of the others. */
    public static int[] elements(PlanarGroup group) {
        int per = group.elementsPerLevel();
        boolean infinite = group instanceof ScaleGroup || group instanceof Similitudes;
        return IntStream.range(infinite ? -2 * per : 0, group.order() + (infinite ? per : 0))
                .toArray();
    }
}
