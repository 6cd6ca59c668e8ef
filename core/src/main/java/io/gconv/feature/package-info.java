/**
 * Feature maps f on R² and F on G, sampled on a pixel grid, and the one way to transform them: the left-regular
 * representation L_g.
 *
 * <p>The index order is (channel, h, y, x), rows from top to bottom. The origin is the image centre
 * ((W−1)/2, (H−1)/2), with x to the right and y up.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.feature;
