package io.gconv.jobs.show;

import io.gconv.group.PlanarGroup;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Elements of H as columns of pictures. */
public final class Poses {

    private Poses() {}

    /** Returns a pose in words, one line per factor of H: {@code ×1.41}, {@code mirrored}, {@code 45°}. */
    public static String label(PlanarGroup group, int h) {
        StringBuilder label = new StringBuilder();
        if (group.levels() > 1 || group.scale(h) != 1) {
            label.append('×').append(number("%.2f", group.scale(h))).append('\n');
        }
        if (group.matrix(h).determinant() < 0) {
            label.append("mirrored\n");
        }
        if (group.rotations() > 1) {
            label.append(number("%.1f", 360.0 * Math.floorMod(h, group.rotations()) / group.rotations()))
                    .append('°');
        }
        return label.isEmpty() ? "one pose" : label.toString().stripTrailing();
    }

    private static String number(String format, double v) {
        return String.format(Locale.ROOT, format, v).replaceFirst("\\.?0+$", "");
    }

    /** Returns at most {@code most} elements if that is possible: every k-th rotation, of every scale and reflection. */
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
        return IntStream.range(0, group.order())
                .filter(h -> h % n % step == 0)
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
