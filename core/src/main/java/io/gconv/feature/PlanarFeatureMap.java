package io.gconv.feature;

import static java.util.Objects.checkIndex;

import java.util.Arrays;

/** A feature map f on R² of shape [C, Y, X]: a decoded image, or a projection. Immutable. */
public final class PlanarFeatureMap implements FeatureMap {

    private final int channels;
    private final int height;
    private final int width;
    private final float[] values;

    private PlanarFeatureMap(int channels, int height, int width, float[] values) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /** Creates a feature map of shape [channels, height, width] from a copy of {@code values}. */
    public static PlanarFeatureMap of(int channels, int height, int width, float... values) {
        return wrap(channels, height, width, values.clone());
    }

    /** Not a copy: creates a feature map that owns {@code values}, which the caller must not touch again. */
    public static PlanarFeatureMap wrap(int channels, int height, int width, float[] values) {
        int size = FeatureMap.checkedSize(channels, 1, height, width);
        if (values.length != size) {
            throw new IllegalArgumentException("a feature map of shape [" + channels + ", " + height + ", " + width
                    + "] needs " + size + " values, but got " + values.length);
        }
        return new PlanarFeatureMap(channels, height, width, values);
    }

    /** Not a copy: as {@link GroupFeatureMap#view}. */
    public static PlanarFeatureMap view(int channels, int height, int width, float[] buffer) {
        FeatureMap.checkBuffer(FeatureMap.checkedSize(channels, 1, height, width), buffer);
        return new PlanarFeatureMap(channels, height, width, buffer);
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int elements() {
        return 1;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    /** Returns f(c, y, x), with row y counted from the top. */
    public float value(int c, int y, int x) {
        return values[(checkIndex(c, channels) * height + checkIndex(y, height)) * width + checkIndex(x, width)];
    }

    /**
     * Returns the part about the centre. Where it is not in the middle of a pixel grid, since only one of both sides is odd, it
     * begins half a pixel earlier.
     *
     * @param partHeight at most Y
     * @param partWidth at most X
     */
    public PlanarFeatureMap centre(int partHeight, int partWidth) {
        if (partHeight == height && partWidth == width) {
            return this;
        }
        int top = checkIndex((height - partHeight) / 2, height);
        int left = checkIndex((width - partWidth) / 2, width);
        float[] part = new float[channels * partHeight * partWidth];
        for (int i = 0; i < channels * partHeight; i++) {
            int from = (i / partHeight * height + top + i % partHeight) * width + left;
            System.arraycopy(values, from, part, i * partWidth, partWidth);
        }
        return new PlanarFeatureMap(channels, partHeight, partWidth, part);
    }

    @Override
    public float[] values() {
        return Arrays.copyOf(values, channels * height * width);
    }

    @Override
    public float[] array() {
        return values;
    }

    @Override
    public String toString() {
        return "PlanarFeatureMap[" + channels + ", " + height + ", " + width + "]";
    }
}
