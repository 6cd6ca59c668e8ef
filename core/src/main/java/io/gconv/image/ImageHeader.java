package io.gconv.image;

/**
 * What a file says about its image before any pixel is decoded.
 *
 * @param width width in pixels as stored, not checked
 * @param height height in pixels as stored, not checked
 * @param channels number of stored channels
 * @param decodedBytes memory that the decoded samples take; in double, because the sizes are not checked
 * @param orientation how to turn the stored image upright
 */
record ImageHeader(long width, long height, int channels, double decodedBytes, Orientation orientation) {

    /** Of a file whose header cannot be read. */
    static final ImageHeader UNKNOWN = new ImageHeader(0, 0, 0, 0, Orientation.UPRIGHT);

    /** Returns the header of an image whose decoded pixels take {@code bytesPerPixel} each. */
    static ImageHeader of(long width, long height, int channels, int bytesPerPixel, Orientation orientation) {
        return new ImageHeader(width, height, channels, (double) width * height * bytesPerPixel, orientation);
    }

    /** Returns the width of the upright image, in pixels. */
    int uprightWidth() {
        return toInt(orientation.swapsSides() ? height : width);
    }

    /** Returns the height of the upright image, in pixels. */
    int uprightHeight() {
        return toInt(orientation.swapsSides() ? width : height);
    }

    private static int toInt(long size) {
        return (int) Math.max(0, Math.min(size, Integer.MAX_VALUE));
    }
}
