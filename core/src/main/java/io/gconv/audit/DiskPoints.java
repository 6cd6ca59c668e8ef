package io.gconv.audit;

import io.gconv.feature.PixelGrid;
import io.gconv.feature.PointSamples;
import io.gconv.group.Matrix2;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Pixels x of a map about its centre, from the inside to the outside, and the places g⁻¹·x in another map.
 *
 * <p>Immutable and thread safe. All pixels of the disk if they are not too many, otherwise those of a coarser grid with an
 * odd step, which has even and odd rows and columns alike.
 */
final class DiskPoints {

    /** Of a point, about: its place, its distance, and where and with which weights its source is read. */
    static final int BYTES = 84;

    private final int width;
    private final int[] pixels;
    private final double[] radii;
    private final PointSamples sources;

    /**
     * Selects pixels.
     *
     * @param to the map of the transformed image
     * @param from the map of the image
     * @param pitch distance of pixels in both maps, in pixels of the image
     * @param g the transformation
     * @param radius of the disk, in pixels of the image
     * @param most about how many points are wanted
     */
    DiskPoints(PixelGrid to, PixelGrid from, int pitch, Transformation g, double radius, int most) {
        this.width = to.width();
        int step = step(Math.PI * radius * radius / ((double) pitch * pitch), most);
        int[] inside = IntStream.range(0, to.height() * to.width())
                .filter(i -> isOnStep(i % width, to.width(), step) && isOnStep(i / width, to.height(), step))
                .filter(i -> radius(to, i) * pitch <= radius)
                .toArray();
        this.pixels = Arrays.stream(inside)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> radius(to, i)).thenComparing(i -> i))
                .mapToInt(i -> i)
                .toArray();
        this.radii =
                Arrays.stream(pixels).mapToDouble(i -> pitch * radius(to, i)).toArray();
        this.sources = sources(to, from, pitch, g);
    }

    private static int step(double points, int most) {
        int step = 1;
        while (points / ((double) step * step) > most) {
            step += 2;
        }
        return step;
    }

    private static boolean isOnStep(int at, int n, int step) {
        return (at - (n - 1) / 2) % step == 0;
    }

    private static double radius(PixelGrid grid, int i) {
        return Math.hypot(grid.x(i % grid.width()), grid.y(i / grid.width()));
    }

    private PointSamples sources(PixelGrid to, PixelGrid from, int pitch, Transformation g) {
        Matrix2 inverse = g.matrix().inverse();
        double[] columns = new double[pixels.length];
        double[] rows = new double[pixels.length];
        for (int p = 0; p < pixels.length; p++) {
            double x = to.x(pixels[p] % width) - g.x() / pitch;
            double y = to.y(pixels[p] / width) - g.y() / pitch;
            columns[p] = from.column(inverse.applyX(x, y));
            rows[p] = from.row(inverse.applyY(x, y));
        }
        return new PointSamples(from.height(), from.width(), columns, rows);
    }

    /** Returns how many points have at most this distance from the centre, in pixels of the image: the first ones. */
    int count(double radius) {
        int low = 0;
        int high = radii.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (radii[middle] <= radius) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the number of points. */
    int count() {
        return pixels.length;
    }

    /** Writes the values at x of the plane that starts at {@code plane[from]}, for the first points. */
    void gather(float[] plane, int from, float[] out, int points) {
        for (int p = 0; p < points; p++) {
            out[p] = plane[from + pixels[p]];
        }
    }

    /** Returns the row of point p. */
    int row(int p) {
        return pixels[p] / width;
    }

    /** Returns the column of point p. */
    int column(int p) {
        return pixels[p] % width;
    }

    /** Writes the values at g⁻¹·x of the plane that starts at {@code plane[from]}, for the first points. */
    void sample(float[] plane, int from, float[] out, int points) {
        sources.sample(plane, from, out, points);
    }
}
