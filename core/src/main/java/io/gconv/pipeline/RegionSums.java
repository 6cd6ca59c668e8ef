package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;

/**
 * Sums over the regions of one feature map, added up strip by strip from the top. The order of the additions is that of
 * the rows, so the numbers are the same, bit for bit, however the map is cut into strips.
 */
interface RegionSums {

    /**
     * Adds rows of the map.
     *
     * @param strip holds the rows {@code top … top + height − 1} of the map
     * @param from the first row of the map to add
     * @param count how many rows to add
     */
    void add(GroupFeatureMap strip, int top, int from, int count);

    /** Returns the numbers, before compression. */
    double[] values();
}
