package io.gconv.feature;

import java.io.IOException;

/** An image that is read by regions, since it is too large to be held as a whole. */
public interface PlanarSource {

    /** Returns the number of rows. */
    int height();

    /** Returns the number of columns. */
    int width();

    /**
     * Reads a region.
     *
     * @param top its first row, from 0 at the top
     * @param left its first column
     * @param height how many rows
     * @param width how many columns; the region lies in the image
     * @return feature map of shape [C, height, width]
     * @throws IOException if the image cannot be read
     */
    PlanarFeatureMap read(int top, int left, int height, int width) throws IOException;

    /**
     * Returns the rank of a region: regions read in ascending order of it cost least.
     *
     * @param top its first row
     * @param left its first column
     * @param height how many rows
     * @param width how many columns; the region lies in the image
     */
    default int readingRank(int top, int left, int height, int width) {
        return top;
    }
}
