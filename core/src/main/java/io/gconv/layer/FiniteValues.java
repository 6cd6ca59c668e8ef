package io.gconv.layer;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;

/**
 * Refuses feature maps with NaN or infinities. Transforms would spread one such value over a tile, and differently so from
 * one algorithm to the next.
 */
final class FiniteValues {

    private FiniteValues() {}

    /**
     * Checks all values in one pass; allocates nothing.
     *
     * @throws IllegalArgumentException that says where the first value is that is not finite
     */
    static void check(FeatureMap f) {
        check(f, 0);
    }

    /** Like {@link #check(FeatureMap)}, but for a map whose first row is row {@code top} of another. */
    static void check(FeatureMap f, int top) {
        int size = f.planes() * f.height() * f.width();
        if (!areFinite(f.array(), size)) {
            throw new IllegalArgumentException(
                    "the feature map has a value that is not finite: " + first(f, size, top));
        }
    }

    /** 0·x is 0 if x is finite, otherwise NaN, which no sum loses. Eight sums do not wait for each other. */
    private static boolean areFinite(float[] values, int size) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i < size - 7; i += 8) {
            s0 += 0 * values[i];
            s1 += 0 * values[i + 1];
            s2 += 0 * values[i + 2];
            s3 += 0 * values[i + 3];
            s4 += 0 * values[i + 4];
            s5 += 0 * values[i + 5];
            s6 += 0 * values[i + 6];
            s7 += 0 * values[i + 7];
        }
        for (; i < size; i++) {
            s0 += 0 * values[i];
        }
        return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 == 0;
    }

    private static String first(FeatureMap f, int size, int top) {
        float[] values = f.array();
        int i = 0;
        while (i < size - 1 && Float.isFinite(values[i])) {
            i++;
        }
        int plane = i / (f.height() * f.width());
        String element = f instanceof GroupFeatureMap ? ", element " + plane % f.elements() : "";
        return values[i] + " at channel " + plane / f.elements() + element + ", row "
                + (top + i / f.width() % f.height()) + ", column " + i % f.width();
    }
}
