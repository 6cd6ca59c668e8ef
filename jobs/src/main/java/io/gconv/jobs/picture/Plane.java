package io.gconv.jobs.picture;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.stream.DoubleStream;

/** One plane of numbers, rows from top to bottom, to be drawn. NaN stands for nothing. Immutable. */
public final class Plane {

    private final int height;
    private final int width;
    private final float[] values;

    private Plane(int height, int width, float[] values) {
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /** A value at row y and column x. */
    @FunctionalInterface
    private interface Pixel {
        double at(int y, int x);
    }

    private static Plane of(int height, int width, Pixel pixel) {
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) pixel.at(i / width, i % width);
        }
        return new Plane(height, width, values);
    }

    /** Returns a plane of {@code height · width} values. */
    public static Plane of(int height, int width, double... values) {
        if (height < 1 || width < 1 || values.length != height * width) {
            throw new IllegalArgumentException(
                    "a plane of " + width + " × " + height + " cannot have " + values.length + " values");
        }
        return of(height, width, (y, x) -> values[y * width + x]);
    }

    /** Returns f(c, ·). */
    public static Plane of(PlanarFeatureMap f, int c) {
        return of(f.height(), f.width(), (y, x) -> f.value(c, y, x));
    }

    /** Returns F(c, h, ·). */
    public static Plane of(GroupFeatureMap f, int c, int h) {
        return of(f.height(), f.width(), (y, x) -> f.value(c, h, y, x));
    }

    /** Returns the number of rows. */
    public int height() {
        return height;
    }

    /** Returns the number of columns. */
    public int width() {
        return width;
    }

    /** Returns the value at row y and column x. */
    public double value(int y, int x) {
        return values[y * width + x];
    }

    DoubleStream values() {
        return DoubleStream.iterate(0, i -> i < values.length, i -> i + 1).map(i -> values[(int) i]);
    }

    /** Returns this plane less another one of its size. */
    public Plane minus(Plane other) {
        if (other.height != height || other.width != width) {
            throw new IllegalArgumentException("a plane of " + width + " × " + height
                    + " cannot be compared with one of " + other.width + " × " + other.height);
        }
        return of(height, width, (y, x) -> value(y, x) - other.value(y, x));
    }

    /** Returns the central square, with nothing beyond its inscribed disk. */
    public Plane disk() {
        int side = Math.min(height, width);
        int top = (height - side) / 2;
        int left = (width - side) / 2;
        return of(side, side, (y, x) -> value(top + y, left + x)).within(0.5 * side);
    }

    /** Returns this plane with nothing further than {@code radius} from the centre. */
    public Plane within(double radius) {
        return of(
                height,
                width,
                (y, x) ->
                        Math.hypot(y - 0.5 * (height - 1), x - 0.5 * (width - 1)) <= radius ? value(y, x) : Double.NaN);
    }

    /** Returns this plane in the middle of a larger one of nothing. */
    public Plane padded(int toHeight, int toWidth) {
        int top = (toHeight - height) / 2;
        int left = (toWidth - width) / 2;
        IntBinaryOperator index = (y, x) ->
                y < top || y >= top + height || x < left || x >= left + width ? -1 : (y - top) * width + x - left;
        return of(toHeight, toWidth, (y, x) -> {
            int i = index.applyAsInt(y, x);
            return i < 0 ? Double.NaN : values[i];
        });
    }

    /** Returns this plane with every value repeated {@code times} times in both directions. */
    public Plane enlarged(int times) {
        return of(height * times, width * times, (y, x) -> value(y / times, x / times));
    }

    /**
     * Returns this plane so that its longer side is at most {@code side}: averaged over pixels if it is larger, enlarged by
     * a whole number if it is smaller.
     */
    public Plane fitted(int side) {
        int longer = Math.max(height, width);
        if (longer <= side) {
            return enlarged(side / longer);
        }
        int toHeight = Math.max(1, Math.round((float) height * side / longer));
        int toWidth = Math.max(1, Math.round((float) width * side / longer));
        return of(toHeight, toWidth, (y, x) -> mean(y, x, toHeight, toWidth));
    }

    /** Returns the mean over the pixels that fall on pixel (y, x) of a smaller plane. */
    private double mean(int y, int x, int toHeight, int toWidth) {
        double sum = 0;
        int count = 0;
        for (int j = y * height / toHeight; j < Math.max(y * height / toHeight + 1, (y + 1) * height / toHeight); j++) {
            int from = x * width / toWidth;
            for (int i = from; i < Math.max(from + 1, (x + 1) * width / toWidth); i++) {
                sum += value(j, i);
                count++;
            }
        }
        return sum / count;
    }

    @Override
    public String toString() {
        return "Plane[" + height + ", " + width + ", " + Arrays.hashCode(values) + "]";
    }
}
