package io.gconv.layer;

import io.gconv.feature.GroupFeatureMap;

/** A layer from feature maps on G to feature maps on G that commutes with L_g. Immutable and thread safe. */
public sealed interface GroupLayer permits GroupCorrelation, Pointwise, SpatialPooling {

    /**
     * Applies the layer.
     *
     * @param f feature map on G; not modified
     * @throws IllegalArgumentException if f has a shape that the layer does not take
     */
    GroupFeatureMap apply(GroupFeatureMap f);

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
