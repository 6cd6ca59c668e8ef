package io.gconv.image;

import java.io.Serializable;

/**
 * The size of an upright image by the header of its file, not checked against anything.
 *
 * @param width width in pixels
 * @param height height in pixels
 * @param channels number of channels in the file, as {@link DecodedImage#channels}
 */
public record ImageSize(int width, int height, int channels) implements Serializable {

    /** Returns the number of pixels. */
    public long pixels() {
        return (long) width * height;
    }
}
