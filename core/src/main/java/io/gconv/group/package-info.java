/**
 * Subgroups H of the linear maps of the plane, and the elements of the affine groups G = R² ⋊ H built on them.
 *
 * <p>Conventions: a point is x = (x, y) with x to the right and y up, in pixels from the image centre; angles are in
 * radians, counter-clockwise; groups act from the left. An element of H is an integer index; its angle and scale are
 * derived from it.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.group;
