/**
 * From the bytes of an image file to a {@link io.gconv.feature.PlanarFeatureMap}, with limits, never throwing for a bad
 * image.
 *
 * <p>One class per file format knows its structure ({@code PngFile}, {@code JpegFile}, …), javax.imageio decodes the
 * pixels, and {@code PixelWriter} turns stored samples into the values of the feature map. Everything is done on stored
 * samples: no gamma, no ICC profile.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.image;
