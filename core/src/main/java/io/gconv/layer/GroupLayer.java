package io.gconv.layer;

import io.gconv.feature.GroupFeatureMap;

/**
 * A layer from feature maps on G to feature maps on G that commutes with L_g, but for {@link Relabelling}. Immutable and
 * thread safe.
 */
public sealed interface GroupLayer permits GroupCorrelation, Pointwise, SpatialPooling, Relabelling {

    /**
     * Applies the layer.
     *
     * @param f feature map on G; not modified
     * @throws IllegalArgumentException if f has a shape that the layer does not take, or a value that is not finite and
     *     the layer is a correlation
     */
    default GroupFeatureMap apply(GroupFeatureMap f) {
        GroupFeatureMap out = outputShape(MapShape.of(f)).newMap();
        apply(f, out);
        return out;
    }

    /**
     * Applies the layer to a map that is there already; allocates nothing.
     *
     * @param f feature map on G; not modified
     * @param out of the output's shape; overwritten. It must not share its values with f
     * @throws IllegalArgumentException if f has a shape that the layer does not take, or out is not its output's
     */
    void apply(GroupFeatureMap f, GroupFeatureMap out);

    /**
     * Like {@link #apply(GroupFeatureMap, GroupFeatureMap)}, but for a part of the output at least; values are not
     * checked. Input values that this part does not depend on are ignored.
     *
     * @param part what is wanted of the output; the rest may be anything afterwards
     */
    default void apply(GroupFeatureMap f, GroupFeatureMap out, MapPart part) {
        apply(f, out);
    }

    /**
     * Returns the side of the blocks of output pixels that are computed as a unit for an input of the given shape, counted from
     * pixel 0. Rounding may depend on the block.
     */
    default int grain(MapShape in) {
        return 1;
    }

    /**
     * Returns the shape of the output for an input of the given shape.
     *
     * @throws IllegalArgumentException if the layer does not take that shape
     */
    MapShape outputShape(MapShape in);

    /** Returns how far, in pixels of its input, an output pixel looks beyond its own position. */
    double radius();

    /** Returns the distance of neighbouring output pixels, in pixels of the input. */
    int stride();
}
