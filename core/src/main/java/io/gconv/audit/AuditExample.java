package io.gconv.audit;

import io.gconv.audit.ProjectedMap.Levels;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;

/**
 * The two sides of Φ(L_g f) = L_g Φ(f) for one image, on the plane where they differ most.
 *
 * @param measurement of the layer and the transformation
 * @param image f, as the audit prepared it
 * @param transformed L_g f
 * @param channel the channel that is shown
 * @param element the element of H, or −1 for the maximum over H, at the levels that both sides have
 * @param actual Φ(L_g f), one plane
 * @param expected L_g Φ(f), one plane
 * @param radius of the disk on which they are compared, in pixels of these planes
 */
public record AuditExample(
        Measurement measurement,
        PlanarFeatureMap image,
        PlanarFeatureMap transformed,
        int channel,
        int element,
        PlanarFeatureMap actual,
        PlanarFeatureMap expected,
        double radius) {

    static AuditExample of(
            Measurement m,
            PlanarFeatureMap image,
            PlanarFeatureMap transformed,
            GroupFeatureMap here,
            GroupFeatureMap there,
            int pitch,
            double radius) {
        int channel = Math.max(0, m.place().channel());
        boolean isProjection = m.layer().equals(Audit.PROJECTION);
        int element = isProjection ? -1 : Math.max(0, m.place().element());
        GroupFeatureMap one = here.channel(channel);
        GroupFeatureMap other = there.channel(channel);
        Transformation g = m.transformation();
        FibreAction action = new FibreAction(here.group(), g);
        Levels levels = levels(here.group(), action);
        return new AuditExample(
                m,
                image,
                transformed,
                channel,
                element,
                isProjection ? maximum(other, levels) : plane(other, element),
                isProjection ? maximum(one, levels, action, g, pitch) : plane(g.apply(one, pitch), element),
                radius);
    }

    /** Returns the levels that both sides have, or all. */
    static Levels levels(PlanarGroup group, FibreAction action) {
        return action.levelsOfTransformed().orElse(new Levels(0, group.levels() - 1));
    }

    /** Returns L_g of the maximum of Φ(f), as {@link LayerComparison#projected} has it. */
    private static PlanarFeatureMap maximum(
            GroupFeatureMap f, Levels levels, FibreAction action, Transformation g, int pitch) {
        return action.isBetweenLevels()
                ? maximum(g.apply(f, pitch), levels)
                : g.apply(maximum(f, action.levelsOfImage().orElse(levels)), pitch);
    }

    private static PlanarFeatureMap maximum(GroupFeatureMap f, Levels levels) {
        return PlanarFeatureMap.wrap(1, f.height(), f.width(), new ProjectedMap(f).over(levels));
    }

    private static PlanarFeatureMap plane(GroupFeatureMap f, int h) {
        int pixels = f.height() * f.width();
        float[] values = new float[pixels];
        System.arraycopy(f.array(), h * pixels, values, 0, pixels);
        return PlanarFeatureMap.wrap(1, f.height(), f.width(), values);
    }
}
