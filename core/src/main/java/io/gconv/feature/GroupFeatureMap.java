package io.gconv.feature;

import static java.util.Objects.checkIndex;

import io.gconv.group.PlanarGroup;
import java.util.Arrays;

/** A feature map F on G = R² ⋊ H of shape [C, |H|, Y, X], one plane per sampled element of H. Immutable. */
public final class GroupFeatureMap implements FeatureMap {

    private final PlanarGroup group;
    private final int channels;
    private final int height;
    private final int width;
    private final float[] values;

    private GroupFeatureMap(PlanarGroup group, int channels, int height, int width, float[] values) {
        this.group = group;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /** Creates a feature map of shape [channels, |H|, height, width] from a copy of {@code values}. */
    public static GroupFeatureMap of(PlanarGroup group, int channels, int height, int width, float... values) {
        return wrap(group, channels, height, width, values.clone());
    }

    /** Not a copy: creates a feature map that owns {@code values}, which the caller must not touch again. */
    public static GroupFeatureMap wrap(PlanarGroup group, int channels, int height, int width, float[] values) {
        int size = FeatureMap.checkedSize(channels, group.order(), height, width);
        if (values.length != size) {
            throw new IllegalArgumentException("a feature map of shape [" + channels + ", " + group.order() + ", "
                    + height + ", " + width + "] needs " + size + " values, but got " + values.length);
        }
        return new GroupFeatureMap(group, channels, height, width, values);
    }

    /**
     * Not a copy: a feature map on the first values of a buffer, which layers fill again and again. For {@code pipeline}
     * only; such a map does not leave it.
     *
     * @throws IllegalArgumentException if the buffer is too short
     */
    public static GroupFeatureMap view(PlanarGroup group, int channels, int height, int width, float[] buffer) {
        FeatureMap.checkBuffer(FeatureMap.checkedSize(channels, group.order(), height, width), buffer);
        return new GroupFeatureMap(group, channels, height, width, buffer);
    }

    /** Returns H. */
    public PlanarGroup group() {
        return group;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int elements() {
        return group.order();
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    /** Returns F(c, h, y, x), with row y counted from the top. */
    public float value(int c, int h, int y, int x) {
        int plane = checkIndex(c, channels) * group.order() + checkIndex(h, group.order());
        return values[(plane * height + checkIndex(y, height)) * width + checkIndex(x, width)];
    }

    /** Returns the map of one channel, of shape [1, |H|, Y, X]. */
    public GroupFeatureMap channel(int c) {
        int size = group.order() * height * width;
        int from = checkIndex(c, channels) * size;
        return new GroupFeatureMap(group, 1, height, width, Arrays.copyOfRange(values, from, from + size));
    }

    @Override
    public float[] values() {
        return Arrays.copyOf(values, planes() * height * width);
    }

    @Override
    public float[] array() {
        return values;
    }

    @Override
    public String toString() {
        return "GroupFeatureMap[" + channels + ", " + group.label() + ", " + height + ", " + width + "]";
    }
}
