package io.gconv.image;

import io.gconv.feature.PlanarFeatureMap;

/** What became of an image file: pixels, or a reason why there are none. */
public sealed interface DecodedImage {

    /** Returns the width in pixels of the upright image (EXIF orientation applied), or 0 if it is not known. */
    int width();

    /** Returns the height in pixels of the upright image (EXIF orientation applied), or 0 if it is not known. */
    int height();

    /**
     * Returns the number of channels in the file, or 0 if it is not known: 1 gray, 2 gray with transparency, 3 colour, 4
     * colour with transparency or CMYK. A palette counts as the colours it holds.
     */
    int channels();

    /** Returns what is wrong with the file, in one human-readable line, without class names or paths; empty if nothing is. */
    String problem();

    /**
     * A decoded image.
     *
     * @param map the pixels, upright; its channels are those asked for, not those of the file
     * @param width width in pixels
     * @param height height in pixels
     * @param channels number of channels in the file
     * @param warning what is wrong with the file although it could be decoded; empty if nothing is, and always in strict
     *     mode
     */
    record Success(PlanarFeatureMap map, int width, int height, int channels, String warning) implements DecodedImage {

        @Override
        public String problem() {
            return warning;
        }
    }

    /**
     * An image that cannot be used.
     *
     * @param reason one human-readable line, without class names or paths
     * @param width width in pixels by the header, 0 if it could not be read
     * @param height height in pixels by the header, 0 if it could not be read
     * @param channels number of channels by the header, 0 if it could not be read
     */
    record Failure(String reason, int width, int height, int channels) implements DecodedImage {

        @Override
        public String problem() {
            return reason;
        }
    }
}
