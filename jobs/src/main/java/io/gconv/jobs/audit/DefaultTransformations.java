package io.gconv.jobs.audit;

import io.gconv.audit.Transformation;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The transformations that suit a group, if none are chosen.
 *
 * <pre>
 *   always                  translations by whole pixels and by a fraction
 *   n rotations, δ = 360°/n   δ/2, δ, 45°, 90° − δ/2, 90°, 180°
 *   reflections             axes at 0 and δ/2, which are elements, and δ/4 between; with n = 1 at 0 and 90°, which is none
 *   scales s                √s, s, s² if there are three levels, and 1/s
 * </pre>
 */
public final class DefaultTransformations {

    private static final double SHIFT = 0.5;

    private DefaultTransformations() {}

    /**
     * Returns the transformations.
     *
     * @param group H
     * @param pitch the distance of pixels in the coarsest layer, in pixels of the image
     */
    public static List<Transformation> of(PlanarGroup group, int pitch) {
        List<Transformation> all = new ArrayList<>();
        all.add(Transformation.translation(2 * pitch, -pitch));
        all.add(Transformation.translation(SHIFT * pitch, 0));
        if (group.rotations() > 1) {
            double step = 360.0 / group.rotations();
            TreeSet<Double> angles = new TreeSet<>(List.of(step / 2, step, 90.0, 180.0));
            if (step < 90) {
                angles.addAll(List.of(45.0, 90 - step / 2));
            }
            angles.forEach(angle -> all.add(Transformation.rotation(angle)));
        }
        if (group instanceof DihedralGroup) {
            double step = 360.0 / group.rotations();
            List<Double> axes = group.rotations() > 1 ? List.of(0.0, step / 4, step / 2) : List.of(0.0, step / 4);
            axes.forEach(axis -> all.add(Transformation.reflection(axis)));
        }
        double base = group.scale(group.elementsPerLevel());
        if (base != 1 && group.levels() > 1) {
            all.add(Transformation.scaling(1 / base));
            all.add(Transformation.scaling(Math.sqrt(base)));
            all.add(Transformation.scaling(base));
            if (group.levels() > 2) {
                all.add(Transformation.scaling(base * base));
            }
        }
        return all;
    }
}
