package io.gconv.layer;

/** What a correlation does at the border of the image. */
public enum Padding {
    /** Only outputs whose whole window lies in the image: [Y − K + 1, X − K + 1], with K the largest window. */
    VALID,
    /** The image is surrounded by zeros, so outputs have the size of the input. */
    ZERO;

    /** Returns how many pixels are lost at each side for a window of the given radius. */
    int crop(int radius) {
        return this == VALID ? radius : 0;
    }
}
