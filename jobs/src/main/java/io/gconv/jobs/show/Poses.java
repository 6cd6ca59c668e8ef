package io.gconv.jobs.show;

import io.gconv.group.PlanarGroup;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Elements of H as columns of pictures. */
final class Poses {

    private Poses() {}

    /**
     * Returns at most {@code most} elements if that is possible: every k-th rotation, of every scale and reflection; where
     * no such k leaves at least half as many as fit, evenly spaced ones, rounded.
     */
    static List<Integer> some(PlanarGroup group, int most) {
        return some(group, most, OptionalInt.empty());
    }

    /** As the other one; those that are left are moved onto each other by g. */
    static List<Integer> some(PlanarGroup group, int most, OptionalInt g) {
        int n = group.rotations();
        int shift = g.isPresent() ? Math.floorMod(g.getAsInt(), n) : 0;
        int step = IntStream.rangeClosed(1, n)
                .filter(k -> n % k == 0 && shift % k == 0)
                .filter(k -> group.order() / k <= most)
                .findFirst()
                .orElse(1);
        int fit = Math.max(1, most * n / group.order());
        boolean rounded = shift == 0 && 2 * (n / step) < fit;
        Set<Integer> rotations = IntStream.range(0, rounded ? fit : n / step)
                .mapToObj(i -> rounded ? (int) Math.rint((double) i * n / fit) : i * step)
                .collect(Collectors.toSet());
        return IntStream.range(0, group.order())
                .filter(h -> rotations.contains(h % n))
                .limit(2L * most)
                .boxed()
                .toList();
    }

    /** Returns what some columns leave out, in words; empty if they are all of H. */
    static String leftOut(PlanarGroup group, List<Integer> columns) {
        return columns.size() == group.order()
                ? ""
                : columns.size() + " of the " + group.order() + " poses of " + group.label() + " are shown";
    }
}
