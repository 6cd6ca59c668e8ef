package io.gconv.layer;

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

    /** Returns C·|H|·Y·X. */
    public long values() {
        return (long) channels * group.order() * height * width;
    }
}
