package io.gconv.jobs.report;

import io.gconv.group.PlanarGroup;
import java.util.Locale;

/** Elements of H as people read them. */
public final class PoseLabel {

    private PoseLabel() {}

    /** Returns a pose in words, one line per factor of H: {@code ×1.41}, {@code mirrored}, {@code 45°}. */
    public static String of(PlanarGroup group, int h) {
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
}
