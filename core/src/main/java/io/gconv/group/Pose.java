package io.gconv.group;

/**
 * An element g = (x, h) of G = R² ⋊ H: a position and an element of H.
 *
 * @param x to the right, in pixels
 * @param y up, in pixels
 * @param h the element of H
 */
public record Pose(double x, double y, int h) {}
