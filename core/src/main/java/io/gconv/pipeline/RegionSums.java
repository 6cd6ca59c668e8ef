package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.layer.Fibres;

/**
 * Sums over the regions of one feature map, added up strip by strip from the top. The order of the additions is that of
 * the rows, so the numbers are the same, bit for bit, however the map is cut into strips. Used for image after image, by
 * one thread.
 */
abstract class RegionSums {

    /** Starts anew. */
    abstract void clear();

    /**
     * Adds a block of the map: some whole rows, or a part of one that is too long.
     *
     * @param strip holds the block from pixel {@code at}, counted by rows
     * @param y the first row of the map in the block
     * @param rows how many rows
     * @param x the first column
     * @param columns how many columns; {@code rows · columns} is at most {@link Fibres#PIXELS}
     */
    abstract void addBlock(GroupFeatureMap strip, int at, int y, int rows, int x, int columns);

    /** Writes the numbers, before compression. */
    abstract void write(double[] numbers);

    /**
     * Adds rows of the map.
     *
     * @param strip holds the rows {@code top … top + height − 1} of the map
     * @param from the first row of the map to add
     * @param count how many rows to add
     */
    final void add(GroupFeatureMap strip, int top, int from, int count) {
        int width = strip.width();
        int rows = Math.max(1, Fibres.PIXELS / width);
        for (int y = from; y < from + count; y += rows) {
            for (int x = 0; x < width; x += Fibres.PIXELS) {
                int columns = Math.min(Fibres.PIXELS, width - x);
                addBlock(strip, (y - top) * width + x, y, Math.min(rows, from + count - y), x, columns);
            }
        }
    }
}
