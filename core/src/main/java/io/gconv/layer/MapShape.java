package io.gconv.layer;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;

/**
 * The shape of a feature map on G.
 *
 * @param group H
 * @param channels C
 * @param height Y
 * @param width X
 */
public record MapShape(PlanarGroup group, int channels, int height, int width) {

    /** Returns the shape of a map. */
    public static MapShape of(GroupFeatureMap f) {
        return new MapShape(f.group(), f.channels(), f.height(), f.width());
    }

    /** Returns C·|H|·Y·X. */
    public long values() {
        return (long) channels * group.order() * height * width;
    }

    /**
     * Returns a new map of this shape, filled with zeros.
     *
     * @throws IllegalArgumentException if an array cannot hold it
     */
    public GroupFeatureMap newMap() {
        int size = FeatureMap.checkedSize(channels, group.order(), height, width);
        return GroupFeatureMap.wrap(group, channels, height, width, new float[size]);
    }

    /** Checks the shape of a layer's output, without an object: this happens for every layer of every image. */
    static void check(GroupFeatureMap out, PlanarGroup group, int channels, int height, int width) {
        boolean fits = out.channels() == channels && out.height() == height && out.width() == width;
        if (!fits || !out.group().equals(group)) {
            throw new IllegalArgumentException("the output must have the shape [" + channels + ", " + group.label()
                    + ", " + height + ", " + width + "], but was " + out);
        }
    }

    /** Checks that a layer does not have to work in place. */
    static void checkDistinct(FeatureMap f, FeatureMap out) {
        if (f.array() == out.array()) {
            throw new IllegalArgumentException("the output must not share its values with the input");
        }
    }
}
