package io.gconv.feature;

/** A sampled feature map: f on R² or F on G, as planes of {@code height × width} pixels. Immutable. */
public sealed interface FeatureMap permits PlanarFeatureMap, GroupFeatureMap {

    /** The largest number of values of one feature map, 2³¹−1 less what some JVMs reserve in an array. */
    int MAX_VALUES = Integer.MAX_VALUE - 8;

    /** Returns C, the number of channels. */
    int channels();

    /** Returns the number of planes per channel: 1 on R², |H| on G. */
    int elements();

    /** Returns the number of rows. */
    int height();

    /** Returns the number of columns. */
    int width();

    /** Returns a copy of all values in the order (channel, h, y, x), rows from top to bottom. */
    float[] values();

    /**
     * Not a copy: the values that {@link #values} copies, which may be followed by others. For {@code core} only, to read
     * without copies; never write to it.
     */
    float[] array();

    /** Returns max |f|. */
    default float largest() {
        float[] values = array();
        int size = planes() * height() * width();
        float largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }

    /** Returns C·|H|, the number of planes. */
    default int planes() {
        return channels() * elements();
    }

    /**
     * Returns the number of values of a map, if an array can hold it.
     *
     * @throws IllegalArgumentException if a size is not positive or the product exceeds {@link #MAX_VALUES}
     */
    static int checkedSize(int channels, int elements, int height, int width) {
        if (channels < 1 || elements < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("a feature map needs positive sizes, but was [" + channels + ", "
                    + elements + ", " + height + ", " + width + "]");
        }
        // in double: the product of four ints may overflow a long
        if ((double) channels * elements * height * width > MAX_VALUES) {
            throw new IllegalArgumentException("a feature map of shape [" + channels + ", " + elements + ", " + height
                    + ", " + width + "] has more than " + MAX_VALUES + " values");
        }
        return channels * elements * height * width;
    }

    /** Checks that a buffer holds at least {@code size} values. */
    static void checkBuffer(int size, float[] buffer) {
        if (buffer.length < size) {
            throw new IllegalArgumentException(
                    "a buffer must have at least " + size + " values, but had " + buffer.length);
        }
    }
}
