/**
 * From the bytes of an image file to a {@link io.gconv.feature.PlanarFeatureMap}, with limits, never throwing for a bad
 * image.
 *
 * <p>One class per file format knows its structure ({@code PngFile}, {@code JpegFile}, …), javax.imageio decodes the
 * pixels, and {@code PixelWriter} turns stored samples into the values of the feature map. Everything is done on stored
 * samples: no gamma, no ICC profile.
 *
 * <p>{@code ImageDecoder} decodes a whole image, {@code ImageRegions} regions of one that would not fit into memory, with the
 * same values. A file is looked at through {@code StoredBytes}, and javax.imageio sees {@code FileParts} of it. PNG and JPEG
 * come row by row ({@code Rows}), of which {@code RowWindow} keeps those of the last region.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.image;
